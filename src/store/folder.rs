//! One folder of the store, held open, so that nobody can put another in its place.
//!
//! Below the store's own folder links are never followed, files are made for their owner alone, and what belongs to
//! somebody else or lies open to others is refused.

use std::{
    fs::File,
    io::Read as _,
    os::{fd::OwnedFd, unix::fs::DirBuilderExt as _},
    path::{Path, PathBuf},
};

use rustix::{
    fs::{AtFlags, FileType, Mode, OFlags, Stat},
    io::Errno,
};

use super::{
    lock::now,
    trouble::{reading, shown, writing},
};
use crate::core::{consult::StoreError, text::Clean};

/// Largest file that is read whole, in bytes.
const SIZE_LIMIT: u64 = 1 << 30;

/// An open folder.
#[derive(Debug)]
pub(super) struct Folder {
    fd: OwnedFd,
    path: PathBuf,
}

/// Bits of a mode that let others in at all.
const OTHERS: u32 = 0o077;
/// Bits of a mode that let others write.
const OTHERS_WRITE: u32 = 0o022;

/// Whether the owner is this user and nobody else has the rights in `not`.
fn ours(stat: &Stat, path: &Path, not: u32) -> Result<(), StoreError> {
    let refuse = |why: String| Err(StoreError::Unsafe { place: shown(path), why: Clean::new(&why) });
    if stat.st_uid != rustix::process::geteuid().as_raw() {
        return refuse(format!("belongs to the user with number {}, not to you; use a store of your own", stat.st_uid));
    }
    if stat.st_mode & not != 0 {
        return refuse(format!("lies open to other users; run: chmod -R go= {}", path.display()));
    }
    Ok(())
}

impl Folder {
    /// Opens the store's own folder and makes it where it is missing.
    pub(super) fn root(path: &Path) -> Result<Self, StoreError> {
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::RDONLY;
        let open = || rustix::fs::open(path, flags, Mode::empty());
        let fd = match open() {
            Err(Errno::NOENT) => {
                let made = std::fs::DirBuilder::new().recursive(true).mode(0o700).create(path);
                made.map_err(|error| writing(path, Errno::from_io_error(&error).unwrap_or(Errno::IO)))?;
                if let Some(Ok(parent)) = path.parent().map(File::open) {
                    // Best effort: the folders above are not ours.
                    let _ = parent.sync_all();
                }
                open()
            }
            found => found,
        };
        // Others may look at a folder the operator made: what lies in it is closed to them.
        Self { fd: fd.map_err(|errno| reading(path, errno))?, path: path.to_owned() }.checked(OTHERS_WRITE)
    }

    fn checked(self, not: u32) -> Result<Self, StoreError> {
        let stat = rustix::fs::fstat(&self.fd).map_err(|errno| reading(&self.path, errno))?;
        ours(&stat, &self.path, not)?;
        Ok(self)
    }

    /// Opens a folder inside; nothing where there is none.
    pub(super) fn sub(&self, name: &str) -> Result<Option<Self>, StoreError> {
        let path = self.path_of(name);
        let flags = OFlags::DIRECTORY | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::RDONLY;
        match rustix::fs::openat(&self.fd, name, flags, Mode::empty()) {
            Ok(fd) => Self { fd, path }.checked(OTHERS).map(Some),
            Err(Errno::NOENT) => Ok(None),
            Err(errno) => Err(reading(&path, errno)),
        }
    }

    /// Opens a folder inside and makes it where it is missing.
    pub(super) fn sub_or_make(&self, name: &str) -> Result<Self, StoreError> {
        if let Some(found) = self.sub(name)? {
            return Ok(found);
        }
        let path = self.path_of(name);
        match rustix::fs::mkdirat(&self.fd, name, Mode::RWXU) {
            Ok(()) => self.sync()?,
            Err(Errno::EXIST) => {}
            Err(errno) => return Err(writing(&path, errno)),
        }
        self.sub(name)?.ok_or_else(|| reading(&path, Errno::NOENT))
    }

    /// The folder's path, for messages and for those who cannot work from an open folder.
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// The path of a file inside.
    pub(super) fn path_of(&self, name: &str) -> PathBuf {
        self.path.join(name)
    }

    /// Opens a file inside; nothing where there is none. Creates it for its owner alone where the flags say so.
    pub(super) fn open(&self, name: &str, flags: OFlags) -> Result<Option<(File, Stat)>, StoreError> {
        let path = self.path_of(name);
        let writes = flags.intersects(OFlags::WRONLY | OFlags::RDWR | OFlags::CREATE);
        let trouble = |errno| if writes { writing(&path, errno) } else { reading(&path, errno) };
        // Without NONBLOCK a planted pipe would hold us up before it can be recognised.
        let flags = flags | OFlags::CLOEXEC | OFlags::NOFOLLOW | OFlags::NONBLOCK;
        let fd = match rustix::fs::openat(&self.fd, name, flags, Mode::RUSR | Mode::WUSR) {
            Ok(fd) => fd,
            Err(Errno::NOENT) if !flags.contains(OFlags::CREATE) => return Ok(None),
            Err(errno) => return Err(trouble(errno)),
        };
        let stat = rustix::fs::fstat(&fd).map_err(trouble)?;
        if FileType::from_raw_mode(stat.st_mode) != FileType::RegularFile {
            return Err(StoreError::Unsafe { place: shown(&path), why: Clean::new("is not a file; remove it") });
        }
        ours(&stat, &path, OTHERS)?;
        Ok(Some((File::from(fd), stat)))
    }

    /// Reads a file whole; nothing where there is none.
    pub(super) fn read(&self, name: &str) -> Result<Option<(Vec<u8>, Stat)>, StoreError> {
        let Some((mut file, stat)) = self.open(name, OFlags::RDONLY)? else { return Ok(None) };
        let mut bytes = Vec::with_capacity(usize::try_from(stat.st_size).unwrap_or(0));
        let read = (&mut file).take(SIZE_LIMIT + 1).read_to_end(&mut bytes);
        let path = self.path_of(name);
        read.map_err(|error| reading(&path, Errno::from_io_error(&error).unwrap_or(Errno::IO)))?;
        if bytes.len() as u64 > SIZE_LIMIT {
            return Err(reading(&path, Errno::FBIG));
        }
        Ok(Some((bytes, stat)))
    }

    /// Puts a file whole in the place of another: written beside it, on the disk, then renamed. The caller holds the
    /// lock, so a file left behind by a crash is nobody's and goes.
    pub(super) fn replace(&self, name: &str, bytes: &[u8]) -> Result<(), StoreError> {
        let temporary = format!("{name}.tmp");
        let path = self.path_of(name);
        let write = || -> Result<(), StoreError> {
            self.remove(&temporary)?;
            let flags = OFlags::CREATE | OFlags::EXCL | OFlags::WRONLY;
            let Some((file, _)) = self.open(&temporary, flags)? else { return Err(writing(&path, Errno::NOENT)) };
            write_all(&file, bytes).map_err(|errno| writing(&path, errno))?;
            rustix::fs::fsync(&file).map_err(|errno| writing(&path, errno))?;
            rustix::fs::renameat(&self.fd, &temporary, &self.fd, name).map_err(|errno| writing(&path, errno))
        };
        write().inspect_err(|_| {
            let _ = self.remove(&temporary);
        })?;
        self.sync()
    }

    /// Removes a file; none there is fine.
    pub(super) fn remove(&self, name: &str) -> Result<(), StoreError> {
        match rustix::fs::unlinkat(&self.fd, name, AtFlags::empty()) {
            Ok(()) | Err(Errno::NOENT) => Ok(()),
            Err(errno) => Err(writing(&self.path_of(name), errno)),
        }
    }

    /// Moves an entry into another folder.
    pub(super) fn give(&self, name: &str, to: &Self, new: &str) -> Result<(), StoreError> {
        rustix::fs::renameat(&self.fd, name, &to.fd, new).map_err(|errno| writing(&self.path_of(name), errno))
    }

    /// The names of the entries, sorted.
    pub(super) fn names(&self) -> Result<Vec<String>, StoreError> {
        let trouble = |errno| reading(&self.path, errno);
        let mut out = Vec::new();
        for entry in rustix::fs::Dir::read_from(&self.fd).map_err(trouble)? {
            if let Ok(name) = entry.map_err(trouble)?.file_name().to_str() {
                out.push(name.to_owned());
            }
        }
        out.sort();
        Ok(out)
    }

    /// A name nothing in it has yet, with the time in it.
    pub(super) fn free_name(&self, what: &str) -> String {
        let name = format!("{what}-{}", now().replace(':', ""));
        (0_u32..)
            .map(|at| format!("{name}-{at}"))
            .find(|name| std::fs::symlink_metadata(self.path_of(name)).is_err())
            .unwrap_or(name)
    }

    /// Whether this many bytes can be written here.
    pub(super) fn has_room(&self, bytes: u64) -> bool {
        rustix::fs::fstatvfs(&self.fd).is_ok_and(|found| found.f_bavail.saturating_mul(found.f_frsize) >= bytes)
    }

    /// Puts the folder itself on the disk: which files it has.
    pub(super) fn sync(&self) -> Result<(), StoreError> {
        rustix::fs::fsync(&self.fd).map_err(|errno| writing(&self.path, errno))
    }
}

/// Writes in one call; a further one only tells why the first fell short.
pub(super) fn write_all(file: &File, bytes: &[u8]) -> Result<(), Errno> {
    let mut rest = bytes;
    while !rest.is_empty() {
        match rustix::io::write(file, rest) {
            Ok(0) => return Err(Errno::IO),
            Ok(done) => rest = rest.get(done..).unwrap_or_default(),
            Err(Errno::INTR) => {}
            Err(errno) => return Err(errno),
        }
    }
    Ok(())
}
