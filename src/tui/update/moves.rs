//! Moving about: rows, pages, panes, servers.

use super::{Effect, Layer, State, Subject};
use crate::tui::{
    lay::line_count,
    rows::{self, Row},
    state::{Cursor, Pane},
};

/// A page, in rows: what the last drawing showed, less one for the eye.
pub(super) fn page(state: &State) -> isize {
    isize::try_from(state.seen.list.1.saturating_sub(1).max(1)).unwrap_or(1)
}

/// Moves in the list that has the keys.
pub(super) fn step(state: &mut State, by: isize) -> Vec<Effect> {
    let width = state.seen.list.0.max(10);
    let rows = match (state.layers.last(), &state.bench) {
        (Some(Layer::Detail(subject, _)), _) => state.detail(subject).1,
        (Some(Layer::Help(place, _)), _) => rows::help(*place, state.glyphs),
        (Some(Layer::Search(search)), _) => {
            search.hits.iter().map(|hit| Row::of(Subject::Item(hit.id.clone()))).collect()
        }
        (Some(_), _) => return Vec::new(),
        (None, Some(bench)) => state.pane_rows(bench, bench.focus).0,
        (None, None) => state.home_rows(),
    };
    match (state.layers.last_mut(), &mut state.bench) {
        (Some(Layer::Detail(_, cursor) | Layer::Help(_, cursor)), _) => read(cursor, &rows, width, by),
        (Some(Layer::Search(search)), _) => search.cursor.step(&rows, by),
        (Some(_), _) => {}
        (None, Some(bench)) => {
            let focus = bench.focus;
            bench.cursor_mut(focus).step(&rows, by);
        }
        (None, None) => state.home.cursor.step(&rows, by),
    }
    Vec::new()
}

/// Moves by visible lines, for reading.
fn read(cursor: &mut Cursor, rows: &[Row], width: u16, by: isize) {
    let counts: Vec<usize> = rows.iter().map(|row| line_count(row, width, true)).collect();
    let here: usize = counts.iter().take(cursor.at).sum::<usize>() + cursor.line;
    let last = counts.iter().sum::<usize>().saturating_sub(1);
    let mut to = here.saturating_add_signed(by).min(last);
    for (at, count) in counts.iter().enumerate() {
        if to < *count {
            (cursor.at, cursor.line) = (at, to);
            return;
        }
        to -= count;
    }
}

/// Puts every cursor on a row that stands for something.
pub(super) fn settle(state: &mut State) {
    let home = state.home_rows();
    state.home.cursor.settle(&home);
    let Some(bench) = &state.bench else { return };
    let rows = Pane::ALL.map(|pane| (pane, state.pane_rows(bench, pane).0));
    if let Some(bench) = &mut state.bench {
        for (pane, rows) in rows {
            bench.cursor_mut(pane).settle(&rows);
        }
    }
}

/// Goes to the row of a subject in the pane that has the keys.
pub(super) fn go_to(state: &mut State, subject: &Subject) {
    let Some(bench) = &state.bench else { return };
    let pane = bench.focus;
    let rows = state.pane_rows(bench, pane).0;
    let found = rows.iter().position(|row| row.subject == *subject);
    if let Some(bench) = &mut state.bench {
        let cursor = bench.cursor_mut(pane);
        cursor.at = found.unwrap_or(cursor.at);
        cursor.settle(&rows);
    }
}

/// The next server or the one before, round and round.
pub(super) fn server(state: &mut State, by: isize) -> Vec<Effect> {
    let Some(bench) = &state.bench else { return Vec::new() };
    let count = bench.sheet.assessment.servers.len().max(1);
    to_server(state, (bench.server + count).saturating_add_signed(by) % count)
}

/// Goes to a server; the list of servers keeps its cursor, the other panes begin anew.
pub(super) fn to_server(state: &mut State, at: usize) -> Vec<Effect> {
    if let Some(bench) = &mut state.bench {
        bench.server = at.min(bench.sheet.assessment.servers.len().saturating_sub(1));
        for pane in [Pane::Matrix, Pane::Tree] {
            *bench.cursor_mut(pane) = Cursor::default();
        }
        if bench.focus == Pane::Profile {
            let server = Subject::Server(bench.server);
            go_to(state, &server);
        }
    }
    state.layers.retain(|layer| !matches!(layer, Layer::Detail(..)));
    settle(state);
    Vec::new()
}
