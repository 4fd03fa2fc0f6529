//! The index may be missing, damaged, taken or old: the list is the same.

use std::fs;

use super::*;

const CONSULTATIONS: usize = 5;

fn filled(dir: &Path) -> Journal {
    let mut journal = Journal::open(dir).unwrap().with_index_from(0);
    for at in 0..CONSULTATIONS {
        fill(&mut journal, &Id::parse(&format!("client{at}-aaaaaa")).unwrap(), 3 + at);
    }
    journal
}

fn from_journals(dir: &Path) -> Vec<mcpserver_operator::core::consult::Summary> {
    Journal::open(dir).unwrap().with_index_from(u64::MAX).list().unwrap()
}

#[test]
fn the_list_is_the_same_with_without_and_with_a_new_index() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = filled(dir.path());
    let plain = from_journals(dir.path());
    assert_eq!(plain.len(), CONSULTATIONS);
    assert!(!dir.path().join("index").exists(), "a store that is small enough does without");
    assert_eq!(journal.list().unwrap(), plain, "made");
    assert!(dir.path().join("index/db").exists());
    assert_eq!(journal.list().unwrap(), plain, "used");
    let id = plain[0].id.clone();
    journal.append(&id, plain[0].seq, vec![unsealed(Body::Renamed { name: "Another".into() })]).unwrap();
    let changed = journal.list().unwrap();
    assert_eq!(changed, from_journals(dir.path()), "older than the journal");
    assert!(changed.iter().any(|summary| summary.name == "Another"));
    fs::remove_dir_all(dir.path().join("index")).unwrap();
    assert_eq!(journal.list().unwrap(), changed, "deleted");
}

#[test]
fn an_entry_is_really_used() {
    // Otherwise the tests above would hold for an index that is never read.
    let dir = tempfile::tempdir().unwrap();
    let journal = filled(dir.path());
    let listed = journal.list().unwrap();
    let file = dir.path().join(format!("journal/{}.jsonl", listed[0].id));
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, text.replacen("note 1", "note 9", 1)).unwrap();
    assert_eq!(journal.list().unwrap(), listed, "the last line is the same, so the journal is not read");
    assert!(from_journals(dir.path()).iter().any(|summary| summary.trouble.is_some()));
    assert!(journal.verify(&listed[0].id).is_err(), "and the check always reads it");
}

#[test]
fn a_taken_index_is_left_alone() {
    let dir = tempfile::tempdir().unwrap();
    let journal = filled(dir.path());
    let plain = journal.list().unwrap();
    let taken = sled::open(dir.path().join("index")).unwrap();
    assert_eq!(journal.list().unwrap(), plain);
    assert_eq!(journal.take_set_aside(), [], "it is not damaged");
    drop(taken);
    assert_eq!(journal.list().unwrap(), plain);
}

#[test]
fn a_damaged_index_is_set_aside_and_made_again() {
    let dir = tempfile::tempdir().unwrap();
    let journal = filled(dir.path());
    let plain = journal.list().unwrap();
    let mut random = 7_u64;
    let mut next = move || {
        random = random.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        random >> 33
    };
    let (mut moved, mut rounds) = (0, 0);
    for file in ["conf", "db", "snap"] {
        for how in 0..8 {
            journal.list().unwrap();
            let path = fs::read_dir(dir.path().join("index")).unwrap().map(|entry| entry.unwrap().path());
            let Some(path) =
                path.into_iter().find(|path| path.file_name().unwrap().to_str().unwrap().starts_with(file))
            else {
                continue;
            };
            let mut bytes = fs::read(&path).unwrap();
            let length = bytes.len().max(1) as u64;
            match how {
                0 => bytes.iter_mut().for_each(|byte| *byte = u8::try_from(next() % 256).unwrap()),
                1 => bytes.truncate(bytes.len() / 2),
                2 => bytes.clear(),
                3 => bytes.extend((0..5_000).map(|_| u8::try_from(next() % 256).unwrap())),
                _ => {
                    for _ in 0..how {
                        let at = usize::try_from(next() % length.min(4_096)).unwrap();
                        if let Some(byte) = bytes.get_mut(at) {
                            *byte ^= 1 << (next() % 8);
                        }
                    }
                }
            }
            fs::write(&path, bytes).unwrap();
            assert_eq!(journal.list().unwrap(), plain, "{file} {how}");
            moved += journal.take_set_aside().len();
            rounds += 1;
        }
    }
    println!("{moved} of {rounds} damaged indexes set aside");
    assert!(moved > 0);
    assert_eq!(fs::read_dir(dir.path().join("quarantine")).unwrap().count(), moved);
}

#[test]
fn something_else_in_the_place_of_the_index_does_no_harm() {
    let dir = tempfile::tempdir().unwrap();
    let journal = filled(dir.path());
    fs::write(dir.path().join("index"), "a file").unwrap();
    assert_eq!(journal.list().unwrap(), from_journals(dir.path()));
    assert_eq!(journal.take_set_aside().len(), 1);
    fs::remove_dir_all(dir.path().join("index")).unwrap();
    fs::create_dir_all(dir.path().join("index/db")).unwrap();
    assert_eq!(journal.list().unwrap(), from_journals(dir.path()));
}
