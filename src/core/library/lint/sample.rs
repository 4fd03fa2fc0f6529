//! A small sound library that the tests of each rule spoil in one place.

use serde_json::{Value, json};

use super::{Finding, lint};
use crate::core::library::{Item, Kind, Library, Method, Pack};

/// A library as JSON, so that a test can change any field.
pub struct Sample {
    items: Vec<(Kind, Value)>,
    pub method: Value,
}

fn about(id: &str, more: Value) -> Value {
    let mut item = json!({
        "id": id,
        "title": format!("Title of {id}"),
        "summary": "A sentence about it.",
        "review": {"state": "draft", "on": "2026-11-24", "next": "2027-05-24"},
        "since": "0.1.0",
    });
    if let (Some(item), Value::Object(more)) = (item.as_object_mut(), more) {
        item.extend(more);
    }
    item
}

fn fact(key: &str, kind: Value, role: &str) -> (Kind, Value) {
    let fact = json!({
        "key": key, "title": format!("Label of {key}"), "type": kind, "role": role, "borne": "deployment",
        "meaning": "What it says.", "question": "Is it so?", "why": "It matters.",
    });
    (Kind::Fact, fact)
}

fn measure(id: &str, more: Value) -> (Kind, Value) {
    let mut measure = about(
        id,
        json!({
            "why": "It helps.", "area": "network", "phase": "deploy", "scope": "server", "applies": "true",
            "effort": {"size": "S", "hours": [1, 2], "skills": [], "disruption": "low"},
            "approaches": [{"title": "By hand", "steps": [{"text": "Open the file.", "command": "less FILE"}]}],
            "check": [{"ask": "Is it so?", "how": "Look.", "expect": "It is.", "evidence": "setting"}],
            "rollback": "Undo it.", "side_effects": "None known.",
        }),
    );
    if let (Some(measure), Value::Object(more)) = (measure.as_object_mut(), more) {
        measure.extend(more);
    }
    (Kind::Measure, measure)
}

impl Sample {
    /// Three facts, a factor, two risks, three measures, a gate, two scenarios, a term, a matrix and a method.
    pub fn sound() -> Self {
        let words = |words: &[&str]| json!({"one-of": words.iter().map(|word| json!({"value": word, "text": word})).collect::<Vec<_>>()});
        let effect =
            |risk: &str| json!({"risk": risk, "likelihood": 0.5, "basis": "own estimate", "confidence": "low"});
        let risk = |id: &str, floors: Value| {
            about(
                id,
                json!({
                    "story": {"cause": "A cause.", "event": "An event.", "harm": "A harm."},
                    "applies": "bind != \"loopback\"", "excluded": "It cannot be reached.",
                    "factors": [{"use": "factor-reach", "weight": 2}], "floors": floors,
                }),
            )
        };
        let floor = json!([{
            "when": "bind == \"all\"", "axis": "likelihood", "level": "high", "text": "Anybody can reach it.",
            "lifted_by": ["measure-a"],
        }]);
        Self {
            items: vec![
                fact("bind", words(&["loopback", "all"]), "nature"),
                fact("auth", words(&["none", "oauth"]), "control"),
                fact("trust", words(&["trusted", "unknown"]), "nature"),
                (
                    Kind::Factor,
                    json!({
                        "id": "factor-reach", "title": "Reach", "summary": "Who can reach it.", "axis": "likelihood",
                        "term": "opportunity", "scale": "own: a test",
                        "options": [{"when": "bind == \"all\"", "value": 9, "text": "All."}, {"value": 1, "text": "Few."}],
                    }),
                ),
                (Kind::Risk, risk("risk-a", floor)),
                (Kind::Risk, risk("risk-b", json!([]))),
                measure("measure-a", json!({"met_when": "auth == \"oauth\"", "effects": [effect("risk-a")]})),
                measure("measure-b", json!({"requires": ["measure-a"], "effects": [effect("risk-a")]})),
                measure("measure-c", json!({"sets": {"bind": "loopback"}})),
                (
                    Kind::Gate,
                    about(
                        "gate-a",
                        json!({
                            "fails": "bind == \"all\" && auth == \"none\"", "failed": "It is open.", "passed": "It is closed.",
                            "lifted_by": ["measure-a"],
                        }),
                    ),
                ),
                (
                    Kind::Scenario,
                    about(
                        "trusted",
                        json!({
                            "axis": "trust", "assumptions": {"bind": "loopback"}, "required": ["measure-a"],
                            "review_rhythm": "every year",
                        }),
                    ),
                ),
                (Kind::Term, json!({"id": "term-a", "title": "A", "text": "A word.", "see": ["term-b"]})),
                (Kind::Term, json!({"id": "term-b", "title": "B", "text": "Another word."})),
                (
                    Kind::Matrix,
                    json!({
                        "id": "matrix-a", "title": "A matrix", "summary": "For tests.", "source": "own",
                        "likelihood": {"labels": ["low", "high"], "cuts": [4.5]},
                        "impact": {"labels": ["low", "high"], "cuts": [4.5]},
                        "levels": [{"name": "Low", "level": "low"}, {"name": "High", "level": "high"}],
                        "grid": [[0, 0], [0, 1]],
                    }),
                ),
            ],
            method: json!({
                "version": "test 1", "matrix": "matrix-a", "remainder": 0.2,
                "credits": {"verified": 1.0, "done": 0.7, "in_progress": 0.3}, "appetite": "medium", "basis": ["own"],
            }),
        }
    }

    /// The JSON of an item, to be changed.
    pub fn item(&mut self, id: &str) -> &mut Value {
        let found = self.items.iter_mut().find(|(_, item)| item["id"] == id || item["key"] == id);
        &mut found.expect("the sample has this item").1
    }

    /// Adds an item.
    pub fn add(&mut self, kind: Kind, item: Value) {
        self.items.push((kind, item));
    }

    /// The library.
    pub fn library(&self) -> Library {
        fn of<T: serde::de::DeserializeOwned>(value: &Value) -> T {
            serde_json::from_value(value.clone()).expect("the sample has the right form")
        }
        let items = self.items.iter().map(|(kind, item)| match kind {
            Kind::Fact => Item::Fact(of(item)),
            Kind::Factor => Item::Factor(of(item)),
            Kind::Risk => Item::Risk(of(item)),
            Kind::Measure => Item::Measure(of(item)),
            Kind::Gate => Item::Gate(of(item)),
            Kind::Matrix => Item::Matrix(of(item)),
            Kind::Scenario => Item::Scenario(of(item)),
            Kind::Term => Item::Term(of(item)),
            Kind::Method => unreachable!("the method stands apart"),
        });
        let pack = Pack {
            name: "test".into(),
            version: "1".into(),
            publisher: "nobody".into(),
            date: "2026-11-24".into(),
            digest: String::new(),
        };
        let method: Method = of(&self.method);
        Library::new(vec![(pack, Some(method), items.collect())]).expect("the sample makes a library")
    }
}

/// What the lint finds after one change to the sound library, as `rule item: text`.
pub fn found(spoil: impl FnOnce(&mut Sample)) -> Vec<String> {
    let mut sample = Sample::sound();
    spoil(&mut sample);
    lint(&sample.library())
        .into_iter()
        .map(|Finding { rule, item, text, .. }| format!("{rule:?} {item}: {text}"))
        .collect()
}
