//! The journal from outside: crashes, races, damage, full and read-only places, and an index that may fail.

#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "the helpers of tests may fail as tests do")]

mod crash;
mod damage;
mod index;
mod place;
mod race;

use std::{
    path::Path,
    process::{Command, Stdio},
};

use mcpserver_operator::{
    core::{
        consult::{Actor, Body, Door, Event, Id, Noted, Opened, Store, StoreError, Unsealed},
        text::Prose,
    },
    store::Journal,
};

fn id() -> Id {
    Id::parse("desktop-aaaaaa").unwrap()
}

fn unsealed(body: Body) -> Unsealed {
    let actor = Actor { name: "alice".into(), door: Door::CommandLine, client: None };
    Unsealed { at: "2026-03-01T09:30:00Z".to_owned(), actor, library: "1.0.0".into(), body }
}

fn opened() -> Unsealed {
    unsealed(Body::Opened(Opened {
        name: "Desktop".into(),
        client: "claude-desktop".into(),
        origin_kind: "client-config".into(),
        identity: "a".into(),
        servers: Vec::new(),
    }))
}

fn note(text: &str) -> Unsealed {
    unsealed(Body::Noted(Noted { server: None, text: Prose::new(text) }))
}

/// A store with one consultation of `events` events.
fn store_of(dir: &Path, events: usize) -> Journal {
    let mut journal = Journal::open(dir).unwrap();
    fill(&mut journal, &id(), events);
    journal
}

fn fill(journal: &mut Journal, id: &Id, events: usize) {
    let notes = (1..events).map(|at| note(&format!("note {at}")));
    journal.append(id, 0, std::iter::once(opened()).chain(notes).collect()).unwrap();
}

/// The same test program, running one of the ignored tests below as a process of its own.
fn child(role: &str, dir: &Path) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", role, "--ignored", "--nocapture", "--test-threads=1"]);
    command.env("STORE_DIR", dir).stdin(Stdio::null()).stderr(Stdio::inherit());
    command
}

/// The folder a child works in; nothing when its test is run by hand.
fn folder_of_child() -> Option<std::path::PathBuf> {
    std::env::var_os("STORE_DIR").map(Into::into)
}

fn journal_file(dir: &Path) -> std::path::PathBuf {
    dir.join(format!("journal/{}.jsonl", id()))
}

fn is_root() -> bool {
    std::fs::metadata("/proc/self").is_ok_and(|found| std::os::unix::fs::MetadataExt::uid(&found) == 0)
}

fn noted(events: &[Event]) -> Vec<String> {
    let text = |event: &Event| match &event.body {
        Some(Body::Noted(note)) => Some(note.text.to_string()),
        _ => None,
    };
    events.iter().filter_map(text).collect()
}

#[test]
fn what_was_saved_is_read_by_another_handle() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(dir.path()).unwrap();
    assert_eq!(journal.list().unwrap(), []);
    let id = journal.new_id("Claude Desktop").unwrap();
    assert!(id.as_str().starts_with("claude-desktop-"));
    assert!(matches!(journal.events(&id), Err(StoreError::Missing { .. })));
    assert!(matches!(journal.append(&id, 1, vec![note("x")]), Err(StoreError::Missing { .. })));
    let saved = journal.append(&id, 0, vec![opened(), note("first")]).unwrap();
    let other = Journal::open(dir.path()).unwrap();
    assert_eq!(other.events(&id).unwrap(), saved);
    assert_eq!(other.list().unwrap()[0].id, id);
    let head = other.verify(&id).unwrap();
    assert_eq!((head.seq, head.hash), (2, saved[1].hash));
    assert_eq!(journal.append(&id, 1, vec![note("x")]), Err(StoreError::Conflict { expected: 1, found: 2 }));
    assert_eq!(other.events(&id).unwrap().len(), 2);
}

#[test]
fn a_removed_note_leaves_no_trace_in_any_file() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(dir.path()).unwrap().with_index_from(0);
    journal.append(&id(), 0, vec![opened(), note("token hunter2"), note("kept")]).unwrap();
    journal.list().unwrap();
    let found = |dir: &Path| {
        let found = Command::new("grep").args(["-rl", "hunter2"]).arg(dir).output().unwrap();
        String::from_utf8(found.stdout).unwrap()
    };
    assert!(found(dir.path()).contains("jsonl"));
    let removed = journal.append(&id(), 3, vec![unsealed(Body::Removed { seq: 2 })]).unwrap();
    assert_eq!(found(dir.path()), "");
    assert_eq!(journal.verify(&id()).unwrap().hash, removed[0].hash);
    assert_eq!(noted(&journal.events(&id()).unwrap()), ["kept"]);
    journal.append(&id(), 4, vec![note("goes on")]).unwrap();
    assert_eq!(Journal::open(dir.path()).unwrap().verify(&id()).unwrap().seq, 5);
}

#[test]
fn a_draft_comes_back_as_it_was_typed_and_keys_do_not_meet() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = Journal::open(dir.path()).unwrap();
    let text = Prose::new("first line\nsecond, not finished");
    for key in ["note", "note/GitHub Server", "note-github-server", "../../escape", ""] {
        assert_eq!(journal.load_draft(&id(), key).unwrap(), None, "{key}");
        journal.save_draft(&id(), key, &text).unwrap();
        let again = Prose::new(&format!("{text} of {key}"));
        journal.save_draft(&id(), key, &again).unwrap();
        assert_eq!(Journal::open(dir.path()).unwrap().load_draft(&id(), key).unwrap(), Some(again), "{key}");
    }
    assert_eq!(std::fs::read_dir(dir.path().join("drafts")).unwrap().count(), 5);
    journal.clear_draft(&id(), "note").unwrap();
    journal.clear_draft(&id(), "note").unwrap();
    assert_eq!(journal.load_draft(&id(), "note").unwrap(), None);
    assert!(journal.load_draft(&id(), "../../escape").unwrap().is_some());
}
