//! What keys do: a list of keys, then what is seen.

mod tui_shared;

use mcpserver_operator::tui::{
    action::{Action, Reply, TABLE},
    data::Failure,
    effect::{Effect, Job, Timer},
    keymap::as_markdown,
    rows::Subject,
    state::{Cursor, Layer, Pane, TreeView},
};
use tui_shared::Bench;

#[test]
fn the_documentation_of_keys_is_the_table() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/keys.md");
    let wanted = as_markdown();
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(path, &wanted).expect("written");
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(found == wanted, "docs/keys.md is out of date; run this test with UPDATE_DOCS=1");
}

#[test]
fn every_action_has_words_and_a_help_line() {
    for binding in TABLE {
        assert!(!binding.words.is_empty() && !binding.help.is_empty() && !binding.keys.is_empty(), "{}", binding.id);
        assert!(binding.help.len() <= 80, "{}", binding.id);
    }
}

#[test]
fn panes_are_reached_by_number_tab_and_letter() {
    let mut bench = Bench::shown(120, 40);
    for (keys, pane) in [
        ("2", Pane::Matrix),
        ("tab", Pane::Tree),
        ("l", Pane::History),
        ("h", Pane::Tree),
        ("shift-tab", Pane::Matrix),
        ("4", Pane::History),
        ("tab", Pane::Profile),
        ("right", Pane::Matrix),
        ("1", Pane::Profile),
    ] {
        bench.press(keys);
        assert_eq!(bench.state.bench.as_ref().unwrap().focus, pane, "{keys}");
    }
}

#[test]
fn the_ends_and_pages_of_a_list() {
    let mut bench = Bench::shown(80, 24);
    bench.press("3 G");
    let last = bench.state.selected();
    bench.press("down");
    assert_eq!(bench.state.selected(), last);
    bench.press("g");
    let first = bench.state.selected();
    assert_ne!(first, last);
    bench.press("pgdn");
    assert_ne!(bench.state.selected(), first);
    bench.press("pgup");
    assert_eq!(bench.state.selected(), first);
}

#[test]
fn a_resize_keeps_pane_and_selection() {
    let mut bench = Bench::shown(200, 50);
    bench.press("2 j j j");
    let kept = bench.state.selected();
    for (columns, rows) in [(80, 24), (39, 11), (120, 40)] {
        bench.resize(columns, rows);
        bench.text();
        assert_eq!(bench.state.selected(), kept);
    }
    assert!(bench.text().contains("▸"));
}

#[test]
fn the_next_server_and_the_one_before() {
    let mut bench = Bench::shown(120, 40);
    let name = |bench: &Bench| bench.state.bench.as_ref().unwrap().server_name().to_owned();
    bench.press("]");
    assert_eq!(name(&bench), "files");
    bench.press("[ [");
    assert_eq!(name(&bench), "crm");
    assert_eq!(bench.state.selected(), Subject::Server(2));
}

#[test]
fn the_tree_the_list_and_the_plan_keep_the_measure() {
    let mut bench = Bench::shown(120, 40);
    bench.press("3 j j");
    let kept = bench.state.selected();
    for view in [TreeView::Flat, TreeView::Plan, TreeView::Tree] {
        bench.press("t");
        assert_eq!(bench.state.bench.as_ref().unwrap().tree, view);
        assert_eq!(bench.state.selected(), kept);
    }
}

#[test]
fn a_key_that_cannot_work_says_why() {
    let mut bench = Bench::shown(80, 24);
    bench.press("4 d");
    assert!(bench.toast().contains("select a measure or a risk"), "{}", bench.toast());
    bench.press("z");
    assert!(bench.toast().contains("one pane"), "{}", bench.toast());
    let mut home = Bench::empty(80, 24);
    home.press("esc");
    assert!(home.toast().contains("first screen"));
}

#[test]
fn zoom_shows_one_pane_and_esc_goes_back() {
    let mut bench = Bench::shown(120, 40);
    bench.press("2 z");
    assert!(!bench.text().contains("┌"), "one pane");
    bench.press("esc");
    assert!(bench.text().contains("┌"), "four panes");
}

#[test]
fn an_answer_moves_the_matrix_and_says_so() {
    let mut bench = Bench::open(120, 40);
    bench.state.layers.push(Layer::Detail(Subject::Fact("isolation".into()), Cursor::default()));
    bench.press("a \"h enter esc");
    assert!(bench.state.layers.is_empty(), "saved only after the answer, then closed");
    assert!(bench.toast().starts_with("saved"), "{}", bench.toast());
    let report = bench.state.bench.as_ref().unwrap().report().unwrap();
    let fact = report.facts.iter().find(|fact| fact.key.as_str() == "isolation").unwrap();
    assert_eq!(fact.value.as_ref().unwrap().as_text(), Some("hardened-container"));
    assert!(bench.toast().contains("→"), "{}", bench.toast());
}

#[test]
fn on_a_gate_the_answer_is_about_what_it_hangs_on() {
    let mut bench = Bench::shown(120, 40);
    let gate = Subject::Gate("no-owner-in-production".to_owned());
    bench.state.layers.push(Layer::Detail(gate, Cursor::default()));
    bench.press("a");
    assert_eq!(bench.state.form().expect("a dialog").key(), "answer/github/context");
}

#[test]
fn a_decision_without_its_reason_is_not_saved() {
    let mut bench = Bench::open(120, 40);
    bench.press("3 d \"w ctrl-s");
    let form = bench.state.form().expect("still open");
    assert!(form.error.as_ref().unwrap().as_str().contains("needs a reason"));
    bench.press("\"the_client_forbids_it tab \"ada tab \"2027-13-01 ctrl-s");
    assert!(bench.state.form().unwrap().error.as_ref().unwrap().as_str().contains("not a day"));
    bench.press("ctrl-u \"2027-03-01 tab enter");
    assert!(bench.state.form().is_none(), "{:?}", bench.state.form().map(|form| &form.error));
    assert!(bench.toast().starts_with("saved"), "{}", bench.toast());
}

#[test]
fn a_risk_is_tolerated_and_undo_asks_first() {
    let mut bench = Bench::open(120, 40);
    bench.press("2 d \"known_and_small ctrl-s");
    let tolerated =
        |bench: &Bench| bench.state.bench.as_ref().unwrap().risks().iter().any(|risk| risk.tolerated.is_some());
    assert!(tolerated(&bench), "{}", bench.toast());
    bench.press("u");
    assert!(matches!(bench.state.layers.last(), Some(Layer::Confirm(_))));
    bench.press("enter");
    assert!(tolerated(&bench), "enter means no");
    bench.press("u y");
    assert!(!tolerated(&bench));
}

#[test]
fn esc_keeps_the_text_and_the_dialog_brings_it_back() {
    let mut bench = Bench::open(120, 40);
    bench.press("n \"half_a_thought esc");
    assert!(bench.state.layers.is_empty());
    assert!(bench.effects.iter().any(|effect| matches!(effect, Effect::Work(Job::SaveDraft { .. }))));
    bench.press("n");
    assert_eq!(bench.state.form().unwrap().value("note"), "half a thought");
    bench.press("enter \"done ctrl-s");
    assert!(bench.state.form().is_none());
    bench.press("n");
    assert_eq!(bench.state.form().unwrap().value("note"), "", "the draft of a saved note is gone");
}

#[test]
fn a_rest_and_a_hang_up_keep_the_draft() {
    let mut bench = Bench::open(80, 24);
    bench.press("n \"x");
    assert!(matches!(bench.effects.last(), Some(Effect::After(300, Timer::Draft))));
    bench.act(Action::Timer(Timer::Draft));
    assert!(matches!(bench.effects.last(), Some(Effect::Work(Job::SaveDraft { text, .. })) if text == "x"));
    bench.press("\"y");
    bench.act(Action::HangUp);
    let [.., Effect::Work(Job::SaveDraft { text, .. }), Effect::Quit] = bench.effects.as_slice() else {
        panic!("{:?}", bench.effects.last())
    };
    assert_eq!(text, "xy");
}

#[test]
fn leaving_asks_only_where_text_is_not_saved() {
    let mut bench = Bench::shown(80, 24);
    bench.press("q");
    assert_eq!(bench.effects.last(), Some(&Effect::Quit));
    let mut bench = Bench::open(80, 24);
    bench.press("n \"x ctrl-c");
    assert_ne!(bench.effects.last(), Some(&Effect::Quit));
    bench.press("n");
    assert_eq!(bench.state.form().unwrap().value("note"), "x");
    bench.press("ctrl-c y");
    assert_eq!(bench.effects.last(), Some(&Effect::Quit));
}

#[test]
fn saved_is_said_only_after_the_answer_of_the_worker() {
    let mut bench = Bench::open(80, 24);
    bench.press("n \"x");
    let before = bench.effects.len();
    let form = bench.state.form().unwrap().key();
    let failure = Failure::store("the disk is full");
    bench.act(Action::Reply(Reply::Saved { form, result: Err(failure) }));
    let form = bench.state.form().expect("open: nothing was lost");
    assert!(form.error.as_ref().unwrap().as_str().contains("not saved: the disk is full"));
    assert_eq!(bench.effects.len(), before);
}

#[test]
fn the_search_follows_the_letters_and_opens_what_it_finds() {
    let mut bench = Bench::shown(80, 24);
    bench.press("/ \"dockr");
    let Some(Layer::Search(search)) = bench.state.layers.last() else { panic!("no search") };
    assert!(search.hits.iter().any(|hit| !hit.matched.is_empty()));
    bench.press("enter");
    assert!(matches!(bench.state.layers.last(), Some(Layer::Detail(..))));
    bench.press("esc");
    let Some(Layer::Search(search)) = bench.state.layers.last() else { panic!("no search") };
    assert_eq!(search.field.text(), "dockr", "one step back, nothing lost");
    // An answer that comes late is not shown.
    let late = Action::Reply(Reply::Found(0, Vec::new()));
    bench.act(late);
    let Some(Layer::Search(search)) = bench.state.layers.last() else { panic!("no search") };
    assert!(!search.hits.is_empty());
}

#[test]
fn an_arrow_cut_by_the_network_harms_nothing() {
    let mut bench = Bench::open(120, 40);
    bench.press("n \"text esc [ \"A");
    // The bracket went to the server before; the text waits where it was typed.
    bench.press("] n");
    assert_eq!(bench.state.form().unwrap().value("note"), "text");
}

#[test]
fn the_first_screen_lists_and_opens_what_was_kept() {
    let mut bench = Bench::open(80, 24);
    bench.press("o");
    assert!(bench.text().contains("Consultations (1)"), "{}", bench.text());
    bench.press("enter");
    assert!(bench.state.bench.is_some());
}

#[test]
fn a_hostile_paste_is_made_visible() {
    let mut bench = Bench::open(80, 24);
    bench.press("n");
    bench.act(Action::Paste("a\u{1b}[2Jb\u{202E}c\r\nd".to_owned()));
    let text = bench.state.form().unwrap().value("note");
    assert!(!text.contains('\u{1b}') && !text.contains('\u{202E}') && text.contains('\n'), "{text:?}");
}
