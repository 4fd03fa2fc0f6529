//! Borders with a title; the one with the keys is told by its sign as well as by its style.

use ratatui::{
    Frame,
    layout::Rect,
    symbols::border,
    widgets::{Block, Borders, Clear},
};

use crate::tui::{
    lay, line,
    look::{Look, Role},
    rows::{Piece, Row},
};

const ASCII: border::Set = border::Set {
    top_left: "+",
    top_right: "+",
    bottom_left: "+",
    bottom_right: "+",
    vertical_left: "|",
    vertical_right: "|",
    horizontal_top: "-",
    horizontal_bottom: "-",
};

/// Draws a border and returns what is inside.
pub(super) fn bordered(title: &Row, focus: bool, look: &Look, frame: &mut Frame, place: Rect) -> Rect {
    let set = match (look.glyphs.ascii, focus) {
        (true, _) => ASCII,
        (false, true) => border::THICK,
        (false, false) => border::PLAIN,
    };
    let role = if focus { Role::BorderFocus } else { Role::Border };
    let mut pieces =
        vec![Piece { role, text: if focus { format!("{} ", look.glyphs.pointer) } else { " ".to_owned() } }];
    pieces.extend(title.pieces.iter().cloned());
    pieces.push(Piece { role, text: " ".to_owned() });
    let pieces = lay::cut_to(&pieces, usize::from(place.width.saturating_sub(2)), look.glyphs.cut);
    let block = Block::new()
        .borders(Borders::ALL)
        .border_set(set)
        .border_style(look.style(role))
        .title(line::line(&pieces, look, None));
    let inside = block.inner(place);
    frame.render_widget(block, place);
    inside
}

/// The same over whatever is below.
pub(super) fn over(title: &Row, look: &Look, frame: &mut Frame, place: Rect) -> Rect {
    frame.render_widget(Clear, place);
    bordered(title, true, look, frame, place)
}

/// A place of at most so many columns and rows in the middle of another.
pub(super) fn middle(place: Rect, columns: u16, rows: u16) -> Rect {
    let (width, height) = (columns.min(place.width), rows.min(place.height));
    Rect {
        x: place.x + place.width.saturating_sub(width) / 2,
        y: place.y + place.height.saturating_sub(height) / 2,
        width,
        height,
    }
}
