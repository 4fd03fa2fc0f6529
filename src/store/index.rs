//! What the journals come to, kept in sled: deletable, rebuilt from them, never needed.
//!
//! An entry counts only while its head is that of the journal's last line. Whatever goes wrong in here, the journals
//! are read instead. sled panics on some damaged files and waits for ever when it is closed after a failed write, so
//! everything it does runs on a thread of its own that is given up after a while. It is open for one list at a time:
//! it lets only one process in, and once opened it keeps threads that wake up for as long as the process lives, which
//! is why small stores do without it.

use std::{
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
    sync::{
        atomic::{AtomicBool, Ordering},
        mpsc::sync_channel,
    },
    thread,
    time::Duration,
};

use rustix::io::Errno;
use serde::{Deserialize, Serialize};

use super::{folder::Folder, trouble::writing};
use crate::core::consult::{Head, Id, StoreError, Summary};

const NAME: &str = "index";
/// Entries of another form are not read.
const TREE: &str = concat!("summary/", env!("CARGO_PKG_VERSION"), "/1");
const CACHE_BYTES: u64 = 16 << 20;
/// Free space below which sled is left alone, in bytes: the journal needs it more.
const FREE_BYTES: u64 = 16 << 20;
/// How long sled may take before it is given up.
const DEADLINE: Duration = Duration::from_secs(2);

/// Set when sled did not come back: this process does without it from then on.
static GIVEN_UP: AtomicBool = AtomicBool::new(false);

/// What is kept of one journal.
#[derive(Serialize, Deserialize)]
struct Entry {
    head: Head,
    summary: Summary,
}

struct Database {
    db: sled::Db,
    tree: sled::Tree,
}

/// Why there is no index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Refusal {
    /// Another process has it, it did not answer, or there is no room.
    Away,
    /// It is damaged.
    Damaged,
}

/// Runs something of sled's on a thread of its own. A panic counts as damage; what takes too long is left behind.
fn within<T: Send + 'static>(
    deadline: Duration,
    work: impl FnOnce() -> sled::Result<T> + Send + 'static,
) -> Result<T, Refusal> {
    let (send, receive) = sync_channel(1);
    let thread = thread::Builder::new().name(NAME.to_owned()).spawn(move || {
        let _ = send.send(work());
    });
    if thread.is_err() {
        return Err(Refusal::Away);
    }
    match receive.recv_timeout(deadline) {
        Ok(Ok(done)) => Ok(done),
        Ok(Err(sled::Error::Io(error))) if error.to_string().contains("could not acquire lock") => Err(Refusal::Away),
        Ok(Err(_)) | Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => Err(Refusal::Damaged),
        Err(std::sync::mpsc::RecvTimeoutError::Timeout) => {
            GIVEN_UP.store(true, Ordering::Relaxed);
            Err(Refusal::Away)
        }
    }
}

fn open(path: PathBuf) -> sled::Result<Database> {
    let db = sled::Config::new().path(path).flush_every_ms(None).cache_capacity(CACHE_BYTES).open()?;
    let tree = db.open_tree(TREE)?;
    Ok(Database { db, tree })
}

/// An open index and what it knew.
pub(super) struct Index {
    database: Option<Database>,
    known: Vec<Option<Summary>>,
    new: Vec<(String, Vec<u8>)>,
}

impl Index {
    /// Opens the index and asks it for each consultation at its head; begins a new one where there is none or where it
    /// is damaged. The second value is the place the damaged one was moved to.
    pub(super) fn open(root: &Folder, wanted: &[(Id, Option<Head>)]) -> (Self, Option<PathBuf>) {
        let nothing = || Self { database: None, known: Vec::new(), new: Vec::new() };
        if GIVEN_UP.load(Ordering::Relaxed) || !root.has_room(FREE_BYTES) {
            return (nothing(), None);
        }
        match Self::ask(root, wanted) {
            Ok(index) => (index, None),
            Err(Refusal::Away) => (nothing(), None),
            Err(Refusal::Damaged) => {
                let Some(moved) = quarantine(root) else { return (nothing(), None) };
                (Self::ask(root, wanted).unwrap_or_else(|_| nothing()), Some(moved))
            }
        }
    }

    fn ask(root: &Folder, wanted: &[(Id, Option<Head>)]) -> Result<Self, Refusal> {
        let path = match root.sub_or_make(NAME) {
            Ok(folder) => folder.path().to_owned(),
            // Something else stands there, unless nothing may be made at all.
            Err(StoreError::Io { .. } | StoreError::Unsafe { .. }) => return Err(Refusal::Damaged),
            Err(_) => return Err(Refusal::Away),
        };
        let wanted = wanted.to_vec();
        within(DEADLINE, move || {
            let database = open(path)?;
            let mut known = Vec::new();
            for (id, head) in &wanted {
                let bytes = match head {
                    Some(_) => database.tree.get(id.as_str())?,
                    None => None,
                };
                let entry = bytes.and_then(|bytes| serde_json::from_slice::<Entry>(&bytes).ok());
                let fits = |entry: &Entry| Some(entry.head) == *head && entry.summary.id == *id;
                known.push(entry.filter(fits).map(|entry| entry.summary));
            }
            Ok(Self { database: Some(database), known, new: Vec::new() })
        })
    }

    /// What it knew of the consultation that stood at a place in the question.
    pub(super) fn known(&self, at: usize) -> Option<&Summary> {
        self.known.get(at)?.as_ref()
    }

    /// Keeps what a journal came to, when the index is closed.
    pub(super) fn put(&mut self, head: Head, summary: &Summary) {
        let entry = Entry { head, summary: summary.clone() };
        if let Ok(bytes) = serde_json::to_vec(&entry) {
            self.new.push((summary.id.to_string(), bytes));
        }
    }

    /// Puts what is new on the disk and lets other processes in.
    pub(super) fn close(self, root: &Folder) {
        let Some(Database { db, tree }) = self.database else { return };
        let new = self.new;
        let changed = !new.is_empty();
        let closed = within(DEADLINE, move || {
            let write = || -> sled::Result<()> {
                for (id, bytes) in new {
                    tree.insert(id, bytes)?;
                }
                if changed {
                    db.flush()?;
                }
                Ok(())
            };
            write().inspect_err(|_| {
                // Closing after a failed write never ends, so the database is left open instead.
                std::mem::forget((db.clone(), tree.clone()));
            })
        });
        if closed.is_ok() && changed {
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

fn quarantine(root: &Folder) -> Option<PathBuf> {
    let aside = root.sub_or_make("quarantine").ok()?;
    let name = aside.free_name(NAME);
    root.give(NAME, &aside, &name).ok()?;
    Some(aside.path_of(&name))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_panics_is_damaged_and_what_hangs_is_left_behind() {
        assert_eq!(within(DEADLINE, || Ok(7)), Ok(7));
        assert_eq!(within(DEADLINE, || -> sled::Result<()> { panic!("as sled does") }), Err(Refusal::Damaged));
        assert!(!GIVEN_UP.load(Ordering::Relaxed));
        let hangs = || {
            loop {
                thread::park();
            }
        };
        assert_eq!(within::<()>(Duration::from_millis(20), hangs), Err(Refusal::Away));
        assert!(GIVEN_UP.swap(false, Ordering::Relaxed));
    }
}
