//! The letters of a title that a query matched.

use super::{
    short::Fuzzy,
    typo::{distance, forgiven},
    words::Word,
};

/// Byte ranges of the title, ascending and apart.
pub(super) fn marks(title: &str, words: &[Word], fuzzy: &Fuzzy) -> Vec<(usize, usize)> {
    let letters: Vec<(usize, char)> = title.char_indices().collect();
    let mut marked = vec![false; letters.len()];
    for word in words {
        for at in of_word(title, &letters, word, fuzzy) {
            if let Some(mark) = marked.get_mut(at) {
                *mark = true;
            }
        }
    }
    let mut ranges: Vec<(usize, usize)> = Vec::new();
    for ((start, letter), _) in letters.iter().zip(marked).filter(|(_, mark)| *mark) {
        let end = start + letter.len_utf8();
        match ranges.last_mut() {
            Some(last) if last.1 == *start => last.1 = end,
            _ => ranges.push((*start, end)),
        }
    }
    ranges
}

/// Positions of letters, counted in characters: the word in one piece, else a word that it mistypes, else its letters
/// one by one.
fn of_word(title: &str, letters: &[(usize, char)], word: &Word, fuzzy: &Fuzzy) -> Vec<usize> {
    let lowered: Vec<char> = letters.iter().map(|(_, c)| c.to_lowercase().next().unwrap_or(*c)).collect();
    let typed: Vec<char> = word.text.chars().collect();
    let starts =
        |at: &usize| at.checked_sub(1).and_then(|before| lowered.get(before)).is_none_or(|c| !c.is_alphanumeric());
    let pieces: Vec<usize> = lowered
        .windows(typed.len().max(1))
        .enumerate()
        .filter(|(_, piece)| *piece == typed)
        .map(|(at, _)| at)
        .collect();
    if let Some(at) = pieces.iter().find(|at| starts(at)).or(pieces.first()) {
        return (*at..at + typed.len()).collect();
    }
    if let Some(run) = mistyped(&lowered, &typed) {
        return run;
    }
    if typed.len() < 3 || word.has_digit { Vec::new() } else { fuzzy.letters(title, word).unwrap_or_default() }
}

fn mistyped(lowered: &[char], typed: &[char]) -> Option<Vec<usize>> {
    let most = forgiven(typed.len());
    let mut at = 0;
    for run in lowered.split(|c| !c.is_alphanumeric()) {
        let near = most > 0 && !run.is_empty() && distance(typed, run, most).is_some();
        if near {
            return Some((at..at + run.len()).collect());
        }
        at += run.len() + 1;
    }
    None
}
