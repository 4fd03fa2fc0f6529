//! The bytes of a journal, read as events.

use crate::core::consult::{
    ChainError, Event, Fault, Head, Id, LineError,
    chain::{self, Walk},
    removals,
};

/// What a journal's bytes hold.
#[derive(Debug)]
pub(super) struct Contents {
    /// The sound events from the start.
    pub events: Vec<Event>,
    /// Where they end.
    pub head: Head,
    /// The first line that is wrong.
    pub fault: Option<LineFault>,
    /// What can still be read after it; not proven by the chain.
    pub after: Vec<Event>,
    /// Bytes up to the last line feed.
    pub whole: usize,
    /// Bytes behind it: an event that was never saved whole.
    pub torn: usize,
}

/// What is wrong with a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LineFault {
    /// Counted from 1.
    pub line: usize,
    /// In words.
    pub why: Why,
}

/// Why a line is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Why {
    Line(LineError),
    Chain(ChainError),
}

/// Reads a journal. `kept` is the head that was saved beside it: what it names was on the disk once, so its absence is
/// damage and not a save that was cut short.
pub(super) fn read(id: &Id, bytes: &[u8], kept: Option<Head>) -> Contents {
    let whole = bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let torn = bytes.len() - whole;
    let mut events = Vec::new();
    let mut fault = None;
    let mut after = Vec::new();
    let lines = bytes.get(..whole).unwrap_or_default().split_inclusive(|byte| *byte == b'\n');
    for (at, line) in lines.enumerate() {
        let line = line.strip_suffix(b"\n").unwrap_or(line);
        let read = std::str::from_utf8(line).map_err(|_| LineError::Unreadable).and_then(Event::from_line);
        match (read, &fault) {
            (Ok(event), None) => events.push(event),
            (Ok(event), Some(_)) => after.push(event),
            (Err(error), None) => fault = Some(LineFault { line: at + 1, why: Why::Line(error) }),
            (Err(_), Some(_)) => {}
        }
    }
    let mut removed = removals(&events);
    removed.append(&mut removals(&after));
    let Walk { head, error } = chain::walk(id, &events, &removed);
    let sound = usize::try_from(head.seq).unwrap_or(usize::MAX);
    if let Some(error) = error {
        fault = Some(LineFault { line: sound + 1, why: Why::Chain(error) });
        let mut rest = events.split_off(sound.min(events.len()));
        rest.append(&mut after);
        after = rest;
    }
    if let (None, Some(kept)) = (fault, kept) {
        fault = against(id, &events, kept).map(|(line, error)| LineFault { line, why: Why::Chain(error) });
    }
    Contents { events, head, fault, after, whole, torn }
}

fn against(id: &Id, events: &[Event], kept: Head) -> Option<(usize, ChainError)> {
    let have = match kept.seq.checked_sub(1) {
        None => Some(Head::start(id).hash),
        Some(at) => usize::try_from(at).ok().and_then(|at| events.get(at)).map(|event| event.hash),
    };
    match have {
        Some(hash) if hash == kept.hash => None,
        Some(_) => {
            Some((usize::try_from(kept.seq).unwrap_or(0), ChainError { seq: kept.seq, fault: Fault::Rewritten }))
        }
        None => Some((events.len() + 1, ChainError { seq: events.len() as u64 + 1, fault: Fault::Cut })),
    }
}

impl std::fmt::Display for Why {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Line(error) => error.fmt(f),
            Self::Chain(error) => error.fmt(f),
        }
    }
}
