//! One test for each way clients write their servers.

use super::*;
use crate::core::profile::{NoticeKind, Profile, Value};

fn read(path: &str, text: &str) -> Outcome {
    match super::super::text::tree(path, text) {
        Ok(tree) => super::read(path, &tree),
        Err(refusal) => panic!("{refusal:?}"),
    }
}
fn one(path: &str, text: &str) -> Profile {
    let outcome = read(path, text);
    assert_eq!((outcome.profiles.len(), &outcome.problems), (1, &Vec::new()), "{text}");
    outcome.profiles.into_iter().next().unwrap()
}
fn value(profile: &Profile, key: &str) -> String {
    profile.value(key).map(|value| value.to_string()).unwrap_or_default()
}
fn entry(body: &str) -> Profile {
    one("x.json", &format!("{{\"mcpServers\": {{\"s\": {body}}}}}"))
}

#[test]
fn every_root_is_found() {
    let body = r#"{"command": "npx", "args": ["-y", "p"]}"#;
    for (path, text, root) in [
        ("m.json", format!(r#"{{"mcpServers": {{"s": {body}}}}}"#), "mcpServers.s"),
        ("m.json", format!(r#"{{"servers": {{"s": {body}}}, "inputs": []}}"#), "servers.s"),
        ("settings.json", format!(r#"{{"mcp.servers": {{"s": {body}}}}}"#), "mcp.servers.s"),
        ("settings.json", format!(r#"{{"mcp": {{"servers": {{"s": {body}}}}}}}"#), "mcp.servers.s"),
        ("settings.json", format!(r#"{{"context_servers": {{"s": {body}}}}}"#), "context_servers.s"),
        ("opencode.json", format!(r#"{{"mcp": {{"s": {body}}}}}"#), "mcp.s"),
        ("c.toml", "[mcp_servers.s]\ncommand = \"npx\"\nargs = [\"-y\", \"p\"]\n".to_owned(), "mcp_servers.s"),
        (
            "v.toml",
            "[[mcp_servers]]\nname = \"s\"\ncommand = \"npx\"\nargs = [\"-y\", \"p\"]\n".to_owned(),
            "mcp_servers[0].s",
        ),
        ("g.yaml", "extensions:\n  s: {type: stdio, cmd: npx, args: [-y, p]}\n".to_owned(), "extensions.s"),
        ("r.yaml", "extensions:\n  - {name: s, type: stdio, cmd: npx, args: [-y, p]}\n".to_owned(), "extensions[0].s"),
        ("c.yaml", "mcpServers:\n  - {name: s, command: npx, args: [-y, p]}\n".to_owned(), "mcpServers[0].s"),
        (
            ".claude.json",
            format!(r#"{{"projects": {{"/p": {{"mcpServers": {{"s": {body}}}}}}}}}"#),
            "projects./p.mcpServers.s",
        ),
        ("mcp.json", format!(r#"{{"powers": {{"mcpServers": {{"s": {body}}}}}}}"#), "powers.mcpServers.s"),
        (".mcp.json", format!(r#"{{"s": {body}}}"#), "file.s"),
        ("s.json", body.to_owned(), "file.s"),
    ] {
        let profile = one(path, &text);
        assert_eq!((profile.name.as_str(), value(&profile, "package.name").as_str()), ("s", "p"), "{text}");
        assert!(profile.origin.place.as_str().starts_with(root), "{} {root}", profile.origin.place);
    }
}

#[test]
fn what_is_no_server_is_not_made_one() {
    let problems = |path: &str, text: &str| {
        let outcome = read(path, text);
        assert!(outcome.profiles.is_empty(), "{text}");
        outcome.problems.into_iter().map(|problem| problem.text.to_string()).collect::<Vec<_>>().join(" ")
    };
    assert!(
        problems(".mcp.json", r#"{"name": "x", "version": "1", "tools": [{"name": "t"}]}"#).contains("list of tools")
    );
    assert!(problems("settings.json", r#"{"permissions": {"allow": ["mcp__x"]}}"#).contains("without servers"));
    assert!(problems("l.yaml", "interface:\n  mcpServers: {use: true}\n").contains("no servers"));
    assert!(problems("m.json", r#"{"mcpServers": {}}"#).contains("empty"));
    assert!(problems("plugin.json", r#"{"name": "p", "mcpServers": "./.mcp.json"}"#).contains("import the file"));
    assert!(problems("m.json", r#"{"mcpServers": {"s": "npx"}}"#).contains("map with command"));
    assert!(problems("settings.json", r#"{"statusLine": {"type": "command", "command": "x"}}"#).contains("no servers"));
}

#[test]
fn commands_are_read_however_they_are_written() {
    for body in [
        r#"{"command": "npx -y p"}"#,
        r#"{"command": ["npx", "-y", "p"]}"#,
        r#"{"command": {"path": "npx", "args": ["-y", "p"]}}"#,
        r#"{"command": "C:\\Program Files\\nodejs\\npx.cmd", "args": ["-y", "p"]}"#,
        r#"{"cmd": "npx", "args": "-y p"}"#,
        r#"{"command": "cmd", "args": ["/c", "npx", "-y", "p"]}"#,
    ] {
        let profile = entry(body);
        let is = (value(&profile, "launch"), value(&profile, "package.name"), value(&profile, "command"));
        assert_eq!(is, ("npx".into(), "p".into(), "npx".into()), "{body}");
        assert_eq!(value(&profile, "transport"), "stdio");
    }
}

#[test]
fn addresses_give_host_transport_and_encryption() {
    let profile = entry(r#"{"serverUrl": "https://mcp.example.com/sse"}"#);
    assert_eq!((value(&profile, "transport").as_str(), value(&profile, "tls").as_str()), ("sse", "server"));
    let profile =
        entry(r#"{"type": "http", "url": "http://10.0.0.44:8000/mcp/", "headers": {"Authorization": "Bearer ${T}"}}"#);
    assert_eq!(value(&profile, "url.host"), "10.0.0.44");
    assert_eq!((value(&profile, "tls").as_str(), value(&profile, "exposure").as_str()), ("none", "private-network"));
    assert_eq!(
        (value(&profile, "auth").as_str(), value(&profile, "secrets.storage").as_str()),
        ("shared-token", "env")
    );
    let profile = entry(r#"{"transport": {"type": "sse", "url": "https://h.example/x"}}"#);
    assert_eq!((value(&profile, "launch").as_str(), value(&profile, "transport").as_str()), ("remote", "sse"));
    let profile = entry(r#"{"url": "https://h.example/mcp"}"#);
    assert!(profile.fact("auth").is_none() && profile.fact("secrets.count").is_none());
}

#[test]
fn a_carrier_is_the_package_and_the_address_is_the_host() {
    let profile = entry(
        r#"{"command": "npx", "args": ["-y", "mcp-remote@0.1.29", "https://gitmcp.io/a/b", "--header", "Authorization: Bearer hunter22"]}"#,
    );
    assert_eq!((value(&profile, "url.host").as_str(), value(&profile, "package.pin").as_str()), ("gitmcp.io", "exact"));
    assert_eq!(
        (value(&profile, "auth").as_str(), value(&profile, "secrets.names").as_str()),
        ("shared-token", "Authorization")
    );
}

#[test]
fn credentials_leave_names_and_a_notice_only() {
    let text = r#"{"mcpServers": {"s": {"command": "npx", "args": ["-y", "p", "--access-token", "hunter22", "postgres://u:hunter22@h/d"],
        "env": {"API_KEY": "hunter22", "PLAIN": "hunter22", "JSON": "{\"token\":\"hunter22\"}", "KEEP_TOKEN": "${X}"}}}}"#;
    let profile = one("x.json", text);
    assert!(!serde_json::to_string(&profile).unwrap().contains("hunter22"));
    assert_eq!(value(&profile, "secrets.names"), "API_KEY, JSON, KEEP_TOKEN, access-token, url-login");
    assert_eq!(value(&profile, "secrets.storage"), "inline");
    let places: Vec<_> = profile
        .notices
        .iter()
        .filter(|notice| notice.kind == NoticeKind::SecretRemoved)
        .map(|notice| notice.place.as_str())
        .collect();
    assert_eq!(
        places,
        [
            "mcpServers.s.env.API_KEY (line 2)",
            "mcpServers.s.env.JSON (line 2)",
            "mcpServers.s.args[3] (line 1)",
            "mcpServers.s.args[4] (line 1)"
        ]
    );
}

#[test]
fn an_address_loses_its_login_and_query() {
    let profile = entry(r#"{"url": "https://u:hunter22@h.example/mcp?apiKey=hunter22&project=p1#hunter22"}"#);
    let text = serde_json::to_string(&profile).unwrap();
    assert!(!text.contains("hunter22") && !text.contains("p1"));
    assert_eq!(value(&profile, "secrets.names"), "apiKey, url-login");
    assert_eq!(
        (value(&profile, "url.host").as_str(), value(&profile, "secrets.storage").as_str()),
        ("h.example", "inline")
    );
    let harmless = entry(r#"{"url": "https://h.example/mcp?project=p1"}"#);
    assert!(harmless.fact("secrets.count").is_none() && harmless.notices.len() == 1);
}

#[test]
fn storage_follows_the_weakest_place() {
    let storage = |env: &str| value(&entry(&format!(r#"{{"command": "x", {env}}}"#)), "secrets.storage");
    assert_eq!(storage(r#""env": {"A_TOKEN": "${input:t}"}"#), "keychain");
    assert_eq!(storage(r#""env": {"A_TOKEN": "${input:t}", "B_TOKEN": "$B"}"#), "env");
    assert_eq!(storage(r#""env": {"A_TOKEN": "<your token>"}"#), "inline");
    assert_eq!(storage(r#""env": {"A_TOKEN": ""}"#), "");
    assert_eq!(storage(r#""env": {"HOST": "h"}"#), "none");
    assert_eq!(storage(r#""env_keys": ["ANYTHING"]"#), "keychain");
    assert_eq!(storage(r#""envFile": ".env""#), "");
}

#[test]
fn containers_say_what_they_are_allowed() {
    let profile = entry(
        r#"{"command": "docker", "args": ["run", "-i", "--rm", "-e", "T_TOKEN", "-v", "/var/run/docker.sock:/s", "-v", "/home/me:/h:ro", "mcp/fetch:1.2.0"],
            "env": {"T_TOKEN": "$T"}}"#,
    );
    for (key, wanted) in [
        ("launch", "docker"),
        ("isolation", "container"),
        ("docker_socket", "yes"),
        ("privileged", "no"),
        ("filesystem", "home"),
        ("package.name", "mcp/fetch"),
        ("package.ecosystem", "oci"),
        ("package.pin", "exact"),
        ("secrets.names", "T_TOKEN"),
        ("secrets.storage", "env"),
        ("filesystem.paths", "/var/run/docker.sock, /home/me"),
    ] {
        assert_eq!(value(&profile, key), wanted, "{key}");
    }
    let gateway = entry(r#"{"command": "docker", "args": ["mcp", "gateway", "run"]}"#);
    assert_eq!(value(&gateway, "launch"), "docker");
    assert!(gateway.fact("package.name").is_none() && gateway.fact("isolation").is_none());
}

#[test]
fn file_servers_say_how_far_they_reach() {
    let profile =
        entry(r#"{"command": "npx", "args": ["-y", "@modelcontextprotocol/server-filesystem", "~/", "/tmp"]}"#);
    assert_eq!(
        (value(&profile, "filesystem").as_str(), value(&profile, "filesystem.paths").as_str()),
        ("home", "~/, /tmp")
    );
}

#[test]
fn permissions_and_switches() {
    let profile = entry(r#"{"command": "x", "disabled": true, "alwaysAllow": ["read_graph", "delete_entities"]}"#);
    assert_eq!((value(&profile, "approval").as_str(), value(&profile, "auto_start").as_str()), ("none", "no"));
    assert_eq!(value(&profile, "tools.destructive"), "delete_entities");
    assert_eq!(value(&entry(r#"{"command": "x", "trust": true}"#), "approval"), "none");
    assert_eq!(value(&entry(r#"{"command": "x", "autoApprove": ["*"]}"#), "approval"), "none");
    assert!(entry(r#"{"command": "x", "autoApprove": []}"#).fact("approval").is_none());
}

#[test]
fn odd_entries_are_kept_and_said() {
    let outcome = read(
        "m.json",
        r#"{"mcpServers": {"a": {"command": ""}, "b": {"type": "http"}, "c": {"command": 5}, "d/e @f": {"command": "x"}}}"#,
    );
    assert_eq!((outcome.profiles.len(), outcome.problems.len()), (4, 4));
    let named = outcome.profiles.iter().find(|profile| profile.name == "d/e @f").unwrap();
    assert_eq!(named.value("neighbours"), Some(&Value::Int(3)));
    let goose = one("config.yaml", "extensions:\n  developer: {type: builtin, enabled: true, name: developer}\n");
    assert!(goose.fact("launch").is_none());
}

#[test]
fn hidden_characters_are_noticed() {
    let profile = entry("{\"command\": \"x\", \"description\": \"read\\u200Bs\"}");
    assert!(profile.notices.iter().any(|notice| notice.kind == NoticeKind::HiddenText));
    assert_eq!(value(&profile, "description"), "read<U+200B>s");
}

#[test]
fn a_commit_is_a_version_and_no_credential() {
    let commit = "662a19193fa79de1e4fa4f53faa25191c41481dc";
    let profile =
        entry(&format!(r#"{{"command": "uvx", "args": ["--from", "git+https://github.com/o/r@{commit}", "c"]}}"#));
    assert_eq!((value(&profile, "version").as_str(), value(&profile, "package.pin").as_str()), (commit, "digest"));
    assert_eq!((value(&profile, "package.ecosystem").as_str(), profile.notices.len()), ("source", 0));
}
