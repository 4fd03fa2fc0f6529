//! One measure: why, how on the runtime at hand, how to check it, how to go back, what it costs.

use std::borrow::Cow;

use super::{Ground, mappings, section};
use crate::core::{
    advise::ServerReport,
    library::{
        Approach, Measure,
        condition::{Facts, Possible, Truth},
    },
    profile::Key,
};
use crate::tui::{
    look::Role,
    rows::{
        Row, Subject, joined, labelled, paragraphs, status_mark,
        tree::{area_word, phase_word},
    },
};

/// What a report says of the facts, for choosing among approaches.
struct Known<'a>(Option<&'a ServerReport>);

impl Facts for Known<'_> {
    fn possible(&self, key: &Key) -> Possible<'_> {
        self.0
            .and_then(|server| server.facts.iter().find(|fact| fact.key == *key))
            .and_then(|fact| fact.value.as_ref())
            .map_or(Possible::Any, |value| Possible::OneOf(Cow::Borrowed(std::slice::from_ref(value))))
    }
}

pub(super) fn measure(id: &str, ground: Ground<'_>) -> Option<(String, Vec<Row>)> {
    let item = ground.library.measure(id)?;
    let advised = ground.bench.and_then(|bench| bench.recommendations().iter().find(|one| one.id == id));
    let mut rows = vec![Row::prose(item.about.summary.as_str())];
    section(&mut rows, "Here");
    match advised {
        Some(one) => {
            let (role, mark) = status_mark(one.status, ground.glyphs);
            let until = one.until.map_or_else(String::new, |until| format!(" until {until}"));
            rows.push(labelled("Status", 10, role, format!("{mark} {}{until}", one.status.as_str())));
            for why in &one.because {
                rows.push(labelled("Because", 10, Role::Text, why.as_str()));
            }
            for risk in &one.reduces {
                rows.push(
                    Row::of(Subject::Risk(risk.clone()))
                        .add(Role::Dim, "Lowers    ")
                        .add(Role::Text, risk.as_str())
                        .hang(10),
                );
            }
        }
        None if ground.server().is_some() => rows.push(Row::prose("It is not advised for this server.")),
        None => rows.push(Row::prose("Open a consultation to see what it would do there.")),
    }
    for other in &item.requires {
        rows.push(
            Row::of(Subject::Measure(other.clone()))
                .add(Role::Dim, "Needs     ")
                .add(Role::Text, other.as_str())
                .hang(10),
        );
    }
    let effort = &item.effort;
    let words =
        format!("{:?}, {} to {} hours, disturbs: {:?}", effort.size, effort.hours.0, effort.hours.1, effort.disruption);
    rows.push(labelled(
        "Effort",
        10,
        Role::Text,
        words.to_lowercase().replacen(&format!("{:?}", effort.size).to_lowercase(), &format!("{:?}", effort.size), 1),
    ));
    if !effort.skills.is_empty() {
        rows.push(labelled("Skills", 10, Role::Text, joined(&effort.skills)));
    }
    rows.push(labelled(
        "Part of",
        10,
        Role::Text,
        format!("{}, {}", phase_word(item.phase).to_lowercase(), area_word(item.area)),
    ));
    section(&mut rows, "Why");
    rows.extend(paragraphs(Role::Text, item.why.as_str(), 0));
    how(item, ground, &mut rows);
    check(item, &mut rows);
    section(&mut rows, "How to go back");
    rows.extend(paragraphs(Role::Text, item.rollback.as_str(), 0));
    section(&mut rows, "What else it changes");
    rows.extend(paragraphs(Role::Text, item.side_effects.as_str(), 0));
    if !item.pitfalls.is_empty() {
        section(&mut rows, "What goes wrong");
        for one in &item.pitfalls {
            rows.push(
                Row::default().add(Role::Warn, "! ").add(Role::Text, one.as_str().replace('\n', " ")).hang(2).wrapped(),
            );
        }
    }
    mappings(&mut rows, &item.about.mappings);
    super::item::sources(&item.about, &mut rows);
    Some((item.about.title.to_string(), rows))
}

/// The ways that fit here in full, those that might with what they hang on, the others by name.
fn how(item: &Measure, ground: Ground<'_>, rows: &mut Vec<Row>) {
    let known = Known(ground.server());
    let fits = |approach: &Approach| approach.when.as_ref().map_or(Truth::True, |when| when.eval(&known));
    for (truth, words) in [(Truth::True, "How"), (Truth::Unknown, "How, if it is so here")] {
        for approach in item.approaches.iter().filter(|approach| fits(approach) == truth) {
            section(rows, format!("{words}: {}", approach.title));
            if let (Truth::Unknown, Some(when)) = (truth, &approach.when) {
                rows.push(labelled("hangs on", 10, Role::Unknown, when.as_str()));
            }
            steps(approach, rows);
        }
    }
    let others: Vec<_> =
        item.approaches.iter().filter(|approach| fits(approach).is_false()).map(|one| one.title.as_str()).collect();
    if !others.is_empty() {
        rows.push(Row::blank());
        rows.push(labelled("Elsewhere", 10, Role::Dim, others.join("; ")));
    }
}

fn steps(approach: &Approach, rows: &mut Vec<Row>) {
    for (at, step) in approach.steps.iter().enumerate() {
        rows.push(
            Row::default()
                .add(Role::Strong, format!("{:>2}. ", at + 1))
                .add(Role::Text, step.text.as_str().replace('\n', " "))
                .hang(4)
                .wrapped(),
        );
        if let Some(command) = &step.command {
            rows.extend(paragraphs(Role::Code, command.as_str(), 6));
        }
    }
    if let Some(tradeoffs) = &approach.tradeoffs {
        rows.push(labelled("Mind", 10, Role::Text, tradeoffs.as_str().replace('\n', " ")));
    }
}

fn check(item: &Measure, rows: &mut Vec<Row>) {
    section(rows, "How to check it");
    for check in &item.check {
        rows.push(Row::prose(check.ask.as_str()));
        rows.extend(paragraphs(Role::Code, check.how.as_str(), 2));
        rows.push(labelled("  expect", 10, Role::Text, check.expect.as_str().replace('\n', " ")));
        rows.push(labelled("  keep", 10, Role::Dim, check.evidence.as_str()));
    }
}
