//! Reads journals: whole, as far as they are sound, or only where they end.

use std::os::unix::fs::FileExt as _;

use rustix::fs::OFlags;
use serde::Deserialize;

use super::{
    folder::Folder,
    journal::Journal,
    lines::{self, Contents, LineFault, Why},
};
use crate::core::{
    consult::{Digest, Event, Head, Id, LineError, NEWER, StoreError},
    text::Clean,
};

/// How much of the end of a journal is read at first, in bytes.
const PIECE: u64 = 64 * 1024;

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
    /// Whether that version changed the form of the lines, so that reading stopped there.
    pub stopped: bool,
}

pub(super) fn journal_name(id: &Id) -> String {
    format!("{id}.jsonl")
}
pub(super) fn head_name(id: &Id) -> String {
    format!("{id}.head")
}
pub(super) fn missing(id: &Id) -> StoreError {
    StoreError::Missing { id: Clean::new(id.as_str()) }
}

impl Journal {
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

    /// Reads a consultation as far as it can be read.
    ///
    /// # Errors
    /// [`StoreError::Missing`], or when the file cannot be read at all. Damage is no error here.
    pub fn read(&self, id: &Id) -> Result<Reading, StoreError> {
        let folder = self.root.sub("journal")?.ok_or_else(|| missing(id))?;
        let (reading, extent) = read_in(&folder, id)?;
        // A crash can leave a file whose first event was never saved.
        if extent.whole == 0 && reading.damage.is_none() { Err(missing(id)) } else { Ok(reading) }
    }
}

/// Where the bytes of a journal end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// Up to the last line feed.
    pub whole: usize,
    /// What stands behind it.
    pub torn: usize,
}

/// Reads one journal, an absent one as empty.
pub(super) fn read_in(folder: &Folder, id: &Id) -> Result<(Reading, Extent), StoreError> {
    // The head first: a writer that comes in between only makes the journal longer.
    let kept = kept_head(folder, id);
    let bytes = folder.read(&journal_name(id))?.map(|(bytes, _)| bytes).unwrap_or_default();
    let contents = lines::read(id, &bytes, kept);
    let extent = Extent { whole: contents.whole, torn: contents.torn };
    Ok((told(id, folder, contents), extent))
}

fn told(id: &Id, folder: &Folder, contents: Contents) -> Reading {
    let Contents { events, head, fault, after, torn, .. } = contents;
    let newer_head = |fault: &LineFault| fault.why == Why::Line(LineError::Newer);
    let stopped = fault.as_ref().is_some_and(newer_head);
    let newer = stopped || events.iter().any(Event::is_foreign);
    let damage = fault.filter(|fault| !newer_head(fault)).map(|LineFault { line, why }| {
        let place = format!("{} line {line}", folder.path_of(&journal_name(id)).display());
        let why = match why {
            Why::Line(error) => format!("event {line} {error}"),
            Why::Chain(error) => error.to_string(),
        };
        let sound = match events.len() {
            0 => "no event before it is sound".to_owned(),
            number => format!("events 1 to {number} are sound"),
        };
        let why = format!("{why}; {sound}, restore the rest from a backup");
        StoreError::Damaged { place: Clean::new(&place), why: Clean::new(&why) }
    });
    Reading { events, head, damage, after, torn, newer: newer.then(|| Clean::new(NEWER)), stopped }
}

/// The head of the last line, without a look at the lines before it; nothing where that needs a full read.
pub(super) fn last_head(folder: &Folder, id: &Id) -> Option<Head> {
    #[derive(Deserialize)]
    struct Ends {
        seq: u64,
        hash: Digest,
    }
    let kept = kept_head(folder, id);
    let (file, stat) = folder.open(&journal_name(id), OFlags::RDONLY).ok()??;
    let length = u64::try_from(stat.st_size).ok()?;
    let mut piece = PIECE;
    loop {
        let from = length.saturating_sub(piece);
        let mut bytes = vec![0; usize::try_from(length - from).ok()?];
        file.read_exact_at(&mut bytes, from).ok()?;
        let line = bytes.strip_suffix(b"\n")?;
        let start = line.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1);
        if start.is_none() && from > 0 {
            piece *= 4;
            continue;
        }
        let ends: Ends = serde_json::from_slice(line.get(start.unwrap_or(0)..)?).ok()?;
        let head = Head { seq: ends.seq, hash: ends.hash };
        return kept.is_none_or(|kept| kept.seq < head.seq || kept == head).then_some(head);
    }
}

/// The head and a check, so that one that is read while it is being written is seen to be neither the old nor the new.
pub(super) fn head_line(head: &Head) -> String {
    let text = head.to_string();
    let check = Digest::over(&[text.as_bytes()]);
    format!("{text} {check}\n")
}

/// The head that was kept at the last save. One that cannot be read counts as none: the journal proves itself.
pub(super) fn kept_head(folder: &Folder, id: &Id) -> Option<Head> {
    let (bytes, _) = folder.read(&head_name(id)).ok()??;
    let text = std::str::from_utf8(&bytes).ok()?;
    let head = Head::parse(text.split(' ').next()?)?;
    (head_line(&head) == text).then_some(head)
}
