//! Several writers at once.

use std::{thread, time::Duration};

use super::*;

const EACH: usize = 200;

fn add_all(dir: &Path, who: &str) {
    let mut journal = Journal::open(dir).unwrap().with_patience(Duration::from_secs(60));
    for at in 0..EACH {
        loop {
            let seq = journal.verify(&id()).unwrap().seq;
            match journal.append(&id(), seq, vec![note(&format!("{who} {at}"))]) {
                Ok(_) => break,
                Err(StoreError::Conflict { .. }) => {}
                Err(error) => panic!("{error}"),
            }
        }
    }
}

fn nothing_is_lost(dir: &Path, writers: &[&str]) {
    let events = Journal::open(dir).unwrap().events(&id()).unwrap();
    let notes = noted(&events);
    assert_eq!(notes.len(), writers.len() * EACH);
    for who in writers {
        let own: Vec<_> = notes.iter().filter(|text| text.starts_with(who)).cloned().collect();
        assert_eq!(own, (0..EACH).map(|at| format!("{who} {at}")).collect::<Vec<_>>(), "in their own order");
    }
}

#[test]
#[ignore = "a child process of the test below"]
fn writer() {
    if let Some(dir) = folder_of_child() {
        add_all(&dir, &std::env::var("STORE_WHO").unwrap());
    }
}

#[test]
fn two_processes_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    store_of(dir.path(), 1);
    let start = |who| child("race::writer", dir.path()).env("STORE_WHO", who).stdout(Stdio::null()).spawn().unwrap();
    let children = ["left", "right"].map(start);
    for mut child in children {
        assert!(child.wait().unwrap().success());
    }
    nothing_is_lost(dir.path(), &["left", "right"]);
}

#[test]
fn two_threads_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    store_of(dir.path(), 1);
    thread::scope(|scope| {
        for who in ["left", "right"] {
            scope.spawn(|| add_all(dir.path(), who));
        }
    });
    nothing_is_lost(dir.path(), &["left", "right"]);
}

#[test]
fn a_writer_that_has_to_wait_too_long_is_told_for_whom_and_readers_never_wait() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = store_of(dir.path(), 2).with_patience(Duration::from_millis(30));
    let file = std::fs::File::options().read(true).write(true).open(dir.path().join("lock")).unwrap();
    file.lock().unwrap();
    std::fs::write(dir.path().join("lock"), "process 7 of bob (user 1000) on /dev/pts/3\u{1b}[2J").unwrap();
    let StoreError::Locked { by } = journal.append(&id(), 2, vec![note("x")]).unwrap_err() else { panic!() };
    assert!(by.as_str().contains("bob") && by.as_str().contains("/dev/pts/3"), "{by}");
    assert!(!by.as_str().contains('\u{1b}'));
    assert_eq!(journal.events(&id()).unwrap().len(), 2);
    assert_eq!(journal.list().unwrap().len(), 1);
    drop(file);
    journal.append(&id(), 2, vec![note("x")]).unwrap();
    assert_eq!(std::fs::read(dir.path().join("lock")).unwrap(), b"", "nobody holds it");
}
