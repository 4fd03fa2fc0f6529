//! Which part of the disk the words of a command line open.

use super::words::Word;

/// Paths among the words a server is handed. A file server's words are paths even where they are relative.
pub(super) fn paths(words: &[Word], files: bool) -> Vec<(String, usize)> {
    let mut found = Vec::new();
    for word in words {
        let text = match word.text.split_once('=') {
            Some((flag, value)) if flag.starts_with('-') => value,
            _ => word.text.as_str(),
        };
        if absolute(text) || (files && relative(text)) {
            found.push((text.to_owned(), word.line));
        }
    }
    found
}

fn drive(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| c.is_ascii_alphabetic())
        && chars.next() == Some(':')
        && matches!(chars.next(), None | Some('/' | '\\'))
}

fn absolute(text: &str) -> bool {
    let variable = [
        "${HOME}",
        "$HOME",
        "${userHome}",
        "${env:HOME}",
        "%USERPROFILE%",
        "${workspaceFolder",
        "${PWD}",
        "$PWD",
        "${env:USERPROFILE}",
    ];
    !text.contains("://")
        && !text.contains('\n')
        && ((text.starts_with('/') && !text.starts_with("//"))
            || text == "~"
            || text.starts_with("~/")
            || text.starts_with("~\\")
            || text.starts_with("\\\\")
            || drive(text)
            || variable.iter().any(|variable| text.starts_with(variable)))
}

fn relative(text: &str) -> bool {
    !text.contains("://")
        && (matches!(text, "." | "..")
            || ["./", "../", ".\\", "..\\", "${", "$"].iter().any(|start| text.starts_with(start))
            || (!text.starts_with('-') && (text.contains('/') || text.contains('\\'))))
}

/// The widest of several paths: `full`, `home`, or `scoped-write` and `read-only` by whether they can be written.
pub(super) fn widest<'a>(paths: impl IntoIterator<Item = &'a str>, writable: bool) -> Option<&'static str> {
    let mut widest = None;
    for path in paths {
        let word = match trimmed(path).as_str() {
            "" => "full",
            home if is_home(home) => "home",
            _ if writable => "scoped-write",
            _ => "read-only",
        };
        let rank = |word: &str| ["read-only", "scoped-write", "home", "full"].iter().position(|known| *known == word);
        if widest.is_none_or(|known: &str| rank(word) > rank(known)) {
            widest = Some(word);
        }
    }
    widest
}

/// A path without what does not change it: empty for the root of a disk.
fn trimmed(path: &str) -> String {
    let path = path.replace('\\', "/");
    let path = path.trim().trim_end_matches("/.").trim_end_matches('/');
    if drive(path) && path.len() == 2 { String::new() } else { path.to_owned() }
}

fn is_home(path: &str) -> bool {
    let folders: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    let users = |name: &str| name.eq_ignore_ascii_case("users") || name == "home";
    match folders.as_slice() {
        ["~" | "$HOME" | "${HOME}" | "${userHome}" | "${env:HOME}" | "%USERPROFILE%" | "${env:USERPROFILE}"] => true,
        ["root" | "home" | "Users"] if path.starts_with('/') => true,
        [users_folder, _] if path.starts_with('/') => users(users_folder),
        [disk, users_folder, _] if drive(disk) => users(users_folder),
        ["mnt", _, users_folder, _] => users(users_folder),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_widest_path_counts() {
        assert_eq!(widest(["/srv/a", "~/"], true), Some("home"));
        assert_eq!(widest(["/home/me", "/"], false), Some("full"));
        assert_eq!(widest(["C:\\"], true), Some("full"));
        assert_eq!(widest(["C:\\Users\\me"], true), Some("home"));
        assert_eq!(widest(["${HOME}/projects", "/tmp"], true), Some("scoped-write"));
        assert_eq!(widest(["/a"], false), Some("read-only"));
        assert_eq!(widest([], true), None);
    }

    #[test]
    fn only_paths_are_taken() {
        let words = ["--root=/srv", "~/", "https://h/p", "name", "./x", "C:/d", "-v", "${HOME}/p", "a/b"];
        let words: Vec<Word> =
            words.iter().map(|text| Word { text: (*text).into(), line: 1, field: String::new() }).collect();
        let texts = |files| paths(&words, files).into_iter().map(|(text, _)| text).collect::<Vec<_>>();
        assert_eq!(texts(false), ["/srv", "~/", "C:/d", "${HOME}/p"]);
        assert_eq!(texts(true), ["/srv", "~/", "./x", "C:/d", "${HOME}/p", "a/b"]);
    }
}
