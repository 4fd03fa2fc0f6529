//! The four panes: all at once where there is room, else one with a strip that names the others.

use ratatui::{Frame, layout::Rect};

use super::{
    frame::bordered,
    grid,
    list::{List, Mark, columns},
};
use crate::tui::{
    line,
    look::{Look, Role},
    rows::Row,
    sizes,
    state::{Bench, Pane, Seen, Slot, State},
};

pub(super) fn draw(state: &State, look: &Look, frame: &mut Frame, place: Rect, seen: &mut Seen) {
    let Some(bench) = &state.bench else { return };
    let four = sizes::fits_four((frame.area().width, frame.area().height));
    if four && !bench.zoom {
        for (pane, place) in quarters(place) {
            let title = Row::default().add(Role::Title, format!("{} {}", number(pane), title(bench, pane)));
            let inside = bordered(&title, pane == bench.focus && !state.is_covered(), look, frame, place);
            draw_pane(state, bench, pane, look, frame, inside, seen);
        }
        return;
    }
    let mut strip = Row::default();
    for pane in Pane::ALL {
        let here = pane == bench.focus;
        let sign = if here && !state.is_covered() { look.glyphs.pointer } else { " " };
        let role = if here { Role::Title } else { Role::Dim };
        strip = strip.add(role, format!("{sign}{} {}  ", number(pane), pane.title()));
    }
    line::draw_row(frame, &strip, look, Rect { height: 1, ..place });
    let below = Rect { y: place.y + 1, height: place.height.saturating_sub(1), ..place };
    let title = Row::default().add(Role::Title, title(bench, bench.focus));
    let inside = bordered(&title, !state.is_covered(), look, frame, below);
    draw_pane(state, bench, bench.focus, look, frame, inside, seen);
}

fn number(pane: Pane) -> usize {
    Pane::ALL.iter().position(|one| *one == pane).map_or(0, |at| at + 1)
}

fn title(bench: &Bench, pane: Pane) -> String {
    match pane {
        Pane::Tree => format!("{}: {}", pane.title(), bench.tree.words()),
        Pane::Profile => format!("{}: {}", pane.title(), bench.server_name()),
        Pane::Matrix | Pane::History => pane.title().to_owned(),
    }
}

/// Profile and matrix above, recommendations and history below; the right column is a little wider for the matrix.
fn quarters(place: Rect) -> [(Pane, Rect); 4] {
    let left = place.width / 2;
    let upper = place.height.saturating_mul(11) / 20;
    let rest = |rect: Rect| Rect { x: place.x + left, width: place.width.saturating_sub(left), ..rect };
    let top = Rect { width: left, height: upper, ..place };
    let bottom = Rect { y: place.y + upper, height: place.height.saturating_sub(upper), ..top };
    [(Pane::Profile, top), (Pane::Matrix, rest(top)), (Pane::Tree, bottom), (Pane::History, rest(bottom))]
}

fn draw_pane(state: &State, bench: &Bench, pane: Pane, look: &Look, frame: &mut Frame, place: Rect, seen: &mut Seen) {
    let (rows, questions) = state.pane_rows(bench, pane);
    let focus = pane == bench.focus && state.layers.is_empty();
    let cursor = bench.cursor(pane);
    let mut place = place;
    if pane == Pane::Matrix {
        let used = grid::draw(state, bench, look, frame, place);
        place = Rect { y: place.y + used, height: place.height.saturating_sub(used), ..place };
    }
    if focus {
        seen.list = (columns(place), place.height);
    }
    let list = |rows, mark, top| {
        let mark = if state.is_covered() { Mark::None } else { mark };
        List { rows, mark, top, focus, wrap: state.wrap }
    };
    let (main, asked) = rows.split_at(questions.min(rows.len()));
    let below = u16::try_from(asked.len()).unwrap_or(u16::MAX).min((place.height / 3).max(4)).min(place.height);
    if asked.is_empty() {
        let top = list(main, Mark::Row(cursor.at), cursor.top).draw(look, frame, place);
        seen.tops.push((Slot::Pane(pane), top));
        return;
    }
    let upper = Rect { height: place.height.saturating_sub(below), ..place };
    let lower = Rect { y: place.y + upper.height, height: below, ..place };
    let mark =
        |at: usize| if at < questions { (Mark::Row(at), Mark::None) } else { (Mark::None, Mark::Row(at - questions)) };
    let (in_main, in_asked) = mark(cursor.at);
    seen.tops.push((Slot::Pane(pane), list(main, in_main, cursor.top).draw(look, frame, upper)));
    seen.tops.push((Slot::Questions, list(asked, in_asked, bench.questions_top).draw(look, frame, lower)));
}
