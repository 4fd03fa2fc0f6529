//! What the events come to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Advised, Body, Decided, Event, Head, Id, Noted, Tolerating};
use crate::core::{
    assess::Decisions,
    library::Level,
    profile::{Key, Origin, Profile, Source, Standing, Value},
    text::{Clean, Prose},
};

/// A note and where it came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// The event that holds it.
    pub seq: u64,
    /// When it was written.
    pub at: Clean,
    /// By whom.
    pub by: Clean,
    /// The note.
    pub text: Prose,
}

/// One server of a consultation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServerState {
    /// The name it is matched by.
    pub name: Clean,
    /// Whether the last import still had it.
    pub present: bool,
    /// What was imported, and over it what was answered.
    pub profile: Profile,
    /// What was imported.
    pub imported: Profile,
    /// What was answered, by key.
    pub answers: BTreeMap<Key, Value>,
    /// What was decided.
    pub decisions: Decisions,
    /// Notes on this server, oldest first.
    pub notes: Vec<Note>,
    /// What the operator was last told.
    pub advised: Option<Advised>,
}

/// A consultation as it stands after some event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Consultation {
    /// Its id in the store.
    pub id: Id,
    /// What the operator calls it.
    pub name: Clean,
    /// The client.
    pub client: Clean,
    /// The reader that recognised the file.
    pub origin_kind: Clean,
    /// What a later import is matched by.
    pub identity: Clean,
    /// In the order in which they were first seen.
    pub servers: Vec<ServerState>,
    /// Notes on the whole, oldest first.
    pub notes: Vec<Note>,
    /// Whether nothing more is expected.
    pub closed: bool,
    /// Whether a newer version wrote some of it: it can be read and not added to.
    pub read_only: bool,
    /// Time of the first event.
    pub created: Clean,
    /// Time of the last event.
    pub updated: Clean,
    /// The end of its chain.
    pub head: Head,
}

/// Which events count: each that no later, itself counting undo points at.
pub(super) fn effective<'a>(events: impl DoubleEndedIterator<Item = &'a Event>) -> Vec<bool> {
    let mut undone = Vec::new();
    let mut out = Vec::new();
    for event in events.rev() {
        let counts = !undone.contains(&event.seq);
        if let (true, Some(Body::Undone { seq })) = (counts, &event.body) {
            undone.push(*seq);
        }
        out.push(counts);
    }
    out.reverse();
    out
}

/// The last event whose effect still counts and can be undone, an undo itself aside.
#[must_use]
pub fn last_undoable(events: &[Event]) -> Option<u64> {
    last(events, |body| body.undoable() && !matches!(body, Body::Undone { .. }))
}

/// The last undo that still counts; undoing it is a redo.
#[must_use]
pub fn last_undone(events: &[Event]) -> Option<u64> {
    last(events, |body| matches!(body, Body::Undone { .. }))
}

fn last(events: &[Event], wanted: impl Fn(&Body) -> bool) -> Option<u64> {
    let counts = effective(events.iter());
    let mut both = events.iter().zip(counts).rev();
    both.find(|(event, counts)| *counts && event.body.as_ref().is_some_and(&wanted)).map(|(event, _)| event.seq)
}

impl ServerState {
    fn new(name: &Clean, imported: Profile) -> Self {
        Self {
            name: name.clone(),
            present: true,
            profile: imported.clone(),
            imported,
            answers: BTreeMap::new(),
            decisions: Decisions::default(),
            notes: Vec::new(),
            advised: None,
        }
    }

    /// An answer weighs more than what was imported and never replaces it.
    fn settle(&mut self) {
        self.profile = self.imported.clone();
        for (key, value) in &self.answers {
            self.profile.say(key.as_str(), value.clone(), Source::new(Standing::Operator, "answer"));
        }
    }
}

impl Consultation {
    fn empty(id: &Id) -> Self {
        Self {
            id: id.clone(),
            name: Clean::new(id.as_str()),
            client: Clean::default(),
            origin_kind: Clean::default(),
            identity: Clean::default(),
            servers: Vec::new(),
            notes: Vec::new(),
            closed: false,
            read_only: false,
            created: Clean::default(),
            updated: Clean::default(),
            head: Head::start(id),
        }
    }

    /// The state after all events. The chain is not checked here, see [`super::chain::verify`].
    #[must_use]
    pub fn from_events(id: &Id, events: &[Event]) -> Self {
        Self::fold(id, events.iter())
    }

    fn fold<'a>(id: &Id, events: impl DoubleEndedIterator<Item = &'a Event> + Clone) -> Self {
        let mut state = Self::empty(id);
        let counts = effective(events.clone());
        for (event, counts) in events.zip(counts) {
            state.pass(event, counts);
        }
        state
    }

    /// The state after one more event. `earlier` are the events so far: an undo and a removal reach back.
    pub fn apply(&mut self, earlier: &[Event], event: &Event) {
        match event.body {
            Some(Body::Undone { .. } | Body::Removed { .. }) => {
                *self = Self::fold(&self.id, earlier.iter().chain(std::iter::once(event)));
            }
            _ => self.pass(event, true),
        }
    }

    /// The server of a name.
    #[must_use]
    pub fn server(&self, name: &str) -> Option<&ServerState> {
        self.servers.iter().find(|server| server.name == *name)
    }

    /// The highest level that servers still present were advised to be at.
    #[must_use]
    pub fn level(&self) -> Option<Level> {
        let present = self.servers.iter().filter(|server| server.present);
        present.filter_map(|server| server.advised.as_ref().map(|advised| advised.level)).max()
    }

    fn pass(&mut self, event: &Event, counts: bool) {
        if self.head.seq == 0 {
            self.created = event.at.clone();
        }
        self.updated = event.at.clone();
        self.head = Head { seq: event.seq, hash: event.hash };
        self.read_only |= event.is_foreign();
        if let (true, Some(body)) = (counts, &event.body) {
            self.take(event, body);
        }
    }

    fn take(&mut self, event: &Event, body: &Body) {
        match body {
            Body::Opened(opened) => {
                self.name = opened.name.clone();
                self.client = opened.client.clone();
                self.origin_kind = opened.origin_kind.clone();
                self.identity = opened.identity.clone();
                self.import(&opened.servers);
            }
            Body::Imported(imported) => self.import(&imported.servers),
            Body::Answered { server, fact, value } => {
                let server = self.server_mut(server);
                server.answers.insert(Key::from(fact.as_str()), value.clone());
                server.settle();
            }
            Body::Withdrawn { server, fact } => {
                let server = self.server_mut(server);
                server.answers.remove(fact.as_str());
                server.settle();
            }
            Body::Decided(Decided { server, measure, decision }) => {
                self.server_mut(server).decisions.measures.insert(measure.clone(), decision.clone());
            }
            Body::Tolerated(Tolerating { server, risk, tolerance }) => {
                self.server_mut(server).decisions.tolerated.insert(risk.clone(), tolerance.clone());
            }
            Body::Untolerated { server, risk } => {
                self.server_mut(server).decisions.tolerated.remove(risk);
            }
            Body::Advised(advised) => self.server_mut(&advised.server).advised = Some(advised.clone()),
            Body::Noted(Noted { server, text }) => {
                let by = event.actor.name.clone();
                let note = Note { seq: event.seq, at: event.at.clone(), by, text: text.clone() };
                match server {
                    Some(server) => self.server_mut(server).notes.push(note),
                    None => self.notes.push(note),
                }
            }
            Body::Renamed { name } => self.name = name.clone(),
            Body::Closed => self.closed = true,
            Body::Reopened => self.closed = false,
            Body::Undone { .. } | Body::Removed { .. } | Body::Foreign(_) => {}
        }
    }

    /// Servers are matched by name. Those that are gone stay, marked; what was answered and decided stays.
    fn import(&mut self, servers: &[Profile]) {
        for known in &mut self.servers {
            known.present = false;
        }
        for found in servers {
            let known = self.server_mut(&found.name);
            known.present = true;
            known.imported = found.clone();
            known.settle();
        }
    }

    /// The server of a name. One that no import names, because what the import said was removed, is kept as absent.
    fn server_mut(&mut self, name: &Clean) -> &mut ServerState {
        let at = self.servers.iter().position(|server| server.name == *name).unwrap_or(self.servers.len());
        if at == self.servers.len() {
            let absent = ServerState::new(name, Profile::new(name.as_str(), Origin::default()));
            self.servers.push(ServerState { present: false, ..absent });
        }
        // `at` is a place that was just found or just filled.
        #[allow(clippy::indexing_slicing, reason = "in range by the lines above")]
        &mut self.servers[at]
    }
}
