//! Cuts applied to a risk: groups, remainder, and the part each measure had.

use super::Credit;

/// What one measure cuts of one risk at full credit, as shares.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Cut {
    /// Index of the measure.
    pub measure: usize,
    /// Share of the likelihood, 0 to 0.95.
    pub likelihood: f64,
    /// Share of the impact, 0 to 0.95.
    pub impact: f64,
    /// Index of the redundancy group.
    pub group: Option<usize>,
}

/// One end of the credit range.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The least credit: the worst outcome.
    Least,
    /// The likely credit.
    Likely,
    /// The most credit: the best outcome.
    Most,
}

impl End {
    pub fn of(self, credit: Credit) -> f64 {
        match self {
            Self::Least => credit.lo,
            Self::Likely => credit.likely,
            Self::Most => credit.hi,
        }
    }
}

/// The share left by one cut on one axis: 1 where it counts nothing, or where another of its group counts more (of
/// equals the first counts).
pub(super) fn counts(cuts: &[Cut], at: usize, credit: &dyn Fn(usize) -> f64, share: fn(&Cut) -> f64) -> f64 {
    let Some(cut) = cuts.get(at) else { return 1.0 };
    let size = credit(cut.measure) * share(cut);
    if size <= 0.0 {
        return 1.0;
    }
    let beaten = cut.group.is_some()
        && cuts.iter().enumerate().any(|(other_at, other)| {
            other.group == cut.group && other_at != at && {
                let other_size = credit(other.measure) * share(other);
                other_size > size || (other_size == size && other_at < at)
            }
        });
    if beaten { 1.0 } else { 1.0 - size }
}

/// The share that is left after the counted cuts on one axis, and each counted cut as (measure, share left by it).
pub(super) fn left(
    cuts: &[Cut],
    share: fn(&Cut) -> f64,
    credit: &dyn Fn(usize) -> Credit,
    end: End,
) -> (f64, Vec<(usize, f64)>) {
    let size = |measure: usize| end.of(credit(measure));
    let factors: Vec<_> = cuts
        .iter()
        .enumerate()
        .map(|(at, cut)| (cut.measure, counts(cuts, at, &size, share)))
        .filter(|(_, left)| *left < 1.0)
        .collect();
    (factors.iter().map(|(_, left)| left).product(), factors)
}
