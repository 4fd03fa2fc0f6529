//! Search over the library: as you type, best first, forgiving slips.
//!
//! A query is split on white space and every word must be found. A word is looked for in two ways: letter by letter in
//! what is short (title, id, topics, mappings, other spellings; `short`), and as a word, a beginning of one or a
//! mistyped one in everything (`text`). One ranking joins the two; a query that is the very id or mapping of an item
//! puts that item first. The same query over the same library always gives the same list.

mod marks;
mod short;
mod text;
mod typo;
mod words;

use super::{Item, Kind, Library};
pub use typo::{distance, nearest};

use self::{
    short::{Fuzzy, Short},
    text::Text,
    words::{Query, Word},
};

/// An item that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit<'a> {
    /// The item.
    pub item: &'a Item,
    /// Its rank: higher is better; only the order within one list means something.
    pub score: i64,
    /// Byte ranges of the title that matched, ascending and apart.
    pub matched: Vec<(usize, usize)>,
}

/// What a query is compared with, built once from a library.
#[derive(Clone, Debug)]
pub struct Index {
    /// Sorted by kind, then id.
    items: Vec<Item>,
    /// One for each item.
    short: Vec<Short>,
    text: Text,
}

/// How much a letter-by-letter match counts beside a match in the text.
const SHORT: f64 = 1.5;
/// What the whole query in a row in the title multiplies the score by.
const IN_A_ROW: f64 = 1.5;
/// Lies above every score that words can reach.
const EXACT: f64 = 1_000.0;

impl Index {
    /// Builds the index.
    #[must_use]
    pub fn new(library: &Library) -> Self {
        let mut items: Vec<Item> = library.items().cloned().collect();
        items.sort_by(|a, b| (a.kind(), a.id()).cmp(&(b.kind(), b.id())));
        let short = items.iter().map(Short::new).collect();
        let text = Text::new(&items);
        Self { items, short, text }
    }

    /// The best `limit` items, of one kind or of any. An empty query lists all by kind and id.
    #[must_use]
    pub fn search(&self, query: &str, limit: usize, kind: Option<Kind>) -> Vec<Hit<'_>> {
        let query = Query::new(query);
        let wanted = |item: &Item| kind.is_none_or(|kind| item.kind() == kind);
        if query.words.is_empty() {
            let all = self.items.iter().filter(|item| wanted(item)).take(limit);
            return all.map(|item| Hit { item, score: 0, matched: Vec::new() }).collect();
        }
        let fuzzy = Fuzzy::default();
        let texts: Vec<Vec<f64>> = query.words.iter().map(|word| self.text.scores(word)).collect();
        let mut found: Vec<(i64, &Item)> = Vec::new();
        for (at, (item, short)) in self.items.iter().zip(&self.short).enumerate() {
            if !wanted(item) {
                continue;
            }
            let in_text = texts.iter().map(|scores| scores.get(at).copied().unwrap_or(0.0));
            if let Some(score) = joined(&query, short, in_text, &fuzzy) {
                // Three decimals tell apart what is apart; what is nearer counts as equal and is sorted by id.
                found.push(((score * weight(item.kind()) * 1_000.0).round() as i64, item));
            }
        }
        found.sort_by(|(a, left), (b, right)| b.cmp(a).then_with(|| left.id().cmp(right.id())));
        found.truncate(limit);
        let hit = |(score, item): (i64, &'_ Item)| (score, marks::marks(item.title(), &query.words, &fuzzy));
        found
            .into_iter()
            .map(|(score, item)| {
                let (score, matched) = hit((score, item));
                Hit { item, score, matched }
            })
            .collect()
    }
}

/// The score of one item, or nothing where a word of the query is not found in it.
fn joined(query: &Query, short: &Short, in_text: impl Iterator<Item = f64>, fuzzy: &Fuzzy) -> Option<f64> {
    let mut sum = 0.0;
    for (word, in_text) in query.words.iter().zip(in_text) {
        let letters = short.score(word, fuzzy);
        if letters <= 0.0 && in_text <= 0.0 {
            return None;
        }
        sum += SHORT * letters + in_text;
    }
    let in_a_row = if short.holds_in_a_row(&query.whole) { IN_A_ROW } else { 1.0 };
    let exact = short.exact(&query.whole) * EXACT;
    let exact_words: f64 = query.words.iter().map(|word: &Word| short.exact(&word.text)).sum();
    Some(sum * in_a_row + exact + exact_words)
}

/// Of two items that match alike, what to do and what to fear come before what they are made of.
fn weight(kind: Kind) -> f64 {
    match kind {
        Kind::Measure | Kind::Risk => 1.15,
        Kind::Gate | Kind::Scenario => 1.05,
        Kind::Fact | Kind::Factor | Kind::Matrix | Kind::Term | Kind::Method => 1.0,
    }
}

#[cfg(test)]
mod tests;
