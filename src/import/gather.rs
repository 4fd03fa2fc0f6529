//! Paths to bytes: regular files only, bounded, in the order of names, without following links below a folder.

use std::{
    fs::File,
    io::Read,
    path::{Path, PathBuf},
};

use rustix::{
    fs::{FileType, Mode, OFlags},
    io::Errno,
};

use super::{
    Input,
    limits::{DEPTH_LIMIT, FILE_LIMIT, FOLDER_LIMIT},
};
use crate::core::{profile::Problem, text::Clean};

/// What the name of a file says that is picked up in a folder, also before an ending such as `.example` or `.bak`; a
/// file named by itself is read whatever its name.
const FORMATS: &[&str] = &["json", "jsonc", "json5", "toml", "yaml", "yml"];
/// Folders that hold other people's files.
const PASSED_OVER: &[&str] = &["node_modules", ".git", "target", ".venv", "__pycache__"];

/// Reads files and folders; `-` is standard input. What cannot be read is a problem and the rest is kept.
pub fn gather(paths: &[PathBuf], stdin: &mut dyn Read) -> (Vec<Input>, Vec<Problem>) {
    let mut walk = Walk::default();
    let mut taken = false;
    for path in paths {
        if path.as_os_str() == "-" {
            if taken {
                walk.problem(path, "standard input was named twice; name it once");
            } else {
                walk.bytes(path, stdin);
            }
            taken = true;
        } else {
            walk.named(path);
        }
    }
    (walk.inputs, walk.problems)
}

#[derive(Default)]
struct Walk {
    inputs: Vec<Input>,
    problems: Vec<Problem>,
    /// Files taken from folders.
    found: usize,
}

fn shown(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

impl Walk {
    fn problem(&mut self, path: &Path, text: &str) {
        self.problems.push(Problem { path: Clean::new(&shown(path)), line: None, field: None, text: Clean::new(text) });
    }

    fn named(&mut self, path: &Path) {
        match open(path, OFlags::empty()) {
            Ok((file, FileType::RegularFile)) => self.file(path, &file),
            Ok((_, FileType::Directory)) => self.folder(path, 0),
            Ok(_) => self.problem(path, "this is neither a file nor a folder; name a file"),
            Err(errno) => self.problem(path, refused(errno)),
        }
    }

    fn folder(&mut self, path: &Path, depth: usize) {
        if depth > DEPTH_LIMIT {
            return self.problem(path, "the folders are nested too deep; name the inner folder by itself");
        }
        let Ok(entries) = std::fs::read_dir(path) else {
            return self.problem(path, "the folder cannot be read; check its rights");
        };
        let mut inner: Vec<PathBuf> = Vec::new();
        for entry in entries.take(FOLDER_LIMIT * 10) {
            match entry {
                Ok(entry) => inner.push(entry.path()),
                Err(_) => self.problem(path, "the folder cannot be read to its end; check its rights"),
            }
        }
        inner.sort();
        for path in inner {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            match open(&path, OFlags::NOFOLLOW) {
                Ok((_, FileType::Directory)) if PASSED_OVER.contains(&name.as_str()) => {}
                Ok((_, FileType::Directory)) => self.folder(&path, depth + 1),
                Ok((file, FileType::RegularFile)) if names_a_format(&name) => {
                    self.found += 1;
                    if self.found > FOLDER_LIMIT {
                        if self.found == FOLDER_LIMIT + 1 {
                            self.problem(&path, "the folder holds too many files; name an inner folder");
                        }
                        return;
                    }
                    self.file(&path, &file);
                }
                // A link may lead anywhere; who wants what is behind it names it.
                Ok(_) | Err(Errno::LOOP) => {}
                Err(errno) if names_a_format(&name) => self.problem(&path, refused(errno)),
                Err(_) => {}
            }
        }
    }

    fn file(&mut self, path: &Path, mut file: &File) {
        self.bytes(path, &mut file);
    }

    fn bytes(&mut self, path: &Path, source: &mut dyn Read) {
        let mut bytes = Vec::new();
        match source.take(FILE_LIMIT + 1).read_to_end(&mut bytes) {
            Ok(_) if bytes.len() as u64 > FILE_LIMIT => {
                self.problem(
                    path,
                    "the file is larger than 8 MiB, which no client configuration is; name another file",
                );
            }
            Ok(_) => self.inputs.push(Input { path: shown(path), bytes }),
            Err(_) => self.problem(path, "the file cannot be read to its end; check the disk and try again"),
        }
    }
}

fn names_a_format(name: &str) -> bool {
    name.split('.').skip(1).any(|part| FORMATS.contains(&part.to_ascii_lowercase().as_str()))
}

/// Opens without waiting, so that a pipe with nobody at its other end does not hold us, and says what was opened.
fn open(path: &Path, more: OFlags) -> Result<(File, FileType), Errno> {
    let flags = OFlags::RDONLY | OFlags::NONBLOCK | OFlags::CLOEXEC | OFlags::NOCTTY | more;
    let fd = rustix::fs::open(path, flags, Mode::empty())?;
    let stat = rustix::fs::fstat(&fd)?;
    Ok((File::from(fd), FileType::from_raw_mode(stat.st_mode)))
}

fn refused(errno: Errno) -> &'static str {
    match errno {
        Errno::NOENT => "there is no such file; check the path",
        Errno::ACCESS | Errno::PERM => "reading is not allowed; check the rights of the file",
        Errno::NOTDIR => "a part of the path is a file, not a folder; check the path",
        Errno::LOOP => "the link leads in a circle; name the file itself",
        Errno::NXIO => "this is neither a file nor a folder; name a file",
        _ => "the file cannot be opened; check the path and the disk",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn copies_and_templates_are_picked_up_too() {
        for name in ["mcp.json", ".mcp.json", "config.toml.template", ".mcp.json.example", "a.b.YAML", "mcp.json.bak"] {
            assert!(names_a_format(name), "{name}");
        }
        for name in ["json", "README.md", "toml", "notes.txt", ".git"] {
            assert!(!names_a_format(name), "{name}");
        }
    }

    #[test]
    fn folders_are_walked_in_order_without_links() {
        let room = tempfile::tempdir().unwrap();
        let at = |name: &str| room.path().join(name);
        std::fs::create_dir(at("b")).unwrap();
        std::fs::create_dir(at("node_modules")).unwrap();
        for name in ["b/x.json", "a.toml", "c.yaml", "notes.txt", "node_modules/p.json"] {
            std::fs::write(at(name), name).unwrap();
        }
        std::os::unix::fs::symlink("/etc", at("etc")).unwrap();
        std::os::unix::fs::symlink(at("a.toml"), at("z.json")).unwrap();
        rustix::fs::mknodat(rustix::fs::CWD, at("pipe.json"), FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
        let (inputs, problems) = gather(&[room.path().to_owned()], &mut std::io::empty());
        let names: Vec<_> = inputs.iter().map(|input| String::from_utf8_lossy(&input.bytes).into_owned()).collect();
        assert_eq!(names, ["a.toml", "b/x.json", "c.yaml"]);
        assert!(problems.is_empty(), "{problems:?}");
    }

    #[test]
    fn what_is_no_file_is_said_and_does_not_hold_us() {
        let room = tempfile::tempdir().unwrap();
        let pipe = room.path().join("pipe");
        rustix::fs::mknodat(rustix::fs::CWD, &pipe, FileType::Fifo, Mode::from_raw_mode(0o600), 0).unwrap();
        let paths = [pipe, "/dev/null".into(), room.path().join("none"), "-".into(), "-".into()];
        let (inputs, problems) = gather(&paths, &mut "{}".as_bytes());
        assert_eq!(inputs, [Input { path: "-".to_owned(), bytes: b"{}".to_vec() }]);
        assert_eq!(problems.len(), 4);
    }

    #[test]
    fn a_huge_file_is_refused() {
        let (inputs, problems) = gather(&["-".into()], &mut std::io::repeat(b' '));
        assert!(inputs.is_empty() && problems.len() == 1);
    }
}
