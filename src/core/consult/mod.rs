//! The consultation: one server, or several that share a client, advised over time.
//!
//! A consultation is its [`Event`]s and nothing else. [`chain`] seals each event to the one before it, so that a
//! change, a gap or a cut shows; [`Consultation`] is what a fold over them comes to; [`Store`] is where they are kept.
//! An event's body enters the chain by a salted digest: the body and its salt can be taken out later, the chain holds,
//! and what was taken out cannot be guessed back.

mod body;
mod canonical;
pub mod chain;
mod event;
mod fold;
mod id;
mod memory;
mod rules;
mod store;
mod typed;

pub use body::{Advised, Body, Decided, Imported, Noted, Opened, Tolerating};
pub use canonical::{Digest, Salt, digest_of};
pub use chain::{ChainError, Fault, Head};
pub use event::{Actor, Door, Event, LineError, Unsealed, VERSION};
pub use fold::{Consultation, Note, ServerState, last_undoable, last_undone};
pub use id::Id;
pub use memory::Memory;
pub use rules::{RuleError, admit, targets_earlier};
pub use store::{Store, StoreError, Summary};
pub use typed::{typed_line, typed_text};

// What the places that keep events share.
pub(crate) use store::removals;
#[cfg(feature = "doors")]
pub(crate) use {
    id::slug,
    store::{NEWER, newest_first, sealed},
};

#[cfg(test)]
mod tests;
