//! The risk matrix as a grid, and beside it the selected risk where there is room.

use ratatui::{Frame, layout::Rect};

use crate::core::assess::Span;
use crate::tui::{
    line,
    look::{Look, Role},
    rows::{self, Row, Subject, level_role, level_word},
    state::{Bench, Pane, State},
};

/// Columns of a cell.
const CELL: usize = 6;
/// Columns of a likelihood label.
const LABEL: usize = 10;

/// Draws it where there is room for it and a list below; returns the rows it took.
pub(super) fn draw(state: &State, bench: &Bench, look: &Look, frame: &mut Frame, place: Rect) -> u16 {
    let rows = state.pane_rows(bench, Pane::Matrix).0;
    let selected = match rows.get(bench.cursor(Pane::Matrix).at).map(|row| &row.subject) {
        Some(Subject::Risk(id)) => Some(id.as_str()),
        _ => None,
    };
    let grid = rows::grid(bench, state.library.matrix(), selected);
    let height = u16::try_from(grid.rows.len()).unwrap_or(0) + 2;
    if place.height < height + 4 || bench.risks().is_empty() {
        return 0;
    }
    let mut lines = Vec::new();
    for (label, cells) in &grid.rows {
        let mut row = Row::default().add(Role::Dim, format!("{:>LABEL$.LABEL$} ", label));
        for cell in cells {
            let letter = level_word(cell.level);
            row = match (cell.count, cell.here) {
                (0, _) => row.add(Role::Dim, format!("{:^CELL$}", letter.to_lowercase())),
                (count, true) => row.add(Role::Selected, format!("{:^CELL$}", format!("[{letter} {count}]"))),
                (count, false) => row.add(level_role(cell.level), format!("{:^CELL$}", format!("{letter} {count}"))),
            };
        }
        lines.push(row);
    }
    let mut axis = Row::default().add(Role::Dim, format!("{:>LABEL$} ", ""));
    for label in &grid.columns {
        axis = axis.add(Role::Dim, format!("{:^CELL$.CELL$}", short(label)));
    }
    lines.push(axis);
    let words = format!("{:>LABEL$} impact {}, likelihood up: where risks stand now", "", look.glyphs.arrow);
    lines.push(Row::default().add(Role::Dim, words));
    let width = u16::try_from(LABEL + 1 + CELL * grid.columns.len() + 1).unwrap_or(place.width);
    let beside = place.width.saturating_sub(width) >= 22;
    for (nth, row) in lines.iter().enumerate() {
        let wide = if beside && nth + 1 < lines.len() { width.min(place.width) } else { place.width };
        let at = Rect { y: place.y + u16::try_from(nth).unwrap_or(0), height: 1, width: wide, ..place };
        line::draw_row(frame, row, look, at);
    }
    if beside {
        let right = Rect {
            x: place.x + width,
            width: place.width.saturating_sub(width),
            height: height.saturating_sub(1),
            ..place
        };
        about(bench, selected, look, frame, right);
    }
    height
}

/// A label of two words by the first letter of one and the other whole: `v.high`.
fn short(label: &str) -> String {
    match label.split_once(' ') {
        Some((first, rest)) => first.chars().take(1).chain(".".chars()).chain(rest.chars()).collect(),
        None => label.to_owned(),
    }
}

fn about(bench: &Bench, selected: Option<&str>, look: &Look, frame: &mut Frame, place: Rect) {
    let Some(risk) = bench.risks().iter().find(|risk| Some(risk.id.as_str()) == selected) else { return };
    let range = |span: Span| format!("{:.1} ({:.1}-{:.1})", span.likely, span.lo, span.hi);
    let level = |label: &str, rating: &crate::core::assess::Rating| {
        let [best, worst] = rating.level_range;
        let row = Row::default()
            .add(Role::Dim, format!("{label:<8}"))
            .add(level_role(rating.level), format!("{} ", rating.level));
        if best == worst { row } else { row.add(Role::Dim, format!("{best}-{worst}")) }
    };
    let lines = [
        Row::default().add(Role::Strong, risk.id.as_str()),
        level("without", &risk.inherent),
        level("now", &risk.current),
        level("plan", &risk.target),
        Row::default().add(Role::Dim, "L ").add(Role::Text, range(risk.current.likelihood)),
        Row::default().add(Role::Dim, "I ").add(Role::Text, range(risk.current.impact)),
    ];
    for (row, nth) in lines.iter().zip(0..place.height) {
        line::draw_row(frame, row, look, Rect { y: place.y + nth, height: 1, ..place });
    }
}
