//! What the built-in library covers, and that it says of itself only what is so.

#![allow(clippy::expect_used, clippy::panic, reason = "a test says what it expects")]

use std::collections::BTreeSet;

use mcpserver_operator::{
    core::library::{Area, Item, Library, Phase, ReviewState},
    guidance,
};

mod common;

fn library() -> Library {
    guidance::load_builtin().expect("the built-in library")
}

fn mapped<'a>(mappings: &'a mcpserver_operator::core::library::Mappings, to: &str) -> Vec<&'a str> {
    mappings.get(to).into_iter().flatten().map(mcpserver_operator::core::text::Clean::as_str).collect()
}

#[test]
fn the_owasp_mcp_top_ten_has_a_risk_and_a_measure_each() {
    let library = library();
    for number in 1..=10 {
        let entry = format!("MCP{number:02}");
        let risks: Vec<_> = library
            .risks()
            .filter(|risk| mapped(&risk.about.mappings, "owasp-mcp").contains(&entry.as_str()))
            .collect();
        assert!(!risks.is_empty(), "no risk for {entry}");
        let measured = library.measures().any(|measure| {
            mapped(&measure.about.mappings, "owasp-mcp").contains(&entry.as_str())
                || measure.effects.iter().any(|effect| risks.iter().any(|risk| risk.about.id == effect.risk))
        });
        assert!(measured, "no measure for {entry}");
    }
}

#[test]
fn all_ten_areas_and_three_phases() {
    let library = library();
    let areas: BTreeSet<Area> = library.measures().map(|measure| measure.area).collect();
    let phases: BTreeSet<Phase> = library.measures().map(|measure| measure.phase).collect();
    assert_eq!((areas.len(), phases.len()), (10, 3));
}

#[test]
fn as_many_as_promised() {
    let library = library();
    assert!(library.risks().count() >= 12);
    assert!(library.measures().count() >= 30);
    assert!(library.matrices().count() >= 3);
    assert!(library.terms().count() >= 30);
    assert_eq!(library.scenarios().count(), 7);
}

#[test]
fn every_long_item_names_its_sources() {
    for item in library().items() {
        if let Item::Risk(_) | Item::Measure(_) | Item::Gate(_) = item {
            let about = item.about().expect("a head");
            assert!(!about.sources.is_empty(), "{} names no source", item.id());
        }
    }
}

#[test]
fn no_review_is_claimed() {
    for item in library().items() {
        if let Some(about) = item.about() {
            let claimed = about.review.state == ReviewState::Reviewed;
            assert!(!claimed && about.review.by.is_empty(), "{} claims a review by somebody", item.id());
        }
    }
}

#[test]
fn configuration_wrapping_and_monitoring_for_every_sample_server() {
    let home = common::Home::new();
    let answer = home.json(0, &["assess", &common::sample()]);
    for server in answer["servers"].as_array().expect("servers") {
        let areas: BTreeSet<&str> = server["recommendations"]
            .as_array()
            .expect("recommendations")
            .iter()
            .filter_map(|item| item["area"].as_str())
            .collect();
        assert!(areas.contains("configuration") && areas.contains("monitoring"), "{} {areas:?}", server["name"]);
        assert!(areas.contains("containerization") || areas.contains("network"), "{} {areas:?}", server["name"]);
    }
}
