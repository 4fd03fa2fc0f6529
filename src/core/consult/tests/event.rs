//! An event and its line are the same thing.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::core::consult::chain::verify;

#[test]
fn a_newer_kind_is_kept_whole_and_has_no_effect() {
    let events = chained(vec![opened(&["a"]), Body::Closed]);
    let raw = json!({"kind": "ratified", "by": ["x"], "when": {"b": 1, "a": 2}});
    let mut event = events[1].clone();
    event.kind = "ratified".into();
    event.digest = super::super::event::body_digest(&event.salt.unwrap(), &raw);
    event.body = Some(Body::Foreign(raw.clone()));
    event.hash = event.head_hash();
    let read = Event::from_line(&event.to_line().unwrap()).unwrap();
    assert_eq!(read.body, Some(Body::Foreign(raw)));
    let events = [events[0].clone(), read];
    assert!(verify(&id(), &events).is_ok());
    let state = Consultation::from_events(&id(), &events);
    assert!(state.read_only && !state.closed);
    assert!(events[1].text().as_str().contains("ratified"));
}

#[test]
fn a_known_kind_with_more_in_it_is_kept_whole_too() {
    let raw = json!({"kind": "renamed", "name": "x", "reason": "said by a newer version"});
    let event = chained(vec![opened(&[]), Body::Renamed { name: "x".into() }])[1].clone();
    let mut line: serde_json::Value = serde_json::from_str(&event.to_line().unwrap()).unwrap();
    line["body"] = raw.clone();
    assert_eq!(Event::from_line(&line.to_string()).unwrap().body, Some(Body::Foreign(raw)));
}

#[test]
fn a_newer_head_is_told_from_damage() {
    let line = chained(vec![opened(&[])])[0].to_line().unwrap();
    assert_eq!(Event::from_line(&line.replacen("{\"v\":1", "{\"v\":2,\"new\":true", 1)), Err(LineError::Newer));
    assert_eq!(Event::from_line(&line.replacen("{\"v\":1", "{\"v\":1,\"new\":true", 1)), Err(LineError::Unreadable));
    let flipped = line.replacen("{\"v\":1", "{\"v\":3", 1);
    assert_eq!(Event::from_line(&flipped), Err(LineError::Unreadable), "only the number was changed");
    assert_eq!(Event::from_line(&line[1..]), Err(LineError::Unreadable));
    assert_eq!(Event::from_line(""), Err(LineError::Unreadable));
}

#[test]
fn sentences_say_who_was_decided_on_and_why() {
    let decision = Decision {
        status: Status::Waived,
        reason: Some("legacy\nclient".into()),
        owner: Some("bob".into()),
        until: Some(jiff::civil::date(2026, 6, 1)),
    };
    let body = Body::Decided(Decided { server: "github".into(), measure: "pin-package-version".to_owned(), decision });
    assert_eq!(body.text(), "waived pin-package-version for github, owner bob, until 2026-06-01: legacy⏎client");
    assert_eq!(opened(&["a"]).text(), "opened Desktop with 1 server of claude-desktop");
}

#[test]
fn a_forged_line_in_a_note_stays_inside_the_note() {
    let note = "fine\n{\"v\":1,\"seq\":99,\"kind\":\"closed\"}\u{1b}[2J";
    let events = chained(vec![opened(&[]), Body::Noted(Noted { server: None, text: note.into() })]);
    let line = events[1].to_line().unwrap();
    assert_eq!(line.lines().count(), 1);
    assert!(!line.contains('\u{1b}'));
    assert!(!events[1].text().as_str().contains('\n'));
}

#[test]
fn a_text_that_grew_beyond_a_line_when_it_was_cleaned_still_reads_back() {
    let name = Clean::new(&"\u{200B}".repeat(1_500));
    let event = chained(vec![opened(&[]), Body::Renamed { name }])[1].clone();
    assert_eq!(Event::from_line(&event.to_line().unwrap()).unwrap(), event);
}

proptest! {
    #[test]
    fn an_event_reads_back_from_its_line(events in any_history()) {
        for event in &events {
            let line = event.to_line().unwrap();
            prop_assert!(!line.contains('\n'));
            prop_assert_eq!(&Event::from_line(&line).unwrap(), event);
        }
    }

    #[test]
    fn no_flipped_bit_passes(events in any_history(), at: prop::sample::Index, bit in 0..8u32) {
        let lines: Vec<_> = events.iter().map(|event| event.to_line().unwrap()).collect();
        let mut bytes = lines.join("\n").into_bytes();
        let at = at.index(bytes.len());
        bytes[at] ^= 1 << bit;
        let passes = String::from_utf8(bytes).ok().and_then(|text| {
            text.split('\n').map(|line| Event::from_line(line).ok()).collect::<Option<Vec<_>>>()
        });
        if let Some(read) = passes {
            prop_assert!(verify(&id(), &read).is_err() || read == events);
        }
    }
}
