//! How fast the cheapest set of measures is found and proven, beside a general solver of integer programs on the same
//! instance in the same run. Prints ratios; the times depend on the machine.
//!
//! `cargo bench --bench plan [-- MEASURES RISKS SEEDS]`

use std::time::{Duration, Instant};

use mcpserver_operator::core::{
    advise::plan::{Budget, Candidate, Chosen, Outcome, Row, Targets, Task, risk_rows, solve},
    library::{Bands, Level, Matrix, NamedLevel},
    text::Clean,
};

/// A small fixed generator (Steele and others, splitmix64), so that every run sees the same instances.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    fn below(&mut self, end: usize) -> usize {
        (self.next() % end as u64) as usize
    }
    fn share(&mut self, from: f64, to: f64) -> f64 {
        let steps = self.below(1000) as f64 / 1000.0;
        ((from + (to - from) * steps) * 100.0).round() / 100.0
    }
}

/// Scores: a measure cuts the product, the appetite is a number.
struct Scores {
    scores: Vec<f64>,
    cuts: Vec<Vec<(usize, f64)>>,
    appetite: f64,
}

impl Targets for Scores {
    fn within(&self, chosen: &Chosen, target: usize) -> bool {
        let left = self.cuts[target]
            .iter()
            .filter(|(m, _)| chosen.has(*m))
            .fold(self.scores[target], |s, (_, c)| s * (1.0 - c));
        left <= self.appetite + 1e-9
    }
    fn rows(&self) -> Vec<Row> {
        (0..self.scores.len())
            .map(|target| Row {
                target,
                parts: self.cuts[target].iter().map(|(m, c)| (*m, -(1.0 - c).ln())).collect(),
                need: (self.scores[target] / self.appetite).ln(),
            })
            .collect()
    }
}

/// Levels: the real matrix, two axes, groups, a remainder.
struct Levels {
    matrix: Matrix,
    risks: Vec<(f64, f64)>,
    cuts: Vec<Vec<(usize, f64, f64)>>,
    group: Vec<Option<usize>>,
}

const REMAINDER: f64 = 0.2;

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}

impl Targets for Levels {
    fn within(&self, chosen: &Chosen, target: usize) -> bool {
        let (l0, i0) = self.risks[target];
        let (mut l, mut i) = (1.0, 1.0);
        let mut best = [(0.0f64, 0.0f64); 32];
        for (measure, cut_l, cut_i) in self.cuts[target].iter().filter(|cut| chosen.has(cut.0)) {
            match self.group[*measure] {
                None => {
                    l *= 1.0 - cut_l;
                    i *= 1.0 - cut_i;
                }
                Some(group) => {
                    best[group].0 = best[group].0.max(*cut_l);
                    best[group].1 = best[group].1.max(*cut_i);
                }
            }
        }
        for (cut_l, cut_i) in best {
            l *= 1.0 - cut_l;
            i *= 1.0 - cut_i;
        }
        self.matrix.level(round(l0 * l.max(REMAINDER)), round(i0 * i)) <= Level::Medium
    }
    fn rows(&self) -> Vec<Row> {
        (0..self.risks.len())
            .flat_map(|target| {
                let (l, i) = self.risks[target];
                risk_rows(target, l, i, REMAINDER, &self.matrix, Level::Medium, &self.cuts[target], &[])
            })
            .collect()
    }
}

fn matrix() -> Matrix {
    let bands = || Bands { labels: ["1", "2", "3", "4", "5"].map(Clean::new).to_vec(), cuts: vec![1.8, 3.6, 5.4, 7.2] };
    let grid = ["00112", "01122", "11223", "12234", "22344"];
    Matrix {
        id: "matrix-bench".into(),
        title: Clean::new("bench"),
        summary: Clean::new("bench"),
        source: Clean::new("bench"),
        likelihood: bands(),
        impact: bands(),
        levels: Level::ALL.map(|level| NamedLevel { name: Clean::new(level.as_str()), level }).to_vec(),
        grid: grid.iter().map(|row| row.bytes().map(|digit| usize::from(digit - b'0')).collect()).collect(),
    }
}

fn candidates(dice: &mut Dice, measures: usize) -> Vec<Candidate> {
    (0..measures)
        .map(|index| Candidate {
            cost: 1 + dice.below(5) as u32,
            requires: if index > 0 && dice.below(10) == 0 { vec![dice.below(index)] } else { vec![] },
            conflicts: if index > 0 && dice.below(25) == 0 { vec![dice.below(index)] } else { vec![] },
            ..Candidate::default()
        })
        .collect()
}

fn scores(seed: u64, measures: usize, risks: usize) -> (Task, Scores) {
    let mut dice = Dice(seed);
    let candidates = candidates(&mut dice, measures);
    let targets = Scores {
        scores: (0..risks).map(|_| dice.share(30.0, 95.0)).collect(),
        cuts: (0..risks)
            .map(|_| {
                let of: Vec<usize> = (0..measures).filter(|_| dice.below(10) == 0).collect();
                of.into_iter().map(|m| (m, dice.share(0.1, 0.7))).collect()
            })
            .collect(),
        appetite: 25.0,
    };
    (Task { candidates, clauses: vec![], targets: risks }, targets)
}

fn levels(seed: u64, measures: usize, risks: usize) -> (Task, Levels) {
    let mut dice = Dice(seed);
    let candidates = candidates(&mut dice, measures);
    let targets = Levels {
        matrix: matrix(),
        risks: (0..risks).map(|_| (dice.share(3.0, 9.0), dice.share(4.0, 9.0))).collect(),
        cuts: (0..risks)
            .map(|_| {
                let of: Vec<usize> = (0..measures).filter(|_| dice.below(10) == 0).collect();
                of.into_iter()
                    .map(|m| match dice.below(4) {
                        0 => (m, 0.0, dice.share(0.1, 0.6)),
                        1 => (m, dice.share(0.1, 0.6), dice.share(0.1, 0.4)),
                        _ => (m, dice.share(0.1, 0.7), 0.0),
                    })
                    .collect()
            })
            .collect(),
        group: (0..measures).map(|_| if dice.below(3) == 0 { Some(dice.below(32)) } else { None }).collect(),
    };
    let clauses = (0..5).map(|_| (0..3).map(|_| dice.below(measures)).collect()).collect();
    (Task { candidates, clauses, targets: risks }, targets)
}

/// Eight servers of one client: each has measures and risks of its own, and shares some measures with all others.
fn fleet(seed: u64) -> (Task, Levels) {
    const SERVERS: usize = 8;
    let (own, shared, risks) = (30, 20, 30);
    let mut dice = Dice(seed);
    let candidates = candidates(&mut dice, shared + SERVERS * own);
    let mut drawn = Dice(seed + 1_000);
    let mut all = levels(seed, shared + SERVERS * own, SERVERS * risks).1;
    for (risk, cuts) in all.cuts.iter_mut().enumerate() {
        let server = risk / risks;
        let reach: Vec<usize> = (0..shared).chain(shared + server * own..shared + (server + 1) * own).collect();
        *cuts = reach
            .into_iter()
            .filter(|_| drawn.below(5) == 0)
            .map(|m| (m, dice.share(0.1, 0.7), if dice.below(3) == 0 { 0.3 } else { 0.0 }))
            .collect();
    }
    (Task { candidates, clauses: vec![], targets: SERVERS * risks }, all)
}

/// The same instance for the general solver; its time limit stands for "not solved".
fn general(task: &Task, targets: &Scores, limit: Duration) -> (Option<u32>, bool, Duration) {
    use microlp::{ComparisonOp, OptimizationDirection, Problem, SolutionStatus, SolveOutcome};
    let start = Instant::now();
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let vars: Vec<_> = task.candidates.iter().map(|c| problem.add_binary_var(f64::from(c.cost))).collect();
    for row in targets.rows() {
        let parts: Vec<_> = row.parts.iter().map(|(m, part)| (vars[*m], *part)).collect();
        problem.add_constraint(&parts, ComparisonOp::Ge, row.need - 1e-9);
    }
    for (index, candidate) in task.candidates.iter().enumerate() {
        for other in &candidate.requires {
            problem.add_constraint([(vars[*other], 1.0), (vars[index], -1.0)], ComparisonOp::Ge, 0.0);
        }
        for other in &candidate.conflicts {
            problem.add_constraint([(vars[*other], 1.0), (vars[index], 1.0)], ComparisonOp::Le, 1.0);
        }
    }
    problem.set_time_limit(limit);
    let found = match problem.solve() {
        Ok(SolveOutcome::Solution(solution)) => {
            let proven = matches!(solution.status(), SolutionStatus::Optimal);
            (Some(solution.objective().round() as u32), proven)
        }
        _ => (None, false),
    };
    (found.0, found.1, start.elapsed())
}

fn show(kind: &str, seed: u64, outcome: &Outcome, time: Duration) {
    let cost = outcome.best.map_or(0, |plan| plan.cost);
    let gap = if cost == 0 { 0.0 } else { 100.0 * f64::from(cost - outcome.bound) / f64::from(cost) };
    print!(
        "{kind} seed {seed}: {:7.3} s, cost {cost}, bound {} (gap {gap:.1} %){}{}, {} nodes, {} checks",
        time.as_secs_f64(),
        outcome.bound,
        if outcome.optimal { ", proven" } else { "" },
        if outcome.settled { ", settled" } else { "" },
        outcome.nodes,
        outcome.checks
    );
}

fn main() {
    let numbers: Vec<usize> = std::env::args().skip(1).filter_map(|word| word.parse().ok()).collect();
    let [measures, risks, seeds] = [0, 1, 2].map(|at| numbers.get(at).copied().unwrap_or([150, 40, 6][at]));
    let limit = Duration::from_secs(numbers.get(3).copied().unwrap_or(20) as u64);
    println!("{measures} measures, {risks} risks");
    for seed in 1..=seeds as u64 {
        let (task, targets) = scores(seed, measures, risks);
        let start = Instant::now();
        let outcome = solve(&task, &targets, Budget::default());
        let time = start.elapsed();
        show("score", seed, &outcome, time);
        if limit.is_zero() {
            println!();
            continue;
        }
        let (cost, proven, other) = general(&task, &targets, limit);
        println!(
            "; microlp {:.3} s = {:.1} times ours, cost {cost:?}{}",
            other.as_secs_f64(),
            other.as_secs_f64() / time.as_secs_f64(),
            if proven { "" } else { ", not proven" }
        );
    }
    for seed in 1..=seeds as u64 {
        for (kind, (task, targets)) in [("level", levels(seed, measures, risks)), ("fleet", fleet(seed))] {
            let start = Instant::now();
            let outcome = solve(&task, &targets, Budget::default());
            show(kind, seed, &outcome, start.elapsed());
            println!();
        }
    }
}
