//! One risk before any measure: whether it exists here, its likelihood and impact, and the floors that stand.

use super::{Reading, Span, View, factor, numbers::round2};
use crate::core::library::{Axis, FactorDef, Floor, Level, Library, Risk, Side, condition::Truth};

/// A factor as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct FactorReading<'a> {
    /// The factor.
    pub factor: &'a FactorDef,
    /// Its weight in this risk.
    pub weight: u8,
    /// The values still reachable.
    pub span: Span,
    /// The index of the likely row.
    pub row: usize,
}

/// A floor as it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct FloorReading<'a> {
    /// The floor.
    pub floor: &'a Floor,
    /// Whether it stands for certain, not at all, or perhaps.
    pub stands: Truth,
    /// Whether it likely stands.
    pub likely: bool,
}

/// A risk before any measure.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Base<'a> {
    /// Whether the risk exists here; a claim may settle it upward, never downward.
    pub applies: Truth,
    /// Whether it likely exists.
    pub likely: bool,
    pub likelihood: Span,
    pub impact: Span,
    pub factors: Vec<FactorReading<'a>>,
    pub floors: Vec<FloorReading<'a>>,
    /// The side whose mean gave the likely impact.
    pub side: Side,
}

/// A condition that a claim may turn on but never off.
pub(super) fn raised(condition: &crate::core::library::Condition, view: View<'_>) -> Truth {
    match condition.eval(&view.read(Reading::Certain)) {
        Truth::Unknown if condition.eval(&view.read(Reading::Claimed)).is_true() => Truth::True,
        truth => truth,
    }
}

fn mean<'r>(factors: impl Iterator<Item = &'r FactorReading<'r>>) -> Option<Span> {
    let (mut sum, mut weights) = (Span::default(), 0.0);
    for reading in factors {
        let weight = f64::from(reading.weight);
        sum = sum.zip(reading.span, |sum, value| sum + weight * value);
        weights += weight;
    }
    (weights > 0.0).then(|| sum.map(|sum| sum / weights))
}

pub(super) fn read<'a>(risk: &'a Risk, library: &'a Library, view: View<'_>) -> Base<'a> {
    let factors: Vec<_> = risk
        .factors
        .iter()
        .filter_map(|used| {
            let factor = library.factor_of(risk, &used.factor)?;
            let reached = factor::reach(factor, view);
            Some(FactorReading { factor, weight: used.weight, span: reached.span, row: reached.row })
        })
        .collect();
    let of = |axis: Axis, side: Option<Side>| {
        mean(factors.iter().filter(move |reading| {
            reading.factor.axis == axis
                && (side.is_none() || reading.factor.side.unwrap_or(Side::Technical) == side.unwrap_or(Side::Technical))
        }))
    };
    let likelihood = of(Axis::Likelihood, None).unwrap_or_default().map(round2);
    let technical = of(Axis::Impact, Some(Side::Technical)).unwrap_or_default();
    let business = of(Axis::Impact, Some(Side::Business)).unwrap_or_default();
    let impact = technical.zip(business, f64::max).map(round2);
    let side = if business.likely > technical.likely { Side::Business } else { Side::Technical };
    let floors = risk
        .floors
        .iter()
        .map(|floor| FloorReading {
            floor,
            stands: raised(&floor.when, view),
            likely: floor.when.eval(&view.read(Reading::Likely)).is_true(),
        })
        .collect();
    let applies = raised(&risk.applies, view);
    let likely = match risk.applies.eval(&view.read(Reading::Likely)) {
        Truth::True => true,
        Truth::False => false,
        // Nobody even assumes: count it in rather than out.
        Truth::Unknown => true,
    };
    Base {
        applies,
        likely: applies.is_true() || (likely && !applies.is_false()),
        likelihood,
        impact,
        factors,
        floors,
        side,
    }
}

/// The lower of two truths, where False is lowest.
fn lower(a: Truth, b: Truth) -> Truth {
    let rank = |truth| match truth {
        Truth::False => 0,
        Truth::Unknown => 1,
        Truth::True => 2,
    };
    if rank(a) <= rank(b) { a } else { b }
}

impl Base<'_> {
    /// Point by point the lower of the two, so that no measure ever raises a risk.
    pub fn lowered_by(&mut self, other: &Self) {
        self.applies = lower(self.applies, other.applies);
        self.likely &= other.likely;
        self.likelihood = self.likelihood.zip(other.likelihood, f64::min);
        self.impact = self.impact.zip(other.impact, f64::min);
        for (mine, theirs) in self.floors.iter_mut().zip(&other.floors) {
            mine.stands = lower(mine.stands, theirs.stands);
            mine.likely &= theirs.likely;
        }
    }

    /// The highest floor that may still stand; `lifted` tells which measures are verified.
    pub fn floor(&self, certainty: Certainty, lifted: &dyn Fn(&str) -> bool) -> Level {
        self.floors
            .iter()
            .filter(|reading| match certainty {
                Certainty::Sure => reading.stands.is_true(),
                Certainty::Likely => reading.likely,
                Certainty::Possible => !reading.stands.is_false(),
            })
            .filter(|reading| !reading.floor.lifted_by.iter().any(|measure| lifted(measure)))
            .map(|reading| reading.floor.level)
            .max()
            .unwrap_or(Level::Note)
    }
}

/// The end of the range a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Certainty {
    Sure,
    Likely,
    Possible,
}
