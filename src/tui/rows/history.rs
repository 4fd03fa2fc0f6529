//! The history: what happened, when, by whom, newest first.

use super::{Row, Subject};
use crate::tui::{data::Entry, look::Role, state::Bench};

/// The rows.
#[must_use]
pub fn history(bench: &Bench) -> Vec<Row> {
    let mut rows = vec![
        Row::default().add(Role::Dim, "Library ").add(Role::Text, bench.sheet.assessment.library.version.as_str()).add(
            Role::Dim,
            format!("  method {}  as of {}", bench.sheet.assessment.method, bench.sheet.assessment.as_of),
        ),
    ];
    if bench.sheet.history.is_empty() {
        rows.push(Row::prose("Nothing has happened yet."));
    }
    rows.extend(bench.sheet.history.iter().rev().map(event_row));
    rows
}

fn event_row(entry: &Entry) -> Row {
    let at = entry.at.as_str();
    let (day, time) = (at.get(..10).unwrap_or(at), at.get(11..16).unwrap_or(""));
    Row::of(Subject::Event(entry.seq))
        .add(Role::Dim, format!("{:>4} {day} {time} ", entry.seq))
        .add(Role::Operator, format!("{} ", entry.who))
        .add(Role::Text, entry.text.as_str())
        .hang(5)
}
