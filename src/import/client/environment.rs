//! Where the values of credentials are kept. The values themselves are looked at here and go no further.

use std::collections::BTreeMap;

use super::{
    super::tree::{Kind, Node},
    voice::Voice,
    words::Word,
};
use crate::core::{
    profile::Value,
    text::secret::{is_reference, names_secret, redact},
};

/// Where a value is kept, the strongest place first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Held {
    /// Nothing is there yet.
    Empty,
    Vault,
    Keychain,
    File,
    Environment,
    Inline,
}

/// The credentials of one server.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Secrets {
    held: BTreeMap<String, Held>,
    /// Whether more may stand in a file that is not this one.
    pub elsewhere: bool,
    /// Whether a header carries a credential.
    pub header: bool,
}

impl Secrets {
    /// Counts a credential; a second place for the same name leaves the weaker one.
    pub(super) fn add(&mut self, name: &str, held: Held) {
        let (name, _) = redact(name.trim().trim_start_matches('-'));
        let known = self.held.entry(name).or_insert(held);
        *known = (*known).max(held);
    }

    /// A variable or header under its name.
    fn value(&mut self, voice: &mut Voice, name: &str, value: &str, field: &str, line: usize) -> bool {
        voice.look(value, field, line);
        let at = held(value);
        let named = names_secret(name);
        let found = at == Held::Inline && redact(value).1.iter().any(|found| certain(found.kind));
        if named || found {
            self.add(name, at);
            if at == Held::Inline && !placeholder(value) {
                voice.removed(field, line);
            }
        }
        named || found
    }

    /// A map of variables, or a list of `NAME=value`.
    pub(super) fn variables(&mut self, voice: &mut Voice, node: &Node, field: &str) {
        for (name, line, value) in node.entries() {
            let text = flat(value);
            self.value(voice, name, &text, &format!("{field}.{name}"), *line);
        }
        for (at, member) in node.members().iter().enumerate() {
            if let Some(text) = member.text() {
                self.setting(
                    voice,
                    &Word { text: text.to_owned(), line: member.line, field: format!("{field}[{at}]") },
                );
            }
        }
    }

    /// `NAME=value`, or a name alone, whose value then comes from the environment.
    pub(super) fn setting(&mut self, voice: &mut Voice, word: &Word) {
        match word.text.split_once('=') {
            Some((name, value)) => {
                self.value(voice, name.trim(), value, &word.field, word.line);
            }
            None if names_secret(&word.text) => {
                // Handed through: where its value is written decides, so a stronger word of another place stands.
                let (name, _) = redact(word.text.trim());
                self.held.entry(name).or_insert(Held::Environment);
            }
            None => {}
        }
    }

    /// Names alone, kept in one place.
    pub(super) fn names(&mut self, node: &Node, at: Held, all: bool) {
        for name in node.members().iter().filter_map(Node::text) {
            if all || names_secret(name) {
                self.add(name, at);
            }
        }
    }

    /// A map of headers.
    pub(super) fn headers(&mut self, voice: &mut Voice, node: &Node, field: &str) {
        for (name, line, value) in node.entries() {
            self.header |= self.value(voice, name, &flat(value), &format!("{field}.{name}"), *line);
        }
    }

    /// A map from headers to the variables that hold their values.
    pub(super) fn headers_from(&mut self, node: &Node) {
        for (name, _, _) in node.entries() {
            if names_secret(name) {
                self.header = true;
                self.add(name, Held::Environment);
            }
        }
    }

    /// Words of a command line: values behind flags, settings, headers, and whatever has the form of a credential.
    pub(super) fn words(&mut self, voice: &mut Voice, words: &[Word]) {
        let mut behind: Option<&Word> = None;
        for word in words {
            voice.look(&word.text, &word.field, word.line);
            let flag = behind.take();
            if let Some(flag) = flag
                && !word.text.starts_with('-')
            {
                let name = flag.text.trim_start_matches('-');
                if matches!(name, "header" | "headers" | "H") {
                    self.header_word(voice, word);
                } else {
                    self.value(voice, name, &word.text, &word.field, word.line);
                }
                continue;
            }
            let text = word.text.trim();
            match text.split_once('=') {
                Some((name, value)) if plain_name(name) && names_secret(name) => {
                    self.value(
                        voice,
                        name.trim_start_matches('-'),
                        value.trim_matches(['"', '\'']),
                        &word.field,
                        word.line,
                    );
                    continue;
                }
                Some(("--header", value)) => {
                    self.header_word(voice, &word.with(value));
                    continue;
                }
                _ => {}
            }
            let bare = text.trim_start_matches('-');
            if text.starts_with('-') && (names_secret(bare) || matches!(bare, "header" | "headers" | "H")) {
                behind = Some(word);
            } else if text.contains(char::is_whitespace) {
                let inner = word.split();
                if inner.len() > 1 && inner.len() < 1_000 {
                    self.words(voice, &inner);
                }
                self.form(voice, word, &inner);
            } else {
                self.form(voice, word, &[]);
            }
        }
    }

    fn header_word(&mut self, voice: &mut Voice, word: &Word) {
        if let Some((name, value)) = word.text.split_once(':') {
            self.header |= self.value(voice, name.trim(), value.trim(), &word.field, word.line);
        }
    }

    /// What has the form of a credential, wherever it stands.
    fn form(&mut self, voice: &mut Voice, word: &Word, inner: &[Word]) {
        if !inner.is_empty() && inner.iter().any(|part| !redact(&part.text).1.is_empty()) {
            return;
        }
        for found in redact(&word.text).1 {
            if certain(found.kind) {
                self.add(found.kind, Held::Inline);
                voice.removed(&word.field, word.line);
            } else {
                voice.perhaps_removed(&word.field, word.line);
            }
        }
    }

    /// An address: its login, and the values of its query that are credentials by name.
    pub(super) fn address(&mut self, voice: &mut Voice, word: &Word) {
        let query = word.text.split('#').next().and_then(|text| text.split_once('?')).map_or("", |(_, query)| query);
        let mut rest = word.text.clone();
        for (name, value) in query.split(['&', ';']).filter_map(|pair| pair.split_once('=')) {
            if names_secret(name) {
                self.value(voice, name, value, &word.field, word.line);
                rest = rest.replace(value, "");
            }
        }
        self.form(voice, &word.with(&rest), &[]);
    }

    /// States what was found; that there is none only where the whole command line was seen.
    pub(super) fn state(&self, voice: &mut Voice, whole: bool) {
        if self.held.is_empty() {
            if whole && !self.elsewhere {
                voice.say("secrets.count", 0);
                voice.say("secrets.names", Value::List(Vec::new()));
                voice.word("secrets.storage", "none");
            }
            return;
        }
        voice.say("secrets.count", i64::try_from(self.held.len()).unwrap_or(i64::MAX));
        voice.say("secrets.names", Value::list(self.held.keys().map(String::as_str)));
        let storage = match self.held.values().max() {
            Some(Held::Inline) => "inline",
            Some(Held::Environment) => "env",
            Some(Held::File) => "file",
            Some(Held::Keychain) => "keychain",
            Some(Held::Vault) => "vault",
            // An empty value says nothing about where it will stand.
            Some(Held::Empty) | None => return,
        };
        voice.word("secrets.storage", storage);
    }
}

/// Whether a text can be the name of a flag or a variable.
fn plain_name(text: &str) -> bool {
    text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

/// Forms that only credentials have; a query or a random run may be something else and is not counted.
fn certain(kind: &str) -> bool {
    !matches!(kind, "url-query" | "url-fragment" | "random-text")
}

/// Everything below a value as one text, for looking at only.
fn flat(node: &Node) -> String {
    match &node.kind {
        Kind::List(members) => members.iter().map(flat).collect::<Vec<_>>().join(" "),
        Kind::Map(entries) => {
            entries.iter().map(|(name, _, node)| format!("{name}={}", flat(node))).collect::<Vec<_>>().join(" ")
        }
        _ => node.scalar().unwrap_or_default(),
    }
}

/// Where a value is kept.
fn held(value: &str) -> Held {
    let value = value.trim();
    let bare = ["bearer ", "basic ", "token ", "apikey "].iter().find_map(|scheme| {
        value
            .get(..scheme.len())
            .filter(|head| head.eq_ignore_ascii_case(scheme))
            .and_then(|_| value.get(scheme.len()..))
    });
    let value = bare.unwrap_or(value).trim();
    if value.is_empty() || value.eq_ignore_ascii_case("bearer") || value.eq_ignore_ascii_case("basic") {
        return Held::Empty;
    }
    if value.contains("op://") || value.contains("vault:") || value.contains("keychain:") {
        return if value.contains("keychain:") { Held::Keychain } else { Held::Vault };
    }
    let (mut rest, mut strongest, mut any) = (String::new(), Held::Empty, false);
    let mut text = value;
    while let Some((at, end)) = reference(text) {
        let inner = text.get(at..end).unwrap_or_default();
        let kept = if inner.contains("input:") {
            Held::Keychain
        } else if inner.contains("file:") {
            Held::File
        } else if inner
            .split_once(":-")
            .is_some_and(|(_, default)| !default.trim_end_matches('}').is_empty() && !default.starts_with('$'))
        {
            Held::Inline
        } else {
            Held::Environment
        };
        strongest = strongest.max(kept);
        any = true;
        rest.push_str(text.get(..at).unwrap_or_default());
        text = text.get(end..).unwrap_or_default();
    }
    rest.push_str(text);
    // A few letters around a reference are a scheme or a prefix, not a key.
    if any && rest.chars().filter(|c| c.is_alphanumeric()).count() < 12 && redact(&rest).1.is_empty() {
        return strongest;
    }
    if is_reference(value) { Held::Environment } else { Held::Inline }
}

/// The first reference in a text, as a byte range.
fn reference(text: &str) -> Option<(usize, usize)> {
    for (at, c) in text.char_indices() {
        let rest = text.get(at..)?;
        let braces =
            rest.starts_with("${") || rest.starts_with("{{") || rest.starts_with("{env:") || rest.starts_with("{file:");
        if braces {
            let mut depth = 0_usize;
            for (end, c) in rest.char_indices() {
                match c {
                    '{' => depth += 1,
                    '}' if depth <= 1 => return Some((at, at + end + 1)),
                    '}' => depth -= 1,
                    _ => {}
                }
            }
        } else if c == '$'
            && text.get(..at).is_none_or(|before| !before.ends_with(|c: char| c.is_alphanumeric() || c == '$'))
        {
            // Without braces only capitals are a variable: `$ecret` may be a password.
            let name = rest.get(1..)?;
            let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(name.len());
            if name.get(..end).is_some_and(|name| is_reference(&format!("${name}"))) {
                return Some((at, at + 1 + end));
            }
        } else if c == '%' && is_reference(rest) {
            return Some((at, text.len()));
        }
    }
    None
}

/// Whether a value only shows where one belongs.
fn placeholder(value: &str) -> bool {
    let lower = value.to_lowercase();
    (lower.starts_with('<') && lower.ends_with('>'))
        || [
            "your",
            "xxx",
            "changeme",
            "change-me",
            "change_me",
            "placeholder",
            "replace",
            "example",
            "...",
            "***",
            "insert",
            "todo",
            "dummy",
        ]
        .iter()
        .any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_placed() {
        for (value, at) in [
            ("", Held::Empty),
            ("Bearer ", Held::Empty),
            ("${X}", Held::Environment),
            ("$X", Held::Environment),
            ("Bearer ${X}", Held::Environment),
            ("${env:X}", Held::Environment),
            ("{env:X}", Held::Environment),
            ("{{X}}", Held::Environment),
            ("%X%", Held::Environment),
            ("${input:x}", Held::Keychain),
            ("op://a/b/c", Held::Vault),
            ("{file:~/.x}", Held::File),
            ("${X:-hunter2}", Held::Inline),
            ("${X:-}", Held::Environment),
            ("${X:-${Y}}", Held::Environment),
            ("hunter2", Held::Inline),
            ("Basic aHVudGVyMg==", Held::Inline),
            ("${X}-ghp_abcdefghijklmnopqrstuvwx", Held::Inline),
            ("<your key>", Held::Inline),
            ("pa$$word", Held::Inline),
            ("$ecret1", Held::Inline),
            ("https://$HOST/$TOKEN", Held::Environment),
        ] {
            assert_eq!(held(value), at, "{value}");
        }
    }
}
