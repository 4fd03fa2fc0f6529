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

/// The share that is left after the counted cuts on one axis, and each counted cut as (measure, share left by it).
pub(super) fn left(
    cuts: &[Cut],
    share: impl Fn(&Cut) -> f64,
    credit: &dyn Fn(usize) -> Credit,
    end: End,
) -> (f64, Vec<(usize, f64)>) {
    let counted = |cut: &Cut| end.of(credit(cut.measure)) * share(cut);
    let mut factors = Vec::new();
    for (at, cut) in cuts.iter().enumerate() {
        let size = counted(cut);
        if size <= 0.0 {
            continue;
        }
        // In a group only the largest credited cut counts; of equals the first.
        let beaten = cut.group.is_some()
            && cuts.iter().enumerate().any(|(other_at, other)| {
                other.group == cut.group && other_at != at && {
                    let other_size = counted(other);
                    other_size > size || (other_size == size && other_at < at)
                }
            });
        if !beaten {
            factors.push((cut.measure, 1.0 - size));
        }
    }
    (factors.iter().map(|(_, left)| left).product(), factors)
}
