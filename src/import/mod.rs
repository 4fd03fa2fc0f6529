//! Readers: untrusted files to facts.
//!
//! A file goes `gather -> text -> tree -> reader`. [`gather`] opens regular files only and bounds their size; `text`
//! refuses what is not UTF-8 and tells JSON, TOML and YAML apart; the tree keeps the line of every value; a reader
//! turns it into profiles: `form` reads our own form, `client` the configurations of clients. Values of credentials
//! end in the readers: a profile holds names and places alone, because every text enters it through `draft`.

mod client;
mod draft;
mod form;
mod gather;
mod json;
mod limits;
mod text;
mod toml;
mod tree;
mod yaml;

use crate::core::{
    library::Library,
    profile::{Problem, Profile},
    text::Clean,
};

pub use gather::gather;

/// A file as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The path as given, `-` for standard input.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a file gave. A file without a server has at least one problem that says why.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The client the file belongs to, where it was recognised: `claude-desktop`, `vscode`, `generic`.
    pub client: Option<Clean>,
    /// Its servers, in the order of the file; equal names stay apart.
    pub profiles: Vec<Profile>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Reads one file, whatever it is called: a client configuration or a profile in our own form. The library says which
/// facts our form may hold. Pure on the bytes: paths that stand in the file are not looked at.
#[must_use]
pub fn read(input: &Input, library: &Library) -> Outcome {
    let refused = |refusal: tree::Refusal| Outcome {
        problems: vec![draft::problem(&input.path, refusal.line, None, &refusal.text)],
        ..Outcome::default()
    };
    let text = match text::decode(&input.bytes) {
        Ok(text) => text,
        Err(refusal) => return refused(refusal),
    };
    match text::tree(&input.path, text) {
        Err(refusal) => refused(refusal),
        Ok((_, tree)) if form::recognise(&tree) => form::read(&input.path, &tree, library),
        Ok((format, tree)) => client::read(&input.path, format, &tree),
    }
}
