//! The shape of an assessed risk, as every door shows it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{Part, Span};
use crate::core::{
    library::{Axis, Level, Mappings},
    profile::Value,
    text::Clean,
};

/// Whether a risk exists here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Applies {
    /// It does.
    Yes,
    /// It hangs on what is not known.
    Unknown,
    /// It does not.
    No,
}

/// Likelihood, impact and level of one state of a risk.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Rating {
    /// 0 to 9.
    pub likelihood: Span,
    /// 0 to 9.
    pub impact: Span,
    /// At the likely point.
    pub level: Level,
    /// Best and worst still possible.
    pub level_range: [Level; 2],
    /// `100 * (L/9) * (I/9)`; orders within a level.
    pub score: Span,
}

/// The likely inherent score, split between the server and this deployment of it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shares {
    /// At the reference deployment, 0 to 100.
    pub server: f64,
    /// What this deployment adds; negative where it takes away.
    pub deployment: f64,
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Because {
    /// The fact.
    pub fact: Clean,
    /// Its likely value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// The factor it moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub factor: Option<String>,
    /// The axis it moved.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub axis: Option<Axis>,
    /// Points of the likelihood or impact; those of one axis add up to its likely value.
    pub effect: f64,
    /// In words.
    pub text: Clean,
}

/// A risk somebody accepted as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tolerated {
    /// Last day it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Clean>,
}

/// An assessed risk.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RiskReport {
    /// The risk.
    pub id: String,
    /// Its title.
    pub title: Clean,
    /// Whether it exists here.
    pub applies: Applies,
    /// With no measure.
    pub inherent: Rating,
    /// With what is in place.
    pub current: Rating,
    /// With the plan verified.
    pub target: Rating,
    /// The highest level still possible when the plan is done and not yet verified.
    pub target_unverified: Level,
    /// Accepted as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tolerated: Option<Tolerated>,
    /// Server and deployment.
    pub shares: Shares,
    /// Which facts moved which factors.
    pub because: Vec<Because>,
    /// Which measures took how much away, from inherent to current, in points of the score.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lowered_by: Vec<Part>,
    /// Floors that stand or may stand, each with the measures that lift it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub floors: Vec<FloorReport>,
    /// Entries of published frameworks.
    pub mappings: Mappings,
}

/// A level floor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FloorReport {
    /// The lowest level while it stands.
    pub level: Level,
    /// Why.
    pub text: Clean,
    /// Whether it stands for certain; otherwise it may.
    pub certain: bool,
    /// Measures; any one, verified, lifts it.
    pub lifted_by: Vec<String>,
}
