//! A recommendation as every door shows it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::core::{
    assess::Status,
    library::{Area, Mappings, Phase, Scope, Size},
    text::Clean,
};

/// A measure that makes sense here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The measure.
    pub id: String,
    /// Its title.
    pub title: Clean,
    /// When it is due.
    pub phase: Phase,
    /// Its area.
    pub area: Area,
    /// Points of the score it takes off, for each effort point (`priority.rs` has the formula).
    pub priority: f64,
    /// Whether a scenario always asks for it.
    pub required: bool,
    /// Its size.
    pub effort: Size,
    /// Effort points.
    pub cost: u32,
    /// Who does it once and has it.
    pub scope: Scope,
    /// What was decided, or `done` where the facts show it in place.
    pub status: Status,
    /// Whether an answer or the file itself shows it in place.
    pub in_place: bool,
    /// Risks it lowers here.
    pub reduces: Vec<String>,
    /// Gates that failed and that it lifts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifts: Vec<String>,
    /// Why, one sentence each.
    pub because: Vec<Clean>,
    /// Measures that must be in place first.
    pub requires: Vec<String>,
    /// Last day a waiver or deferral holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Entries of published frameworks.
    pub mappings: Mappings,
}

/// The group of what is done, waived or out of place: last.
pub(super) const SETTLED: u8 = 3;

impl Recommendation {
    /// Gate, required, other, settled.
    pub(super) fn rank_group(&self) -> u8 {
        match self.status {
            Status::Done | Status::Verified | Status::Waived | Status::NotApplicable => SETTLED,
            _ if !self.lifts.is_empty() => 0,
            _ if self.required => 1,
            _ => 2,
        }
    }
}
