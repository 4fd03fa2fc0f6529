//! Readers: untrusted files to facts.
//!
//! A file goes `gather -> text -> tree -> reader`. [`gather()`] opens regular files only and bounds their size; `text`
//! refuses what is not UTF-8 and tells JSON, TOML and YAML apart; the tree keeps the line of every value; a reader
//! turns it into profiles: `client` for the configurations of clients, `form` for our own. Values of credentials end
//! in the readers: a profile holds names and places alone.

pub mod limits;
pub mod text;
pub mod tree;

mod client;
mod form;
mod gather;
mod json;
mod toml;
mod yaml;

pub use form::FORM_SCHEMA;
pub use gather::gather;

use crate::core::{
    library::Library,
    profile::{Problem, Profile},
    text::{Clean, secret::redact},
};
use tree::Refusal;

/// A file as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The path as given, `-` for standard input.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a file gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The client whose file it is, where recognised.
    pub client: Option<Clean>,
    /// Its servers, in the order of the file.
    pub profiles: Vec<Profile>,
    /// What could not be read. Empty problems and empty profiles never come together.
    pub problems: Vec<Problem>,
}

/// Reads one file. Never fails: what cannot be read is a problem.
#[must_use]
pub fn read(input: &Input, library: &Library) -> Outcome {
    let tree = text::decode(&input.bytes).and_then(|text| text::tree(&input.path, text));
    match tree {
        Ok(tree) if form::is_form(&tree) => form::read(&input.path, &tree, library),
        Ok(tree) => client::read(&input.path, &tree),
        Err(refusal) => Outcome { problems: vec![problem(&input.path, None, &refusal)], ..Outcome::default() },
    }
}

/// A refusal as a problem of a file. A field may hold a key that is itself a credential.
fn problem(path: &str, field: Option<&str>, refusal: &Refusal) -> Problem {
    Problem {
        path: Clean::new(path),
        line: refusal.line,
        field: field.map(|field| Clean::new(&redact(field).0)),
        text: Clean::new(&refusal.text),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn outcome(path: &str, text: &str) -> Outcome {
        match text::decode(text.as_bytes()).and_then(|text| text::tree(path, text)) {
            Ok(tree) => client::read(path, &tree),
            Err(refusal) => Outcome { problems: vec![problem(path, None, &refusal)], ..Outcome::default() },
        }
    }

    proptest! {
        #[test]
        fn nothing_makes_a_reader_fall_over(
            path in prop::sample::select(vec!["a.json", "a.toml", "a.yaml", "-"]),
            text in "([a-z0-9 ]|mcpServers|command|args|env|url|npx|docker run|-e|TOKEN=|https://|@|[{}\\[\\]\":,=\n#/*&<~$é\u{200b}-]){0,80}",
        ) {
            let outcome = outcome(path, &text);
            prop_assert!(!outcome.profiles.is_empty() || !outcome.problems.is_empty());
        }

        #[test]
        fn no_command_line_makes_a_reader_fall_over(
            words in prop::collection::vec("(npx|-y|-p|uvx|--from|docker|run|-e|-v|-i|bash|-c|a b|&&|env|A=b|@a/b@1|git\\+https://h/p@x#y|https://u:p@h/x\\?k=v|C:\\\\x|[-=:@/$\\{\\}'\"é]{1,6})", 0..12),
        ) {
            let text = serde_json::json!({"mcpServers": {"s": {"command": words.first(), "args": words.get(1..), "env": {"K": words.last()}}}});
            prop_assert_eq!(outcome("a.json", &text.to_string()).profiles.len(), 1);
        }
    }
}
