//! The reasoning about one risk or measure of one server, in words.

use serde::Serialize;

use super::{Engine, Failure};
use crate::core::{
    advise::ServerReport,
    assess::{Applies, Rating, RiskReport},
    library::{Axis, Item, Measure},
    text::Clean,
};

/// A heading and what stands under it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Section {
    /// The heading.
    pub heading: &'static str,
    /// One entry a line.
    pub lines: Vec<Clean>,
}

/// The reasoning about one item for one server.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The server.
    pub server: Clean,
    /// The item.
    pub item: String,
    /// Its title.
    pub title: Clean,
    /// The reasoning.
    pub sections: Vec<Section>,
}

fn line(text: impl AsRef<str>) -> Clean {
    Clean::new(text.as_ref())
}

fn section(heading: &'static str, lines: Vec<Clean>) -> Option<Section> {
    (!lines.is_empty()).then_some(Section { heading, lines })
}

/// Explains a risk or a measure for one assessed server.
///
/// # Errors
/// Where the library has no such risk or measure.
pub fn explain(engine: &Engine, server: &ServerReport, id: &str) -> Result<Explanation, Failure> {
    let (title, sections) = match engine.library().get(id) {
        Some(Item::Risk(risk)) => {
            let report = server.risks.iter().flatten().find(|report| report.id == risk.about.id);
            let report = report.ok_or_else(|| Failure::internal("the assessment lacks a risk of the library"))?;
            let story = vec![
                line(format!("cause: {}", risk.story.cause)),
                line(format!("event: {}", risk.story.event)),
                line(format!("harm:  {}", risk.story.harm)),
            ];
            let mut sections = vec![section("what can happen", story)];
            sections.extend(of_risk(report, server));
            (risk.about.title.clone(), sections)
        }
        Some(Item::Measure(measure)) => (measure.about.title.clone(), of_measure(measure, server)),
        _ => return Err(engine.no_such("risk or measure", id)),
    };
    Ok(Explanation {
        server: server.name.clone(),
        item: id.to_owned(),
        title,
        sections: sections.into_iter().flatten().collect(),
    })
}

/// `high (low to critical), likelihood 5.4 [1.2 to 7.9], impact 6 [6 to 6]`.
fn rated(rating: &Rating) -> String {
    let [low, high] = rating.level_range;
    let (l, i) = (rating.likelihood, rating.impact);
    format!(
        "{} ({low} to {high}): likelihood {:.2} [{:.2} to {:.2}], impact {:.2} [{:.2} to {:.2}], score {:.1}",
        rating.level, l.likely, l.lo, l.hi, i.likely, i.lo, i.hi, rating.score.likely
    )
}

fn of_risk(report: &RiskReport, server: &ServerReport) -> Vec<Option<Section>> {
    let mut levels = vec![
        line(format!("inherent {}", rated(&report.inherent))),
        line(format!("current  {}", rated(&report.current))),
        line(format!("target   {}", rated(&report.target))),
    ];
    if report.target_unverified > report.target.level_range[1] {
        levels.push(line(format!("until the plan is verified, {} at worst", report.target_unverified)));
    }
    if report.applies == Applies::No {
        levels.clear();
    }
    let because = report
        .because
        .iter()
        .map(|reason| match reason.axis {
            Some(Axis::Likelihood) => line(format!("likelihood {:+.2}  {}", reason.effect, reason.text)),
            Some(Axis::Impact) => line(format!("impact     {:+.2}  {}", reason.effect, reason.text)),
            None => reason.text.clone(),
        })
        .collect();
    let floors = report
        .floors
        .iter()
        .map(|floor| {
            let stands = if floor.certain { "stands" } else { "may stand" };
            line(format!(
                "at least {} {stands}: {} Lifted when one of these is verified: {}",
                floor.level,
                floor.text,
                floor.lifted_by.join(", ")
            ))
        })
        .collect();
    let lowered =
        report.lowered_by.iter().map(|part| line(format!("{:+.2} points  {}", part.effect, part.measure))).collect();
    let measures = server
        .recommendations
        .iter()
        .flatten()
        .filter(|item| item.reduces.contains(&report.id))
        .map(|item| {
            let required = if item.required { ", always due" } else { "" };
            line(format!("{} ({}, {} points{required}): {}", item.id, item.status.as_str(), item.cost, item.title))
        })
        .collect();
    let shares = vec![line(format!(
        "the server at its reference deployment {:.1}, this deployment {:+.1}",
        report.shares.server, report.shares.deployment
    ))];
    let mappings = report
        .mappings
        .iter()
        .map(|(name, ids)| line(format!("{name}: {}", ids.iter().map(Clean::as_str).collect::<Vec<_>>().join(", "))));
    let tolerated = report.tolerated.iter().map(|held| {
        line(format!(
            "accepted as it is{}{}",
            held.until.map_or(String::new(), |until| format!(" until {until}")),
            held.reason.as_ref().map_or(String::new(), |reason| format!(": {reason}"))
        ))
    });
    let excluded = report.applies == Applies::No;
    let heading = match report.applies {
        Applies::Yes => "why it is rated so here",
        Applies::Unknown => "why it may exist here",
        Applies::No => "why it does not exist here",
    };
    vec![
        section("tolerated", tolerated.collect()),
        section("level", levels),
        section(heading, because),
        section("what holds it up", floors),
        section("what took points away", lowered),
        section("whose share", if excluded { Vec::new() } else { shares }),
        section("what lowers it here, best first", measures),
        section("published as", mappings.collect()),
    ]
}

fn of_measure(measure: &Measure, server: &ServerReport) -> Vec<Option<Section>> {
    let held = server.recommendations.iter().flatten().find(|item| item.id == measure.about.id);
    let here = match held {
        Some(item) => {
            let mut lines = vec![line(format!(
                "{}; {} effort points, priority {:.2}{}",
                item.status.as_str(),
                item.cost,
                item.priority,
                if item.required { ", always due here" } else { "" }
            ))];
            lines.extend(item.because.iter().cloned());
            lines
        }
        None => {
            vec![line(format!("does not make sense here, or lowers nothing here; it applies when {}", measure.applies))]
        }
    };
    let in_plan = server.plan.as_ref().is_some_and(|plan| plan.measures.contains(&measure.about.id));
    let plan = vec![line(if in_plan { "in the cheapest plan" } else { "not in the cheapest plan" })];
    let effects = measure.effects.iter().map(|effect| {
        let cut = |share: Option<f64>, axis: &str| share.map(|share| format!("{axis} by {:.0} %", share * 100.0));
        let cuts: Vec<_> =
            [cut(effect.likelihood, "likelihood"), cut(effect.impact, "impact")].into_iter().flatten().collect();
        line(format!("lowers {} of {}; {}", cuts.join(" and "), effect.risk, effect.basis))
    });
    let sets = measure.sets.iter().map(|(key, value)| line(format!("sets {key} to {value}")));
    let runtime = server.facts.iter().find(|fact| fact.key.as_str() == "runtime").and_then(|fact| fact.value.as_ref());
    let mut steps = Vec::new();
    for approach in &measure.approaches {
        let when = approach.when.as_ref().map_or(String::new(), |when| format!(" (when {when})"));
        steps.push(line(format!("{}{when}", approach.title)));
        for (at, step) in approach.steps.iter().enumerate() {
            steps.push(line(format!("  {}. {}", at + 1, step.text)));
            for command in
                step.command.iter().flat_map(|command| command.as_str().lines().map(str::to_owned).collect::<Vec<_>>())
            {
                steps.push(line(format!("       {command}")));
            }
        }
        if let Some(tradeoffs) = &approach.tradeoffs {
            steps.push(line(format!("  gains and costs: {tradeoffs}")));
        }
    }
    if let Some(runtime) = runtime {
        steps.insert(0, line(format!("this server runs as: {runtime}")));
    }
    let checks = measure.check.iter().flat_map(|check| {
        [
            line(format!("{} {}", check.ask, check.how)),
            line(format!("  expect: {}; keep: {}", check.expect, check.evidence)),
        ]
    });
    let mut after = vec![
        line(format!("side effects: {}", measure.side_effects)),
        line(format!("to go back: {}", measure.rollback)),
    ];
    after.extend(measure.pitfalls.iter().map(|pitfall| line(format!("mind: {pitfall}"))));
    vec![
        section("here", here),
        section("plan", plan),
        section("why", measure.why.as_str().split("\n").map(line).filter(|line| !line.as_str().is_empty()).collect()),
        section("what it does", effects.chain(sets).collect()),
        section("how", steps),
        section("check", checks.collect()),
        section("mind", after),
    ]
}
