//! What items of every kind have in common.

use std::collections::BTreeMap;

use jiff::civil::Date;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{FactDef, FactorDef, Gate, Matrix, Measure, Risk, Scenario, Term};
use crate::core::text::Clean;

/// A framework's id (`owasp-mcp`, `safe-mcp`, `csa-ttp`, `cosai`, `nist-800-53` ...) to entries of it.
pub type Mappings = BTreeMap<String, Vec<Clean>>;

/// The kinds of items this build knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[allow(missing_docs, reason = "the words are defined in the design of the library and in the glossary")]
pub enum Kind {
    Fact,
    Factor,
    Risk,
    Measure,
    Gate,
    Matrix,
    Scenario,
    Term,
    Method,
}

impl Kind {
    /// The word used in files and on screens.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Fact => "fact",
            Self::Factor => "factor",
            Self::Risk => "risk",
            Self::Measure => "measure",
            Self::Gate => "gate",
            Self::Matrix => "matrix",
            Self::Scenario => "scenario",
            Self::Term => "term",
            Self::Method => "method",
        }
    }
}

/// A published place that an item rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reference {
    /// Its title.
    pub title: Clean,
    /// Where it is published.
    pub url: Clean,
    /// The edition that was read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub version: Option<Clean>,
    /// The day it was read.
    #[schemars(with = "String")]
    pub accessed: Date,
}

/// How far an item has been looked over. Never claims more than happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewState {
    /// Written, not yet read again.
    Draft,
    /// Read again by its author.
    SelfChecked,
    /// Read by the people named.
    Reviewed,
    /// Past its date.
    Stale,
    /// Kept readable, no longer advised.
    Deprecated,
}

/// The review record of an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// How far.
    pub state: ReviewState,
    /// When.
    #[schemars(with = "String")]
    pub on: Date,
    /// When it is due again.
    #[schemars(with = "String")]
    pub next: Date,
    /// By whom; empty unless `reviewed`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub by: Vec<Clean>,
}

/// The head that guidance items of the longer kinds share.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct About {
    /// Kebab-case, unique across kinds, never reused.
    pub id: String,
    /// At most 80 characters, unique.
    pub title: Clean,
    /// At most 240 characters, plain words.
    pub summary: Clean,
    /// Earlier ids of the same item.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub aliases: Vec<String>,
    /// Finer subjects than an area.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub topics: Vec<Clean>,
    /// Entries of published frameworks.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub mappings: Mappings,
    /// What it rests on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Reference>,
    /// The review record.
    pub review: Review,
    /// The library version that brought it.
    pub since: Clean,
    /// What changed since, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub changes: Vec<Clean>,
}

/// An item of any kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
#[allow(missing_docs, reason = "the kinds")]
#[allow(clippy::large_enum_variant, reason = "a few hundred items, held once")]
pub enum Item {
    Fact(FactDef),
    Factor(FactorDef),
    Risk(Risk),
    Measure(Measure),
    Gate(Gate),
    Matrix(Matrix),
    Scenario(Scenario),
    Term(Term),
}

impl Item {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::Fact(_) => Kind::Fact,
            Self::Factor(_) => Kind::Factor,
            Self::Risk(_) => Kind::Risk,
            Self::Measure(_) => Kind::Measure,
            Self::Gate(_) => Kind::Gate,
            Self::Matrix(_) => Kind::Matrix,
            Self::Scenario(_) => Kind::Scenario,
            Self::Term(_) => Kind::Term,
        }
    }
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Fact(item) => item.key.as_str(),
            Self::Factor(item) => &item.id,
            Self::Risk(item) => &item.about.id,
            Self::Measure(item) => &item.about.id,
            Self::Gate(item) => &item.about.id,
            Self::Matrix(item) => &item.id,
            Self::Scenario(item) => &item.about.id,
            Self::Term(item) => &item.id,
        }
    }
    /// Its title.
    #[must_use]
    pub fn title(&self) -> &str {
        match self {
            Self::Fact(item) => item.title.as_str(),
            Self::Factor(item) => item.title.as_str(),
            Self::Risk(item) => item.about.title.as_str(),
            Self::Measure(item) => item.about.title.as_str(),
            Self::Gate(item) => item.about.title.as_str(),
            Self::Matrix(item) => item.title.as_str(),
            Self::Scenario(item) => item.about.title.as_str(),
            Self::Term(item) => item.title.as_str(),
        }
    }
    /// One or two sentences about it.
    #[must_use]
    pub fn summary(&self) -> &str {
        match self {
            Self::Fact(item) => item.meaning.as_str(),
            Self::Factor(item) => item.summary.as_str(),
            Self::Risk(item) => item.about.summary.as_str(),
            Self::Measure(item) => item.about.summary.as_str(),
            Self::Gate(item) => item.about.summary.as_str(),
            Self::Matrix(item) => item.summary.as_str(),
            Self::Scenario(item) => item.about.summary.as_str(),
            Self::Term(item) => item.text.as_str(),
        }
    }
    /// The shared head, where its kind has one.
    #[must_use]
    pub fn about(&self) -> Option<&About> {
        match self {
            Self::Risk(item) => Some(&item.about),
            Self::Measure(item) => Some(&item.about),
            Self::Gate(item) => Some(&item.about),
            Self::Scenario(item) => Some(&item.about),
            Self::Fact(_) | Self::Factor(_) | Self::Matrix(_) | Self::Term(_) => None,
        }
    }
}
