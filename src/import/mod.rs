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
