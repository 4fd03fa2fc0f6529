//! One risk: the story, the numbers and what they rest on, what lowers it.

use super::{Ground, mappings, section};
use crate::core::{
    assess::{Applies, Rating, RiskReport, Span},
    library::{Axis, Library, Measure},
};
use crate::tui::{
    look::Role,
    rows::{Row, Subject, labelled, level_role, paragraphs, status_mark},
};

pub(super) fn risk(id: &str, ground: Ground<'_>) -> Option<(String, Vec<Row>)> {
    let found = ground.bench.and_then(|bench| bench.risks().iter().find(|risk| risk.id == id));
    let item = ground.library.risk(id);
    let title = found.map(|risk| risk.title.to_string()).or_else(|| item.map(|item| item.about.title.to_string()))?;
    let mut rows = Vec::new();
    if let Some(item) = item {
        rows.push(Row::prose(item.about.summary.as_str()));
    }
    if let Some(risk) = found {
        ratings(risk, &mut rows);
        because(risk, &mut rows);
        floors(risk, ground.library, &mut rows);
        lowered(risk, ground.library, &mut rows);
    }
    lowers(id, ground, &mut rows);
    if let Some(item) = item {
        section(&mut rows, "The story");
        for (label, text) in [("Cause", &item.story.cause), ("Event", &item.story.event), ("Harm", &item.story.harm)] {
            rows.push(labelled(label, 8, Role::Text, text.as_str().replace('\n', " ")));
        }
        if !item.incidents.is_empty() {
            section(&mut rows, "It has happened");
            rows.extend(item.incidents.iter().flat_map(|one| paragraphs(Role::Text, one.as_str(), 2)));
        }
    }
    if let Some(all) = found.map(|risk| &risk.mappings).or_else(|| item.map(|item| &item.about.mappings)) {
        mappings(&mut rows, all);
    }
    Some((title, rows))
}

fn span(span: Span) -> String {
    if (span.hi - span.lo).abs() < 0.005 {
        format!("{:.2}", span.likely)
    } else {
        format!("{:.2} ({:.2} to {:.2})", span.likely, span.lo, span.hi)
    }
}

fn rating(label: &str, rating: &Rating) -> Row {
    let [best, worst] = rating.level_range;
    let row = Row::default()
        .add(Role::Dim, format!("{label:<24}"))
        .add(level_role(rating.level), format!("{:<9}", rating.level.as_str()));
    let row = if best == worst {
        row.add(Role::Dim, format!("{:<19}", "for certain"))
    } else {
        row.add(Role::Dim, format!("{:<19}", format!("{best} to {worst}")))
    };
    row.add(Role::Text, format!("likelihood {}  impact {}", span(rating.likelihood), span(rating.impact)))
        .hang(24)
        .wrapped()
}

fn ratings(risk: &RiskReport, rows: &mut Vec<Row>) {
    match risk.applies {
        Applies::Yes => {}
        Applies::Unknown => rows.push(
            Row::default()
                .add(Role::Unknown, "? Whether it applies hangs on what is not known; its worst counts for the plan.")
                .wrapped(),
        ),
        Applies::No => {
            section(rows, "It does not apply here");
            rows.extend(risk.because.iter().flat_map(|why| paragraphs(Role::Text, why.text.as_str(), 2)));
            return;
        }
    }
    section(rows, "How high it is");
    rows.push(rating("without any measure", &risk.inherent));
    rows.push(rating("with what is in place", &risk.current));
    rows.push(rating("with the plan verified", &risk.target));
    rows.push(labelled(
        "plan done, not verified",
        24,
        level_role(risk.target_unverified),
        risk.target_unverified.as_str(),
    ));
    if let Some(tolerated) = &risk.tolerated {
        let reason = tolerated.reason.as_ref().map_or("no reason given", |reason| reason.as_str());
        let until = tolerated.until.map_or_else(String::new, |until| format!(", until {until}"));
        rows.push(labelled("tolerated", 24, Role::Warn, format!("{reason}{until}")));
    }
    let words = format!(
        "{:.1} from the server itself, {:+.1} from this deployment of it",
        risk.shares.server, risk.shares.deployment
    );
    rows.push(labelled("of the inherent score", 24, Role::Text, words));
}

fn because(risk: &RiskReport, rows: &mut Vec<Row>) {
    if risk.applies == Applies::No {
        return;
    }
    for (axis, words, likely) in [
        (Some(Axis::Likelihood), "Why it is that likely", risk.inherent.likelihood.likely),
        (Some(Axis::Impact), "Why it would hurt that much", risk.inherent.impact.likely),
        (None, "Whether it applies", 0.0),
    ] {
        let parts: Vec<_> = risk.because.iter().filter(|why| why.axis == axis).collect();
        if parts.is_empty() {
            continue;
        }
        section(rows, words);
        for why in &parts {
            let effect = if axis.is_some() { format!("{:>+6.2}  ", why.effect) } else { "        ".to_owned() };
            rows.push(
                Row::of(Subject::Fact(why.fact.as_str().into()))
                    .add(Role::Strong, effect)
                    .add(Role::Text, why.text.as_str())
                    .hang(8)
                    .wrapped(),
            );
        }
        if axis.is_some() {
            rows.push(Row::default().add(Role::Strong, format!("{likely:>6.2}")).add(Role::Dim, "  together, of 9"));
        }
    }
}

fn floors(risk: &RiskReport, library: &Library, rows: &mut Vec<Row>) {
    if risk.floors.is_empty() {
        return;
    }
    section(rows, "Levels that stand by themselves");
    for floor in &risk.floors {
        let stands = if floor.certain { "stands" } else { "may stand" };
        rows.push(
            Row::default()
                .add(level_role(floor.level), format!("at least {} ", floor.level))
                .add(Role::Dim, format!("{stands}: "))
                .add(Role::Text, floor.text.as_str())
                .hang(2)
                .wrapped(),
        );
        for id in &floor.lifted_by {
            rows.push(
                Row::of(Subject::Measure(id.clone()))
                    .add(Role::Dim, "  lifted by ")
                    .add(Role::Text, title_of(id, library))
                    .hang(4)
                    .wrapped(),
            );
        }
    }
}

fn title_of(id: &str, library: &Library) -> String {
    library.measure(id).map_or_else(|| id.to_owned(), |measure| measure.about.title.to_string())
}

fn lowered(risk: &RiskReport, library: &Library, rows: &mut Vec<Row>) {
    if risk.lowered_by.is_empty() {
        return;
    }
    section(rows, "From without measures to now, in points of 100");
    rows.push(
        Row::default()
            .add(Role::Strong, format!("{:>6.1}  ", risk.inherent.score.likely))
            .add(Role::Dim, "without any measure"),
    );
    for part in &risk.lowered_by {
        let row = if part.measure == "remainder" {
            Row::default()
                .add(Role::Warn, format!("{:>+6.1}  ", part.effect))
                .add(Role::Text, "what no measure removes")
        } else {
            Row::of(Subject::Measure(part.measure.clone()))
                .add(Role::Good, format!("{:>+6.1}  ", part.effect))
                .add(Role::Text, title_of(&part.measure, library))
        };
        rows.push(row.hang(8).wrapped());
    }
    rows.push(
        Row::default()
            .add(Role::Strong, format!("{:>6.1}  ", risk.current.score.likely))
            .add(Role::Dim, "with what is in place"),
    );
}

/// What cuts it: those advised here first, then the others of the library.
fn lowers(id: &str, ground: Ground<'_>, rows: &mut Vec<Row>) {
    let advised: Vec<_> = ground
        .bench
        .map(|bench| bench.recommendations().iter().filter(|one| one.reduces.iter().any(|risk| risk == id)).collect())
        .unwrap_or_default();
    let cuts = |measure: &&Measure| measure.effects.iter().any(|effect| effect.risk == id);
    let others: Vec<_> = ground
        .library
        .measures()
        .filter(cuts)
        .filter(|measure| !advised.iter().any(|one| one.id == measure.about.id))
        .collect();
    if advised.is_empty() && others.is_empty() {
        return;
    }
    section(rows, "What lowers it");
    for one in advised {
        let (role, mark) = status_mark(one.status, ground.glyphs);
        rows.push(
            Row::of(Subject::Measure(one.id.clone()))
                .add(role, format!("{mark} "))
                .add(Role::Text, one.title.as_str())
                .add(Role::Dim, cut_in_words(&one.id, id, ground))
                .hang(4)
                .wrapped(),
        );
    }
    for measure in others {
        rows.push(
            Row::of(Subject::Measure(measure.about.id.clone()))
                .add(Role::Dim, format!("    {}", measure.about.title))
                .add(Role::Dim, "  not advised here")
                .hang(4)
                .wrapped(),
        );
    }
}

fn cut_in_words(measure: &str, risk: &str, ground: Ground<'_>) -> String {
    let found = ground.library.measure(measure);
    let Some(effect) = found.and_then(|measure| measure.effects.iter().find(|effect| effect.risk == risk)) else {
        return String::new();
    };
    let share = |words: &str, share: Option<f64>| share.map(|share| format!("{words} -{:.0} %", share * 100.0));
    let parts: Vec<_> =
        [share("likelihood", effect.likelihood), share("impact", effect.impact)].into_iter().flatten().collect();
    format!("  {}", parts.join(", "))
}
