//! Our own form of a profile: what a person writes down counts most, and a slip of the pen is said, not passed over.

#![allow(clippy::unwrap_used, clippy::panic, reason = "what these helpers cannot read fails the test")]

use mcpserver_operator::{
    core::profile::{NoticeKind, Standing, Value},
    guidance,
    import::{self, FORM_SCHEMA, Input, Outcome},
};

fn read(body: &str) -> Outcome {
    let library = guidance::load_builtin().unwrap_or_else(|error| panic!("{error}"));
    let bytes = format!("schema: {FORM_SCHEMA}\n{body}").into_bytes();
    import::read(&Input { path: "servers.yaml".to_owned(), bytes }, &library)
}

/// The problems as `line field text`.
fn problems(body: &str) -> String {
    let said = |problem: &mcpserver_operator::core::profile::Problem| {
        let field = problem.field.as_ref().map(ToString::to_string).unwrap_or_default();
        format!("{} {field} {}", problem.line.unwrap_or_default(), problem.text)
    };
    read(body).problems.iter().map(said).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_type_of_fact_is_taken() {
    let outcome = read(
        "servers:\n  - name: s\n    facts:\n      auth: oauth\n      secrets.count: 2\n      tools.execute: yes\n\
         \x20     privileged: true\n      tools.names: [a, b]\n      regimes: gdpr, hipaa\n      version: 1.2\n      scorecard: 7\n",
    );
    assert!(outcome.problems.is_empty(), "{:?}", outcome.problems);
    let profile = outcome.profiles.first().unwrap();
    for (key, value) in [
        ("auth", Value::text("oauth")),
        ("secrets.count", Value::Int(2)),
        ("tools.execute", Value::Bool(true)),
        ("privileged", Value::Bool(true)),
        ("tools.names", Value::list(["a", "b"])),
        ("regimes", Value::list(["gdpr", "hipaa"])),
        ("version", Value::text("1.2")),
        ("scorecard", Value::Int(7)),
    ] {
        assert_eq!(profile.value(key), Some(&value), "{key}");
    }
    let fact = profile.fact("auth").unwrap();
    let source = &fact.statements()[0].source;
    assert_eq!((source.standing, source.kind.as_str()), (Standing::Operator, "profile"));
    assert_eq!(source.place.as_ref().map(|place| place.as_str()), Some("servers.s.facts.auth (line 5)"));
}

#[test]
fn slips_are_named_with_line_and_what_was_meant() {
    let text =
        problems("servers:\n  - name: s\n    facts:\n      ownr: me\n      auth: hunter22\n      scorecard: 11\n");
    assert!(text.contains("5 servers.s.facts.ownr no fact has this name; did you mean owner?"), "{text}");
    assert!(text.contains("6 servers.s.facts.auth the value does not fit; write one of none"), "{text}");
    assert!(text.contains("7 servers.s.facts.scorecard") && !text.contains("hunter22"), "{text}");
    assert!(problems("servers:\n  - name: s\n    fact: {}\n").contains("did you mean facts?"));
    assert!(problems("server: []\n").contains("did you mean servers?"));
    assert!(problems("servers: []\n").contains("empty"));
    assert!(problems("servers: {a: b}\n").contains("no list"));
    assert!(problems("servers:\n  - facts: {auth: none}\n").contains("no name"));
    assert!(problems("servers:\n  - name: s\n    facts: {tools.names: [{a: b}]}\n").contains("does not fit"));
}

#[test]
fn another_version_is_refused() {
    let library = guidance::load_builtin().unwrap_or_else(|error| panic!("{error}"));
    let bytes = b"schema: mcpserver-operator/profile/v9\nservers: []\n".to_vec();
    let outcome = import::read(&Input { path: "x.yaml".to_owned(), bytes }, &library);
    assert!(outcome.profiles.is_empty() && outcome.problems.len() == 1);
}

#[test]
fn credentials_are_not_kept_here_either() {
    let outcome = read("servers:\n  - name: s\n    facts:\n      description: token=hunter22abc\n");
    let profile = outcome.profiles.first().unwrap();
    assert!(!serde_json::to_string(profile).unwrap().contains("hunter22abc"));
    assert!(profile.notices.iter().any(|notice| notice.kind == NoticeKind::SecretRemoved));
}
