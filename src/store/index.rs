//! What the journals come to, kept in sled: deletable, rebuilt from them, never needed.

use super::folder::Folder;
use crate::core::consult::StoreError;

pub(super) const NAME: &str = "index";

/// An open index.
pub(super) struct Index;

/// Deletes the index, whatever it holds.
pub(super) fn delete(root: &Folder) -> Result<(), StoreError> {
    match std::fs::remove_dir_all(root.path_of(NAME)) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => {
            let errno = rustix::io::Errno::from_io_error(&error).unwrap_or(rustix::io::Errno::IO);
            Err(super::trouble::writing(&root.path_of(NAME), errno))
        }
        _ => Ok(()),
    }
}
