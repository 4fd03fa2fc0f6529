//! Texts that are not finished: one file each, written whole, outside the chain.

use super::{folder::Folder, journal::Journal, lock::Lock};
use crate::core::{
    consult::{Digest, Id, StoreError, slug, typed_text},
    text::Prose,
};

/// A file name for any key: plain letters, and where those are not the key itself, a digest that tells keys apart.
fn name(id: &Id, key: &str) -> String {
    let plain = slug(key);
    if plain == key {
        return format!("{id}--{key}");
    }
    let digest = Digest::over(&[key.as_bytes()]).to_string();
    format!("{id}--{plain}--{}", digest.get(..16).unwrap_or_default())
}

fn folder(journal: &Journal) -> Result<Option<Folder>, StoreError> {
    journal.root.sub("drafts")
}

pub(super) fn save(journal: &mut Journal, id: &Id, key: &str, text: &Prose) -> Result<(), StoreError> {
    let _lock = Lock::take(&journal.root, journal.patience)?;
    let text = typed_text(text.as_str());
    journal.root.sub_or_make("drafts")?.replace(&name(id, key), text.as_str().as_bytes())
}

pub(super) fn load(journal: &Journal, id: &Id, key: &str) -> Result<Option<Prose>, StoreError> {
    let Some(folder) = folder(journal)? else { return Ok(None) };
    let found = folder.read(&name(id, key))?;
    Ok(found.map(|(bytes, _)| Prose::new(&String::from_utf8_lossy(&bytes))))
}

pub(super) fn clear(journal: &mut Journal, id: &Id, key: &str) -> Result<(), StoreError> {
    match folder(journal)? {
        Some(folder) => folder.remove(&name(id, key)),
        None => Ok(()),
    }
}
