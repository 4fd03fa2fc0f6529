//! Real client configurations, where they are at hand: nothing panics, nothing is silent, no value of a credential,
//! variable or header comes through.

#![allow(clippy::unwrap_used, clippy::panic)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use mcpserver_operator::{
    guidance,
    import::{Input, read},
};
use regex::Regex;

fn files(below: &Path, found: &mut Vec<PathBuf>) {
    let mut entries: Vec<_> = fs::read_dir(below).into_iter().flatten().flatten().map(|entry| entry.path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn corpus(part: &str) -> Vec<(String, Vec<u8>)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/cases").join(part);
    let mut found = Vec::new();
    files(&root, &mut found);
    if found.is_empty() {
        eprintln!("corpus absent: run ../shared/unpack target/cases");
    }
    found
        .into_iter()
        .map(|path| {
            let bytes = fs::read(&path).unwrap();
            (path.strip_prefix(&root).unwrap().to_string_lossy().into_owned(), bytes)
        })
        .collect()
}

#[test]
fn every_file_gives_servers_or_says_why_not() {
    let library = guidance::load(&[]).unwrap();
    let mut servers = 0;
    for (path, bytes) in corpus("corpora/dev/client-configs") {
        let outcome = read(&Input { path: path.clone(), bytes }, &library);
        servers += outcome.profiles.len();
        assert!(!outcome.profiles.is_empty() || !outcome.problems.is_empty(), "{path} is passed over in silence");
        for problem in &outcome.problems {
            assert!(problem.text.as_str().len() > 20, "{path}: {problem:?}");
        }
        for profile in &outcome.profiles {
            assert!(profile.origin.place.as_str().contains("(line "), "{path}");
            for (key, _) in profile.facts() {
                let fact = library.fact(key.as_str()).unwrap_or_else(|| panic!("{path}: {key} is not declared"));
                let value = profile.value(key.as_str()).unwrap_or_else(|| panic!("{path}: {key} has two values"));
                assert!(fact.admits(value), "{path}: {key} does not take {value}");
            }
        }
    }
    eprintln!("{servers} servers");
}

/// Values of variables and headers, by a method that shares nothing with the readers: blocks between braces for JSON
/// and TOML, sections for TOML, indentation for YAML.
fn values(text: &str) -> BTreeSet<String> {
    let mut values = BTreeSet::new();
    let references = Regex::new(r"\$?\{\{?[A-Za-z0-9_:.-]*\}?\}").unwrap();
    let flat = references.replace_all(text, "$$REF");
    let block = Regex::new(r#"(?s)"?\b(?:env|envs|environment|headers|http_headers)"?\s*[:=]\s*\{([^{}]*)\}"#).unwrap();
    let pair = Regex::new(r#"[:=]\s*(?:"((?:[^"\\]|\\.)*)"|'([^']*)')"#).unwrap();
    for inner in block.captures_iter(&flat) {
        values.extend(pair.captures_iter(&inner[1]).map(|hit| hit.get(1).or(hit.get(2)).unwrap().as_str().to_owned()));
    }
    let section = Regex::new(r"(?m)^\[[^\]\n]*\.(?:env|http_headers)\]\s*$").unwrap();
    for start in section.find_iter(&flat) {
        let body: String = flat[start.end()..]
            .lines()
            .skip(1)
            .take_while(|line| !line.starts_with('['))
            .map(|line| format!("{line}\n"))
            .collect();
        values.extend(pair.captures_iter(&body).map(|hit| hit.get(1).or(hit.get(2)).unwrap().as_str().to_owned()));
    }
    let mut indent = None;
    for line in flat.lines() {
        let depth = line.len() - line.trim_start().len();
        if matches!(line.trim(), "env:" | "envs:" | "headers:") {
            indent = Some(depth);
        } else if indent.is_some_and(|above| depth > above) {
            if let Some((_, value)) = line.trim().split_once(": ") {
                values.insert(value.trim_matches(['"', '\'']).to_owned());
            }
        } else if !line.trim().is_empty() {
            indent = None;
        }
    }
    values
}

#[test]
fn no_value_of_a_variable_or_header_comes_through() {
    let library = guidance::load(&[]).unwrap();
    let mut looked_at = 0;
    for (path, bytes) in corpus("corpora/dev/client-configs") {
        let Ok(text) = std::str::from_utf8(&bytes) else { continue };
        let values = values(text);
        // The name of the file is shown as given and is not what is looked for here.
        let outcome = read(&Input { path: "x".to_owned(), bytes: bytes.clone() }, &library);
        let shown =
            serde_json::to_string(&outcome.profiles).unwrap() + &serde_json::to_string(&outcome.problems).unwrap();
        for value in values {
            for part in value.split([' ', '"', ',']).chain([value.as_str()]) {
                let common = ["Bearer", "python", "server", "Server", "Computer", "production", "staging", "localhost"]
                    .contains(&part);
                if part.chars().count() > 5 && !part.contains("$REF") && !part.starts_with('$') && !common {
                    looked_at += 1;
                    assert!(!shown.contains(part), "{path}: the value of a variable came through");
                }
            }
        }
    }
    eprintln!("{looked_at} values looked for");
}

#[test]
fn hostile_files_are_survived_and_keep_their_secrets() {
    let manifest = corpus("hostile/dev").into_iter().find(|(path, _)| path == "manifest.yaml");
    let bodies: Vec<String> =
        manifest.map(|(_, bytes)| String::from_utf8(bytes).unwrap()).map_or_else(Vec::new, |text| {
            let never = Regex::new(r"(?m)^\s+never: '?([^\s'|>]{8,})'?$").unwrap();
            never.captures_iter(&text).map(|hit| hit[1].to_owned()).collect()
        });
    let library = guidance::load(&[]).unwrap();
    for (path, bytes) in corpus("hostile/dev").into_iter().filter(|(path, _)| path != "manifest.yaml") {
        let outcome = read(&Input { path: path.clone(), bytes }, &library);
        assert!(!outcome.profiles.is_empty() || !outcome.problems.is_empty(), "{path}");
        let shown =
            serde_json::to_string(&outcome.profiles).unwrap() + &serde_json::to_string(&outcome.problems).unwrap();
        for body in &bodies {
            for window in body.as_bytes().windows(8) {
                let window = String::from_utf8_lossy(window);
                assert!(!shown.contains(window.as_ref()), "{path}: a part of a planted credential came through");
            }
        }
    }
    eprintln!("{} planted credentials", bodies.len());
}
