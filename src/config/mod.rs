//! The configuration file: where things are kept, who acts, how the workbench looks.
//!
//! `$XDG_CONFIG_HOME/mcpserver-operator/config.toml`, else `~/.config/mcpserver-operator/config.toml`:
//!
//! ```toml
//! store = "/srv/operator/store"
//! library = ["/srv/operator/pack"]
//! actor = "night shift"
//! theme = "mono"
//! ```

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use etcetera::BaseStrategy as _;

use crate::{app::Failure, core::text::Clean};

/// Largest configuration file in bytes.
const LIMIT: u64 = 64 * 1024;
const KEYS: &str = "store, library, actor, theme";

/// What a configuration file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Config {
    /// The folder of the store.
    pub store: Option<PathBuf>,
    /// Packs laid over the built-in guidance.
    pub library: Vec<PathBuf>,
    /// Who acts.
    pub actor: Option<String>,
    /// The look of the workbench.
    pub theme: Option<String>,
}

impl Config {
    /// Reads the file given, or the usual one where it exists.
    ///
    /// # Errors
    /// Where the file given is not there, or a file is unsound; the error names file, line and the keys there are.
    pub fn load(given: Option<&Path>) -> Result<Self, Failure> {
        let usual = etcetera::base_strategy::Xdg::new()
            .ok()
            .map(|places| places.config_dir().join("mcpserver-operator").join("config.toml"));
        let Some(path) = given.map(Path::to_path_buf).or(usual) else { return Ok(Self::default()) };
        let size = match fs::metadata(&path) {
            Ok(about) if !about.is_file() => return Err(unsound(&path, 0, "is no regular file")),
            Ok(about) => about.len(),
            Err(error) if error.kind() == io::ErrorKind::NotFound && given.is_none() => return Ok(Self::default()),
            Err(error) => return Err(unsound(&path, 0, &format!("cannot be read: {error}"))),
        };
        if size > LIMIT {
            return Err(unsound(&path, 0, "is larger than 64 kB"));
        }
        let text = fs::read_to_string(&path).map_err(|error| unsound(&path, 0, &format!("cannot be read: {error}")))?;
        Self::parse(&path, &text)
    }

    fn parse(path: &Path, text: &str) -> Result<Self, Failure> {
        let line = |at: Option<std::ops::Range<usize>>| {
            at.map_or(0, |range| text.get(..range.start).map_or(0, |before| before.matches('\n').count() + 1))
        };
        let table = toml_edit::Document::parse(text)
            .map_err(|error| unsound(path, line(error.span()), &Clean::new(error.message()).to_string()))?;
        let mut config = Self::default();
        for (key, item) in table.as_table() {
            let at = line(table.as_table().key(key).and_then(toml_edit::Key::span));
            let word =
                || item.as_str().map(str::to_owned).ok_or_else(|| unsound(path, at, &format!("{key} must be a text")));
            match key {
                "store" => config.store = Some(PathBuf::from(word()?)),
                "actor" => config.actor = Some(word()?),
                "theme" => config.theme = Some(word()?),
                "library" => {
                    let list =
                        item.as_array().map(|list| list.iter().map(toml_edit::Value::as_str).collect::<Vec<_>>());
                    config.library = list
                        .and_then(|list| list.into_iter().map(|path| path.map(PathBuf::from)).collect())
                        .ok_or_else(|| unsound(path, at, "library must be a list of texts"))?;
                }
                _ => return Err(unsound(path, at, &format!("{} is no setting; there are {KEYS}", Clean::new(key)))),
            }
        }
        Ok(config)
    }
}

fn unsound(path: &Path, line: usize, problem: &str) -> Failure {
    let place = if line > 0 { format!(", line {line}") } else { String::new() };
    Failure::user(format!("configuration {}{place}: {problem}", path.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Config, Failure> {
        Config::parse(Path::new("config.toml"), text)
    }

    #[test]
    fn reads_every_setting() {
        let config = parse("store = \"/a\"\nlibrary = [\"/b\"]\nactor = \"c\"\ntheme = \"mono\"\n").unwrap();
        assert_eq!(config.store, Some(PathBuf::from("/a")));
        assert_eq!(config.library, [PathBuf::from("/b")]);
        assert_eq!((config.actor.as_deref(), config.theme.as_deref()), (Some("c"), Some("mono")));
    }

    #[test]
    fn an_unknown_setting_names_line_and_what_there_is() {
        let failure = parse("actor = \"a\"\ncolour = \"red\"\n").unwrap_err();
        assert!(failure.message.as_str().contains("line 2"), "{failure}");
        assert!(failure.message.as_str().contains("store, library, actor, theme"), "{failure}");
        assert!(parse("theme = 4\n").is_err());
        assert!(parse("theme = \n").unwrap_err().message.as_str().contains("line 1"));
    }
}
