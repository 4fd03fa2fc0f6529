//! What people type, and what they mean.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::core::library::lint::sample;

fn library() -> Library {
    let mut sample = sample::Sample::sound();
    let mut measure = |id: &str, title: &str, summary: &str, mappings: serde_json::Value| {
        let mut item = sample.item("measure-c").clone();
        item["id"] = json!(id);
        item["title"] = json!(title);
        item["summary"] = json!(summary);
        item["mappings"] = mappings;
        sample.add(Kind::Measure, item);
    };
    let none = || json!({});
    measure("remove-docker-socket", "Take the Docker socket away", "Unmount the control socket of the engine.", none());
    measure("egress-allow-list", "Allow only named outbound destinations", "Close every other way out.", none());
    measure("pin-package-version", "Pin the package to one version", "No surprise at the next start.", none());
    measure(
        "validate-arguments",
        "Check what becomes a command",
        "Text from outside.",
        json!({"owasp-mcp": ["MCP05"]}),
    );
    measure("other-injection", "Another", "Mentions mcp05 in passing, and mcp05 again.", none());
    measure("mapped-technique", "A third", "A summary.", json!({"safe-mcp": ["SAFE-T1102", "SAFE-T1105"]}));
    let mut risk = sample.item("risk-b").clone();
    risk["id"] = json!("command-injection");
    risk["title"] = json!("Text from outside becomes a command");
    risk["mappings"] = json!({"owasp-mcp": ["MCP05"], "safe-mcp": ["SAFE-T1101"]});
    sample.add(Kind::Risk, risk);
    sample.library()
}

fn ids(query: &str) -> Vec<String> {
    let index = Index::new(&library());
    index.search(query, 50, None).iter().map(|hit| hit.item.id().to_owned()).collect()
}

fn first(query: &str) -> String {
    ids(query).into_iter().next().unwrap_or_default()
}

#[test]
fn slips_are_forgiven() {
    assert_eq!(first("dokcer sokcet"), "remove-docker-socket");
    assert_eq!(first("egres alow"), "egress-allow-list");
    assert_eq!(first("desinations"), "egress-allow-list");
    assert_eq!(first("packge verzion"), "pin-package-version");
}

#[test]
fn a_mistyped_word_is_found_before_it_is_finished() {
    assert_eq!(first("dokce"), "remove-docker-socket");
    assert_eq!(first("destniat"), "egress-allow-list");
}

#[test]
fn order_and_case_do_not_matter() {
    assert_eq!(first("SOCKET docker"), "remove-docker-socket");
    assert_eq!(first("destinations only outbound"), "egress-allow-list");
}

#[test]
fn every_word_must_be_found() {
    assert!(ids("docker destinations").is_empty());
    assert!(ids("docker qqqq").is_empty());
}

#[test]
fn an_id_or_a_mapping_comes_first() {
    assert_eq!(first("egress-allow-list"), "egress-allow-list");
    assert_eq!(first("Egress-Allow-List"), "egress-allow-list");
    assert_eq!(ids("SAFE-T1102"), ["mapped-technique"]);
    assert_eq!(ids("safe-t11"), ["command-injection", "mapped-technique"]);
    // Two items are mapped to it; the one that only mentions it stands last.
    assert_eq!(ids("mcp05"), ["command-injection", "validate-arguments", "other-injection"]);
}

#[test]
fn figures_are_not_guessed_at() {
    assert!(ids("SAFE-T1199").is_empty());
    assert!(ids("mcp06").is_empty());
}

#[test]
fn an_empty_query_lists_everything_by_kind_and_id() {
    let library = library();
    let index = Index::new(&library);
    let all = index.search("  ", usize::MAX, None);
    assert_eq!(all.len(), library.items().count());
    assert!(all.is_sorted_by_key(|hit| (hit.item.kind(), hit.item.id().to_owned())));
    assert_eq!(
        index.search("", 2, Some(Kind::Term)).iter().map(|hit| hit.item.id()).collect::<Vec<_>>(),
        ["term-a", "term-b"]
    );
    assert!(index.search("docker", 0, None).is_empty());
}

#[test]
fn one_kind_can_be_asked_for() {
    let library = library();
    let index = Index::new(&library);
    assert!(index.search("mcp05", 9, Some(Kind::Risk)).iter().all(|hit| hit.item.kind() == Kind::Risk));
}

#[test]
fn the_letters_that_matched_are_shown() {
    let library = library();
    let index = Index::new(&library);
    let shown = |query: &str| {
        let hits = index.search(query, 1, None);
        let title = hits[0].item.title();
        hits[0].matched.iter().map(|(start, end)| title[*start..*end].to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(shown("docker socket"), ["Docker", "socket"]);
    assert_eq!(shown("dokcer away"), ["Docker", "away"]);
    assert_eq!(shown("dest"), ["dest"]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn anything_may_be_typed(query in "\\PC{0,40}") {
        let library = library();
        let index = Index::new(&library);
        let once = index.search(&query, 10, None);
        prop_assert_eq!(&once, &index.search(&query, 10, None));
        prop_assert!(once.is_sorted_by(|a, b| a.score >= b.score));
        for hit in once {
            for (start, end) in hit.matched {
                prop_assert!(start < end && hit.item.title().get(start..end).is_some());
            }
        }
    }

    #[test]
    fn a_title_finds_its_item(at in 0usize..30) {
        let library = library();
        let index = Index::new(&library);
        let items: Vec<_> = library.items().collect();
        let item = items[at % items.len()];
        let hits = index.search(item.title(), 5, None);
        prop_assert!(hits.iter().any(|hit| hit.item.id() == item.id()), "{} is not found", item.title());
    }
}
