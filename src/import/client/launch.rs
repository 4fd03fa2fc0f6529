//! What really starts behind a command line: wrappers are taken off until a program is left.

use super::{
    package::Package,
    words::{Word, basename},
};
use crate::core::text::secret::names_secret;

/// Most wrappers that are taken off.
const LAYERS: usize = 12;

/// How a server starts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Launch {
    /// The word of the fact `launch`; nothing where there is no command.
    pub how: Option<&'static str>,
    /// The program, without its folders.
    pub program: String,
    /// The package that is fetched.
    pub package: Option<Package>,
    /// What the server itself is handed.
    pub rest: Vec<Word>,
    /// Variables set in front of the program.
    pub set: Vec<Word>,
    /// The words of `docker run` or `podman run` behind `run`.
    pub container: Option<Vec<Word>>,
    /// Another user it runs as: `sudo` stands in front.
    pub root: bool,
    /// A program that fetches the credentials when it starts.
    pub vault: bool,
}

/// Programs that run a file they are given.
const INTERPRETERS: &[&str] = &[
    "node",
    "nodejs",
    "python",
    "python2",
    "python3",
    "py",
    "ruby",
    "php",
    "perl",
    "java",
    "dotnet",
    "deno",
    "bun",
    "tsx",
    "ts-node",
    "rscript",
    "lua",
    "bash",
    "sh",
    "zsh",
    "dash",
    "fish",
    "pwsh",
    "powershell",
    "osascript",
    "nodemon",
    "uv",
    "poetry",
    "pdm",
    "rye",
    "hatch",
    "pipenv",
    "conda",
    "go",
    "cargo",
    "npm",
    "pnpm",
    "yarn",
    "make",
    "just",
];
/// Packages that only run what follows them.
const RUNNERS: &[&str] = &["tsx", "ts-node", "nodemon", "node", "esno", "vite-node"];
/// Flags of the fetching programs that take a value.
const TAKES_VALUE: &[&str] = &[
    "--registry",
    "--cache",
    "-w",
    "--workspace",
    "--node-options",
    "--python",
    "--with",
    "--with-editable",
    "--with-requirements",
    "--index-url",
    "--extra-index-url",
    "--index",
    "--default-index",
    "-i",
    "--directory",
    "--project",
    "--env-file",
    "--cwd",
    "--python-preference",
    "--prerelease",
    "--config",
    "--userconfig",
    "--prefix",
    "--extra",
    "--group",
    "--cache-dir",
    "--index-strategy",
    "--resolution",
    "--exclude-newer",
    "--refresh-package",
    "--config-file",
    "--color",
    "--link-mode",
    "--constraint",
    "-c",
    "--filter",
    "-C",
];

impl Launch {
    /// Reads a command line.
    pub(super) fn read(words: Vec<Word>) -> Self {
        let mut launch = Self::default();
        let mut words = words;
        for _ in 0..LAYERS {
            match launch.layer(words) {
                Some(inner) => words = inner,
                None => return launch,
            }
        }
        launch
    }

    /// Takes one wrapper off and returns what it wraps; nothing when the program is reached.
    fn layer(&mut self, mut words: Vec<Word>) -> Option<Vec<Word>> {
        while words.first().is_some_and(|word| assignment(&word.text)) {
            self.set.push(words.remove(0));
        }
        if words.is_empty() {
            return None;
        }
        let first = words.remove(0);
        let program = basename(&first.text).to_owned();
        let lower = program.to_ascii_lowercase();
        self.program = program;
        self.how = Some("binary");
        let find = |flags: &[&str]| words.iter().position(|word| flags.contains(&word.text.as_str()));
        match lower.as_str() {
            "env" | "sudo" | "nohup" | "time" | "exec" | "doas" | "command" | "nice" | "cross-env" => {
                self.root |= lower == "sudo" || lower == "doas";
                let at = words.iter().position(|word| !word.text.starts_with('-') && !assignment(&word.text));
                let inner = words.split_off(at.unwrap_or(words.len()));
                self.set.extend(words.into_iter().filter(|word| assignment(&word.text)));
                Some(inner).filter(|inner| !inner.is_empty())
            }
            "wsl" => {
                let mut at = 0;
                while let Some(flag) = words.get(at).filter(|word| word.text.starts_with('-')) {
                    at += if matches!(flag.text.as_str(), "-d" | "-u" | "--distribution" | "--user" | "--cd") {
                        2
                    } else {
                        1
                    };
                }
                Some(words.split_off(at.min(words.len()))).filter(|inner| !inner.is_empty())
            }
            "timeout" => Some(words.split_off(words.len().min(1))).filter(|inner| !inner.is_empty()),
            "bash" | "sh" | "zsh" | "dash" | "fish" | "ksh" => {
                let script = |word: &Word| {
                    word.text.strip_prefix('-').is_some_and(|flags| !flags.starts_with('-') && flags.ends_with('c'))
                };
                match words.iter().position(script).and_then(|at| words.get(at + 1)) {
                    Some(script) => self.shell(&script.clone()),
                    None => self.script(words),
                }
            }
            "cmd" => {
                let at = words
                    .iter()
                    .position(|word| word.text.eq_ignore_ascii_case("/c") || word.text.eq_ignore_ascii_case("/k"))?;
                let inner = words.split_off(at + 1);
                match inner.as_slice() {
                    [whole] => self.shell(&whole.clone()),
                    _ => Some(inner).filter(|inner| !inner.is_empty()),
                }
            }
            "powershell" | "pwsh" => {
                let at =
                    words.iter().position(|word| ["-command", "-c"].contains(&word.text.to_ascii_lowercase().as_str()));
                match at.map(|at| words.split_off(at + 1)) {
                    Some(inner) if inner.len() == 1 => self.shell(inner.first()?),
                    Some(inner) if !inner.is_empty() => Some(inner),
                    _ => self.script(words),
                }
            }
            "op" | "doppler" | "infisical" | "vault" | "dotenvx" | "dotenv" | "mise" | "direnv" | "nix" | "varlock"
            | "chamber" | "aws-vault" | "envchain" | "secretspec" | "teller" => {
                let at = find(&["--"])
                    .or_else(|| (lower == "dotenvx" || lower == "varlock").then(|| find(&["run"])).flatten())?;
                self.vault |= !matches!(lower.as_str(), "dotenvx" | "dotenv" | "mise" | "direnv" | "nix");
                Some(words.split_off(at + 1)).filter(|inner| !inner.is_empty())
            }
            "npx" | "bunx" | "pnpx" => self.npm(words),
            "bun" if find(&["x"]) == Some(0) => self.npm(words.split_off(1)),
            "pnpm" | "yarn" if find(&["dlx"]).is_some() => {
                let at = find(&["dlx"])?;
                self.npm(words.split_off(at + 1))
            }
            "npm" if find(&["exec", "x"]) == Some(0) => self.npm(words.split_off(1)),
            "uvx" => self.python(words, &["--from"]),
            "uv" if find(&["tool"]) == Some(0) && find(&["run"]) == Some(1) => {
                self.python(words.split_off(2), &["--from"])
            }
            "uv" if find(&["x"]) == Some(0) => self.python(words.split_off(1), &["--from"]),
            "pipx" if find(&["run"]).is_some() => {
                let at = find(&["run"])?;
                self.python(words.split_off(at + 1), &["--spec"])
            }
            "docker" | "podman" | "nerdctl" => {
                self.how = Some("docker");
                let at = match find(&["run"]) {
                    Some(at) if at == 0 || (at == 1 && words.first().is_some_and(|word| word.text == "container")) => {
                        Some(at)
                    }
                    _ => None,
                };
                match at {
                    Some(at) => self.container = Some(words.split_off(at + 1)),
                    None => self.rest = words,
                }
                None
            }
            "deno" => {
                let at = words.iter().skip(1).position(|word| !word.text.starts_with('-')).map(|at| at + 1);
                let package = at.and_then(|at| words.get(at)).filter(|word| word.text.starts_with("npm:"));
                self.package = package.and_then(|word| Package::npm(&word.text));
                self.rest = at.map(|at| words.split_off((at + 1).min(words.len()))).unwrap_or_default();
                self.how = Some(if self.package.is_some() { "npx" } else { "script" });
                None
            }
            _ if INTERPRETERS.contains(&lower.as_str()) || versioned(&lower) => self.script(words),
            _ => {
                let ending = [".py", ".js", ".mjs", ".cjs", ".ts", ".sh", ".rb", ".pl", ".php"];
                let script = ending.iter().any(|ending| lower.ends_with(ending));
                self.how = Some(if script { "script" } else { "binary" });
                self.rest = words;
                None
            }
        }
    }

    /// A script is known by its first word that is no flag; what follows is handed to it.
    fn script(&mut self, mut words: Vec<Word>) -> Option<Vec<Word>> {
        self.how = Some("script");
        let mut at = 0;
        while let Some(word) = words.get(at) {
            if word.text == "-m" {
                at += 1;
                break;
            }
            if TAKES_VALUE.contains(&word.text.as_str()) {
                at += 1;
            } else if !word.text.starts_with('-') && word.text != "run" {
                break;
            }
            at += 1;
        }
        self.rest = words.split_off((at + 1).min(words.len()));
        None
    }

    /// The part of a shell command that starts the server: the last one that is not mere preparation.
    fn shell(&mut self, script: &Word) -> Option<Vec<Word>> {
        let words = script.split();
        let mut parts = words.split(|word| matches!(word.text.as_str(), "&&" | "||" | ";" | "|" | "&"));
        let starts = |part: &&[Word]| {
            let program = part.iter().find(|word| !assignment(&word.text)).map_or("", |word| basename(&word.text));
            !matches!(
                program,
                "" | "cd"
                    | "source"
                    | "."
                    | "export"
                    | "set"
                    | "echo"
                    | "printf"
                    | "cat"
                    | "tee"
                    | "true"
                    | "grep"
                    | "umask"
                    | "ulimit"
                    | "eval"
                    | "sleep"
                    | "mkdir"
                    | "unset"
                    | "chcp"
                    | "jq"
            )
        };
        let exports = words.windows(2).filter(|pair| pair.first().is_some_and(|word| word.text == "export"));
        self.set.extend(exports.filter_map(|pair| pair.last()).filter(|word| assignment(&word.text)).cloned());
        let part = parts.rfind(starts)?.to_vec();
        Some(part)
    }

    fn npm(&mut self, words: Vec<Word>) -> Option<Vec<Word>> {
        self.how = Some("npx");
        let (named, rest) = positional(words, &["-p", "--package"], &["-c", "--call"]);
        let mut rest = rest;
        let command = rest.first().map(|word| word.text.clone()).unwrap_or_default();
        let bare = command.split('@').next().unwrap_or_default();
        if named.is_none() && (RUNNERS.contains(&bare) || local(&command)) {
            self.how = Some("script");
            self.rest =
                if local(&command) { rest.split_off(rest.len().min(1)) } else { rest.split_off(rest.len().min(2)) };
            return None;
        }
        self.package = Package::npm(named.as_deref().unwrap_or(&command));
        self.rest = rest.split_off(rest.len().min(1));
        None
    }

    fn python(&mut self, words: Vec<Word>, from: &[&str]) -> Option<Vec<Word>> {
        self.how = Some("uvx");
        let (named, mut rest) = positional(words, from, &[]);
        let command = rest.first().map(|word| word.text.clone()).unwrap_or_default();
        match named {
            Some(named) => self.package = Package::pypi(&named),
            None if local(&command) => self.how = Some("script"),
            None => self.package = Package::pypi(&command),
        }
        self.rest = rest.split_off(rest.len().min(1));
        None
    }
}

/// The value of the first flag that names the package, and everything from the first word that is no flag.
fn positional(mut words: Vec<Word>, named_by: &[&str], holds_command: &[&str]) -> (Option<String>, Vec<Word>) {
    let mut named = None;
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let (flag, value) =
            word.text.split_once('=').map_or((word.text.as_str(), None), |(flag, value)| (flag, Some(value)));
        let next = || words.get(at + 1).map(|next| next.text.clone());
        if !flag.starts_with('-') || flag == "-" {
            break;
        } else if flag == "--" {
            at += 1;
            break;
        } else if named_by.contains(&flag) {
            let value = value.map(str::to_owned).or_else(next);
            named = named.or(value);
            at += usize::from(!word.text.contains('='));
        } else if holds_command.contains(&flag) {
            break;
        } else if value.is_none() && (TAKES_VALUE.contains(&flag) || names_secret(flag)) {
            at += 1;
        }
        at += 1;
    }
    let rest = words.split_off(at.min(words.len()));
    (named, rest)
}

/// `NAME=value` in front of a program.
fn assignment(text: &str) -> bool {
    text.split_once('=').is_some_and(|(name, _)| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    })
}

fn versioned(program: &str) -> bool {
    ["python", "node", "ruby", "php", "lua"].iter().any(|name| {
        program
            .strip_prefix(name)
            .is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'))
    })
}

/// Whether a word is a file of one's own and no package.
fn local(word: &str) -> bool {
    let path = word.starts_with(['/', '.', '~', '$']) || word.contains('\\');
    path || [".js", ".mjs", ".cjs", ".ts", ".py"].iter().any(|ending| word.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(line: &str) -> Launch {
        Launch::read(
            super::super::words::split(line)
                .into_iter()
                .map(|text| Word { text, line: 1, field: "args".into() })
                .collect(),
        )
    }
    fn short(line: &str) -> (Option<&'static str>, String, String) {
        let launch = read(line);
        (launch.how, launch.program.clone(), launch.package.map(|package| package.name).unwrap_or_default())
    }
    fn is(line: &str, how: &'static str, program: &str, package: &str) {
        assert_eq!(short(line), (Some(how), program.to_owned(), package.to_owned()), "{line}");
    }

    #[test]
    fn packages_are_found_behind_wrappers() {
        is("npx -y @a/b@1.2.3 --flag", "npx", "npx", "@a/b");
        is("npx --registry https://r.example -y p", "npx", "npx", "p");
        is("npx -y -p @a/pkg cmd arg", "npx", "npx", "@a/pkg");
        is("npx --package=@a/pkg cmd", "npx", "npx", "@a/pkg");
        is("bash -c \"cd /x && npx -y p\"", "npx", "npx", "p");
        is("sh -lc 'exec npx -y p'", "npx", "npx", "p");
        is("cmd /c npx -y p", "npx", "npx", "p");
        is("env A=b npx p", "npx", "npx", "p");
        is("bunx p", "npx", "bunx", "p");
        is("bun x p", "npx", "bun", "p");
        is("pnpm dlx p", "npx", "pnpm", "p");
        is("uvx --from git+https://github.com/o/r cmd", "uvx", "uvx", "https://github.com/o/r");
        is("uvx --from=pkg[x]==1.0 cmd", "uvx", "uvx", "pkg");
        is("uvx --with numpy pkg@latest", "uvx", "uvx", "pkg");
        is("uv tool run pkg", "uvx", "uv", "pkg");
        is("pipx run --spec pkg cmd", "uvx", "pipx", "pkg");
        is("uvx --token hunter22 pkg", "uvx", "uvx", "pkg");
        is("wsl -d Ubuntu npx -y p", "npx", "npx", "p");
        is("op run -- npx -y p", "npx", "npx", "p");
    }

    #[test]
    fn runners_and_scripts_name_no_package() {
        is("npx -y tsx local.ts", "script", "npx", "");
        is("npx ./server.js", "script", "npx", "");
        is("uv run --directory D script.py", "script", "uv", "");
        is("uv --directory D run script.py", "script", "uv", "");
        is("node ${workspaceFolder}/x.js", "script", "node", "");
        is("/x/.venv/bin/python -m a.b", "script", "python", "");
        is("python3.12 x.py", "script", "python3.12", "");
        is("deno run -A script.ts", "script", "deno", "");
        is("deno run -A npm:@a/b@1.0.0", "npx", "deno", "@a/b");
        is("context7-mcp", "binary", "context7-mcp", "");
        is("C:\\\\tools\\\\server.exe --x", "binary", "server", "");
    }

    #[test]
    fn containers_hand_over_their_words() {
        assert_eq!(read("docker run -i --rm mcp/fetch").container.map(|words| words.len()), Some(3));
        assert_eq!(read("docker mcp gateway run").container, None);
        assert_eq!(short("docker mcp gateway run").0, Some("docker"));
        assert!(read("sudo docker container run x").container.is_some());
    }

    #[test]
    fn what_is_set_and_handed_on_is_kept_apart() {
        let launch = read("env TOKEN=x npx -y p a b");
        assert_eq!((launch.set.len(), launch.rest.len()), (1, 2));
        assert_eq!(read("uv run --directory D script.py a").rest.len(), 1);
        assert_eq!(read("").how, None);
        assert_eq!(read("bash -c 'bash -c bash'").how, Some("script"));
    }
}
