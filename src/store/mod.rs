//! Where events live.
//!
//! The truth is the journal: one file of JSON lines for each consultation, added to in one write and on the disk before
//! the call returns. Beside it lies the head, a small file that says which event was saved last, so that a journal
//! that was cut shows. Drafts are files of their own. The index (sled) holds nothing else but what the journal comes
//! to; it may be deleted at any time and is never needed to read.
//!
//! ```text
//! DIR/journal/ID.jsonl   the events            DIR/drafts/ID--KEY   unfinished texts
//! DIR/journal/ID.head    the last one saved    DIR/index/           deletable
//! DIR/lock               who is writing        DIR/quarantine/      what was set aside, never deleted here
//! ```
//!
//! Writers take the lock, readers need none. Everything is made for its owner alone and refused when it belongs to
//! somebody else.

mod drafts;
mod folder;
mod index;
mod journal;
mod lines;
mod listing;
mod lock;
mod reading;
mod removal;
mod trouble;

pub use journal::{Journal, SetAside};
pub use reading::Reading;
