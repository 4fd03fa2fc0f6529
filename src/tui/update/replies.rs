//! What the worker answered.

use super::{Effect, Job, Layer, Role, State, Subject, moves, say};
use crate::core::text::Clean;
use crate::tui::{
    action::Reply,
    data::{Failure, Opened, Sheet},
    rows,
    state::{Bench, Pane},
};

pub(super) fn reply(state: &mut State, reply: Reply) -> Vec<Effect> {
    match reply {
        Reply::Listed(Ok(list)) => {
            let kept = state.selected();
            state.home.list = Some(list);
            if state.bench.is_none() && state.layers.is_empty() {
                let rows = state.home_rows();
                if let Some(at) = rows.iter().position(|row| row.stands_for_something() && row.subject == kept) {
                    state.home.cursor.at = at;
                }
            }
            moves::settle(state);
            Vec::new()
        }
        Reply::Listed(Err(failure)) => {
            state.home.list.get_or_insert_default();
            failed(state, &failure)
        }
        Reply::Opened(Ok(opened)) => open(state, opened),
        Reply::Sheet(Ok(sheet)) => {
            state.busy = None;
            show(state, *sheet);
            Vec::new()
        }
        Reply::Opened(Err(failure)) | Reply::Sheet(Err(failure)) => failed(state, &failure),
        Reply::Saved { form, result } => saved(state, &form, result),
        Reply::Found(serial, hits) => {
            if let Some(Layer::Search(search)) =
                state.layers.iter_mut().rev().find(|layer| matches!(layer, Layer::Search(_)))
                && search.serial == serial
            {
                search.hits = hits;
                search.cursor = Default::default();
            }
            Vec::new()
        }
        Reply::Draft(key, text) => draft(state, &key, text),
        Reply::DraftFailed(failure) => {
            say(state, Role::Bad, format!("the draft could not be kept: {}", failure.message))
        }
    }
}

fn failed(state: &mut State, failure: &Failure) -> Vec<Effect> {
    state.busy = None;
    let hint = failure.hint.as_ref().map_or_else(String::new, |hint| format!("; {hint}"));
    let mut effects = say(state, Role::Bad, format!("{}{hint}", failure.message));
    if state.home.list.is_none() && state.bench.is_none() {
        // What was asked for at the start cannot be shown; what there is can.
        effects.push(Effect::Work(Job::List));
    }
    effects
}

fn open(state: &mut State, opened: Opened) -> Vec<Effect> {
    state.busy = None;
    let mut effects = match opened.problems.as_slice() {
        [] => Vec::new(),
        [first, rest @ ..] => {
            let place = first.line.map_or_else(String::new, |line| format!(" line {line}"));
            let more = if rest.is_empty() { String::new() } else { format!(" (and {} more)", rest.len()) };
            say(state, Role::Bad, format!("{}{place}: {}{more}", first.path, first.text))
        }
    };
    match opened.ids.as_slice() {
        [only] => {
            state.busy = Some("opening");
            effects.push(Effect::Work(Job::Sheet(only.clone())));
        }
        _ => effects.push(Effect::Work(Job::List)),
    }
    effects
}

/// Shows a consultation; the one that is shown already keeps server, pane and selection.
fn show(state: &mut State, sheet: Sheet) {
    let same = state.bench.as_ref().is_some_and(|bench| bench.sheet.id == sheet.id);
    if !same {
        state.layers.clear();
        state.bench = Some(Bench::new(sheet));
        moves::settle(state);
        return;
    }
    let Some(bench) = &state.bench else { return };
    let name = bench.server_name().to_owned();
    let kept = Pane::ALL.map(|pane| {
        let subject = state.pane_rows(bench, pane).0.get(bench.cursor(pane).at).map(|row| row.subject.clone());
        (pane, subject.unwrap_or(Subject::None))
    });
    if let Some(bench) = &mut state.bench {
        bench.sheet = sheet;
        bench.server =
            bench.sheet.assessment.servers.iter().position(|server| server.name.as_str() == name).unwrap_or(0);
    }
    let Some(bench) = &state.bench else { return };
    let found = kept.map(|(pane, subject)| {
        let at = match subject {
            Subject::None => None,
            subject => state.pane_rows(bench, pane).0.iter().position(|row| row.subject == subject),
        };
        (pane, at)
    });
    if let Some(bench) = &mut state.bench {
        for (pane, at) in found {
            let cursor = bench.cursor_mut(pane);
            cursor.at = at.unwrap_or(cursor.at);
        }
    }
    moves::settle(state);
}

fn saved(state: &mut State, form: &str, result: Result<(Clean, Option<Box<Sheet>>), Failure>) -> Vec<Effect> {
    state.busy = None;
    let at = state.layers.iter().position(|layer| matches!(layer, Layer::Form(open) if open.key() == form));
    let (text, sheet) = match result {
        Ok(done) => done,
        Err(failure) => {
            if let Some(Layer::Form(open)) = at.and_then(|at| state.layers.get_mut(at)) {
                open.failed(&failure);
                return Vec::new();
            }
            return failed(state, &failure);
        }
    };
    if let Some(at) = at {
        state.layers.remove(at);
    }
    let Some(sheet) = sheet else {
        return say(state, Role::Warn, format!("saved: {text}; it could not be read again, o goes to the list"));
    };
    let arrow = state.glyphs.arrow;
    let moved = match &state.bench {
        Some(bench) if bench.sheet.id == sheet.id => rows::moved(&bench.sheet.assessment, &sheet.assessment, arrow),
        _ => Vec::new(),
    };
    show(state, *sheet);
    let more = moved.len().saturating_sub(3);
    let mut words: Vec<String> = moved.into_iter().take(3).collect();
    if more > 0 {
        words.push(format!("and {more} more"));
    }
    let done = if form.is_empty() { "taken back" } else { "saved" };
    let text = if words.is_empty() { format!("{done}: {text}") } else { format!("{done}; {}", words.join(", ")) };
    say(state, Role::Good, text)
}

/// A draft comes back, unless something was typed already.
fn draft(state: &mut State, key: &str, text: Option<String>) -> Vec<Effect> {
    let Some(text) = text else { return Vec::new() };
    let Some(Layer::Form(form)) =
        state.layers.iter_mut().find(|layer| matches!(layer, Layer::Form(form) if form.key() == key))
    else {
        return Vec::new();
    };
    if form.touched {
        return Vec::new();
    }
    form.restore(&text);
    form.touched = true;
    say(state, Role::Good, "what you typed last time is back; it is not saved yet")
}
