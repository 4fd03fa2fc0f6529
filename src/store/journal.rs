//! The journal: events as lines of JSON, on the disk before anybody is told that they are saved.

use std::{
    collections::BTreeMap,
    fs::File,
    os::fd::{AsFd as _, BorrowedFd},
    path::Path,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use rustix::{fs::OFlags, io::Errno};

use super::{
    folder::{Folder, write_all},
    index::Index,
    lines::{self, Contents, LineFault, Why},
    lock::{Lock, now},
    trouble::{read_only, writing},
};
use crate::core::{
    consult::{
        Consultation, Digest, Event, Head, Id, LineError, NEWER, Salt, Store, StoreError, Summary, Unsealed,
        newest_first, removals, sealed, targets_earlier,
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
    pub(super) flush: fn(BorrowedFd<'_>) -> Result<(), Errno>,
    /// Set when the disk did not confirm a save: what it holds is not known, so nothing is added any more.
    broken: Option<Clean>,
    /// What this process saw at the end of its last append, so that the next need not read everything again.
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

/// Everything that can be read of a consultation, sound or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The events whose chain is sound, from the first.
    pub events: Vec<Event>,
    /// Where they end.
    pub head: Head,
    /// The first place that is wrong: file, line, what and what to do.
    pub damage: Option<StoreError>,
    /// What can be read after the damage; nothing proves it.
    pub after: Vec<Event>,
    /// Bytes of a save that was cut short by a crash. Nobody was told that it was saved.
    pub torn: usize,
    /// Why nothing can be added: a newer version wrote here.
    pub newer: Option<Clean>,
}

pub(super) fn journal_name(id: &Id) -> String {
    format!("{id}.jsonl")
}
pub(super) fn head_name(id: &Id) -> String {
    format!("{id}.head")
}

impl Journal {
    /// Opens the store in a folder and makes it where it is missing. One that cannot be written opens for reading.
    ///
    /// # Errors
    /// When the folder cannot be made or read, belongs to another user or lies open to others.
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

    /// The same store with an index from another size of all journals on, in bytes; 0 for always.
    #[must_use]
    pub fn with_index_from(self, index_from: u64) -> Self {
        Self { index_from, ..self }
    }

    /// The folder whose changes tell that somebody saved something.
    #[must_use]
    pub fn watched(&self) -> std::path::PathBuf {
        self.root.path_of("journal")
    }

    /// A new id for the consultation of a client.
    ///
    /// # Errors
    /// When the system gives no random numbers or the folder cannot be read.
    pub fn new_id(&self, client: &str) -> Result<Id, StoreError> {
        loop {
            let id = Id::new(client, u32::from_le_bytes(random()?));
            if !self.ids()?.contains(&id) {
                return Ok(id);
            }
        }
    }

    /// Every consultation there is, by id.
    ///
    /// # Errors
    /// When the folder cannot be read.
    pub fn ids(&self) -> Result<Vec<Id>, StoreError> {
        let Some(folder) = self.root.sub("journal")? else { return Ok(Vec::new()) };
        // A head without a journal is a journal that was lost; it is listed so that the loss shows.
        let id = |name: &String| name.strip_suffix(".jsonl").or(name.strip_suffix(".head")).and_then(Id::parse);
        let mut ids: Vec<_> = folder.names()?.iter().filter_map(id).collect();
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    /// What was set aside since this was last asked.
    pub fn take_set_aside(&self) -> Vec<SetAside> {
        std::mem::take(&mut *self.set_aside.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Reads a consultation as far as it can be read.
    ///
    /// # Errors
    /// [`StoreError::Missing`], or when the file cannot be read at all. Damage is no error here.
    pub fn read(&self, id: &Id) -> Result<Reading, StoreError> {
        let missing = || StoreError::Missing { id: Clean::new(id.as_str()) };
        let folder = self.root.sub("journal")?.ok_or_else(missing)?;
        // The head first: a writer that comes in between only makes the journal longer.
        let kept = kept_head(&folder, id);
        let bytes = folder.read(&journal_name(id))?.map(|(bytes, _)| bytes);
        let contents = lines::read(id, bytes.as_deref().unwrap_or_default(), kept);
        // A crash can leave a file whose first event was never saved.
        if contents.whole == 0 && contents.fault.is_none() {
            Err(missing())
        } else {
            Ok(reading(id, &folder, contents))
        }
    }

    /// The head of the last whole line, without a look at the lines before it; nothing where that needs a full read.
    pub(super) fn last_head(folder: &Folder, id: &Id) -> Option<Head> {
        #[derive(serde::Deserialize)]
        struct Ends {
            seq: u64,
            hash: Digest,
        }
        const PIECE: u64 = 64 * 1024;
        let kept = kept_head(folder, id);
        let (file, stat) = folder.open(&journal_name(id), OFlags::RDONLY).ok()??;
        let length = u64::try_from(stat.st_size).ok()?;
        let mut piece = PIECE;
        loop {
            let from = length.saturating_sub(piece);
            let mut bytes = vec![0; usize::try_from(length - from).ok()?];
            std::os::unix::fs::FileExt::read_exact_at(&file, &mut bytes, from).ok()?;
            let line = bytes.strip_suffix(b"\n")?;
            let start = line.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
            if start.is_none() && from > 0 {
                piece *= 4;
                continue;
            }
            let ends: Ends = serde_json::from_slice(line.get(start.unwrap_or(0)..)?).ok()?;
            let head = Head { seq: ends.seq, hash: ends.hash };
            let fits = kept.is_none_or(|kept| kept.seq < head.seq || kept == head);
            return fits.then_some(head);
        }
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
        let name = journal_name(id);
        let found = folder.open(&name, OFlags::RDWR | OFlags::APPEND)?;
        if found.is_none() && expected > 0 {
            return Err(StoreError::Missing { id: Clean::new(id.as_str()) });
        }
        let seen = self.seen.remove(id);
        let known = match (&found, seen) {
            (None, _) if kept_head(&folder, id).is_none() => Some(Head::start(id)),
            (Some((_, stat)), Some(seen)) => {
                let same = stat.st_ino == seen.inode && u64::try_from(stat.st_size) == Ok(seen.length);
                (same && !targets_earlier(&drafts)).then_some(seen.head)
            }
            _ => None,
        };
        let (head, earlier) = match known {
            Some(head) => (head, Vec::new()),
            None => self.sound(id, &folder, found.as_ref().map(|(file, _)| file))?,
        };
        let new = sealed(head, &earlier, expected, drafts, || random().map(Salt::new))?;
        let mut bytes = String::new();
        for event in &new {
            bytes += &event.to_line().map_err(|_| crate::core::consult::chain::SealError::Body)?;
            bytes.push('\n');
        }
        let gone = removals(&new);
        if !gone.is_empty() {
            self.take_out(&folder, id, earlier, &gone, &bytes)?;
        } else if let Some((file, _)) = found {
            self.write(&folder, &name, &file, &bytes)?;
        } else {
            self.begin(&folder, &name, &bytes)?;
        }
        self.remember(&folder, id, &new);
        Ok(new)
    }

    /// Reads everything under the lock; a save that a crash cut short is set aside.
    fn sound(&mut self, id: &Id, folder: &Folder, file: Option<&File>) -> Result<(Head, Vec<Event>), StoreError> {
        let kept = kept_head(folder, id);
        let bytes = folder.read(&journal_name(id))?.map(|(bytes, _)| bytes).unwrap_or_default();
        let contents = lines::read(id, &bytes, kept);
        let (whole, torn) = (contents.whole, contents.torn);
        let read = reading(id, folder, contents);
        if let Some(damage) = read.damage {
            return Err(damage);
        }
        if let Some(why) = read.newer {
            return Err(StoreError::ReadOnly { why });
        }
        if let (true, Some(file)) = (torn > 0, file) {
            let path = folder.path_of(&journal_name(id));
            self.quarantine(id, bytes.get(whole..).unwrap_or_default())?;
            rustix::fs::ftruncate(file, whole as u64).map_err(|errno| writing(&path, errno))?;
            (self.flush)(file.as_fd()).map_err(|errno| self.breaks(&path, errno))?;
        }
        Ok((read.head, read.events))
    }

    fn quarantine(&mut self, id: &Id, bytes: &[u8]) -> Result<(), StoreError> {
        let aside = self.root.sub_or_make("quarantine")?;
        let name = free_name(&aside, &format!("{id}-torn"));
        aside.replace(&name, bytes)?;
        self.aside(
            &aside.path_of(&name).display().to_string(),
            "the end of a save that was cut short; nobody was told that it was saved",
        );
        Ok(())
    }

    fn aside(&self, place: &str, why: &str) {
        let moved = SetAside { place: Clean::new(place), why: Clean::new(why) };
        self.set_aside.lock().unwrap_or_else(PoisonError::into_inner).push(moved);
    }

    fn write(&mut self, folder: &Folder, name: &str, file: &File, bytes: &str) -> Result<(), StoreError> {
        let path = folder.path_of(name);
        let before = rustix::fs::fstat(file).map_err(|errno| writing(&path, errno))?.st_size;
        let back = || rustix::fs::ftruncate(file, u64::try_from(before).unwrap_or(0));
        if let Err(errno) = write_all(file, bytes.as_bytes()) {
            // What was half written goes again. Should that fail too, the next append sets it aside.
            let _ = back();
            return Err(writing(&path, errno));
        }
        (self.flush)(file.as_fd()).map_err(|errno| {
            let _ = back();
            self.breaks(&path, errno)
        })
    }

    fn begin(&mut self, folder: &Folder, name: &str, bytes: &str) -> Result<(), StoreError> {
        let path = folder.path_of(name);
        let flags = OFlags::CREATE | OFlags::EXCL | OFlags::RDWR | OFlags::APPEND;
        let Some((file, _)) = folder.open(name, flags)? else { return Err(writing(&path, Errno::NOENT)) };
        self.write(folder, name, &file, bytes).and_then(|()| folder.sync()).inspect_err(|_| {
            let _ = folder.remove(name);
        })
    }

    /// The disk did not confirm a save. Trying again would only seem to work: the system forgets what it could not
    /// write.
    pub(super) fn breaks(&mut self, path: &Path, errno: Errno) -> StoreError {
        let why = format!(
            "the disk did not confirm a save to {}: {}; check the disk, then start again",
            path.display(),
            super::trouble::words(errno)
        );
        self.broken = Some(Clean::new(&why));
        read_only(&why)
    }

    /// Keeps the head beside the journal and in mind. It may fall behind in a crash, never run ahead.
    fn remember(&mut self, folder: &Folder, id: &Id, new: &[Event]) {
        let Some(last) = new.last() else { return };
        let head = Head { seq: last.seq, hash: last.hash };
        if let Ok(Some((file, _))) = folder.open(&head_name(id), OFlags::WRONLY | OFlags::CREATE) {
            // Heads only grow, so writing over the old one leaves nothing of it behind.
            let _ = write_all(&file, head_line(&head).as_bytes());
        }
        if let Ok(Some((_, stat))) = folder.open(&journal_name(id), OFlags::RDONLY) {
            if let Ok(length) = u64::try_from(stat.st_size) {
                self.seen.insert(id.clone(), Seen { inode: stat.st_ino, length, head });
            }
        }
    }

    /// The index, where the journals are large enough to be worth it.
    fn index(&self, ids: &[Id]) -> Option<Index> {
        let size = |id| std::fs::symlink_metadata(self.watched().join(journal_name(id))).map_or(0, |found| found.len());
        if ids.is_empty() || ids.iter().map(size).sum::<u64>() < self.index_from {
            return None;
        }
        let (index, moved) = Index::open(&self.root);
        if let Some(place) = moved {
            self.aside(&place, "a damaged index; a new one was made from the journals");
        }
        Some(index)
    }

    /// What a list shows of one journal, read whole.
    fn summary(&self, id: &Id) -> Result<(Consultation, Summary), StoreError> {
        let read = self.read(id)?;
        let mut state = Consultation::from_events(id, &read.events);
        state.read_only |= read.newer.is_some() || read.damage.is_some();
        let mut summary = Summary::from(&state);
        summary.trouble = read.damage.map(|damage| Clean::new(&damage.to_string())).or(read.newer);
        Ok((state, summary))
    }
}

/// A name nothing has yet, with the time in it.
pub(super) fn free_name(folder: &Folder, what: &str) -> String {
    let name = format!("{what}-{}", now().replace(':', ""));
    (0_u32..)
        .map(|at| format!("{name}-{at}"))
        .find(|name| std::fs::symlink_metadata(folder.path_of(name)).is_err())
        .unwrap_or(name)
}

/// The head and a check, so that one that is read while it is being written is seen to be neither the old nor the new.
fn head_line(head: &Head) -> String {
    let text = head.to_string();
    let check = Digest::over(&[text.as_bytes()]);
    format!("{text} {check}\n")
}

/// The head that was kept at the last save. One that cannot be read counts as none: the journal proves itself.
fn kept_head(folder: &Folder, id: &Id) -> Option<Head> {
    let (bytes, _) = folder.read(&head_name(id)).ok()??;
    let text = std::str::from_utf8(&bytes).ok()?;
    let head = Head::parse(text.split(' ').next()?)?;
    (head_line(&head) == text).then_some(head)
}

fn reading(id: &Id, folder: &Folder, contents: Contents) -> Reading {
    let Contents { events, head, fault, after, torn, .. } = contents;
    let foreign = events.iter().any(Event::is_foreign);
    let newer = foreign || matches!(fault, Some(LineFault { why: Why::Line(LineError::Newer), .. }));
    let damage = fault.filter(|fault| fault.why != Why::Line(LineError::Newer)).map(|LineFault { line, why }| {
        let place = format!("{} line {line}", folder.path_of(&journal_name(id)).display());
        let why = match why {
            Why::Line(error) => format!("event {line} {error}"),
            Why::Chain(error) => error.to_string(),
        };
        let sound = match events.len() {
            0 => "no event before it is sound".to_owned(),
            n => format!("events 1 to {n} are sound"),
        };
        StoreError::Damaged {
            place: Clean::new(&place),
            why: Clean::new(&format!("{why}; {sound}, restore the rest from a backup")),
        }
    });
    Reading { events, head, damage, after, torn, newer: newer.then(|| Clean::new(NEWER)) }
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
        match read.damage {
            Some(damage) => Err(damage),
            None => Ok(read.events),
        }
    }

    fn list(&self) -> Result<Vec<Summary>, StoreError> {
        let ids = self.ids()?;
        let folder = self.root.sub("journal")?;
        let mut index = self.index(&ids);
        let mut list = Vec::new();
        for id in ids {
            let head = folder.as_ref().filter(|_| index.is_some()).and_then(|folder| Self::last_head(folder, &id));
            if let (Some(head), Some(index)) = (head, &mut index) {
                if let Some((summary, _)) = index.get(&id, head) {
                    list.push(summary);
                    continue;
                }
            }
            match self.summary(&id) {
                Ok((state, summary)) => {
                    if let (None, Some(index)) = (&summary.trouble, &mut index) {
                        index.put(&summary, &state);
                    }
                    list.push(summary);
                }
                // Its first event was never saved.
                Err(StoreError::Missing { .. }) => {}
                Err(error) => {
                    let mut summary = Summary::from(&Consultation::from_events(&id, &[]));
                    summary.trouble = Some(Clean::new(&error.to_string()));
                    list.push(summary);
                }
            }
        }
        if let Some(index) = index {
            index.close(&self.root);
        }
        newest_first(&mut list);
        Ok(list)
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
        read.damage.map_or(Ok(read.head), Err)
    }

    fn save_draft(&mut self, id: &Id, key: &str, text: &Prose) -> Result<(), StoreError> {
        super::drafts::save(self, id, key, text)
    }

    fn load_draft(&self, id: &Id, key: &str) -> Result<Option<Prose>, StoreError> {
        super::drafts::load(self, id, key)
    }

    fn clear_draft(&mut self, id: &Id, key: &str) -> Result<(), StoreError> {
        super::drafts::clear(self, id, key)
    }
}
