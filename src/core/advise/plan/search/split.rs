//! Which candidate to branch on: the one whose two values promised most so far (Benichou and others 1971).

use super::{Node, Search, WHOLE};

/// How much the bound rises for each unit a candidate is rounded up or down.
#[derive(Clone, Copy, Default)]
pub(super) struct Rise {
    sum: [f64; 2],
    count: [f64; 2],
}

impl Search<'_, '_> {
    /// Notes how much a decision raised the bound.
    pub(super) fn learn(&mut self, node: &Node, before: f64) {
        if let Some((index, value, went_in)) = node.by {
            let way = usize::from(went_in);
            let share = if went_in { 1.0 - value } else { value };
            let rise = &mut self.rises[index];
            rise.sum[way] += (node.bound - before).clamp(0.0, 10.0) / share.max(0.05);
            rise.count[way] += 1.0;
        }
    }

    /// Splits on the candidate that promises to raise both halves most.
    pub(super) fn split(&self, node: Node) -> Option<[Node; 2]> {
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
            let score = if (WHOLE..=1.0 - WHOLE).contains(&value) { score } else { score * 1e-9 };
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
