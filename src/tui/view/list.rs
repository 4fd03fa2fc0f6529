//! Rows in a place: laid out, scrolled so that the cursor is seen, drawn.

use ratatui::{Frame, layout::Rect};

use crate::tui::{
    lay, line,
    look::{Look, Role},
    rows::{Piece, Row},
};

/// What is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mark {
    /// Nothing.
    None,
    /// A whole row.
    Row(usize),
    /// One line of a row, for reading.
    Line(usize, usize),
}

/// How a list is drawn.
#[derive(Clone, Copy)]
pub(super) struct List<'a> {
    /// The rows.
    pub rows: &'a [Row],
    /// What is marked.
    pub mark: Mark,
    /// The first line that was visible.
    pub top: usize,
    /// Whether it has the keys.
    pub focus: bool,
    /// Whether rows wrap.
    pub wrap: bool,
}

impl List<'_> {
    /// Draws it; returns the first visible line.
    pub fn draw(self, look: &Look, frame: &mut Frame, place: Rect) -> usize {
        if place.width < 3 || place.height == 0 {
            return self.top;
        }
        let columns = columns(place);
        let mut lines: Vec<(bool, Vec<Piece>)> = Vec::new();
        for (at, row) in self.rows.iter().enumerate() {
            for (nth, pieces) in lay::lines(row, columns, self.wrap, look.glyphs.cut).into_iter().enumerate() {
                let marked = self.mark == Mark::Row(at) || self.mark == Mark::Line(at, nth);
                lines.push((marked, pieces));
            }
        }
        let height = usize::from(place.height);
        let first = lines.iter().position(|(marked, _)| *marked);
        let last = lines.iter().rposition(|(marked, _)| *marked);
        let mut top = self.top.min(lines.len().saturating_sub(height));
        if let (Some(first), Some(last)) = (first, last) {
            if last >= top + height {
                top = (last + 1).saturating_sub(height);
            }
            // A heading right above the first row that can be chosen stays in sight.
            let above = self.rows.iter().take_while(|row| !row.stands_for_something()).count();
            let leads = matches!(self.mark, Mark::Row(at) if at <= above);
            top = top.min(if leads { 0 } else { first });
        }
        let shown = lines.iter().skip(top).take(height).map(|(marked, pieces)| {
            let over = match (*marked, self.focus) {
                (false, _) => None,
                (true, true) => Some(Role::Selected),
                // Where one reads, the pointer is enough: the text itself stays as it is.
                (true, false) if matches!(self.mark, Mark::Line(..)) => None,
                (true, false) => Some(Role::SelectedAway),
            };
            let sign = if *marked { look.glyphs.pointer } else { " " };
            let mut all = vec![Piece { role: Role::Text, text: sign.to_owned() }];
            all.extend(pieces.iter().cloned());
            if over == Some(Role::Selected) {
                let used: usize = all.iter().map(|piece| lay::width(&piece.text)).sum();
                all.push(Piece { role: Role::Text, text: " ".repeat(usize::from(place.width).saturating_sub(used)) });
            }
            line::line(&all, look, over)
        });
        line::draw(frame, shown.collect(), place);
        more(top, lines.len(), look, frame, place);
        top
    }
}

/// Columns that a row has in a place: one is the pointer's, one the sign's for more.
pub(super) fn columns(place: Rect) -> u16 {
    place.width.saturating_sub(2)
}

/// Signs at the right edge where there is more above or below.
fn more(top: usize, count: usize, look: &Look, frame: &mut Frame, place: Rect) {
    let (up, down) = if look.glyphs.ascii { ("^", "v") } else { ("↑", "↓") };
    let edge = Rect { x: place.right().saturating_sub(1), width: 1, height: 1, ..place };
    if top > 0 {
        line::draw(frame, vec![line::words(Role::Dim, up, look)], edge);
    }
    if count > top + usize::from(place.height) {
        let edge = Rect { y: place.bottom().saturating_sub(1), ..edge };
        line::draw(frame, vec![line::words(Role::Dim, down, look)], edge);
    }
}
