//! The built-in library: required sets, and servers whose verdict nobody would dispute.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

mod common;

use std::collections::BTreeSet;

use common::Home;
use mcpserver_operator::{
    core::library::{Library, ScenarioAxis},
    guidance,
};

fn library() -> Library {
    guidance::load_builtin().expect("the built-in library")
}

fn required(library: &Library, axis: ScenarioAxis, value: &str) -> BTreeSet<String> {
    library.scenario(axis, value).expect("a scenario").required.iter().cloned().collect()
}

#[test]
fn trusted_within_community_within_unknown() {
    let library = library();
    let [trusted, community, unknown] =
        ["trusted", "community", "unknown"].map(|value| required(&library, ScenarioAxis::Trust, value));
    assert!(trusted.is_subset(&community) && trusted != community);
    assert!(community.is_subset(&unknown) && community != unknown);
}

#[test]
fn trust_never_removes_the_floor() {
    let trusted = required(&library(), ScenarioAxis::Trust, "trusted");
    for measure in ["pin-package-version", "move-secrets-out-of-config", "narrow-credential-scope", "log-tool-calls"] {
        assert!(trusted.contains(measure), "{measure}");
    }
}

#[test]
fn enterprise_and_development_ask_for_something_of_their_own() {
    let library = library();
    for trust in ["trusted", "community", "unknown"] {
        let base = required(&library, ScenarioAxis::Trust, trust);
        let enterprise = required(&library, ScenarioAxis::Context, "enterprise");
        assert!(!enterprise.is_subset(&base), "enterprise adds to {trust}");
    }
    let development = required(&library, ScenarioAxis::Context, "development");
    assert!(!development.is_subset(&required(&library, ScenarioAxis::Trust, "trusted")));
}

fn assess(facts: &[&str]) -> serde_json::Value {
    let home = Home::new();
    let facts: String = facts.iter().map(|fact| format!("      {fact}\n")).collect();
    let path = home.file(
        "profile.yaml",
        &format!("schema: mcpserver-operator/profile/v1\nservers:\n  - name: it\n    facts:\n{facts}"),
    );
    home.json(0, &["assess", &path])["servers"][0].clone()
}

fn advised(server: &serde_json::Value) -> BTreeSet<String> {
    let list = server["recommendations"].as_array().expect("recommendations");
    list.iter().filter_map(|item| item["id"].as_str().map(str::to_owned)).collect()
}

fn level(server: &serde_json::Value, risk: &str) -> String {
    let list = server["risks"].as_array().expect("risks");
    let found = list.iter().find(|item| item["id"] == risk).expect("a risk of the library");
    if found["applies"] == "no" {
        "none".to_owned()
    } else {
        found["current"]["level"].as_str().unwrap_or("").to_owned()
    }
}

const LOCAL_DOCS: [&str; 26] = [
    "transport: stdio",
    "launch: npx",
    "package.ecosystem: npm",
    "package.pin: exact",
    "trust: trusted",
    "exposure: local",
    "bind: loopback",
    "run_as: user",
    "privileged: false",
    "docker_socket: false",
    "filesystem: none",
    "secrets.count: 0",
    "tools.execute: false",
    "tools.file_write: false",
    "tools.fetch: false",
    "tools.send: false",
    "reads.private_data: false",
    "reads.untrusted_content: false",
    "sends.external: false",
    "data: public",
    "tenants: single",
    "context: individual",
    "tools.destructive: []",
    "tools.database_write: false",
    "tools.money: false",
    "neighbours: 0",
];

#[test]
fn a_local_documentation_server_is_left_in_peace() {
    let server = assess(&LOCAL_DOCS);
    for measure in [
        "require-login",
        "check-token-audience",
        "authorise-each-tool",
        "validate-origin",
        "require-tls",
        "rotate-credentials",
    ] {
        assert!(!advised(&server).contains(measure), "{measure} makes no sense for a local documentation server");
    }
    assert_ne!(server["verdict"], "do-not-deploy");
    assert!(["note", "low"].contains(&server["level"].as_str().expect("a level")), "level {}", server["level"]);
}

#[test]
fn an_open_server_for_many_is_not_to_be_deployed() {
    let server = assess(&[
        "transport: streamable-http",
        "launch: binary",
        "exposure: internet",
        "bind: all",
        "auth: none",
        "tenants: multi-tenant",
        "context: enterprise",
        "data: confidential",
        "tools.execute: true",
        "reads.private_data: true",
        "secrets.count: 2",
        "secrets.scope: broad",
        "trust: unknown",
    ]);
    assert_eq!(server["verdict"], "do-not-deploy");
    assert!(["high", "critical"].contains(&level(&server, "unauthorised-access").as_str()));
    assert!(advised(&server).contains("require-login"));
}

#[test]
fn single_facts_move_what_they_should() {
    let base = [
        "transport: stdio",
        "launch: npx",
        "package.ecosystem: npm",
        "trust: community",
        "exposure: local",
        "secrets.count: 1",
        "secrets.scope: least",
        "secrets.storage: keychain",
        "data: internal",
        "tenants: single",
        "tools.execute: false",
        "reads.untrusted_content: false",
        "reads.private_data: true",
        "sends.external: false",
        "filesystem: scoped-write",
        "docker_socket: false",
        "privileged: false",
        "context: individual",
    ];
    let with = |change: &str| {
        let key = change.split(':').next().expect("a key");
        let mut facts: Vec<&str> = base.iter().copied().filter(|fact| fact.split(':').next() != Some(key)).collect();
        facts.push(change);
        assess(&facts)
    };
    let score = |server: &serde_json::Value, risk: &str, end: usize| -> f64 {
        let list = server["risks"].as_array().expect("risks");
        list.iter()
            .find(|item| item["id"] == risk)
            .and_then(|item| item["current"]["score"][end].as_f64())
            .expect("a score")
    };
    let before = assess(&base);
    // (the change, the risk it should move, up or down, why an expert expects it)
    for (change, risk, up, why) in [
        ("trust: trusted", "supply-chain-compromise", false, "a known publisher is less likely to turn"),
        ("trust: unknown", "supply-chain-compromise", true, "nobody answers for it"),
        ("secrets.scope: admin", "excessive-reach", true, "the token opens more"),
        ("data: regulated", "data-exfiltration", true, "what leaves hurts more"),
        ("docker_socket: true", "excessive-reach", true, "the socket is root on the host"),
        ("privileged: true", "excessive-reach", true, "the container's wall is gone"),
        ("tools.execute: true", "command-injection", true, "text can become a command"),
        ("reads.untrusted_content: true", "prompt-injection", true, "strangers' text reaches the model"),
        ("filesystem: full", "excessive-reach", true, "every file is in reach"),
        ("secrets.storage: inline", "secret-exposure", true, "the file itself gives the secret away"),
        ("sends.external: true", "data-exfiltration", true, "there is a way out"),
    ] {
        let after = with(change);
        let (from, to) = (score(&before, risk, 1), score(&after, risk, 1));
        assert!(if up { to > from } else { to < from }, "{change} should move {risk} ({why}): {from} -> {to}");
    }
}
