//! What is known of one MCP server and its deployment: a set of facts, each with its source.
//!
//! A fact is what somebody said about a key. Several may speak about one key; [`Profile::say`] keeps every statement
//! and [`Fact::settled`] applies the ranking of standings. Nothing is guessed: a key nobody spoke about is unknown,
//! and unknown is not false.

mod derive;
mod fact;
mod server;
pub mod trust;
mod value;

pub use derive::derive;
pub use fact::{Fact, Settled, Source, Standing, Statement};
pub use server::{Notice, NoticeKind, Origin, Problem, Profile};
pub use value::{Key, Value};
