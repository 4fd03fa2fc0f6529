//! What the room promises, on made-up consultations.

mod chain;
mod event;
mod fold;

use proptest::prelude::*;

use super::{chain::seal, *};
use crate::core::{
    assess::{Decision, Status, Tolerance},
    library::Level,
    profile::{Origin, Profile, Source, Standing, Value},
    text::{Clean, Prose},
};

pub(super) fn id() -> Id {
    Id::parse("desktop-aaaaaa").unwrap()
}

pub(super) fn server(name: &str, pin: &str) -> Profile {
    let mut profile = Profile::new(name, Origin::default());
    profile.say("package.pin", Value::text(pin), Source::new(Standing::Observed, "client-config"));
    profile
}

pub(super) fn opened(names: &[&str]) -> Body {
    Body::Opened(Opened {
        name: "Desktop".into(),
        client: "claude-desktop".into(),
        origin_kind: "client-config".into(),
        identity: "a,b".into(),
        servers: names.iter().map(|name| server(name, "floating")).collect(),
    })
}

pub(super) fn unsealed(body: Body) -> Unsealed {
    let actor = Actor { name: "alice".into(), door: Door::CommandLine, client: None };
    Unsealed { at: "2026-03-01T09:30:00Z".to_owned(), actor, library: "1.0.0".into(), body }
}

pub(super) fn chained(bodies: Vec<Body>) -> Vec<Event> {
    let mut head = Head::start(&id());
    let mut out = Vec::new();
    for (at, body) in bodies.into_iter().enumerate() {
        let event = seal(unsealed(body), &head, Salt::new([u8::try_from(at % 256).unwrap(); 16])).unwrap();
        head = Head { seq: event.seq, hash: event.hash };
        out.push(event);
    }
    out
}

/// Anything that can happen after the opening. An undo may point anywhere: the fold takes what the rules would refuse.
pub(super) fn any_body() -> impl Strategy<Value = Body> {
    let name = prop::sample::select(vec!["a", "b", "c"]);
    let measure = prop::sample::select(vec!["pin", "isolate"]);
    let status = prop::sample::select(Status::ALL.to_vec());
    let text = "\\PC{0,12}";
    let who = (name, measure, status, text)
        .prop_map(|(name, measure, status, text)| (Clean::new(name), measure.to_owned(), status, Clean::new(&text)));
    (0..14u32, 1..20u64, who).prop_map(|(kind, seq, (server, measure, status, text))| match kind {
        0 => Body::Imported(Imported { servers: vec![super::tests::server(server.as_str(), "exact")], note: None }),
        1 => Body::Answered { server, fact: "package.pin".into(), value: Value::Text(text) },
        2 => Body::Withdrawn { server, fact: "package.pin".into() },
        3 | 4 => Body::Decided(Decided {
            server,
            measure,
            decision: Decision { status, reason: Some(text), ..Decision::default() },
        }),
        5 => Body::Tolerated(Tolerating {
            server,
            risk: "supply-chain".to_owned(),
            tolerance: Tolerance { reason: Some(text), owner: None, until: None },
        }),
        6 => Body::Untolerated { server, risk: "supply-chain".to_owned() },
        7 => Body::Noted(Noted { server: Some(server), text: Prose::new(text.as_str()) }),
        8 => Body::Noted(Noted { server: None, text: Prose::new(text.as_str()) }),
        9 => Body::Renamed { name: text },
        10 => Body::Closed,
        11 => Body::Reopened,
        12 => Body::Advised(Advised {
            server,
            level: Level::High,
            verdict: "deploy-with-measures".into(),
            risks: [("supply-chain".to_owned(), [Level::High, Level::Low, Level::Critical])].into(),
            measures: vec![measure],
            plan: Vec::new(),
            digest: digest_of(&seq).unwrap(),
        }),
        _ => Body::Undone { seq },
    })
}

/// A consultation of up to twenty events, chained.
pub(super) fn any_history() -> impl Strategy<Value = Vec<Event>> {
    prop::collection::vec(any_body(), 0..20).prop_map(|bodies| {
        let mut all = vec![opened(&["a", "b"])];
        all.extend(bodies);
        // An undo points back: nothing that could be sealed points at itself or ahead.
        for (at, body) in all.iter_mut().enumerate() {
            if let Body::Undone { seq } = body {
                *seq = *seq % (at as u64) + 1;
            }
        }
        chained(all)
    })
}
