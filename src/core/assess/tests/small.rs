//! A small library written as data, and profiles over it.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use crate::core::{
    assess::{Decision, Decisions, Status},
    library::{Item, Library, Matrix, Method, Pack},
    profile::{Origin, Profile, Source, Standing, Value},
};

pub fn parse<T: serde::de::DeserializeOwned>(json: Json) -> T {
    serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{error}: {json}"))
}

pub fn matrix(id: &str, likelihood: &[f64], impact: &[f64], words: &[&str], grid: &[&[usize]]) -> Matrix {
    let labels = |cuts: &[f64]| (0..=cuts.len()).map(|band| format!("band {band}")).collect::<Vec<_>>();
    parse(json!({
        "id": id, "title": id, "summary": "a test matrix", "source": "test",
        "likelihood": {"labels": labels(likelihood), "cuts": likelihood},
        "impact": {"labels": labels(impact), "cuts": impact},
        "levels": words.iter().map(|word| json!({"name": word, "level": word})).collect::<Vec<_>>(),
        "grid": grid,
    }))
}

/// Five equal bands on both axes, the grid of threatcl's `risk.go`, likelihood by impact.
pub fn five_by_five() -> Matrix {
    let cuts = [1.8, 3.6, 5.4, 7.2];
    matrix(
        "matrix-test",
        &cuts,
        &cuts,
        &["note", "low", "medium", "high", "critical"],
        &[&[0, 0, 1, 1, 2], &[0, 1, 1, 2, 3], &[1, 1, 2, 3, 3], &[1, 2, 3, 3, 4], &[1, 2, 3, 4, 4]],
    )
}

pub fn method(matrix: &str) -> Method {
    parse(json!({
        "version": "test v1", "matrix": matrix, "remainder": 0.2,
        "credits": {"verified": 1.0, "done": 0.7, "in_progress": 0.3}, "appetite": "medium", "basis": ["test"],
    }))
}

pub fn pack() -> Pack {
    parse(json!({"name": "test", "version": "1", "publisher": "test", "date": "2026-11-24", "digest": "00"}))
}

pub fn about(id: &str) -> Json {
    json!({"id": id, "title": id, "summary": id, "since": "0",
        "review": {"state": "draft", "on": "2026-11-24", "next": "2027-05-24"}})
}

pub fn merged(mut base: Json, more: Json) -> Json {
    if let (Some(base), Json::Object(more)) = (base.as_object_mut(), more) {
        base.extend(more);
    }
    base
}

pub fn fact(key: &str, kind: Json, role: &str, borne: &str, assume: Json, reference: Json) -> Item {
    let mut json = json!({"key": key, "title": key, "type": kind, "role": role, "borne": borne, "meaning": key,
        "question": "?", "why": key});
    for (name, value) in [("assume", assume), ("reference", reference)] {
        if !value.is_null() {
            json[name] = value;
        }
    }
    Item::Fact(parse(json))
}

pub fn words(all: &[&str]) -> Json {
    json!({"one-of": all.iter().map(|word| json!({"value": word, "text": word})).collect::<Vec<_>>()})
}

pub fn factor(id: &str, axis: &str, side: Option<&str>, options: Json) -> Json {
    let mut json = json!({"id": id, "title": id, "summary": id, "axis": axis, "term": id, "scale": "test",
        "options": options});
    if let Some(side) = side {
        json["side"] = json!(side);
    }
    json
}

pub fn measure(id: &str, more: Json) -> Item {
    let base = json!({"why": "w", "area": "network", "phase": "deploy", "scope": "server", "applies": "true",
        "effort": {"size": "S", "hours": [1, 2], "disruption": "low"},
        "approaches": [{"title": "t", "steps": [{"text": "do it"}]}],
        "check": [{"ask": "?", "how": "look", "expect": "it", "evidence": "setting"}],
        "rollback": "r", "side_effects": "s"});
    Item::Measure(parse(merged(merged(about(id), base), more)))
}

pub fn risk(id: &str, more: Json) -> Item {
    let base = json!({"story": {"cause": "c", "event": "e", "harm": "h"}, "applies": "true", "excluded": "not here",
        "factors": []});
    Item::Risk(parse(merged(merged(about(id), base), more)))
}

/// Three risks, shared and own factors, cuts in a group and outside, a setting measure, a floor and a gate.
pub fn library() -> Library {
    library_from(items())
}

pub fn library_from(items: Vec<Item>) -> Library {
    Library::new(vec![(pack(), Some(method("matrix-test")), items)]).expect("the test library is sound")
}

pub fn items() -> Vec<Item> {
    let reach = factor(
        "factor-reach",
        "likelihood",
        None,
        json!([
        {"when": "exposure == \"internet\"", "value": 9, "text": "anybody"},
        {"when": "exposure == \"private\"", "value": 5, "text": "colleagues"},
        {"value": 1, "text": "this host"}]),
    );
    let author = factor(
        "factor-author",
        "likelihood",
        None,
        json!([
        {"when": "trust == \"trusted\"", "value": 2, "text": "known"},
        {"when": "trust == \"community\"", "value": 5, "text": "somebody"},
        {"value": 9, "text": "nobody knows"}]),
    );
    let data = factor(
        "factor-data",
        "impact",
        Some("technical"),
        json!([
        {"when": "data == \"public\"", "value": 1, "text": "nothing secret"},
        {"when": "data == \"secret\"", "value": 9, "text": "secret"},
        {"value": 5, "text": "in house"}]),
    );
    let money = factor(
        "factor-money",
        "impact",
        Some("business"),
        json!([
        {"when": "money == true", "value": 9, "text": "pays"}, {"value": 2, "text": "does not pay"}]),
    );
    let root = factor(
        "factor-root",
        "impact",
        Some("technical"),
        json!([
        {"when": "root == true && exposure != \"local\"", "value": 9, "text": "root from afar"},
        {"when": "root == true", "value": 7, "text": "root"}, {"value": 1, "text": "a user"}]),
    );
    vec![
        fact(
            "exposure",
            words(&["local", "private", "internet"]),
            "nature",
            "deployment",
            json!("private"),
            json!("local"),
        ),
        fact("trust", words(&["trusted", "community", "unknown"]), "nature", "server", json!("unknown"), Json::Null),
        fact(
            "context",
            words(&["individual", "team"]),
            "nature",
            "deployment",
            json!("individual"),
            json!("individual"),
        ),
        fact("data", words(&["public", "house", "secret"]), "nature", "deployment", json!("house"), json!("house")),
        fact("money", json!("bool"), "nature", "server", json!(false), Json::Null),
        fact("root", json!("bool"), "nature", "deployment", json!(false), json!(false)),
        fact("walled", json!("bool"), "control", "deployment", Json::Null, Json::Null),
        fact("logged", words(&["none", "local", "central"]), "control", "deployment", Json::Null, Json::Null),
        Item::Matrix(five_by_five()),
        Item::Factor(parse(reach)),
        Item::Factor(parse(author)),
        Item::Factor(parse(data)),
        Item::Factor(parse(money)),
        risk(
            "risk-a",
            json!({"factors": [{"use": "factor-reach", "weight": 3}, {"use": "factor-author"},
            {"use": "factor-data", "weight": 2}, {"use": "factor-money"}]}),
        ),
        risk(
            "risk-b",
            json!({"applies": "root == true || exposure != \"local\"",
            "factors": [{"use": "factor-author"}, {"use": "factor-reach"}, {"use": "factor-root", "weight": 2},
                {"use": "factor-data"}], "own": [root],
            "floors": [{"when": "root == true", "axis": "impact", "level": "high", "text": "root",
                "lifted_by": ["drop-root", "wall"]}]}),
        ),
        // Its own factor rises when `hide` sets the exposure: no measure may raise a risk all the same.
        risk(
            "risk-c",
            json!({"factors": [{"use": "factor-author", "weight": 2}, {"use": "factor-money"},
            {"use": "factor-alone"}], "own": [factor("factor-alone", "likelihood", None, json!([
                {"when": "exposure == \"local\"", "value": 9, "text": "nobody watches"},
                {"value": 3, "text": "others would notice"}]))]}),
        ),
        measure(
            "wall",
            json!({"met_when": "walled == true", "group": "wall",
            "effects": [{"risk": "risk-a", "likelihood": 0.7, "basis": "b", "confidence": "low"},
                {"risk": "risk-b", "likelihood": 0.5, "impact": 0.2, "basis": "b", "confidence": "low"}]}),
        ),
        measure(
            "moat",
            json!({"group": "wall",
            "effects": [{"risk": "risk-a", "likelihood": 0.5, "impact": 0.4, "basis": "b", "confidence": "low"}]}),
        ),
        measure(
            "log",
            json!({"met_when": "logged in [\"local\", \"central\"]",
            "effects": [{"risk": "risk-a", "impact": 0.3, "basis": "b", "confidence": "low"},
                {"risk": "risk-c", "likelihood": 0.9, "basis": "b", "confidence": "low"}]}),
        ),
        measure("drop-root", json!({"applies": "root == true", "sets": {"root": false}})),
        measure("hide", json!({"applies": "exposure != \"local\"", "sets": {"exposure": "local"}})),
    ]
}

pub fn source(standing: Standing) -> Source {
    Source::new(standing, "test")
}

pub fn profile(facts: &[(&str, Value, Standing)]) -> Profile {
    let mut profile = Profile::new("test", Origin::default());
    for (key, value, standing) in facts {
        profile.say(key, value.clone(), source(*standing));
    }
    profile
}

/// Every fact unknown, claimed, assumed, observed or answered, with any of its values.
pub fn any_facts() -> impl Strategy<Value = Vec<(&'static str, Value, Standing)>> {
    let library = library();
    let standing = || {
        prop_oneof![
            Just(None),
            Just(Some(Standing::Assumption)),
            Just(Some(Standing::Claim)),
            Just(Some(Standing::Observed)),
            Just(Some(Standing::Operator))
        ]
    };
    let keys = ["exposure", "trust", "context", "data", "money", "root", "walled", "logged"];
    let each: Vec<_> = keys
        .into_iter()
        .map(|key| {
            let values = library.fact(key).expect("declared").candidates();
            (standing(), proptest::sample::select(values)).prop_map(move |(standing, value)| (key, value, standing))
        })
        .collect();
    each.prop_map(|facts| {
        facts.into_iter().filter_map(|(key, value, standing)| Some((key, value, standing?))).collect()
    })
}

pub const MEASURES: [&str; 5] = ["wall", "moat", "log", "drop-root", "hide"];

pub fn any_decisions() -> impl Strategy<Value = Decisions> {
    let status = || proptest::sample::select(Status::ALL.to_vec());
    [status(), status(), status(), status(), status()].prop_map(|statuses| {
        let mut decisions = Decisions::default();
        for (measure, status) in MEASURES.into_iter().zip(statuses) {
            decisions.measures.insert(measure.to_owned(), Decision { status, ..Decision::default() });
        }
        decisions
    })
}
