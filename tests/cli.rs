//! The command line from outside: the built binary, real files, exit codes, the JSON contract.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

mod common;

use std::{io::Write as _, process::Stdio};

use common::{Home, Run, sample};

#[test]
fn assess_keeps_the_contract() {
    let home = Home::new();
    let answer = home.json(0, &["assess", &sample()]);
    assert_eq!(answer["schema"], "mcpserver-operator/assessment/v1");
    assert_eq!(answer["as_of"], "2026-11-24");
    for key in ["method", "library", "servers", "combined", "plan", "errors"] {
        assert!(answer.get(key).is_some(), "{key} is missing");
    }
    let servers = answer["servers"].as_array().expect("servers");
    assert_eq!(servers.len(), 4);
    for server in servers {
        for key in [
            "name",
            "level",
            "origin",
            "scenario",
            "facts",
            "unknown",
            "notices",
            "verdict",
            "gates",
            "risks",
            "recommendations",
            "plan",
            "questions",
        ] {
            assert!(server.get(key).is_some(), "{key} is missing");
        }
        for key in ["path", "kind", "place"] {
            assert!(server["origin"].get(key).is_some(), "origin.{key} is missing");
        }
        let risks = server["risks"].as_array().expect("risks");
        assert_eq!(risks.len(), 12, "every risk is applied or excluded");
        for risk in risks {
            for key in ["id", "title", "applies", "inherent", "current", "target", "shares", "because", "mappings"] {
                assert!(risk.get(key).is_some(), "{key} is missing in {risk}");
            }
            assert!(!risk["because"].as_array().expect("reasons").is_empty(), "{} says nothing", risk["id"]);
            assert_eq!(risk["inherent"]["likelihood"].as_array().map(Vec::len), Some(3));
            assert_eq!(risk["current"]["level_range"].as_array().map(Vec::len), Some(2));
        }
        for item in server["recommendations"].as_array().expect("recommendations") {
            for key in [
                "id", "title", "phase", "area", "priority", "required", "effort", "cost", "status", "reduces",
                "because", "requires", "mappings",
            ] {
                assert!(item.get(key).is_some(), "{key} is missing in {item}");
            }
        }
        for key in ["appetite", "feasible", "measures", "cost", "optimal", "bound", "binding", "unreachable"] {
            assert!(server["plan"].get(key).is_some(), "plan.{key} is missing");
        }
        let known: Vec<_> = server["facts"].as_array().expect("facts").iter().map(|fact| &fact["key"]).collect();
        let mut once = known.clone();
        once.dedup();
        assert_eq!(known, once, "one entry a key");
    }
}

#[test]
fn import_prints_no_risks() {
    let home = Home::new();
    let read = home.json(0, &["import", &sample()]);
    let server = &read["servers"][0];
    assert!(server.get("facts").is_some());
    for key in ["risks", "recommendations", "plan", "questions", "verdict"] {
        assert!(server.get(key).is_none(), "{key} has no place in import");
    }
    assert!(!home.store().join("journal").exists(), "nothing is kept unless asked");
}

/// The secrets of the sample, as its file has them.
fn secrets_of_the_sample() -> Vec<String> {
    let text = std::fs::read_to_string(sample()).expect("the sample");
    let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let mut secrets = Vec::new();
    for server in json["mcpServers"].as_object().expect("servers").values() {
        for place in ["env", "headers"] {
            if let Some(map) = server[place].as_object() {
                secrets.extend(map.values().filter_map(|value| value.as_str().map(str::to_owned)));
            }
        }
        for arg in server["args"].as_array().into_iter().flatten().filter_map(|arg| arg.as_str()) {
            if let Some((_, rest)) = arg.split_once("://") {
                if let Some((userinfo, _)) = rest.split_once('@') {
                    secrets.extend(userinfo.split_once(':').map(|(_, password)| password.to_owned()));
                }
            }
        }
    }
    assert!(secrets.len() >= 3, "the sample has secrets to find: {secrets:?}");
    secrets
}

fn everything_below(folder: &std::path::Path, into: &mut Vec<u8>) {
    for entry in std::fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            everything_below(&path, into);
        } else {
            into.extend(std::fs::read(&path).expect("a file"));
        }
    }
}

#[test]
fn no_secret_reaches_output_or_store() {
    let home = Home::new();
    let id = home.keep_sample();
    let mut seen = String::new();
    for args in [
        vec!["assess", &sample()],
        vec!["import", &sample()],
        vec!["history", &id],
        vec!["list"],
        vec!["explain", &sample(), "secret-exposure"],
        vec!["plan", &id],
    ] {
        for format in ["text", "json"] {
            let mut args = args.clone();
            args.extend(["--format", format]);
            let run = home.run(&args);
            seen.push_str(&run.out);
            seen.push_str(&run.err);
        }
    }
    let mut kept = Vec::new();
    everything_below(&home.store(), &mut kept);
    let kept = String::from_utf8_lossy(&kept);
    for secret in secrets_of_the_sample() {
        // The bare words of a header such as `Bearer` are no secret.
        for part in secret.split(' ').filter(|part| part.len() > 6) {
            assert!(!seen.contains(part), "{part} is printed");
            assert!(!kept.contains(part), "{part} is kept");
        }
    }
}

#[test]
fn exit_codes() {
    let home = Home::new();
    let id = home.keep_sample();
    let bad = home.file("bad.json", "{\"mcpServers\": {\"a\": {\"command\": \"npx\", }");
    for (code, args) in [
        (0, vec!["assess", &sample() as &str]),
        (1, vec!["assess", &sample(), "--fail-on", "note"]),
        (2, vec!["assess", &sample(), "--scenario", "nonsense"]),
        (2, vec!["assess", &sample(), "--set", "transport=pigeon"]),
        (2, vec!["assess", &sample(), "--set", "no.such.fact=1"]),
        (2, vec!["assess", &sample(), "--as-of", "yesterday"]),
        (2, vec!["frobnicate", "x", "y"]),
        (2, vec!["show", "no-such-item"]),
        (2, vec!["decide", &id, "pin-package-version", "accepted"]),
        (2, vec!["ask", &id, "--answer", "data=public"]),
        (2, vec!["history", "no-such-consultation"]),
        (3, vec!["assess", &bad]),
        (3, vec!["assess", &sample(), &bad]),
        (0, vec!["assess", &sample(), &bad, "--keep-going"]),
        (3, vec!["import", "/no/such/file"]),
        (0, vec!["verify"]),
        (0, vec!["doctor"]),
        (0, vec!["library", "lint"]),
    ] {
        let run = home.run(&args);
        assert_eq!(run.code, code, "{args:?}\n{}\n{}", run.err, run.out);
        assert!(code != 2 || !run.err.is_empty(), "{args:?} says nothing");
    }
}

#[test]
fn several_servers_are_named_when_one_is_meant() {
    let home = Home::new();
    let id = home.keep_sample();
    let run = home.run(&["decide", &id, "pin-package-version", "accepted"]);
    for name in ["github", "files", "database", "crm"] {
        assert!(run.err.contains(&format!("{id}/{name}")), "{name} is not named: {}", run.err);
    }
}

#[test]
fn a_consultation_by_hand() {
    let home = Home::new();
    let id = home.keep_sample();
    let server = format!("{id}/github");
    let before = home.json(0, &["assess", &server]);
    let width = |answer: &serde_json::Value| -> f64 {
        let risks = answer["servers"][0]["risks"].as_array().expect("risks");
        risks
            .iter()
            .map(|risk| {
                risk["current"]["score"][2].as_f64().unwrap_or(0.0)
                    - risk["current"]["score"][0].as_f64().unwrap_or(0.0)
            })
            .sum()
    };
    let asked = home.json(0, &["ask", &server]);
    let question = asked["servers"][0]["questions"][0]["fact"].as_str().expect("a question").to_owned();
    assert!(!question.is_empty());
    let saved = home.json(0, &["ask", &server, "--answer", "trust=trusted"]);
    assert_eq!(saved["saved"], true);
    assert_eq!(saved["event"]["kind"], "answered");
    home.json(0, &["ask", &server, "--answer", "data=public"]);
    let after = home.json(0, &["assess", &server]);
    assert!(width(&after) < width(&before), "answers narrow the ranges: {} -> {}", width(&before), width(&after));

    let saved = home.json(0, &["decide", &server, "pin-package-version", "accepted", "--owner", "me"]);
    assert_eq!(saved["consultation"], id.as_str());
    assert_eq!(saved["saved"], true);
    let refused = home.run(&["decide", &server, "log-tool-calls", "waived"]);
    assert_eq!(refused.code, 2);
    assert!(refused.err.contains("reason"), "{}", refused.err);
    home.json(
        0,
        &["decide", &server, "log-tool-calls", "waived", "--reason", "the gateway logs", "--until", "2027-01-31"],
    );
    let status = |answer: &serde_json::Value, measure: &str| {
        answer["servers"][0]["recommendations"]
            .as_array()
            .and_then(|list| list.iter().find(|item| item["id"] == measure))
            .map(|item| item["status"].clone())
    };
    let decided = home.json(0, &["assess", &server]);
    assert_eq!(status(&decided, "pin-package-version"), Some("accepted".into()));
    assert_eq!(status(&decided, "log-tool-calls"), Some("waived".into()));
    let plan = home.json(0, &["plan", &server]);
    let planned = plan["servers"][0]["plan"]["measures"].as_array().expect("a plan").clone();
    assert!(!planned.contains(&"log-tool-calls".into()), "a waived measure is never picked");

    home.json(0, &["undo", &id]);
    assert_eq!(status(&home.json(0, &["assess", &server]), "log-tool-calls"), Some("open".into()));

    let history = home.json(0, &["history", &id]);
    let events = history["events"].as_array().expect("events");
    for (at, event) in events.iter().enumerate() {
        assert_eq!(event["seq"], at + 1);
        for key in ["at", "actor", "kind", "text", "library", "hash", "prev"] {
            assert!(event.get(key).is_some(), "{key} is missing in {event}");
        }
    }
    assert!(events.iter().any(|event| event["kind"] == "advised"), "what was advised is on record");
    let head = history["head"].as_str().expect("a head").to_owned();
    let checked = home.json(0, &["verify", &id, "--head", &head]);
    assert_eq!(checked["sound"], true);
}

#[test]
fn importing_the_same_file_again_adds_nothing() {
    let home = Home::new();
    let id = home.keep_sample();
    let events = |home: &Home| home.json(0, &["history", &id])["events"].as_array().map(Vec::len);
    let before = events(&home);
    assert_eq!(home.keep_sample(), id);
    assert_eq!(events(&home), before);
    assert_eq!(home.json(0, &["list"])["consultations"].as_array().map(Vec::len), Some(1));
}

#[test]
fn a_changed_journal_is_found() {
    let home = Home::new();
    let id = home.keep_sample();
    home.json(0, &["decide", &format!("{id}/github"), "pin-package-version", "accepted", "--reason", "agreed"]);
    let journal = home.store().join("journal").join(format!("{id}.jsonl"));
    let text = std::fs::read_to_string(&journal).expect("a readable journal");
    assert!(text.contains("agreed"));
    std::fs::write(&journal, text.replace("agreed", "denied")).expect("writable");
    let checked = home.json(4, &["verify"]);
    assert_eq!(checked["sound"], false);
    let problem = checked["consultations"][0]["problem"].as_str().expect("a problem");
    assert!(!problem.contains("denied"), "the problem names the place, not the text: {problem}");
}

#[test]
fn a_secret_typed_into_a_note_is_not_kept() {
    let home = Home::new();
    let id = home.keep_sample();
    let token = ["ghp", "_", "A1b2C3d4E5f6G7h8I9j0K1l2M3n4O5p6Q7r8"].concat();
    home.json(0, &["note", &id, &format!("rotated the token {token} today")]);
    let mut kept = Vec::new();
    everything_below(&home.store(), &mut kept);
    let kept = String::from_utf8_lossy(&kept);
    assert!(kept.contains("rotated the token"));
    assert!(!kept.contains(&token));
}

#[test]
fn the_same_server_is_judged_alike_from_file_and_store() {
    let home = Home::new();
    let id = home.keep_sample();
    let of = |target: &str, at: usize| {
        let answer = home.json(0, &["assess", target]);
        let mut server = answer["servers"][at].clone();
        server.as_object_mut().expect("a server").remove("consultation");
        server
    };
    for (at, name) in ["github", "files", "database", "crm"].iter().enumerate() {
        assert_eq!(of(&sample(), at), of(&format!("{id}/{name}"), 0), "{name}");
    }
}

#[test]
fn standard_input_and_lines() {
    let home = Home::new();
    let text = std::fs::read(sample()).expect("the sample");
    let mut child = home
        .command(&["assess", "-", "--jsonl", "--as-of", "2026-11-24"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    child.stdin.take().expect("a pipe").write_all(&text).expect("a reader");
    let run = Run::of(child.wait_with_output().expect("it ends"));
    assert_eq!(run.code, 0, "{}", run.err);
    let lines: Vec<serde_json::Value> =
        run.out.lines().map(|line| serde_json::from_str(line).expect("one envelope a line")).collect();
    assert_eq!(lines.len(), 4);
    for line in &lines {
        assert_eq!(line["servers"].as_array().map(Vec::len), Some(1));
        assert_eq!(line["servers"][0]["origin"]["path"], "-");
    }
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let home = Home::new();
    let mut child = home
        .command(&["assess", &sample(), "--format", "json"])
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary runs");
    drop(child.stdout.take());
    let run = Run::of(child.wait_with_output().expect("it ends"));
    assert_eq!((run.code, run.err.as_str()), (0, ""));
}

#[test]
fn settings_reach_one_server_or_all() {
    let home = Home::new();
    let answer = home.json(0, &["assess", &sample(), "--set", "data=public", "--set", "files:data=regulated"]);
    for server in answer["servers"].as_array().expect("servers") {
        let data = server["facts"].as_array().and_then(|facts| facts.iter().find(|fact| fact["key"] == "data"));
        let wanted = if server["name"] == "files" { "regulated" } else { "public" };
        assert_eq!(data.map(|fact| fact["value"].clone()), Some(wanted.into()), "{}", server["name"]);
        assert_eq!(data.map(|fact| fact["source"]["standing"].clone()), Some("operator".into()));
    }
}

#[test]
fn the_workbench_asks_for_a_terminal() {
    let run = Home::new().run(&[]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("terminal"), "{}", run.err);
}

#[test]
fn an_unsound_configuration_names_line_and_settings() {
    let home = Home::new();
    let config = home.file("config.toml", "actor = \"a\"\ncolor = 1\n");
    let run = home.run(&["list", "--config", &config]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("line 2") && run.err.contains("store, library, actor, theme"), "{}", run.err);
}
