//! L02: names are unique, well formed, short, and never used again.

use std::collections::BTreeMap;

use super::{Report, Rule::L02};
use crate::core::library::{Item, Kind, Library};

/// Ids that were taken out for good; their meaning must not change for those who wrote them down.
const TOMBSTONES: [&str; 0] = [];

/// Longest title in characters.
const TITLE: usize = 80;
/// Longest label of a fact.
const LABEL: usize = 32;
/// Longest summary.
const SUMMARY: usize = 240;

pub(super) fn check(library: &Library, report: &mut Report) {
    unique_names(library, &TOMBSTONES, report);
    unique_titles(library, report);
    for item in library.items() {
        well_formed(item, report);
        lengths(item, report);
    }
}

/// Ids, the ids of own factors and earlier ids share one space.
fn unique_names(library: &Library, tombstones: &[&str], report: &mut Report) {
    let mut owners: BTreeMap<&str, &str> = library.items().map(|item| (item.id(), item.id())).collect();
    let own =
        library.risks().flat_map(|risk| risk.own.iter().map(|factor| (factor.id.as_str(), risk.about.id.as_str())));
    let old = library.items().filter_map(Item::about);
    let old = old.flat_map(|about| about.aliases.iter().map(|alias| (alias.as_str(), about.id.as_str())));
    for (name, item) in own.chain(old) {
        if let Some(other) = owners.insert(name, item) {
            report.error(L02, item, &format!("the name {name} is also that of {other}; names are never shared"));
        }
    }
    for (name, item) in owners {
        if tombstones.contains(&name) {
            report.error(L02, item, &format!("{name} was taken out for good; choose another id"));
        }
    }
}

fn unique_titles(library: &Library, report: &mut Report) {
    let mut owners: BTreeMap<(Kind, String), &str> = BTreeMap::new();
    for item in library.items() {
        if let Some(other) = owners.insert((item.kind(), item.title().to_lowercase()), item.id()) {
            report.error(L02, item.id(), &format!("the title is also that of {other}; say what differs"));
        }
    }
}

fn well_formed(item: &Item, report: &mut Report) {
    let id = item.id();
    match item.kind() {
        Kind::Fact if !dotted(id) => {
            report.error(L02, id, "a fact key is lower-case words joined by dots or underscores")
        }
        Kind::Fact => {}
        _ if !kebab(id) => {
            report.error(L02, id, "an id is lower-case words joined by single hyphens, at most 64 characters")
        }
        Kind::Term if !id.starts_with("term-") => report.error(L02, id, "the id of a term starts with term-"),
        Kind::Matrix if !id.starts_with("matrix-") => report.error(L02, id, "the id of a matrix starts with matrix-"),
        Kind::Factor if !id.starts_with("factor-") => report.error(L02, id, "the id of a factor starts with factor-"),
        _ => {}
    }
    if let Item::Risk(risk) = item {
        for factor in risk.own.iter().filter(|factor| !kebab(&factor.id)) {
            report.error(
                L02,
                id,
                &format!("own factor {}: an id is lower-case words joined by single hyphens", factor.id),
            );
        }
    }
}

fn kebab(id: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    id.len() <= 64 && id.starts_with(|c: char| c.is_ascii_lowercase()) && id.split('-').all(part)
}

fn dotted(key: &str) -> bool {
    let part = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit());
    key.len() <= 64 && key.starts_with(|c: char| c.is_ascii_lowercase()) && key.split(['.', '_']).all(part)
}

fn lengths(item: &Item, report: &mut Report) {
    let title = if item.kind() == Kind::Fact { LABEL } else { TITLE };
    let summary = match item.kind() {
        Kind::Fact | Kind::Term => None,
        _ => Some(("summary", item.summary(), SUMMARY)),
    };
    for (field, text, most) in [Some(("title", item.title(), title)), summary].into_iter().flatten() {
        let letters = text.chars().count();
        if letters > most {
            report.error(L02, item.id(), &format!("{field}: {letters} characters, at most {most}"));
        }
        if text.trim().is_empty() {
            report.error(L02, item.id(), &format!("{field}: it is empty"));
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{
        super::sample::{Sample, found},
        *,
    };

    #[test]
    fn an_earlier_id_is_never_shared() {
        let seen = found(|sample| sample.item("measure-b")["aliases"] = json!(["measure-a"]));
        assert_eq!(seen, ["L02 measure-b: the name measure-a is also that of measure-a; names are never shared"]);
    }

    #[test]
    fn an_id_that_was_taken_out_stays_out() {
        let mut report = Report::default();
        unique_names(&Sample::sound().library(), &["measure-b"], &mut report);
        assert_eq!(report.findings.len(), 1);
        assert_eq!(report.findings[0].item, "measure-b");
    }

    #[test]
    fn titles_differ_within_a_kind() {
        let seen = found(|sample| sample.item("measure-b")["title"] = json!("title of MEASURE-A"));
        assert_eq!(seen, ["L02 measure-b: the title is also that of measure-a; say what differs"]);
        assert!(found(|sample| sample.item("measure-b")["title"] = json!("Title of gate-a")).is_empty());
    }

    #[test]
    fn titles_and_summaries_are_short() {
        let seen = found(|sample| sample.item("measure-b")["summary"] = json!("x".repeat(241)));
        assert_eq!(seen, ["L02 measure-b: summary: 241 characters, at most 240"]);
        let seen = found(|sample| sample.item("bind")["title"] = json!("x".repeat(33)));
        assert_eq!(seen, ["L02 bind: title: 33 characters, at most 32"]);
    }

    #[test]
    fn ids_are_kebab_case() {
        assert!(kebab("egress-allow-list") && kebab("a1"));
        assert!(["", "-a", "a-", "a--b", "A", "a_b", "1a", "a.b"].iter().all(|id| !kebab(id)));
        assert!(dotted("auth.per_tool") && !dotted("auth..x") && !dotted("auth-x"));
        let seen = found(|sample| {
            sample.item("term-a")["see"] = json!([]);
            sample.item("term-b")["id"] = json!("word-b");
        });
        assert_eq!(seen, ["L02 word-b: the id of a term starts with term-"]);
    }
}
