//! What a library covers, in figures.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

use crate::core::library::{About, Area, Item, Kind, Library, Phase};

/// The framework whose coverage is counted entry by entry.
const OWASP_MCP: &str = "owasp-mcp";

/// Counts a library: items by kind, coverage of the OWASP MCP Top 10, measures by area and phase, the share of
/// measures that say how to check them (0 to 1, two decimals), and items by review state.
#[must_use]
pub fn stats(library: &Library) -> Value {
    let kinds: Map<String, Value> =
        library.counts().into_iter().map(|(kind, count)| (kind.as_str().to_owned(), json!(count))).collect();
    json!({
        "kinds": kinds,
        "owasp_mcp": owasp(library),
        "areas": areas(library),
        "phases": phases(library),
        "measures_with_check": with_check(library),
        "review": review(library),
    })
}

/// All ten entries are listed, so that one nobody covers stands there with zeros.
fn owasp(library: &Library) -> Value {
    let mut entries: BTreeMap<String, (usize, usize)> =
        (1..=10).map(|number| (format!("MCP{number:02}"), (0, 0))).collect();
    let mapped = |about: &About| -> BTreeSet<String> {
        about.mappings.get(OWASP_MCP).into_iter().flatten().map(ToString::to_string).collect()
    };
    for item in library.items() {
        let Some(about) = item.about() else { continue };
        for entry in mapped(about) {
            let counts = entries.entry(entry).or_default();
            match item.kind() {
                Kind::Risk => counts.0 += 1,
                Kind::Measure => counts.1 += 1,
                _ => {}
            }
        }
    }
    let counted =
        entries.into_iter().map(|(id, (risks, measures))| (id, json!({"risks": risks, "measures": measures})));
    Value::Object(counted.collect())
}

fn areas(library: &Library) -> Value {
    const ALL: [Area; 10] = [
        Area::Containerization,
        Area::Network,
        Area::Authentication,
        Area::Monitoring,
        Area::Configuration,
        Area::Risk,
        Area::Change,
        Area::Incident,
        Area::Maintenance,
        Area::Documentation,
    ];
    let count = |area: Area| library.measures().filter(|measure| measure.area == area).count();
    Value::Object(ALL.into_iter().filter_map(|area| Some((word(&area)?, json!(count(area))))).collect())
}

fn phases(library: &Library) -> Value {
    let count = |phase: Phase| library.measures().filter(|measure| measure.phase == phase).count();
    let all = [Phase::Assess, Phase::Deploy, Phase::Operate];
    Value::Object(all.into_iter().filter_map(|phase| Some((word(&phase)?, json!(count(phase))))).collect())
}

fn review(library: &Library) -> Value {
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    for state in library.items().filter_map(Item::about).filter_map(|about| word(&about.review.state)) {
        *states.entry(state).or_insert(0) += 1;
    }
    json!(states)
}

fn with_check(library: &Library) -> f64 {
    let all = library.measures().count();
    if all == 0 {
        return 0.0;
    }
    let checked = library.measures().filter(|measure| !measure.check.is_empty()).count();
    // Counts of items stay far below the range where a double loses whole numbers.
    (checked as f64 / all as f64 * 100.0).round() / 100.0
}

/// The word that stands for a value in files.
fn word<T: serde::Serialize>(value: &T) -> Option<String> {
    serde_json::to_value(value).ok()?.as_str().map(str::to_owned)
}
