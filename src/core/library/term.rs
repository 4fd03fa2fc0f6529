//! A term of the glossary.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::core::text::Clean;

/// A word explained in plain words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// Kebab-case, starts with `term-`, unique across kinds.
    pub id: String,
    /// The word.
    pub title: Clean,
    /// Two or three sentences.
    pub text: Clean,
    /// Other spellings people type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub also: Vec<Clean>,
    /// Related terms, by id.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub see: Vec<String>,
}
