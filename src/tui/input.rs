//! From what the terminal sends to keys of ours.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};

use super::key::{Code, Key};

/// Most of a paste that is taken, in bytes.
pub(super) const PASTE: usize = 256 * 1024;

/// The key, where it is one we know and it was pressed.
pub(super) fn key(event: KeyEvent) -> Option<Key> {
    if event.kind != KeyEventKind::Press {
        return None;
    }
    let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
    if event.modifiers.intersects(KeyModifiers::ALT | KeyModifiers::SUPER | KeyModifiers::META) {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(letter) if ctrl => Code::Char(letter.to_ascii_lowercase()),
        KeyCode::Char(letter) => Code::Char(letter),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab => Code::Tab,
        KeyCode::BackTab => Code::BackTab,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        _ => return None,
    };
    Some(Key { code, ctrl: ctrl && matches!(code, Code::Char(_)) })
}

/// A paste, cut to what is taken.
pub(super) fn paste(mut text: String) -> String {
    if text.len() > PASTE {
        let mut end = PASTE;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        text.truncate(end);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_presses_count_and_a_long_paste_is_cut_between_letters() {
        let mut event = KeyEvent::new(KeyCode::Char('a'), KeyModifiers::NONE);
        assert_eq!(key(event), Some(Key::char('a')));
        event.kind = KeyEventKind::Release;
        assert_eq!(key(event), None);
        assert!(paste("ä".repeat(PASTE)).len() <= PASTE);
    }
}
