//! A factor: how facts of the server's nature become a number from 0 to 9.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Condition;
use crate::core::text::Clean;

/// The axis a factor counts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Axis {
    /// How probable the harm is.
    Likelihood,
    /// How bad the harm is.
    Impact,
}

/// Which mean of the impact axis a factor belongs to; the larger of the two counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Side {
    /// Confidentiality, integrity, availability, accountability.
    Technical,
    /// Money, reputation, compliance, privacy.
    Business,
}

/// One row of an option table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactorOption {
    /// When the row applies; the first that does counts. The last row has none and always applies.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
    /// 0 to 9.
    pub value: u8,
    /// What this row says, in plain words.
    pub text: Clean,
}

/// A factor: an option table over nature facts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactorDef {
    /// Kebab-case, unique across kinds.
    pub id: String,
    /// A short name.
    pub title: Clean,
    /// What it measures.
    pub summary: Clean,
    /// The axis.
    pub axis: Axis,
    /// The mean it belongs to; for impact only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub side: Option<Side>,
    /// The published term it corresponds to, such as `threat agent: opportunity`.
    pub term: Clean,
    /// The published source of the scale, or `own` with the reason.
    pub scale: Clean,
    /// The rows, tried in order.
    pub options: Vec<FactorOption>,
}
