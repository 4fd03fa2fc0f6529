//! A risk: a named way to be harmed.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{About, Axis, Condition, FactorDef};
use crate::core::text::{Clean, Prose};

/// Cause, event and harm, each in one to three sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Story {
    /// What makes it possible.
    pub cause: Prose,
    /// What happens.
    pub event: Prose,
    /// Who is hurt and how.
    pub harm: Prose,
}

/// A factor that a risk uses.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RiskFactor {
    /// The id of a shared factor or of one in `own`.
    #[serde(rename = "use")]
    pub factor: String,
    /// Its weight in the mean, 1 to 5.
    #[serde(default = "one")]
    pub weight: u8,
}

fn one() -> u8 {
    1
}

/// A level that stands, whatever the score, until a named measure is verified.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// When it stands.
    pub when: Condition,
    /// The critical axis it guards.
    pub axis: Axis,
    /// The lowest level while it stands: `high` or `critical`.
    pub level: super::Level,
    /// Why, in one sentence.
    pub text: Clean,
    /// Measures; any one of them, verified, lifts it.
    pub lifted_by: Vec<String>,
}

/// A risk of the library.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Risk {
    /// The shared head.
    #[serde(flatten)]
    pub about: About,
    /// Cause, event, harm.
    pub story: Story,
    /// When it exists at all.
    pub applies: Condition,
    /// What to say where it does not, in one sentence.
    pub excluded: Clean,
    /// Factors used, shared and own.
    pub factors: Vec<RiskFactor>,
    /// Factors only this risk has.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<FactorDef>,
    /// Levels that stand by themselves.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub floors: Vec<Floor>,
    /// Real incidents of this kind, by id, each with what it taught.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub incidents: Vec<Clean>,
}
