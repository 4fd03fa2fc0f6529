//! The importer over client configurations as people really have them. The corpus is no part of the repository; where
//! it is absent the test says so and passes.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what these helpers cannot read fails the test")]

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    process::Command,
};

use mcpserver_operator::{core::library::Library, guidance, import};

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/target/cases/corpora/dev/client-configs");
const COUNTER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/oracles/count_servers.py");

fn library() -> Library {
    guidance::load_builtin().unwrap_or_else(|error| panic!("{error}"))
}

/// Every file below a folder, whatever its ending.
fn files(folder: &Path, found: &mut Vec<PathBuf>) {
    let mut inner: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    inner.sort();
    for path in inner {
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

fn corpus() -> Option<Vec<PathBuf>> {
    if !Path::new(CORPUS).is_dir() {
        println!("skipped: there is no corpus at {CORPUS}");
        return None;
    }
    let mut found = Vec::new();
    files(Path::new(CORPUS), &mut found);
    Some(found)
}

fn read(path: &Path, library: &Library) -> import::Outcome {
    let (inputs, problems) = import::gather(&[path.to_owned()], &mut std::io::empty());
    assert!(problems.is_empty(), "{problems:?}");
    import::read(inputs.first().unwrap(), library)
}

/// Values below keys whose values must not be kept, and every other text, from a tree read by the importer's own
/// format readers.
fn texts(node: &import::tree::Node, inside: bool, kept_out: &mut BTreeSet<String>, others: &mut String) {
    use import::tree::Kind;
    const HOLDERS: &[&str] = &["env", "environment", "envs", "headers", "http_headers"];
    match &node.kind {
        Kind::Text(text) if inside => {
            kept_out.insert(text.clone());
        }
        Kind::Text(text) => {
            others.push_str(text);
            others.push('\n');
        }
        Kind::List(members) => members.iter().for_each(|member| texts(member, inside, kept_out, others)),
        Kind::Map(entries) => {
            for (key, _, value) in entries {
                others.push_str(key);
                others.push('\n');
                texts(value, inside || HOLDERS.contains(&key.as_str()), kept_out, others);
            }
        }
        _ => {}
    }
}

#[test]
fn every_file_gives_servers_or_says_why_not() {
    let Some(paths) = corpus() else { return };
    let library = library();
    let mut servers = 0;
    for path in &paths {
        let outcome = read(path, &library);
        servers += outcome.profiles.len();
        assert!(!outcome.profiles.is_empty() || !outcome.problems.is_empty(), "{}", path.display());
        for profile in &outcome.profiles {
            for (key, _) in profile.facts() {
                let fact = library.fact(key.as_str()).unwrap_or_else(|| panic!("{key} is no fact"));
                let value = profile.value(key.as_str()).unwrap();
                assert!(fact.admits(value), "{} {key} {value}", path.display());
            }
        }
    }
    println!("{} files, {servers} servers", paths.len());
}

#[test]
fn no_value_of_a_variable_or_header_is_kept() {
    let Some(paths) = corpus() else { return };
    let library = library();
    let mut looked_for = 0;
    for path in &paths {
        let bytes = std::fs::read(path).unwrap();
        let shown = path.display().to_string();
        let tree = import::text::decode(&bytes).and_then(|text| import::text::tree(&shown, text));
        let Ok(tree) = tree else { continue };
        let (mut kept_out, mut others) = (BTreeSet::new(), String::new());
        texts(&tree, false, &mut kept_out, &mut others);
        let outcome = read(path, &library);
        let said = format!("{} {:?}", serde_json::to_string(&outcome.profiles).unwrap(), outcome.problems);
        for value in kept_out.iter().filter(|value| value.len() >= 6 && !others.contains(value.as_str())) {
            looked_for += 1;
            assert!(!said.contains(value.as_str()), "a value of {shown} is kept");
        }
    }
    println!("{looked_for} values looked for");
}

#[test]
fn the_count_agrees_with_an_independent_counter() {
    let Some(paths) = corpus() else { return };
    let Ok(counted) = Command::new("python3").arg(COUNTER).arg(CORPUS).output() else {
        println!("skipped: there is no python3");
        return;
    };
    if !counted.status.success() {
        println!("skipped: the counter does not run here (it needs PyYAML)");
        return;
    }
    let library = library();
    let counted = String::from_utf8_lossy(&counted.stdout).into_owned();
    let mut compared = 0;
    for line in counted.lines() {
        let (number, path) = line.split_once('\t').unwrap();
        let outcome = read(&Path::new(CORPUS).join(path), &library);
        let own = outcome.profiles.len();
        match number.parse::<usize>() {
            Ok(number) => assert_eq!(own, number, "{path} {:?}", outcome.problems),
            // What the plain reader cannot read may still be read here.
            Err(_) => assert!(own > 0 || !outcome.problems.is_empty(), "{path}"),
        }
        compared += 1;
    }
    assert_eq!(compared, paths.len());
    println!("{compared} files compared");
}
