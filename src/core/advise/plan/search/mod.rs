//! Branch and cut: the lowest class of open branches first.
//!
//! A branch is what is decided in and out. `visit` draws the consequences, bounds it by the relaxation with cuts, and
//! settles it or looks for a set on the way; `split` halves what stays open.

mod split;
mod visit;

use std::{cmp::Reverse, collections::BTreeMap};

use super::{Budget, Chosen, line::Line, relax::Relax, rules::Rules};
use split::Rise;

/// What to look for.
pub(super) struct Aim {
    /// What each candidate weighs; whole numbers.
    pub(super) weights: Vec<u32>,
    /// Further conditions; may have negative parts.
    pub(super) limits: Vec<Line>,
    /// Candidates that are in, and out, besides those of the rules.
    pub(super) inside: Chosen,
    pub(super) outside: Chosen,
    /// Only sets that weigh less count.
    pub(super) below: u32,
    /// No set weighs less; stop when reached.
    pub(super) floor: u32,
    /// Exchange within new sets by cost. Only where the weights are the costs and there are no limits.
    pub(super) polish: bool,
}

/// What was found.
pub(super) struct Found {
    /// The lightest set, where one is lighter than asked.
    pub(super) best: Option<(u32, Chosen)>,
    /// All sets met on the way.
    pub(super) sets: Vec<Chosen>,
    /// No set weighs less than this; `below` where it is proven that none counts.
    pub(super) bound: u32,
    pub(super) proven: bool,
    pub(super) nodes: u32,
    /// Multiplications in the relaxation.
    pub(super) work: u64,
}

struct Node {
    inside: Chosen,
    outside: Chosen,
    bound: f64,
    depth: u32,
    /// The candidate branched on, its value at the parent, and whether it went in.
    by: Option<(usize, f64, bool)>,
}

/// How near to 0 or 1 counts as decided.
const WHOLE: f64 = 1e-6;

struct Search<'s, 'a> {
    rules: &'s Rules<'a>,
    aim: &'s Aim,
    relax: Relax,
    pool: Vec<Line>,
    /// Lines of the pool that only grow with the set and are worth propagating.
    solid: Vec<usize>,
    rises: Vec<Rise>,
    best: Option<(u32, Chosen)>,
    sets: Vec<Chosen>,
    point: Vec<f64>,
    reduced: Vec<f64>,
    nodes: u32,
}

/// Looks for the lightest set that satisfies the rules and the aim.
pub(super) fn search(rules: &Rules<'_>, aim: &Aim, budget: Budget, start: &[Chosen]) -> Found {
    let weights: Vec<f64> = aim.weights.iter().map(|weight| f64::from(*weight)).collect();
    let mut search = Search {
        rules,
        aim,
        relax: Relax::new(weights),
        pool: Vec::new(),
        solid: Vec::new(),
        rises: vec![Rise::default(); rules.n],
        best: None,
        sets: Vec::new(),
        point: Vec::new(),
        reduced: Vec::new(),
        nodes: 0,
    };
    for set in start {
        search.offer(set);
    }
    search.fill();
    let (bound, proven) = search.explore(budget);
    let cap = search.ceiling();
    Found {
        best: search.best,
        sets: search.sets,
        bound: bound.min(cap),
        proven,
        nodes: search.nodes,
        work: search.relax.work,
    }
}

impl Search<'_, '_> {
    /// Sets must weigh less than this to count.
    fn ceiling(&self) -> u32 {
        self.best.map_or(self.aim.below, |best| best.0)
    }

    fn spent(&self) -> u64 {
        self.relax.work + self.rules.work.get()
    }

    /// All conditions that are known from the start.
    fn fill(&mut self) {
        for line in self.rules.lines.clone() {
            self.keep(line, true);
        }
        for line in self.aim.limits.clone() {
            self.keep(line, false);
        }
        for index in self.rules.allowed.iter() {
            for other in self.rules.closure[index].iter().filter(|other| *other != index) {
                self.keep(Line { parts: vec![(other, 1.0), (index, -1.0)], need: 0.0 }, false);
            }
            for other in self.rules.conflicts[index].common(&self.rules.allowed).iter().filter(|other| *other > index) {
                self.keep(Line { parts: vec![(index, -1.0), (other, -1.0)], need: -1.0 }, false);
            }
        }
    }

    fn keep(&mut self, line: Line, solid: bool) {
        if solid {
            self.solid.push(self.pool.len());
        }
        self.pool.push(line);
    }

    /// The lower bound in whole numbers.
    fn class(bound: f64) -> u32 {
        let whole = (bound - 1e-5).ceil();
        if whole <= 0.0 {
            0
        } else if whole >= f64::from(u32::MAX) {
            u32::MAX
        } else {
            whole as u32
        }
    }

    fn explore(&mut self, budget: Budget) -> (u32, bool) {
        let start = self.spent();
        let mut open: BTreeMap<(u32, Reverse<u64>), Node> = BTreeMap::new();
        let mut count = 0;
        let root = Node {
            inside: self.rules.mandatory.union(&self.aim.inside),
            outside: (0..self.rules.n)
                .filter(|index| !self.rules.allowed.has(*index))
                .collect::<Chosen>()
                .union(&self.aim.outside),
            bound: f64::from(self.aim.floor),
            depth: 0,
            by: None,
        };
        open.insert((0, Reverse(0)), root);
        loop {
            // Until there is a set, depth first; then the lowest class first, and in it the newest.
            let next = if self.best.is_some() {
                open.keys().next().copied()
            } else {
                open.keys().min_by_key(|(_, newest)| *newest).copied()
            };
            let Some(key) = next else { return (self.ceiling(), true) };
            if self.best.is_some() && key.0 >= self.ceiling() {
                return (self.ceiling(), true);
            }
            if self.best.is_some_and(|best| best.0 <= self.aim.floor) {
                return (self.ceiling(), true);
            }
            if self.nodes >= budget.nodes || self.spent() - start > budget.work {
                let lowest = open.keys().next().map_or(0, |key| key.0);
                return (lowest.max(self.aim.floor), false);
            }
            let Some(node) = open.remove(&key) else { return (self.ceiling(), true) };
            if Self::class(node.bound) >= self.ceiling() {
                continue;
            }
            self.nodes += 1;
            let halves = self.visit(node);
            for half in halves.into_iter().flatten() {
                count += 1;
                open.insert((Self::class(half.bound), Reverse(count)), half);
            }
        }
    }

    /// Notes a set that satisfies everything.
    fn offer(&mut self, set: &Chosen) {
        let mut sets = vec![*set];
        if self.aim.polish {
            let less = self.rules.reduce(set);
            sets.push(self.rules.exchange(&less));
            sets.push(less);
        }
        for set in sets {
            let weight = self.weight(&set);
            let fits = self.aim.inside.inside(&set)
                && !self.aim.outside.meets(&set)
                && self.aim.limits.iter().all(|line| line.holds(&set));
            if fits && weight < self.ceiling() {
                self.best = Some((weight, set));
            }
            self.sets.push(set);
        }
    }

    /// What a set weighs.
    fn weight(&self, set: &Chosen) -> u32 {
        set.iter().fold(0, |sum: u32, index| sum.saturating_add(self.aim.weights[index]))
    }
}
