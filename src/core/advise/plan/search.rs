//! Branch and cut: the lowest class of open branches first, each bounded by the relaxation.

use std::{cmp::Reverse, collections::BTreeMap};

use super::{
    Budget, Chosen,
    cuts::{count_cover, knapsack_cover},
    line::Line,
    relax::{End, Relax},
    rules::Rules,
};

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

/// How much the bound rises for each unit a candidate is rounded up or down.
#[derive(Clone, Copy, Default)]
struct Rise {
    sum: [f64; 2],
    count: [f64; 2],
}

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

const WHOLE: f64 = 1e-6;

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

    /// Looks at one branch: nothing where it is settled, else its two halves, the better one last.
    fn visit(&mut self, mut node: Node) -> Option<[Node; 2]> {
        let before = node.bound;
        if !self.draw(&mut node.inside, &mut node.outside) {
            return None;
        }
        let went_in = node.by.is_some_and(|by| by.2);
        let may = self.rules.allowed.without(&node.outside);
        if !went_in && self.rules.above(&may).is_some() {
            return None;
        }
        if may == node.inside {
            // Everything is decided.
            if self.rules.coherent(&may) && self.rules.covers(&may) {
                self.offer(&may);
            }
            return None;
        }
        let mut rounds = if node.depth == 0 { 60 } else { 6 };
        let mut hits = 0;
        if self.relax.size() > 40 + self.rules.n {
            self.relax.prune();
        }
        loop {
            let (inside, outside) = (node.inside, node.outside);
            self.relax
                .bound(|index| (f64::from(u8::from(inside.has(index))), f64::from(u8::from(!outside.has(index)))));
            let end = self.relax.run(f64::from(self.ceiling()) - 1.0 + 1e-4);
            let (pool, relax) = (&self.pool, &self.relax);
            let bound = relax.price(|id| &pool[id], &mut self.reduced);
            node.bound = node.bound.max(bound);
            if Self::class(node.bound) >= self.ceiling() {
                self.learn(&node, before);
                return None;
            }
            if end != End::Lowest {
                // The arithmetic has drifted: clear it, and branch on what is undecided if that does not help.
                self.relax.restart(self.pool.iter().enumerate());
                self.point.clear();
                self.point.resize(self.rules.n, 0.5);
                if rounds > 0 {
                    rounds = rounds.min(1) - 1;
                    continue;
                }
                break;
            }
            if self.fix(&mut node, bound) {
                if !self.draw(&mut node.inside, &mut node.outside) {
                    return None;
                }
                continue;
            }
            self.relax.point(&mut self.point);
            if self.add_broken() {
                continue;
            }
            let whole = self.point.iter().all(|value| *value < WHOLE || *value > 1.0 - WHOLE);
            if whole {
                let set: Chosen = (0..self.rules.n).filter(|index| self.point[*index] > 0.5).collect();
                match self.rules.above(&set) {
                    None => {
                        self.offer(&set);
                        if Self::class(node.bound) >= self.ceiling() {
                            return None;
                        }
                        break;
                    }
                    Some(_) if hits < 200 => {
                        hits += 1;
                        self.hit(&set);
                        continue;
                    }
                    Some(_) => break,
                }
            }
            if rounds == 0 || !self.cut(node.depth) {
                break;
            }
            rounds -= 1;
        }
        self.learn(&node, before);
        if node.depth % 8 == 0 || self.best.is_none() {
            self.round(&node);
        }
        if Self::class(node.bound) >= self.ceiling() {
            return None;
        }
        self.split(node)
    }

    /// Draws the consequences of what is decided; false where they contradict each other.
    fn draw(&self, inside: &mut Chosen, outside: &mut Chosen) -> bool {
        loop {
            let (was_inside, was_outside) = (*inside, *outside);
            for index in was_inside.iter() {
                *inside = inside.union(&self.rules.closure[index]);
            }
            let now_inside = *inside;
            for index in now_inside.iter() {
                *outside = outside.union(&self.rules.conflicts[index]);
            }
            let now_outside = *outside;
            for index in now_outside.iter() {
                *outside = outside.union(&self.rules.dependents[index]);
            }
            if inside.meets(outside) {
                return false;
            }
            for id in &self.solid {
                let line = &self.pool[*id];
                let mut reach = 0.0;
                let mut most = 0.0;
                for &(index, part) in &line.parts {
                    if !outside.has(index) {
                        reach += part;
                        if part > most && !inside.has(index) {
                            most = part;
                        }
                    }
                }
                if reach < line.need - 1e-9 {
                    return false;
                }
                if reach - most < line.need - 1e-9 {
                    for &(index, part) in &line.parts {
                        if reach - part < line.need - 1e-9 && !outside.has(index) {
                            inside.add(index);
                        }
                    }
                }
            }
            if *inside == was_inside && *outside == was_outside {
                return true;
            }
        }
    }

    /// Decides candidates whose other value would weigh too much; true where the point must be found again.
    fn fix(&self, node: &mut Node, bound: f64) -> bool {
        let room = f64::from(self.ceiling()) - 1.0 + 1e-5 - bound;
        let mut changed = false;
        for (index, cost) in self.reduced.iter().enumerate() {
            if node.inside.has(index) || node.outside.has(index) {
                continue;
            }
            if *cost > room {
                node.outside.add(index);
            } else if -*cost > room {
                node.inside.add(index);
            } else {
                continue;
            }
            changed = true;
        }
        changed
    }

    /// Brings lines of the pool that the point breaks into the relaxation.
    fn add_broken(&mut self) -> bool {
        let mut broken: Vec<(f64, usize)> = self
            .pool
            .iter()
            .enumerate()
            .filter(|(id, _)| !self.relax.holds(*id))
            .map(|(id, line)| (line.need - line.at(&self.point), id))
            .filter(|(short, _)| *short > 1e-6)
            .collect();
        broken.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        broken.truncate(40);
        for (_, id) in &broken {
            self.relax.add(*id, &self.pool[*id]);
        }
        !broken.is_empty()
    }

    /// Adds conditions that cut off a whole point which leaves targets above.
    fn hit(&mut self, set: &Chosen) {
        let mut found = 0;
        for target in self.rules.goals.clone() {
            if found < 8 && !self.rules.within(set, target) {
                let line = self.rules.hitting(set, target, &self.point);
                self.keep(line, true);
                found += 1;
            }
        }
    }

    /// Looks for cuts that the point breaks; false where there are none.
    fn cut(&mut self, depth: u32) -> bool {
        let mut found: Vec<(f64, Line)> = Vec::new();
        for line in &self.rules.lines[..self.rules.row_targets.len()] {
            found.extend(knapsack_cover(line, &self.point));
            found.extend(count_cover(line, &self.point));
        }
        if depth % 4 == 0 {
            self.hit_softly(&mut found);
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0));
        found.truncate(if depth == 0 { 30 } else { 10 });
        let some = !found.is_empty();
        for (_, line) in found {
            self.keep(line, false);
        }
        some
    }

    /// Cover conditions of targets at a point that is not whole: what the point favours is in as far as a target
    /// stays above.
    fn hit_softly(&self, found: &mut Vec<(f64, Line)>) {
        let likely: Chosen = (0..self.rules.n).filter(|index| self.point[*index] > 0.5).collect();
        for target in &self.rules.goals {
            if !self.rules.within(&likely, *target) {
                let line = self.rules.hitting(&likely, *target, &self.point);
                let broken = line.need - line.at(&self.point);
                if broken > 0.02 {
                    found.push((broken, line));
                }
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
            let weight = set.iter().fold(0, |sum: u32, index| sum.saturating_add(self.aim.weights[index]));
            let fits = self.aim.inside.inside(&set)
                && !self.aim.outside.meets(&set)
                && self.aim.limits.iter().all(|line| line.holds(&set));
            if fits && weight < self.ceiling() {
                self.best = Some((weight, set));
            }
            self.sets.push(set);
        }
    }

    /// Rounds the point to a set.
    fn round(&mut self, node: &Node) {
        let start = (0..self.rules.n)
            .filter(|index| self.point[*index] > 0.999)
            .filter_map(|index| self.rules.joining(&node.inside, &node.outside, index))
            .fold(node.inside, |all, new| {
                let both = all.union(&new);
                if self.rules.coherent(&both) { both } else { all }
            });
        if let Some(set) = self.rules.build(&start, &node.outside, Some(&self.point)) {
            let set = self.rules.reduce(&set);
            let cost = self.weight(&set);
            if cost < self.ceiling() || (self.aim.polish && f64::from(cost) < f64::from(self.ceiling()) * 1.05) {
                self.offer(&set);
            }
        }
    }

    fn weight(&self, set: &Chosen) -> u32 {
        set.iter().fold(0, |sum: u32, index| sum.saturating_add(self.aim.weights[index]))
    }

    /// Notes how much a decision raised the bound.
    fn learn(&mut self, node: &Node, before: f64) {
        if let Some((index, value, went_in)) = node.by {
            let way = usize::from(went_in);
            let share = if went_in { 1.0 - value } else { value };
            let rise = &mut self.rises[index];
            rise.sum[way] += (node.bound - before).clamp(0.0, 10.0) / share.max(0.05);
            rise.count[way] += 1.0;
        }
    }

    /// Splits on the candidate that promises to raise both halves most.
    fn split(&self, node: Node) -> Option<[Node; 2]> {
        let (mut mean, mut seen) = ([0.0; 2], [0.0; 2]);
        for rise in &self.rises {
            for way in 0..2 {
                mean[way] += rise.sum[way];
                seen[way] += rise.count[way];
            }
        }
        let mut best: Option<(f64, usize)> = None;
        for index in 0..self.rules.n {
            if node.inside.has(index) || node.outside.has(index) {
                continue;
            }
            let value = self.point[index];
            let rise = &self.rises[index];
            let expect = |way: usize| {
                let prior = if seen[way] > 0.0 { mean[way] / seen[way] } else { 1.0 };
                (rise.sum[way] + prior) / (rise.count[way] + 1.0)
            };
            let (down, up) = (expect(0) * value, expect(1) * (1.0 - value));
            let score = down.max(1e-6) * up.max(1e-6);
            let score = if value < WHOLE || value > 1.0 - WHOLE { score * 1e-9 } else { score };
            if best.is_none_or(|(other, _)| score > other) {
                best = Some((score, index));
            }
        }
        let (_, index) = best?;
        let value = self.point[index];
        let half = |goes_in: bool| {
            let mut half = Node {
                inside: node.inside,
                outside: node.outside,
                bound: node.bound,
                depth: node.depth + 1,
                by: Some((index, value, goes_in)),
            };
            if goes_in {
                half.inside.add(index)
            } else {
                half.outside.add(index)
            }
            half
        };
        Some([half(false), half(true)])
    }
}
