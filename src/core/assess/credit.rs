//! How far a measure has come and how much of its cut counts.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::core::{
    library::{Method, condition::Truth},
    text::Clean,
};

/// The status of a recommendation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Not decided.
    #[default]
    Open,
    /// Will be done.
    Accepted,
    /// Begun.
    InProgress,
    /// Done, not checked.
    Done,
    /// Done and checked with evidence.
    Verified,
    /// Put off until a day.
    Deferred,
    /// Not done, for a reason, until a day.
    Waived,
    /// Does not make sense here.
    NotApplicable,
}

impl Status {
    /// All statuses in the order they are offered.
    pub const ALL: [Self; 8] = [
        Self::Open,
        Self::Accepted,
        Self::InProgress,
        Self::Done,
        Self::Verified,
        Self::Deferred,
        Self::Waived,
        Self::NotApplicable,
    ];
    /// The word of the command line.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::Accepted => "accepted",
            Self::InProgress => "in-progress",
            Self::Done => "done",
            Self::Verified => "verified",
            Self::Deferred => "deferred",
            Self::Waived => "waived",
            Self::NotApplicable => "not-applicable",
        }
    }
    /// The status of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|status| status.as_str() == word)
    }
    /// Whether a plan may pick the measure.
    #[must_use]
    pub fn may_be_planned(self) -> bool {
        !matches!(self, Self::Waived | Self::NotApplicable)
    }
}

/// What was decided about a measure.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decision {
    /// The status.
    pub status: Status,
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Clean>,
    /// Who answers for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Clean>,
    /// Last day it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
}

/// A risk accepted as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Tolerance {
    /// Why.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<Clean>,
    /// By whom.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Clean>,
    /// Last day it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[schemars(with = "Option<String>")]
    pub until: Option<Date>,
}

/// Every decision about one server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Decisions {
    /// By measure id.
    #[serde(default)]
    pub measures: BTreeMap<String, Decision>,
    /// By risk id.
    #[serde(default)]
    pub tolerated: BTreeMap<String, Tolerance>,
}

impl Decisions {
    /// The status of a measure on a day: a waiver or deferral past its last day is open again.
    #[must_use]
    pub fn status(&self, measure: &str, as_of: Date) -> Status {
        self.measures.get(measure).map_or(Status::Open, |decision| match (decision.status, decision.until) {
            (Status::Waived | Status::Deferred, Some(until)) if until < as_of => Status::Open,
            (status, _) => status,
        })
    }
    /// The tolerance of a risk, while it holds.
    #[must_use]
    pub fn tolerance(&self, risk: &str, as_of: Date) -> Option<&Tolerance> {
        self.tolerated.get(risk).filter(|tolerance| tolerance.until.is_none_or(|until| until >= as_of))
    }
}

/// Share of a cut that counts: at least, likely, at most. 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Credit {
    /// Sure to count.
    pub lo: f64,
    /// Likely to count.
    pub likely: f64,
    /// Counts at most.
    pub hi: f64,
}

impl Credit {
    /// The full cut.
    pub const FULL: Self = Self { lo: 1.0, likely: 1.0, hi: 1.0 };
    /// Nothing.
    pub const NONE: Self = Self { lo: 0.0, likely: 0.0, hi: 0.0 };

    /// The same share at all three points.
    #[must_use]
    pub fn flat(share: f64) -> Self {
        Self { lo: share, likely: share, hi: share }
    }
    fn best(self, other: Self) -> Self {
        Self { lo: self.lo.max(other.lo), likely: self.likely.max(other.likely), hi: self.hi.max(other.hi) }
    }
}

/// What the control facts say about a measure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Evidence {
    /// Whether an operator's answer or an observation shows it in place.
    pub certain: Truth,
    /// Whether it is likely in place.
    pub likely: bool,
}

/// The credit of a measure: the better of what was decided and what the facts show. A waiver counts nothing, whatever
/// the facts might still turn out to show; "not applicable" changes nothing.
pub(super) fn credit(status: Status, evidence: Option<Evidence>, applies: Truth, method: &Method) -> Credit {
    let credits = &method.credits;
    if status == Status::Waived || applies.is_false() {
        return Credit::NONE;
    }
    let decided = Credit::flat(match status {
        Status::Verified => credits.verified,
        Status::Done => credits.done,
        Status::InProgress => credits.in_progress,
        _ => 0.0,
    });
    let shown = match evidence {
        None => Credit::NONE,
        Some(Evidence { certain: Truth::False, .. }) => Credit::NONE,
        Some(Evidence { certain: Truth::True, .. }) => Credit::flat(credits.done),
        Some(Evidence { certain: Truth::Unknown, likely }) => {
            Credit { lo: 0.0, likely: if likely { credits.done } else { 0.0 }, hi: credits.done }
        }
    };
    decided.best(shown)
}
