//! Placeholder until the solver lands.
#![allow(missing_docs)]
use crate::core::library::{Level, Matrix};
pub struct Candidate {
    pub cost: u32,
    pub requires: Vec<usize>,
    pub conflicts: Vec<usize>,
    pub forced: bool,
    pub banned: bool,
}
pub struct Task {
    pub candidates: Vec<Candidate>,
    pub clauses: Vec<Vec<usize>>,
    pub targets: usize,
}
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Chosen(Vec<usize>);
impl Chosen {
    pub fn contains(&self, at: usize) -> bool {
        self.0.contains(&at)
    }
    pub fn iter(&self) -> impl Iterator<Item = usize> + '_ {
        self.0.iter().copied()
    }
}
pub struct Row {
    pub target: usize,
    pub parts: Vec<(usize, f64)>,
    pub need: f64,
}
pub trait Targets {
    fn within(&self, chosen: &Chosen, target: usize) -> bool;
    fn rows(&self) -> Vec<Row>;
}
#[derive(Default)]
pub struct Budget;
pub struct Plan {
    pub chosen: Chosen,
    pub cost: u32,
}
pub struct Outcome {
    pub best: Option<Plan>,
    pub best_effort: Option<Plan>,
    pub optimal: bool,
    pub bound: u32,
    pub runners_up: Vec<Plan>,
    pub binding: Vec<usize>,
    pub unreachable: Vec<usize>,
    pub nodes: u64,
}
pub fn solve(task: &Task, _t: &dyn Targets, _b: Budget) -> Outcome {
    let chosen = Chosen((0..task.candidates.len()).filter(|at| !task.candidates[*at].banned).collect());
    Outcome {
        best: Some(Plan { chosen, cost: 0 }),
        best_effort: None,
        optimal: false,
        bound: 0,
        runners_up: vec![],
        binding: vec![],
        unreachable: vec![],
        nodes: 0,
    }
}
#[allow(clippy::too_many_arguments)]
pub fn risk_rows(
    _: usize,
    _: f64,
    _: f64,
    _: f64,
    _: &Matrix,
    _: Level,
    _: &[(usize, f64, f64)],
    _: &[usize],
) -> Vec<Row> {
    vec![]
}
