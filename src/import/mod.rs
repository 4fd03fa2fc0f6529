//! Readers: untrusted files to facts.
use crate::core::{
    library::Library,
    profile::{Problem, Profile},
    text::Clean,
};
use std::{io::Read, path::PathBuf};
/// A file.
#[derive(Clone, Debug)]
pub struct Input {
    /// As given.
    pub path: String,
    /// Bytes.
    pub bytes: Vec<u8>,
}
/// What it gave.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// Client.
    pub client: Option<Clean>,
    /// Servers.
    pub profiles: Vec<Profile>,
    /// Not read.
    pub problems: Vec<Problem>,
}
/// Reads.
#[must_use]
pub fn read(_input: &Input, _library: &Library) -> Outcome {
    Outcome::default()
}
/// Gathers.
pub fn gather(_paths: &[PathBuf], _stdin: &mut dyn Read) -> (Vec<Input>, Vec<Problem>) {
    (Vec::new(), Vec::new())
}
