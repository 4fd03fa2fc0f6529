//! From a risk and a matrix to linear conditions on the measures.
//!
//! In logarithms the cuts of measures add up: measures that take shares `c` of a likelihood `L` lower `ln L` by the
//! sum of `-ln(1 - c)`. The cells of a matrix within the appetite form a staircase; each of its corners asks for a
//! sum on either axis. The convex hull of what the corners leave open is a set of linear conditions: one for each
//! axis alone, and one for each edge of the hull.

use super::Row;
use crate::core::library::{Bands, Level, Matrix};

/// Relaxes what rounding in the last place could decide.
const LOOSE: f64 = 1e-7;

/// Necessary conditions for `target`: every set that brings the level to `appetite` satisfies them.
///
/// `l_hi` and `i_hi` are likelihood and impact (0 to 9) without the measures in question, `remainder` the share of
/// the likelihood that no measure removes. `cuts` are a measure, and the shares (0 to 1) it takes of likelihood and
/// of impact when fully credited; several entries of one measure add up, and so do those of a redundancy group, which
/// only weakens the conditions. `wild` are measures that change facts: each may satisfy the target alone. Values are
/// taken to be rounded to two decimals before they are banded.
///
/// Where no cell can be reached and nothing is wild, the one row has no parts and cannot be met.
#[must_use]
#[allow(clippy::too_many_arguments, reason = "a risk has as many sides")]
pub fn risk_rows(
    target: usize,
    l_hi: f64,
    i_hi: f64,
    remainder: f64,
    matrix: &Matrix,
    appetite: Level,
    cuts: &[(usize, f64, f64)],
    wild: &[usize],
) -> Vec<Row> {
    let log = |share: f64| if share >= 1.0 { f64::INFINITY } else { -(-share.max(0.0)).ln_1p() };
    let parts: Vec<(usize, f64, f64)> =
        cuts.iter().filter(|cut| !wild.contains(&cut.0)).map(|cut| (cut.0, log(cut.1), log(cut.2))).collect();
    let most_likelihood = parts.iter().map(|part| part.1).sum::<f64>().min(log(1.0 - remainder)) + LOOSE;
    let most_impact = parts.iter().map(|part| part.2).sum::<f64>() + LOOSE;
    let corners = hull(corners(l_hi, i_hi, matrix, appetite, most_likelihood, most_impact));
    let row = |a: f64, b: f64, need: f64| {
        let mut all: Vec<(usize, f64)> = parts
            .iter()
            .map(|(measure, likelihood, impact)| {
                // Zero times infinity is nothing asked, not nothing known.
                let side = |weight: f64, log: f64| if weight == 0.0 { 0.0 } else { weight * log };
                (*measure, (side(a, *likelihood) + side(b, *impact)).min(need))
            })
            .filter(|(_, part)| *part > 0.0)
            .collect();
        all.extend(wild.iter().map(|measure| (*measure, need)));
        Row { target, parts: all, need }
    };
    let (Some(first), Some(last)) = (corners.first(), corners.last()) else { return vec![row(0.0, 0.0, 1.0)] };
    let mut rows = Vec::new();
    if first.0 > 0.0 {
        rows.push(row(1.0, 0.0, first.0));
    }
    if last.1 > 0.0 {
        rows.push(row(0.0, 1.0, last.1));
    }
    for pair in corners.windows(2) {
        let (a, b) = (pair[0].1 - pair[1].1, pair[1].0 - pair[0].0);
        let scale = a.max(b);
        rows.push(row(a / scale, b / scale, (a * pair[0].0 + b * pair[0].1) / scale));
    }
    rows
}

/// What each corner of the staircase asks of likelihood and impact, in logarithms, by rising likelihood.
fn corners(
    l_hi: f64,
    i_hi: f64,
    matrix: &Matrix,
    appetite: Level,
    most_likelihood: f64,
    most_impact: f64,
) -> Vec<(f64, f64)> {
    let mut found: Vec<(f64, f64)> = Vec::new();
    for (row, levels) in matrix.grid.iter().enumerate() {
        for (column, at) in levels.iter().enumerate() {
            let fits = matrix.levels.get(*at).is_some_and(|named| named.level <= appetite);
            let (likelihood, impact) = (asked(&matrix.likelihood, row, l_hi), asked(&matrix.impact, column, i_hi));
            let finite = likelihood.is_finite() && impact.is_finite();
            if fits && finite && likelihood <= most_likelihood && impact <= most_impact {
                found.push((likelihood, impact));
            }
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    // Only what asks less of impact for more of likelihood is a corner.
    let mut corners: Vec<(f64, f64)> = Vec::new();
    for corner in found {
        if corners.last().is_none_or(|last| corner.1 < last.1) {
            corners.push(corner);
        }
    }
    corners
}

/// By how much the logarithm of a value must fall for its rounded form to lie in a band or below.
fn asked(bands: &Bands, band: usize, value: f64) -> f64 {
    let Some(cut) = bands.cuts.get(band) else { return 0.0 };
    // The largest value of two decimals below the cut, and what is rounded to it.
    let below = ((cut * 100.0 - 1e-6).ceil() - 1.0) / 100.0;
    let limit = below + 0.005 + 1e-9;
    if value <= limit {
        0.0
    } else if limit <= 0.0 {
        f64::INFINITY
    } else {
        ((value / limit).ln() - LOOSE).max(0.0)
    }
}

/// The corners that the lower left convex hull keeps.
fn hull(corners: Vec<(f64, f64)>) -> Vec<(f64, f64)> {
    let mut kept: Vec<(f64, f64)> = Vec::new();
    for corner in corners {
        while let [.., a, b] = kept[..] {
            if (b.0 - a.0) * (corner.1 - a.1) - (b.1 - a.1) * (corner.0 - a.0) > 0.0 {
                break;
            }
            kept.pop();
        }
        kept.push(corner);
    }
    kept
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::core::{library::NamedLevel, text::Clean};

    fn matrix(grid: &[&str], likelihood: &[f64], impact: &[f64]) -> Matrix {
        let bands = |cuts: &[f64]| Bands {
            labels: (0..=cuts.len()).map(|at| Clean::new(&at.to_string())).collect(),
            cuts: cuts.to_vec(),
        };
        let matrix = Matrix {
            id: "matrix-test".into(),
            title: Clean::new("test"),
            summary: Clean::new("test"),
            source: Clean::new("test"),
            likelihood: bands(likelihood),
            impact: bands(impact),
            levels: Level::ALL.map(|level| NamedLevel { name: Clean::new(level.as_str()), level }).to_vec(),
            grid: grid.iter().map(|row| row.bytes().map(|digit| usize::from(digit - b'0')).collect()).collect(),
        };
        matrix.check().unwrap();
        matrix
    }

    fn matrices() -> Vec<Matrix> {
        let even = [1.8, 3.6, 5.4, 7.2];
        vec![
            matrix(&["00112", "01123", "11233", "12334", "12344"], &even, &even),
            matrix(&["00111", "01122", "11233", "12334", "23344"], &even, &even),
            matrix(&["0012", "0123", "1234"], &[2.505, 6.0], &[1.5, 4.25, 7.0]),
            matrix(&["123", "234", "344"], &[3.0, 6.0], &[3.0, 6.0]),
        ]
    }

    fn hundredths(from: u32, to: u32) -> impl Strategy<Value = f64> {
        (from..=to).prop_map(|hundredths| f64::from(hundredths) / 100.0)
    }

    fn round(value: f64) -> f64 {
        (value * 100.0).round() / 100.0
    }

    proptest! {
        /// A set that the matrix accepts satisfies every row.
        #[test]
        fn rows_are_necessary(
            which in 0usize..4,
            appetite in prop::sample::select(&Level::ALL[..4]),
            (l, i) in (hundredths(0, 900), hundredths(0, 900)),
            remainder in prop::sample::select(vec![0.0, 0.2, 0.5]),
            shares in prop::collection::vec((hundredths(0, 95), hundredths(0, 95)), 0..8),
        ) {
            let matrix = &matrices()[which];
            let cuts: Vec<_> = shares.iter().enumerate().map(|(at, (l, i))| (at, *l, *i)).collect();
            let rows = risk_rows(7, l, i, remainder, matrix, appetite, &cuts, &[]);
            for bits in 0u32..1 << cuts.len() {
                let taken = || cuts.iter().filter(|cut| bits >> cut.0 & 1 == 1);
                let left = taken().fold(l, |left, cut| left * (1.0 - cut.1)).max(l * remainder);
                let impact = taken().fold(i, |left, cut| left * (1.0 - cut.2));
                if matrix.level(round(left), round(impact)) <= appetite {
                    for row in &rows {
                        let sum: f64 = row.parts.iter().filter(|(at, _)| bits >> at & 1 == 1).map(|(_, part)| part).sum();
                        prop_assert!(row.target == 7 && sum >= row.need - 1e-9, "{row:?} loses a good set, {sum}");
                    }
                }
            }
        }
    }

    #[test]
    fn rows_say_what_is_needed() {
        let matrix = &matrices()[0];
        // From 8 x 8 the corners of medium are: both below 5.4, or likelihood below 3.6 or impact below 3.6 ...
        let cuts = [(0, 0.7, 0.0), (1, 0.0, 0.7), (2, 0.4, 0.4)];
        let rows = risk_rows(0, 8.0, 8.0, 0.0, matrix, Level::Medium, &cuts, &[]);
        let holds = |set: &[usize]| {
            rows.iter().all(|row| {
                row.parts.iter().filter(|(at, _)| set.contains(at)).map(|(_, part)| part).sum::<f64>() >= row.need
            })
        };
        assert!(holds(&[2]) && holds(&[0, 1]) && !holds(&[]), "{rows:?}");
        // Within the appetite from the start nothing is asked.
        assert_eq!(risk_rows(0, 3.0, 3.0, 0.2, matrix, Level::Medium, &cuts, &[]), []);
        // Halving the likelihood of 8 is not enough where only the likelihood can fall: the need shows it.
        let rows = risk_rows(0, 8.0, 8.9, 0.0, matrix, Level::Low, &[(0, 0.5, 0.0)], &[]);
        assert!(rows.iter().all(|row| row.parts.is_empty() && row.need > 0.0) && !rows.is_empty(), "{rows:?}");
        // A remainder puts cells out of reach.
        let deep = [(0, 0.95, 0.0)];
        assert_eq!(risk_rows(0, 9.0, 9.0, 0.5, matrix, Level::Low, &deep, &[])[0].parts, []);
        // What changes a fact satisfies each row alone.
        for row in risk_rows(0, 9.0, 9.0, 0.5, matrix, Level::Low, &deep, &[4]) {
            assert!(row.parts.iter().any(|(at, part)| *at == 4 && *part >= row.need));
        }
    }
}
