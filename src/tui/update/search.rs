//! The search: each letter asks the worker; only the newest answer counts.

use super::{Effect, Job, Layer, State};
use crate::tui::{key::Key, state::Search};

pub(super) fn open(state: &mut State) -> Vec<Effect> {
    state.layers.push(Layer::Search(Search::default()));
    Vec::new()
}

pub(super) fn typed(state: &mut State, key: Key) -> Vec<Effect> {
    match state.layers.last_mut() {
        Some(Layer::Search(search)) => {
            if search.field.key(key) {
                ask(search)
            } else {
                Vec::new()
            }
        }
        _ => Vec::new(),
    }
}

pub(super) fn pasted(state: &mut State, text: &str) -> Vec<Effect> {
    match state.layers.last_mut() {
        Some(Layer::Search(search)) => {
            search.field.insert(text);
            ask(search)
        }
        _ => Vec::new(),
    }
}

fn ask(search: &mut Search) -> Vec<Effect> {
    search.serial += 1;
    if search.field.text().trim().is_empty() {
        search.hits.clear();
        return Vec::new();
    }
    vec![Effect::Work(Job::Search { query: search.field.text().to_owned(), serial: search.serial })]
}
