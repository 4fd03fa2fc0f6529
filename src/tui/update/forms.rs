//! Dialogs: opening, typing, drafts, saving. Esc puts a dialog away and keeps its text.

use super::{Effect, Job, Layer, Role, State, Subject, Timer, say};
use crate::core::{
    advise::ServerReport,
    library::Item,
    profile::{Key, Standing},
};
use crate::tui::{
    key::{Code, Key as Pressed},
    state::{Form, Input},
};

/// How long typing rests before a draft is kept, in milliseconds.
const REST: u64 = 300;

fn open(state: &mut State, form: Form) -> Vec<Effect> {
    let work = Job::LoadDraft { id: form.id.clone(), key: form.key() };
    // What was said about the last dialog is not about this one.
    state.toast = None;
    state.layers.push(Layer::Form(Box::new(form)));
    vec![Effect::Work(work)]
}

/// The first fact that a selected gate or measure hangs on and that nobody has settled.
fn hangs_on(state: &State, server: &ServerReport) -> Option<Key> {
    let asked = match state.target() {
        Subject::Gate(id) => match state.library.get(&id) {
            Some(Item::Gate(gate)) => gate.fails.keys(),
            _ => return None,
        },
        Subject::Measure(id) => state.library.measure(&id)?.met_when.as_ref()?.keys(),
        _ => return None,
    };
    let settled = |key: &Key| {
        let known = server.facts.iter().find(|fact| fact.key == *key);
        known.is_some_and(|fact| fact.value.is_some() && fact.source.standing >= Standing::Observed)
    };
    let may_be_asked = |key: &Key| state.library.fact(key.as_str()).is_some_and(|fact| fact.ask);
    asked.into_iter().find(|key| !settled(key) && may_be_asked(key)).cloned()
}

/// Opens the dialog for the selected fact, for one that the selected gate or measure hangs on, or for the question
/// worth most.
pub(super) fn answer(state: &mut State) -> Vec<Effect> {
    let Some(bench) = &state.bench else { return Vec::new() };
    let Some(server) = bench.report() else { return Vec::new() };
    let questions = server.questions.as_deref().unwrap_or_default();
    let key = match state.target() {
        Subject::Fact(key) | Subject::Question(key) => Some(key),
        _ => hangs_on(state, server).or_else(|| questions.first().map(|question| question.fact.clone())),
    };
    let Some(fact) = key.and_then(|key| state.library.fact(key.as_str())) else { return Vec::new() };
    let worth = questions.iter().find(|question| question.fact == fact.key).map(|question| question.worth);
    let now = server.facts.iter().find(|known| known.key == fact.key).and_then(|known| {
        known.value.as_ref().map(|value| format!("{value} ({})", Role::as_str(standing(known.source.standing))))
    });
    let form = Form::answer(&bench.sheet.id, server.name.as_str(), fact, worth, now);
    open(state, form)
}

fn standing(standing: Standing) -> Role {
    use Standing as S;
    match standing {
        S::Operator => Role::Operator,
        S::Observed => Role::Observed,
        S::Claim => Role::Claim,
        S::Assumption => Role::Assumption,
    }
}

/// Opens the dialog for the selected measure or risk.
pub(super) fn decide(state: &mut State) -> Vec<Effect> {
    let Some(bench) = &state.bench else { return Vec::new() };
    let (id, server) = (&bench.sheet.id, bench.server_name());
    let form = match state.target() {
        Subject::Measure(measure) => {
            let advised = bench.recommendations().iter().find(|one| one.id == measure);
            let title = state.library.measure(&measure).map_or(measure.as_str(), |item| item.about.title.as_str());
            Form::measure(id, server, &measure, title, advised)
        }
        Subject::Risk(risk) => match bench.risks().iter().find(|one| one.id == risk) {
            Some(risk) => Form::risk(id, server, risk),
            None => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    open(state, form)
}

/// Opens the dialog for a note.
pub(super) fn note(state: &mut State) -> Vec<Effect> {
    match &state.bench {
        Some(bench) => {
            let form = Form::note(&bench.sheet.id, bench.server_name());
            open(state, form)
        }
        None => Vec::new(),
    }
}

fn top(state: &mut State) -> Option<&mut Form> {
    match state.layers.last_mut() {
        Some(Layer::Form(form)) if !form.saving => Some(form),
        _ => None,
    }
}

fn changed(form: &mut Form, changed: bool) -> Vec<Effect> {
    if !changed {
        return Vec::new();
    }
    (form.dirty, form.touched, form.error) = (true, true, None);
    vec![Effect::After(REST, Timer::Draft)]
}

pub(super) fn typed(state: &mut State, key: Pressed) -> Vec<Effect> {
    let Some(form) = top(state) else { return Vec::new() };
    let did = form.type_key(key);
    changed(form, did)
}

pub(super) fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    let Some(form) = top(state) else { return Vec::new() };
    let did = form.paste(text);
    changed(form, did)
}

/// Goes to another field.
pub(super) fn go(state: &mut State, by: isize) -> Vec<Effect> {
    if let Some(form) = top(state) {
        form.go(by);
    }
    Vec::new()
}

/// Enter: a new line in a text, the next field elsewhere, saving on [Save] and in a dialog of one field.
pub(super) fn choose(state: &mut State) -> Vec<Effect> {
    let Some(form) = top(state) else { return Vec::new() };
    if form.on_save() {
        return save(state);
    }
    match form.fields.get(form.at).map(|field| &field.input) {
        Some(Input::Text(_)) => typed(state, Pressed::plain(Code::Enter)),
        _ if form.fields.len() == 1 => save(state),
        _ => go(state, 1),
    }
}

/// Saves, or goes to the field that is wrong and says why.
pub(super) fn save(state: &mut State) -> Vec<Effect> {
    let Some(form) = top(state) else { return Vec::new() };
    match form.submit() {
        Ok(job) => {
            (form.saving, form.error) = (true, None);
            vec![Effect::Work(job)]
        }
        Err((at, why)) => {
            (form.at, form.error) = (at, Some(why));
            Vec::new()
        }
    }
}

/// Keeps what is typed in every open dialog that changed since.
pub(super) fn keep_draft(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    for layer in &mut state.layers {
        if let Layer::Form(form) = layer
            && std::mem::take(&mut form.dirty)
        {
            effects.push(Effect::Work(draft_job(form)));
        }
    }
    effects
}

fn draft_job(form: &Form) -> Job {
    let (id, key) = (form.id.clone(), form.key());
    match form.draft() {
        Some(text) => Job::SaveDraft { id, key, text },
        None => Job::ClearDraft { id, key },
    }
}

/// Esc: the dialog goes, its text stays.
pub(super) fn put_away(state: &mut State) -> Vec<Effect> {
    let effects = keep_draft(state);
    let kept = match state.layers.pop() {
        Some(Layer::Form(form)) => form.touched && form.draft().is_some(),
        _ => false,
    };
    if !kept {
        return effects;
    }
    let toast = say(state, Role::Good, "not saved; the text is kept and comes back with the dialog");
    effects.into_iter().chain(toast).collect()
}
