//! Time of one search over 1,000 items, as typed letter by letter.
//!
//! `cargo bench --bench search`. The items are made from word lists with a fixed rule, so that two runs compare.

#![allow(clippy::unwrap_used, reason = "a bench may stop")]

use std::time::{Duration, Instant};

use mcpserver_operator::core::library::{Item, Library, Matrix, Measure, Method, Pack, search::Index};
use serde_json::json;

const WORDS: [&str; 40] = [
    "container",
    "network",
    "docker",
    "socket",
    "egress",
    "allow",
    "list",
    "token",
    "audience",
    "secret",
    "rotate",
    "pin",
    "package",
    "version",
    "loopback",
    "interface",
    "login",
    "approve",
    "tool",
    "call",
    "alert",
    "journal",
    "review",
    "update",
    "backup",
    "restore",
    "owner",
    "inventory",
    "incident",
    "plan",
    "kernel",
    "namespace",
    "capability",
    "filesystem",
    "mount",
    "read",
    "write",
    "certificate",
    "origin",
    "header",
];

fn words(seed: usize, count: usize) -> String {
    let step = |at: usize| WORDS[(seed * 7 + at * 13 + seed * at % 11) % WORDS.len()];
    (0..count).map(step).collect::<Vec<_>>().join(" ")
}

fn library(count: usize) -> Library {
    let mut items: Vec<Item> = (0..count)
        .map(|n| {
            let measure: Measure = serde_json::from_value(json!({
                "id": format!("measure-{n}-{}", words(n, 2).replace(' ', "-")),
                "title": format!("{} {n}", words(n + 3, 6)),
                "summary": words(n + 5, 25),
                "topics": [words(n, 1), words(n + 1, 1)],
                "mappings": {"owasp-mcp": [format!("MCP{:02}", n % 10 + 1)], "safe-mcp": [format!("SAFE-M-{n}")]},
                "review": {"state": "draft", "on": "2026-11-24", "next": "2027-05-24"},
                "since": "0.1.0",
                "why": format!("{} word{n}", words(n + 7, 120)),
                "area": "network", "phase": "deploy", "scope": "server", "applies": "true",
                "effort": {"size": "S", "hours": [1, 2], "skills": [], "disruption": "low"},
                "approaches": [{"title": words(n, 3), "steps": [{"text": words(n + 9, 80)}]}],
                "check": [{"ask": words(n, 8), "how": words(n, 20), "expect": words(n, 10), "evidence": "setting"}],
                "rollback": words(n, 20), "side_effects": words(n, 20),
            }))
            .unwrap();
            Item::Measure(measure)
        })
        .collect();
    let bands = json!({"labels": ["low", "high"], "cuts": [4.5]});
    let matrix: Matrix = serde_json::from_value(json!({
        "id": "matrix-a", "title": "A", "summary": "B", "source": "own", "likelihood": bands, "impact": bands,
        "levels": [{"name": "Low", "level": "low"}], "grid": [[0, 0], [0, 0]],
    }))
    .unwrap();
    items.push(Item::Matrix(matrix));
    let method: Method = serde_json::from_value(json!({
        "version": "bench", "matrix": "matrix-a", "remainder": 0.2, "appetite": "medium", "basis": ["own"],
        "credits": {"verified": 1.0, "done": 0.7, "in_progress": 0.3},
    }))
    .unwrap();
    let pack = Pack {
        name: "bench".into(),
        version: "1".into(),
        publisher: "bench".into(),
        date: "2026-11-24".into(),
        digest: String::new(),
    };
    Library::new(vec![(pack, Some(method), items)]).unwrap()
}

fn main() {
    let library = library(1_000);
    let start = Instant::now();
    let index = Index::new(&library);
    println!("index of {} items: {:.1} ms", library.items().count(), ms(start.elapsed()));
    for query in ["docker socket", "dokcer sokcet", "egress allow list", "MCP05", "certificate origin header review"] {
        let mut worst = Duration::ZERO;
        let mut whole = Duration::MAX;
        for _ in 0..20 {
            for end in 1..=query.len() {
                let start = Instant::now();
                let hits = index.search(&query[..end], 50, None);
                let took = start.elapsed();
                std::hint::black_box(hits);
                if end == query.len() {
                    whole = whole.min(took);
                } else {
                    worst = worst.max(took);
                }
            }
        }
        println!("{query:<34} whole {:.2} ms (least of 20), slowest key {:.2} ms", ms(whole), ms(worst));
    }
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}
