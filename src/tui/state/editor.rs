//! Text of several lines, by tui-textarea with its own shortcuts off.

use tui_textarea::{CursorMove, Input, Key as AreaKey, TextArea, WrapMode};

use crate::core::text::{Prose, is_hidden};
use crate::tui::{
    key::{Code, Key},
    lay::shown,
};

/// Longest text in bytes; a paste is cut to it.
pub const LIMIT: usize = 64 * 1024;

/// A text area; never holds a character one cannot see.
#[derive(Clone, Debug)]
pub struct Editor {
    area: TextArea<'static>,
}

impl Default for Editor {
    fn default() -> Self {
        Self::with("")
    }
}

impl Editor {
    /// An area with text in it, the cursor behind it.
    #[must_use]
    pub fn with(text: &str) -> Self {
        let cleaned = Prose::new(text);
        let mut area = TextArea::new(cleaned.as_str().lines().map(|line| shown(line).into_owned()).collect());
        area.set_cursor_line_style(Default::default());
        area.set_wrap_mode(WrapMode::WordOrGlyph);
        area.set_max_histories(200);
        area.move_cursor(CursorMove::Bottom);
        area.move_cursor(CursorMove::End);
        Self { area }
    }

    /// What is typed.
    #[must_use]
    pub fn text(&self) -> String {
        self.area.lines().join("\n")
    }

    /// For drawing.
    #[must_use]
    pub fn area(&self) -> &TextArea<'static> {
        &self.area
    }

    /// Types a key; says whether the text changed.
    pub fn key(&mut self, key: Key) -> bool {
        let code = match (key.code, key.ctrl) {
            (Code::Char('h'), true) | (Code::Backspace, _) => AreaKey::Backspace,
            (Code::Char(letter), false) if may_be_typed(letter) && self.has_room(letter.len_utf8()) => {
                AreaKey::Char(letter)
            }
            (Code::Enter, _) if self.has_room(1) => AreaKey::Enter,
            (Code::Delete, _) => AreaKey::Delete,
            (Code::Up, _) => return self.go(CursorMove::Up),
            (Code::Down, _) => return self.go(CursorMove::Down),
            (Code::Left, _) => return self.go(CursorMove::Back),
            (Code::Right, _) => return self.go(CursorMove::Forward),
            (Code::Home, _) => return self.go(CursorMove::Head),
            (Code::End, _) => return self.go(CursorMove::End),
            _ => return false,
        };
        self.area.input_without_shortcuts(Input { key: code, ctrl: false, alt: false, shift: false })
    }

    /// Puts text in at the cursor, cleaned and cut.
    pub fn insert(&mut self, text: &str) {
        let lines: Vec<_> = Prose::new(text).as_str().split('\n').map(|line| shown(line).into_owned()).collect();
        let cleaned = lines.join("\n");
        let mut end = cleaned.len().min(LIMIT.saturating_sub(self.size()));
        while !cleaned.is_char_boundary(end) {
            end = end.saturating_sub(1);
        }
        self.area.insert_str(cleaned.get(..end).unwrap_or_default());
    }

    fn size(&self) -> usize {
        self.area.lines().iter().map(|line| line.len() + 1).sum()
    }

    fn has_room(&self, bytes: usize) -> bool {
        self.size() + bytes <= LIMIT
    }

    fn go(&mut self, to: CursorMove) -> bool {
        self.area.move_cursor(to);
        false
    }
}

/// Whether a letter shows as itself wherever the cursor stands.
pub(super) fn may_be_typed(letter: char) -> bool {
    !is_hidden(letter) && !matches!(letter, '\u{FE00}'..='\u{FE0F}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_lines_and_makes_hidden_characters_visible() {
        let mut editor = Editor::with("one\ntwo");
        editor.key(Key::plain(Code::Enter));
        editor.insert("th\u{202E}ree");
        assert_eq!(editor.text(), "one\ntwo\nth<U+202E>ree");
        editor.key(Key::char('\u{7}'));
        assert!(!editor.text().chars().any(|c| c != '\n' && is_hidden(c)));
    }
}
