//! A measure: something to do, how to do it, how to check it, what it lowers.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{About, Condition};
use crate::core::{
    profile::{Key, Value},
    text::{Clean, Prose},
};

/// When in the life of a deployment a measure is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the three phases")]
pub enum Phase {
    Assess,
    Deploy,
    Operate,
}

/// The ten guidance areas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "the ten areas")]
pub enum Area {
    Containerization,
    Network,
    Authentication,
    Monitoring,
    Configuration,
    Risk,
    Change,
    Incident,
    Maintenance,
    Documentation,
}

/// Who does it once and has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Scope {
    /// Once for each server.
    Server,
    /// Once for all servers of one client.
    Client,
    /// Once for the organisation.
    Organisation,
}

/// Effort points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[allow(missing_docs, reason = "sizes")]
pub enum Size {
    XS,
    S,
    M,
    L,
    XL,
}

impl Size {
    /// Effort points, 1 to 5.
    #[must_use]
    pub fn points(self) -> u32 {
        self as u32 + 1
    }
}

/// How much doing it disturbs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "degrees")]
pub enum Disruption {
    None,
    Low,
    Medium,
    High,
}

/// What doing it takes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Effort {
    /// Its size; its points are the cost.
    pub size: Size,
    /// From and to, in hours.
    pub hours: (u16, u16),
    /// Skills it needs.
    #[serde(default)]
    pub skills: Vec<Clean>,
    /// How much it disturbs.
    pub disruption: Disruption,
}

/// What it cuts: a risk's likelihood, its impact, or both, as shares from 0 to 0.95.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// The risk.
    pub risk: String,
    /// Share of the likelihood it removes when verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub likelihood: Option<f64>,
    /// Share of the impact it removes when verified.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub impact: Option<f64>,
    /// What the figure rests on.
    pub basis: Clean,
    /// How sure: low, medium or high.
    pub confidence: Confidence,
}

/// How sure a figure is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs, reason = "degrees")]
pub enum Confidence {
    Low,
    Medium,
    High,
}

/// One step of an approach.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What to do: starts with a verb.
    pub text: Prose,
    /// A command or setting to type, with placeholders in capitals.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<Prose>,
    /// The kind of artefact that contains this setting.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub artefact: Option<Clean>,
}

/// One way to do it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Approach {
    /// A short name.
    pub title: Clean,
    /// Where it fits; without a condition it fits everywhere.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// What to do, in order.
    pub steps: Vec<Step>,
    /// What it gains and costs beside the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tradeoffs: Option<Prose>,
}

/// How to see that it is in place.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Check {
    /// The question the check answers.
    pub ask: Clean,
    /// What to do or type.
    pub how: Prose,
    /// What is seen when it is in place.
    pub expect: Prose,
    /// What to keep: command-output, screenshot, document, log-line, setting.
    pub evidence: Clean,
}

/// MCP protocol versions between which an item holds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Protocol {
    /// First version.
    #[serde(default)]
    pub since: Option<Clean>,
    /// Last version.
    #[serde(default)]
    pub until: Option<Clean>,
}

/// A measure of the library. It cuts risks or sets nature facts, never both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Measure {
    /// The shared head.
    #[serde(flatten)]
    pub about: About,
    /// Why it helps and what it teaches.
    pub why: Prose,
    /// The area.
    pub area: Area,
    /// The phase.
    pub phase: Phase,
    /// Who pays once.
    pub scope: Scope,
    /// Where it makes sense.
    pub applies: Condition,
    /// Control facts that show it in place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub met_when: Option<Condition>,
    /// Measures that must be in place first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub requires: Vec<String>,
    /// Measures that cannot be in place beside it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub conflicts: Vec<String>,
    /// Redundancy group: per risk and axis only the largest cut of a group counts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<String>,
    /// What it cuts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub effects: Vec<Effect>,
    /// The nature facts it sets.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub sets: BTreeMap<Key, Value>,
    /// What it takes.
    pub effort: Effort,
    /// Ways to do it.
    pub approaches: Vec<Approach>,
    /// How to see that it is in place; at least one.
    pub check: Vec<Check>,
    /// How to go back.
    pub rollback: Prose,
    /// What else it changes.
    pub side_effects: Prose,
    /// What goes wrong.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pitfalls: Vec<Prose>,
    /// Protocol versions it holds for.
    #[serde(default)]
    pub protocol: Protocol,
}
