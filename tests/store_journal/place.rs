//! Where the store lies: other users, read-only and full places.

use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _, chown, symlink};
use std::{fs, os::unix::process::CommandExt as _};

use super::*;

/// A user number that is not ours; `nobody` on usual systems.
const NOBODY: u32 = 65_534;

fn chmod(path: &Path, mode: u32) {
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}

fn modes(folder: &Path, out: &mut Vec<(String, u32)>) {
    for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
        let found = entry.metadata().unwrap();
        let wrong = if found.is_dir() { 0o700 } else { 0o600 };
        if found.mode() & 0o777 != wrong {
            out.push((entry.path().display().to_string(), found.mode() & 0o777));
        }
        if found.is_dir() {
            modes(&entry.path(), out);
        }
    }
}

#[test]
fn everything_is_made_for_its_owner_alone() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join("state/store");
    let mut journal = Journal::open(&at).unwrap().with_index_from(0);
    fill(&mut journal, &id(), 3);
    journal.save_draft(&id(), "note", &"text".into()).unwrap();
    journal.list().unwrap();
    assert!(at.join("index").exists());
    let mut wrong = Vec::new();
    modes(dir.path(), &mut wrong);
    assert_eq!(wrong, []);
}

#[test]
fn a_store_that_lies_open_is_refused_with_the_remedy() {
    let dir = tempfile::tempdir().unwrap();
    store_of(dir.path(), 1);
    let refused = |path: &Path, mode| {
        chmod(path, mode);
        let error = Journal::open(dir.path()).and_then(|journal| journal.events(&id())).unwrap_err();
        chmod(path, if path.is_dir() { 0o700 } else { 0o600 });
        assert!(error.to_string().contains("chmod -R go= "), "{error}");
    };
    refused(dir.path(), 0o775);
    refused(&dir.path().join("journal"), 0o750);
    refused(&journal_file(dir.path()), 0o644);
    chmod(dir.path(), 0o755);
    assert!(Journal::open(dir.path()).is_ok(), "a look at the folder shows nothing");
}

#[test]
fn links_pipes_and_folders_in_the_place_of_files_are_refused() {
    let dir = tempfile::tempdir().unwrap();
    let mut journal = store_of(dir.path(), 2);
    let target = dir.path().join("elsewhere");
    fs::rename(journal_file(dir.path()), &target).unwrap();
    symlink(&target, journal_file(dir.path())).unwrap();
    let before = fs::read(&target).unwrap();
    assert!(journal.events(&id()).unwrap_err().to_string().contains("is a link"));
    assert!(journal.append(&id(), 2, vec![note("x")]).is_err());
    assert_eq!(fs::read(&target).unwrap(), before);
    fs::remove_file(journal_file(dir.path())).unwrap();
    assert!(Command::new("mkfifo").arg("-m600").arg(journal_file(dir.path())).status().unwrap().success());
    assert!(journal.events(&id()).unwrap_err().to_string().contains("is not a file"));
    fs::remove_file(journal_file(dir.path())).unwrap();
    fs::create_dir(journal_file(dir.path())).unwrap();
    assert!(journal.events(&id()).is_err());
    assert_eq!(journal.list().unwrap().len(), 1, "the list goes on");
}

/// Runs as another user, because root may write everywhere.
#[test]
#[ignore = "a child process of the test below"]
fn reader_without_rights() {
    let Some(dir) = folder_of_child() else { return };
    let mut journal = Journal::open(&dir).unwrap().with_index_from(0);
    assert_eq!(journal.list().unwrap().len(), 1);
    assert_eq!(journal.events(&id()).unwrap().len(), 3);
    let refused = journal.append(&id(), 3, vec![note("x")]).unwrap_err();
    assert!(matches!(refused, StoreError::ReadOnly { .. }), "{refused}");
    assert!(matches!(journal.save_draft(&id(), "note", &"x".into()), Err(StoreError::ReadOnly { .. })));
}

#[test]
fn a_folder_that_may_not_be_written_can_be_read() {
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join("store");
    store_of(&at, 3);
    let walk = ["", "journal", &format!("journal/{}.jsonl", id()), &format!("journal/{}.head", id()), "lock"];
    chmod(dir.path(), 0o755);
    let mut reader = child("place::reader_without_rights", &at);
    if is_root() {
        for name in walk {
            chown(at.join(name), Some(NOBODY), None).unwrap();
        }
        reader.uid(NOBODY);
    }
    // A lock that is gone has to be made, which the folder does not allow.
    fs::remove_file(at.join("lock")).unwrap();
    chmod(&journal_file(&at), 0o400);
    chmod(&at.join("journal"), 0o500);
    chmod(&at, 0o500);
    let done = reader.output().unwrap();
    chmod(&at, 0o700);
    chmod(&at.join("journal"), 0o700);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
}

#[test]
#[ignore = "a child process of the test below"]
fn somebody_else() {
    let Some(dir) = folder_of_child() else { return };
    let error = Journal::open(&dir).unwrap_err();
    assert!(error.to_string().contains("belongs to the user with number"), "{error}");
}

#[test]
fn the_store_of_another_user_is_refused() {
    if !is_root() {
        eprintln!("skipped: only root can make a store that belongs to somebody else");
        return;
    }
    let dir = tempfile::tempdir().unwrap();
    let at = dir.path().join("store");
    store_of(&at, 1);
    chmod(dir.path(), 0o755);
    chmod(&at, 0o755);
    let done = child("place::somebody_else", &at).uid(NOBODY).output().unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stdout));
}

/// A small file system in memory; nothing where this user may not mount.
struct Small(tempfile::TempDir);

impl Small {
    fn mount(options: &str) -> Option<Self> {
        let dir = tempfile::tempdir().unwrap();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", options, "tmpfs"]).arg(dir.path()).stderr(Stdio::null());
        if mount.status().is_ok_and(|status| status.success()) {
            return Some(Self(dir));
        }
        eprintln!("skipped: this user may not mount a small file system");
        None
    }
    fn remount(&self, options: &str) {
        let mut mount = Command::new("mount");
        assert!(mount.args(["-o", &format!("remount,{options}")]).arg(self.0.path()).status().unwrap().success());
    }
}

impl Drop for Small {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_loses_nothing_and_the_same_handle_saves_again() {
    let Some(small) = Small::mount("size=256k,mode=700") else { return };
    let mut journal = Journal::open(small.0.path()).unwrap().with_index_from(0);
    fill(&mut journal, &id(), 2);
    let mut seq = 2;
    let text = "x".repeat(9_000);
    let refused = loop {
        match journal.append(&id(), seq, vec![note(&text)]) {
            Ok(_) => seq += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(refused, StoreError::Full { .. }), "{refused}");
    assert!(seq > 5);
    assert!(matches!(journal.save_draft(&id(), "note", &text.as_str().into()), Err(StoreError::Full { .. })));
    let other = Id::parse("other-aaaaaa").unwrap();
    let opening = vec![opened(), note(&text)];
    assert!(matches!(journal.append(&other, 0, opening), Err(StoreError::Full { .. })));
    let fresh = Journal::open(small.0.path()).unwrap().with_index_from(0);
    assert_eq!(fresh.events(&id()).unwrap().len() as u64, seq);
    assert_eq!(fresh.read(&id()).unwrap().torn, 0, "what was half written went again");
    assert_eq!(fresh.list().unwrap().len(), 1);
    small.remount("size=2m");
    journal.append(&id(), seq, vec![note(&text)]).unwrap();
    assert_eq!(Journal::open(small.0.path()).unwrap().verify(&id()).unwrap().seq, seq + 1);
}

#[test]
fn a_read_only_file_system_can_be_read() {
    let Some(small) = Small::mount("size=4m,mode=700") else { return };
    let mut journal = store_of(small.0.path(), 3);
    small.remount("ro");
    let refused = journal.append(&id(), 3, vec![note("x")]).unwrap_err();
    assert!(refused.to_string().contains("read-only"), "{refused}");
    let fresh = Journal::open(small.0.path()).unwrap().with_index_from(0);
    assert_eq!(fresh.list().unwrap().len(), 1);
    assert_eq!(fresh.events(&id()).unwrap().len(), 3);
    small.remount("rw");
    journal.append(&id(), 3, vec![note("x")]).unwrap();
}
