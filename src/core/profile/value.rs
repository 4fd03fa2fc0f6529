//! Keys and typed values of facts.

use std::{borrow::Borrow, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::core::text::Clean;

/// The dotted name of a fact, such as `package.pin`. Which keys exist is declared by the library.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct Key(String);

impl Key {
    /// The dotted name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
impl From<&str> for Key {
    fn from(name: &str) -> Self {
        Self(name.to_owned())
    }
}
impl Borrow<str> for Key {
    fn borrow(&self) -> &str {
        &self.0
    }
}
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}

/// A typed value. The words of an enumeration are texts; a scale such as `scorecard` is a whole number.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Bool(bool),
    /// A count.
    Int(i64),
    /// A text or one word of an enumeration; `none` is known absence.
    Text(Clean),
    /// A list; empty is known absence.
    List(Vec<Clean>),
}

impl Value {
    /// A text value, cleaned.
    #[must_use]
    pub fn text(raw: &str) -> Self {
        Self::Text(Clean::new(raw))
    }
    /// A list value, each entry cleaned.
    #[must_use]
    pub fn list<'a>(raw: impl IntoIterator<Item = &'a str>) -> Self {
        Self::List(raw.into_iter().map(Clean::new).collect())
    }
    /// The text, if it is one.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        if let Self::Text(text) = self { Some(text.as_str()) } else { None }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}
impl From<&str> for Value {
    fn from(raw: &str) -> Self {
        Self::text(raw)
    }
}
impl From<i64> for Value {
    fn from(value: i64) -> Self {
        Self::Int(value)
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bool(true) => f.pad("yes"),
            Self::Bool(false) => f.pad("no"),
            Self::Int(number) => f.pad(&number.to_string()),
            Self::Text(text) => f.pad(text.as_str()),
            Self::List(list) if list.is_empty() => f.pad("none"),
            Self::List(list) => f.pad(&list.iter().map(Clean::as_str).collect::<Vec<_>>().join(", ")),
        }
    }
}
