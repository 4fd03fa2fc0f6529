//! Intervals, rounding and parts that add up.

use serde::{Deserialize, Serialize};

/// Best, likely and worst, on one scale; `lo <= likely <= hi`. Written as `[lo, likely, hi]`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(from = "[f64; 3]", into = "[f64; 3]")]
pub struct Span {
    /// The best that is still possible.
    pub lo: f64,
    /// What is likely.
    pub likely: f64,
    /// The worst that is still possible.
    pub hi: f64,
}

impl From<[f64; 3]> for Span {
    fn from([lo, likely, hi]: [f64; 3]) -> Self {
        Self { lo, likely, hi }
    }
}
impl From<Span> for [f64; 3] {
    fn from(span: Span) -> Self {
        [round2(span.lo), round2(span.likely), round2(span.hi)]
    }
}

impl Span {
    /// The same value at all three points.
    #[must_use]
    pub fn point(value: f64) -> Self {
        Self { lo: value, likely: value, hi: value }
    }
    /// Each point changed by itself.
    #[must_use]
    pub fn map(self, f: impl Fn(f64) -> f64) -> Self {
        Self { lo: f(self.lo), likely: f(self.likely), hi: f(self.hi) }
    }
    /// Point by point.
    #[must_use]
    pub fn zip(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        Self { lo: f(self.lo, other.lo), likely: f(self.likely, other.likely), hi: f(self.hi, other.hi) }
    }
}

/// Rounds to two decimals, half away from zero. The small nudge keeps decimal halves such as 1.005, which binary
/// fractions store a hair too low, on the side a reader expects.
#[must_use]
pub fn round2(value: f64) -> f64 {
    let scaled = value * 100.0;
    let rounded = (scaled + scaled.signum() * 1e-9).round() / 100.0;
    // Never print a negative zero.
    if rounded == 0.0 { 0.0 } else { rounded }
}

/// `S = 100 * (L / 9) * (I / 9)`, 0 to 100. It orders risks within a level and nothing else.
#[must_use]
pub fn score(likelihood: f64, impact: f64) -> f64 {
    100.0 * (likelihood / 9.0) * (impact / 9.0)
}

/// Rounds parts to two decimals so that they add up to `whole`, itself a number of two decimals: the largest
/// remainders take the missing hundredths (Hamilton's method), ties by position.
#[must_use]
pub fn apportion(parts: &[f64], whole: f64) -> Vec<f64> {
    #[allow(clippy::cast_possible_truncation, reason = "values are below one million")]
    let hundredths = |value: f64| (value * 100.0).round() as i64;
    let floors: Vec<f64> = parts.iter().map(|part| (part * 100.0 + 1e-9).floor()).collect();
    #[allow(clippy::cast_possible_truncation, reason = "values are below one million")]
    let mut out: Vec<i64> = floors.iter().map(|floor| *floor as i64).collect();
    let mut missing = hundredths(whole) - out.iter().sum::<i64>();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by(|a, b| {
        let rest = |at: usize| parts[at] * 100.0 - floors[at];
        rest(*b).total_cmp(&rest(*a)).then(a.cmp(b))
    });
    while missing != 0 && !order.is_empty() {
        for at in if missing > 0 { order.clone() } else { order.iter().rev().copied().collect() } {
            if missing == 0 {
                break;
            }
            out[at] += missing.signum();
            missing -= missing.signum();
        }
    }
    #[allow(clippy::cast_precision_loss, reason = "values are below one million")]
    out.into_iter().map(|value| value as f64 / 100.0).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rounds_decimal_halves_up() {
        assert_eq!(round2(4.375), 4.38);
        assert_eq!(round2(1.005), 1.01);
        assert_eq!(round2(-0.001).to_string(), "0");
    }

    proptest! {
        #[test]
        fn parts_add_up_to_the_printed_whole(parts in prop::collection::vec(-20.0..20.0f64, 1..12)) {
            let whole = round2(parts.iter().sum());
            let shown = apportion(&parts, whole);
            prop_assert_eq!(round2(shown.iter().sum()), whole);
            for (part, shown) in parts.iter().zip(&shown) {
                prop_assert!((part - shown).abs() < 0.0201, "{} shown as {}", part, shown);
            }
        }
    }
}
