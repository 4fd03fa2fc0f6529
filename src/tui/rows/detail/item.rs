//! An item of the library that has no screen of its own: gate, factor, matrix, scenario, term.

use super::{Ground, mappings, section};
use crate::core::library::{About, Item, ReviewState};
use crate::tui::{
    look::Role,
    rows::{Row, Subject, joined, labelled},
};

pub(super) fn item(id: &str, ground: Ground<'_>) -> Option<(String, Vec<Row>)> {
    let item = ground.library.get(id)?;
    let mut rows = vec![Row::prose(item.summary())];
    match item {
        Item::Fact(fact) => return super::fact::fact(&fact.key, ground),
        Item::Risk(_) => return super::risk::risk(item.id(), ground),
        Item::Measure(_) => return super::measure::measure(item.id(), ground),
        Item::Gate(gate) => {
            rows.push(labelled("Fails when", 12, Role::Code, gate.fails.as_str()));
            for id in &gate.lifted_by {
                rows.push(
                    Row::of(Subject::Measure(id.clone())).add(Role::Dim, "Lifted by   ").add(Role::Text, id.as_str()),
                );
            }
        }
        Item::Scenario(scenario) => {
            section(&mut rows, "Always due");
            for id in &scenario.required {
                rows.push(
                    Row::of(Subject::Measure(id.clone())).add(Role::Warn, "! ").add(Role::Text, id.as_str()).hang(2),
                );
            }
            if !scenario.assumptions.is_empty() {
                section(&mut rows, "Assumed while nobody said otherwise");
                for (key, value) in &scenario.assumptions {
                    rows.push(
                        Row::of(Subject::Fact(key.clone()))
                            .add(Role::Assumption, "* ")
                            .add(Role::Text, format!("{key}: {value}")),
                    );
                }
            }
            rows.push(Row::blank());
            rows.push(labelled("Look again", 12, Role::Text, scenario.review_rhythm.as_str()));
        }
        Item::Term(term) => {
            if !term.also.is_empty() {
                rows.push(labelled("Also", 12, Role::Text, joined(&term.also)));
            }
            for id in &term.see {
                rows.push(
                    Row::of(Subject::Item(id.clone())).add(Role::Dim, "See         ").add(Role::Text, id.as_str()),
                );
            }
        }
        Item::Matrix(matrix) => {
            rows.push(labelled("Source", 12, Role::Text, matrix.source.as_str()));
            for (row, label) in matrix.grid.iter().zip(&matrix.likelihood.labels).rev() {
                let words: Vec<_> = row
                    .iter()
                    .filter_map(|level| matrix.levels.get(*level))
                    .map(|named| format!("{:<12}", named.name.as_str()))
                    .collect();
                rows.push(labelled(&format!("{label} "), 14, Role::Text, words.concat()));
            }
            rows.push(labelled(
                "impact",
                14,
                Role::Dim,
                matrix.impact.labels.iter().map(|label| format!("{label:<12}")).collect::<String>(),
            ));
        }
        Item::Factor(_) => {}
    }
    if let Some(about) = item.about() {
        mappings(&mut rows, &about.mappings);
        sources(about, &mut rows);
    }
    Some((format!("{}: {}", item.kind().as_str(), item.title()), rows))
}

/// What an item rests on and how far it was looked over.
pub(super) fn sources(about: &About, rows: &mut Vec<Row>) {
    if !about.sources.is_empty() {
        section(rows, "What it rests on");
        for source in &about.sources {
            rows.push(Row::prose(format!("{}, read {}", source.title, source.accessed)));
            rows.push(Row::default().add(Role::Dim, format!("  {}", source.url)).hang(2).wrapped());
        }
    }
    rows.push(Row::blank());
    let state = match about.review.state {
        ReviewState::Draft => "a draft",
        ReviewState::SelfChecked => "read again by its author",
        ReviewState::Reviewed => "reviewed",
        ReviewState::Stale => "past its date",
        ReviewState::Deprecated => "no longer advised",
    };
    let words =
        format!("{} since {}, {state} on {}, next {}", about.id, about.since, about.review.on, about.review.next);
    rows.push(Row::default().add(Role::Dim, words).wrapped());
}
