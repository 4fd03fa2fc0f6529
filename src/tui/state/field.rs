//! One line that can be typed into.

use unicode_segmentation::UnicodeSegmentation;

use crate::core::text::{Clean, is_hidden};
use crate::tui::key::{Code, Key};

/// Longest text in characters as they are seen.
const LIMIT: usize = 400;

/// Text and a cursor; never holds a character one cannot see.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Field {
    text: String,
    /// In characters as they are seen.
    at: usize,
}

impl Field {
    /// A field with text in it, the cursor behind it.
    #[must_use]
    pub fn with(text: &str) -> Self {
        let text = Clean::new(text).to_string();
        Self { at: text.graphemes(true).count(), text }
    }

    /// What is typed.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What stands before the cursor, under it and behind it.
    #[must_use]
    pub fn parts(&self) -> (String, String, String) {
        let mut parts = self.text.graphemes(true);
        let before = parts.by_ref().take(self.at).collect();
        let under = parts.next().unwrap_or(" ").to_owned();
        (before, under, parts.collect())
    }

    /// Types a key; says whether the text changed.
    pub fn key(&mut self, key: Key) -> bool {
        let end = self.text.graphemes(true).count();
        match (key.code, key.ctrl) {
            (Code::Char('h'), true) | (Code::Backspace, _) if self.at > 0 => self.take(self.at - 1),
            (Code::Delete, _) if self.at < end => self.take(self.at),
            (Code::Char('u'), true) if end > 0 => {
                *self = Self::default();
                return true;
            }
            (Code::Char(letter), false) if !is_hidden(letter) => {
                self.insert(letter.encode_utf8(&mut [0; 4]));
            }
            (Code::Left, _) => {
                self.at = self.at.saturating_sub(1);
                return false;
            }
            (Code::Right, _) => {
                self.at = (self.at + 1).min(end);
                return false;
            }
            (Code::Home, _) => {
                self.at = 0;
                return false;
            }
            (Code::End, _) => {
                self.at = end;
                return false;
            }
            _ => return false,
        }
        true
    }

    /// Puts text in at the cursor, cleaned and cut.
    pub fn insert(&mut self, text: &str) {
        let old: Vec<&str> = self.text.graphemes(true).collect();
        let room = LIMIT.saturating_sub(old.len());
        let cleaned = Clean::new(text);
        let new: String = cleaned.as_str().graphemes(true).take(room).collect();
        let (before, after) = old.split_at(self.at.min(old.len()));
        let before = before.concat() + &new;
        self.at = before.graphemes(true).count();
        self.text = before + &after.concat();
    }

    fn take(&mut self, at: usize) {
        self.text =
            self.text.graphemes(true).enumerate().filter(|(place, _)| *place != at).map(|(_, part)| part).collect();
        self.at = at;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_deletes_and_moves_by_what_is_seen() {
        let mut field = Field::default();
        for letter in "e\u{301}a".chars() {
            field.key(Key::char(letter));
        }
        field.key(Key::plain(Code::Left));
        field.key(Key::plain(Code::Backspace));
        assert_eq!(field.text(), "a");
    }

    #[test]
    fn nothing_invisible_gets_in() {
        let mut field = Field::default();
        field.key(Key::char('\u{202E}'));
        field.insert("x\u{1b}[2Jy\nz");
        assert!(!field.text().chars().any(is_hidden));
    }
}
