//! What happened: one body for each kind of event, and its sentence in the history.

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, de::Error as _};
use serde_json::Value as Json;

use super::{Digest, typed_line, typed_text};
use crate::core::{
    assess::{Decision, Status, Tolerance},
    library::Level,
    profile::{Profile, Value},
    text::{Clean, Prose},
};

/// A consultation began.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Opened {
    /// What the operator calls it.
    pub name: Clean,
    /// The client whose servers these are.
    pub client: Clean,
    /// The reader that recognised the file, such as `client-config`.
    pub origin_kind: Clean,
    /// What a later import is matched by, together with the client and the kind of origin.
    pub identity: Clean,
    /// The servers as imported.
    pub servers: Vec<Profile>,
}

/// The same client was imported again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// Every server that was there.
    pub servers: Vec<Profile>,
    /// What the import found, in one line.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Clean>,
}

/// A measure was decided on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decided {
    /// The server, by name.
    pub server: Clean,
    /// The measure, by id.
    pub measure: String,
    /// What was decided.
    pub decision: Decision,
}

/// A risk was accepted as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Tolerating {
    /// The server, by name.
    pub server: Clean,
    /// The risk, by id.
    pub risk: String,
    /// For which reason and until when.
    pub tolerance: Tolerance,
}

/// What the operator was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advised {
    /// The server, by name.
    pub server: Clean,
    /// The server's level.
    pub level: Level,
    /// `deploy`, `deploy-with-measures` or `do-not-deploy`.
    pub verdict: Clean,
    /// By risk id: the current level at the likely point, the best and the worst still possible.
    pub risks: BTreeMap<String, [Level; 3]>,
    /// The first recommendations, best first, at most ten are kept.
    pub measures: Vec<String>,
    /// The measures of the plan.
    pub plan: Vec<String>,
    /// Over the whole report, see [`super::digest_of`].
    pub digest: Digest,
}

/// Somebody wrote something down.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Noted {
    /// The server it is about; the whole consultation where there is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub server: Option<Clean>,
    /// The note.
    pub text: Prose,
}

/// What an event is about. In JSON the field `kind` tells which.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Body {
    /// A consultation began; always the first event and never a later one.
    Opened(Opened),
    /// The same client was imported again.
    Imported(Imported),
    /// A question was answered.
    Answered {
        /// The server, by name.
        server: Clean,
        /// The key of the fact.
        fact: Clean,
        /// The answer.
        value: Value,
    },
    /// An answer was taken back.
    Withdrawn {
        /// The server, by name.
        server: Clean,
        /// The key of the fact.
        fact: Clean,
    },
    /// A measure was decided on.
    Decided(Decided),
    /// A risk was accepted as it is.
    Tolerated(Tolerating),
    /// A risk is no longer accepted as it is.
    Untolerated {
        /// The server, by name.
        server: Clean,
        /// The risk, by id.
        risk: String,
    },
    /// What the operator was told.
    Advised(Advised),
    /// Somebody wrote something down.
    Noted(Noted),
    /// The consultation got another name.
    Renamed {
        /// The new name.
        name: Clean,
    },
    /// Nothing more is expected.
    Closed,
    /// It goes on.
    Reopened,
    /// The effect of an earlier event no longer counts; undoing an undo restores it.
    Undone {
        /// The earlier event.
        seq: u64,
    },
    /// The body of an earlier event was taken out of the journal.
    Removed {
        /// The earlier event.
        seq: u64,
    },
    /// Written by a newer version: kept whole, without effect.
    #[serde(untagged)]
    Foreign(Json),
}

/// Most recommendations an advice event keeps.
const MEASURES_KEPT: usize = 10;

impl Body {
    /// Reads a body without losing anything: what this version does not write the same way again stays as it was.
    pub(super) fn lossless<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Self>, D::Error> {
        let Some(raw) = Option::<Json>::deserialize(deserializer)? else { return Ok(None) };
        let read = serde_json::from_value::<Self>(raw.clone()).map_err(D::Error::custom)?;
        let same = serde_json::to_value(&read).is_ok_and(|again| again == raw);
        Ok(Some(if same { read } else { Self::Foreign(raw) }))
    }

    /// The word for it.
    #[must_use]
    pub fn kind(&self) -> Clean {
        Clean::new(match self {
            Self::Opened(_) => "opened",
            Self::Imported(_) => "imported",
            Self::Answered { .. } => "answered",
            Self::Withdrawn { .. } => "withdrawn",
            Self::Decided(_) => "decided",
            Self::Tolerated(_) => "tolerated",
            Self::Untolerated { .. } => "untolerated",
            Self::Advised(_) => "advised",
            Self::Noted(_) => "noted",
            Self::Renamed { .. } => "renamed",
            Self::Closed => "closed",
            Self::Reopened => "reopened",
            Self::Undone { .. } => "undone",
            Self::Removed { .. } => "removed",
            Self::Foreign(raw) => raw.get("kind").and_then(Json::as_str).unwrap_or("unknown"),
        })
    }

    /// Whether its effect can be undone. What was read and what was told stays.
    #[must_use]
    pub fn undoable(&self) -> bool {
        !matches!(
            self,
            Self::Opened(_) | Self::Imported(_) | Self::Advised(_) | Self::Removed { .. } | Self::Foreign(_)
        )
    }

    /// Whether it holds text that somebody may want out of the journal.
    #[must_use]
    pub fn removable(&self) -> bool {
        !matches!(self, Self::Closed | Self::Reopened | Self::Undone { .. } | Self::Removed { .. } | Self::Foreign(_))
    }

    /// The body as it may be kept: typed text without recognised secrets, an advice cut to its first measures.
    #[must_use]
    pub(super) fn fit_to_keep(mut self) -> Self {
        let line = |text: &mut Clean| *text = typed_line(text.as_str());
        let maybe = |text: &mut Option<Clean>| text.iter_mut().for_each(line);
        match &mut self {
            Self::Opened(opened) => line(&mut opened.name),
            Self::Imported(imported) => maybe(&mut imported.note),
            Self::Answered { value: Value::Text(text), .. } => line(text),
            Self::Answered { value: Value::List(entries), .. } => entries.iter_mut().for_each(line),
            Self::Decided(Decided { decision, .. }) => {
                maybe(&mut decision.reason);
                maybe(&mut decision.owner);
            }
            Self::Tolerated(Tolerating { tolerance, .. }) => {
                maybe(&mut tolerance.reason);
                maybe(&mut tolerance.owner);
            }
            Self::Advised(advised) => advised.measures.truncate(MEASURES_KEPT),
            Self::Noted(noted) => noted.text = typed_text(noted.text.as_str()),
            Self::Renamed { name } => line(name),
            _ => {}
        }
        self
    }

    /// One sentence for the history.
    #[must_use]
    pub fn text(&self) -> Clean {
        let text = match self {
            Self::Opened(Opened { name, client, servers, .. }) => {
                format!("opened {name} with {} of {client}", counted(servers.len(), "server"))
            }
            Self::Imported(Imported { servers, note }) => {
                format!("imported {} again{}", counted(servers.len(), "server"), because(note.as_ref()))
            }
            Self::Answered { server, fact, value } => format!("answered {fact} of {server}: {value}"),
            Self::Withdrawn { server, fact } => format!("took back the answer to {fact} of {server}"),
            Self::Decided(Decided { server, measure, decision }) => format!(
                "{} {measure} for {server}{}",
                verb(decision.status),
                terms(decision.reason.as_ref(), decision.owner.as_ref(), decision.until)
            ),
            Self::Tolerated(Tolerating { server, risk, tolerance }) => format!(
                "tolerated {risk} for {server}{}",
                terms(tolerance.reason.as_ref(), tolerance.owner.as_ref(), tolerance.until)
            ),
            Self::Untolerated { server, risk } => format!("no longer tolerates {risk} for {server}"),
            Self::Advised(Advised { server, level, verdict, risks, plan, .. }) => format!(
                "advised {server}: level {level}, {verdict}, {}, plan of {}",
                counted(risks.len(), "risk"),
                counted(plan.len(), "measure")
            ),
            Self::Noted(Noted { server: Some(server), text }) => format!("noted on {server}: {text}"),
            Self::Noted(Noted { server: None, text }) => format!("noted: {text}"),
            Self::Renamed { name } => format!("renamed to {name}"),
            Self::Closed => "closed".to_owned(),
            Self::Reopened => "reopened".to_owned(),
            Self::Undone { seq } => format!("undid event {seq}"),
            Self::Removed { seq } => format!("removed what event {seq} said"),
            Self::Foreign(_) => format!("{}: written by a newer version", self.kind()),
        };
        Clean::new(&text)
    }
}

fn counted(number: usize, noun: &str) -> String {
    if number == 1 { format!("1 {noun}") } else { format!("{number} {noun}s") }
}

fn because(reason: Option<&Clean>) -> String {
    reason.map(|reason| format!(": {reason}")).unwrap_or_default()
}

fn terms(reason: Option<&Clean>, owner: Option<&Clean>, until: Option<jiff::civil::Date>) -> String {
    let mut out = String::new();
    if let Some(owner) = owner {
        out += &format!(", owner {owner}");
    }
    if let Some(until) = until {
        out += &format!(", until {until}");
    }
    out + &because(reason)
}

fn verb(status: Status) -> &'static str {
    match status {
        Status::Open => "set back to open:",
        Status::Accepted => "accepted",
        Status::InProgress => "began",
        Status::Done => "did",
        Status::Verified => "verified",
        Status::Deferred => "deferred",
        Status::Waived => "waived",
        Status::NotApplicable => "set to not applicable:",
    }
}
