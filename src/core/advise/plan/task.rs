//! What is asked: the candidates, what must hold, and how much work may go into the answer.

use super::Chosen;

/// A measure that may be chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate {
    /// Effort points; 0 for a measure that is already in place.
    pub cost: u32,
    /// Indices of candidates that must be chosen with it.
    pub requires: Vec<usize>,
    /// Indices of candidates that cannot be chosen beside it; it counts both ways.
    pub conflicts: Vec<usize>,
    /// It is in, with all it requires.
    pub forced: bool,
    /// It is never in: waived or not applicable.
    pub banned: bool,
}

/// The question of the cheapest set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Task {
    /// At most [`Chosen::CAPACITY`]; those beyond count as banned.
    pub candidates: Vec<Candidate>,
    /// At least one candidate of each must be chosen: what lifts a gate or a level floor.
    pub clauses: Vec<Vec<usize>>,
    /// The number of risks; targets are 0 to `targets` - 1.
    pub targets: usize,
}

/// A necessary linear condition: in every set that brings `target` under its appetite, the parts of the chosen
/// candidates add up to at least `need`. Parts are not negative.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The risk.
    pub target: usize,
    /// Candidate and what it adds.
    pub parts: Vec<(usize, f64)>,
    /// What must be reached.
    pub need: f64,
}

/// The risks: the exact answer for a set, and linear conditions that no good set escapes.
pub trait Targets {
    /// Whether `target` is within its appetite when exactly `chosen` is done.
    ///
    /// Must be monotone: adding a candidate never turns true into false.
    fn within(&self, chosen: &Chosen, target: usize) -> bool;

    /// Necessary conditions. None are needed for a right answer; good ones make it fast.
    fn rows(&self) -> Vec<Row>;
}

/// How much work may go into an answer. It is counted, not timed, so the same question gets the same answer on every
/// machine.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Budget {
    /// Branches looked at.
    pub nodes: u32,
    /// Elementary steps: multiplications in the linear relaxation, and [`Budget::PER_CHECK`] for each call of
    /// [`Targets::within`].
    pub work: u64,
}

impl Budget {
    /// What one call of [`Targets::within`] counts.
    pub const PER_CHECK: u64 = 500;

    /// At most `nodes` branches, and the usual amount of work.
    #[must_use]
    pub fn nodes(nodes: u32) -> Self {
        Self { nodes, ..Self::default() }
    }

    /// A share of it, in hundredths.
    pub(super) fn share(self, hundredths: u32) -> Self {
        Self {
            nodes: u32::try_from(u64::from(self.nodes) * u64::from(hundredths) / 100).unwrap_or(u32::MAX),
            work: (u128::from(self.work) * u128::from(hundredths) / 100).try_into().unwrap_or(u64::MAX),
        }
    }
}

impl Default for Budget {
    /// About a second on one core of a laptop.
    fn default() -> Self {
        Self { nodes: 50_000, work: 1_600_000_000 }
    }
}
