//! The plan against what is known from elsewhere: a worked example, every subset, a general solver of integer
//! programs, and laws that no answer may break.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test fails by panicking")]

use mcpserver_operator::core::{
    advise::plan::{Budget, Candidate, Chosen, Outcome, Plan, Row, Targets, Task, risk_rows, solve},
    library::{Bands, Level, Matrix, NamedLevel},
    text::Clean,
};
use proptest::prelude::*;

// ---- score mode: a measure cuts a product, the appetite is a number

#[derive(Clone, Debug)]
struct Scores {
    scores: Vec<f64>,
    /// By target: measure and cut.
    cuts: Vec<Vec<(usize, f64)>>,
}

const APPETITE: f64 = 25.0;

impl Scores {
    fn residual(&self, chosen: &Chosen, target: usize) -> f64 {
        let taken = self.cuts[target].iter().filter(|(measure, _)| chosen.has(*measure));
        taken.fold(self.scores[target], |left, (_, cut)| left * (1.0 - cut))
    }
}

impl Targets for Scores {
    fn within(&self, chosen: &Chosen, target: usize) -> bool {
        self.residual(chosen, target) <= APPETITE + 1e-9
    }
    fn rows(&self) -> Vec<Row> {
        (0..self.scores.len())
            .map(|target| Row {
                target,
                parts: self.cuts[target].iter().map(|(measure, cut)| (*measure, -(1.0 - cut).ln())).collect(),
                need: (self.scores[target] / APPETITE).ln(),
            })
            .collect()
    }
}

// ---- level mode: the real matrix, two axes, redundancy groups, a remainder, facts that change

#[derive(Clone, Debug)]
struct Risk {
    likelihood: f64,
    impact: f64,
    cuts: Vec<(usize, f64, f64)>,
    /// Measures that change a fact, and the likelihood then.
    wild: Vec<(usize, f64)>,
}

#[derive(Clone, Debug)]
struct Levels {
    matrix: Matrix,
    appetite: Level,
    remainder: f64,
    risks: Vec<Risk>,
    /// By measure.
    group: Vec<Option<usize>>,
    /// Whether to tell the solver the rows, which it must be able to do without.
    rows: bool,
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

impl Levels {
    fn level(&self, chosen: &Chosen, target: usize) -> Level {
        let risk = &self.risks[target];
        let start = risk.wild.iter().filter(|wild| chosen.has(wild.0)).fold(risk.likelihood, |l, wild| l.min(wild.1));
        let (mut likelihood, mut impact) = (1.0, 1.0);
        let taken: Vec<_> = risk.cuts.iter().filter(|cut| chosen.has(cut.0)).collect();
        for (at, cut) in taken.iter().enumerate() {
            // Of a group only the largest cut of each axis counts; of equals the first.
            let rivals = || {
                taken.iter().enumerate().filter(|(other, rival)| {
                    *other != at && self.group[cut.0].is_some() && self.group[rival.0] == self.group[cut.0]
                })
            };
            if rivals().all(|(other, rival)| rival.1 < cut.1 || (rival.1 == cut.1 && other > at)) {
                likelihood *= 1.0 - cut.1;
            }
            if rivals().all(|(other, rival)| rival.2 < cut.2 || (rival.2 == cut.2 && other > at)) {
                impact *= 1.0 - cut.2;
            }
        }
        let likelihood = (start * likelihood).max(start * self.remainder);
        self.matrix.level(round(likelihood), round(risk.impact * impact))
    }
}

impl Targets for Levels {
    fn within(&self, chosen: &Chosen, target: usize) -> bool {
        self.level(chosen, target) <= self.appetite
    }
    fn rows(&self) -> Vec<Row> {
        if !self.rows {
            return Vec::new();
        }
        let one = |(target, risk): (usize, &Risk)| {
            let wild: Vec<usize> = risk.wild.iter().map(|wild| wild.0).collect();
            let (l, i) = (risk.likelihood, risk.impact);
            risk_rows(target, l, i, self.remainder, &self.matrix, self.appetite, &risk.cuts, &wild)
        };
        self.risks.iter().enumerate().flat_map(one).collect()
    }
}

fn grid(rows: &[&str], likelihood: &[f64], impact: &[f64]) -> Matrix {
    let bands = |cuts: &[f64]| Bands {
        labels: (0..=cuts.len()).map(|at| Clean::new(&at.to_string())).collect(),
        cuts: cuts.to_vec(),
    };
    let matrix = Matrix {
        id: "matrix-test".into(),
        title: Clean::new("test"),
        summary: Clean::new("test"),
        source: Clean::new("test"),
        likelihood: bands(likelihood),
        impact: bands(impact),
        levels: Level::ALL.map(|level| NamedLevel { name: Clean::new(level.as_str()), level }).to_vec(),
        grid: rows.iter().map(|row| row.bytes().map(|digit| usize::from(digit - b'0')).collect()).collect(),
    };
    matrix.check().unwrap();
    matrix
}

/// The 5x5 grid of threatcl/spec, rows from very low to very high likelihood.
fn threatcl() -> Matrix {
    let cuts = [1.8, 3.6, 5.4, 7.2];
    grid(&["00112", "01123", "11233", "12334", "12344"].map(|row| row), &cuts, &cuts)
}

fn small() -> Matrix {
    grid(&["0012", "0123", "1234"], &[2.505, 6.0], &[1.5, 4.25, 7.0])
}

// ---- what a set must satisfy, said plainly

fn mandatory(task: &Task) -> Chosen {
    let mut all: Chosen = (0..task.candidates.len()).filter(|index| task.candidates[*index].forced).collect();
    loop {
        let more = all.iter().flat_map(|index| task.candidates[index].requires.clone()).collect::<Chosen>().union(&all);
        if more == all {
            return all;
        }
        all = more;
    }
}

fn coherent(task: &Task, set: &Chosen) -> bool {
    task.candidates.iter().enumerate().all(|(index, candidate)| {
        let inside = set.has(index);
        (inside || !candidate.forced)
            && (!inside
                || (!candidate.banned
                    && candidate.requires.iter().all(|other| set.has(*other))
                    && !candidate.conflicts.iter().any(|other| set.has(*other))))
    })
}

fn good(task: &Task, targets: &dyn Targets, set: &Chosen) -> bool {
    coherent(task, set)
        && task.clauses.iter().all(|clause| clause.iter().any(|index| set.has(*index)))
        && (0..task.targets).all(|target| targets.within(set, target))
}

fn cost(task: &Task, set: &Chosen) -> u32 {
    set.iter().map(|index| task.candidates[index].cost).sum()
}

/// Every subset: the best by cost, number and indices, and how many are good.
fn every_subset(task: &Task, targets: &dyn Targets) -> (Option<Plan>, usize) {
    let n = task.candidates.len();
    let mut best: Option<(u32, usize, Chosen)> = None;
    let mut count = 0;
    for bits in 0u32..1 << n {
        let set: Chosen = (0..n).filter(|index| bits >> index & 1 == 1).collect();
        if good(task, targets, &set) {
            count += 1;
            let rank = (cost(task, &set), set.len(), set);
            if best.is_none_or(|best| rank < best) {
                best = Some(rank);
            }
        }
    }
    (best.map(|(cost, _, chosen)| Plan { chosen, cost }), count)
}

fn minimal(task: &Task, targets: &dyn Targets, set: &Chosen) -> bool {
    let kept = mandatory(task);
    set.iter().filter(|index| !kept.has(*index)).all(|index| {
        let mut less = *set;
        less.remove(index);
        !good(task, targets, &less)
    })
}

/// Greedy by what a measure takes off the scores above the appetite, for its cost.
fn greedy(task: &Task, targets: &Scores) -> Option<u32> {
    let excess = |set: &Chosen| (0..task.targets).map(|t| (targets.residual(set, t) - APPETITE).max(0.0)).sum::<f64>();
    let mut set = Chosen::new();
    while !(0..task.targets).all(|target| targets.within(&set, target)) {
        let gain = |index: usize| {
            let mut more = set;
            more.add(index);
            (excess(&set) - excess(&more)) / f64::from(task.candidates[index].cost.max(1))
        };
        let next =
            (0..task.candidates.len()).filter(|index| !set.has(*index)).max_by(|a, b| gain(*a).total_cmp(&gain(*b)))?;
        if gain(next) <= 0.0 {
            return None;
        }
        set.add(next);
    }
    Some(cost(task, &set))
}

/// The laws of every outcome.
fn laws(task: &Task, targets: &dyn Targets, outcome: &Outcome) {
    let all: Vec<usize> = (0..task.targets).collect();
    if let Some(best) = outcome.best {
        assert!(good(task, targets, &best.chosen), "the plan is not good: {best:?}");
        assert_eq!(best.cost, cost(task, &best.chosen), "the plan's cost");
        assert!(minimal(task, targets, &best.chosen), "the plan is not minimal: {best:?}");
        assert!(outcome.bound <= best.cost, "bound {} above cost {}", outcome.bound, best.cost);
        assert!(!outcome.optimal || outcome.bound == best.cost, "proven, but bound {} is not cost", outcome.bound);
        assert!(outcome.best_effort.is_none() && outcome.unreachable.is_empty() && outcome.unmet.is_empty());
        let breaks = |target: &usize| {
            best.chosen.iter().any(|index| {
                let mut less = best.chosen;
                less.remove(index);
                !targets.within(&less, *target)
            })
        };
        assert_eq!(outcome.binding, all.iter().copied().filter(breaks).collect::<Vec<_>>(), "what binds");
        assert!(outcome.runners_up.len() <= Outcome::RUNNERS_UP);
        for (at, other) in outcome.runners_up.iter().enumerate() {
            assert!(good(task, targets, &other.chosen) && minimal(task, targets, &other.chosen));
            assert!(other.cost == cost(task, &other.chosen) && other.cost * 10 <= best.cost * 11);
            assert!(other.chosen != best.chosen && !outcome.runners_up[..at].contains(other));
        }
    } else {
        let effort = outcome.best_effort.expect("something can always be done");
        let whole = outcome.blocked.is_empty() && outcome.clashes.is_empty();
        assert!(!whole || coherent(task, &effort.chosen), "the best effort does not hold together");
        assert_eq!(effort.cost, cost(task, &effort.chosen));
        for target in all {
            let given_up = outcome.unreachable.contains(&target) || outcome.crossed.contains(&target);
            assert!(given_up || targets.within(&effort.chosen, target), "target {target} was reachable");
        }
        for (at, clause) in task.clauses.iter().enumerate() {
            let given_up = outcome.unmet.contains(&at) || outcome.crossed_clauses.contains(&at);
            assert!(given_up || clause.iter().any(|index| effort.chosen.has(*index)));
        }
    }
}

/// An outcome against every subset.
fn against_every_subset(task: &Task, targets: &dyn Targets) {
    let outcome = solve(task, targets, Budget::default());
    let (best, _) = every_subset(task, targets);
    assert!(outcome.optimal, "so small a task is always proven");
    assert_eq!(outcome.best, best, "the cheapest, fewest, first set");
    assert!(best.is_none() || outcome.settled);
    laws(task, targets, &outcome);
    assert_eq!(outcome, solve(task, targets, Budget::default()), "the same question, another answer");
    for nodes in [0, 1, 3] {
        let short = solve(task, targets, Budget::nodes(nodes));
        laws(task, targets, &short);
        assert!(best.is_none_or(|best| short.bound <= best.cost), "a bound above what is possible");
        assert!(!short.optimal || short.best.map(|plan| plan.cost) == best.map(|plan| plan.cost));
        assert!(best.is_some() || short.best.is_none());
    }
}

// ---- random tasks

fn candidate(n: usize) -> impl Strategy<Value = Candidate> {
    let rarely = |weight| prop::collection::vec(0..n, 0..=1).prop_map(move |v| v).prop_union_none(weight);
    (0u32..6, rarely(3), rarely(5), prop::bool::weighted(0.08), prop::bool::weighted(0.08))
        .prop_map(|(cost, requires, conflicts, forced, banned)| Candidate { cost, requires, conflicts, forced, banned })
}

/// A list that is mostly empty.
trait MostlyEmpty: Strategy<Value = Vec<usize>> + Sized + 'static {
    fn prop_union_none(self, weight: u32) -> BoxedStrategy<Vec<usize>> {
        prop_oneof![weight => Just(Vec::new()), 1 => self].boxed()
    }
}
impl<S: Strategy<Value = Vec<usize>> + 'static> MostlyEmpty for S {}

fn task(n: usize, targets: usize) -> impl Strategy<Value = Task> {
    let clause = prop::collection::vec(0..n, 1..4);
    (prop::collection::vec(candidate(n), n), prop::collection::vec(clause, 0..3)).prop_map(
        move |(mut candidates, clauses)| {
            for (index, candidate) in candidates.iter_mut().enumerate() {
                candidate.conflicts.retain(|other| *other != index);
            }
            Task { candidates, clauses, targets }
        },
    )
}

fn hundredths(from: u32, to: u32) -> impl Strategy<Value = f64> {
    (from..=to).prop_map(|hundredths| f64::from(hundredths) / 100.0)
}

fn scores(n: usize, targets: usize, each: std::ops::Range<usize>) -> impl Strategy<Value = Scores> {
    let cuts = prop::collection::btree_map(0..n, hundredths(5, 90), each).prop_map(|map| map.into_iter().collect());
    (prop::collection::vec(hundredths(1500, 9500), targets), prop::collection::vec(cuts, targets))
        .prop_map(|(scores, cuts)| Scores { scores, cuts })
}

fn levels(n: usize, targets: usize) -> impl Strategy<Value = Levels> {
    let cut = (0..n, hundredths(0, 80), hundredths(0, 60), 0..3).prop_map(|(measure, l, i, which)| match which {
        0 => (measure, l, 0.0),
        1 => (measure, 0.0, i),
        _ => (measure, l, i),
    });
    let cuts = prop::collection::vec(cut, 0..9).prop_map(|mut cuts| {
        cuts.sort_by_key(|cut| cut.0);
        cuts.dedup_by_key(|cut| cut.0);
        cuts
    });
    let wild = prop_oneof![3 => Just(vec![]), 1 => prop::collection::vec((0..n, hundredths(0, 700)), 1)];
    let risk = (hundredths(100, 900), hundredths(100, 900), cuts, wild)
        .prop_map(|(likelihood, impact, cuts, wild)| Risk { likelihood, impact, cuts, wild });
    (
        prop::sample::select(vec![threatcl(), small()]),
        prop::sample::select(vec![Level::Low, Level::Medium, Level::Medium, Level::High]),
        prop::sample::select(vec![0.0, 0.2, 0.2, 0.35]),
        prop::collection::vec(risk, targets),
        prop::collection::vec(prop::option::weighted(0.4, 0usize..3), n),
        prop::bool::weighted(0.85),
    )
        .prop_map(|(matrix, appetite, remainder, risks, group, rows)| Levels {
            matrix,
            appetite,
            remainder,
            risks,
            group,
            rows,
        })
}

fn sizes() -> impl Strategy<Value = (usize, usize)> {
    (1usize..=16, 1usize..=6)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn scores_against_every_subset(
        (task, targets) in sizes().prop_flat_map(|(n, t)| (task(n, t), scores(n, t, 1..8)))
    ) {
        against_every_subset(&task, &targets);
    }

    #[test]
    fn levels_against_every_subset((task, targets) in sizes().prop_flat_map(|(n, t)| (task(n, t), levels(n, t)))) {
        against_every_subset(&task, &targets);
    }
}

/// A larger task without what the general solver would need telling twice.
fn larger() -> impl Strategy<Value = (Task, Scores)> {
    (25usize..=40, 6usize..=12).prop_flat_map(|(n, t)| {
        (task(n, t), scores(n, t, 6..14)).prop_map(|(mut task, targets)| {
            for candidate in &mut task.candidates {
                candidate.cost = candidate.cost.max(1);
                candidate.forced &= !candidate.banned;
            }
            (task, targets)
        })
    })
}

fn general(task: &Task, targets: &Scores) -> Option<u32> {
    use microlp::{ComparisonOp, OptimizationDirection, Problem, SolutionStatus, SolveOutcome};
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let vars: Vec<_> = task.candidates.iter().map(|c| problem.add_binary_var(f64::from(c.cost))).collect();
    for row in targets.rows() {
        let parts: Vec<_> = row.parts.iter().map(|(measure, part)| (vars[*measure], *part)).collect();
        problem.add_constraint(&parts, ComparisonOp::Ge, row.need);
    }
    for clause in &task.clauses {
        let members: Chosen = clause.iter().copied().collect();
        let parts: Vec<_> = members.iter().map(|measure| (vars[measure], 1.0)).collect();
        problem.add_constraint(&parts, ComparisonOp::Ge, 1.0);
    }
    for (index, candidate) in task.candidates.iter().enumerate() {
        for other in candidate.requires.iter().filter(|other| **other != index) {
            problem.add_constraint([(vars[*other], 1.0), (vars[index], -1.0)], ComparisonOp::Ge, 0.0);
        }
        for other in &candidate.conflicts {
            problem.add_constraint([(vars[*other], 1.0), (vars[index], 1.0)], ComparisonOp::Le, 1.0);
        }
        if candidate.forced || candidate.banned {
            let value = if candidate.forced { 1.0 } else { 0.0 };
            problem.add_constraint([(vars[index], 1.0)], ComparisonOp::Eq, value);
        }
    }
    match problem.solve() {
        Ok(SolveOutcome::Solution(solution)) => {
            assert!(matches!(solution.status(), SolutionStatus::Optimal));
            Some(solution.objective().round() as u32)
        }
        Err(microlp::Error::Infeasible) => None,
        other => panic!("the general solver gave up: {other:?}"),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn larger_scores_against_a_general_solver((task, targets) in larger()) {
        let outcome = solve(&task, &targets, Budget::default());
        prop_assert!(outcome.optimal);
        prop_assert_eq!(outcome.best.map(|plan| plan.cost), general(&task, &targets));
        laws(&task, &targets, &outcome);
    }

    #[test]
    fn order_of_candidates_changes_nothing_but_the_order(
        (task, targets, key) in larger()
            .prop_flat_map(|(task, targets)| {
                let n = task.candidates.len();
                (Just(task), Just(targets), Just((0..n).collect::<Vec<usize>>()).prop_shuffle())
            })
    ) {
        let to = |index: &usize| key[*index];
        let mut moved = Task { candidates: vec![Candidate::default(); key.len()], ..task.clone() };
        for (index, candidate) in task.candidates.iter().enumerate() {
            moved.candidates[key[index]] = Candidate {
                requires: candidate.requires.iter().map(to).collect(),
                conflicts: candidate.conflicts.iter().map(to).collect(),
                ..candidate.clone()
            };
        }
        moved.clauses = task.clauses.iter().map(|clause| clause.iter().map(to).collect()).collect();
        let cuts = |of: &Vec<(usize, f64)>| of.iter().map(|(measure, cut)| (key[*measure], *cut)).collect();
        let moved_targets = Scores { cuts: targets.cuts.iter().map(cuts).collect(), ..targets.clone() };
        let (one, other) =
            (solve(&task, &targets, Budget::default()), solve(&moved, &moved_targets, Budget::default()));
        prop_assert_eq!(one.best.map(|plan| plan.cost), other.best.map(|plan| plan.cost));
        prop_assert_eq!(one.bound, other.bound);
        prop_assert_eq!(one.best.map(|plan| plan.chosen.len()), other.best.map(|plan| plan.chosen.len()));
        // Of two forced measures that exclude each other the later one stands back, and later is a matter of order.
        if one.clashes.is_empty() {
            prop_assert_eq!(one.unreachable, other.unreachable);
        }
    }

    #[test]
    fn never_dearer_than_greedy((task, targets) in larger()) {
        let mut task = task;
        task.clauses.clear();
        for candidate in &mut task.candidates {
            *candidate = Candidate { cost: candidate.cost, ..Candidate::default() };
        }
        let outcome = solve(&task, &targets, Budget::default());
        let greedy = greedy(&task, &targets);
        prop_assert_eq!(outcome.best.is_some(), greedy.is_some());
        prop_assert!(outcome.best.map(|plan| plan.cost) <= greedy);
    }
}

// ---- the worked example

fn worked() -> (Task, Scores) {
    let costs = [2, 3, 3, 4, 6, 2, 2, 1, 2];
    let [a, b, c, d, e, f, g, h, i] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
    let targets = Scores {
        scores: vec![63.2, 56.0, 71.1, 49.0, 42.0],
        cuts: vec![
            vec![(a, 0.7), (b, 0.2), (e, 0.5), (h, 0.2)],
            vec![(c, 0.3), (d, 0.7), (e, 0.5), (i, 0.5)],
            vec![(b, 0.2), (c, 0.7), (e, 0.5), (h, 0.2)],
            vec![(b, 0.7), (g, 0.5)],
            vec![(e, 0.7), (f, 0.5)],
        ],
    };
    let candidates = costs.map(|cost| Candidate { cost, ..Candidate::default() }).to_vec();
    (Task { candidates, clauses: vec![], targets: 5 }, targets)
}

#[test]
fn the_worked_example() {
    let (task, targets) = worked();
    let outcome = solve(&task, &targets, Budget::default());
    let best = outcome.best.unwrap();
    assert_eq!(best.chosen.iter().collect::<Vec<_>>(), [0, 2, 5, 6, 8], "a, c, f, g, i");
    assert_eq!((best.cost, outcome.bound, outcome.optimal, outcome.settled), (11, 11, true, true));
    let residuals: Vec<f64> = (0..5).map(|target| round(targets.residual(&best.chosen, target))).collect();
    assert_eq!(residuals, [18.96, 19.6, 21.33, 24.5, 21.0]);
    assert_eq!(outcome.binding, [0, 1, 2, 3, 4]);
    assert_eq!(every_subset(&task, &targets).1, 106);
    assert_eq!(greedy(&task, &targets), Some(14));
    laws(&task, &targets, &outcome);
}

// ---- what cannot be had

#[test]
fn what_stands_in_the_way_is_named() {
    let (mut task, targets) = worked();
    task.candidates[1].banned = true;
    task.candidates[6].banned = true;
    task.clauses = vec![vec![1, 6], vec![7]];
    let outcome = solve(&task, &targets, Budget::default());
    assert_eq!((outcome.best, outcome.optimal), (None, true));
    assert_eq!((&outcome.unreachable[..], &outcome.unmet[..]), (&[3][..], &[0][..]));
    let effort = outcome.best_effort.unwrap();
    assert_eq!(effort.chosen.iter().collect::<Vec<_>>(), [0, 2, 5, 7, 8], "a, c, f, i and h for its clause");

    let (mut task, targets) = worked();
    task.candidates[0].forced = true;
    task.candidates[0].requires = vec![1];
    task.candidates[1].requires = vec![2];
    task.candidates[2].banned = true;
    let outcome = solve(&task, &targets, Budget::default());
    assert_eq!((outcome.best, &outcome.blocked[..]), (None, &[(0, 2)][..]));

    let (mut task, targets) = worked();
    task.candidates[3].forced = true;
    task.candidates[4].forced = true;
    task.candidates[4].conflicts = vec![3];
    let outcome = solve(&task, &targets, Budget::default());
    assert_eq!((outcome.best, &outcome.clashes[..]), (None, &[(3, 4)][..]));
    assert!(outcome.best_effort.is_some_and(|plan| plan.chosen.has(3) && !plan.chosen.has(4)));
}

#[test]
fn targets_that_only_exclude_each_other_are_told_apart() {
    let targets = Scores { scores: vec![40.0, 40.0, 40.0], cuts: vec![vec![(0, 0.5)], vec![(1, 0.5)], vec![(2, 0.5)]] };
    let mut candidates = vec![Candidate { cost: 1, ..Candidate::default() }; 3];
    candidates[0].conflicts = vec![1];
    let task = Task { candidates, clauses: vec![], targets: 3 };
    let outcome = solve(&task, &targets, Budget::default());
    assert_eq!((outcome.best, outcome.optimal, outcome.unreachable.len()), (None, true, 0));
    assert_eq!(outcome.crossed, [1]);
    assert_eq!(outcome.best_effort.map(|plan| plan.cost), Some(2));
    let clauses = Task { clauses: vec![vec![1], vec![0]], targets: 0, ..task };
    let outcome = solve(&clauses, &targets, Budget::default());
    assert_eq!((outcome.best, outcome.unmet.len(), &outcome.crossed_clauses[..]), (None, 0, &[1][..]));
}

#[test]
fn indices_beyond_the_task_harm_nothing() {
    let (mut task, targets) = worked();
    task.candidates[4].requires = vec![99];
    task.candidates[3].conflicts = vec![99, usize::MAX];
    task.clauses = vec![vec![0, 99]];
    assert_eq!(solve(&task, &targets, Budget::default()).best.map(|plan| plan.cost), Some(11));
    let nothing = solve(&Task::default(), &targets, Budget::default());
    assert_eq!(nothing.best, Some(Plan { chosen: Chosen::new(), cost: 0 }));
    assert!(nothing.optimal && nothing.bound == 0);
}

#[test]
fn a_large_task_is_answered_within_its_budget() {
    // Ten copies of the worked example side by side: the optimum adds up.
    let (one, targets) = worked();
    let copies = 10;
    let candidates: Vec<Candidate> = (0..copies).flat_map(|_| one.candidates.clone()).collect();
    let many = Scores {
        scores: (0..copies).flat_map(|_| targets.scores.clone()).collect(),
        cuts: (0..copies)
            .flat_map(|copy| {
                targets.cuts.iter().map(move |cuts| cuts.iter().map(|(m, c)| (m + 9 * copy, *c)).collect())
            })
            .collect(),
    };
    let task = Task { candidates, clauses: vec![], targets: 5 * copies };
    let outcome = solve(&task, &many, Budget::default());
    assert_eq!(outcome.best.map(|plan| (plan.cost, outcome.bound)), Some((110, 110)));
    let short = solve(&task, &many, Budget { nodes: 1, work: 1 });
    assert!(short.bound <= 110 && short.best.is_some_and(|plan| plan.cost >= 110));
}
