//! What is answered.

use super::Chosen;

/// A set of candidates that satisfies the task, and what it costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Plan {
    /// The candidates.
    pub chosen: Chosen,
    /// The sum of their costs.
    pub cost: u32,
}

impl Plan {
    /// Cheapest first, then fewest, then the smallest indices.
    pub(super) fn rank(&self) -> (u32, usize, Chosen) {
        (self.cost, self.chosen.len(), self.chosen)
    }
}

/// The answer to a [`Task`](super::Task).
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// The cheapest set found; none where no set satisfies everything, or none was found within the budget.
    pub best: Option<Plan>,
    /// True where `best` is proven cheapest, or where it is proven that there is none.
    pub optimal: bool,
    /// True where, besides, no set of that cost has fewer measures, or as many with smaller indices.
    pub settled: bool,
    /// No set that satisfies everything costs less. Where none exists, what the measures that are in anyway cost.
    pub bound: u32,
    /// Other minimal sets within ten percent of the best cost, best first, at most [`Outcome::RUNNERS_UP`].
    pub runners_up: Vec<Plan>,
    /// Targets that break when some one measure of the plan is left out.
    pub binding: Vec<usize>,
    /// Targets that stay above their appetite even with every allowed measure chosen. Forced measures that cannot be
    /// in, see `blocked` and `clashes`, are left out for that.
    pub unreachable: Vec<usize>,
    /// Clauses of which no candidate is allowed.
    pub unmet: Vec<usize>,
    /// A forced candidate and the banned or missing one it requires (itself, where it is banned).
    pub blocked: Vec<(usize, usize)>,
    /// Candidates that must both be in and exclude each other.
    pub clashes: Vec<(usize, usize)>,
    /// Targets given up in `best_effort` although each could be reached without the others.
    pub crossed: Vec<usize>,
    /// Clauses given up in `best_effort` likewise.
    pub crossed_clauses: Vec<usize>,
    /// Where `best` is none: a cheap set for all that can be reached.
    pub best_effort: Option<Plan>,
    /// Branches looked at.
    pub nodes: u32,
    /// Calls of `within`.
    pub checks: u64,
}

impl Outcome {
    /// Most runners-up given.
    pub const RUNNERS_UP: usize = 3;
}
