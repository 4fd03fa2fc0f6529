//! What every place that keeps consultations can do.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Consultation, Event, Head, Id, RuleError, Salt, Unsealed, admit, chain};
use crate::core::{
    library::Level,
    text::{Clean, Prose},
};

/// What a list shows of a consultation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Summary {
    /// Its id.
    pub id: Id,
    /// What the operator calls it.
    pub name: Clean,
    /// The client, the kind of origin and the identity: what a later import is matched by.
    pub client: Clean,
    /// See `client`.
    pub origin_kind: Clean,
    /// See `client`.
    pub identity: Clean,
    /// How many servers the last import had.
    pub servers: usize,
    /// The highest level its servers were advised to be at.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Whether nothing more is expected.
    pub closed: bool,
    /// Time of the last event.
    pub updated: Clean,
    /// Number of events.
    pub seq: u64,
    /// Why it cannot be added to: damaged, or written by a newer version. What could be read is shown.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trouble: Option<Clean>,
}

impl From<&Consultation> for Summary {
    fn from(state: &Consultation) -> Self {
        Self {
            id: state.id.clone(),
            name: state.name.clone(),
            client: state.client.clone(),
            origin_kind: state.origin_kind.clone(),
            identity: state.identity.clone(),
            servers: state.servers.iter().filter(|server| server.present).count(),
            level: state.level(),
            closed: state.closed,
            updated: state.updated.clone(),
            seq: state.head.seq,
            trouble: state.read_only.then(|| Clean::new(NEWER)),
        }
    }
}

/// Why something a newer version wrote can only be read.
pub(crate) const NEWER: &str = "a newer version wrote some of it; use that version to go on";

/// What can go wrong in a store. Each says what to do; none holds what was to be saved.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum StoreError {
    /// Somebody else added events since this state was read.
    #[error("somebody else added to it: it now has {found} events, not {expected}; read it again")]
    Conflict {
        /// The number of events the caller knew.
        expected: u64,
        /// The number there is.
        found: u64,
    },
    /// Another process is writing and did not finish in time.
    #[error("the store is being written by {by}; try again when that is done")]
    Locked {
        /// Process, user, terminal and since when.
        by: Clean,
    },
    /// The disk or the quota is full. What was saved before is whole, and reading goes on.
    #[error("no space is left at {place}; free some and save again")]
    Full {
        /// The folder.
        place: Clean,
    },
    /// Reading goes on, nothing can be saved.
    #[error("nothing can be saved: {why}")]
    ReadOnly {
        /// Why.
        why: Clean,
    },
    /// The journal is not what was saved.
    #[error("{place}: {why}")]
    Damaged {
        /// File and line.
        place: Clean,
        /// What is wrong and what to do.
        why: Clean,
    },
    /// There is no such consultation.
    #[error("there is no consultation {id}")]
    Missing {
        /// The id asked for.
        id: Clean,
    },
    /// The event does not fit what is there.
    #[error(transparent)]
    Rule(#[from] RuleError),
    /// The event cannot take its place in the chain.
    #[error(transparent)]
    Seal(#[from] chain::SealError),
    /// The place belongs to somebody else or others may read or change it.
    #[error("{place}: {why}")]
    Unsafe {
        /// The file or folder.
        place: Clean,
        /// What is wrong and what to do.
        why: Clean,
    },
    /// The operating system refused.
    #[error("{place}: {why}")]
    Io {
        /// The file or folder.
        place: Clean,
        /// What it said.
        why: Clean,
    },
}

/// A place that keeps consultations.
pub trait Store {
    /// Adds events behind the `expected` ones that the caller knows; 0 begins a consultation. When this returns, they
    /// are kept. Either all are added or none; only a crash in the middle may keep the first few of several.
    ///
    /// # Errors
    /// [`StoreError`]; nothing was added, and the same call may be made again where the error can pass.
    fn append(&mut self, id: &Id, expected: u64, drafts: Vec<Unsealed>) -> Result<Vec<Event>, StoreError>;

    /// Every event, its chain checked.
    ///
    /// # Errors
    /// [`StoreError::Missing`], or [`StoreError::Damaged`] with the first place that is wrong.
    fn events(&self, id: &Id) -> Result<Vec<Event>, StoreError>;

    /// What a list shows, newest first, damaged ones with their trouble.
    ///
    /// # Errors
    /// When the place as a whole cannot be read.
    fn list(&self) -> Result<Vec<Summary>, StoreError>;

    /// The state of a consultation.
    ///
    /// # Errors
    /// As [`Store::events`].
    fn snapshot(&self, id: &Id) -> Result<Consultation, StoreError> {
        Ok(Consultation::from_events(id, &self.events(id)?))
    }

    /// Checks the chain and gives its end.
    ///
    /// # Errors
    /// As [`Store::events`].
    fn verify(&self, id: &Id) -> Result<Head, StoreError>;

    /// Keeps a text that is not finished, outside the chain. `key` names the field; any text will do.
    ///
    /// # Errors
    /// [`StoreError`]; the draft from before is still there.
    fn save_draft(&mut self, id: &Id, key: &str, text: &Prose) -> Result<(), StoreError>;

    /// The text kept under a key.
    ///
    /// # Errors
    /// When it is there and cannot be read.
    fn load_draft(&self, id: &Id, key: &str) -> Result<Option<Prose>, StoreError>;

    /// Drops the text kept under a key; none there is fine.
    ///
    /// # Errors
    /// When it is there and cannot be dropped.
    fn clear_draft(&mut self, id: &Id, key: &str) -> Result<(), StoreError>;
}

/// Judges and seals new events behind a head. `earlier` may be empty where none points back.
pub(crate) fn sealed(
    head: Head,
    earlier: &[Event],
    expected: u64,
    drafts: Vec<Unsealed>,
    mut salt: impl FnMut() -> Result<Salt, StoreError>,
) -> Result<Vec<Event>, StoreError> {
    if head.seq != expected {
        return Err(StoreError::Conflict { expected, found: head.seq });
    }
    admit(head.seq, earlier, &drafts)?;
    let mut head = head;
    let mut out = Vec::with_capacity(drafts.len());
    for draft in drafts {
        let event = chain::seal(draft, &head, salt()?)?;
        head = Head { seq: event.seq, hash: event.hash };
        out.push(event);
    }
    Ok(out)
}

/// The events that new ones take the body of.
pub(crate) fn removals(events: &[Event]) -> Vec<u64> {
    let removal = |event: &Event| match event.body {
        Some(super::Body::Removed { seq }) => Some(seq),
        _ => None,
    };
    events.iter().filter_map(removal).collect()
}

/// Newest first; the id settles ties.
pub(crate) fn newest_first(list: &mut [Summary]) {
    list.sort_by(|a, b| b.updated.cmp(&a.updated).then_with(|| a.id.cmp(&b.id)));
}
