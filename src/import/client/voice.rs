//! The one way from an entry into a profile: every text is looked over for credentials and hidden characters.

use std::collections::BTreeSet;

use crate::core::{
    profile::{NoticeKind, Origin, Profile, Source, Standing, Value},
    text::{clean, secret::redact},
};

/// The kind of source and of reader.
const KIND: &str = "client-config";

/// A profile that is being written.
pub(super) struct Voice {
    profile: Profile,
    source: Source,
    place: String,
    noticed: BTreeSet<(NoticeKind, String)>,
}

impl Voice {
    /// Starts the profile of the server that stands at a place of a file.
    pub(super) fn new(path: &str, root: &str, name: &str, line: usize) -> Self {
        let (safe, found) = redact(name);
        let place = format!("{}.{safe}", redact(root).0);
        let whole = format!("{place} (line {line})");
        let origin = Origin { path: path.into(), kind: KIND.into(), place: whole.as_str().into() };
        let source = Source::new(Standing::Observed, KIND).at(path, &whole);
        let mut voice = Self { profile: Profile::new(&safe, origin), source, place, noticed: BTreeSet::new() };
        if !found.is_empty() {
            voice.removed("name", line);
        }
        voice.look(name, "name", line);
        voice
    }

    /// States a fact.
    pub(super) fn say(&mut self, key: &str, value: impl Into<Value>) {
        self.profile.say(key, value, self.source.clone());
    }
    /// States a word or a text that is ours.
    pub(super) fn word(&mut self, key: &str, word: &str) {
        self.say(key, Value::text(word));
    }
    /// States a text from the file.
    pub(super) fn text(&mut self, key: &str, raw: &str, field: &str, line: usize) {
        let safe = self.safe(raw, field, line);
        if !safe.trim().is_empty() {
            self.word(key, safe.trim());
        }
    }
    /// States a list from the file.
    pub(super) fn list(&mut self, key: &str, raw: &[(String, usize)], field: &str) {
        let mut seen = BTreeSet::new();
        let mut kept = Vec::new();
        for (text, line) in raw.iter().take(super::super::limits::LIST_LIMIT) {
            let safe = self.safe(text, field, *line);
            if seen.insert(safe.clone()) {
                kept.push(safe);
            }
        }
        if raw.len() > super::super::limits::LIST_LIMIT {
            self.notice(NoticeKind::Skipped, "the list is longer than is kept; its end was left out", field, 0);
        }
        self.say(key, Value::list(kept.iter().map(String::as_str)));
    }

    /// A text without credentials; says so where there were any.
    pub(super) fn safe(&mut self, raw: &str, field: &str, line: usize) -> String {
        self.look(raw, field, line);
        let (safe, found) = redact(raw);
        if !found.is_empty() {
            self.removed(field, line);
        }
        safe
    }
    /// Looks a text over for characters that a reader cannot see.
    pub(super) fn look(&mut self, raw: &str, field: &str, line: usize) {
        if clean(raw).hidden > 0 {
            let text = "the text holds characters that cannot be seen; look at the file before you trust it";
            self.notice(NoticeKind::HiddenText, text, field, line);
        }
    }
    /// Says that a credential stood in the file.
    pub(super) fn removed(&mut self, field: &str, line: usize) {
        let text = "a credential stood here in plain text; its value was not kept";
        self.notice(NoticeKind::SecretRemoved, text, field, line);
    }
    /// Says that something was dropped that may have been a credential, such as the query of an address.
    pub(super) fn perhaps_removed(&mut self, field: &str, line: usize) {
        let text = "what stood here may be a credential, such as the query of an address; it was not kept";
        self.notice(NoticeKind::SecretRemoved, text, field, line);
    }
    /// Says something about a field, once.
    pub(super) fn notice(&mut self, kind: NoticeKind, text: &str, field: &str, line: usize) {
        let (field, _) = redact(field);
        let place = match line {
            0 => format!("{}.{field}", self.place),
            line => format!("{}.{field} (line {line})", self.place),
        };
        if self.noticed.insert((kind, place.clone())) {
            self.profile.notice(kind, text, &place);
        }
    }

    /// The profile as it stands.
    pub(super) fn finish(self) -> Profile {
        self.profile
    }
}
