//! Takes what an event said out of the journal: a secret that was typed into a note.
//!
//! The lines keep their heads, so the chain holds. The whole journal is written anew beside the old one and put in its
//! place by one rename; the index goes with it, for it may hold the same words. Backups and what lies in quarantine
//! are the operator's.

use std::fmt::Write as _;

use super::{folder::Folder, journal::Journal, reading::journal_name};
use crate::core::consult::{Event, Id, StoreError, chain::SealError};

impl Journal {
    /// Writes the journal again without the bodies of `gone`, with `new` lines at its end.
    pub(super) fn take_out(
        &mut self,
        folder: &Folder,
        id: &Id,
        earlier: Vec<Event>,
        gone: &[u64],
        new: &str,
    ) -> Result<(), StoreError> {
        let mut text = String::new();
        for event in earlier {
            let event = if gone.contains(&event.seq) { event.without_body() } else { event };
            let line = event.to_line().map_err(|_| SealError::Body)?;
            let _ = writeln!(text, "{line}");
        }
        text += new;
        folder.replace(&journal_name(id), text.as_bytes())?;
        super::index::delete(&self.root)
    }
}
