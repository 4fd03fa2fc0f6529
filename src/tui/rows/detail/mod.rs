//! Everything about one thing, as rows to read; rows that stand for another thing can be opened.

mod fact;
mod item;
mod measure;
mod risk;
mod server;

use super::{Row, Subject};
use crate::core::{
    advise::ServerReport,
    library::{Library, Mappings},
};
use crate::tui::{
    look::{Glyphs, Role},
    state::Bench,
};

/// What a detail is made from.
#[derive(Clone, Copy)]
pub struct Ground<'a> {
    /// The consultation at hand, if one is open.
    pub bench: Option<&'a Bench>,
    /// The guidance.
    pub library: &'a Library,
    /// Signs.
    pub glyphs: Glyphs,
}

impl<'a> Ground<'a> {
    fn server(&self) -> Option<&'a ServerReport> {
        self.bench.and_then(Bench::report)
    }
}

/// The title and the rows.
#[must_use]
pub fn detail(subject: &Subject, ground: Ground<'_>) -> (String, Vec<Row>) {
    let nothing = || ("Detail".to_owned(), vec![Row::prose("There is nothing more to say about this.")]);
    match subject {
        Subject::Fact(key) | Subject::Question(key) => fact::fact(key, ground),
        Subject::Risk(id) => risk::risk(id, ground),
        Subject::Measure(id) => measure::measure(id, ground),
        Subject::Gate(id) => server::gate(id, ground),
        Subject::Verdict | Subject::Plan => server::verdict(ground),
        Subject::Setting => server::setting(ground),
        Subject::Notice(at) => server::notice(*at, ground),
        Subject::Event(seq) => server::event(*seq, ground),
        Subject::Item(id) => item::item(id, ground),
        Subject::None | Subject::Server(_) | Subject::Consultation(_) => None,
    }
    .unwrap_or_else(nothing)
}

/// A blank and a heading.
fn section(rows: &mut Vec<Row>, words: impl Into<String>) {
    if !rows.is_empty() {
        rows.push(Row::blank());
    }
    rows.push(Row::heading(words));
}

/// Entries of published frameworks.
fn mappings(rows: &mut Vec<Row>, mappings: &Mappings) {
    if mappings.is_empty() {
        return;
    }
    section(rows, "Where published frameworks have it");
    rows.extend(mappings.iter().map(|(name, entries)| super::labelled(name, 16, Role::Text, super::joined(entries))));
}
