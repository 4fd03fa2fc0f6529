//! Every change to a chain shows, and says where.

use proptest::prelude::*;

use super::{super::chain::*, *};

fn history() -> Vec<Event> {
    chained(vec![
        opened(&["a"]),
        Body::Noted(Noted { server: None, text: "first".into() }),
        Body::Renamed { name: "Laptop".into() },
        Body::Closed,
    ])
}

fn fault(events: &[Event]) -> (u64, Fault) {
    let error = verify(&id(), events).unwrap_err();
    (error.seq, error.fault)
}

#[test]
fn an_untouched_chain_is_sound_and_belongs_to_one_consultation() {
    let events = history();
    assert_eq!(verify(&id(), &events).unwrap().seq, 4);
    let other = Id::parse("other-aaaaaa").unwrap();
    assert_eq!(verify(&other, &events), Err(ChainError { seq: 1, fault: Fault::Unlinked }));
}

#[test]
fn a_changed_body_shows() {
    let mut events = history();
    events[1].body = Some(Body::Noted(Noted { server: None, text: "never said".into() }));
    assert_eq!(fault(&events), (2, Fault::BodyChanged));
    let mut events = history();
    events[1].salt = Some(Salt::new([9; 16]));
    assert_eq!(fault(&events), (2, Fault::BodyChanged));
}

#[test]
fn a_body_of_another_kind_shows_even_with_a_fitting_digest() {
    // The digest is of the body, the kind is in the head: both must agree.
    let mut events = history();
    events[3].body = Some(Body::Reopened);
    assert_eq!(fault(&events), (4, Fault::BodyChanged));
}

#[test]
fn a_back_dated_event_another_author_or_library_shows() {
    for change in [
        |event: &mut Event| event.at = "2020-01-01T00:00:00Z".into(),
        |event: &mut Event| event.actor.name = "mallory".into(),
        |event: &mut Event| event.actor.door = Door::Mcp,
        |event: &mut Event| event.library = "0.0.1".into(),
        |event: &mut Event| event.kind = "closed".into(),
    ] {
        let mut events = history();
        change(&mut events[2]);
        assert_eq!(fault(&events), (3, Fault::HeadChanged));
    }
}

#[test]
fn a_changed_head_with_a_new_hash_breaks_the_link_behind_it() {
    let mut events = history();
    events[1].at = "2020-01-01T00:00:00Z".into();
    events[1].hash = events[1].head_hash();
    assert_eq!(fault(&events), (3, Fault::Unlinked));
}

#[test]
fn missing_swapped_and_doubled_events_are_told_apart() {
    let mut gone = history();
    gone.remove(1);
    assert_eq!(fault(&gone), (2, Fault::Gap));
    let mut swapped = history();
    swapped.swap(1, 2);
    assert_eq!(fault(&swapped), (2, Fault::Reordered));
    let mut doubled = history();
    doubled.insert(2, doubled[1].clone());
    assert_eq!(fault(&doubled), (2, Fault::Repeated));
    let mut spliced = history();
    spliced[2] = chained(vec![opened(&["x"]), Body::Closed, Body::Reopened])[2].clone();
    assert_eq!(fault(&spliced), (3, Fault::Unlinked));
}

#[test]
fn a_cut_tail_and_a_whole_rewrite_show_only_against_a_kept_head() {
    let kept = verify(&id(), &history()).unwrap();
    let mut cut = history();
    cut.pop();
    assert!(verify(&id(), &cut).is_ok());
    assert_eq!(verify_against(&id(), &cut, &kept), Err(ChainError { seq: 4, fault: Fault::Cut }));
    let mut rewritten = history();
    rewritten = chained(rewritten.into_iter().map(|event| event.body.unwrap()).chain([Body::Closed]).collect());
    assert!(verify_against(&id(), &rewritten, &kept).is_ok(), "the same events with the same salts are the same");
    let other = chained(vec![opened(&["x"]), Body::Closed, Body::Reopened, Body::Closed]);
    assert!(verify(&id(), &other).is_ok());
    assert_eq!(verify_against(&id(), &other, &kept), Err(ChainError { seq: 4, fault: Fault::Rewritten }));
    let longer = chained(history().into_iter().map(|event| event.body.unwrap()).chain([Body::Reopened]).collect());
    assert_eq!(verify_against(&id(), &longer, &kept).unwrap().seq, 5);
    assert_eq!(Head::parse(&kept.to_string()), Some(kept));
}

#[test]
fn what_an_event_said_can_leave_and_only_a_removal_makes_that_right() {
    let mut events = history();
    events[1] = events[1].clone().without_body();
    assert_eq!(fault(&events), (2, Fault::BodyMissing));
    let mut bodies: Vec<_> = history().into_iter().map(|event| event.body.unwrap()).collect();
    bodies.push(Body::Removed { seq: 2 });
    let mut events = chained(bodies);
    let before = verify(&id(), &events).unwrap();
    events[1] = events[1].clone().without_body();
    assert_eq!(verify(&id(), &events).unwrap(), before, "the head stays");
    assert!(!events[1].to_line().unwrap().contains("first"));
    assert!(events[1].salt.is_none(), "with its salt a short secret could be guessed from the digest");
}

#[test]
fn a_clock_that_went_back_is_told_and_is_no_fault() {
    let mut head = Head::start(&id());
    let mut events = Vec::new();
    for (at, body) in [
        ("2026-03-01T09:30:00Z", opened(&["a"])),
        ("2026-03-01T09:29:59Z", Body::Closed),
        ("2026-03-01T09:30:00Z", Body::Reopened),
    ] {
        let draft = Unsealed { at: at.to_owned(), ..unsealed(body) };
        let event = seal(draft, &head, Salt::new([1; 16])).unwrap();
        head = Head { seq: event.seq, hash: event.hash };
        events.push(event);
    }
    assert!(verify(&id(), &events).is_ok());
    assert_eq!(clock_went_back(&events), [2]);
}

#[test]
fn a_time_that_is_not_utc_is_refused() {
    for at in
        ["", "yesterday", "2026-03-01", "2026-03-01T09:30:00", "2026-03-01T09:30:00+01:00", "2026-02-30T00:00:00Z"]
    {
        let draft = Unsealed { at: at.to_owned(), ..unsealed(Body::Closed) };
        assert_eq!(seal(draft, &Head::start(&id()), Salt::new([0; 16])), Err(SealError::Time), "{at}");
    }
}

/// One way to tamper with a history; the number chooses the event.
fn tamper(events: &mut Vec<Event>, how: u8, which: usize) {
    let at = which % events.len();
    match how {
        0 => {
            let library = format!("{}x", events[at].library);
            events[at].library = Clean::new(&library);
        }
        1 => events[at].body = Some(Body::Renamed { name: "tampered with".into() }),
        2 => events[at].at = "2019-01-01T00:00:00Z".into(),
        3 => {
            events.remove(at);
        }
        4 => {
            let again = events[at].clone();
            events.insert(at, again);
        }
        5 => {
            let to = (at + 1) % events.len();
            events.swap(at, to);
        }
        6 => events.truncate(at),
        7 => events[at].digest = Digest::over(&[b"x"]),
        8 => events[at] = events[at].clone().without_body(),
        _ => {
            // Everything from here on sealed anew by somebody who knows how.
            let mut head = events[..at].last().map_or(Head::start(&id()), |e| Head { seq: e.seq, hash: e.hash });
            for event in &mut events[at..] {
                event.actor.name = "mallory".into();
                event.prev = head.hash;
                event.hash = event.head_hash();
                head = Head { seq: event.seq, hash: event.hash };
            }
        }
    }
}

proptest! {
    #[test]
    fn no_change_passes_against_a_kept_head(events in any_history(), how in 0..10u8, which: usize) {
        let kept = verify(&id(), &events).unwrap();
        let mut changed = events.clone();
        tamper(&mut changed, how, which);
        prop_assume!(changed != events);
        prop_assert!(verify_against(&id(), &changed, &kept).is_err());
    }
}
