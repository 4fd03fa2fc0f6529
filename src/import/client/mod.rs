//! Client configurations.

mod docker;
mod launch;
mod package;
mod url;
mod words;
