//! Readers: untrusted files to facts.
//!
//! A file goes `gather -> text -> tree -> reader`. [`gather`] opens regular files only and bounds their size; `text`
//! refuses what is not UTF-8 and tells JSON, TOML and YAML apart; the tree keeps the line of every value; a reader
//! turns it into profiles: `form` reads our own form, `client` the configurations of clients. Values of credentials
//! end in the readers: a profile holds names and places alone, because every text enters it through `draft`.

mod client;
mod draft;
mod form;
mod gather;
mod json;
mod limits;
mod text;
mod toml;
mod tree;
mod yaml;

use crate::core::{
    library::Library,
    profile::{Problem, Profile},
    text::Clean,
};

pub use form::SCHEMA as FORM_SCHEMA;
pub use gather::gather;

/// A file as it was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Input {
    /// The path as given, `-` for standard input.
    pub path: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
}

/// What a file gave. A file without a server has at least one problem that says why.
#[derive(Clone, Debug, Default)]
pub struct Outcome {
    /// The client the file belongs to, where it was recognised: `claude-desktop`, `vscode`, `generic`.
    pub client: Option<Clean>,
    /// Its servers, in the order of the file; equal names stay apart.
    pub profiles: Vec<Profile>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Reads one file, whatever it is called: a client configuration or a profile in our own form. The library says which
/// facts our form may hold. Pure on the bytes: paths that stand in the file are not looked at.
#[must_use]
pub fn read(input: &Input, library: &Library) -> Outcome {
    let refused = |refusal: tree::Refusal| Outcome {
        problems: vec![draft::problem(&input.path, refusal.line, None, &refusal.text)],
        ..Outcome::default()
    };
    let text = match text::decode(&input.bytes) {
        Ok(text) => text,
        Err(refusal) => return refused(refusal),
    };
    match text::tree(&input.path, text) {
        Err(refusal) => refused(refusal),
        Ok((_, tree)) if form::recognise(&tree) => form::read(&input.path, &tree, library),
        Ok((format, tree)) => client::read(&input.path, format, &tree),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const SEEDS: [&str; 4] = [
        r#"{"mcpServers":{"a b":{"command":"docker","args":["run","-e","K=v","-v","/:/x","i:1@sha256:00"],"env":{"T":"${T:-x}"},"autoApprove":["x"]}}}"#,
        r#"{"servers":{"s":{"url":"https://u:p@[::1]:80/a?k=v#f","headers":{"A":"Bearer x"}}},"inputs":[{"id":"k","default":"x"}]}"#,
        "[mcp_servers.a]\ncommand = \"bash\"\nargs = [\"-c\", \"A=b npx -y p\"]\n",
        "extensions:\n  a: &a\n    type: stdio\n    cmd: uvx\n    args: [--from, 'git+https://x/y@z', c]\n  b: *a\n",
    ];

    fn library() -> &'static Library {
        static LIBRARY: std::sync::LazyLock<Library> = std::sync::LazyLock::new(|| crate::guidance::load(&[]).unwrap());
        &LIBRARY
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]
        #[test]
        fn spoilt_files_never_panic_and_never_pass_in_silence(
            seed in prop::sample::select(SEEDS.to_vec()),
            cuts in prop::collection::vec((any::<prop::sample::Index>(), "[\\PC\\n]{0,4}"), 0..6),
        ) {
            let library = library();
            let mut text: Vec<char> = seed.chars().collect();
            for (at, with) in cuts {
                let at = at.index(text.len().max(1));
                let end = (at + 1).min(text.len());
                text.splice(at.min(end)..end, with.chars());
            }
            let bytes = text.into_iter().collect::<String>().into_bytes();
            let outcome = read(&Input { path: "x".to_owned(), bytes }, library);
            prop_assert!(!outcome.profiles.is_empty() || !outcome.problems.is_empty());
            for profile in &outcome.profiles {
                for (key, _) in profile.facts() {
                    let fits = library.fact(key.as_str()).zip(profile.value(key.as_str())).is_some_and(|(fact, value)| fact.admits(value));
                    prop_assert!(fits, "{}", key);
                }
            }
        }

        #[test]
        fn bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let library = library();
            let _ = read(&Input { path: "x".to_owned(), bytes }, library);
        }
    }
}
