//! The search: what is typed, the hits with their matched letters, and what the hit at hand says.

use ratatui::{Frame, layout::Rect};
use unicode_segmentation::UnicodeSegmentation;

use super::{
    frame::bordered,
    list::{List, Mark, columns},
};
use crate::tui::{
    data::Found,
    line,
    look::{Look, Role},
    rows::{Piece, Row, Subject},
    state::{Field, Search, Seen, Slot, State},
};

/// A field with its cursor shown.
pub(super) fn field_pieces(field: &Field, row: Row) -> Row {
    let (before, under, after) = field.parts();
    row.add(Role::Input, before).add(Role::Selected, under).add(Role::Input, after)
}

pub(super) fn draw(state: &State, search: &Search, look: &Look, frame: &mut Frame, place: Rect, seen: &mut Seen) {
    let title = Row::default().add(Role::Title, "Search the guidance");
    let inside = bordered(&title, true, look, frame, place);
    let input = field_pieces(&search.field, Row::default().add(Role::Key, "/ "));
    line::draw_row(frame, &input, look, Rect { height: 1.min(inside.height), ..inside });
    let body = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    let (left, right) = if body.width >= 76 {
        let width = body.width / 2;
        (Rect { width, ..body }, Rect { x: body.x + width + 1, width: body.width.saturating_sub(width + 1), ..body })
    } else {
        let height = body.height / 2;
        (Rect { height, ..body }, Rect { y: body.y + height, height: body.height.saturating_sub(height), ..body })
    };
    seen.list = (columns(left), left.height);
    if search.hits.is_empty() {
        let words = if search.field.text().trim().is_empty() {
            "Type: titles, ids, words, numbers of published frameworks. Esc goes back."
        } else {
            "Nothing found. Fewer letters find more."
        };
        let row = Row::default().add(Role::Dim, words).wrapped();
        List { rows: &[row], mark: Mark::None, top: 0, focus: false, wrap: true }.draw(look, frame, left);
        return;
    }
    let rows: Vec<Row> = search.hits.iter().map(hit_row).collect();
    let list =
        List { rows: &rows, mark: Mark::Row(search.cursor.at), top: search.cursor.top, focus: true, wrap: false };
    seen.tops.push((Slot::Layer, list.draw(look, frame, left)));
    if let Some(hit) = search.hits.get(search.cursor.at) {
        let (title, rows) = state.detail(&state.subject_of(&hit.id));
        let mut all = vec![Row::heading(title)];
        all.extend(rows);
        List { rows: &all, mark: Mark::None, top: 0, focus: false, wrap: true }.draw(look, frame, right);
    }
}

/// The kind and the title, its matched bytes marked.
fn hit_row(hit: &Found) -> Row {
    let mut row = Row::of(Subject::Item(hit.id.clone())).add(Role::Dim, format!("{:<9}", hit.kind.as_str()));
    let title = hit.title.as_str();
    for (at, part) in title.grapheme_indices(true) {
        let matched = hit.matched.iter().any(|(start, end)| (*start..*end).contains(&at));
        let role = if matched { Role::Match } else { Role::Text };
        match row.pieces.last_mut() {
            Some(last) if last.role == role => last.text.push_str(part),
            _ => row.pieces.push(Piece { role, text: part.to_owned() }),
        }
    }
    row.add(Role::Dim, format!("  {}", hit.id))
}
