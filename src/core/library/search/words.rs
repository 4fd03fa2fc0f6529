//! Words of queries and of texts.

/// Most words of a query that are looked at.
const WORDS: usize = 8;
/// Longest word that is looked at, in characters.
const LETTERS: usize = 40;

/// Words that say nothing where others stand beside them.
const SILENT: [&str; 22] = [
    "a", "an", "and", "are", "do", "for", "how", "i", "in", "is", "it", "my", "of", "on", "or", "the", "this", "to",
    "we", "what", "where", "with",
];

/// A query, taken apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Query {
    /// In lower case, white space folded.
    pub whole: String,
    /// Its words in lower case, each once.
    pub words: Vec<Word>,
}

/// One word of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    /// As typed, in lower case.
    pub text: String,
    /// Its parts between hyphens, dots and other signs.
    pub parts: Vec<String>,
    /// The letters that occur in it.
    pub mask: u64,
    /// Whether it looks like an id: then it must stand as it is.
    pub has_digit: bool,
}

impl Query {
    pub(super) fn new(raw: &str) -> Self {
        let all: Vec<String> = raw.split_whitespace().map(|word| lower(word).chars().take(LETTERS).collect()).collect();
        let mut kept: Vec<&String> = all.iter().filter(|word| !SILENT.contains(&word.as_str())).collect();
        if kept.is_empty() {
            kept = all.iter().collect();
        }
        let mut words: Vec<Word> = Vec::new();
        for text in kept {
            // A sign that stands alone, such as a hyphen between words, is no word.
            let word = Word::new(text);
            if !word.parts.is_empty() && !words.contains(&word) && words.len() < WORDS {
                words.push(word);
            }
        }
        Self { whole: all.join(" "), words }
    }
}

impl Word {
    fn new(text: &str) -> Self {
        Self {
            parts: parts(text),
            mask: mask(text),
            has_digit: text.chars().any(|c| c.is_ascii_digit()),
            text: text.to_owned(),
        }
    }
}

/// A text in lower case.
pub(super) fn lower(text: &str) -> String {
    text.to_lowercase()
}

/// The words of a text in lower case: runs of letters and digits.
pub(super) fn parts(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|part| !part.is_empty()).map(lower).collect()
}

/// One bit for each letter or digit that occurs; signs and other scripts share bits. A word whose bits are not all in
/// a text's cannot be found in it letter by letter.
pub(super) fn mask(text: &str) -> u64 {
    text.chars().fold(0, |mask, c| {
        mask | match c {
            'a'..='z' => 1 << (u32::from(c) - u32::from('a')),
            'A'..='Z' => 1 << (u32::from(c) - u32::from('A')),
            '0'..='9' => 1 << (26 + u32::from(c) - u32::from('0')),
            _ => 1 << (36 + u32::from(c) % 28),
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(raw: &str) -> Vec<String> {
        Query::new(raw).words.into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn silent_words_count_only_alone() {
        assert_eq!(words("how do I limit the egress"), ["limit", "egress"]);
        assert_eq!(words("the"), ["the"]);
        assert_eq!(words(" - "), Vec::<String>::new());
    }

    #[test]
    fn a_hostile_query_stays_small() {
        assert_eq!(words(&"x".repeat(10_000)), ["x".repeat(LETTERS)]);
        assert_eq!(words(&(0..100).map(|n| format!("w{n} ")).collect::<String>()).len(), WORDS);
    }

    #[test]
    fn parts_are_runs_of_letters_and_digits() {
        assert_eq!(parts("SAFE-T1102: docker_socket"), ["safe", "t1102", "docker", "socket"]);
    }
}
