//! Untrusted text, cleaned once, where it enters.
//!
//! Every string that came from outside is a [`Clean`] (one line) or a [`Prose`] (several lines) before it reaches a
//! profile, and every door shows only these two types. Control, bidirectional, invisible and private characters are
//! made visible, never dropped: what was hidden stays as evidence. [`secret`] finds credentials by the place they
//! stand in and by their form; their values end here.

mod clean;
pub mod secret;

pub use clean::{Clean, Cleaned, Prose, clean, is_hidden};
