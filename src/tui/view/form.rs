//! Dialogs.

use ratatui::{Frame, layout::Rect};

use super::{
    frame::{middle, over},
    list::{List, Mark},
    search::field_pieces,
};
use crate::tui::{
    lay, line,
    look::{Look, Role},
    rows::Row,
    state::{Form, FormField, Input},
};

/// Rows of a text field.
const TEXT: u16 = 6;

pub(super) fn draw(form: &Form, look: &Look, frame: &mut Frame, place: Rect) {
    let width = 84.min(place.width.saturating_sub(2));
    let columns = width.saturating_sub(4);
    let count = |rows: &[Row]| -> u16 {
        let lines: usize = rows.iter().map(|row| lay::line_count(row, columns, true)).sum();
        u16::try_from(lines).unwrap_or(u16::MAX)
    };
    let head = count(&form.head);
    let wanted: u16 = form.fields.iter().map(|field| 1 + tall(field)).fold(0, u16::saturating_add);
    let foot = foot(form);
    let below = count(&foot);
    let gap = u16::from(head > 0);
    let all = head.saturating_add(gap).saturating_add(wanted).saturating_add(below).saturating_add(2);
    let box_ = middle(place, width, all);
    let inside = over(&Row::default().add(Role::Title, form.title.as_str()), look, frame, box_);
    // Where it does not all fit, what is above the fields gives way first, then the fields that have not the keys.
    let spare = inside.height.saturating_sub(wanted).saturating_sub(below).saturating_sub(gap);
    let head = head.min(spare.max(2)).min(inside.height);
    let at = Rect { height: head, ..inside };
    List { rows: &form.head, mark: Mark::None, top: 0, focus: false, wrap: true }.draw(look, frame, at);
    let mut y = inside.y + head + if head > 0 { gap } else { 0 };
    let end = inside.bottom().saturating_sub(below);
    let mut left = end.saturating_sub(y);
    let crowded = left < wanted;
    let at_hand = form.fields.get(form.at).map_or(0, |field| tall(field).saturating_sub(1));
    let least = u16::try_from(form.fields.len()).unwrap_or(0).saturating_mul(2).saturating_add(at_hand);
    // Where not every field has its full height, a text that has not the keys takes what is over.
    let spare_rows = if crowded { left.saturating_sub(least) } else { 0 };
    for (nth, field) in form.fields.iter().enumerate() {
        let here = nth == form.at;
        let body = if crowded && !here { 1 } else { tall(field) };
        let others = u16::try_from(form.fields.len().saturating_sub(nth + 1)).unwrap_or(0).saturating_mul(2);
        let body = if crowded && here { tall(field).min(left.saturating_sub(others + 1).max(1)) } else { body };
        let body = if matches!(field.input, Input::Text(_)) && !here { body.saturating_add(spare_rows) } else { body };
        let height = (1 + body).min(left);
        if height == 0 {
            break;
        }
        draw_field(field, here, look, frame, Rect { y, height, ..inside });
        y += height;
        left -= height;
    }
    let at = Rect { y: end, height: below.min(inside.height), ..inside };
    List { rows: &foot, mark: Mark::None, top: 0, focus: false, wrap: true }.draw(look, frame, at);
}

fn tall(field: &FormField) -> u16 {
    match &field.input {
        Input::Pick(choices, _) => u16::try_from(choices.len()).unwrap_or(u16::MAX).min(10),
        Input::Line(_) => 1,
        Input::Text(_) => TEXT,
    }
}

fn foot(form: &Form) -> Vec<Row> {
    let mut rows = Vec::new();
    if let Some(error) = &form.error {
        rows.push(Row::default().add(Role::Bad, "x ").add(Role::Bad, error.as_str()).hang(2).wrapped());
    }
    let words = if form.saving { "[ saving ... ]" } else { "[ Save ]" };
    let role = if form.on_save() { Role::Selected } else { Role::Strong };
    rows.push(
        Row::default()
            .add(role, words)
            .add(Role::Dim, "  Tab next field, Ctrl-S saves, Esc back (text is kept)")
            .hang(2)
            .wrapped(),
    );
    rows
}

fn draw_field(field: &FormField, here: bool, look: &Look, frame: &mut Frame, place: Rect) {
    let role = if here { Role::Title } else { Role::Dim };
    let sign = if here { look.glyphs.pointer } else { " " };
    let label = Row::default().add(role, format!("{sign}{}", field.label)).add(Role::Dim, format!("  {}", field.hint));
    line::draw_row(frame, &label, look, Rect { height: 1, ..place });
    let body = Rect {
        x: place.x + 2,
        y: place.y + 1,
        width: place.width.saturating_sub(2),
        height: place.height.saturating_sub(1),
    };
    if body.height == 0 {
        return;
    }
    match &field.input {
        Input::Pick(choices, at) => {
            let rows: Vec<Row> = choices
                .iter()
                .map(|choice| Row::of(crate::tui::rows::Subject::Event(0)).add(Role::Text, choice.text.as_str()))
                .collect();
            let top = (at + 1).saturating_sub(usize::from(body.height));
            List { rows: &rows, mark: Mark::Row(*at), top, focus: here, wrap: false }.draw(look, frame, body);
        }
        Input::Line(line) if here => {
            line::draw_row(frame, &field_pieces(line, Row::default()), look, Rect { height: 1, ..body });
        }
        Input::Line(line) => {
            line::draw_row(frame, &Row::default().add(Role::Input, line.text()), look, Rect { height: 1, ..body });
        }
        Input::Text(editor) if here => frame.render_widget(editor.area(), body),
        Input::Text(editor) => {
            let rows: Vec<Row> = editor.text().lines().map(|text| Row::default().add(Role::Text, text)).collect();
            List { rows: &rows, mark: Mark::None, top: 0, focus: false, wrap: true }.draw(look, frame, body);
        }
    }
}
