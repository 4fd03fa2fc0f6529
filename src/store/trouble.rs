//! What the operating system says, in the words of the store.

use std::path::Path;

use rustix::io::Errno;

use crate::core::{consult::StoreError, text::Clean};

/// A path as it may be shown.
pub(super) fn shown(path: &Path) -> Clean {
    Clean::new(&path.to_string_lossy())
}

/// What the operating system said, without its number.
pub(super) fn words(errno: Errno) -> String {
    let text = std::io::Error::from(errno).to_string();
    let plain = text.split(" (os error").next().unwrap_or(&text);
    plain.to_lowercase()
}

/// Reading failed.
pub(super) fn reading(path: &Path, errno: Errno) -> StoreError {
    let why = match errno {
        // What O_NOFOLLOW says of a link.
        Errno::LOOP => "is a link; the store reads files of its own only".to_owned(),
        Errno::ACCESS | Errno::PERM => "may not be read by this user".to_owned(),
        errno => format!("cannot be read: {}", words(errno)),
    };
    StoreError::Io { place: shown(path), why: Clean::new(&why) }
}

/// Writing failed.
pub(super) fn writing(path: &Path, errno: Errno) -> StoreError {
    match errno {
        Errno::NOSPC | Errno::DQUOT | Errno::FBIG => StoreError::Full { place: shown(path) },
        Errno::ROFS => read_only(&format!("{} is on a file system that is read-only", path.display())),
        Errno::ACCESS | Errno::PERM => read_only(&format!("{} may not be written by this user", path.display())),
        Errno::LOOP => StoreError::Io { place: shown(path), why: Clean::new("is a link; remove it and try again") },
        errno => {
            StoreError::Io { place: shown(path), why: Clean::new(&format!("cannot be written: {}", words(errno))) }
        }
    }
}

/// Nothing can be saved.
pub(super) fn read_only(why: &str) -> StoreError {
    StoreError::ReadOnly { why: Clean::new(why) }
}
