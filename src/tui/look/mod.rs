//! How things look: roles, themes and signs. What a piece of text means is decided elsewhere.

mod builtin;
mod glyphs;
mod role;
mod theme;

use std::ffi::OsString;

use ratatui::style::Style;

pub use glyphs::{ASCII, Glyphs, UNICODE};
pub use role::Role;
pub use theme::{Theme, ThemeError};

/// A theme and the signs to go with it.
#[derive(Clone, Debug)]
pub struct Look {
    theme: Theme,
    /// Signs that are not letters.
    pub glyphs: Glyphs,
}

/// What the environment says about the terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terminal {
    /// Whether `NO_COLOR` is set to anything.
    pub no_color: bool,
    /// `TERM`.
    pub term: String,
    /// The locale that decides about characters.
    pub locale: String,
}

impl Terminal {
    /// Reads it from the environment: `LC_ALL` before `LC_CTYPE` before `LANG`.
    #[must_use]
    pub fn from_env(get: impl Fn(&str) -> Option<OsString>) -> Self {
        let text =
            |name: &str| get(name).map(|value| value.to_string_lossy().into_owned()).filter(|text| !text.is_empty());
        Self {
            no_color: text("NO_COLOR").is_some(),
            term: text("TERM").unwrap_or_default(),
            locale: text("LC_ALL").or_else(|| text("LC_CTYPE")).or_else(|| text("LANG")).unwrap_or_default(),
        }
    }

    /// Whether the terminal shows more than ASCII.
    #[must_use]
    pub fn speaks_utf8(&self) -> bool {
        let locale = self.locale.to_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    }

    /// Whether only attributes may be used.
    #[must_use]
    pub fn is_plain(&self) -> bool {
        self.no_color || matches!(self.term.as_str(), "" | "dumb")
    }
}

/// The names of the built-in themes.
#[must_use]
pub fn names() -> Vec<&'static str> {
    builtin::THEMES.iter().map(|(path, _)| name_of(path)).collect()
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path).trim_end_matches(".toml")
}

fn builtin(name: &str) -> Result<Theme, ThemeError> {
    match builtin::THEMES.iter().find(|(path, _)| name_of(path) == name) {
        Some((_, text)) => Theme::read(text),
        None => Err(ThemeError::Unknown(names().join(", "))),
    }
}

impl Look {
    /// A built-in theme, or a file where the name ends in `.toml`; `mono` where the terminal wants no colours.
    ///
    /// # Errors
    /// Where the theme is not there or not sound.
    pub fn choose(name: Option<&str>, no_color: bool, terminal: &Terminal) -> Result<Self, ThemeError> {
        let theme = match name {
            _ if no_color || terminal.is_plain() => builtin("mono")?,
            None => builtin("terminal")?,
            Some(path) if path.ends_with(".toml") => {
                Theme::read(&std::fs::read_to_string(path).map_err(|_| ThemeError::Unreadable)?)?
            }
            Some(name) => builtin(name)?,
        };
        Ok(Self { theme, glyphs: if terminal.speaks_utf8() { UNICODE } else { ASCII } })
    }

    /// The style of a role.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.theme.style(role)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terminal(pairs: &[(&str, &str)]) -> Terminal {
        Terminal::from_env(|name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| OsString::from(value)))
    }

    #[test]
    fn every_built_in_theme_is_whole() {
        assert!(names().contains(&"terminal") && names().contains(&"mono"));
        for name in names() {
            builtin(name).unwrap_or_else(|error| panic!("{name}: {error}"));
        }
        assert!(!builtin("mono").unwrap().has_colour());
    }

    #[test]
    fn in_mono_the_states_differ_by_their_marks() {
        let marks: Vec<_> = Role::ALL.into_iter().filter_map(Role::mark).collect();
        let mut distinct = marks.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(marks.len(), distinct.len());
    }

    #[test]
    fn no_color_and_dumb_terminals_are_plain() {
        assert!(terminal(&[("NO_COLOR", "1"), ("TERM", "xterm")]).is_plain());
        assert!(!terminal(&[("NO_COLOR", ""), ("TERM", "xterm")]).is_plain());
        assert!(terminal(&[("TERM", "dumb")]).is_plain());
        let look = Look::choose(Some("terminal"), true, &terminal(&[("TERM", "xterm")])).unwrap();
        assert!(!look.theme.has_colour());
    }

    #[test]
    fn the_locale_decides_about_signs() {
        assert!(terminal(&[("LANG", "en_GB.UTF-8")]).speaks_utf8());
        assert!(!terminal(&[("LANG", "en_GB.UTF-8"), ("LC_ALL", "C")]).speaks_utf8());
    }

    #[test]
    fn an_unknown_theme_lists_those_there_are() {
        let error = Look::choose(Some("sparkle"), false, &terminal(&[("TERM", "xterm")])).unwrap_err();
        assert!(error.to_string().contains("terminal"));
    }
}
