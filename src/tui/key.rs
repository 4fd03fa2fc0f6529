//! Keys as plain data, and the words for them.

use std::fmt;

/// What was pressed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the names of the keys")]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    BackTab,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,
    Backspace,
    Delete,
}

/// A key, with or without control.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// What was pressed.
    pub code: Code,
    /// Whether control was held.
    pub ctrl: bool,
}

const NAMED: [(&str, &str, Code); 15] = [
    ("enter", "Enter", Code::Enter),
    ("esc", "Esc", Code::Esc),
    ("tab", "Tab", Code::Tab),
    ("shift-tab", "Shift-Tab", Code::BackTab),
    ("up", "Up", Code::Up),
    ("down", "Down", Code::Down),
    ("left", "Left", Code::Left),
    ("right", "Right", Code::Right),
    ("home", "Home", Code::Home),
    ("end", "End", Code::End),
    ("pgup", "PgUp", Code::PageUp),
    ("pgdn", "PgDn", Code::PageDown),
    ("backspace", "Backspace", Code::Backspace),
    ("delete", "Delete", Code::Delete),
    ("space", "Space", Code::Char(' ')),
];

impl Key {
    /// A key without control.
    #[must_use]
    pub fn plain(code: Code) -> Self {
        Self { code, ctrl: false }
    }

    /// A letter without control.
    #[must_use]
    pub fn char(letter: char) -> Self {
        Self::plain(Code::Char(letter))
    }

    /// Reads `ctrl-l`, `shift-tab`, `pgup` or a letter.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        if let Some((_, _, code)) = NAMED.iter().find(|(name, _, _)| *name == word) {
            return Some(Self::plain(*code));
        }
        let (ctrl, letter) = match word.strip_prefix("ctrl-") {
            Some(rest) => (true, rest),
            None => (false, word),
        };
        let mut letters = letter.chars();
        match (letters.next(), letters.next()) {
            (Some(only), None) => Some(Self { code: Code::Char(only), ctrl }),
            _ => None,
        }
    }
}

impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some((_, name, _)) = NAMED.iter().find(|(_, _, code)| *code == self.code) {
            return f.write_str(name);
        }
        match self.code {
            Code::Char(letter) if self.ctrl => write!(f, "Ctrl-{}", letter.to_uppercase()),
            Code::Char(letter) => write!(f, "{letter}"),
            _ => Ok(()),
        }
    }
}
