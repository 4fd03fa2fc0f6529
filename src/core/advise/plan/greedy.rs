//! Good sets fast: build up by worth for cost, take back what is not needed, exchange one for a cheaper one.

use super::{Chosen, rules::Rules};

impl Rules<'_> {
    /// Builds a set that satisfies the task from `start`, which is coherent, without anything of `barred`. `favour`
    /// weighs each candidate's worth. `None` where it paints itself into a corner, which proves nothing.
    pub(super) fn build(&self, start: &Chosen, barred: &Chosen, favour: Option<&[f64]>) -> Option<Chosen> {
        let mut chosen = *start;
        loop {
            let gaps: Vec<f64> = self.lines.iter().map(|line| line.need - line.sum(&chosen)).collect();
            let next = if gaps.iter().any(|gap| *gap > 1e-9) {
                self.best_for_gaps(&chosen, barred, &gaps, favour)
            } else {
                match self.above(&chosen) {
                    None => return Some(chosen),
                    Some(target) => self.best_for_target(&chosen, barred, target),
                }
            };
            chosen = chosen.union(&next?);
        }
    }

    /// What closes most of the gaps for its cost.
    fn best_for_gaps(&self, chosen: &Chosen, barred: &Chosen, gaps: &[f64], favour: Option<&[f64]>) -> Option<Chosen> {
        let mut gain = vec![0.0; self.n];
        for (line, gap) in self.lines.iter().zip(gaps).filter(|(_, gap)| **gap > 1e-9) {
            for (index, part) in &line.parts {
                gain[*index] += part.min(*gap);
            }
        }
        self.pick(chosen, barred, |index| gain[index] * favour.map_or(1.0, |favour| 0.02 + favour[index]))
    }

    /// The cheapest that brings a target under its appetite, or else what helps it most for its cost.
    fn best_for_target(&self, chosen: &Chosen, barred: &Chosen, target: usize) -> Option<Chosen> {
        let mut help = vec![1e-6; self.n];
        for (line, of) in self.lines.iter().zip(&self.row_targets) {
            if *of == target {
                for (index, part) in &line.parts {
                    help[*index] += part;
                }
            }
        }
        let mut order: Vec<(u32, usize, Chosen)> = (0..self.n)
            .filter(|index| !chosen.has(*index))
            .filter_map(|index| self.joining(chosen, barred, index).map(|new| (self.cost(&new), index, new)))
            .collect();
        order.sort_by(|a, b| a.0.cmp(&b.0).then(help[b.1].total_cmp(&help[a.1])).then(a.1.cmp(&b.1)));
        let enough = order.iter().find(|(_, _, new)| self.within(&chosen.union(new), target));
        enough.map(|(_, _, new)| *new).or_else(|| self.pick(chosen, barred, |index| help[index]))
    }

    /// The candidate of most worth for its cost that may join, with what it brings.
    fn pick(&self, chosen: &Chosen, barred: &Chosen, worth: impl Fn(usize) -> f64) -> Option<Chosen> {
        let mut best: Option<(f64, Chosen)> = None;
        for index in (0..self.n).filter(|index| !chosen.has(*index)) {
            let worth = worth(index);
            if worth <= 0.0 {
                continue;
            }
            if let Some(new) = self.joining(chosen, barred, index) {
                let score = worth / (f64::from(self.cost(&new)) + 0.01 * new.len() as f64);
                if best.as_ref().is_none_or(|(other, _)| score > *other) {
                    best = Some((score, new));
                }
            }
        }
        best.map(|(_, new)| new)
    }

    /// Takes back what is not needed, the dearest first, each with all that depends on it.
    pub(super) fn reduce(&self, chosen: &Chosen) -> Chosen {
        let mut left = *chosen;
        let mut order: Vec<usize> = left.without(&self.mandatory).iter().collect();
        order.sort_by_key(|index| std::cmp::Reverse((self.costs[*index], *index)));
        for index in order {
            if left.has(index) && !self.dependents[index].meets(&self.mandatory) {
                let less = left.without(&self.dependents[index]);
                if self.covers(&less) {
                    left = less;
                }
            }
        }
        left
    }

    /// Exchanges one chosen candidate for a cheaper one while that helps. The set stays minimal.
    pub(super) fn exchange(&self, chosen: &Chosen) -> Chosen {
        let mut best = *chosen;
        let mut cost = self.cost(&best);
        'again: loop {
            for out in best.without(&self.mandatory).iter() {
                let base = best.without(&self.dependents[out]);
                if !self.mandatory.inside(&base) {
                    continue;
                }
                let room = cost - self.cost(&base);
                let broken: Vec<usize> =
                    self.goals.iter().copied().filter(|target| !self.within(&base, *target)).collect();
                for index in (0..self.n).filter(|index| !best.has(*index)) {
                    let Some(new) = self.joining(&base, &Chosen::new(), index) else { continue };
                    let next = base.union(&new);
                    if self.cost(&new) < room
                        && self.lines.iter().all(|line| line.holds(&next))
                        && broken.iter().all(|target| self.within(&next, *target))
                    {
                        best = self.reduce(&next);
                        cost = self.cost(&best);
                        continue 'again;
                    }
                }
            }
            return best;
        }
    }
}
