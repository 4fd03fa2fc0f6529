//! Linear conditions, scaled for the relaxation.

use super::{Chosen, Row};

/// A condition `sum of parts over the chosen >= need`, true for every set that satisfies the task.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) parts: Vec<(usize, f64)>,
    pub(super) need: f64,
}

/// What rounding in the logarithms of a row may have cost it; rows are relaxed by this share of their need.
const SLACK: f64 = 1e-7;

impl Line {
    /// A row in units of its need, each part capped there. `None` where it asks nothing.
    pub(super) fn of_row(row: &Row, allowed: &Chosen) -> Option<Self> {
        if row.need <= 1e-9 {
            return None;
        }
        // A part or a need that is not a number must not exclude anything.
        if row.need.is_nan() {
            return None;
        }
        let scaled = |part: f64| {
            let share = if row.need.is_infinite() && part.is_finite() { 0.0 } else { part / row.need };
            if share.is_nan() { 1.0 } else { share.clamp(0.0, 1.0) }
        };
        let mut sums: Vec<(usize, f64)> = Vec::with_capacity(row.parts.len());
        for &(index, part) in row.parts.iter().filter(|(index, _)| allowed.has(*index)) {
            match sums.iter_mut().find(|(other, _)| *other == index) {
                Some((_, sum)) => *sum += part,
                None => sums.push((index, part)),
            }
        }
        let mut parts: Vec<_> =
            sums.into_iter().map(|(index, part)| (index, scaled(part))).filter(|(_, part)| *part > 1e-9).collect();
        parts.sort_by_key(|(index, _)| *index);
        Some(Self { parts, need: 1.0 - SLACK })
    }

    /// At least `need` of these.
    pub(super) fn at_least(members: impl IntoIterator<Item = usize>, need: f64) -> Self {
        Self { parts: members.into_iter().map(|index| (index, 1.0)).collect(), need }
    }

    /// The sum for a set.
    pub(super) fn sum(&self, chosen: &Chosen) -> f64 {
        self.parts.iter().filter(|(index, _)| chosen.has(*index)).map(|(_, part)| part).sum()
    }

    /// The sum for a point between 0 and 1 in each candidate.
    pub(super) fn at(&self, point: &[f64]) -> f64 {
        self.parts.iter().map(|(index, part)| part * point.get(*index).copied().unwrap_or(0.0)).sum()
    }

    /// Whether a set satisfies it.
    pub(super) fn holds(&self, chosen: &Chosen) -> bool {
        self.sum(chosen) >= self.need - 1e-9
    }
}
