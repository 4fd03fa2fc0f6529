//! Why something could not be done, in the form that every door can show.

use std::fmt;

use crate::core::text::Clean;

/// What kind of trouble it is; decides the exit code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FailureKind {
    /// Wrong use: exit code 2.
    User,
    /// Bad input: exit code 3.
    Data,
    /// Store trouble or damage: exit code 4.
    Store,
    /// A defect of this program: exit code 70.
    Internal,
}

/// Why something could not be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// The kind.
    pub kind: FailureKind,
    /// One sentence, lower case.
    pub message: Clean,
    /// What to do about it.
    pub hint: Option<Clean>,
}

impl Failure {
    /// Wrong use.
    #[must_use]
    pub fn user(message: impl AsRef<str>) -> Self {
        Self::of(FailureKind::User, message)
    }
    /// Bad input.
    #[must_use]
    pub fn data(message: impl AsRef<str>) -> Self {
        Self::of(FailureKind::Data, message)
    }
    /// Store trouble.
    #[must_use]
    pub fn store(message: impl AsRef<str>) -> Self {
        Self::of(FailureKind::Store, message)
    }
    /// A defect.
    #[must_use]
    pub fn internal(message: impl AsRef<str>) -> Self {
        Self::of(FailureKind::Internal, message)
    }
    /// The same failure with advice.
    #[must_use]
    pub fn hint(mut self, hint: impl AsRef<str>) -> Self {
        self.hint = Some(Clean::new(hint.as_ref()));
        self
    }
    fn of(kind: FailureKind, message: impl AsRef<str>) -> Self {
        Self { kind, message: Clean::new(message.as_ref()), hint: None }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.message)?;
        if let Some(hint) = &self.hint { write!(f, "; {hint}") } else { Ok(()) }
    }
}
impl std::error::Error for Failure {}
