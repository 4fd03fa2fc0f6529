//! Why a key cannot work now. Nothing where it can.

use super::{Form, State};
use crate::tui::rows::Subject;

/// It always works.
#[must_use]
pub fn always(_: &State) -> Option<&'static str> {
    None
}

/// Opening needs something to open.
#[must_use]
pub fn open(state: &State) -> Option<&'static str> {
    (state.selected() == Subject::None)
        .then_some("nothing is selected that could be opened; move to a line that stands for something")
}

/// Answering needs a consultation and a question.
#[must_use]
pub fn answer(state: &State) -> Option<&'static str> {
    let Some(bench) = &state.bench else { return Some("answers belong to a consultation; open one first") };
    let on_a_fact = match state.target() {
        Subject::Fact(key) | Subject::Question(key) => state.library.fact(key.as_str()).is_some(),
        _ => false,
    };
    let asked = bench.report().and_then(|server| server.questions.as_ref()).is_some_and(|all| !all.is_empty());
    (!on_a_fact && !asked).then_some("no question is open; select a fact to answer it anew")
}

/// Deciding needs a measure or a risk.
#[must_use]
pub fn decide(state: &State) -> Option<&'static str> {
    let Some(bench) = &state.bench else { return Some("decisions belong to a consultation; open one first") };
    match state.target() {
        Subject::Measure(_) => None,
        Subject::Risk(id) if bench.risks().iter().any(|risk| risk.id == id) => None,
        Subject::Risk(_) => Some("this risk is not rated for this server"),
        _ => Some("select a measure or a risk first; panes 2 and 3 list them"),
    }
}

/// Undo needs something to take back.
#[must_use]
pub fn undo(state: &State) -> Option<&'static str> {
    match &state.bench {
        None => Some("there is no consultation open"),
        Some(bench) if bench.sheet.undoable.is_none() => Some("there is nothing to take back"),
        Some(_) => None,
    }
}

/// Another server needs several.
#[must_use]
pub fn server(state: &State) -> Option<&'static str> {
    match &state.bench {
        Some(bench) if bench.sheet.assessment.servers.len() > 1 => None,
        _ => Some("this consultation has only one server"),
    }
}

/// Zoom needs room for more than one pane.
#[must_use]
pub fn zoom(state: &State) -> Option<&'static str> {
    (!crate::tui::sizes::fits_four(state.size)).then_some("the screen has room for one pane only; Tab shows the next")
}

/// Saving twice at once is refused.
#[must_use]
pub fn save(state: &State) -> Option<&'static str> {
    state.form().filter(|form: &&Form| form.saving).map(|_| "it is being saved")
}
