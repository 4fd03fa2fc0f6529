//! The engine: what is known of a server, what can go wrong, what to do first, what was decided.
//!
//! Pure and synchronous. Nothing in here reads a file, a clock, the environment or the terminal, starts a thread or
//! knows that a store, a screen or a network exists; what it needs to know of the day comes in as an argument.
//! Inside, data flows one way: `text` -> `profile`, `library` -> `assess` -> `advise` -> `consult`.

pub mod advise;
pub mod assess;
pub mod consult;
pub mod library;
pub mod profile;
pub mod text;
