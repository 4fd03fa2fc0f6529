//! A journal that is not what was saved says so, names the line, and still shows the rest.

use super::*;

fn lines(dir: &Path) -> Vec<String> {
    std::fs::read_to_string(journal_file(dir)).unwrap().lines().map(str::to_owned).collect()
}

fn put(dir: &Path, lines: &[String]) {
    std::fs::write(journal_file(dir), lines.join("\n") + "\n").unwrap();
}

fn damage(dir: &Path) -> String {
    let error = Journal::open(dir).unwrap().events(&id()).unwrap_err();
    assert!(matches!(error, StoreError::Damaged { .. }), "{error}");
    error.to_string()
}

#[test]
fn a_changed_word_is_reported_with_file_and_line() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = store_of(dir.path(), 5);
    let mut found = lines(dir.path());
    found[2] = found[2].replace("note 2", "note 9");
    put(dir.path(), &found);
    let text = damage(dir.path());
    assert!(text.contains("desktop-aaaaaa.jsonl line 3") && text.contains("events 1 to 2 are sound"), "{text}");
    assert!(!text.contains("note 9"), "the value is not in the message");

    let read = journal.read(&id()).unwrap();
    assert_eq!((read.events.len(), noted(&read.after)), (2, vec!["note 9".into(), "note 3".into(), "note 4".into()]));
    let summary = &journal.list().unwrap()[0];
    assert!(summary.trouble.as_ref().unwrap().as_str().contains("line 3"));
    // This handle saw the journal sound, and its length is the same: what it adds stays apart from the damage.
    journal = Journal::open(dir.path()).unwrap();
    assert!(matches!(journal.append(&id(), 5, vec![note("x")]), Err(StoreError::Damaged { .. })));
    assert_eq!(lines(dir.path()), found, "nothing was added");
}

#[test]
fn an_unreadable_line_hides_only_itself() {
    let dir = tempfile::tempdir().unwrap();
    let journal = store_of(dir.path(), 5);
    let mut bytes = std::fs::read(journal_file(dir.path())).unwrap();
    let third = bytes.split_inclusive(|byte| *byte == b'\n').take(2).map(<[u8]>::len).sum::<usize>();
    bytes[third] = 0xFF;
    std::fs::write(journal_file(dir.path()), bytes).unwrap();
    assert!(damage(dir.path()).contains("line 3: event 3 is not an event"));
    let read = journal.read(&id()).unwrap();
    assert_eq!((read.events.len(), read.after.len()), (2, 2));
}

#[test]
fn a_cut_tail_shows_because_the_head_was_kept() {
    let dir = tempfile::tempdir().unwrap();
    store_of(dir.path(), 5);
    let found = lines(dir.path());
    put(dir.path(), &found[..3]);
    assert!(damage(dir.path()).contains("line 4: event 4 was saved and is missing at the end"));
    assert_eq!(Journal::open(dir.path()).unwrap().read(&id()).unwrap().events.len(), 3);
    // The last line feed gone makes it look like a save that was cut short; the head knows better.
    std::fs::write(journal_file(dir.path()), found.join("\n")).unwrap();
    assert!(damage(dir.path()).contains("event 5 was saved and is missing"));
    std::fs::remove_file(journal_file(dir.path())).unwrap();
    assert!(damage(dir.path()).contains("event 1 was saved and is missing"));
    assert!(Journal::open(dir.path()).unwrap().list().unwrap()[0].trouble.is_some());
    let again = Journal::open(dir.path()).unwrap().append(&id(), 0, vec![opened()]);
    assert!(matches!(again, Err(StoreError::Damaged { .. })), "a lost journal is not begun anew");
}

#[test]
fn a_whole_other_chain_shows_because_the_head_was_kept() {
    let dir = tempfile::tempdir().unwrap();
    store_of(dir.path(), 3);
    let other = tempfile::tempdir().unwrap();
    store_of(other.path(), 3);
    std::fs::copy(journal_file(other.path()), journal_file(dir.path())).unwrap();
    assert!(damage(dir.path()).contains("event 3 is not the one the kept head was taken from"));
}

#[test]
fn a_damaged_or_missing_head_is_made_again() {
    let dir = tempfile::tempdir().unwrap();
    store_of(dir.path(), 3);
    let head = dir.path().join(format!("journal/{}.head", id()));
    for bytes in [&b"99:garbage"[..], b"", b"\xff\xff"] {
        std::fs::write(&head, bytes).unwrap();
        let mut journal = Journal::open(dir.path()).unwrap();
        let seq = journal.verify(&id()).unwrap().seq;
        journal.append(&id(), seq, vec![note("x")]).unwrap();
        assert!(std::fs::read_to_string(&head).unwrap().starts_with(&format!("{}:", seq + 1)));
    }
}

#[test]
fn each_flipped_bit_is_found() {
    let dir = tempfile::tempdir().unwrap();
    let journal = store_of(dir.path(), 3);
    let sound = std::fs::read(journal_file(dir.path())).unwrap();
    let events = journal.events(&id()).unwrap();
    for at in 0..sound.len() {
        let mut bytes = sound.clone();
        bytes[at] ^= 1 << (at % 8);
        std::fs::write(journal_file(dir.path()), &bytes).unwrap();
        match journal.events(&id()) {
            Err(StoreError::Damaged { .. }) => {}
            Ok(read) => assert_eq!(read, events, "byte {at} changes nothing that is said"),
            Err(error) => panic!("byte {at}: {error}"),
        }
    }
}

#[test]
fn a_consultation_of_a_newer_version_can_be_read_and_not_added_to() {
    let dir = tempfile::tempdir().unwrap();
    store_of(dir.path(), 2);
    let mut found = lines(dir.path());
    found.push("{\"v\":2,\"seq\":3,\"something\":\"new\"}".to_owned());
    put(dir.path(), &found);
    let mut journal = Journal::open(dir.path()).unwrap();
    assert_eq!(journal.events(&id()).unwrap().len(), 2);
    assert!(journal.read(&id()).unwrap().newer.is_some());
    assert!(journal.verify(&id()).is_err(), "what cannot be read is not called sound");
    assert!(journal.snapshot(&id()).unwrap().read_only);
    assert!(journal.list().unwrap()[0].trouble.as_ref().unwrap().as_str().contains("newer version"));
    let refused = journal.append(&id(), 2, vec![note("x")]);
    assert!(matches!(refused, Err(StoreError::ReadOnly { .. })), "{refused:?}");
    assert_eq!(lines(dir.path()), found);
}
