//! Readers: untrusted files to facts.
//!
//! A file goes `gather -> text -> tree -> reader`. [`gather`] opens regular files only and bounds their size; `text`
//! refuses what is not UTF-8 and tells JSON, TOML and YAML apart; the tree keeps the line of every value; a reader
//! turns it into profiles. Values of credentials end in the readers: a profile holds names and places alone.

pub mod limits;
pub mod text;
pub mod tree;

mod client;
mod gather;
mod json;
mod toml;
mod yaml;

/// A file as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The path as given, `-` for standard input.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

pub use gather::gather;
