//! A scenario: a preset on the trust or the context axis.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{About, Condition, Level};
use crate::core::{
    profile::{Key, Value},
    text::Clean,
};

/// The axis a scenario sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum ScenarioAxis {
    /// Whom one deals with: `trusted`, `community`, `unknown`.
    Trust,
    /// Who uses it under which rules: `development`, `individual`, `team`, `enterprise`.
    Context,
}

/// The highest level accepted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Appetite {
    /// Where it holds; the first that does counts, the last has no condition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// The highest level accepted.
    pub level: Level,
}

/// A scenario of the library. `id` is the value it sets on its axis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Scenario {
    /// The shared head.
    #[serde(flatten)]
    pub about: About,
    /// The axis.
    pub axis: ScenarioAxis,
    /// Likely values while nobody said otherwise.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub assumptions: BTreeMap<Key, Value>,
    /// Measures that are always due, as far as they apply.
    pub required: Vec<String>,
    /// The highest level accepted; for context scenarios. Empty: the method's.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub appetite: Vec<Appetite>,
    /// How often to look again, in plain words.
    pub review_rhythm: Clean,
}
