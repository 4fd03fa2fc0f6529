//! Screens to read: details and help.

use ratatui::{Frame, layout::Rect};

use super::{
    frame::bordered,
    list::{List, Mark, columns},
};
use crate::tui::{
    action::Place,
    look::{Look, Role},
    rows::{self, Row, Subject},
    state::{Cursor, Seen, Slot, State},
};

pub(super) fn detail(
    state: &State,
    subject: &Subject,
    cursor: &Cursor,
    look: &Look,
    frame: &mut Frame,
    place: Rect,
    seen: &mut Seen,
) {
    let (title, rows) = state.detail(subject);
    read(&title, &rows, cursor, state.is_covered(), look, frame, place, seen);
}

pub(super) fn help(
    state: &State,
    of: Place,
    cursor: &Cursor,
    look: &Look,
    frame: &mut Frame,
    place: Rect,
    seen: &mut Seen,
) {
    read("Help", &rows::help(of, state.glyphs), cursor, false, look, frame, place, seen);
}

#[allow(clippy::too_many_arguments, reason = "all of it is one drawing")]
fn read(
    title: &str,
    rows: &[Row],
    cursor: &Cursor,
    covered: bool,
    look: &Look,
    frame: &mut Frame,
    place: Rect,
    seen: &mut Seen,
) {
    // Lines longer than this are hard to read.
    let place = Rect { width: place.width.min(120), ..place };
    let inside = bordered(&Row::default().add(Role::Title, title), !covered, look, frame, place);
    seen.list = (columns(inside), inside.height);
    let opens = rows.get(cursor.at).is_some_and(Row::stands_for_something);
    let mark = match (covered, opens) {
        (true, _) => Mark::None,
        (false, true) => Mark::Row(cursor.at),
        (false, false) => Mark::Line(cursor.at, cursor.line),
    };
    let list = List { rows, mark, top: cursor.top, focus: opens, wrap: true };
    seen.tops.push((Slot::Layer, list.draw(look, frame, inside)));
}
