//! YAML packs to the core's library.
//!
//! Every text takes the same way, the built-in one as well as a stranger's: the files of a pack (`folder`), the
//! guard that refuses what YAML can hide (`guard`), the typed form of each kind (`form`), the pack with its digest
//! and its place over the others (`pack`). What goes wrong is a [`LoadError`] with file, line and field.
//! [`schema`] and [`profile_schema`] tell authors and editors the same forms as JSON Schema; [`stats`] counts what the
//! library covers.

mod builtin;
mod error;
mod folder;
mod form;
mod guard;
mod headless;
mod message;
mod outline;
mod pack;
mod schema;
mod stats;

pub use builtin::{GUIDANCE, SAMPLES};
pub use error::LoadError;
pub use form::{ITEM_SCHEMA, ITEMS_SCHEMA, Read, read};
pub use pack::{PACK_SCHEMA, PROFILE_SCHEMA, load, load_builtin};
pub use schema::{profile_schema, schema};
pub use stats::stats;

#[cfg(test)]
mod tests;
