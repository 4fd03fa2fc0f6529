//! The borders between rooms, read from the source: what the compiler cannot hold.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::{
    fs,
    path::{Path, PathBuf},
};

fn sources(below: &str) -> Vec<(PathBuf, String)> {
    fn walk(dir: &Path, files: &mut Vec<PathBuf>) {
        let mut entries: Vec<_> =
            fs::read_dir(dir).expect("a folder").map(|entry| entry.expect("an entry").path()).collect();
        entries.sort();
        for path in entries {
            if path.is_dir() {
                walk(&path, files);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    walk(&root.join(below), &mut files);
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).expect("readable source");
            (path.strip_prefix(root).expect("below the root").to_path_buf(), code(&text))
        })
        .collect()
}

/// The text without comments; tests at the end of a file stay, they obey the same borders.
fn code(text: &str) -> String {
    text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect::<Vec<_>>().join("\n")
}

fn forbidden(below: &str, words: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, code) in sources(below) {
        // Test modules may use what they need to look from outside.
        if path.components().any(|part| part.as_os_str() == "tests") {
            continue;
        }
        for word in words {
            for (at, line) in code.lines().enumerate() {
                if line.contains(word) {
                    found.push(format!("{}:{}: {word}", path.display(), at + 1));
                }
            }
        }
    }
    found
}

fn rooms(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| format!("crate::{name}")).collect()
}

fn assert_keeps_out(below: &str, words: &[&str]) {
    let found = forbidden(below, words);
    assert!(found.is_empty(), "{below} reaches over its border:\n{}", found.join("\n"));
}

const DOORS: [&str; 9] = ["app", "cli", "config", "guidance", "import", "export", "mcp", "store", "tui"];

#[test]
fn the_core_knows_no_other_room() {
    let words = rooms(&DOORS);
    assert_keeps_out("src/core", &words.iter().map(String::as_str).collect::<Vec<_>>());
}

#[test]
fn the_core_knows_no_screen_store_file_clock_or_environment() {
    assert_keeps_out(
        "src/core",
        &[
            "ratatui",
            "crossterm",
            "tui_textarea",
            "tokio",
            "sled",
            "rmcp",
            "clap",
            "rustix",
            "std::fs",
            "std::env",
            "std::io",
            "std::net",
            "std::process",
            "std::thread",
            "std::time",
            "SystemTime",
            "Instant::now",
            "Timestamp::now",
            "Zoned::now",
            "println!",
            "eprintln!",
            "HashMap",
            "HashSet",
        ],
    );
}

#[test]
fn inside_the_core_data_flows_one_way() {
    for (room, later) in [
        ("text", &["profile", "library", "assess", "advise", "consult"][..]),
        ("profile", &["library", "assess", "advise", "consult"]),
        ("library", &["assess", "advise", "consult"]),
        ("assess", &["advise", "consult"]),
        ("advise", &["consult"]),
    ] {
        let words: Vec<_> = later.iter().map(|name| format!("core::{name}")).collect();
        assert_keeps_out(&format!("src/core/{room}"), &words.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn rooms_use_only_those_to_their_right() {
    for (room, keeps_out) in [
        ("guidance", &["app", "cli", "config", "import", "store", "tui"][..]),
        ("import", &["app", "cli", "config", "store", "tui"]),
        ("store", &["app", "cli", "config", "guidance", "import", "tui"]),
        ("app", &["cli", "config", "tui"]),
        ("cli", &["tui", "guidance::guard", "import::client"]),
        ("tui", &["cli", "config", "store", "import", "guidance"]),
    ] {
        let words = rooms(keeps_out);
        assert_keeps_out(&format!("src/{room}"), &words.iter().map(String::as_str).collect::<Vec<_>>());
    }
}

#[test]
fn only_the_store_knows_sled_and_only_the_workbench_the_screen() {
    for room in ["app", "cli", "config", "guidance", "import", "tui"] {
        assert_keeps_out(&format!("src/{room}"), &["sled::"]);
    }
    for room in ["app", "cli", "config", "guidance", "import", "store"] {
        assert_keeps_out(&format!("src/{room}"), &["ratatui", "crossterm", "tui_textarea", "tokio"]);
    }
}

#[test]
fn the_program_reaches_no_network_and_starts_no_process() {
    assert_keeps_out("src", &["std::net", "TcpStream", "TcpListener", "UdpSocket", "UnixStream", "process::Command"]);
}

#[test]
fn update_and_view_do_no_input_or_output() {
    for part in ["src/tui/update", "src/tui/view", "src/tui/state"] {
        if Path::new(env!("CARGO_MANIFEST_DIR")).join(part).exists() {
            assert_keeps_out(part, &["std::fs", "std::env", "SystemTime", "Instant::now", "thread::", "tokio"]);
        }
    }
}

#[test]
fn files_keep_to_one_subject() {
    let tables = ["src/cli/args.rs"];
    let long: Vec<_> = sources("src")
        .into_iter()
        .map(|(path, code)| (path.display().to_string(), code.lines().count()))
        .filter(|(path, lines)| *lines > 600 && !tables.contains(&path.as_str()))
        .collect();
    assert!(long.is_empty(), "longer than 600 lines: {long:?}");
}

#[test]
fn no_room_is_a_drawer() {
    for (path, _) in sources("src") {
        let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
        assert!(
            !["utils", "util", "helpers", "helper", "manager", "misc", "common"].contains(&name.as_str()),
            "{path:?}"
        );
    }
}

/// A border that nothing can cross shows nothing: the reader must see what stands there.
#[test]
fn the_reader_of_borders_sees() {
    assert!(!forbidden("src/store", &["rustix"]).is_empty());
    assert!(!forbidden("src/core/advise", &["core::assess", "assess::"]).is_empty());
}
