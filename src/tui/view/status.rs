//! The last line: a message while there is one, else the keys that work here.

use ratatui::{Frame, layout::Rect};

use crate::tui::{
    action::{Act, TABLE},
    key::Key,
    lay, line,
    look::{Look, Role},
    rows::Row,
    state::State,
};

pub(super) fn draw(state: &State, look: &Look, frame: &mut Frame, place: Rect) {
    if let Some(toast) = &state.toast {
        let sign = toast.role.mark().unwrap_or(" ");
        let row = Row::default().add(toast.role, format!("{sign} ")).add(Role::Toast, toast.text.as_str());
        line::draw_row(frame, &row, look, place);
        return;
    }
    let here = state.place();
    let mut hints: Vec<_> = TABLE.iter().filter(|binding| binding.hint > 0 && binding.places.contains(&here)).collect();
    hints.sort_by_key(|binding| binding.hint);
    // Keys that cannot work now make room for those that can; help and quit always have a place.
    hints.retain(|binding| (binding.why_not)(state).is_none() || matches!(binding.act, Act::Help | Act::Quit));
    let size = |binding: &&crate::tui::action::Binding| {
        let key = binding.keys.first().and_then(|word| Key::parse(word)).map_or(0, |key| lay::width(&key.to_string()));
        key + 1 + lay::width(binding.words) + 2
    };
    let room = usize::from(place.width);
    let mut used: usize = hints.iter().map(size).sum();
    while used > room {
        let Some(at) = hints.iter().rposition(|binding| !matches!(binding.act, Act::Help | Act::Quit)) else { break };
        used -= hints.get(at).map_or(0, size);
        hints.remove(at);
    }
    let mut row = Row::default();
    for binding in hints {
        let Some(key) = binding.keys.first().and_then(|word| Key::parse(word)) else { continue };
        row = row.add(Role::Key, key.to_string()).add(Role::Dim, format!(" {}  ", binding.words));
    }
    line::draw_row(frame, &row, look, place);
}
