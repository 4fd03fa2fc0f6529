//! The words of `docker run`: the image, what it is allowed, what it is handed.

use super::{package::Package, words::Word};

/// A folder or volume that is handed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Mount {
    /// The path on the host or the name of the volume.
    pub source: String,
    /// Whether it can only be read.
    pub read_only: bool,
}

/// What a `docker run` says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Run {
    /// The image.
    pub image: Option<Package>,
    /// Everything that is mounted.
    pub mounts: Vec<Mount>,
    /// `-e` words: `NAME` or `NAME=value`.
    pub env: Vec<Word>,
    /// Whether a file of variables is handed in.
    pub env_file: bool,
    /// The user, as written.
    pub user: Option<String>,
    /// `--privileged`.
    pub privileged: bool,
    /// `--read-only`.
    pub read_only: bool,
    /// A limit on memory, processors or processes.
    pub limited: bool,
    /// All capabilities dropped.
    pub no_capabilities: bool,
    /// The network, as written.
    pub network: Option<String>,
    /// Addresses on which ports are published; empty text for every interface.
    pub published: Vec<String>,
    /// What the server in the container is handed.
    pub rest: Vec<Word>,
}

/// Flags that stand alone; every other flag takes the next word unless it holds `=`.
const ALONE: &[&str] = &[
    "--rm",
    "--interactive",
    "--tty",
    "--detach",
    "--privileged",
    "--read-only",
    "--init",
    "--publish-all",
    "--oom-kill-disable",
    "--no-healthcheck",
    "--quiet",
    "--disable-content-trust",
    "--sig-proxy",
    "--replace",
    "--tls-verify",
];

impl Run {
    /// Reads the words behind `run`.
    pub(super) fn read(words: &[Word]) -> Self {
        let mut run = Self::default();
        let mut at = 0;
        while let Some(word) = words.get(at) {
            at += 1;
            let text = word.text.as_str();
            if !text.starts_with('-') || text == "-" {
                run.image = Package::oci(text);
                run.rest = words.get(at..).unwrap_or_default().to_vec();
                break;
            }
            let (flag, inline) = match text.split_once('=') {
                Some((flag, value)) if flag.starts_with("--") || flag.len() == 2 => (flag, Some(value.to_owned())),
                _ => (text, None),
            };
            let short = !flag.starts_with("--");
            if ALONE.contains(&flag)
                || (short && flag.chars().skip(1).all(|c| matches!(c, 'i' | 't' | 'd' | 'P' | 'q')))
            {
                run.switch(flag, inline.as_deref() != Some("false"));
                continue;
            }
            // `-eNAME`, `-v/a:/b` and `-itp 80:80` are written too.
            let (flag, glued) = match flag.char_indices().nth(2) {
                Some((split, _)) if short && inline.is_none() && !flag.starts_with("-i") && !flag.starts_with("-t") => {
                    (flag.get(..split).unwrap_or(flag), flag.get(split..).map(str::to_owned))
                }
                Some(_) if short && inline.is_none() => (last(flag), None),
                _ if short && inline.is_some() && text.len() > 3 && !text.starts_with("-e=") => (flag, inline.clone()),
                _ => (flag, inline.clone()),
            };
            let value = glued.or_else(|| {
                let next = words.get(at).map(|word| word.text.clone());
                at += usize::from(next.is_some());
                next
            });
            let place = words.get(at.saturating_sub(1)).unwrap_or(word);
            run.take(flag, &place.with(&value.unwrap_or_default()));
        }
        run
    }

    fn switch(&mut self, flag: &str, on: bool) {
        match flag {
            "--privileged" => self.privileged = on,
            "--read-only" => self.read_only = on,
            "--publish-all" => self.published.push(String::new()),
            _ if !flag.starts_with("--") && flag.contains('P') => self.published.push(String::new()),
            _ => {}
        }
    }

    fn take(&mut self, flag: &str, value: &Word) {
        let text = value.text.as_str();
        match flag {
            "-e" | "--env" => self.env.push(value.clone()),
            "--env-file" => self.env_file = true,
            "-v" | "--volume" => self.mounts.extend(volume(text)),
            "--mount" => self.mounts.extend(mount(text)),
            "-u" | "--user" => self.user = Some(text.to_owned()),
            "-m" | "--memory" | "--cpus" | "--pids-limit" | "--cpu-quota" => self.limited = true,
            "--cap-drop" => self.no_capabilities |= text.eq_ignore_ascii_case("all"),
            "--network" | "--net" => self.network = Some(text.to_owned()),
            "-p" | "--publish" => {
                let address = text.rsplitn(3, ':').nth(2).unwrap_or_default();
                self.published.push(address.trim_matches(['[', ']']).to_owned());
            }
            _ => {}
        }
    }
}

/// The last letter of several short flags in one word.
fn last(flag: &str) -> &'static str {
    match flag.chars().next_back() {
        Some('e') => "-e",
        Some('v') => "-v",
        Some('p') => "-p",
        Some('u') => "-u",
        Some('m') => "-m",
        _ => "-",
    }
}

/// `source:target[:options]`; a source may be a drive letter or hold a variable.
fn volume(text: &str) -> Option<Mount> {
    let skip = match text.as_bytes() {
        [drive, b':', b'/' | b'\\', ..] if drive.is_ascii_alphabetic() => 2,
        [b'$', b'{', ..] => text.find('}').unwrap_or(0),
        _ => 0,
    };
    let colon = text.get(skip..)?.find(':').map(|at| skip + at)?;
    let (source, rest) = (text.get(..colon)?, text.get(colon + 1..)?);
    let options = rest.rsplit_once(':').map_or("", |(_, options)| options);
    Some(Mount { source: source.to_owned(), read_only: options.split(',').any(|option| option == "ro") })
}

/// `type=bind,source=…,target=…,readonly`.
fn mount(text: &str) -> Option<Mount> {
    let mut source = None;
    let mut read_only = false;
    for part in text.split(',') {
        match part.split_once('=') {
            Some(("source" | "src", value)) => source = Some(value.to_owned()),
            Some(("readonly" | "ro", value)) => read_only = value != "false",
            Some(("type", "tmpfs")) => return None,
            None if part == "readonly" || part == "ro" => read_only = true,
            _ => {}
        }
    }
    source.map(|source| Mount { source, read_only })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(line: &str) -> Run {
        let words = super::super::words::split(line).into_iter();
        Run::read(&words.map(|text| Word { text, line: 1, field: String::new() }).collect::<Vec<_>>())
    }
    fn image(line: &str) -> Option<String> {
        run(line).image.map(|image| image.name)
    }

    #[test]
    fn the_image_is_found_behind_the_flags() {
        for line in [
            "-i --rm mcp/fetch",
            "-i --rm -e TOKEN -e A=b mcp/fetch x",
            "-it --name n mcp/fetch",
            "--rm -v/a:/b -eK mcp/fetch",
            "--env=K=v --network=host --privileged mcp/fetch",
            "-ie K mcp/fetch",
            "--pull always mcp/fetch --flag v",
        ] {
            assert_eq!(image(line).as_deref(), Some("mcp/fetch"), "{line}");
        }
        assert_eq!(run("-i mcp/fetch a b").rest.len(), 2);
        assert_eq!(image("-i --rm"), None);
    }

    #[test]
    fn mounts_env_and_limits() {
        let run = run(
            "-v /var/run/docker.sock:/var/run/docker.sock -v C:\\\\d:/d:ro --mount type=bind,src=/s,dst=/t,readonly \
             -e TOKEN -e A=b --user 1000 --read-only --cap-drop ALL -m 1g --network none -p 127.0.0.1:80:80 -p 81:81 img",
        );
        let sources: Vec<_> = run.mounts.iter().map(|mount| (mount.source.as_str(), mount.read_only)).collect();
        assert_eq!(sources, [("/var/run/docker.sock", false), ("C:\\d", true), ("/s", true)]);
        assert_eq!(run.env.iter().map(|word| word.text.as_str()).collect::<Vec<_>>(), ["TOKEN", "A=b"]);
        assert_eq!(run.published, ["127.0.0.1", ""]);
        assert!(run.read_only && run.limited && run.no_capabilities && !run.privileged);
        assert_eq!((run.user.as_deref(), run.network.as_deref()), (Some("1000"), Some("none")));
    }
}
