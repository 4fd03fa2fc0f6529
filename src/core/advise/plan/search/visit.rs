//! One branch: consequences, bound, cuts, rounding.

use super::{Node, Search, WHOLE};
use crate::core::advise::plan::{
    Chosen,
    cuts::{count_cover, knapsack_cover},
    line::Line,
    relax::End,
};

impl Search<'_, '_> {
    /// Looks at one branch: nothing where it is settled, else its two halves, the better one last.
    pub(super) fn visit(&mut self, mut node: Node) -> Option<[Node; 2]> {
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
        if node.depth.is_multiple_of(8) || self.best.is_none() {
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
        self.relax.work += 8 * self.pool.len() as u64;
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
        if depth.is_multiple_of(4) {
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
}
