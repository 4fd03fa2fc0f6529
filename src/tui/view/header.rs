//! The first line: where one is.

use ratatui::{Frame, layout::Rect};

use crate::tui::{
    line,
    look::{Look, Role},
    rows::{Row, level_role, level_word, verdict_words},
    state::State,
};

pub(super) fn draw(state: &State, look: &Look, frame: &mut Frame, place: Rect) {
    let mut row = Row::default();
    match &state.bench {
        None => row = row.add(Role::Strong, "mcpserver-operator").add(Role::Dim, "  consultations"),
        Some(bench) => {
            if let Some(server) = bench.report() {
                let count = bench.sheet.assessment.servers.len();
                row = row.add(Role::Strong, server.name.as_str());
                if count > 1 {
                    row = row.add(Role::Dim, format!(" ({} of {count})", bench.server + 1));
                }
                if let Some(level) = server.level {
                    row = row.add(level_role(level), format!("  {} {}", level_word(level), level.as_str()));
                }
                let (role, words) = verdict_words(server.verdict);
                row = row.add(role, format!("  {words}  "));
            }
            row = row.add(Role::Dim, bench.sheet.name.as_str());
        }
    }
    if let Some(busy) = state.busy {
        row = row.add(Role::Warn, format!("  {busy} ..."));
    }
    line::draw_row(frame, &row, look, place);
}
