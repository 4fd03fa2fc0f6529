//! Letter-by-letter search in what is short: title, id, topics, mappings and other spellings.

use fuzzy_matcher::{FuzzyMatcher as _, skim::SkimMatcherV2};

use super::words::{Word, lower, mask, parts};
use crate::core::library::{Item, Kind};

/// A match that reaches less than this share of the word's own score is letters strewn about, not a find.
const LEAST: f64 = 0.6;
/// What the word in one piece at the start of a word counts, beside letters in order.
const IN_ONE_PIECE: f64 = 1.5;

/// The first fields are those that name the item: its title, its id, and its id with blanks or its first other name.
const NAMING: usize = 3;

/// One short text.
#[derive(Clone, Debug)]
struct Field {
    text: String,
    mask: u64,
    weight: f64,
}

/// The short texts of one item, in lower case.
#[derive(Clone, Debug)]
pub(super) struct Short {
    fields: Vec<Field>,
    /// Texts that a query may be exactly, and how much that counts (0 to 1).
    exact: Vec<(String, f64)>,
}

/// The letter-by-letter matcher.
pub(super) struct Fuzzy(SkimMatcherV2);

impl Default for Fuzzy {
    fn default() -> Self {
        Self(SkimMatcherV2::default().ignore_case())
    }
}

impl Fuzzy {
    /// The characters of `text` that spell the word, if they stand close enough together.
    pub(super) fn letters(&self, text: &str, word: &Word) -> Option<Vec<usize>> {
        let (score, letters) = self.0.fuzzy_indices(text, &word.text)?;
        (self.share(score, word) >= LEAST).then_some(letters)
    }

    /// How well the letters of the word stand in the text: 0, or from [`LEAST`] to about 1.
    fn closeness(&self, text: &str, word: &Word) -> f64 {
        let share = self.0.fuzzy_match(text, &word.text).map_or(0.0, |score| self.share(score, word));
        if share >= LEAST { share.min(1.0) } else { 0.0 }
    }

    fn share(&self, score: i64, word: &Word) -> f64 {
        let whole = self.0.fuzzy_match(&word.text, &word.text).unwrap_or(1).max(1);
        score as f64 / whole as f64
    }
}

impl Short {
    pub(super) fn new(item: &Item) -> Self {
        let (mut fields, mut exact) = (Vec::new(), Vec::new());
        let mut add = |text: &str, weight: f64, whole: Option<f64>| {
            let text = lower(text);
            if let Some(rank) = whole {
                exact.push((text.clone(), rank));
            }
            fields.push(Field { mask: mask(&text), text, weight });
        };
        add(item.title(), 1.0, Some(0.7));
        add(item.id(), 0.95, Some(1.0));
        // People type an id with blanks. The words of a fact's key are too common for that: `docker_socket` would stand
        // before the measure that takes the socket away.
        if item.kind() != Kind::Fact {
            add(&parts(item.id()).join(" "), 0.95, Some(0.95));
        }
        if let Some(about) = item.about() {
            about.aliases.iter().for_each(|alias| add(alias, 0.9, Some(0.9)));
            about.mappings.values().flatten().for_each(|entry| add(entry.as_str(), 0.8, Some(0.8)));
            about.topics.iter().for_each(|topic| add(topic.as_str(), 0.7, None));
        }
        if let Item::Term(term) = item {
            term.also.iter().for_each(|word| add(word.as_str(), 0.9, Some(0.6)));
        }
        Self { fields, exact }
    }

    /// How well a word is found here: 0 where it is not.
    pub(super) fn score(&self, word: &Word, fuzzy: &Fuzzy) -> f64 {
        self.fields.iter().map(|field| field.weight * of_field(field, word, fuzzy)).fold(0.0, f64::max)
    }

    /// Whether the title or the id holds the whole query, in a row.
    pub(super) fn holds_in_a_row(&self, whole: &str) -> bool {
        self.fields.iter().take(NAMING).any(|field| field.text.contains(whole))
    }

    /// How much it counts that the query is exactly a name of the item: 0 where it is none.
    pub(super) fn exact(&self, whole: &str) -> f64 {
        self.exact.iter().filter(|(text, _)| text == whole).map(|(_, rank)| *rank).fold(0.0, f64::max)
    }
}

fn of_field(field: &Field, word: &Word, fuzzy: &Fuzzy) -> f64 {
    if word.mask & !field.mask != 0 {
        return 0.0;
    }
    if starts_a_word(&field.text, &word.text) {
        return IN_ONE_PIECE;
    }
    // Letters in order mean nothing for one or two letters, and digits must stand as they are.
    if word.text.chars().count() < 3 {
        return 0.0;
    }
    if word.has_digit {
        return if field.text.contains(&word.text) { 1.0 } else { 0.0 };
    }
    fuzzy.closeness(&field.text, word)
}

fn starts_a_word(text: &str, word: &str) -> bool {
    text.match_indices(word).any(|(at, _)| {
        text.get(..at).and_then(|before| before.chars().next_back()).is_none_or(|before| !before.is_alphanumeric())
    })
}

/// The words of the short texts of an item, for the index of texts; the title first.
pub(super) fn names(item: &Item) -> (Vec<String>, Vec<String>) {
    let title = parts(item.title());
    let mut others = parts(item.id());
    if let Some(about) = item.about() {
        about.topics.iter().for_each(|topic| others.extend(parts(topic.as_str())));
    }
    if let Item::Term(term) = item {
        term.also.iter().for_each(|word| others.extend(parts(word.as_str())));
    }
    (title, others)
}
