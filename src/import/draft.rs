//! A profile while it is being read: every text goes through [`Draft::text`], so that nothing enters uncleaned.

use super::limits::NOTICE_LIMIT;
use crate::core::{
    profile::{NoticeKind, Origin, Problem, Profile, Source, Standing, Value},
    text::{Clean, clean, secret},
};

/// A profile that is being filled from one place of a file.
pub(super) struct Draft<'a> {
    pub(super) profile: Profile,
    path: &'a str,
    /// The place of the whole entry, safe to show: `mcpServers.github`.
    place: String,
}

/// A text that may name a place: credentials taken out, cleaned.
pub(super) fn safe(raw: &str) -> Clean {
    Clean::new(&secret::redact(raw).0)
}

/// A problem at a place; the field is made safe here.
pub(super) fn problem(path: &str, line: Option<usize>, field: Option<&str>, text: &str) -> Problem {
    Problem { path: safe_path(path), line, field: field.map(safe), text: Clean::new(text) }
}

/// What is said of characters that nobody sees.
pub(super) fn hidden_text(hidden: usize) -> String {
    format!(
        "control characters or other characters that cannot be seen stand in this text ({hidden}); they are shown as ^X or <U+…>"
    )
}

/// A path is shown as given, made visible but not searched for credentials: it must lead back to the file.
pub(super) fn safe_path(path: &str) -> Clean {
    Clean::new(path)
}

impl<'a> Draft<'a> {
    /// A profile for the entry `name` below `root` (`mcpServers`), on a line.
    pub(super) fn new(path: &'a str, kind: &str, root: &str, name: &str, line: usize) -> Self {
        let shown = safe(name);
        let root = safe(root);
        let place = if root.as_str().is_empty() { shown.to_string() } else { format!("{root}.{shown}") };
        let origin = Origin {
            path: safe_path(path),
            kind: Clean::new(kind),
            place: Clean::new(&format!("{place} (line {line})")),
        };
        let mut draft = Self { profile: Profile::new("", origin), path, place };
        draft.profile.name = draft.text(name, "name", line);
        draft
    }

    /// `mcpServers.github.env.X (line 12)`.
    pub(super) fn place(&self, field: &str, line: usize) -> String {
        let field = safe(field);
        if field.as_str().is_empty() {
            format!("{} (line {line})", self.place)
        } else {
            format!("{}.{field} (line {line})", self.place)
        }
    }

    /// A text that will be kept: credentials are taken out first, then what is hidden is made visible; both are told.
    pub(super) fn text(&mut self, raw: &str, field: &str, line: usize) -> Clean {
        let (bare, found) = secret::redact(raw);
        if let Some(first) = found.first() {
            let text = format!("a credential stood in this text ({}); its value was dropped", first.kind);
            self.notice(NoticeKind::SecretRemoved, &text, field, line);
        }
        // What was hidden is counted in the text as it stood.
        let hidden = clean(raw).hidden;
        let cleaned = clean(&bare);
        if hidden > 0 {
            let text = hidden_text(hidden);
            self.notice(NoticeKind::HiddenText, &text, field, line);
        }
        if cleaned.cut {
            self.notice(NoticeKind::TextCleaned, "this text is longer than 2000 characters and was cut", field, line);
        }
        cleaned.text
    }

    /// As [`Draft::text`], for a text of several lines, which become one.
    pub(super) fn prose(&mut self, raw: &str, field: &str, line: usize) -> Clean {
        let joined = raw.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        self.text(&joined, field, line)
    }

    fn source(&self, standing: Standing, kind: &str, field: &str, line: usize) -> Source {
        Source::new(standing, kind).at(self.path, &self.place(field, line))
    }

    /// States what the file says.
    pub(super) fn say(&mut self, key: &str, value: impl Into<Value>, field: &str, line: usize) {
        let source = self.source(Standing::Observed, "client-config", field, line);
        self.profile.say(key, value, source);
    }
    /// States a word of an enumeration.
    pub(super) fn word(&mut self, key: &str, word: &str, field: &str, line: usize) {
        self.say(key, Value::text(word), field, line);
    }
    /// States a text of the file.
    pub(super) fn say_text(&mut self, key: &str, raw: &str, field: &str, line: usize) {
        if !raw.trim().is_empty() {
            let text = self.prose(raw.trim(), field, line);
            self.say(key, Value::Text(text), field, line);
        }
    }
    /// States what follows from another fact of the file.
    pub(super) fn derive(&mut self, key: &str, word: &str, field: &str, line: usize) {
        let source = self.source(Standing::Observed, "derived", field, line);
        self.profile.say(key, Value::text(word), source);
    }
    /// States what somebody says of the server, as a claim.
    pub(super) fn claim(&mut self, key: &str, raw: &str, field: &str, line: usize) {
        if !raw.trim().is_empty() {
            let text = self.prose(raw.trim(), field, line);
            let source = self.source(Standing::Claim, "client-config", field, line);
            self.profile.say(key, Value::Text(text), source);
        }
    }
    /// States under a source of one's own.
    pub(super) fn say_as(&mut self, standing: Standing, kind: &str, key: &str, value: Value, field: &str, line: usize) {
        let source = self.source(standing, kind, field, line);
        self.profile.say(key, value, source);
    }

    /// Tells something about a place, once.
    pub(super) fn notice(&mut self, kind: NoticeKind, text: &str, field: &str, line: usize) {
        if self.profile.notices.len() >= NOTICE_LIMIT {
            return;
        }
        let place = self.place(field, line);
        self.profile.notice(kind, text, &place);
        if let [rest @ .., last] = self.profile.notices.as_slice()
            && rest.contains(last)
        {
            self.profile.notices.pop();
        }
    }
    /// Whether a dropped credential was told at a place.
    pub(super) fn told(&self, field: &str, line: usize) -> bool {
        let place = self.place(field, line);
        self.profile
            .notices
            .iter()
            .any(|notice| notice.kind == NoticeKind::SecretRemoved && notice.place == place.as_str())
    }
    /// Tells that a credential was dropped.
    pub(super) fn dropped(&mut self, text: &str, field: &str, line: usize) {
        self.notice(NoticeKind::SecretRemoved, text, field, line);
    }
    /// Tells that something was not used.
    pub(super) fn skipped(&mut self, text: &str, field: &str, line: usize) {
        self.notice(NoticeKind::Skipped, text, field, line);
    }
}
