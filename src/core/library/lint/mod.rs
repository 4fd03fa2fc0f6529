//! Structural lint: what a library can be checked for without an assessment, a clock or another program.
//!
//! One file per rule. Each walks the library and reports to [`Report`]; [`lint`] runs them all and sorts what they
//! found. Rules keep their numbers for good: authors, packs and waivers refer to them.

mod checks;
mod conditions;
mod effects;
mod form;
mod hosts;
mod matrices;
mod names;
mod order;
mod pattern;
mod prose;
mod references;
mod roles;
#[cfg(test)]
pub(super) mod sample;
mod texts;

use super::Library;
use crate::core::text::Clean;

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth a look.
    Warning,
    /// Must be mended.
    Error,
}

/// A lint rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, serde::Serialize)]
pub enum Rule {
    /// An item does not have the form of its kind, or a figure lies outside its range.
    L01,
    /// Ids, titles and earlier ids are unique, well formed and never reused; titles and summaries are short.
    L02,
    /// Every reference leads somewhere, in both directions.
    L03,
    /// Conditions name declared facts and values they can have.
    L04,
    /// Every measure says how to check it.
    L06,
    /// Effects are shares with a basis; a measure cuts or sets, never both.
    L07,
    /// What measures require and exclude can be met.
    L08,
    /// Texts keep to the prose subset: no markup, links, secrets or foreign hosts.
    L13,
    /// Matrices are well shaped and never fall.
    L19,
    /// Facts keep to their roles, so that nothing counts twice.
    L21,
}

/// One lint finding.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Finding {
    /// The rule.
    pub rule: Rule,
    /// How bad.
    pub severity: Severity,
    /// The item.
    pub item: String,
    /// One sentence, led by the field where there is one.
    pub text: String,
}

/// Checks a library. Findings are sorted by item, then rule, then text.
#[must_use]
pub fn lint(library: &Library) -> Vec<Finding> {
    let mut report = Report::default();
    form::check(library, &mut report);
    names::check(library, &mut report);
    references::check(library, &mut report);
    conditions::check(library, &mut report);
    checks::check(library, &mut report);
    effects::check(library, &mut report);
    order::check(library, &mut report);
    prose::check(library, &mut report);
    matrices::check(library, &mut report);
    roles::check(library, &mut report);
    let mut findings = report.findings;
    findings.sort_by(|a, b| (&a.item, a.rule, &a.text).cmp(&(&b.item, b.rule, &b.text)));
    findings.dedup();
    findings
}

/// Where the rules put what they find.
#[derive(Default)]
struct Report {
    findings: Vec<Finding>,
}

impl Report {
    fn error(&mut self, rule: Rule, item: &str, text: &str) {
        self.add(rule, Severity::Error, item, text);
    }
    fn warning(&mut self, rule: Rule, item: &str, text: &str) {
        self.add(rule, Severity::Warning, item, text);
    }
    /// Ids and conditions are raw in the items, so they are cleaned on their way to a screen.
    fn add(&mut self, rule: Rule, severity: Severity, item: &str, text: &str) {
        let clean = |raw: &str| Clean::new(raw).to_string();
        self.findings.push(Finding { rule, severity, item: clean(item), text: clean(text) });
    }
}

#[cfg(test)]
mod tests {
    use super::{sample::Sample, *};

    #[test]
    fn a_sound_library_has_no_findings() {
        assert_eq!(lint(&Sample::sound().library()), []);
    }

    #[test]
    fn findings_are_sorted_and_clean() {
        let mut sample = Sample::sound();
        sample.item("measure-b")["title"] = "x".repeat(81).into();
        sample.item("measure-a")["requires"] = serde_json::json!(["gone\u{1b}[2J"]);
        let findings = lint(&sample.library());
        assert_eq!(findings.iter().map(|found| found.item.as_str()).collect::<Vec<_>>(), ["measure-a", "measure-b"]);
        assert!(findings.iter().all(|found| !found.text.contains('\u{1b}')));
    }
}
