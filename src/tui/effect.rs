//! What is to be done outside the state: plain data, performed by the runtime and the worker.

use std::path::PathBuf;

use crate::core::assess::{Decision, Tolerance};

/// What a timer is for. A new one of the same kind replaces the old.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Timer {
    /// The message at the bottom goes away.
    Toast,
    /// The text in a dialog has rested and is kept.
    Draft,
}

/// Work for the desk.
#[derive(Clone, Debug, PartialEq)]
#[allow(missing_docs, reason = "the fields are those of the desk's own calls")]
pub enum Job {
    /// List the consultations.
    List,
    /// Open files.
    Open(Vec<PathBuf>),
    /// Open the sample.
    OpenSample,
    /// Read one consultation.
    Sheet(String),
    /// Answer a question.
    Answer { form: String, id: String, server: String, fact: String, typed: String },
    /// Decide on a measure.
    Decide { form: String, id: String, server: String, measure: String, decision: Decision },
    /// Accept a risk as it is.
    Tolerate { form: String, id: String, server: String, risk: String, tolerance: Tolerance },
    /// Keep a note.
    Note { form: String, id: String, server: String, text: String },
    /// Take back the last step.
    Undo { id: String },
    /// Search the guidance.
    Search { query: String, serial: u64 },
    /// Keep a draft.
    SaveDraft { id: String, key: String, text: String },
    /// Look for a draft.
    LoadDraft { id: String, key: String },
    /// Forget a draft.
    ClearDraft { id: String, key: String },
}

/// What `update` asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// Give work to the desk.
    Work(Job),
    /// Ring after so many milliseconds.
    After(u64, Timer),
    /// Clear and draw everything anew.
    Redraw,
    /// Suspend the program.
    Suspend,
    /// End the program.
    Quit,
}
