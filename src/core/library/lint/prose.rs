//! L13: texts keep to the prose subset that every door can show: paragraphs, lists and code, nothing else.

use super::{
    Report,
    Rule::L13,
    hosts,
    pattern::Pattern,
    texts::{self, Form, Text},
};
use crate::core::library::{Item, Library};

pub(super) fn check(library: &Library, report: &mut Report) {
    for item in library.items() {
        let cited = hosts::cited(item);
        for text in texts::of_item(item) {
            for problem in problems(&text, item, &cited) {
                report.error(L13, item.id(), &format!("{}: {problem}", text.field));
            }
        }
    }
}

fn problems(text: &Text<'_>, item: &Item, cited: &[String]) -> Vec<String> {
    let mut problems = Vec::new();
    if SECRET.is_match(text.text) {
        problems.push("this has the form of a credential; write a placeholder in capitals".to_owned());
    }
    let (prose, code) =
        if text.form == Form::Command { (String::new(), text.text.to_owned()) } else { split(text.text) };
    if HTML.is_match(&prose) {
        problems.push("HTML does not belong here; write plain text, and code in backticks".to_owned());
    }
    if TABLE.is_match(&prose) {
        problems.push("a table does not fit a terminal; write a list".to_owned());
    }
    if LINK.is_match(&prose) {
        problems.push("a link belongs into sources, not into the text".to_owned());
    }
    if FOLDED.is_match(&prose) {
        problems.push("a list was folded into one line; use | instead of > for texts with lists".to_owned());
    }
    if text.form == Form::Line && text.text.contains('⏎') {
        problems.push("a line break stands in a text of one line; use >- for it".to_owned());
    }
    // A term or a fact may be about a host by name; only what is typed can reach one.
    let typed = if item.about().is_some() { hosts::foreign(&code, cited) } else { Vec::new() };
    problems.extend(typed.into_iter().map(|host| {
        format!("{host} is a real host; write example.com, 192.0.2.1 or localhost, or cite it in sources")
    }));
    problems
}

/// Divides a text into what is read and what is typed: code spans, fenced and indented blocks.
fn split(text: &str) -> (String, String) {
    let (mut prose, mut code) = (String::new(), String::new());
    let mut fenced = false;
    for line in text.lines() {
        if line.trim_start().starts_with("```") {
            fenced = !fenced;
        } else if fenced || line.starts_with("    ") {
            code.push_str(line);
            code.push('\n');
        } else {
            for (at, part) in line.split('`').enumerate() {
                let out = if at % 2 == 0 { &mut prose } else { &mut code };
                out.push_str(part);
                out.push(' ');
            }
            prose.push('\n');
            code.push('\n');
        }
    }
    (prose, code)
}

static HTML: Pattern = Pattern::new(r"</?[A-Za-z][A-Za-z0-9]*(\s[^<>]*)?/?>|<!--|&(nbsp|amp|lt|gt|quot|#\d+);");
static TABLE: Pattern = Pattern::new(r"(?m)^\s*\|.*\|\s*$|^\s*:?-{3,}:?\s*\|");
static LINK: Pattern = Pattern::new(r"(?i)\b(https?|ftp)://|\bwww\.[a-z]|\]\([^)]*\)");
static FOLDED: Pattern =
    Pattern::new(r"(?m)^[ \t]*[-*] .*[ \t][-*] \S|[:.;] [-*] \S.*[ \t][-*] \S|(^|[ \t])1[.)] \S.*[ \t]2[.)] \S");
static SECRET: Pattern = Pattern::new(concat!(
    r"\b(ghp|gho|ghs|ghr|ghu)_[A-Za-z0-9]{30,}|\bgithub_pat_[A-Za-z0-9_]{20,}|\bglpat-[A-Za-z0-9_-]{20,}",
    r"|\bsk-[A-Za-z0-9_-]{20,}|\bA(KIA|SIA)[A-Z0-9]{16}\b|\bxox[abprs]-[A-Za-z0-9-]{10,}|\bAIza[A-Za-z0-9_-]{35}",
    r"|\bnpm_[A-Za-z0-9]{30,}|\bpypi-[A-Za-z0-9_-]{40,}|\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}",
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----|\bhf_[A-Za-z0-9]{30,}"
));

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::found;

    fn why(text: &str) -> Vec<String> {
        let text = text.to_owned();
        found(move |sample| sample.item("measure-a")["why"] = json!(text))
    }

    #[test]
    fn markup_does_not_belong_into_prose() {
        assert!(why("Read <b>this</b>.")[0].contains("HTML"));
        assert!(why("One &amp; two.")[0].contains("HTML"));
        assert!(why("| a | b |\n|---|---|\n")[0].contains("table"));
        assert!(why("See https://example.com for more.")[0].contains("link"));
        assert!(why("See [there](x).")[0].contains("link"));
        assert!(why("Where a < b and c > d, and `<b>` is code.").is_empty());
    }

    #[test]
    fn a_list_that_was_folded_into_a_line_is_found() {
        assert!(why("- one thing - another thing")[0].contains("folded"));
        assert!(why("Do this: - one - two")[0].contains("folded"));
        assert!(why("Do this: 1. one 2. two")[0].contains("folded"));
        assert!(why("Do this:\n\n- one\n- two\n").is_empty());
        assert!(why("A thought - with an aside - goes on.").is_empty());
    }

    #[test]
    fn one_line_is_one_line() {
        let seen = found(|sample| sample.item("measure-a")["summary"] = json!("One.\nTwo."));
        assert_eq!(seen, ["L13 measure-a: summary: a line break stands in a text of one line; use >- for it"]);
    }

    #[test]
    fn credentials_are_found_wherever_they_stand() {
        let token = format!("ghp_{}", "a1B2".repeat(9));
        let seen = found(|sample| sample.item("measure-a")["approaches"][0]["steps"][0]["command"] = json!(token));
        assert_eq!(
            seen,
            ["L13 measure-a: steps.command: this has the form of a credential; write a placeholder in capitals"]
        );
    }

    #[test]
    fn commands_reach_no_real_host_unless_it_is_cited() {
        let command = "curl https://api.vendor.io/v1";
        let spoil = |sources: serde_json::Value| {
            found(move |sample| {
                sample.item("measure-a")["approaches"][0]["steps"][0]["command"] = json!(command);
                sample.item("measure-a")["sources"] = sources;
            })
        };
        assert!(spoil(json!([]))[0].contains("api.vendor.io is a real host"));
        let cited = json!([{"title": "Docs", "url": "https://docs.vendor.io/x", "accessed": "2026-11-24"}]);
        assert!(spoil(cited).is_empty());
        assert!(why("Type `curl http://192.0.2.7:8080/` or `ssh admin@example.org`.").is_empty());
        assert!(why("Type `ssh admin@box.vendor.net`.")[0].contains("box.vendor.net"));
    }
}
