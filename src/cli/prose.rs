//! Results for people: plain lines, at most 80 columns, no colour needed.

use super::Out;
use crate::{
    app::Failure,
    core::{
        advise::{Assessment, ServerReport, Verdict},
        assess::{Applies, GateState},
        profile::Standing,
        text::Clean,
    },
};

/// Widest line: what a terminal shows over SSH.
const WIDTH: usize = 80;
/// Where the text of a labelled line begins.
const COLUMN: usize = 12;

/// Writes a text with an indent, broken at spaces; continuation lines keep the indent.
pub fn wrapped(text: &str, indent: usize, out: &mut Out) -> Result<(), Failure> {
    let lead = text.len() - text.trim_start().len();
    hanging("", text.trim_start(), indent + lead, out)
}

/// Writes a label and, from `indent` on, a text broken at spaces.
fn hanging(label: &str, text: &str, indent: usize, out: &mut Out) -> Result<(), Failure> {
    let mut line = format!("{label:<indent$}");
    if !label.is_empty() && label.chars().count() >= indent {
        line.push(' ');
    }
    let mut empty = true;
    for word in text.split_whitespace() {
        if !empty && line.chars().count() + 1 + word.chars().count() > WIDTH {
            out.line(line.trim_end())?;
            line = " ".repeat(indent);
            empty = true;
        }
        if !empty {
            line.push(' ');
        }
        line.push_str(word);
        empty = false;
    }
    if line.trim().is_empty() { Ok(()) } else { out.line(line.trim_end()) }
}

/// `  verdict   deploy`: a label in the first column, the text in the second.
fn labelled(label: &str, text: &str, out: &mut Out) -> Result<(), Failure> {
    hanging(&format!("  {label}"), text, COLUMN, out)
}

/// `1 point`, `2 points`.
fn points(count: u32) -> String {
    if count == 1 { "1 point".to_owned() } else { format!("{count} points") }
}

/// A text of several lines, each wrapped by itself.
pub fn block(text: &str, indent: usize, out: &mut Out) -> Result<(), Failure> {
    text.lines().try_for_each(|line| wrapped(line, indent, out))
}

/// Any JSON as an indented tree.
pub fn tree(json: &serde_json::Value, indent: usize, out: &mut Out) -> Result<(), Failure> {
    let pad = " ".repeat(indent);
    let leaf = |value: &serde_json::Value| match value {
        serde_json::Value::String(text) => Some(Clean::new(text).to_string()),
        serde_json::Value::Null => Some("-".to_owned()),
        serde_json::Value::Bool(yes) => Some(if *yes { "yes" } else { "no" }.to_owned()),
        serde_json::Value::Number(number) => Some(number.to_string()),
        _ => None,
    };
    match json {
        serde_json::Value::Object(map) => {
            for (key, value) in map {
                let key = key.replace('_', " ");
                match (leaf(value), value) {
                    (Some(text), _) => out.line(format!("{pad}{key}: {text}"))?,
                    (None, serde_json::Value::Object(inner)) if inner.values().all(|value| leaf(value).is_some()) => {
                        let all: Vec<_> = inner
                            .iter()
                            .map(|(key, value)| format!("{key} {}", leaf(value).unwrap_or_default()))
                            .collect();
                        wrapped(&format!("{key}: {}", all.join(", ")), indent, out)?;
                    }
                    (None, inner) => {
                        out.line(format!("{pad}{key}:"))?;
                        tree(inner, indent + 2, out)?;
                    }
                }
            }
        }
        serde_json::Value::Array(list) => {
            for entry in list {
                match entry {
                    serde_json::Value::Object(map) => {
                        let all: Vec<_> = map.values().map(|value| leaf(value).unwrap_or_default()).collect();
                        out.line(format!("{pad}- {}", all.join("  ")))?;
                    }
                    other => out.line(format!("{pad}- {}", leaf(other).unwrap_or_default()))?,
                }
            }
        }
        other => out.line(format!("{pad}{}", leaf(other).unwrap_or_default()))?,
    }
    Ok(())
}

fn heading(server: &ServerReport, out: &mut Out) -> Result<(), Failure> {
    let kept = server.consultation.as_ref().map_or(String::new(), |id| format!("  [{id}]"));
    out.line(format!("{}{kept}", server.name))?;
    labelled("from", &format!("{} {}", server.origin.path, server.origin.place), out)
}

/// What `import` prints.
pub fn profiles(read: &Assessment, out: &mut Out) -> Result<(), Failure> {
    for server in &read.servers {
        heading(server, out)?;
        let (known, assumed): (Vec<_>, Vec<_>) =
            server.facts.iter().partition(|fact| fact.source.standing > Standing::Assumption);
        for fact in known {
            let value = fact.value.as_ref().map_or("sources disagree".to_owned(), ToString::to_string);
            let standing = format!("{:?}", fact.source.standing).to_lowercase();
            let kind = if fact.source.kind == "derived" { "follows from what is " } else { "" };
            hanging(&format!("  {}", fact.key), &format!("{value}  ({kind}{standing})"), 24, out)?;
            for claim in &fact.claims {
                let standing = format!("{:?}", claim.source.standing).to_lowercase();
                hanging("", &format!("otherwise: {} ({standing}, {})", claim.value, claim.source.kind), 24, out)?;
            }
        }
        if !assumed.is_empty() {
            let all: Vec<_> = assumed
                .iter()
                .map(|fact| {
                    let value = fact.value.as_ref().map_or("?".to_owned(), ToString::to_string);
                    let by = fact.source.place.as_ref().map_or("", Clean::as_str);
                    format!("{} {value} ({by})", fact.key)
                })
                .collect();
            labelled("assumed", &format!("by scenario, until somebody says otherwise: {}", all.join(", ")), out)?;
        }
        notices(server, out)?;
        labelled("unknown", &format!("{} facts", server.unknown.len()), out)?;
        out.line("")?;
    }
    errors(read, out)
}

fn notices(server: &ServerReport, out: &mut Out) -> Result<(), Failure> {
    for notice in &server.notices {
        labelled("notice", &format!("{} ({})", notice.text, notice.place), out)?;
    }
    Ok(())
}

/// What could not be read.
pub fn errors(read: &Assessment, out: &mut Out) -> Result<(), Failure> {
    for error in &read.errors {
        let line = error.line.map_or(String::new(), |line| format!(", line {line}"));
        let field = error.field.as_ref().map_or(String::new(), |field| format!(", {field}"));
        wrapped(&format!("not read: {}{line}{field}: {}", error.path, error.text), 0, out)?;
    }
    Ok(())
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Deploy => "deploy",
        Verdict::DeployWithMeasures => "deploy with measures",
        Verdict::DoNotDeploy => "do not deploy",
    }
}

/// What `assess` prints.
pub fn assessment(assessment: &Assessment, out: &mut Out) -> Result<(), Failure> {
    for server in &assessment.servers {
        heading(server, out)?;
        let level = server.level.map_or("-", |level| level.as_str());
        labelled("verdict", &format!("{}; level {level}", server.verdict.map_or("-", verdict)), out)?;
        if let Some(setting) = &server.scenario {
            labelled("scenario", &format!("{} server, {} context", setting.trust, setting.context), out)?;
            for reason in &setting.because {
                wrapped(reason.as_str(), COLUMN, out)?;
            }
        }
        gates(server, out)?;
        risks(server, out)?;
        first(server, out)?;
        plan(server, out)?;
        out.line("  ask next")?;
        questions(server, 3, out)?;
        notices(server, out)?;
        out.line("")?;
    }
    errors(assessment, out)?;
    wrapped(
        &format!(
            "as of {}; {}; library {}; advice only, nothing was changed",
            assessment.as_of, assessment.method, assessment.library.version
        ),
        0,
        out,
    )
}

fn gates(server: &ServerReport, out: &mut Out) -> Result<(), Failure> {
    for gate in server.gates.iter().filter(|gate| gate.state == GateState::Failed) {
        labelled("gate", &format!("FAILED {}: {}", gate.id, gate.because), out)?;
    }
    let count = |state| server.gates.iter().filter(|gate| gate.state == state).count();
    let open: Vec<_> =
        server.gates.iter().filter(|gate| gate.state == GateState::Unknown).map(|gate| gate.id.as_str()).collect();
    if open.is_empty() {
        return labelled("gates", &format!("{} of {} passed", count(GateState::Passed), server.gates.len()), out);
    }
    let text = format!("{} of {} passed; not known: {}", count(GateState::Passed), server.gates.len(), open.join(", "));
    labelled("gates", &text, out)
}

fn risks(server: &ServerReport, out: &mut Out) -> Result<(), Failure> {
    out.line("  risks     now       best to worst     without > planned")?;
    let mut excluded = Vec::new();
    for risk in server.risks.iter().flatten() {
        if risk.applies == Applies::No {
            excluded.push(risk.id.as_str());
            continue;
        }
        let [low, high] = risk.current.level_range;
        out.line(format!(
            "            {:<9} {:<17} {:<19} {}",
            risk.current.level,
            format!("{low} to {high}"),
            format!("{} > {}", risk.inherent.level, risk.target.level),
            risk.id
        ))?;
        let open = if risk.applies == Applies::Unknown { " (if it exists here: not known)" } else { "" };
        let tolerated = if risk.tolerated.is_some() { " (tolerated)" } else { "" };
        wrapped(&format!("{}{open}{tolerated}", risk.title), COLUMN + 2, out)?;
    }
    if !excluded.is_empty() {
        wrapped(&format!("not here: {}", excluded.join(", ")), COLUMN, out)?;
    }
    Ok(())
}

fn first(server: &ServerReport, out: &mut Out) -> Result<(), Failure> {
    out.line("  do first")?;
    let open = server.recommendations.iter().flatten().filter(|item| {
        item.status.may_be_planned() && !item.in_place && item.status != crate::core::assess::Status::Verified
    });
    for (at, item) in open.take(10).enumerate() {
        let due = if !item.lifts.is_empty() {
            ", lifts a failed gate"
        } else if item.required {
            ", always due"
        } else {
            ""
        };
        let text = format!("{} ({}, {}{due})", item.title, item.id, points(item.cost));
        hanging(&format!("        {:>2}.", at + 1), &text, COLUMN, out)?;
    }
    Ok(())
}

/// The plan of one server.
pub fn plan(server: &ServerReport, out: &mut Out) -> Result<(), Failure> {
    let Some(plan) = &server.plan else { return Ok(()) };
    let proof = if plan.optimal {
        "no cheaper one exists".to_owned()
    } else {
        format!("no plan costs less than {}", plan.bound)
    };
    let reaches = if plan.feasible { "brings every risk to" } else { "cannot bring every risk to" };
    labelled(
        "plan",
        &format!(
            "{}: {} measures, {}, {reaches} {} or below; {proof}",
            server.name,
            plan.measures.len(),
            points(plan.cost),
            plan.appetite
        ),
        out,
    )?;
    wrapped(&plan.measures.join(", "), 12, out)?;
    if !plan.binding.is_empty() {
        wrapped(&format!("held in place by: {}", plan.binding.join(", ")), 12, out)?;
    }
    for out_of_reach in &plan.unreachable {
        let blocked: Vec<_> = out_of_reach.blocked_by.iter().map(Clean::as_str).collect();
        wrapped(
            &format!(
                "out of reach: {} stays {}; {}",
                out_of_reach.risk,
                out_of_reach.level_at_best,
                blocked.join(", ")
            ),
            12,
            out,
        )?;
    }
    for other in &plan.runners_up {
        wrapped(&format!("or, for {} points: {}", other.cost, other.measures.join(", ")), 12, out)?;
    }
    Ok(())
}

/// The next questions of one server.
pub fn questions(server: &ServerReport, most: usize, out: &mut Out) -> Result<(), Failure> {
    for question in server.questions.iter().flatten().take(most) {
        hanging(
            &format!("    {}", question.fact),
            &format!("{} (worth {:.1})", question.text, question.worth),
            24,
            out,
        )?;
        wrapped(&format!("{} Answer: {}.", question.why, question.answers), 24, out)?;
    }
    Ok(())
}
