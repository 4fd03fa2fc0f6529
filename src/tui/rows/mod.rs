//! The content of every pane as rows of plain pieces: what is said, in which role, and what a row stands for.
//!
//! Rows know nothing of sizes or colours. `update` counts them and reads what is selected, `view` lays them out; so
//! the two never disagree about what a key acts on.

pub mod detail;
mod facts;
mod help;
mod history;
mod home;
mod matrix;
mod profile;
mod tree;
mod words;

pub use help::help;
pub use history::history;
pub use home::{home, welcome};
pub use matrix::{Grid, GridCell, cell_of, grid, matrix};
pub use profile::profile;
pub use tree::tree;
pub use words::{level_role, level_word, moved, state_of_gate, status_mark, verdict_words};

use super::look::Role;
use crate::core::{profile::Key, text::Clean};

/// What a row stands for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[allow(missing_docs, reason = "the kinds of things on the screens")]
pub enum Subject {
    /// Nothing: a heading, a blank, plain text.
    #[default]
    None,
    Server(usize),
    Verdict,
    Setting,
    Gate(String),
    Fact(Key),
    Question(Key),
    Notice(usize),
    Risk(String),
    Measure(String),
    Plan,
    Event(u64),
    /// Any other item of the library, by id.
    Item(String),
    /// A consultation, by id.
    Consultation(String),
}

/// Text in one role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is for.
    pub role: Role,
    /// What it says.
    pub text: String,
}

/// One row: cut to one line, or wrapped under its own indent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    /// What it stands for.
    pub subject: Subject,
    /// What it says.
    pub pieces: Vec<Piece>,
    /// Columns that wrapped lines are set in by.
    pub indent: u16,
    /// Whether it wraps even where wrapping is off.
    pub prose: bool,
}

impl Row {
    /// A row for something.
    #[must_use]
    pub fn of(subject: Subject) -> Self {
        Self { subject, ..Self::default() }
    }

    /// An empty row.
    #[must_use]
    pub fn blank() -> Self {
        Self::default()
    }

    /// A heading.
    #[must_use]
    pub fn heading(text: impl Into<String>) -> Self {
        Self::default().add(Role::Title, text)
    }

    /// A paragraph.
    #[must_use]
    pub fn prose(text: impl Into<String>) -> Self {
        Self { prose: true, ..Self::default() }.add(Role::Text, text)
    }

    /// Adds a piece.
    #[must_use]
    pub fn add(mut self, role: Role, text: impl Into<String>) -> Self {
        self.pieces.push(Piece { role, text: text.into() });
        self
    }

    /// Sets wrapped lines in.
    #[must_use]
    pub fn hang(mut self, indent: u16) -> Self {
        self.indent = indent;
        self
    }

    /// Wraps always.
    #[must_use]
    pub fn wrapped(mut self) -> Self {
        self.prose = true;
        self
    }

    /// Whether the cursor may rest on it in a pane.
    #[must_use]
    pub fn stands_for_something(&self) -> bool {
        self.subject != Subject::None
    }
}

/// The paragraphs of a block of text, set in by so many columns.
#[must_use]
pub fn paragraphs(role: Role, text: &str, indent: u16) -> Vec<Row> {
    let pad = " ".repeat(usize::from(indent));
    text.lines()
        .map(|line| Row::default().add(Role::Text, pad.clone()).add(role, line).hang(indent).wrapped())
        .collect()
}

/// A label and what it says, wrapped under the value.
#[must_use]
pub fn labelled(label: &str, width: usize, role: Role, text: impl Into<String>) -> Row {
    Row::default()
        .add(Role::Dim, format!("{label:<width$}"))
        .add(role, text)
        .hang(u16::try_from(width).unwrap_or(0))
        .wrapped()
}

/// The texts of a list, joined.
#[must_use]
pub fn joined(list: &[Clean]) -> String {
    list.iter().map(Clean::as_str).collect::<Vec<_>>().join(", ")
}
