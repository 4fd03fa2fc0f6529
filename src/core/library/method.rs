//! The constants of the method, as a file that an organisation can replace.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Level;
use crate::core::text::Clean;

/// How much of a measure's cut counts, by how far it has come; shares from 0 to 1.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Credits {
    /// Done and checked with evidence.
    pub verified: f64,
    /// Done, or observed in the deployment's own file.
    pub done: f64,
    /// Begun.
    pub in_progress: f64,
}

/// The constants of the method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Method {
    /// Its name and version, stamped on each result.
    pub version: Clean,
    /// The matrix it uses, by id.
    pub matrix: String,
    /// The share of the inherent likelihood that no measure removes.
    pub remainder: f64,
    /// Credits by progress.
    pub credits: Credits,
    /// The appetite where a scenario has none.
    pub appetite: Level,
    /// Published source of each constant.
    pub basis: Vec<Clean>,
}
