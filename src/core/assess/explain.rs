//! The reasons behind a number: which fact moved which factor, which measure took how much away.

use serde::{Deserialize, Serialize};

use super::{
    Reading, View,
    base::Base,
    numbers::{apportion, round2},
    report::Because,
};
use crate::core::{
    library::{
        Axis, Condition, Risk,
        condition::{Facts as _, Possible},
    },
    profile::{Key, Value},
    text::Clean,
};

/// The part one measure has in the way from inherent to current, in points of the score.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The measure, or `remainder` for what no measure removes.
    pub measure: String,
    /// Points of the score; negative where it lowers.
    pub effect: f64,
}

/// The value of a key under the likely reading, where one is known or assumed.
pub(super) fn likely_value(key: &Key, view: View<'_>) -> Option<Value> {
    match view.read(Reading::Likely).possible(key) {
        Possible::OneOf(values) if values.len() == 1 => values.first().cloned(),
        _ => None,
    }
}

/// Who says so, in one word: a standing, `changed` for a what-if, `assumption` for a default, `unknown`.
fn said_by(key: &Key, view: View<'_>) -> &'static str {
    use crate::core::profile::Standing as S;
    if view.changed.contains_key(key) {
        return "changed";
    }
    match view.profile.fact(key.as_str()).map(crate::core::profile::Fact::standing) {
        Some(S::Operator) => "operator",
        Some(S::Observed) => "observed",
        Some(S::Claim) => "claim",
        Some(S::Assumption) => "assumption",
        None if likely_value(key, view).is_some() => "assumption",
        None => "unknown",
    }
}

/// `transport is stdio (observed)`.
fn fact_in_words(key: &Key, view: View<'_>) -> Option<String> {
    let value = likely_value(key, view)?;
    let title = view.library.fact(key.as_str()).map_or(key.as_str(), |declared| declared.title.as_str());
    Some(format!("{title}: {value} ({})", said_by(key, view)))
}

/// Every fact a condition asks for that is known, in words.
pub(super) fn facts_in_words(condition: &Condition, view: View<'_>) -> String {
    let words: Vec<_> = condition
        .keys()
        .into_iter()
        .filter(|key| !matches!(said_by(key, view), "unknown" | "assumption"))
        .filter_map(|key| fact_in_words(key, view))
        .collect();
    words.join("; ")
}

/// The keys of a condition that are not certain.
pub(super) fn unknown_keys(condition: &Condition, view: View<'_>) -> Vec<String> {
    let view = view.read(Reading::Certain);
    condition
        .keys()
        .into_iter()
        .filter(|key| match view.possible(key) {
            Possible::Any => true,
            Possible::OneOf(values) => values.len() != 1,
        })
        .map(ToString::to_string)
        .collect()
}

/// The reasons of a risk that applies: one entry for each factor, its effect in points of the likelihood or impact.
/// The effects of an axis add up to its likely value as printed.
pub(super) fn factors(base: &Base<'_>, view: View<'_>) -> Vec<Because> {
    let mut out = Vec::new();
    for (axis, whole) in [(Axis::Likelihood, base.likelihood.likely), (Axis::Impact, base.impact.likely)] {
        let counted: Vec<_> = base
            .factors
            .iter()
            .filter(|reading| {
                reading.factor.axis == axis
                    && (axis == Axis::Likelihood
                        || reading.factor.side.unwrap_or(crate::core::library::Side::Technical) == base.side)
            })
            .collect();
        let weights: f64 = counted.iter().map(|reading| f64::from(reading.weight)).sum();
        let parts: Vec<f64> =
            counted.iter().map(|reading| f64::from(reading.weight) * reading.span.likely / weights).collect();
        for (reading, effect) in counted.iter().zip(apportion(&parts, whole)) {
            let row = reading.factor.options.get(reading.row);
            let keys: Vec<&Key> = row
                .and_then(|row| row.when.as_ref())
                .map(Condition::keys)
                .filter(|keys| !keys.is_empty())
                .unwrap_or_else(|| {
                    reading
                        .factor
                        .options
                        .iter()
                        .filter_map(|row| row.when.as_ref())
                        .flat_map(Condition::keys)
                        .collect()
                });
            let mut seen = std::collections::BTreeSet::new();
            let words: Vec<_> =
                keys.iter().filter(|key| seen.insert(**key)).filter_map(|key| fact_in_words(key, view)).collect();
            let fact = keys.iter().find(|key| likely_value(key, view).is_some()).or(keys.first());
            let text = row.map_or("", |row| row.text.as_str());
            let open = if reading.span.lo < reading.span.hi {
                format!(" (open: {} to {})", reading.span.lo, reading.span.hi)
            } else {
                String::new()
            };
            out.push(Because {
                fact: fact.map_or_else(Clean::default, |key| Clean::new(key.as_str())),
                value: fact.and_then(|key| likely_value(key, view)),
                factor: Some(reading.factor.id.clone()),
                axis: Some(axis),
                effect,
                text: Clean::new(&format!("{}: {text}{open} [{}]", reading.factor.title, words.join("; "))),
            });
        }
    }
    out
}

/// Why a risk does not exist here, or what it hangs on.
pub(super) fn presence(risk: &Risk, view: View<'_>, excluded: bool) -> Vec<Because> {
    let keys = risk.applies.keys();
    let text = if excluded {
        risk.excluded.to_string()
    } else {
        format!("Whether this risk exists here hangs on: {}.", unknown_keys(&risk.applies, view).join(", "))
    };
    let known: Vec<_> = keys.iter().filter(|key| excluded == likely_value(key, view).is_some()).collect();
    let shown = if known.is_empty() { keys.iter().collect() } else { known };
    shown
        .into_iter()
        .enumerate()
        .map(|(at, key)| {
            let words = fact_in_words(key, view).map_or(String::new(), |words| format!("[{words}]"));
            // The sentence stands once; each fact it rests on has an entry of its own.
            let text = if at == 0 { format!("{text} {words}") } else { words };
            Because {
                fact: Clean::new(key.as_str()),
                value: likely_value(key, view),
                factor: None,
                axis: None,
                effect: 0.0,
                text: Clean::new(text.trim()),
            }
        })
        .collect()
}

/// The logarithmic mean of two positive numbers.
fn log_mean(a: f64, b: f64) -> f64 {
    if (a - b).abs() < 1e-12 { a } else { (a - b) / (a.ln() - b.ln()) }
}

/// Splits the way from `before` to `after` over factors that multiply (additive LMDI-I decomposition, Ang 2004): each
/// part is the log-mean times the logarithm of its factor; independent of order, and the parts add up exactly. What
/// the factors do not explain is the remainder. Parts are rounded so that they add up to the printed difference.
pub(super) fn split(before: f64, after: f64, factors: &[(String, f64)]) -> Vec<Part> {
    if before <= 0.0 || after <= 0.0 {
        return Vec::new();
    }
    let mean = log_mean(before, after);
    let mut names: Vec<String> = Vec::new();
    let mut parts: Vec<f64> = Vec::new();
    for (name, left) in factors {
        let effect = mean * left.ln();
        match names.iter().position(|known| known == name) {
            Some(at) => parts[at] += effect,
            None => {
                names.push(name.clone());
                parts.push(effect);
            }
        }
    }
    let rest = (after - before) - parts.iter().sum::<f64>();
    if rest > 0.005 {
        names.push("remainder".to_owned());
        parts.push(rest);
    }
    let whole = round2(round2(after) - round2(before));
    names.into_iter().zip(apportion(&parts, whole)).map(|(measure, effect)| Part { measure, effect }).collect()
}
