//! A question that is answered with yes or no.

use ratatui::{Frame, layout::Rect};

use super::{
    frame::{middle, over},
    list::{List, Mark},
};
use crate::tui::{
    lay,
    look::{Look, Role},
    rows::Row,
    state::Confirm,
};

pub(super) fn draw(confirm: &Confirm, look: &Look, frame: &mut Frame, place: Rect) {
    let mut rows = confirm.rows.clone();
    rows.push(Row::blank());
    rows.push(
        Row::default()
            .add(Role::Key, "y")
            .add(Role::Text, " yes   ")
            .add(Role::Key, "n")
            .add(Role::Text, " no (also Enter and Esc)"),
    );
    let width = 70.min(place.width.saturating_sub(4));
    let height: usize = rows.iter().map(|row| lay::line_count(row, width.saturating_sub(4), true)).sum();
    let place = middle(place, width, u16::try_from(height).unwrap_or(u16::MAX).saturating_add(2));
    let inside = over(&Row::default().add(Role::Title, "Sure?"), look, frame, place);
    List { rows: &rows, mark: Mark::None, top: 0, focus: false, wrap: true }.draw(look, frame, inside);
}
