//! What the journals come to, kept in sled: deletable, rebuilt from them, never needed.
//!
//! An entry counts only while its head is that of the journal's last line. Whatever goes wrong in here, the journals are
//! read instead; an index that cannot be opened is moved to quarantine and begun anew. It is opened for one list at a
//! time: sled lets only one process in, and once opened it keeps threads that wake up for as long as the process lives,
//! which is why small stores do without it.

use std::{
    os::unix::fs::PermissionsExt as _,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::{folder::Folder, trouble::writing};
use crate::core::consult::{Consultation, Head, Id, StoreError, Summary};

pub(super) const NAME: &str = "index";
/// Entries of another form of the fold are not read.
const TREE: &str = concat!("fold/", env!("CARGO_PKG_VERSION"), "/1");
const CACHE_BYTES: u64 = 16 << 20;

/// What is kept of one journal.
#[derive(Serialize, Deserialize)]
struct Entry {
    head: Head,
    summary: Summary,
    state: Consultation,
}

/// An open index. Closed by [`Index::close`]; every call that fails makes it give up for good.
pub(super) struct Index {
    open: Option<(sled::Db, sled::Tree)>,
    changed: bool,
}

/// Why an index did not open.
enum Refusal {
    /// Another process has it.
    Busy,
    /// It is damaged.
    Damaged,
}

/// Runs something of sled's, which panics on some damaged files.
fn guarded<T>(work: impl FnOnce() -> sled::Result<T>) -> Result<T, Refusal> {
    match catch_unwind(AssertUnwindSafe(work)) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(sled::Error::Io(error))) if error.to_string().contains("could not acquire lock") => Err(Refusal::Busy),
        Ok(Err(_)) | Err(_) => Err(Refusal::Damaged),
    }
}

fn open(path: &Path) -> Result<(sled::Db, sled::Tree), Refusal> {
    guarded(|| {
        let db = sled::Config::new().path(path).flush_every_ms(None).cache_capacity(CACHE_BYTES).open()?;
        let tree = db.open_tree(TREE)?;
        Ok((db, tree))
    })
}

impl Index {
    /// Opens the index, begins a new one where there is none or where it is damaged. The second value is the place the
    /// damaged one was moved to.
    pub(super) fn open(root: &Folder) -> (Self, Option<String>) {
        let closed = |moved| (Self { open: None, changed: false }, moved);
        let Ok(folder) = root.sub_or_make(NAME) else { return closed(None) };
        match open(folder.path()) {
            Ok(open) => (Self { open: Some(open), changed: false }, None),
            Err(Refusal::Busy) => closed(None),
            Err(Refusal::Damaged) => {
                let Some(moved) = quarantine(root) else { return closed(None) };
                let opened = root.sub_or_make(NAME).ok().and_then(|folder| open(folder.path()).ok());
                (Self { open: opened, changed: false }, Some(moved))
            }
        }
    }

    /// The entry of a consultation, if it is of this head.
    pub(super) fn get(&mut self, id: &Id, head: Head) -> Option<(Summary, Consultation)> {
        let (_, tree) = self.open.as_ref()?;
        let Ok(bytes) = guarded(|| tree.get(id.as_str())) else {
            self.open = None;
            return None;
        };
        let entry: Entry = serde_json::from_slice(&bytes?).ok()?;
        (entry.head == head && entry.summary.id == *id).then_some((entry.summary, entry.state))
    }

    /// Keeps an entry.
    pub(super) fn put(&mut self, summary: &Summary, state: &Consultation) {
        let Some((_, tree)) = &self.open else { return };
        let entry = Entry { head: state.head, summary: summary.clone(), state: state.clone() };
        let Ok(bytes) = serde_json::to_vec(&entry) else { return };
        match guarded(|| tree.insert(summary.id.as_str(), bytes)) {
            Ok(_) => self.changed = true,
            Err(_) => self.open = None,
        }
    }

    /// Puts what changed on the disk and lets other processes in.
    pub(super) fn close(self, root: &Folder) {
        let Some((db, tree)) = self.open else { return };
        let changed = self.changed;
        let _ = guarded(|| {
            if changed {
                db.flush()?;
            }
            drop(tree);
            drop(db);
            Ok(())
        });
        if changed {
            for_owner_alone(&root.path_of(NAME), 2);
        }
    }
}

/// sled makes its files as the umask says; the folder keeps others out, and the files are to say so too.
fn for_owner_alone(folder: &Path, depth: u32) {
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let Ok(kind) = entry.file_type() else { continue };
        let mode = if kind.is_dir() { 0o700 } else { 0o600 };
        if kind.is_dir() || kind.is_file() {
            let _ = std::fs::set_permissions(entry.path(), std::fs::Permissions::from_mode(mode));
        }
        if kind.is_dir() && depth > 0 {
            for_owner_alone(&entry.path(), depth - 1);
        }
    }
}

fn quarantine(root: &Folder) -> Option<String> {
    let aside = root.sub_or_make("quarantine").ok()?;
    let name = super::journal::free_name(&aside, NAME);
    root.give(NAME, &aside, &name).ok()?;
    Some(aside.path_of(&name).display().to_string())
}

/// Deletes the index, whatever it holds.
pub(super) fn delete(root: &Folder) -> Result<(), StoreError> {
    match std::fs::remove_dir_all(root.path_of(NAME)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            Err(writing(&root.path_of(NAME), Errno::from_io_error(&error).unwrap_or(Errno::IO)))
        }
        _ => Ok(()),
    }
}
