//! Word search in everything: an inverted index ranked by BM25 (Robertson and Zaragoza, 2009), with beginnings of words
//! and mistyped words.

use std::collections::BTreeMap;

use super::{
    short::names,
    typo::{distance, forgiven},
    words::{Word, mask, parts},
};
use crate::core::library::{FactType, Item};

/// How soon more of the same word stops to count; the usual value.
const K1: f64 = 1.2;
/// How much long texts are held back; the usual value.
const B: f64 = 0.75;
/// The BM25 score that counts as one half.
const HALF: f64 = 2.0;
/// How much a word counts by where it stands.
const TITLE: f64 = 3.0;
const NAMES: f64 = 2.0;
const SUMMARY: f64 = 2.0;
const BODY: f64 = 1.0;

/// A word of the library and where it stands.
#[derive(Clone, Debug)]
struct Term {
    letters: Vec<char>,
    mask: u64,
    /// Item by item, in order: how often, weighted by place.
    places: Vec<(usize, f64)>,
}

/// The inverted index.
#[derive(Clone, Debug)]
pub(super) struct Text {
    terms: BTreeMap<String, Term>,
    /// Weighted length of each item.
    lengths: Vec<f64>,
    mean_length: f64,
}

impl Text {
    pub(super) fn new(items: &[Item]) -> Self {
        let mut terms: BTreeMap<String, Term> = BTreeMap::new();
        let mut lengths = Vec::with_capacity(items.len());
        for (at, item) in items.iter().enumerate() {
            let mut counts: BTreeMap<String, f64> = BTreeMap::new();
            let (title, others) = names(item);
            let weighed = [
                (title, TITLE),
                (others, NAMES),
                (parts(item.summary()), SUMMARY),
                (bodies(item).iter().flat_map(|body| parts(body)).collect(), BODY),
            ];
            for (words, weight) in weighed {
                words.into_iter().for_each(|word| *counts.entry(word).or_insert(0.0) += weight);
            }
            lengths.push(counts.values().sum());
            for (word, count) in counts {
                let new = || Term { letters: word.chars().collect(), mask: mask(&word), places: Vec::new() };
                terms.entry(word.clone()).or_insert_with(new).places.push((at, count));
            }
        }
        let mean_length = (lengths.iter().sum::<f64>() / lengths.len().max(1) as f64).max(1.0);
        Self { terms, lengths, mean_length }
    }

    /// How well each item holds the word: 0 where it does not, below 1 always. A word of several parts is found where
    /// each part is.
    pub(super) fn scores(&self, word: &Word) -> Vec<f64> {
        let mut all = vec![f64::INFINITY; self.lengths.len()];
        for part in &word.parts {
            let scores = self.part(part);
            all.iter_mut().zip(scores).for_each(|(least, score)| *least = least.min(score));
        }
        all
    }

    fn part(&self, part: &str) -> Vec<f64> {
        let mut best = vec![0.0_f64; self.lengths.len()];
        let mut take = |term: &Term, certainty: f64| {
            for (at, score) in self.ranked(term) {
                if let Some(best) = best.get_mut(at) {
                    *best = best.max(certainty * score / (score + HALF));
                }
            }
        };
        let exact = self.terms.get(part);
        exact.into_iter().for_each(|term| take(term, 1.0));
        let letters: Vec<char> = part.chars().collect();
        for (_, term) in self.terms.range(part.to_owned()..).take_while(|(word, _)| word.starts_with(part)) {
            take(term, 0.5 + 0.4 * letters.len() as f64 / term.letters.len().max(1) as f64);
        }
        // A word that is there was not mistyped, and figures are never guessed at.
        if exact.is_none() && !letters.iter().any(char::is_ascii_digit) {
            self.mistyped(&letters, &mut take);
        }
        best
    }

    fn mistyped(&self, letters: &[char], take: &mut impl FnMut(&Term, f64)) {
        let most = forgiven(letters.len());
        if most == 0 {
            return;
        }
        let mask = mask(&letters.iter().collect::<String>());
        for term in self.terms.values() {
            // A slip changes at most two kinds of letters, so a greater difference needs no closer look. What the term
            // has more than the word may be the rest of a word that is still being typed.
            if (mask & !term.mask).count_ones() as usize > most || term.letters.len() + most < letters.len() {
                continue;
            }
            if let Some(slips) = distance(letters, &term.letters, most) {
                take(term, 0.6_f64.powi(i32::try_from(slips).unwrap_or(i32::MAX)));
            } else if let Some(slips) =
                term.letters.get(..letters.len()).and_then(|start| distance(letters, start, most))
            {
                take(term, 0.5 * 0.6_f64.powi(i32::try_from(slips).unwrap_or(i32::MAX)));
            }
        }
    }

    fn ranked<'a>(&'a self, term: &'a Term) -> impl Iterator<Item = (usize, f64)> + 'a {
        let (all, with) = (self.lengths.len() as f64, term.places.len() as f64);
        let rarity = (1.0 + (all - with + 0.5) / (with + 0.5)).ln();
        term.places.iter().map(move |(at, count)| {
            let length = self.lengths.get(*at).copied().unwrap_or(self.mean_length);
            let held_back = K1 * (1.0 - B + B * length / self.mean_length);
            (*at, rarity * count * (K1 + 1.0) / (count + held_back))
        })
    }
}

/// The long texts of an item.
fn bodies(item: &Item) -> Vec<&str> {
    match item {
        Item::Fact(fact) => {
            let words = if let FactType::OneOf(words) = &fact.kind { words.as_slice() } else { &[] };
            let words = words.iter().flat_map(|word| [word.value.as_str(), word.text.as_str()]);
            words.chain([fact.question.as_str(), fact.why.as_str()]).collect()
        }
        Item::Factor(factor) => factor.options.iter().map(|option| option.text.as_str()).collect(),
        Item::Risk(risk) => {
            let story = [risk.story.cause.as_str(), risk.story.event.as_str(), risk.story.harm.as_str()];
            story.into_iter().chain(risk.incidents.iter().map(|incident| incident.as_str())).collect()
        }
        Item::Measure(measure) => {
            let mut all = vec![measure.why.as_str(), measure.side_effects.as_str()];
            for approach in &measure.approaches {
                all.push(approach.title.as_str());
                all.extend(approach.steps.iter().map(|step| step.text.as_str()));
            }
            all.extend(measure.check.iter().map(|check| check.ask.as_str()));
            all.extend(measure.pitfalls.iter().map(|pitfall| pitfall.as_str()));
            all
        }
        Item::Gate(gate) => vec![gate.failed.as_str(), gate.passed.as_str()],
        Item::Matrix(matrix) => vec![matrix.source.as_str()],
        Item::Scenario(scenario) => vec![scenario.review_rhythm.as_str()],
        Item::Term(_) => Vec::new(),
    }
}
