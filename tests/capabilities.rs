//! What `docs/capabilities.md` names must exist.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

mod common;

use std::{fs, path::Path};

use common::Home;

fn rows() -> Vec<Vec<String>> {
    let text =
        fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/capabilities.md")).expect("the page");
    text.lines()
        .filter(|line| line.starts_with("| F"))
        .map(|line| line.trim_matches('|').split('|').map(|cell| cell.trim().to_owned()).collect())
        .collect()
}

#[test]
fn each_of_the_102_stands_once() {
    let ids: Vec<_> = rows().into_iter().map(|row| row[0].clone()).collect();
    let wanted: Vec<_> = (1..=102).map(|number| format!("F{number:03}")).collect();
    assert_eq!(ids, wanted);
}

#[test]
fn what_is_claimed_is_shown() {
    for row in rows() {
        assert_eq!(row.len(), 4, "{row:?}");
        assert_eq!(row[2] == "not yet", row[3].is_empty(), "{row:?}");
    }
}

#[test]
fn what_is_named_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = Home::new();
    for row in rows() {
        for named in row[3].split('`').skip(1).step_by(2) {
            if let Some(command) = named.strip_prefix("mcpserver-operator ") {
                let mut args: Vec<&str> = command.split(' ').collect();
                if let ["show", item] = args.as_slice() {
                    assert_eq!(home.run(&["show", item]).code, 0, "{}: {named}", row[0]);
                    continue;
                }
                args.push("--help");
                assert_eq!(home.run(&args).code, 0, "{}: {named}", row[0]);
                continue;
            }
            let (file, test) = named.split_once("::").map_or((named, None), |(file, test)| (file, Some(test)));
            let text =
                fs::read_to_string(root.join(file)).unwrap_or_else(|error| panic!("{}: {file}: {error}", row[0]));
            if let Some(test) = test {
                assert!(text.contains(&format!("fn {test}(")), "{}: {file} has no test {test}", row[0]);
            }
        }
    }
}
