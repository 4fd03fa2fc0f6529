//! Gates: conditions that decide by themselves.

use serde::{Deserialize, Serialize};

use super::{View, base::raised};
use crate::core::{
    library::{Gate, condition::Truth},
    text::Clean,
};

/// The state of a gate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum GateState {
    /// It decides: do not deploy.
    Failed,
    /// What it asks is not known.
    Unknown,
    /// It holds.
    Passed,
}

/// A gate and what decided it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GateReport {
    /// The gate.
    pub id: String,
    /// Its title.
    pub title: Clean,
    /// Its state.
    pub state: GateState,
    /// Why, in a sentence or two.
    pub because: Clean,
    /// Measures that would lift it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifted_by: Vec<String>,
}

pub(super) fn read(gate: &Gate, view: View<'_>) -> GateReport {
    let truth = raised(&gate.fails, view);
    let facts = super::explain::facts_in_words(&gate.fails, view);
    let (state, because) = match truth {
        Truth::True => (GateState::Failed, format!("{} {facts}", gate.failed)),
        Truth::False => (GateState::Passed, format!("{} {facts}", gate.passed)),
        Truth::Unknown => {
            let open = super::explain::unknown_keys(&gate.fails, view);
            (GateState::Unknown, format!("It depends on what is not known: {}.", open.join(", ")))
        }
    };
    GateReport {
        id: gate.about.id.clone(),
        title: gate.about.title.clone(),
        state,
        because: Clean::new(because.trim()),
        lifted_by: if state == GateState::Passed { Vec::new() } else { gate.lifted_by.clone() },
    }
}
