//! Structural lint.

use super::Library;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// Must be mended.
    Error,
}

/// A lint rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum Rule {
    /// An item does not have the form of its kind.
    L01,
}

/// One lint finding.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// How bad.
    pub severity: Severity,
    /// The item.
    pub item: String,
    /// One sentence.
    pub text: String,
}

/// Checks a library.
#[must_use]
pub fn lint(_library: &Library) -> Vec<Finding> {
    Vec::new()
}
