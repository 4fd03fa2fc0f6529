//! The order of recommendations.
//!
//! `P = sum over applied risks of (S_upper before - S_upper after this measure alone, verified) / cost`. Measures that
//! lift a failed gate go first, then the required set, then the rest by P; what is settled goes last. What a measure
//! needs stands before it; ties go by id.

use std::collections::BTreeSet;

use super::recommendation::{Recommendation, SETTLED};
use crate::core::assess::{Applies, Model, round2};

/// The score a measure takes off the upper end of all applied risks together, and the risks it lowers.
pub(super) fn drop(model: &Model<'_>, measure: usize) -> (f64, Vec<usize>) {
    let mut sum = 0.0;
    let mut lowered = Vec::new();
    for risk in (0..model.risks().len()).filter(|risk| model.touches(measure, *risk)) {
        if model.applies(risk) == Applies::No {
            continue;
        }
        let (before, after) = (model.current(risk).rating, model.verified(risk, &|at| at == measure).rating);
        let drop = before.score.hi - after.score.hi;
        if drop > 1e-9 || after.level_range[1] < before.level_range[1] {
            sum += drop.max(0.0);
            lowered.push(risk);
        }
    }
    (round2(sum), lowered)
}

/// Sorts, then moves what a measure needs in front of it.
pub(super) fn order(mut list: Vec<Recommendation>) -> Vec<Recommendation> {
    list.sort_by(|a, b| {
        a.rank_group().cmp(&b.rank_group()).then(b.priority.total_cmp(&a.priority)).then_with(|| a.id.cmp(&b.id))
    });
    // What is settled needs no place in front of anything.
    let mut placed: BTreeSet<String> =
        list.iter().filter(|item| item.rank_group() == SETTLED).map(|item| item.id.clone()).collect();
    let mut out = Vec::with_capacity(list.len());
    while !list.is_empty() {
        let item = list.remove(first_in_line(&list, &placed));
        placed.insert(item.id.clone());
        out.push(item);
    }
    out
}

/// The head of the line, or the first measure it needs that is not placed yet, transitively. The lint refuses circles;
/// should one get through, the walk ends after one round.
fn first_in_line(list: &[Recommendation], placed: &BTreeSet<String>) -> usize {
    let mut at = 0;
    for _ in 0..list.len() {
        let needed = list.get(at).and_then(|item| {
            let open = item.requires.iter().filter(|need| !placed.contains(*need));
            open.filter_map(|need| list.iter().position(|other| other.id == *need)).next()
        });
        match needed {
            Some(position) => at = position,
            None => return at,
        }
    }
    at
}
