//! The whole answer: the cheapest set, its proof, what else would do, and what stands in the way.

use std::collections::BTreeSet;

use super::{
    Budget, Chosen, Outcome, Plan, Targets, Task,
    line::Line,
    rules::{Dropped, Rules},
    search::{Aim, search},
};

/// Finds the cheapest set of measures that satisfies a task.
///
/// The answer depends on nothing but the arguments. Equal costs are decided by fewest measures, then by the smallest
/// indices, as far as the budget goes ([`Outcome::settled`]).
#[must_use]
pub fn solve(task: &Task, targets: &dyn Targets, budget: Budget) -> Outcome {
    let mut outcome = Outcome::default();
    let (rules, sound) = Rules::new(task, targets, &Dropped::default(), &mut outcome);
    outcome.bound = rules.cost(&rules.mandatory);
    outcome.optimal = !sound;
    if sound {
        cheapest(&rules, budget, &mut outcome);
    }
    outcome.checks += rules.checks.get();
    if outcome.best.is_none() {
        best_effort(task, targets, budget, &mut outcome);
    }
    outcome
}

/// The cheapest set of rules that nothing speaks against yet.
fn cheapest(rules: &Rules<'_>, budget: Budget, outcome: &mut Outcome) {
    let start = first(rules);
    let aim = Aim {
        weights: rules.costs.clone(),
        limits: Vec::new(),
        inside: Chosen::new(),
        outside: Chosen::new(),
        below: rules.cost(&rules.allowed).saturating_add(1),
        floor: rules.cost(&rules.mandatory),
        polish: true,
    };
    let found = search(rules, &aim, budget, &start);
    outcome.nodes += found.nodes;
    outcome.optimal = found.proven;
    let Some((cost, chosen)) = found.best else { return };
    outcome.bound = found.bound;
    let mut best = Plan { chosen: rules.reduce(&chosen), cost };
    best.cost = rules.cost(&best.chosen);
    let mut pool: BTreeSet<(u32, usize, Chosen)> = found.sets.iter().map(|set| plan(rules, set).rank()).collect();
    if let Some((_, _, set)) = pool.first().filter(|rank| **rank < best.rank()) {
        best = plan(rules, set);
    }
    if outcome.optimal {
        // What the proof left over, and some more in any case.
        let spare = Budget {
            nodes: budget.nodes.saturating_sub(found.nodes).max(budget.share(30).nodes),
            work: budget.work.saturating_sub(found.work + rules.work.get()).max(budget.share(30).work),
        };
        let (settled, nodes) = settle(rules, &mut best, spare);
        outcome.settled = settled;
        outcome.nodes += nodes;
    }
    pool.extend(neighbours(rules, &best.chosen).iter().map(|set| plan(rules, set).rank()));
    let most = u64::from(best.cost) * 11 / 10;
    outcome.runners_up = pool
        .into_iter()
        .filter(|(cost, _, set)| *set != best.chosen && u64::from(*cost) <= most)
        .take(Outcome::RUNNERS_UP)
        .map(|(cost, _, chosen)| Plan { chosen, cost })
        .collect();
    outcome.binding = binding(rules, &best.chosen);
    outcome.best = Some(best);
}

/// A set made minimal.
fn plan(rules: &Rules<'_>, set: &Chosen) -> Plan {
    let chosen = rules.reduce(set);
    Plan { chosen, cost: rules.cost(&chosen) }
}

/// A first set to start from.
fn first(rules: &Rules<'_>) -> Vec<Chosen> {
    rules.build(&rules.mandatory, &Chosen::new(), None).into_iter().collect()
}

/// What else would do: for each measure of the plan, a set without it.
fn neighbours(rules: &Rules<'_>, best: &Chosen) -> Vec<Chosen> {
    let free: Vec<usize> = best.without(&rules.mandatory).iter().collect();
    free.into_iter()
        .filter_map(|index| {
            let out = rules.dependents[index];
            let base = best.without(&out);
            rules.mandatory.inside(&base).then(|| rules.build(&base, &out, None)).flatten()
        })
        .collect()
}

/// The targets that break when some one measure is left out.
fn binding(rules: &Rules<'_>, best: &Chosen) -> Vec<usize> {
    let mut found: Vec<usize> = Vec::new();
    for index in best.iter() {
        let mut less = *best;
        less.remove(index);
        for target in &rules.goals {
            if !found.contains(target) && !rules.within(&less, *target) {
                found.push(*target);
            }
        }
    }
    found.sort_unstable();
    found
}

/// Decides among the sets of the lowest cost: fewest measures, then the smallest indices. False where the budget did
/// not suffice.
fn settle(rules: &Rules<'_>, best: &mut Plan, budget: Budget) -> (bool, u32) {
    let mut left = budget;
    let mut nodes = 0;
    let mut run = |aim: &Aim, left: &mut Budget| {
        let before = rules.work.get();
        let found = search(rules, aim, *left, &[]);
        nodes += found.nodes;
        left.nodes = left.nodes.saturating_sub(found.nodes);
        left.work = left.work.saturating_sub(found.work + (rules.work.get() - before));
        found
    };
    let limit = |weights: &mut dyn Iterator<Item = (usize, f64)>, most: f64| Line {
        parts: weights.map(|(index, weight)| (index, -weight)).collect(),
        need: -most - 1e-6,
    };
    let within_cost =
        limit(&mut rules.costs.iter().enumerate().map(|(index, cost)| (index, f64::from(*cost))), f64::from(best.cost));
    let count = u32::try_from(best.chosen.len()).unwrap_or(u32::MAX);
    let mut aim = Aim {
        weights: vec![1; rules.n],
        limits: vec![within_cost],
        inside: Chosen::new(),
        outside: Chosen::new(),
        below: count,
        floor: u32::try_from(rules.mandatory.len()).unwrap_or(u32::MAX),
        polish: false,
    };
    let found = run(&aim, &mut left);
    if let Some((_, chosen)) = found.best {
        *best = Plan { chosen, cost: best.cost };
    }
    if !found.proven {
        return (false, nodes);
    }
    let count = best.chosen.len();
    aim.limits.push(limit(&mut (0..rules.n).map(|index| (index, 1.0)), count as f64));
    aim.weights.clone_from(&rules.costs);
    aim.below = best.cost + 1;
    aim.floor = best.cost;
    for index in rules.allowed.without(&rules.mandatory).iter() {
        if aim.inside.len() + rules.mandatory.len() >= count {
            break;
        }
        if best.chosen.has(index) {
            aim.inside.add(index);
            continue;
        }
        aim.inside.add(index);
        let found = run(&aim, &mut left);
        if let Some((_, chosen)) = found.best {
            best.chosen = chosen;
            continue;
        }
        aim.inside.remove(index);
        aim.outside.add(index);
        if !found.proven {
            return (false, nodes);
        }
    }
    (true, nodes)
}

/// A cheap set for what can be reached, where not everything can.
fn best_effort(task: &Task, targets: &dyn Targets, budget: Budget, outcome: &mut Outcome) {
    let mut dropped =
        Dropped { forced: outcome.blocked.iter().map(|(forced, _)| *forced).collect(), ..Dropped::default() };
    // Of two forced measures that exclude each other the later one, with all that brings it in, stands back.
    for (_, later) in &outcome.clashes {
        let (rules, _) = Rules::new(task, targets, &dropped, &mut Outcome::default());
        dropped.forced.extend((0..rules.n).filter(|index| rules.closure[*index].has(*later)));
    }
    // Forced measures that stand back free what they excluded: see again what can be reached.
    let mut again = Outcome::default();
    let (rules, _) = Rules::new(task, targets, &dropped, &mut again);
    outcome.checks += rules.checks.get();
    outcome.unreachable = again.unreachable;
    outcome.unmet = again.unmet;
    dropped.targets.clone_from(&outcome.unreachable);
    dropped.clauses.clone_from(&outcome.unmet);
    let mut trial = |dropped: &Dropped, budget: Budget| {
        let mut scratch = Outcome::default();
        let (rules, sound) = Rules::new(task, targets, dropped, &mut scratch);
        if sound {
            cheapest(&rules, budget, &mut scratch);
        }
        outcome.nodes += scratch.nodes;
        outcome.checks += rules.checks.get();
        scratch.best
    };
    outcome.best_effort = trial(&dropped, budget);
    if outcome.best_effort.is_some() {
        return;
    }
    // Each can be had, but not all together: keep what goes together, in its order, clauses first.
    outcome.best_effort = Some(Plan { chosen: rules.mandatory, cost: rules.cost(&rules.mandatory) });
    let (clauses, goals) = (task.clauses.len(), task.targets);
    let wanted = |count: usize, out: &[usize]| (0..count).filter(|at| !out.contains(at)).collect::<Vec<usize>>();
    let (mut left_clauses, mut left_targets) = (wanted(clauses, &dropped.clauses), wanted(goals, &dropped.targets));
    for (is_clause, at) in left_clauses
        .clone()
        .into_iter()
        .map(|at| (true, at))
        .chain(left_targets.clone().into_iter().map(|at| (false, at)))
    {
        let mut next = dropped.clone();
        next.clauses.extend(left_clauses.iter().filter(|other| !(is_clause && **other == at)));
        next.targets.extend(left_targets.iter().filter(|other| is_clause || **other != at));
        if let Some(found) = trial(&next, budget.share(4)) {
            if is_clause { &mut left_clauses } else { &mut left_targets }.retain(|other| *other != at);
            outcome.best_effort = Some(found);
        }
    }
    (outcome.crossed, outcome.crossed_clauses) = (left_targets, left_clauses);
}
