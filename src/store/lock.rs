//! One writer at a time, and its name for those who wait.

use std::{
    fs::File,
    io::{Read as _, Write as _},
    thread,
    time::{Duration, Instant},
};

use rustix::{
    fs::{FlockOperation, OFlags},
    io::Errno,
};

use super::{folder::Folder, trouble::writing};
use crate::core::{consult::StoreError, text::Clean};

const NAME: &str = "lock";
/// Longest pause between two tries.
const PAUSE: Duration = Duration::from_millis(16);
/// Most of the holder's words that is read, in bytes.
const WORDS: u64 = 300;

/// Held while something is written; given back when dropped, also by a crash.
#[derive(Debug)]
pub(super) struct Lock(File);

impl Lock {
    /// Takes the lock, trying for as long as `patience` lasts.
    pub(super) fn take(root: &Folder, patience: Duration) -> Result<Self, StoreError> {
        let path = root.path_of(NAME);
        let Some((file, _)) = root.open(NAME, OFlags::RDWR | OFlags::CREATE)? else {
            return Err(writing(&path, Errno::NOENT));
        };
        let began = Instant::now();
        let mut pause = Duration::from_millis(1);
        loop {
            match rustix::fs::flock(&file, FlockOperation::NonBlockingLockExclusive) {
                Ok(()) => break,
                Err(Errno::INTR) => {}
                Err(Errno::WOULDBLOCK) if began.elapsed() < patience => {
                    thread::sleep(pause);
                    pause = (pause * 2).min(PAUSE);
                }
                Err(Errno::WOULDBLOCK) => return Err(StoreError::Locked { by: holder(file) }),
                Err(errno) => return Err(writing(&path, errno)),
            }
        }
        let lock = Self(file);
        // The words help whoever waits; a lock without them holds as well.
        let _ = rustix::fs::ftruncate(&lock.0, 0);
        let _ = (&lock.0).write_all(whoami().as_bytes());
        Ok(lock)
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = rustix::fs::ftruncate(&self.0, 0);
        let _ = rustix::fs::flock(&self.0, FlockOperation::Unlock);
    }
}

fn holder(file: File) -> Clean {
    let mut text = String::new();
    let _ = file.take(WORDS).read_to_string(&mut text);
    if text.is_empty() { Clean::new("another process") } else { Clean::new(text.trim_end()) }
}

fn whoami() -> String {
    let pid = rustix::process::getpid();
    let uid = rustix::process::geteuid().as_raw();
    let user = std::env::var("USER").unwrap_or_default();
    let terminal = rustix::termios::ttyname(rustix::stdio::stdin(), Vec::new());
    let terminal = terminal.map_or_else(|_| "no terminal".to_owned(), |name| name.to_string_lossy().into_owned());
    Clean::new(&format!("process {pid} of {user} (user {uid}) on {terminal} since {}", now())).to_string()
}

/// The time as RFC 3339 in UTC, to the second.
pub(super) fn now() -> String {
    let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    i64::try_from(since.as_secs())
        .ok()
        .and_then(|seconds| jiff::Timestamp::from_second(seconds).ok())
        .map(|at| at.to_string())
        .unwrap_or_default()
}
