//! What the worker hands to the screens: answers of the desk as plain data.

use crate::core::{advise::Assessment, text::Clean};

pub use desk::{Failure, FailureKind, Found, Listed, Opened};

mod desk {
    use crate::core::{library::{Kind, Level}, profile::Problem, text::Clean};
    #[derive(Clone, Debug, PartialEq)]
    pub struct Listed { pub id: String, pub name: Clean, pub level: Option<Level>, pub open: usize, pub due: usize, pub updated: String }
    #[derive(Clone, Debug, PartialEq)]
    pub struct Opened { pub ids: Vec<String>, pub problems: Vec<Problem> }
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub enum FailureKind { User, Data, Store, Internal }
    #[derive(Clone, Debug, PartialEq)]
    pub struct Failure { pub kind: FailureKind, pub message: Clean, pub hint: Option<Clean> }
    #[derive(Clone, Debug, PartialEq)]
    pub struct Found { pub id: String, pub kind: Kind, pub title: Clean, pub score: i64, pub matched: Vec<(usize, usize)>, pub summary: Clean }
}

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place, counted from 1.
    pub seq: u64,
    /// When, RFC 3339.
    pub at: Clean,
    /// Who, and through which door.
    pub who: Clean,
    /// The kind of event.
    pub kind: Clean,
    /// One sentence.
    pub text: Clean,
    /// The library it was done under.
    pub library: Clean,
    /// The event in full, a field a line.
    pub whole: Vec<(Clean, Clean)>,
}

/// One consultation with everything the screens show of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its id.
    pub id: String,
    /// What the operator calls it.
    pub name: Clean,
    /// The whole answer.
    pub assessment: Assessment,
    /// Oldest first.
    pub history: Vec<Entry>,
    /// What an undo would take back, in words.
    pub undoable: Option<Clean>,
}
