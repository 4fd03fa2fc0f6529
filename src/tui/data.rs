//! What the worker hands to the screens: answers of the desk as plain data.

use crate::{
    app,
    core::{
        advise::Assessment,
        consult::{Door, Event, last_undoable},
        text::Clean,
    },
};

pub use app::{Failure, FailureKind, Found, Listed, Opened};

/// One line of the history.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its place, counted from 1.
    pub seq: u64,
    /// When, RFC 3339.
    pub at: Clean,
    /// Who, and through which door.
    pub who: Clean,
    /// The kind of event.
    pub kind: Clean,
    /// One sentence.
    pub text: Clean,
    /// The library it was done under.
    pub library: Clean,
    /// The event in full: a name and a value for each field.
    pub whole: Vec<(Clean, Clean)>,
}

/// One consultation with everything the screens show of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its id.
    pub id: String,
    /// What the operator calls it.
    pub name: Clean,
    /// The whole answer.
    pub assessment: Assessment,
    /// Oldest first.
    pub history: Vec<Entry>,
    /// What an undo would take back, in words.
    pub undoable: Option<Clean>,
}

impl From<&Event> for Entry {
    fn from(event: &Event) -> Self {
        let door = match event.actor.door {
            Door::Workbench => "",
            Door::CommandLine => " (command line)",
            Door::Mcp => " (AI client)",
        };
        let mut whole = Vec::new();
        if let Some(body) = event.body.as_ref().and_then(|body| serde_json::to_value(body).ok()) {
            flatten("", &body, &mut whole);
        }
        whole.push((Clean::new("hash"), Clean::new(&event.hash.to_string())));
        whole.push((Clean::new("after"), Clean::new(&event.prev.to_string())));
        Self {
            seq: event.seq,
            at: event.at.clone(),
            who: Clean::new(&format!("{}{door}", event.actor.name)),
            kind: event.kind.clone(),
            text: event.text(),
            library: event.library.clone(),
            whole,
        }
    }
}

/// Most fields of one event that are shown; an import of many servers has thousands.
const FIELDS: usize = 400;

fn flatten(path: &str, value: &serde_json::Value, out: &mut Vec<(Clean, Clean)>) {
    use serde_json::Value as Json;
    if out.len() >= FIELDS {
        return;
    }
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    match value {
        Json::Object(fields) => fields.iter().for_each(|(name, value)| flatten(&below(name), value, out)),
        Json::Array(list) if list.iter().any(|entry| entry.is_object() || entry.is_array()) => {
            list.iter().enumerate().for_each(|(at, value)| flatten(&below(&(at + 1).to_string()), value, out));
        }
        Json::Array(list) => {
            let words: Vec<_> = list.iter().map(in_words).collect();
            out.push((Clean::new(path), Clean::new(&words.join(", "))));
        }
        other => out.push((Clean::new(path), Clean::new(&in_words(other)))),
    }
}

fn in_words(value: &serde_json::Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

impl From<app::Sheet> for Sheet {
    fn from(sheet: app::Sheet) -> Self {
        let undoable = last_undoable(&sheet.history)
            .and_then(|seq| sheet.history.iter().find(|event| event.seq == seq))
            .map(Event::text);
        Self {
            id: sheet.id,
            name: sheet.name,
            assessment: sheet.assessment,
            history: sheet.history.iter().map(Entry::from).collect(),
            undoable,
        }
    }
}
