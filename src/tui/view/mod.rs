//! The state as a picture. Reads, never changes; what it found out about sizes it returns.

mod bench;
mod confirm;
mod form;
mod frame;
mod grid;
mod header;
mod home;
mod list;
mod reader;
mod search;
mod status;

use ratatui::{Frame, layout::Rect};

use super::{
    line,
    look::{Look, Role},
    rows::Row,
    sizes,
    state::{Layer, Seen, State},
};

/// Draws everything.
pub fn view(state: &State, look: &Look, frame: &mut Frame) -> Seen {
    let area = frame.area();
    if sizes::too_small((area.width, area.height)) {
        let (columns, rows) = sizes::LEAST;
        let row = Row::default().add(Role::Warn, format!("needs {columns}x{rows}, has {}x{}", area.width, area.height));
        line::draw_row(frame, &row, look, Rect { height: area.height.min(1), ..area });
        return Seen::default();
    }
    let mut seen = Seen { list: (area.width, area.height), tops: Vec::new() };
    let body = Rect { y: area.y + 1, height: area.height.saturating_sub(2), ..area };
    header::draw(state, look, frame, Rect { height: 1, ..area });
    // A dialog or a question lies over what is below it; a reader or the search takes the whole body.
    let whole = state.layers.iter().rposition(|layer| !matches!(layer, Layer::Form(_) | Layer::Confirm(_)));
    match whole.and_then(|at| state.layers.get(at)) {
        Some(Layer::Detail(subject, cursor)) => reader::detail(state, subject, cursor, look, frame, body, &mut seen),
        Some(Layer::Help(place, cursor)) => reader::help(state, *place, cursor, look, frame, body, &mut seen),
        Some(Layer::Search(search)) => search::draw(state, search, look, frame, body, &mut seen),
        _ if state.bench.is_some() => bench::draw(state, look, frame, body, &mut seen),
        _ => home::draw(state, look, frame, body, &mut seen),
    }
    match state.layers.last() {
        Some(Layer::Form(form)) => form::draw(form, look, frame, body),
        Some(Layer::Confirm(confirm)) => confirm::draw(confirm, look, frame, body),
        _ => {}
    }
    status::draw(state, look, frame, Rect { y: area.bottom().saturating_sub(1), height: 1, ..area });
    seen
}
