//! From rows to lines of a width: wrapping, cutting, and the last look at what a cell may hold.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

use super::rows::{Piece, Row};
use crate::core::text::{Prose, is_hidden};

/// Text as cells may hold it. Our own texts and everything from outside are clean already; joiners and variation
/// selectors inside pictographs go as well, because terminals disagree about their width.
#[must_use]
pub fn shown(text: &str) -> Cow<'_, str> {
    if text.bytes().all(|byte| (0x20..0x7F).contains(&byte)) {
        return Cow::Borrowed(text);
    }
    let odd = |c: char| is_hidden(c) || matches!(c, '\u{FE00}'..='\u{FE0F}');
    if !text.chars().any(odd) {
        return Cow::Borrowed(text);
    }
    let cleaned = Prose::new(text);
    Cow::Owned(
        cleaned
            .as_str()
            .chars()
            .filter(|c| *c != '\u{200D}' && !matches!(c, '\u{FE00}'..='\u{FE0F}'))
            .map(|c| if c == '\n' { ' ' } else { c })
            .collect(),
    )
}

/// Columns a text takes.
#[must_use]
pub fn width(text: &str) -> usize {
    text.width()
}

/// The lines of a row.
#[must_use]
pub fn lines(row: &Row, columns: u16, wrap: bool, cut: &str) -> Vec<Vec<Piece>> {
    let columns = usize::from(columns.max(1));
    if wrap || row.prose { wrapped(row, columns) } else { vec![cut_to(&row.pieces, columns, cut)] }
}

/// How many lines a row takes.
#[must_use]
pub fn line_count(row: &Row, columns: u16, wrap: bool) -> usize {
    lines(row, columns, wrap, "").len()
}

fn push(line: &mut Vec<Piece>, role: super::look::Role, text: &str) {
    match line.last_mut() {
        Some(last) if last.role == role => last.text.push_str(text),
        _ => line.push(Piece { role, text: text.to_owned() }),
    }
}

/// One line, cut where it is too long.
#[must_use]
pub fn cut_to(pieces: &[Piece], columns: usize, cut: &str) -> Vec<Piece> {
    let total: usize = pieces.iter().map(|piece| width(&shown(&piece.text))).sum();
    let mut line = Vec::new();
    if total <= columns {
        for piece in pieces {
            push(&mut line, piece.role, &shown(&piece.text));
        }
        return line;
    }
    let mut left = columns.saturating_sub(width(cut));
    for piece in pieces {
        for part in shown(&piece.text).graphemes(true) {
            let wide = width(part);
            if wide > left {
                push(&mut line, piece.role, cut);
                return line;
            }
            left -= wide;
            push(&mut line, piece.role, part);
        }
    }
    line
}

/// Lines broken at spaces, and within words that are longer than a line.
fn wrapped(row: &Row, columns: usize) -> Vec<Vec<Piece>> {
    let indent = usize::from(row.indent).min(columns / 2);
    let mut all: Vec<Vec<Piece>> = Vec::new();
    let mut line: Vec<Piece> = Vec::new();
    let mut used = 0;
    let mut fresh = true;
    let start = |line: &mut Vec<Piece>| {
        if indent > 0 {
            line.push(Piece { role: super::look::Role::Text, text: " ".repeat(indent) });
        }
    };
    for piece in &row.pieces {
        let text = shown(&piece.text);
        for word in text.split_word_bounds_by_space() {
            let wide = width(word);
            if used + width(word.trim_end()) > columns && !fresh {
                all.push(std::mem::take(&mut line));
                start(&mut line);
                (used, fresh) = (indent, true);
                if word.trim().is_empty() {
                    continue;
                }
            }
            if used + width(word.trim_end()) > columns {
                for part in word.graphemes(true) {
                    // A cluster that no line could hold is shown as one sign.
                    let part = if width(part) > columns { "\u{FFFD}" } else { part };
                    let wide = width(part);
                    if used + wide > columns && line.iter().any(|piece| !piece.text.trim().is_empty()) {
                        all.push(std::mem::take(&mut line));
                        start(&mut line);
                        used = indent;
                    }
                    // Only spaces stand here; they give way.
                    if used + wide > columns {
                        line.clear();
                        used = 0;
                    }
                    push(&mut line, piece.role, part);
                    used += wide;
                }
            } else {
                push(&mut line, piece.role, word);
                used += wide;
            }
            // Spaces in front are no reason to break before a long word.
            fresh &= word.trim().is_empty();
        }
    }
    all.push(line);
    all
}

trait BySpace {
    fn split_word_bounds_by_space(&self) -> Vec<&str>;
}

impl BySpace for Cow<'_, str> {
    /// Runs of spaces and words, each word with the space behind it.
    fn split_word_bounds_by_space(&self) -> Vec<&str> {
        self.split_inclusive(' ').collect()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::tui::look::Role;

    fn text(lines: &[Vec<Piece>]) -> Vec<String> {
        lines.iter().map(|line| line.iter().map(|piece| piece.text.as_str()).collect()).collect()
    }

    #[test]
    fn wraps_under_the_indent_and_cuts_with_a_sign() {
        let row = Row::default().add(Role::Dim, "Why  ").add(Role::Text, "one two three").hang(5);
        assert_eq!(text(&lines(&row, 12, true, "~")), ["Why  one two ", "     three"]);
        let long = Row::default().add(Role::Text, "  ").add(Role::Text, "abcdefghijkl").hang(2);
        assert_eq!(text(&lines(&long, 8, true, "~")), ["  abcdef", "  ghijkl"]);
        assert_eq!(text(&lines(&row, 12, false, "~")), ["Why  one tw~"]);
    }

    #[test]
    fn a_cluster_wider_than_what_the_indent_leaves_takes_its_place() {
        let row = Row::default().add(Role::Text, " a\u{30000}\u{BC6}").hang(2);
        for line in text(&lines(&row, 4, true, "~")) {
            assert!(width(line.trim_end()) <= 4, "{line:?}");
        }
    }

    #[test]
    fn wide_letters_never_overflow() {
        let row = Row::prose("漢字漢字漢字");
        for line in text(&lines(&row, 5, true, "~")) {
            assert!(width(&line) <= 5, "{line}");
        }
    }

    proptest! {
        #[test]
        fn no_line_is_wider_than_its_place(words in "\\PC{0,80}", columns in 4_u16..40, indent in 0_u16..8) {
            let row = Row::default().add(Role::Text, words).hang(indent);
            for wrap in [true, false] {
                for line in text(&lines(&row, columns, wrap, "~")) {
                    prop_assert!(width(line.trim_end()) <= usize::from(columns), "{line:?}");
                }
            }
        }

        #[test]
        fn nothing_hidden_is_shown(words in any::<String>()) {
            prop_assert!(!shown(&words).chars().any(is_hidden));
        }
    }
}
