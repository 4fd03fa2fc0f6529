//! The only place where pieces become what the screen library draws. Nothing else puts text on the screen.

use ratatui::{
    Frame,
    layout::Rect,
    text::{Line, Span, Text},
    widgets::Paragraph,
};

use super::{
    lay,
    look::{Look, Role},
    rows::{Piece, Row},
};

/// A line of pieces; `over` is laid over every piece, for a selected line.
#[must_use]
pub fn line(pieces: &[Piece], look: &Look, over: Option<Role>) -> Line<'static> {
    let spans = pieces.iter().map(|piece| {
        let style = look.style(piece.role);
        let style = over.map_or(style, |over| style.patch(look.style(over)));
        Span::styled(lay::shown(&piece.text).into_owned(), style)
    });
    Line::from(spans.collect::<Vec<_>>())
}

/// One piece as a line.
#[must_use]
pub fn words(role: Role, text: &str, look: &Look) -> Line<'static> {
    line(&[Piece { role, text: text.to_owned() }], look, None)
}

/// Draws lines into a place; what does not fit is left out.
pub fn draw(frame: &mut Frame, lines: Vec<Line<'static>>, place: Rect) {
    frame.render_widget(Paragraph::new(Text::from(lines)), place.intersection(frame.area()));
}

/// Draws one row, cut to the place.
pub fn draw_row(frame: &mut Frame, row: &Row, look: &Look, place: Rect) {
    if place.width == 0 || place.height == 0 {
        return;
    }
    let pieces = lay::cut_to(&row.pieces, usize::from(place.width), look.glyphs.cut);
    draw(frame, vec![line(&pieces, look, None)], place);
}
