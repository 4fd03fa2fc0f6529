//! What follows from an action: a changed state and effects to perform. No clock, no files, no screen.

mod forms;
mod moves;
mod replies;
mod search;

use super::{
    action::{Act, Action, TABLE},
    effect::{Effect, Job, Timer},
    look::Role,
    rows::{Row, Subject},
    state::{Bench, Confirm, Layer, Pane, State, Then, Toast},
};

/// How long a message stays, in milliseconds.
const TOAST: u64 = 6_000;

/// Changes the state and says what is to be done outside of it.
#[must_use]
pub fn update(state: &mut State, action: Action) -> Vec<Effect> {
    match action {
        Action::Do(act) => allowed(state, act),
        Action::Type(key) => match state.layers.last_mut() {
            Some(Layer::Form(_)) => forms::typed(state, key),
            Some(Layer::Search(_)) => search::typed(state, key),
            _ => Vec::new(),
        },
        Action::Paste(text) => match state.layers.last_mut() {
            Some(Layer::Form(_)) => forms::pasted(state, &text),
            Some(Layer::Search(_)) => search::pasted(state, &text),
            _ => say(state, Role::Warn, "there is no text field to paste into"),
        },
        Action::Resize(columns, rows) => {
            state.size = (columns, rows);
            Vec::new()
        }
        Action::Reply(reply) => replies::reply(state, reply),
        Action::Timer(Timer::Toast) => {
            state.toast = None;
            Vec::new()
        }
        Action::Timer(Timer::Draft) => forms::keep_draft(state),
        Action::HangUp => {
            let mut effects = forms::keep_draft(state);
            effects.push(Effect::Quit);
            effects
        }
    }
}

/// Shows a message for a while.
fn say(state: &mut State, role: Role, text: impl Into<String>) -> Vec<Effect> {
    state.toast = Some(Toast { role, text: text.into() });
    vec![Effect::After(TOAST, Timer::Toast)]
}

/// Does it, or says why it cannot be done.
fn allowed(state: &mut State, act: Act) -> Vec<Effect> {
    let place = state.place();
    let binding = TABLE.iter().find(|binding| binding.act == act && binding.places.contains(&place));
    match binding.and_then(|binding| (binding.why_not)(state)) {
        Some(why) => say(state, Role::Warn, why),
        None => perform(state, act),
    }
}

fn perform(state: &mut State, act: Act) -> Vec<Effect> {
    match act {
        Act::Up => moves::step(state, -1),
        Act::Down => moves::step(state, 1),
        Act::PageUp => moves::step(state, -moves::page(state)),
        Act::PageDown => moves::step(state, moves::page(state)),
        Act::Top => moves::step(state, isize::MIN / 2),
        Act::Bottom => moves::step(state, isize::MAX / 2),
        Act::PaneLeft | Act::PaneRight => focus(state, Pane::beside),
        Act::NextPane => focus(state, |pane| pane.next(1)),
        Act::PreviousPane => focus(state, |pane| pane.next(3)),
        Act::PaneProfile => focus(state, |_| Pane::Profile),
        Act::PaneMatrix => focus(state, |_| Pane::Matrix),
        Act::PaneTree => focus(state, |_| Pane::Tree),
        Act::PaneHistory => focus(state, |_| Pane::History),
        Act::NextServer => moves::server(state, 1),
        Act::PreviousServer => moves::server(state, -1),
        Act::Open => open(state),
        Act::Back => back(state),
        Act::Answer => forms::answer(state),
        Act::Decide => forms::decide(state),
        Act::Note => forms::note(state),
        Act::Undo => ask_undo(state),
        Act::Search => search::open(state),
        Act::TreeView => tree_view(state),
        Act::Zoom => {
            if let Some(bench) = &mut state.bench {
                bench.zoom = !bench.zoom;
            }
            Vec::new()
        }
        Act::Wrap => {
            state.wrap = !state.wrap;
            say(
                state,
                Role::Good,
                if state.wrap { "long lines wrap" } else { "long lines are cut; Enter shows the whole" },
            )
        }
        Act::Home => go_home(state),
        Act::Sample => {
            state.busy = Some("opening the sample");
            vec![Effect::Work(Job::OpenSample)]
        }
        Act::NextField => forms::go(state, 1),
        Act::PreviousField => forms::go(state, -1),
        Act::Choose => forms::choose(state),
        Act::Save => forms::save(state),
        Act::Yes => yes(state),
        Act::No => {
            state.layers.pop();
            Vec::new()
        }
        Act::Help => {
            let place = state.place();
            if matches!(state.layers.last(), Some(Layer::Help(..))) {
                state.layers.pop();
            } else {
                state.layers.push(Layer::Help(place, Default::default()));
            }
            Vec::new()
        }
        Act::Redraw => vec![Effect::Redraw],
        Act::Suspend => vec![Effect::Suspend],
        Act::Quit | Act::Leave => quit(state),
    }
}

fn focus(state: &mut State, to: impl Fn(Pane) -> Pane) -> Vec<Effect> {
    if let Some(bench) = &mut state.bench {
        bench.focus = to(bench.focus);
    }
    moves::settle(state);
    Vec::new()
}

fn tree_view(state: &mut State) -> Vec<Effect> {
    let kept = match state.selected() {
        found @ Subject::Measure(_) => Some(found),
        _ => None,
    };
    let Some(bench) = &mut state.bench else { return Vec::new() };
    bench.focus = Pane::Tree;
    bench.tree = bench.tree.next();
    let words = bench.tree.words();
    match kept {
        Some(subject) => moves::go_to(state, &subject),
        None => moves::settle(state),
    }
    say(state, Role::Good, format!("recommendations {words}"))
}

fn open(state: &mut State) -> Vec<Effect> {
    match state.selected() {
        Subject::None => Vec::new(),
        Subject::Consultation(id) if id.is_empty() => perform(state, Act::Sample),
        Subject::Consultation(id) => {
            state.busy = Some("opening");
            vec![Effect::Work(Job::Sheet(id))]
        }
        Subject::Server(at) => moves::to_server(state, at),
        subject => {
            state.layers.push(Layer::Detail(subject, Default::default()));
            Vec::new()
        }
    }
}

fn back(state: &mut State) -> Vec<Effect> {
    let mut effects = Vec::new();
    match state.layers.last() {
        Some(Layer::Form(_)) => effects = forms::put_away(state),
        Some(_) => {
            state.layers.pop();
        }
        None => match &mut state.bench {
            Some(Bench { zoom: zoom @ true, .. }) => *zoom = false,
            Some(_) => return go_home(state),
            None => return say(state, Role::Warn, "this is the first screen; q leaves the program"),
        },
    }
    moves::settle(state);
    effects
}

fn go_home(state: &mut State) -> Vec<Effect> {
    state.layers.clear();
    state.bench = None;
    state.busy = None;
    vec![Effect::Work(Job::List)]
}

fn ask_undo(state: &mut State) -> Vec<Effect> {
    let Some(bench) = &state.bench else { return Vec::new() };
    let Some(what) = &bench.sheet.undoable else { return Vec::new() };
    let rows = vec![
        Row::prose(format!("Take back: {what}?")),
        Row::blank(),
        Row::default().add(Role::Dim, "The history keeps both: what was done, and that it was taken back.").wrapped(),
    ];
    let then = Then::Undo(bench.sheet.id.clone());
    state.layers.push(Layer::Confirm(Confirm { rows, then }));
    Vec::new()
}

fn yes(state: &mut State) -> Vec<Effect> {
    let Some(Layer::Confirm(confirm)) = state.layers.pop() else { return Vec::new() };
    match confirm.then {
        Then::Undo(id) => {
            state.busy = Some("taking back");
            vec![Effect::Work(Job::Undo { id })]
        }
        Then::Quit => {
            let mut effects = forms::keep_draft(state);
            effects.push(Effect::Quit);
            effects
        }
    }
}

/// Leaves; asks where text stands in a dialog that is not saved.
fn quit(state: &mut State) -> Vec<Effect> {
    let unsaved = state.layers.iter().any(|layer| matches!(layer, Layer::Form(form) if form.draft().is_some()));
    if !unsaved || matches!(state.layers.last(), Some(Layer::Confirm(Confirm { then: Then::Quit, .. }))) {
        let mut effects = forms::keep_draft(state);
        effects.push(Effect::Quit);
        return effects;
    }
    let rows = vec![Row::prose(
        "Leave now? The text in the dialog is not saved; it is kept as a draft and comes back with the dialog.",
    )];
    state.layers.push(Layer::Confirm(Confirm { rows, then: Then::Quit }));
    Vec::new()
}
