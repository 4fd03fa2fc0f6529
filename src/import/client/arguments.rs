//! What a server is handed on its command line: paths it may reach, switches that open it, credentials.

use super::super::draft::Draft;
use super::{secrets::Secrets, words::Word};
use crate::core::{
    profile::Value,
    text::{
        Clean,
        secret::{names_secret, redact},
    },
};

/// Longest list of paths that is kept.
const PATHS: usize = 200;
/// Parts of flags whose value is a place the server works in.
const PLACES: [&str; 12] =
    ["dir", "root", "folder", "path", "workspace", "vault", "repo", "project", "allow", "mount", "database", "db"];
/// Endings of files, which are handed over to be read and say nothing of the folder around them.
const FILES: &[&str] = &[
    ".json", ".yaml", ".yml", ".toml", ".env", ".log", ".py", ".js", ".mjs", ".ts", ".sh", ".pem", ".key", ".crt",
    ".txt", ".md", ".jar", ".db", ".sqlite", ".csv",
];

/// Paths the server may reach on this machine.
#[derive(Debug, Default)]
pub(super) struct Reached {
    paths: Vec<String>,
    level: u8,
}

/// Words of the fact `filesystem`, the narrowest first.
const LEVELS: [&str; 5] = ["none", "read-only", "scoped-write", "home", "full"];

impl Reached {
    /// A path and whether it can only be read.
    pub(super) fn add(&mut self, path: &str, read_only: bool) {
        let level = if read_only { 1 } else { breadth(path) };
        self.level = self.level.max(level);
        if !self.paths.iter().any(|known| known == path) && self.paths.len() < PATHS {
            self.paths.push(path.to_owned());
        }
    }
    /// A path that is named without a right to a whole folder.
    fn mention(&mut self, path: &str) {
        if !self.paths.iter().any(|known| known == path) && self.paths.len() < PATHS {
            self.paths.push(path.to_owned());
        }
    }
    /// States the paths. `closed`: nothing else of this machine can be reached, as in a container.
    pub(super) fn state(self, draft: &mut Draft<'_>, closed: bool, field: &str, line: usize) {
        if self.level > 0 || closed {
            let word = LEVELS.get(usize::from(self.level)).copied().unwrap_or("full");
            draft.word("filesystem", word, field, line);
        }
        if !self.paths.is_empty() || closed {
            let paths: Vec<Clean> = self.paths.iter().map(|path| draft.text(path, field, line)).collect();
            draft.say("filesystem.paths", Value::List(paths), field, line);
        }
    }
}

/// How much a writable path opens: 4 the whole machine, 3 a home, 2 less.
fn breadth(path: &str) -> u8 {
    let path = path.trim().replace('\\', "/");
    let bare = path.trim_end_matches('/');
    let parts: Vec<&str> = bare.split('/').filter(|part| !part.is_empty() && *part != ".").collect();
    let drive = bare.len() == 2 && bare.ends_with(':');
    match parts.as_slice() {
        [] if path.starts_with('/') => 4,
        _ if drive || path == "*" => 4,
        ["home" | "Users"] | ["root" | "etc" | "var" | "usr"] if path.starts_with('/') => 4,
        ["home" | "Users", _] if path.starts_with('/') => 3,
        [letter, "Users"] if letter.ends_with(':') => 4,
        [letter, "Users", _] if letter.ends_with(':') => 3,
        [
            "~" | "$HOME" | "${HOME}" | "${env:HOME}" | "%USERPROFILE%" | "${userHome}" | "$USERPROFILE"
            | "${USERPROFILE}",
        ] => 3,
        _ => 2,
    }
}

/// Whether a word is a path on this machine.
pub(super) fn is_path(text: &str) -> bool {
    let drive = text.as_bytes().get(1) == Some(&b':') && text.as_bytes().first().is_some_and(u8::is_ascii_alphabetic);
    let variable = [
        "$HOME",
        "${HOME}",
        "${workspaceFolder",
        "${userHome}",
        "%USERPROFILE%",
        "${env:HOME}",
        "$PWD",
        "${PWD}",
        "$USERPROFILE",
        "${USERPROFILE}",
        "%APPDATA%",
        "${CLAUDE_PROJECT_DIR",
    ];
    !text.contains("://")
        && !text.starts_with("//")
        && (text.starts_with(['/', '~'])
            || text.starts_with("./")
            || text.starts_with("../")
            || text == "."
            || text.starts_with("\\\\")
            || (drive && (text.len() == 2 || matches!(text.as_bytes().get(2), Some(b'/' | b'\\'))))
            || variable.iter().any(|start| text.starts_with(start)))
}

/// What the words behind a program say.
#[derive(Debug, Default)]
pub(super) struct Handed {
    /// Paths.
    pub reached: Reached,
    /// Addresses, as written.
    pub addresses: Vec<Word>,
}

/// Reads the words that a server is handed. `here`: paths among them are paths of this machine.
pub(super) fn read(draft: &mut Draft<'_>, secrets: &mut Secrets, words: &[Word], here: bool) -> Handed {
    let mut handed = Handed::default();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        at += 1;
        let text = word.text.trim();
        let (flag, value) = match text.split_once('=') {
            Some((flag, value)) if flag.starts_with('-') || is_variable(flag) => (flag, Some(word.with(value))),
            _ if text.starts_with('-') => (text, words.get(at).filter(|next| !next.text.starts_with('-')).cloned()),
            _ => ("", None),
        };
        if flag.is_empty() {
            plain(draft, secrets, word, here, &mut handed);
            continue;
        }
        switch(draft, flag, value.as_ref(), word);
        let Some(value) = value else { continue };
        // A word that only follows may belong to something else unless the flag asks for such a word.
        let glued = text.contains('=');
        if matches!(flag.to_ascii_lowercase().as_str(), "--header" | "-h" | "--headers") && value.text.contains(':') {
            let (name, content) = value.text.split_once(':').unwrap_or((&value.text, ""));
            secrets.header(draft, name.trim(), content.trim(), &value.field, value.line);
            at += usize::from(!glued);
        } else if matches!(flag, "--env" | "-e") && value.text.contains('=') {
            let (name, content) = value.text.split_once('=').unwrap_or((&value.text, ""));
            secrets.named(draft, name, content, &value.field, value.line);
            at += usize::from(!glued);
        } else if names_secret(flag) {
            secrets.named(draft, flag, &value.text, &value.field, value.line);
            at += usize::from(!glued);
        } else if is_path(&value.text) && here && place(flag) {
            if FILES.iter().any(|ending| value.text.ends_with(ending)) {
                handed.reached.mention(&value.text);
            } else {
                handed.reached.add(&value.text, false);
            }
            at += usize::from(!glued);
        } else if glued || value.text.contains("://") {
            plain(draft, secrets, &value, false, &mut handed);
            at += usize::from(!glued);
        } else if is_path(&value.text) {
            // A file for a flag that names no place: a log, a configuration.
            at += 1;
        }
    }
    handed
}

fn is_variable(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

fn place(flag: &str) -> bool {
    let flag = flag.to_ascii_lowercase();
    PLACES.iter().any(|part| flag.split(['-', '_', '.']).any(|word| word.starts_with(part) || word.ends_with("dir")))
}

fn plain(draft: &mut Draft<'_>, secrets: &mut Secrets, word: &Word, here: bool, handed: &mut Handed) {
    let text = word.text.trim();
    if text.starts_with("http://")
        || text.starts_with("https://")
        || text.starts_with("ws://")
        || text.starts_with("wss://")
    {
        handed.addresses.push(word.clone());
        return;
    }
    if here && is_path(text) {
        if FILES.iter().any(|ending| text.ends_with(ending)) {
            handed.reached.mention(text);
        } else {
            handed.reached.add(text, false);
        }
        return;
    }
    loose(draft, secrets, word);
}

/// A word that is kept nowhere: a credential in it is told.
pub(super) fn loose(draft: &mut Draft<'_>, secrets: &mut Secrets, word: &Word) {
    if let Some(found) = redact(&word.text).1.first() {
        secrets.inline(draft, Clean::new(found.kind), &word.field, word.line);
    }
}

/// Switches that open a server, whatever it is.
fn switch(draft: &mut Draft<'_>, flag: &str, value: Option<&Word>, word: &Word) {
    let off = value.is_some_and(|value| matches!(value.text.as_str(), "false" | "0" | "no"));
    if off {
        return;
    }
    let lower = flag.to_ascii_lowercase();
    let (field, line) = (word.field.as_str(), word.line);
    if lower.starts_with("--dangerously")
        || matches!(lower.as_str(), "--yolo" | "--auto-approve" | "--no-confirm" | "--skip-permissions" | "--unsafe")
    {
        draft.word("approval", "none", field, line);
    }
    if matches!(lower.as_str(), "--allow-write" | "--allow-writes" | "--enable-write" | "--read-write" | "--write") {
        draft.say("tools.file_write", true, field, line);
    }
    if matches!(
        lower.as_str(),
        "--allow-exec" | "--allow-run" | "--allow-shell" | "--enable-shell" | "--allow-commands"
    ) {
        draft.say("tools.execute", true, field, line);
    }
    if lower == "--allow-sensitive-data-access" {
        draft.say("reads.private_data", true, field, line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn facts(line: &str) -> String {
        let words: Vec<_> = super::super::words::split(line)
            .into_iter()
            .enumerate()
            .map(|(at, text)| Word { text, line: at + 1, field: format!("args[{at}]") })
            .collect();
        let mut draft = Draft::new("x", "client-config", "mcpServers", "s", 1);
        let mut secrets = Secrets::default();
        let handed = read(&mut draft, &mut secrets, &words, true);
        handed.addresses.iter().for_each(|word| loose(&mut draft, &mut secrets, word));
        handed.reached.state(&mut draft, false, "args", 1);
        secrets.state(&mut draft, 1);
        draft
            .profile
            .facts()
            .map(|(key, _)| format!("{key}={}", draft.profile.value(key.as_str()).unwrap()))
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn broad_paths_are_told_from_narrow_ones() {
        assert_eq!(facts("~/"), "filesystem=home; filesystem.paths=~/");
        assert_eq!(facts("/home/x /tmp"), "filesystem=home; filesystem.paths=/home/x, /tmp");
        assert_eq!(facts("/"), "filesystem=full; filesystem.paths=/");
        assert_eq!(facts("C:\\\\"), "filesystem=full; filesystem.paths=C:\\");
        assert_eq!(facts("${HOME}/projects"), "filesystem=scoped-write; filesystem.paths=${HOME}/projects");
        assert_eq!(facts("--repository /srv/git"), "filesystem=scoped-write; filesystem.paths=/srv/git");
        assert_eq!(facts("--log /var/log/x.log"), "");
        assert_eq!(facts("/srv/config.json"), "filesystem.paths=/srv/config.json");
    }

    #[test]
    fn credentials_in_arguments_are_found_and_dropped() {
        assert_eq!(
            facts("--access-token sbp_0102030405060708090a0b0c0d0e"),
            "secrets.count=1; secrets.names=--access-token; secrets.storage=inline"
        );
        assert_eq!(facts("--token=${TOKEN}"), "secrets.count=1; secrets.names=--token; secrets.storage=env");
        assert_eq!(facts("API_KEY=hunter2"), "secrets.count=1; secrets.names=API_KEY; secrets.storage=inline");
        assert_eq!(
            facts("postgresql://u:pass@h/x"),
            "secrets.count=1; secrets.names=address credential; secrets.storage=inline"
        );
        assert_eq!(
            facts("--header 'Authorization: Bearer ${T}'"),
            "auth=shared-token; secrets.count=1; secrets.names=Authorization; secrets.storage=env"
        );
        assert_eq!(facts("--region us-west-2 --profile default"), "");
    }

    #[test]
    fn switches_that_open_a_server_are_stated() {
        assert_eq!(facts("--dangerously-skip-permissions"), "approval=none");
        assert_eq!(
            facts("--allow-write --allow-sensitive-data-access"),
            "reads.private_data=yes; tools.file_write=yes"
        );
        assert_eq!(facts("--allow-write=false"), "");
    }
}
