//! The profile of one server.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Fact, Key, Settled, Source, Standing, Statement, Value};
use crate::core::text::Clean;

/// Where a profile came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// The file as given, `-` for standard input.
    pub path: Clean,
    /// The reader that recognised it: `client-config`, `profile`.
    pub kind: Clean,
    /// The place in the file, such as `mcpServers.github (line 12)`.
    pub place: Clean,
}

/// What a notice is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum NoticeKind {
    /// A credential stood in the file; its value was dropped.
    SecretRemoved,
    /// Characters were made visible or text was cut.
    TextCleaned,
    /// The text held characters a reader cannot see.
    HiddenText,
    /// Sources disagree.
    Conflict,
    /// Something was not used; says what.
    Skipped,
    /// A newer statement replaced an older one.
    Superseded,
    /// The name resembles another.
    Lookalike,
}

/// Something the operator should know about how the profile came to be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Notice {
    /// What it is about.
    pub kind: NoticeKind,
    /// One sentence.
    pub text: Clean,
    /// Where, such as `mcpServers.github.env.GITHUB_TOKEN (line 12)`.
    pub place: Clean,
}

/// Something that could not be read. Names the place and what to do, never the value that stood there.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Problem {
    /// The file as given.
    pub path: Clean,
    /// Counted from 1.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<usize>,
    /// The field, such as `mcpServers.github.args`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<Clean>,
    /// One sentence: what is wrong and what to do.
    pub text: Clean,
}

/// All that is known of one server.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// The name the operator knows it by.
    pub name: Clean,
    /// Where it came from.
    pub origin: Origin,
    facts: BTreeMap<Key, Fact>,
    /// What happened while reading.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notices: Vec<Notice>,
}

impl Profile {
    /// A profile that knows nothing but a name.
    #[must_use]
    pub fn new(name: &str, origin: Origin) -> Self {
        Self { name: Clean::new(name), origin, facts: BTreeMap::new(), notices: Vec::new() }
    }

    /// Adds a statement about a key.
    pub fn say(&mut self, key: &str, value: impl Into<Value>, source: Source) {
        let said = Statement { value: value.into(), source };
        match self.facts.get_mut(key) {
            Some(fact) => fact.add(said),
            None => {
                self.facts.insert(Key::from(key), Fact::new(said));
            }
        }
    }

    /// Takes back what one standing said about a key.
    pub fn withdraw(&mut self, key: &str, standing: Standing) {
        if let Some(fact) = self.facts.get_mut(key) {
            fact.withdraw(standing);
            if fact.statements().is_empty() {
                self.facts.remove(key);
            }
        }
    }

    /// The fact under a key, if anybody spoke about it.
    #[must_use]
    pub fn fact(&self, key: &str) -> Option<&Fact> {
        self.facts.get(key)
    }

    /// Every fact, in the order of keys.
    pub fn facts(&self) -> impl Iterator<Item = (&Key, &Fact)> {
        self.facts.iter()
    }

    /// The settled value of a key, whatever its standing.
    #[must_use]
    pub fn value(&self, key: &str) -> Option<&Value> {
        match self.facts.get(key)?.settled() {
            Settled::Value(said) => Some(&said.value),
            Settled::Either(_) => None,
        }
    }

    /// The settled value, if an operator or an observation gave it.
    #[must_use]
    pub fn known(&self, key: &str) -> Option<&Value> {
        self.facts.get(key).filter(|fact| fact.standing() >= Standing::Observed).and_then(|_| self.value(key))
    }

    /// Records a notice.
    pub fn notice(&mut self, kind: NoticeKind, text: &str, place: &str) {
        self.notices.push(Notice { kind, text: Clean::new(text), place: Clean::new(place) });
    }
}
