//! The journal: events as lines of JSON, on the disk before anybody is told that they are saved.

use std::{
    collections::BTreeMap,
    fs::File,
    os::fd::{AsFd as _, BorrowedFd},
    path::{Path, PathBuf},
    sync::{Mutex, PoisonError},
    time::Duration,
};

use rustix::{fs::OFlags, io::Errno};

use super::{
    drafts,
    folder::{Folder, write_all},
    lock::Lock,
    reading::{head_line, head_name, journal_name, kept_head, missing, read_in},
    trouble::{read_only, shown, words, writing},
};
use crate::core::{
    consult::{
        Consultation, Event, Head, Id, Salt, Store, StoreError, Summary, Unsealed, chain::SealError, removals, sealed,
        targets_earlier,
    },
    text::{Clean, Prose},
};

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(2);
/// Journals of this many bytes together are worth an index.
const INDEX_FROM: u64 = 1 << 20;

/// A store in a folder.
#[derive(Debug)]
pub struct Journal {
    pub(super) root: Folder,
    pub(super) patience: Duration,
    pub(super) index_from: u64,
    /// Puts what was written on the disk.
    flush: fn(BorrowedFd<'_>) -> Result<(), Errno>,
    /// Set when the disk did not confirm a save: what it holds is not known, so nothing is added any more.
    broken: Option<Clean>,
    /// Where this process left each journal, so that the next save need not read everything again.
    seen: BTreeMap<Id, Seen>,
    set_aside: Mutex<Vec<SetAside>>,
}

#[derive(Clone, Copy, Debug)]
struct Seen {
    inode: u64,
    length: u64,
    head: Head,
}

/// Something that was moved out of the way. Nothing is deleted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SetAside {
    /// Where it lies now.
    pub place: Clean,
    /// What it is and why it was moved.
    pub why: Clean,
}

impl Journal {
    /// Opens the store in a folder and makes it where it is missing. One that cannot be written opens for reading.
    ///
    /// # Errors
    /// When the folder cannot be made or read, belongs to another user or may be written by others.
    pub fn open(dir: &Path) -> Result<Self, StoreError> {
        Ok(Self {
            root: Folder::root(dir)?,
            patience: PATIENCE,
            index_from: INDEX_FROM,
            flush: |file| rustix::fs::fdatasync(file),
            broken: None,
            seen: BTreeMap::new(),
            set_aside: Mutex::default(),
        })
    }

    /// The same store with another wait for other writers; two seconds otherwise.
    #[must_use]
    pub fn with_patience(self, patience: Duration) -> Self {
        Self { patience, ..self }
    }

    /// The same store with an index from another size of all journals on, in bytes; 1 MiB otherwise, 0 for always.
    #[must_use]
    pub fn with_index_from(self, index_from: u64) -> Self {
        Self { index_from, ..self }
    }

    /// The folder whose changes tell that somebody saved something.
    #[must_use]
    pub fn watched(&self) -> PathBuf {
        self.root.path_of("journal")
    }

    /// A new id for the consultation of a client.
    ///
    /// # Errors
    /// When the system gives no random numbers or the folder cannot be read.
    pub fn new_id(&self, client: &str) -> Result<Id, StoreError> {
        let taken = self.ids()?;
        loop {
            let id = Id::new(client, u32::from_le_bytes(random()?));
            if !taken.contains(&id) {
                return Ok(id);
            }
        }
    }

    /// What was set aside since this was last asked.
    pub fn take_set_aside(&self) -> Vec<SetAside> {
        std::mem::take(&mut *self.set_aside.lock().unwrap_or_else(PoisonError::into_inner))
    }

    pub(super) fn aside(&self, place: &Path, why: &str) {
        let moved = SetAside { place: shown(place), why: Clean::new(why) };
        self.set_aside.lock().unwrap_or_else(PoisonError::into_inner).push(moved);
    }

    fn add(&mut self, id: &Id, expected: u64, drafts: Vec<Unsealed>) -> Result<Vec<Event>, StoreError> {
        if let Some(why) = &self.broken {
            return Err(StoreError::ReadOnly { why: why.clone() });
        }
        if drafts.is_empty() {
            return Ok(Vec::new());
        }
        let _lock = Lock::take(&self.root, self.patience)?;
        let folder = self.root.sub_or_make("journal")?;
        let found = folder.open(&journal_name(id), OFlags::RDWR | OFlags::APPEND)?;
        let seen = self.seen.remove(id).filter(|seen| {
            let same = |(_, stat): &(File, _)| is_at(stat, seen);
            found.as_ref().is_some_and(same) && !targets_earlier(&drafts)
        });
        let (head, earlier) = match (&found, seen) {
            (_, Some(seen)) => (seen.head, Vec::new()),
            (None, None) if kept_head(&folder, id).is_none() => {
                if expected > 0 {
                    return Err(missing(id));
                }
                (Head::start(id), Vec::new())
            }
            (found, None) => self.sound(id, &folder, found.as_ref().map(|(file, _)| file))?,
        };
        let new = sealed(head, &earlier, expected, drafts, || random().map(Salt::new))?;
        let mut bytes = String::new();
        for event in &new {
            bytes += &event.to_line().map_err(|_| SealError::Body)?;
            bytes.push('\n');
        }
        let gone = removals(&new);
        if !gone.is_empty() {
            self.take_out(&folder, id, earlier, &gone, &bytes)?;
        } else if let Some((file, _)) = &found {
            self.write(&folder.path_of(&journal_name(id)), file, &bytes)?;
        } else {
            self.begin(&folder, &journal_name(id), &bytes)?;
        }
        self.remember(&folder, id, &new);
        Ok(new)
    }

    /// Reads everything under the lock; a save that a crash cut short is set aside.
    fn sound(&mut self, id: &Id, folder: &Folder, file: Option<&File>) -> Result<(Head, Vec<Event>), StoreError> {
        let (read, extent) = read_in(folder, id)?;
        if let Some(damage) = read.damage {
            return Err(damage);
        }
        if let Some(why) = read.newer {
            return Err(StoreError::ReadOnly { why });
        }
        if let (true, Some(file)) = (extent.torn > 0, file) {
            self.cut_torn(id, folder, file, extent.whole)?;
        }
        Ok((read.head, read.events))
    }

    fn cut_torn(&mut self, id: &Id, folder: &Folder, file: &File, whole: usize) -> Result<(), StoreError> {
        let path = folder.path_of(&journal_name(id));
        let bytes = folder.read(&journal_name(id))?.map(|(bytes, _)| bytes).unwrap_or_default();
        let aside = self.root.sub_or_make("quarantine")?;
        let name = aside.free_name(&format!("{id}-torn"));
        aside.replace(&name, bytes.get(whole..).unwrap_or_default())?;
        rustix::fs::ftruncate(file, whole as u64).map_err(|errno| writing(&path, errno))?;
        (self.flush)(file.as_fd()).map_err(|errno| self.breaks(&path, errno))?;
        self.aside(&aside.path_of(&name), "the end of a save that was cut short; nobody was told that it was saved");
        Ok(())
    }

    fn write(&mut self, path: &Path, file: &File, bytes: &str) -> Result<(), StoreError> {
        let before = rustix::fs::fstat(file).map_err(|errno| writing(path, errno))?.st_size;
        let back = || rustix::fs::ftruncate(file, u64::try_from(before).unwrap_or(0));
        if let Err(errno) = write_all(file, bytes.as_bytes()) {
            // What was half written goes again. Should that fail too, the next save sets it aside.
            let _ = back();
            return Err(writing(path, errno));
        }
        (self.flush)(file.as_fd()).map_err(|errno| {
            let _ = back();
            self.breaks(path, errno)
        })
    }

    fn begin(&mut self, folder: &Folder, name: &str, bytes: &str) -> Result<(), StoreError> {
        let path = folder.path_of(name);
        let flags = OFlags::CREATE | OFlags::EXCL | OFlags::RDWR | OFlags::APPEND;
        let Some((file, _)) = folder.open(name, flags)? else { return Err(writing(&path, Errno::NOENT)) };
        self.write(&path, &file, bytes).and_then(|()| folder.sync()).inspect_err(|_| {
            let _ = folder.remove(name);
        })
    }

    /// The disk did not confirm a save. Trying again would only seem to work: the system forgets what it could not
    /// write.
    fn breaks(&mut self, path: &Path, errno: Errno) -> StoreError {
        let why = format!(
            "the disk did not confirm a save to {}: {}; check the disk, then start again",
            path.display(),
            words(errno)
        );
        self.broken = Some(Clean::new(&why));
        read_only(&why)
    }

    /// Keeps the head beside the journal and in mind. It may fall behind in a crash, never run ahead.
    fn remember(&mut self, folder: &Folder, id: &Id, new: &[Event]) {
        let Some(last) = new.last() else { return };
        let head = Head { seq: last.seq, hash: last.hash };
        if let Ok(Some((file, _))) = folder.open(&head_name(id), OFlags::WRONLY | OFlags::CREATE) {
            // Longer than what stood there, or as long; a damaged longer one is cut.
            let line = head_line(&head);
            let _ = write_all(&file, line.as_bytes());
            let _ = rustix::fs::ftruncate(&file, line.len() as u64);
        }
        if let Ok(Some((_, stat))) = folder.open(&journal_name(id), OFlags::RDONLY) {
            let length = u64::try_from(stat.st_size).unwrap_or(0);
            self.seen.insert(id.clone(), Seen { inode: stat.st_ino, length, head });
        }
    }
}

fn is_at(stat: &rustix::fs::Stat, seen: &Seen) -> bool {
    stat.st_ino == seen.inode && u64::try_from(stat.st_size) == Ok(seen.length)
}

fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes)
        .map_err(|_| read_only("the system gives no random numbers; try again when it has started up"))?;
    Ok(bytes)
}

impl Store for Journal {
    fn append(&mut self, id: &Id, expected: u64, drafts: Vec<Unsealed>) -> Result<Vec<Event>, StoreError> {
        self.add(id, expected, drafts)
    }

    fn events(&self, id: &Id) -> Result<Vec<Event>, StoreError> {
        let read = self.read(id)?;
        read.damage.map_or(Ok(read.events), Err)
    }

    fn list(&self) -> Result<Vec<Summary>, StoreError> {
        self.summaries()
    }

    fn snapshot(&self, id: &Id) -> Result<Consultation, StoreError> {
        let read = self.read(id)?;
        if let Some(damage) = read.damage {
            return Err(damage);
        }
        let mut state = Consultation::from_events(id, &read.events);
        state.read_only |= read.newer.is_some();
        Ok(state)
    }

    fn verify(&self, id: &Id) -> Result<Head, StoreError> {
        let read = self.read(id)?;
        match (read.damage, read.newer) {
            (Some(damage), _) => Err(damage),
            (None, Some(why)) if read.stopped => Err(StoreError::ReadOnly { why }),
            _ => Ok(read.head),
        }
    }

    fn save_draft(&mut self, id: &Id, key: &str, text: &Prose) -> Result<(), StoreError> {
        drafts::save(self, id, key, text)
    }

    fn load_draft(&self, id: &Id, key: &str) -> Result<Option<Prose>, StoreError> {
        drafts::load(self, id, key)
    }

    fn clear_draft(&mut self, id: &Id, key: &str) -> Result<(), StoreError> {
        drafts::clear(self, id, key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::consult::{Actor, Body, Door, Opened};

    fn unsealed(body: Body) -> Unsealed {
        let actor = Actor { name: "alice".into(), door: Door::Workbench, client: None };
        Unsealed { at: "2026-03-01T09:30:00Z".to_owned(), actor, library: "1".into(), body }
    }

    #[test]
    fn a_save_the_disk_did_not_confirm_ends_all_saving_and_leaves_what_was_there() {
        let dir = tempfile::tempdir().unwrap();
        let mut journal = Journal::open(dir.path()).unwrap();
        let id = Id::parse("desktop-aaaaaa").unwrap();
        let none = Clean::default;
        let (name, client, origin_kind, identity) = (none(), none(), none(), none());
        let opened = Body::Opened(Opened { name, client, origin_kind, identity, servers: Vec::new() });
        journal.append(&id, 0, vec![unsealed(opened)]).unwrap();
        journal.flush = |_| Err(Errno::IO);
        let refused = journal.append(&id, 1, vec![unsealed(Body::Closed)]).unwrap_err();
        assert!(refused.to_string().contains("did not confirm"), "{refused}");
        journal.flush = |_| Ok(());
        assert_eq!(journal.append(&id, 1, vec![unsealed(Body::Closed)]), Err(refused));
        assert_eq!(journal.events(&id).unwrap().len(), 1);
        let mut again = Journal::open(dir.path()).unwrap();
        again.append(&id, 1, vec![unsealed(Body::Closed)]).unwrap();
    }
}
