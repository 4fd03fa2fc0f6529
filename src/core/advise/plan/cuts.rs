//! Conditions that cut off a point of the relaxation and no set that satisfies the task.

use super::{Chosen, line::Line, rules::Rules};

/// Least share by which a cut must be broken to be worth a line.
const WORTH: f64 = 0.02;

/// The most broken of the knapsack cover inequalities of a line at a point: when the candidates of a set S are all
/// in, the rest must still bring `need - a(S)`, so `sum over the rest of min(a, need - a(S)) >= need - a(S)` (Wolsey
/// 1975; Carr and others, SODA 2000). S grows in the order of the point.
pub(super) fn knapsack_cover(line: &Line, point: &[f64]) -> Option<(f64, Line)> {
    let mut order: Vec<(usize, f64)> = line.parts.clone();
    order.sort_by(|a, b| point[b.0].total_cmp(&point[a.0]).then(b.1.total_cmp(&a.1)).then(a.0.cmp(&b.0)));
    let mut best: Option<(f64, usize, f64)> = None;
    let mut left = line.need;
    for at in 0..order.len() {
        let broken = 1.0 - order[at..].iter().map(|(index, part)| (part / left).min(1.0) * point[*index]).sum::<f64>();
        if broken > best.map_or(WORTH, |best| best.0) {
            best = Some((broken, at, left));
        }
        left -= order[at].1;
        if left < 1e-4 || point[order[at].0] < 1e-6 {
            break;
        }
    }
    best.map(|(broken, at, left)| {
        let mut parts: Vec<_> = order[at..].iter().map(|(index, part)| (*index, (part / left).min(1.0))).collect();
        parts.sort_by_key(|(index, _)| *index);
        (broken, Line { parts, need: 1.0 - 1e-9 })
    })
}

/// The most broken count inequality of a line at a point: of a set E, at least as many as it takes when everything
/// outside E is in. E grows by falling part for point.
pub(super) fn count_cover(line: &Line, point: &[f64]) -> Option<(f64, Line)> {
    let mut order: Vec<(usize, f64)> = line.parts.clone();
    let key = |item: &(usize, f64)| (point[item.0] + 1e-3) / item.1;
    order.sort_by(|a, b| key(a).total_cmp(&key(b)).then(a.0.cmp(&b.0)));
    let total: f64 = order.iter().map(|(_, part)| part).sum();
    let mut parts: Vec<f64> = Vec::new();
    let (mut inside, mut taken) = (0.0, 0.0);
    let mut best: Option<(f64, usize, usize)> = None;
    for (at, (index, part)) in order.iter().enumerate() {
        inside += point[*index];
        taken += part;
        let place = parts.partition_point(|other| other > part);
        parts.insert(place, *part);
        let gap = line.need - (total - taken);
        if gap <= 1e-6 {
            continue;
        }
        let mut sum = 0.0;
        let count = parts
            .iter()
            .take_while(|part| {
                let short = sum < gap - 1e-9;
                sum += **part;
                short
            })
            .count();
        let broken = (count as f64 - inside) / count as f64;
        if broken > best.map_or(WORTH, |best| best.0) {
            best = Some((broken, at + 1, count));
        }
    }
    best.map(|(broken, length, count)| {
        let mut members: Vec<usize> = order[..length].iter().map(|(index, _)| *index).collect();
        members.sort_unstable();
        (broken, Line::at_least(members, count as f64))
    })
}

impl Rules<'_> {
    /// A cover condition of a target that `chosen` leaves above its appetite: `chosen` grows as far as the target
    /// stays above; of what is then left out, at least one must be in. The point says what to grow by first.
    pub(super) fn hitting(&self, chosen: &Chosen, target: usize, point: &[f64]) -> Line {
        let mut help = vec![0.0; self.n];
        for (line, of) in self.lines.iter().zip(&self.row_targets) {
            if *of == target {
                for (index, part) in &line.parts {
                    help[*index] += part;
                }
            }
        }
        let mut order: Vec<usize> = self.allowed.without(chosen).iter().collect();
        order.sort_by(|a, b| point[*b].total_cmp(&point[*a]).then(help[*a].total_cmp(&help[*b])).then(a.cmp(b)));
        // What has no part in the target comes in at once.
        order.sort_by_key(|index| help[*index] > 0.0);
        let mut grown = *chosen;
        let mut left = Vec::new();
        let mut rest = &order[..];
        while !rest.is_empty() {
            // The longest head that leaves the target above; one more would bring it down.
            let (mut good, mut bad) = (0, rest.len() + 1);
            while bad - good > 1 {
                // Doubling from below first: heads are usually short.
                let middle =
                    if good == 0 && bad > 2 && rest.len() < order.len() { 1.max(bad / 4) } else { (good + bad) / 2 };
                let more: Chosen = rest[..middle].iter().copied().collect();
                if self.within(&grown.union(&more), target) { bad = middle } else { good = middle }
            }
            for index in &rest[..good] {
                grown.add(*index);
            }
            if let Some(index) = rest.get(good) {
                left.push(*index);
            }
            rest = rest.get(good + 1..).unwrap_or(&[]);
        }
        left.sort_unstable();
        Line::at_least(left, 1.0)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// A cut keeps every set that its line keeps, and cuts off the point.
        #[test]
        fn cuts_keep_every_set(
            items in prop::collection::vec((0u32..=100, 0u32..=100), 1..10)
        ) {
            let parts: Vec<_> = items.iter().enumerate().map(|(at, (part, _))| (at, 0.01 + f64::from(*part) / 100.0)).collect();
            let point: Vec<f64> = items.iter().map(|(_, value)| f64::from(*value) / 100.0).collect();
            let line = Line { parts, need: 1.0 };
            for (broken, cut) in [knapsack_cover(&line, &point), count_cover(&line, &point)].into_iter().flatten() {
                prop_assert!(broken >= WORTH && cut.at(&point) < cut.need, "{cut:?} does not cut");
                for bits in 0u32..1 << items.len() {
                    let set: Chosen = (0..items.len()).filter(|at| bits >> at & 1 == 1).collect();
                    prop_assert!(!line.holds(&set) || cut.holds(&set), "{cut:?} loses {set:?}");
                }
            }
        }
    }

    #[test]
    fn cuts_are_found_where_they_should_be() {
        // With 0.1 in, one of the two large parts is still needed whole.
        let line = Line { parts: vec![(0, 1.0), (1, 1.0), (2, 0.1)], need: 1.0 };
        let (_, cut) = knapsack_cover(&line, &[0.0, 0.9, 1.0]).unwrap();
        assert_eq!(cut.parts, [(0, 1.0), (1, 1.0)]);
        // Of four parts of 0.35 it takes three to reach 1, though 2.88 of them satisfy the line.
        let line = Line { parts: (0..4).map(|at| (at, 0.35)).collect(), need: 1.0 };
        let (_, cut) = count_cover(&line, &[0.72; 4]).unwrap();
        assert_eq!((cut.parts.len(), cut.need), (4, 3.0));
    }
}
