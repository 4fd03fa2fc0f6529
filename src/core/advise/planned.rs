//! The cheapest plan for one server: its model handed to the solver, and the solver's certificate handed back in words.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::{
    plan::{Budget, Candidate, Chosen, Outcome, Row, Targets, Task, risk_rows, solve},
    recommend,
};
use crate::core::{
    assess::{Applies, GateReport, GateState, Model, Setting, Status},
    library::{Level, condition::Truth},
    text::Clean,
};

/// Another plan that costs little more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunnerUp {
    /// Its measures.
    pub measures: Vec<String>,
    /// Its cost in effort points.
    pub cost: u32,
}

/// A risk that no allowed set of measures brings within appetite.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unreachable {
    /// The risk.
    pub risk: String,
    /// Its highest level with every allowed measure verified.
    pub level_at_best: Level,
    /// What stands in the way: a waiver, or that no further measure is known.
    pub blocked_by: Vec<Clean>,
}

/// The cheapest plan and its certificate.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanReport {
    /// The highest level accepted.
    pub appetite: Level,
    /// Whether every risk gets within it.
    pub feasible: bool,
    /// The measures, in the order of the library; where not feasible, those that bring the reachable risks within it.
    pub measures: Vec<String>,
    /// Effort points. A measure already in place costs one point: its check.
    pub cost: u32,
    /// Whether no cheaper plan exists.
    pub optimal: bool,
    /// No plan costs less than this.
    pub bound: u32,
    /// Risks that would be over the appetite if some measure of the plan were left out.
    pub binding: Vec<String>,
    /// Measures that are in the plan because a scenario always asks for them.
    pub required: Vec<String>,
    /// Risks that cannot be brought within appetite.
    pub unreachable: Vec<Unreachable>,
    /// Why the plan as a whole is blocked where no single risk is: a measure that is always due needs one that may not
    /// be taken, two exclude each other, or nothing may be taken that lifts a failed gate.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub blocked: Vec<Clean>,
    /// Other plans within ten percent of the cost.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub runners_up: Vec<RunnerUp>,
}

struct Product<'m, 'a> {
    model: &'m Model<'a>,
    /// Target to risk.
    risks: Vec<usize>,
    appetite: Level,
}

impl Targets for Product<'_, '_> {
    fn within(&self, chosen: &Chosen, target: usize) -> bool {
        self.risks.get(target).is_none_or(|risk| self.model.upper(*risk, &|at| chosen.has(at)) <= self.appetite)
    }

    fn rows(&self) -> Vec<Row> {
        let library = self.model.subject().library;
        let mut rows = Vec::new();
        for (target, risk) in self.risks.iter().enumerate() {
            let now = self.model.current(*risk).rating;
            let (cuts, wild) = self.model.means(*risk);
            // What is credited already cuts less than its full share on top; the full share stays a relaxation.
            rows.extend(risk_rows(
                target,
                now.likelihood.hi,
                now.impact.hi,
                0.0,
                library.matrix(),
                self.appetite,
                &cuts,
                &wild,
            ));
            for floor in self.model.floors(*risk).into_iter().filter(|floor| floor.level > self.appetite) {
                let mut parts: Vec<(usize, f64)> = floor
                    .lifted_by
                    .iter()
                    .filter_map(|id| self.model.index(id))
                    .chain(wild.iter().copied())
                    .map(|at| (at, 1.0))
                    .collect();
                parts.sort_by_key(|(at, _)| *at);
                parts.dedup_by_key(|(at, _)| *at);
                rows.push(Row { target, parts, need: 1.0 });
            }
        }
        rows
    }
}

/// The plan and the indices of its measures.
pub(super) fn plan(
    model: &Model<'_>,
    setting: &Setting,
    gates: &[GateReport],
    appetite: Level,
) -> (BTreeSet<usize>, PlanReport) {
    let asked: BTreeSet<&str> = recommend::required(model, setting).into_iter().map(|(id, _)| id).collect();
    let index = |ids: &[String]| -> Vec<usize> { ids.iter().filter_map(|id| model.index(id)).collect() };
    let candidates: Vec<Candidate> = model
        .measures()
        .iter()
        .map(|state| {
            let in_place = state.in_place == Truth::True || matches!(state.status, Status::Done);
            let banned = state.applies.is_false() || !state.status.may_be_planned();
            Candidate {
                cost: match (state.status, in_place) {
                    (Status::Verified, _) => 0,
                    (_, true) => 1,
                    _ => state.measure.effort.size.points(),
                },
                // What makes no sense here is not needed here either.
                requires: index(&state.measure.requires)
                    .into_iter()
                    .filter(|needed| !model.measures()[*needed].applies.is_false())
                    .collect(),
                conflicts: index(&state.measure.conflicts),
                forced: !banned && !in_place && asked.contains(state.measure.about.id.as_str()),
                banned,
            }
        })
        .collect();
    let clauses: Vec<Vec<usize>> = gates
        .iter()
        .filter(|gate| gate.state == GateState::Failed)
        .map(|gate| index(&gate.lifted_by).into_iter().filter(|at| !candidates[*at].banned).collect())
        .filter(|clause: &Vec<usize>| !clause.is_empty())
        .collect();
    let risks: Vec<usize> = (0..model.risks().len())
        .filter(|risk| model.applies(*risk) != Applies::No && model.tolerated(*risk).is_none())
        .collect();
    let task = Task { candidates, clauses, targets: risks.len() };
    let product = Product { model, risks, appetite };
    let outcome = solve(&task, &product, Budget::default());

    let names: Vec<&str> = model.measures().iter().map(|state| state.measure.about.id.as_str()).collect();
    let risk_ids: Vec<&str> = model.risks().map(|risk| risk.about.id.as_str()).collect();
    let ids = |chosen: &Chosen| chosen.iter().filter_map(|at| names.get(at)).map(|id| (*id).to_owned()).collect();
    let every = |at: usize| task.candidates.get(at).is_some_and(|candidate| !candidate.banned);
    let unreachable = outcome
        .unreachable
        .iter()
        .filter_map(|target| product.risks.get(*target))
        .map(|risk| Unreachable {
            risk: risk_ids[*risk].to_owned(),
            level_at_best: model.upper(*risk, &every),
            blocked_by: blocked_by(model, *risk),
        })
        .collect();
    let held = outcome.best.as_ref().or(outcome.best_effort.as_ref());
    let chosen: BTreeSet<usize> = held.map(|plan| plan.chosen.iter().collect()).unwrap_or_default();
    let report = PlanReport {
        appetite,
        feasible: outcome.best.is_some(),
        measures: held.map(|plan| ids(&plan.chosen)).unwrap_or_default(),
        cost: held.map_or(0, |plan| plan.cost),
        optimal: outcome.optimal,
        bound: outcome.bound,
        binding: outcome
            .binding
            .iter()
            .filter_map(|target| product.risks.get(*target))
            .map(|risk| risk_ids[*risk].to_owned())
            .collect(),
        required: chosen.iter().filter(|at| task.candidates[**at].forced).map(|at| names[*at].to_owned()).collect(),
        unreachable,
        blocked: blocked(&outcome, &names, &risk_ids, &product.risks),
        runners_up: outcome
            .runners_up
            .iter()
            .map(|plan| RunnerUp { measures: ids(&plan.chosen), cost: plan.cost })
            .collect(),
    };
    (chosen, report)
}

fn blocked(outcome: &Outcome, names: &[&str], risks: &[&str], targets: &[usize]) -> Vec<Clean> {
    let name = |at: &usize| names.get(*at).copied().unwrap_or("a measure");
    let mut out = Vec::new();
    for (measure, needed) in &outcome.blocked {
        out.push(if measure == needed {
            format!("{} is always due and may not be taken", name(measure))
        } else {
            format!("{} is always due and needs {}, which may not be taken", name(measure), name(needed))
        });
    }
    out.extend(outcome.clashes.iter().map(|(a, b)| format!("{} and {} exclude each other", name(a), name(b))));
    out.extend(outcome.unmet.iter().map(|_| "nothing that lifts a failed gate may be taken".to_owned()));
    out.extend(outcome.crossed.iter().filter_map(|target| {
        let risk = risks.get(*targets.get(*target)?)?;
        Some(format!("{risk} could be reached alone, but not together with the others"))
    }));
    out.iter().map(|text| Clean::new(text)).collect()
}

/// Waived and inapplicable measures that would have lowered the risk, or that nothing more is known.
fn blocked_by(model: &Model<'_>, risk: usize) -> Vec<Clean> {
    let blocked: Vec<Clean> = model
        .measures()
        .iter()
        .enumerate()
        .filter(|(at, state)| !state.status.may_be_planned() && !state.applies.is_false() && model.touches(*at, risk))
        .map(|(_, state)| Clean::new(&format!("{} is {}", state.measure.about.id, state.status.as_str())))
        .collect();
    if blocked.is_empty() { vec![Clean::new("no further measure for it is known")] } else { blocked }
}
