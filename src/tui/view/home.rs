//! The first screen.

use ratatui::{Frame, layout::Rect};

use super::{
    frame::bordered,
    list::{List, Mark, columns},
};
use crate::tui::{
    look::{Look, Role},
    rows::Row,
    state::{Seen, Slot, State},
};

pub(super) fn draw(state: &State, look: &Look, frame: &mut Frame, place: Rect, seen: &mut Seen) {
    let title = match &state.home.list {
        Some(list) if list.is_empty() => "Welcome".to_owned(),
        Some(list) => format!("Consultations ({})", list.len()),
        None => "Consultations".to_owned(),
    };
    let inside = bordered(&Row::default().add(Role::Title, title), true, look, frame, place);
    let rows = state.home_rows();
    seen.list = (columns(inside), inside.height);
    let cursor = state.home.cursor;
    let list =
        List { rows: &rows, mark: Mark::Row(cursor.at), top: cursor.top, focus: state.layers.is_empty(), wrap: false };
    seen.tops.push((Slot::Home, list.draw(look, frame, inside)));
}
