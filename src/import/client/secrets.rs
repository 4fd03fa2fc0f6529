//! Credentials of one server: their names and where they are kept. Their values end here.

use std::collections::BTreeSet;

use super::super::{draft::Draft, tree::Node};
use crate::core::{
    profile::Value,
    text::{
        Clean,
        secret::{Reference, is_placeholder, names_secret, redact, refers},
    },
};

/// Where a credential is kept, the worst first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kept {
    Inline,
    File,
    Environment,
    Keychain,
    Vault,
}

impl Kept {
    fn word(self) -> &'static str {
        match self {
            Self::Inline => "inline",
            Self::File => "file",
            Self::Environment => "env",
            Self::Keychain => "keychain",
            Self::Vault => "vault",
        }
    }
}

impl From<Reference> for Kept {
    fn from(reference: Reference) -> Self {
        match reference {
            Reference::Environment => Self::Environment,
            Reference::Keychain => Self::Keychain,
            Reference::Vault => Self::Vault,
            Reference::File => Self::File,
        }
    }
}

/// Longest list of names that is kept.
const NAMES: usize = 200;

/// What was found so far.
#[derive(Debug, Default)]
pub(super) struct Secrets {
    names: Vec<Clean>,
    kept: BTreeSet<Kept>,
    /// How the client shows who it is, where the file says so.
    pub(super) auth: Option<&'static str>,
    /// A file of variables is handed over.
    pub(super) file: bool,
    /// The program is started by a secret manager.
    pub(super) vault: bool,
}

impl Secrets {
    fn add(&mut self, name: Clean, kept: Option<Kept>) {
        if !self.names.contains(&name) && self.names.len() < NAMES {
            self.names.push(name);
        }
        self.kept.extend(kept);
    }

    /// A variable, header, flag or field with a value. Returns whether it is a credential.
    pub(super) fn named(&mut self, draft: &mut Draft<'_>, name: &str, value: &str, field: &str, line: usize) -> bool {
        // A credential pasted as the name is taken out of the name.
        let (bare, pasted) = redact(name);
        let shown = draft.text(name, field, line);
        if !pasted.is_empty() {
            self.add(shown, Some(Kept::Inline));
            return true;
        }
        if let Some(reference) = refers(value) {
            let by_name = names_secret(&bare);
            if by_name {
                self.add(shown, Some(reference.into()));
            }
            return by_name;
        }
        if names_secret(&bare) {
            if is_placeholder(value) {
                // Nothing is known of where the real value will stand.
                self.add(shown, None);
            } else if let Some(kept) = leans(value) {
                self.add(shown, Some(kept));
            } else if is_path(value) {
                self.add(shown, Some(Kept::File));
            } else {
                self.inline(draft, shown, field, line);
            }
            return true;
        }
        let (_, found) = redact(value);
        if !found.is_empty() {
            self.inline(draft, shown, field, line);
        }
        !found.is_empty()
    }

    /// A credential in plain text.
    pub(super) fn inline(&mut self, draft: &mut Draft<'_>, name: Clean, field: &str, line: usize) {
        draft.dropped("a credential stands here in plain text; its value was dropped", field, line);
        self.add(name, Some(Kept::Inline));
    }

    /// A variable whose value comes from elsewhere.
    pub(super) fn declared(&mut self, draft: &mut Draft<'_>, name: &str, kept: Kept, field: &str, line: usize) {
        if names_secret(name) || kept == Kept::Keychain {
            let shown = draft.text(name, field, line);
            self.add(shown, Some(kept));
        }
    }

    /// A header: a credential in one says how the client shows who it is.
    pub(super) fn header(&mut self, draft: &mut Draft<'_>, name: &str, value: &str, field: &str, line: usize) {
        if self.named(draft, name, value, field, line) {
            self.auth.get_or_insert("shared-token");
        }
    }

    /// Everything in a field that nobody models: nothing of it is kept, but a credential in it is told.
    pub(super) fn sweep(&mut self, draft: &mut Draft<'_>, field: &str, node: &Node) {
        for (name, line, inner) in node.entries() {
            let field = format!("{field}.{name}");
            match inner.scalar() {
                Some(value) => {
                    self.named(draft, name, &value, &field, *line);
                }
                None => self.sweep(draft, &field, inner),
            }
        }
        for member in node.members() {
            self.sweep(draft, field, member);
        }
        if let Some(text) = node.text()
            && !redact(text).1.is_empty()
        {
            let name = draft.text(field, field, node.line);
            self.inline(draft, name, field, node.line);
        }
    }

    /// States what was found.
    pub(super) fn state(self, draft: &mut Draft<'_>, line: usize) {
        let mut kept = self.kept;
        if self.file && !kept.contains(&Kept::Inline) {
            kept.insert(Kept::File);
        }
        if self.vault && kept.iter().all(|kept| *kept == Kept::Environment) {
            kept = BTreeSet::from([Kept::Vault]);
        }
        if let Some(worst) = kept.first() {
            draft.word("secrets.storage", worst.word(), "", line);
        }
        if !self.names.is_empty() {
            draft.say("secrets.count", Value::Int(i64::try_from(self.names.len()).unwrap_or(i64::MAX)), "", line);
            draft.say("secrets.names", Value::List(self.names), "", line);
        }
        if let Some(auth) = self.auth {
            draft.word("auth", auth, "", line);
        }
    }
}

/// A value made of references and a few fixed words, such as `Token ${X}` or `${A}:${B}`.
fn leans(value: &str) -> Option<Kept> {
    let mut rest = String::new();
    let mut found: Option<Kept> = None;
    let mut left = value;
    while let Some(at) = left.find(['$', '{']) {
        rest.push_str(left.get(..at)?);
        let tail = left.get(at..)?;
        let end = span(tail)?;
        let kept = refers(tail.get(..end)?)?.into();
        found = Some(found.map_or(kept, |before: Kept| before.min(kept)));
        left = tail.get(end..)?;
    }
    rest.push_str(left);
    let quiet = rest.split(|c: char| !c.is_ascii_alphanumeric()).all(|word| {
        word.len() <= 4
            || matches!(
                word.to_ascii_lowercase().as_str(),
                "bearer" | "basic" | "token" | "apikey" | "authorization" | "value" | "https"
            )
    });
    found.filter(|_| quiet)
}

/// Where the reference ends that a text starts with: after the brace that closes it, or after its name.
fn span(text: &str) -> Option<usize> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => {
                depth = depth.checked_sub(1)?;
                if depth == 0 {
                    return Some(at + 1);
                }
            }
            _ if depth == 0 && at > 0 && !c.is_ascii_alphanumeric() && c != '_' => return Some(at),
            _ => {}
        }
    }
    (depth == 0).then_some(text.len())
}

/// Whether a value is the path of a file in which the credential lies.
fn is_path(value: &str) -> bool {
    let value = value.trim();
    let rooted = value.starts_with(['/', '~'])
        || value.starts_with("./")
        || value.starts_with("../")
        || value.get(1..3) == Some(":\\");
    let named = [".json", ".pem", ".key", ".p8", ".p12", ".txt", ".env", ".yaml", ".yml"]
        .iter()
        .any(|end| value.ends_with(end));
    !value.contains(char::is_whitespace)
        && value.len() < 512
        && (rooted || named)
        && redact(value).1.is_empty()
        // A base64 text may start with a slash; a path has words between its slashes.
        && value.split(['/', '\\']).all(|part| part.len() <= 64)
        && (named || value.matches(['/', '\\']).count() >= 2 || value.starts_with('~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(pairs: &[(&str, &str)]) -> (Vec<String>, Option<String>, usize) {
        let mut draft = Draft::new("x.json", "client-config", "mcpServers", "s", 1);
        let mut secrets = Secrets::default();
        for (name, value) in pairs {
            secrets.named(&mut draft, name, value, &format!("env.{name}"), 2);
        }
        secrets.state(&mut draft, 1);
        let names = match draft.profile.value("secrets.names") {
            Some(Value::List(names)) => names.iter().map(ToString::to_string).collect(),
            _ => Vec::new(),
        };
        let storage = draft.profile.value("secrets.storage").and_then(Value::as_text).map(str::to_owned);
        for (_, value) in pairs {
            let all = serde_json::to_string(&draft.profile).unwrap();
            assert!(
                value.len() < 6 || refers(value).is_some() || is_placeholder(value) || !all.contains(value),
                "{all}"
            );
        }
        (names, storage, draft.profile.notices.len())
    }

    #[test]
    fn names_and_places_are_kept_values_are_not() {
        let one = |name: &str, value: &str| {
            let (names, storage, notices) = read(&[(name, value)]);
            (names.len(), storage.unwrap_or_default(), notices)
        };
        assert_eq!(one("API_KEY", "hunter2"), (1, "inline".into(), 1));
        assert_eq!(one("API_KEY", "${API_KEY}"), (1, "env".into(), 0));
        assert_eq!(one("API_KEY", "${API_KEY:-hunter2}"), (1, "inline".into(), 1));
        assert_eq!(one("API_KEY", "${input:key}"), (1, "keychain".into(), 0));
        assert_eq!(one("API_KEY", "op://vault/item/field"), (1, "vault".into(), 0));
        assert_eq!(one("API_KEY", "YOUR_API_KEY"), (1, String::new(), 0));
        assert_eq!(one("API_KEY", ""), (1, String::new(), 0));
        assert_eq!(one("Authorization", "Token ${A}"), (1, "env".into(), 0));
        assert_eq!(one("Authorization", "Basic ${A}:${B}"), (1, "env".into(), 0));
        assert_eq!(one("GOOGLE_APPLICATION_CREDENTIALS", "/home/x/key.json"), (1, "file".into(), 0));
        assert_eq!(one("DATABASE_URL", "postgres://u:pass1234@db/x"), (1, "inline".into(), 1));
        assert_eq!(one("DATABASE_URL", "${DATABASE_URL}"), (0, String::new(), 0));
        assert_eq!(one("LEVEL", "debug"), (0, String::new(), 0));
        assert_eq!(one("AKIAJRRI55C3GMH5QFSA", "x"), (1, "inline".into(), 1));
    }

    #[test]
    fn the_worst_place_counts() {
        assert_eq!(
            read(&[("A_KEY", "${A}"), ("B_KEY", "hunter2"), ("C_KEY", "${input:c}")]).1.as_deref(),
            Some("inline")
        );
        assert_eq!(read(&[("A_KEY", "${A}"), ("C_KEY", "${input:c}")]).1.as_deref(), Some("env"));
    }
}
