//! Laws of the fold.

use proptest::prelude::*;

use super::*;

fn state(bodies: Vec<Body>) -> Consultation {
    Consultation::from_events(&id(), &chained(bodies))
}

/// What a state says, without when it was last added to.
fn said(mut state: Consultation) -> Consultation {
    state.head = Head::start(&id());
    state.updated = Clean::default();
    state
}

fn answer(value: &str) -> Body {
    Body::Answered { server: "a".into(), fact: "package.pin".into(), value: Value::text(value) }
}

fn done() -> Body {
    let decision = Decision { status: Status::Done, ..Decision::default() };
    Body::Decided(Decided { server: "a".into(), measure: "pin".to_owned(), decision })
}

#[test]
fn an_answer_weighs_more_than_the_file_and_taking_it_back_restores_the_file() {
    let answered = state(vec![opened(&["a"]), answer("exact")]);
    assert_eq!(answered.server("a").unwrap().profile.value("package.pin"), Some(&Value::text("exact")));
    let back = Body::Withdrawn { server: "a".into(), fact: "package.pin".into() };
    let withdrawn = state(vec![opened(&["a"]), answer("exact"), back]);
    assert_eq!(withdrawn.server("a").unwrap().profile, server("a", "floating"));
}

#[test]
fn a_later_import_brings_new_facts_and_keeps_answers_and_decisions() {
    let again = Body::Imported(Imported { servers: vec![server("a", "range"), server("c", "exact")], note: None });
    let after = state(vec![opened(&["a", "b"]), answer("exact"), done(), again]);
    let a = after.server("a").unwrap();
    assert_eq!(a.imported, server("a", "range"));
    assert_eq!(a.profile.value("package.pin"), Some(&Value::text("exact")));
    assert_eq!(a.decisions.measures["pin"].status, Status::Done);
    assert_eq!(
        after.servers.iter().map(|s| (s.name.as_str(), s.present)).collect::<Vec<_>>(),
        [("a", true), ("b", false), ("c", true)]
    );
}

#[test]
fn undo_takes_back_and_undoing_the_undo_restores() {
    let undone = |seqs: &[u64]| {
        let mut bodies = vec![opened(&["a"]), done()];
        bodies.extend(seqs.iter().map(|seq| Body::Undone { seq: *seq }));
        !state(bodies).server("a").unwrap().decisions.measures.contains_key("pin")
    };
    assert!(!undone(&[]));
    assert!(undone(&[2]));
    assert!(!undone(&[2, 3]));
    assert!(undone(&[2, 3, 4]));
}

#[test]
fn undo_of_a_change_brings_back_what_was_before() {
    let twice = state(vec![opened(&["a"]), answer("exact"), answer("digest"), Body::Undone { seq: 3 }]);
    assert_eq!(twice.server("a").unwrap().profile.value("package.pin"), Some(&Value::text("exact")));
}

#[test]
fn the_next_thing_to_undo_and_to_redo() {
    let events = chained(vec![opened(&["a"]), answer("exact"), done(), Body::Undone { seq: 3 }]);
    assert_eq!(last_undoable(&events[..1]), None);
    assert_eq!(last_undoable(&events[..3]), Some(3));
    assert_eq!(last_undoable(&events), Some(2));
    assert_eq!(last_undone(&events[..3]), None);
    assert_eq!(last_undone(&events), Some(4));
}

#[test]
fn decisions_outlive_an_import_whose_words_were_removed() {
    let mut events = chained(vec![opened(&["a"]), done(), Body::Removed { seq: 1 }]);
    events[0] = events[0].clone().without_body();
    let state = Consultation::from_events(&id(), &events);
    assert_eq!(state.name, id().as_str());
    assert!(!state.server("a").unwrap().present);
    assert!(state.server("a").unwrap().decisions.measures.contains_key("pin"));
}

#[test]
fn the_rules_refuse_what_makes_no_sense() {
    let mut store = Memory::new();
    let mut put = |expected: u64, body: Body| store.append(&id(), expected, vec![unsealed(body)]).map(|_| ());
    assert_eq!(put(0, Body::Closed), Err(StoreError::Rule(RuleError::Opening)));
    assert_eq!(put(0, opened(&["a"])), Ok(()));
    assert_eq!(put(0, Body::Closed), Err(StoreError::Conflict { expected: 0, found: 1 }));
    assert_eq!(put(1, opened(&["a"])), Err(StoreError::Rule(RuleError::Opening)));
    assert_eq!(put(1, Body::Undone { seq: 1 }), Err(StoreError::Rule(RuleError::NothingToUndo(1))));
    assert_eq!(put(1, Body::Undone { seq: 2 }), Err(StoreError::Rule(RuleError::NothingToUndo(2))));
    assert_eq!(put(1, Body::Closed), Ok(()));
    assert_eq!(put(2, Body::Undone { seq: 2 }), Ok(()));
    assert_eq!(put(3, Body::Undone { seq: 2 }), Err(StoreError::Rule(RuleError::NothingToUndo(2))));
    assert_eq!(put(3, Body::Undone { seq: 3 }), Ok(()));
    assert_eq!(put(4, Body::Removed { seq: 2 }), Err(StoreError::Rule(RuleError::NothingToRemove(2))));
    assert_eq!(put(4, Body::Foreign(serde_json::json!({"kind": "x"}))), Err(StoreError::Rule(RuleError::Foreign)));
}

#[test]
fn removing_a_note_takes_its_words_out_and_keeps_the_chain() {
    let mut store = Memory::new();
    let note = Body::Noted(Noted { server: Some("a".into()), text: "token is hunter2".into() });
    store.append(&id(), 0, vec![unsealed(opened(&["a"])), unsealed(note)]).unwrap();
    store.append(&id(), 2, vec![unsealed(Body::Removed { seq: 2 })]).unwrap();
    assert!(!format!("{store:?}").contains("hunter2"));
    assert_eq!(store.verify(&id()).unwrap().seq, 3);
    assert!(store.snapshot(&id()).unwrap().server("a").unwrap().notes.is_empty());
    let twice = store.append(&id(), 3, vec![unsealed(Body::Removed { seq: 2 })]);
    assert_eq!(twice, Err(StoreError::Rule(RuleError::NothingToRemove(2))));
}

#[test]
fn a_list_shows_the_newest_first_and_the_highest_level_of_servers_still_there() {
    let mut store = Memory::new();
    let advised = |server: &str, level| {
        Body::Advised(Advised {
            server: server.into(),
            level,
            verdict: "deploy".into(),
            risks: std::collections::BTreeMap::new(),
            measures: (0..20).map(|at| format!("m{at}")).collect(),
            plan: Vec::new(),
            digest: Digest::over(&[]),
        })
    };
    let bodies = [opened(&["a", "b"]), advised("a", Level::Low), advised("b", Level::Critical)];
    store.append(&id(), 0, bodies.map(unsealed).into()).unwrap();
    let later = Unsealed { at: "2026-04-01T00:00:00Z".to_owned(), ..unsealed(opened(&[])) };
    let other = Id::parse("later-aaaaaa").unwrap();
    store.append(&other, 0, vec![later]).unwrap();
    let list = store.list().unwrap();
    assert_eq!(list.iter().map(|s| s.id.clone()).collect::<Vec<_>>(), [other, id()]);
    assert_eq!((list[1].level, list[1].servers), (Some(Level::Critical), 2));
    assert_eq!(store.snapshot(&id()).unwrap().server("a").unwrap().advised.as_ref().unwrap().measures.len(), 10);
    let without_b = Body::Imported(Imported { servers: vec![server("a", "exact")], note: None });
    store.append(&id(), 3, vec![unsealed(without_b)]).unwrap();
    assert_eq!(store.list().unwrap()[1].level, Some(Level::Low));
}

proptest! {
    #[test]
    fn a_prefix_and_the_rest_come_to_the_same_as_all(events in any_history(), cut: prop::sample::Index) {
        let cut = cut.index(events.len());
        let mut state = Consultation::from_events(&id(), &events[..cut]);
        for at in cut..events.len() {
            state.apply(&events[..at], &events[at]);
        }
        prop_assert_eq!(state, Consultation::from_events(&id(), &events));
    }

    #[test]
    fn an_undone_event_might_as_well_not_have_been(events in any_history(), which: prop::sample::Index) {
        let at = which.index(events.len());
        prop_assume!(events[at].body.as_ref().is_some_and(Body::undoable));
        // Nothing may point at it already: only then is the new undo the one that decides.
        let target = events[at].seq;
        prop_assume!(!events.iter().any(|event| event.body == Some(Body::Undone { seq: target })));
        let mut bodies: Vec<_> = events.iter().map(|event| event.body.clone().unwrap()).collect();
        bodies.push(Body::Undone { seq: target });
        let undone = Consultation::from_events(&id(), &chained(bodies));
        let without: Vec<_> = events.iter().filter(|event| event.seq != target).cloned().collect();
        prop_assert_eq!(said(undone), said(Consultation::from_events(&id(), &without)));
    }

    #[test]
    fn redo_restores_what_undo_took(events in any_history()) {
        let Some(seq) = last_undoable(&events) else { return Ok(()) };
        let mut bodies: Vec<_> = events.iter().map(|event| event.body.clone().unwrap()).collect();
        bodies.push(Body::Undone { seq });
        bodies.push(Body::Undone { seq: bodies.len() as u64 });
        let there_and_back = Consultation::from_events(&id(), &chained(bodies));
        prop_assert_eq!(said(there_and_back), said(Consultation::from_events(&id(), &events)));
    }

    #[test]
    fn a_state_reads_back_from_a_snapshot(events in any_history()) {
        let state = Consultation::from_events(&id(), &events);
        let json = serde_json::to_string(&state).unwrap();
        prop_assert_eq!(serde_json::from_str::<Consultation>(&json).unwrap(), state);
    }
}
