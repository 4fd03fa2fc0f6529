//! One item of the guidance as text.

use super::{
    Out,
    prose::{block, wrapped},
};
use crate::{
    app::Failure,
    core::{
        library::{Item, Library},
        text::Clean,
    },
};

/// One item of the guidance.
pub fn print(library: &Library, item: &Item, out: &mut Out) -> Result<(), Failure> {
    out.line(format!("{} {}", item.kind().as_str(), item.id()))?;
    out.line(item.title())?;
    wrapped(item.summary(), 2, out)?;
    match item {
        Item::Measure(measure) => {
            out.line(
                format!(
                    "\n  {:?} phase, {:?}; {:?} effort, {} to {} hours; scope {:?}",
                    measure.phase,
                    measure.area,
                    measure.effort.size,
                    measure.effort.hours.0,
                    measure.effort.hours.1,
                    measure.scope
                )
                .to_lowercase(),
            )?;
            out.line("\n  why")?;
            block(measure.why.as_str(), 4, out)?;
            out.line("\n  applies")?;
            wrapped(measure.applies.as_str(), 4, out)?;
            for effect in &measure.effects {
                let cut = |share: Option<f64>, axis: &str| share.map(|share| format!("{axis} {:.0} %", share * 100.0));
                let cuts: Vec<_> = [cut(effect.likelihood, "likelihood"), cut(effect.impact, "impact")]
                    .into_iter()
                    .flatten()
                    .collect();
                wrapped(&format!("lowers {}: {}; {}", effect.risk, cuts.join(", "), effect.basis), 4, out)?;
            }
            for (key, value) in &measure.sets {
                wrapped(&format!("sets {key} to {value}"), 4, out)?;
            }
            out.line("\n  how")?;
            for approach in &measure.approaches {
                let when = approach.when.as_ref().map_or(String::new(), |when| format!(" (when {when})"));
                wrapped(&format!("{}{when}", approach.title), 4, out)?;
                for (at, step) in approach.steps.iter().enumerate() {
                    wrapped(&format!("{}. {}", at + 1, step.text), 6, out)?;
                    for line in step.command.iter().flat_map(|command| command.as_str().lines()) {
                        out.line(format!("           {line}"))?;
                    }
                }
                if let Some(tradeoffs) = &approach.tradeoffs {
                    wrapped(&format!("gains and costs: {tradeoffs}"), 6, out)?;
                }
            }
            out.line("\n  check")?;
            for check in &measure.check {
                wrapped(check.ask.as_str(), 4, out)?;
                block(check.how.as_str(), 6, out)?;
                wrapped(&format!("expect: {}; keep: {}", check.expect, check.evidence), 6, out)?;
            }
            out.line("\n  mind")?;
            wrapped(&format!("side effects: {}", measure.side_effects), 4, out)?;
            wrapped(&format!("to go back: {}", measure.rollback), 4, out)?;
            for pitfall in &measure.pitfalls {
                wrapped(&format!("- {pitfall}"), 4, out)?;
            }
        }
        Item::Risk(risk) => {
            out.line("\n  what can happen")?;
            for (name, text) in [("cause", &risk.story.cause), ("event", &risk.story.event), ("harm", &risk.story.harm)]
            {
                wrapped(&format!("{name}: {text}"), 4, out)?;
            }
            out.line("\n  exists where")?;
            wrapped(risk.applies.as_str(), 4, out)?;
            out.line("\n  rated by")?;
            for used in &risk.factors {
                if let Some(factor) = library.factor_of(risk, &used.factor) {
                    wrapped(
                        &format!("{} ({:?}, weight {}): {}", factor.title, factor.axis, used.weight, factor.summary),
                        4,
                        out,
                    )?;
                }
            }
            out.line("\n  lowered by")?;
            for measure in library.measures() {
                if measure.effects.iter().any(|effect| effect.risk == risk.about.id) {
                    wrapped(&format!("{}: {}", measure.about.id, measure.about.title), 4, out)?;
                }
            }
            for incident in &risk.incidents {
                wrapped(&format!("happened: {incident}"), 4, out)?;
            }
        }
        Item::Fact(fact) => {
            wrapped(&format!("question: {}", fact.question), 4, out)?;
            wrapped(&format!("why: {}", fact.why), 4, out)?;
            wrapped(&format!("takes: {}", fact.wanted()), 4, out)?;
        }
        Item::Factor(factor) => {
            for option in &factor.options {
                let when = option.when.as_ref().map_or("otherwise", |when| when.as_str());
                wrapped(&format!("{}  {} ({when})", option.value, option.text), 4, out)?;
            }
            wrapped(&format!("{}; {}", factor.term, factor.scale), 4, out)?;
        }
        Item::Gate(gate) => wrapped(&format!("fails when {}: {}", gate.fails, gate.failed), 4, out)?,
        Item::Scenario(scenario) => {
            wrapped(&format!("always due: {}", scenario.required.join(", ")), 4, out)?;
            wrapped(&format!("review: {}", scenario.review_rhythm), 4, out)?;
        }
        Item::Matrix(matrix) => {
            for (row, label) in matrix.grid.iter().zip(&matrix.likelihood.labels).rev() {
                let names: Vec<_> =
                    row.iter().filter_map(|at| matrix.levels.get(*at)).map(|level| level.name.as_str()).collect();
                out.line(format!("    {label:<12} {}", names.join("  ")))?;
            }
        }
        Item::Term(term) => {
            if !term.see.is_empty() {
                wrapped(&format!("see: {}", term.see.join(", ")), 4, out)?;
            }
        }
    }
    if let Some(about) = item.about() {
        if !about.mappings.is_empty() {
            out.line("\n  published as")?;
        }
        for (name, ids) in &about.mappings {
            wrapped(&format!("{name}: {}", ids.iter().map(Clean::as_str).collect::<Vec<_>>().join(", ")), 4, out)?;
        }
        for source in &about.sources {
            wrapped(&format!("source: {}, {} (read {})", source.title, source.url, source.accessed), 4, out)?;
        }
        wrapped(
            &format!("review: {:?} on {}, next {}", about.review.state, about.review.on, about.review.next),
            4,
            out,
        )?;
    }
    if let Some((pack, replaces)) = library.provenance(item.id()) {
        let replaces = if replaces { "; replaces an earlier item of that id" } else { "" };
        wrapped(&format!("from: {} {}{replaces}", pack.name, pack.version), 4, out)?;
    }
    Ok(())
}
