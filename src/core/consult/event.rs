//! One event: its head, which is chained, and its body, which can be taken out.

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use thiserror::Error;

use super::{Body, Digest, Salt, canonical::canonical};
use crate::core::text::Clean;

/// The version of the head's form. A body may grow new kinds and fields under the same number.
pub const VERSION: u32 = 1;

/// Where somebody acted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Door {
    /// The screens.
    Workbench,
    /// The command line.
    CommandLine,
    /// An AI client.
    Mcp,
}

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// A person's name as the program knows it.
    pub name: Clean,
    /// Where from.
    pub door: Door,
    /// The name an AI client gave itself; not checked by anybody.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<Clean>,
}

/// An event before it has a place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unsealed {
    /// When, RFC 3339 in UTC, such as `2026-03-01T09:30:00Z`.
    pub at: String,
    /// Who.
    pub actor: Actor,
    /// The version of the library it was done under.
    pub library: Clean,
    /// What.
    pub body: Body,
}

/// An event in the chain; never changed, but for the body and its salt, which can be taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The form of the head.
    pub v: u32,
    /// Its place, counted from 1 without gaps.
    pub seq: u64,
    /// When, RFC 3339 in UTC. Order is by `seq`: clocks jump.
    pub at: Clean,
    /// Who.
    pub actor: Actor,
    /// The kind of the body, also when the body is gone.
    pub kind: Clean,
    /// The version of the library it was done under.
    pub library: Clean,
    /// Kept with the body and taken out with it, so that a short secret cannot be guessed from the digest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub salt: Option<Salt>,
    /// What happened; nothing after a removal.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "Body::lossless")]
    pub body: Option<Body>,
    /// SHA-256 over the salt and the body's canonical JSON.
    pub digest: Digest,
    /// The hash of the event before; of the first, a digest of the consultation's id.
    pub prev: Digest,
    /// SHA-256 over the canonical JSON of everything but `salt`, `body` and `hash`.
    pub hash: Digest,
}

/// Why a line of a journal is not an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum LineError {
    /// Not JSON, or not of an event's form.
    #[error("is not an event")]
    Unreadable,
    /// The head has a form this version does not know.
    #[error("was written by a newer version; use that version to go on")]
    Newer,
}

impl Event {
    /// The event as one line of JSON, without a line feed.
    ///
    /// # Errors
    /// When a body has no form in JSON, which no body of this version lacks.
    pub fn to_line(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string(self)
    }

    /// Reads one line.
    ///
    /// # Errors
    /// [`LineError`]; the text of the line is not in it.
    pub fn from_line(line: &str) -> Result<Self, LineError> {
        // A newer head may lack or add fields, so its number is read by itself.
        #[derive(Deserialize)]
        struct Version {
            v: u32,
        }
        match serde_json::from_str::<Self>(line) {
            Ok(event) if event.v == VERSION => Ok(event),
            // The hash covers the number: one that fits ours was changed afterwards.
            Ok(event) if event.v > VERSION => {
                let ours = Self { v: VERSION, ..event };
                Err(if ours.head_hash() == ours.hash { LineError::Unreadable } else { LineError::Newer })
            }
            _ => match serde_json::from_str::<Version>(line) {
                Ok(Version { v }) if v > VERSION => Err(LineError::Newer),
                _ => Err(LineError::Unreadable),
            },
        }
    }

    /// The hash its head should have.
    #[must_use]
    pub fn head_hash(&self) -> Digest {
        let head = serde_json::json!({
            "v": self.v, "seq": self.seq, "at": self.at, "actor": self.actor, "kind": self.kind,
            "library": self.library, "digest": self.digest, "prev": self.prev,
        });
        Digest::over(&[canonical(&head).as_bytes()])
    }

    /// Whether a newer version wrote it.
    #[must_use]
    pub fn is_foreign(&self) -> bool {
        matches!(self.body, Some(Body::Foreign(_)))
    }

    /// One sentence for the history.
    #[must_use]
    pub fn text(&self) -> Clean {
        match &self.body {
            Some(body) => body.text(),
            None => Clean::new(&format!("{}: what it said was removed", self.kind)),
        }
    }

    /// The event without its body and salt.
    #[must_use]
    pub fn without_body(self) -> Self {
        Self { salt: None, body: None, ..self }
    }
}

/// The digest of a body under a salt.
pub(super) fn body_digest(salt: &Salt, body: &Json) -> Digest {
    Digest::over(&[salt.bytes(), canonical(body).as_bytes()])
}
