//! Seals events to one another and finds where a chain was changed.
//!
//! The chain shows a change to anybody who kept a head from before; whoever can rewrite the whole journal can also
//! rewrite the whole chain, so it is evidence against a kept head, not a lock.

use std::fmt;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{Digest, Event, Id, Salt, Unsealed, VERSION, event::body_digest, removals};
use crate::core::text::Clean;

/// Says what the first `prev` is a digest of.
const ORIGIN: &[u8] = b"mcpserver-operator/consultation/v1\0";

/// The end of a chain: what to keep elsewhere to prove later that nothing before it was changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// The last event; 0 before the first.
    pub seq: u64,
    /// Its hash.
    pub hash: Digest,
}

impl Head {
    /// The head of a consultation without events.
    #[must_use]
    pub fn start(id: &Id) -> Self {
        Self { seq: 0, hash: Digest::over(&[ORIGIN, id.as_str().as_bytes()]) }
    }
    /// Reads what `Display` writes: `SEQ:HASH`.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (seq, hash) = text.trim_end().split_once(':')?;
        Some(Self { seq: seq.parse().ok()?, hash: Digest::from_hex(hash)? })
    }
}
impl fmt::Display for Head {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.seq, self.hash)
    }
}

/// What is wrong with a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// An event is missing.
    Gap,
    /// An event stands twice.
    Repeated,
    /// Events stand in another order.
    Reordered,
    /// What the event says was changed.
    BodyChanged,
    /// What the event says is gone and no later event removed it.
    BodyMissing,
    /// When, who, which kind or which library was changed, or its hash.
    HeadChanged,
    /// It does not follow the event before it, or belongs to another consultation.
    Unlinked,
    /// The chain ends before a kept head.
    Cut,
    /// The chain has another event where the kept head was taken.
    Rewritten,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Gap => "is missing",
            Self::Repeated => "stands twice",
            Self::Reordered => "stands in the wrong place",
            Self::BodyChanged => "does not say what it said when it was saved",
            Self::BodyMissing => "lost what it said, and no later event removed it",
            Self::HeadChanged => "was changed after it was saved",
            Self::Unlinked => "does not follow the event before it",
            Self::Cut => "was saved and is missing at the end",
            Self::Rewritten => "is not the one the kept head was taken from",
        })
    }
}

/// The first event at which a chain is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("event {seq} {fault}")]
pub struct ChainError {
    /// The event, by its place.
    pub seq: u64,
    /// What is wrong.
    pub fault: Fault,
}

/// Why an event cannot be sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum SealError {
    /// The time is not RFC 3339 in UTC.
    #[error("the time of an event must be RFC 3339 in UTC, such as 2026-03-01T09:30:00Z")]
    Time,
    /// The body does not read back as it was written.
    #[error("the event cannot be written so that it reads back the same")]
    Body,
}

/// Gives an event its place after `head`. Typed text loses recognised secrets here at the latest.
///
/// # Errors
/// [`SealError`].
pub fn seal(draft: Unsealed, head: &Head, salt: Salt) -> Result<Event, SealError> {
    let Unsealed { at, actor, library, body } = draft;
    if !at.ends_with('Z') || at.parse::<jiff::Timestamp>().is_err() {
        return Err(SealError::Time);
    }
    let (body, json) = settled(body.fit_to_keep())?;
    let mut event = Event {
        v: VERSION,
        seq: head.seq + 1,
        at: Clean::new(&at),
        kind: body.kind(),
        digest: body_digest(&salt, &json),
        body: Some(body),
        salt: Some(salt),
        actor: settled(actor)?.0,
        library: settled(library)?.0,
        prev: head.hash,
        hash: head.hash,
    };
    event.hash = event.head_hash();
    Ok(event)
}

/// A value in the form in which it reads back: cleaning can make a text longer than a line may be, and reading cuts it.
fn settled<T>(value: T) -> Result<(T, serde_json::Value), SealError>
where
    T: PartialEq + Serialize + for<'de> Deserialize<'de>,
{
    let mut value = value;
    for _ in 0..3 {
        let json = serde_json::to_value(&value).map_err(|_| SealError::Body)?;
        let again: T = serde_json::from_value(json.clone()).map_err(|_| SealError::Body)?;
        if again == value {
            return Ok((value, json));
        }
        value = again;
    }
    Err(SealError::Body)
}

/// Checks one event against the head before it and gives the next head. A missing body passes.
///
/// # Errors
/// [`ChainError`] without knowledge of what comes later: a wrong place is reported as a gap or a repetition.
pub fn follow(head: &Head, event: &Event) -> Result<Head, ChainError> {
    let wrong = |fault| Err(ChainError { seq: event.seq, fault });
    if event.seq > head.seq + 1 {
        return Err(ChainError { seq: head.seq + 1, fault: Fault::Gap });
    }
    if event.seq <= head.seq {
        return wrong(Fault::Repeated);
    }
    if event.head_hash() != event.hash {
        return wrong(Fault::HeadChanged);
    }
    if event.prev != head.hash {
        return wrong(Fault::Unlinked);
    }
    match (&event.body, &event.salt) {
        (Some(body), Some(salt)) => {
            let json = serde_json::to_value(body).ok();
            if event.kind != body.kind() || json.is_none_or(|json| body_digest(salt, &json) != event.digest) {
                return wrong(Fault::BodyChanged);
            }
        }
        (None, None) => {}
        _ => return wrong(Fault::BodyChanged),
    }
    Ok(Head { seq: event.seq, hash: event.hash })
}

/// How far a chain is sound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Walk {
    /// The end of the sound part.
    pub head: Head,
    /// What is wrong with the event after it.
    pub error: Option<ChainError>,
}

/// Goes along a chain until something is wrong. `removed` are the events that may lack a body.
#[must_use]
pub fn walk(id: &Id, events: &[Event], removed: &[u64]) -> Walk {
    let mut head = Head::start(id);
    for (at, event) in events.iter().enumerate() {
        let next = follow(&head, event).and_then(|next| match &event.body {
            None if !removed.contains(&event.seq) => Err(ChainError { seq: event.seq, fault: Fault::BodyMissing }),
            _ => Ok(next),
        });
        head = match next {
            Ok(next) => next,
            Err(error) => {
                let rest = events.get(at + 1..).unwrap_or_default();
                // The one that seems missing stands further down.
                let displaced = error.fault == Fault::Gap && rest.iter().any(|later| later.seq == error.seq);
                let fault = if displaced { Fault::Reordered } else { error.fault };
                return Walk { head, error: Some(ChainError { fault, ..error }) };
            }
        };
    }
    Walk { head, error: None }
}

/// Checks a whole chain.
///
/// # Errors
/// The first event at which it is wrong, and why.
pub fn verify(id: &Id, events: &[Event]) -> Result<Head, ChainError> {
    let removed: Vec<u64> = removals(events);
    let Walk { head, error } = walk(id, events, &removed);
    error.map_or(Ok(head), Err)
}

/// Checks a whole chain against a head that was kept from before.
///
/// # Errors
/// As [`verify`], and where events up to the kept head are missing at the end or are not the same.
pub fn verify_against(id: &Id, events: &[Event], kept: &Head) -> Result<Head, ChainError> {
    let head = verify(id, events)?;
    if head.seq < kept.seq {
        return Err(ChainError { seq: head.seq + 1, fault: Fault::Cut });
    }
    let then = match kept.seq {
        0 => Some(Head::start(id).hash),
        seq => events.iter().find(|event| event.seq == seq).map(|event| event.hash),
    };
    if then == Some(kept.hash) { Ok(head) } else { Err(ChainError { seq: kept.seq, fault: Fault::Rewritten }) }
}

/// Events whose clock stands before that of an earlier one: shown, never an error.
#[must_use]
pub fn clock_went_back(events: &[Event]) -> Vec<u64> {
    let mut latest: Option<jiff::Timestamp> = None;
    let mut out = Vec::new();
    for event in events {
        let Ok(at) = event.at.as_str().parse::<jiff::Timestamp>() else { continue };
        if latest.is_some_and(|latest| at < latest) {
            out.push(event.seq);
        }
        latest = latest.max(Some(at));
    }
    out
}
