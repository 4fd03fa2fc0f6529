//! The files of a pack, from a folder or a single file, within limits and without following links.

use std::{
    fs::{self, File, OpenOptions},
    io::Read as _,
    path::Path,
};

use super::{error::LoadError, guard::FILE_LIMIT};

/// Deepest folder below a pack's root.
const DEPTH_LIMIT: usize = 8;
/// Most files in a pack.
const COUNT_LIMIT: usize = 10_000;

/// A file of a pack: its path below the root, parts joined by `/`, and its text.
pub struct PackFile {
    /// The path below the pack's root.
    pub name: String,
    /// The path as it is shown in errors.
    pub shown: String,
    /// The text.
    pub text: String,
}

/// Reads a pack's files in name order. A single file is a pack of one.
///
/// # Errors
/// Everything that could not be read, or that would have been passed over without anybody noticing.
pub fn files(root: &Path) -> Result<Vec<PackFile>, Vec<LoadError>> {
    let (mut found, mut faults) = (Vec::new(), Vec::new());
    // The path that was named may itself be a link: whoever named it chose it. Nothing below it is followed.
    match fs::metadata(root) {
        Ok(about) if about.is_dir() => walk(root, "", 0, &mut found, &mut faults),
        Ok(_) => {
            let name = root.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
            collect(root, name, true, &mut found, &mut faults);
        }
        Err(error) => faults.push(LoadError::of_file(&root.display().to_string(), &unreadable(&error))),
    }
    if faults.is_empty() { Ok(found) } else { Err(faults) }
}

fn walk(folder: &Path, below: &str, depth: usize, found: &mut Vec<PackFile>, faults: &mut Vec<LoadError>) {
    let shown = folder.display().to_string();
    if depth > DEPTH_LIMIT {
        faults.push(LoadError::of_file(&shown, "the folders are nested too deeply; move the files up"));
        return;
    }
    let entries: Result<Vec<_>, _> = fs::read_dir(folder).and_then(Iterator::collect);
    let mut entries = match entries {
        Ok(entries) => entries,
        Err(error) => return faults.push(LoadError::of_file(&shown, &unreadable(&error))),
    };
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let file_name = entry.file_name();
        let name = file_name.to_string_lossy();
        let inner = if below.is_empty() { name.clone().into_owned() } else { format!("{below}/{name}") };
        let is_yaml = name.ends_with(".yaml") || name.ends_with(".yml");
        match entry.file_type() {
            Ok(kind) if kind.is_dir() && !name.starts_with('.') => walk(&path, &inner, depth + 1, found, faults),
            Ok(kind) if is_yaml && kind.is_file() && name.ends_with(".yml") => faults
                .push(LoadError::of_file(&path.display().to_string(), "guidance files end in .yaml; rename this one")),
            Ok(kind) if is_yaml && kind.is_file() => collect(&path, inner, false, found, faults),
            Ok(kind) if is_yaml || kind.is_symlink() => faults.push(LoadError::of_file(
                &path.display().to_string(),
                "this is not a regular file, and links are not followed; put the file itself here or take it out",
            )),
            Ok(_) => {}
            Err(error) => faults.push(LoadError::of_file(&path.display().to_string(), &unreadable(&error))),
        }
    }
}

fn collect(path: &Path, name: String, named: bool, found: &mut Vec<PackFile>, faults: &mut Vec<LoadError>) {
    let shown = path.display().to_string();
    if found.len() >= COUNT_LIMIT {
        if found.len() == COUNT_LIMIT && faults.is_empty() {
            faults.push(LoadError::of_file(&shown, "a pack holds at most 10000 files; split it"));
        }
        return;
    }
    match content(path, named) {
        Ok(text) => found.push(PackFile { name, shown, text }),
        Err(problem) => faults.push(LoadError::of_file(&shown, &problem)),
    }
}

fn content(path: &Path, named: bool) -> Result<String, String> {
    let file = open(path, named).map_err(|error| unreadable(&error))?;
    if !file.metadata().map_err(|error| unreadable(&error))?.is_file() {
        return Err("this is not a regular file; give a .yaml file or a folder".to_owned());
    }
    let mut bytes = Vec::new();
    // One byte more than allowed tells a file that is too large from one that just fits, whatever its size claims.
    file.take(FILE_LIMIT as u64 + 1).read_to_end(&mut bytes).map_err(|error| unreadable(&error))?;
    if bytes.len() > FILE_LIMIT {
        return Err("the file is larger than 1 MiB; split it".to_owned());
    }
    String::from_utf8(bytes).map_err(|_| "the file is not UTF-8; save it as UTF-8".to_owned())
}

/// Opens without waiting (a pipe would hang) and, below a pack's root, without following a link that was put in place
/// of the file since the folder was read.
fn open(path: &Path, named: bool) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true);
    #[cfg(unix)]
    {
        use rustix::fs::OFlags;
        use std::os::unix::fs::OpenOptionsExt as _;
        let flags = if named { OFlags::NONBLOCK } else { OFlags::NONBLOCK | OFlags::NOFOLLOW };
        options.custom_flags(i32::try_from(flags.bits()).unwrap_or(0));
    }
    #[cfg(not(unix))]
    let _ = named;
    options.open(path)
}

fn unreadable(error: &std::io::Error) -> String {
    use std::io::ErrorKind as K;
    match error.kind() {
        K::NotFound => "no such file or folder; check the path".to_owned(),
        K::PermissionDenied => "it may not be read; check its permissions".to_owned(),
        kind => format!("it could not be read ({kind})"),
    }
}
