//! What may follow what.

use thiserror::Error;

use super::{Body, Event, Unsealed, fold::effective};

/// Why an event may not be added.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum RuleError {
    /// An opening is missing at the start, or stands later.
    #[error("a consultation is opened once, by its first event")]
    Opening,
    /// The event is not there, its effect cannot be undone or already is.
    #[error("event {0} has no effect that can be undone")]
    NothingToUndo(u64),
    /// The event is not there or says nothing that can be removed.
    #[error("event {0} says nothing that can be removed")]
    NothingToRemove(u64),
    /// The kind is not one of this version.
    #[error("an event of an unknown kind cannot be added")]
    Foreign,
}

/// Whether a new event points at an earlier one, so that the earlier ones are needed to judge it.
#[must_use]
pub fn targets_earlier(drafts: &[Unsealed]) -> bool {
    drafts.iter().any(|draft| matches!(draft.body, Body::Undone { .. } | Body::Removed { .. }))
}

/// Whether events may follow `seq` earlier ones. `earlier` holds those, and may be empty where none of the new ones
/// points back (see [`targets_earlier`]).
///
/// # Errors
/// The first rule that is broken.
pub fn admit(seq: u64, earlier: &[Event], drafts: &[Unsealed]) -> Result<(), RuleError> {
    let counts = effective(earlier.iter());
    let find = |seq: u64| earlier.iter().position(|event| event.seq == seq);
    let mut taken = Vec::new();
    for (at, draft) in drafts.iter().enumerate() {
        match &draft.body {
            Body::Foreign(_) => return Err(RuleError::Foreign),
            Body::Opened(_) if seq > 0 || at > 0 => return Err(RuleError::Opening),
            body if seq == 0 && at == 0 && !matches!(body, Body::Opened(_)) => return Err(RuleError::Opening),
            Body::Undone { seq } => {
                let undoable = find(*seq).is_some_and(|at| {
                    counts.get(at) == Some(&true)
                        && earlier.get(at).and_then(|event| event.body.as_ref()).is_some_and(Body::undoable)
                });
                if !undoable || taken.contains(seq) {
                    return Err(RuleError::NothingToUndo(*seq));
                }
                taken.push(*seq);
            }
            Body::Removed { seq } => {
                let target = find(*seq).and_then(|at| earlier.get(at)).and_then(|event| event.body.as_ref());
                if !target.is_some_and(Body::removable) || taken.contains(seq) {
                    return Err(RuleError::NothingToRemove(*seq));
                }
                taken.push(*seq);
            }
            _ => {}
        }
    }
    Ok(())
}
