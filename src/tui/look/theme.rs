//! Theme files: for each role a colour and attributes.

use std::collections::BTreeMap;

use ratatui::style::{Color, Modifier, Style};
use thiserror::Error;
use toml_edit::{DocumentMut, Item};

use super::Role;

/// Why a theme was refused.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ThemeError {
    /// Not a theme file at all.
    #[error("is not TOML: {0}")]
    Syntax(String),
    /// A role the program does not know.
    #[error("[roles.{0}] is not a role; docs/keys.md lists the roles")]
    Role(String),
    /// A role that is missing.
    #[error("[roles.{0}] is missing; every role must be set")]
    Missing(&'static str),
    /// A field with the wrong form.
    #[error("roles.{role}.{field} takes {wanted}")]
    Field {
        /// The role.
        role: String,
        /// The field.
        field: String,
        /// What it takes.
        wanted: &'static str,
    },
    /// No theme has the name.
    #[error("no theme is called so; there are {0}, or give the path of a file that ends in .toml")]
    Unknown(String),
    /// The file cannot be read.
    #[error("the theme file cannot be read; check its path and its rights")]
    Unreadable,
}

/// A style for each role.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    styles: BTreeMap<Role, Style>,
}

const COLOURS: &str = "a colour name such as red or bright-red, a number from 0 to 255, \"#rrggbb\" or \"default\"";
const ATTRIBUTES: &str = "a list of bold, dim, italic, underline and reverse";

fn colour(item: &Item) -> Option<Color> {
    if let Some(number) = item.as_integer() {
        return u8::try_from(number).ok().map(Color::Indexed);
    }
    Some(match item.as_str()? {
        "default" => Color::Reset,
        "black" => Color::Black,
        "red" => Color::Red,
        "green" => Color::Green,
        "yellow" => Color::Yellow,
        "blue" => Color::Blue,
        "magenta" => Color::Magenta,
        "cyan" => Color::Cyan,
        "white" => Color::Gray,
        "bright-black" => Color::DarkGray,
        "bright-red" => Color::LightRed,
        "bright-green" => Color::LightGreen,
        "bright-yellow" => Color::LightYellow,
        "bright-blue" => Color::LightBlue,
        "bright-magenta" => Color::LightMagenta,
        "bright-cyan" => Color::LightCyan,
        "bright-white" => Color::White,
        other => {
            let hex = other.strip_prefix('#').filter(|hex| hex.len() == 6)?;
            let number = u32::from_str_radix(hex, 16).ok()?;
            let [_, red, green, blue] = number.to_be_bytes();
            Color::Rgb(red, green, blue)
        }
    })
}

fn attributes(item: &Item) -> Option<Modifier> {
    let mut all = Modifier::empty();
    for word in item.as_array()? {
        all |= match word.as_str()? {
            "bold" => Modifier::BOLD,
            "dim" => Modifier::DIM,
            "italic" => Modifier::ITALIC,
            "underline" => Modifier::UNDERLINED,
            "reverse" => Modifier::REVERSED,
            _ => return None,
        };
    }
    Some(all)
}

impl Theme {
    /// Reads a theme file.
    ///
    /// # Errors
    /// Names the role and the field that is wrong; every role must be there.
    pub fn read(text: &str) -> Result<Self, ThemeError> {
        let document: DocumentMut =
            text.parse().map_err(|error: toml_edit::TomlError| ThemeError::Syntax(error.message().to_owned()))?;
        let mut styles = BTreeMap::new();
        let roles = document.get("roles").and_then(Item::as_table_like);
        for (word, fields) in roles.iter().flat_map(|table| table.iter()) {
            let role = Role::from_word(word).ok_or_else(|| ThemeError::Role(word.to_owned()))?;
            let mut style = Style::new();
            for (field, value) in fields.as_table_like().iter().flat_map(|table| table.iter()) {
                let wrong = |wanted| ThemeError::Field { role: word.to_owned(), field: field.to_owned(), wanted };
                style = match field {
                    "fg" => style.fg(colour(value).ok_or_else(|| wrong(COLOURS))?),
                    "bg" => style.bg(colour(value).ok_or_else(|| wrong(COLOURS))?),
                    "attributes" => style.add_modifier(attributes(value).ok_or_else(|| wrong(ATTRIBUTES))?),
                    _ => return Err(wrong("only fg, bg and attributes as fields")),
                };
            }
            styles.insert(role, style);
        }
        match Role::ALL.into_iter().find(|role| !styles.contains_key(role)) {
            Some(missing) => Err(ThemeError::Missing(missing.as_str())),
            None => Ok(Self { styles }),
        }
    }

    /// The style of a role.
    #[must_use]
    pub fn style(&self, role: Role) -> Style {
        self.styles.get(&role).copied().unwrap_or_default()
    }

    /// Whether any role has a colour.
    #[must_use]
    pub fn has_colour(&self) -> bool {
        let set = |colour: Option<Color>| colour.is_some_and(|colour| colour != Color::Reset);
        self.styles.values().any(|style| set(style.fg) || set(style.bg))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(extra: &str) -> String {
        let mut text = String::new();
        for role in Role::ALL {
            if role != Role::Text {
                text.push_str(&format!("[roles.{}]\n", role.as_str()));
            }
        }
        text + extra
    }

    #[test]
    fn reads_names_numbers_and_hex() {
        let theme =
            Theme::read(&whole("[roles.text]\nfg = \"bright-red\"\nbg = \"#010203\"\nattributes = [\"bold\"]\n"))
                .unwrap();
        let style = theme.style(Role::Text);
        assert_eq!(style.fg, Some(Color::LightRed));
        assert_eq!(style.bg, Some(Color::Rgb(1, 2, 3)));
        assert!(style.add_modifier.contains(Modifier::BOLD));
    }

    #[test]
    fn names_what_is_wrong() {
        assert_eq!(Theme::read(&whole("")), Err(ThemeError::Missing("text")));
        assert_eq!(Theme::read("[roles.sparkle]"), Err(ThemeError::Role("sparkle".into())));
        assert!(matches!(Theme::read("[roles.text]\nfg = \"mauve\""), Err(ThemeError::Field { .. })));
        assert!(matches!(Theme::read("[roles.text"), Err(ThemeError::Syntax(_))));
    }
}
