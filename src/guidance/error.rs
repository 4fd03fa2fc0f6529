//! Why a pack, or a file of one, was refused.

use std::fmt;

use crate::core::{profile::Problem, text::Clean};

/// What is wrong with a file of guidance, where, and what to do. Never repeats the value that stood there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct LoadError {
    /// The file, as it was given or as it is called in the built-in pack.
    pub path: Clean,
    /// The line, counted from 1, where there is one.
    pub line: Option<usize>,
    /// The field, such as `options[2].when`, led by the item's id in a file with several items.
    pub field: Option<Clean>,
    /// One sentence: what is wrong and what to do.
    pub text: Clean,
}

impl LoadError {
    /// A problem of a whole file or folder.
    pub(super) fn of_file(path: &str, text: &str) -> Self {
        Self { path: Clean::new(path), line: None, field: None, text: Clean::new(text) }
    }
    /// A problem at a line.
    pub(super) fn at(path: &str, line: usize, field: &str, text: &str) -> Self {
        let field = (!field.is_empty()).then(|| Clean::new(field));
        Self { path: Clean::new(path), line: Some(line), field, text: Clean::new(text) }
    }
}

impl fmt::Display for LoadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path)?;
        if let Some(line) = self.line {
            write!(f, ", line {line}")?;
        }
        if let Some(field) = &self.field {
            write!(f, ", {field}")?;
        }
        write!(f, ": {}", self.text)
    }
}

impl std::error::Error for LoadError {}

impl From<LoadError> for Problem {
    fn from(error: LoadError) -> Self {
        Self { path: error.path, line: error.line, field: error.field, text: error.text }
    }
}
