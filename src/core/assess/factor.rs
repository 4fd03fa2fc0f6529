//! Option tables over facts that may be unknown.

use super::{Reading, Span, View};
use crate::core::library::{FactorDef, FactorOption, condition::Truth};

/// A factor read from a profile.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reached {
    /// The values still reachable.
    pub span: Span,
    /// The row that is likely.
    pub row: usize,
}

/// The rows a reading leaves open: a row that may hold, up to and with the first that holds for certain.
fn reachable<'a>(options: &'a [FactorOption], view: &'a View<'_>) -> impl Iterator<Item = (usize, u8)> + 'a {
    let mut closed = false;
    options.iter().enumerate().filter_map(move |(at, option)| {
        if closed {
            return None;
        }
        let truth = option.when.as_ref().map_or(Truth::True, |when| when.eval(view));
        closed = truth.is_true();
        (!truth.is_false()).then_some((at, option.value))
    })
}

/// Reads a factor. The upper end is open to whatever is not certain; the lower end rises to what is claimed.
pub(super) fn reach(factor: &FactorDef, view: View<'_>) -> Reached {
    let view = &view;
    let certain = view.read(Reading::Certain);
    let claimed = view.read(Reading::Claimed);
    let likely = view.read(Reading::Likely);
    let hi = reachable(&factor.options, &certain).map(|(_, value)| value).max().unwrap_or(0);
    let lo = reachable(&factor.options, &claimed).map(|(_, value)| value).min().unwrap_or(0);
    let sure = |option: &FactorOption| option.when.as_ref().is_none_or(|when| when.eval(&likely).is_true());
    let row = factor.options.iter().position(sure).unwrap_or(factor.options.len().saturating_sub(1));
    let at = factor.options.get(row).map_or(0, |option| option.value);
    // Where claims contradict each other the likely row can fall outside what they leave open.
    let at = at.clamp(lo.min(hi), hi);
    Reached { span: Span { lo: f64::from(lo.min(hi)), likely: f64::from(at), hi: f64::from(hi) }, row }
}
