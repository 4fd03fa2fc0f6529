//! What a person types enters here: cleaned, and without the secrets that could be recognised.

use std::borrow::Cow;

use crate::core::text::{Clean, Prose, secret::redact};

/// One typed line: a reason, a name, an answer.
#[must_use]
pub fn typed_line(raw: &str) -> Clean {
    Clean::new(&without_secrets(raw))
}

/// A typed block: a note, a draft.
#[must_use]
pub fn typed_text(raw: &str) -> Prose {
    Prose::new(&without_secrets(raw))
}

/// The one place where typed text loses its secrets; must give the same again when applied twice.
fn without_secrets(raw: &str) -> Cow<'_, str> {
    let (without, found) = redact(raw);
    if found.is_empty() { Cow::Borrowed(raw) } else { Cow::Owned(without) }
}
