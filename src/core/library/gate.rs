//! A gate: a condition that decides by itself.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{About, Condition};
use crate::core::text::Clean;

/// A gate of the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Gate {
    /// The shared head.
    #[serde(flatten)]
    pub about: About,
    /// When it fails. Where this is certainly not so, the gate is passed; where it is unknown, the gate is unknown.
    pub fails: Condition,
    /// What to say when it failed, in one sentence.
    pub failed: Clean,
    /// What to say when it passed, in one sentence.
    pub passed: Clean,
    /// Measures; any one of them, verified, lifts it. Empty where only the facts can.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifted_by: Vec<String>,
}
