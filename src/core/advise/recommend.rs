//! Measures that make sense here, each with its reasons.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::priority;
use crate::core::{
    assess::{GateReport, GateState, Model, Setting, Status},
    library::{Area, Mappings, Phase, Scope, Size, condition::Truth},
    text::Clean,
};

/// A measure that makes sense here.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The measure.
    pub id: String,
    /// Its title.
    pub title: Clean,
    /// When it is due.
    pub phase: Phase,
    /// Its area.
    pub area: Area,
    /// Points of the score it takes off, for each effort point (`priority.rs` has the formula).
    pub priority: f64,
    /// Whether a scenario always asks for it.
    pub required: bool,
    /// Its size.
    pub effort: Size,
    /// Effort points.
    pub cost: u32,
    /// Who does it once and has it.
    pub scope: Scope,
    /// What was decided, or `done` where the facts show it in place.
    pub status: Status,
    /// Whether an answer or the file itself shows it in place.
    pub in_place: bool,
    /// Risks it lowers here.
    pub reduces: Vec<String>,
    /// Gates that failed and that it lifts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lifts: Vec<String>,
    /// Why, one sentence each.
    pub because: Vec<Clean>,
    /// Measures that must be in place first.
    pub requires: Vec<String>,
    /// Last day a waiver or deferral holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
    /// Entries of published frameworks.
    pub mappings: Mappings,
}

/// The group of what is done, waived or out of place: last.
pub(super) const SETTLED: u8 = 3;

impl Recommendation {
    /// Gate, required, other, settled.
    pub(super) fn rank_group(&self) -> u8 {
        match self.status {
            Status::Done | Status::Verified | Status::Waived | Status::NotApplicable => SETTLED,
            _ if !self.lifts.is_empty() => 0,
            _ if self.required => 1,
            _ => 2,
        }
    }
}

/// Every scenario's required measures, each with the scenarios that ask for it.
pub(super) fn required<'a>(model: &Model<'a>, setting: &Setting) -> Vec<(&'a str, Vec<&'a str>)> {
    let mut out: Vec<(&str, Vec<&str>)> = Vec::new();
    for scenario in setting.scenarios(model.subject().library) {
        for measure in &scenario.required {
            match out.iter_mut().find(|(known, _)| *known == measure) {
                Some((_, by)) => by.push(&scenario.about.id),
                None => out.push((measure, vec![&scenario.about.id])),
            }
        }
    }
    out
}

/// Every recommendation, best first.
pub(super) fn recommend(model: &Model<'_>, setting: &Setting, gates: &[GateReport]) -> Vec<Recommendation> {
    let asked = required(model, setting);
    let risks: Vec<_> = model.risks().collect();
    let mut list = Vec::new();
    for (at, state) in model.measures().iter().enumerate() {
        if state.applies.is_false() {
            continue;
        }
        let about = &state.measure.about;
        let by = asked.iter().find(|(id, _)| *id == about.id).map(|(_, by)| by);
        let lifts: Vec<&GateReport> =
            gates.iter().filter(|gate| gate.state == GateState::Failed && gate.lifted_by.contains(&about.id)).collect();
        let (drop, lowered) = priority::drop(model, at);
        let decided = model.subject().decisions.measures.contains_key(&about.id);
        let in_place = state.in_place == Truth::True;
        if lowered.is_empty() && by.is_none() && lifts.is_empty() && !decided && !in_place {
            continue;
        }
        let cost = state.measure.effort.size.points();
        let mut because = Vec::new();
        for gate in &lifts {
            because.push(Clean::new(&format!("lifts the failed gate {}: {}", gate.id, gate.because)));
        }
        if let Some(by) = by {
            because.push(Clean::new(&format!("always due in the scenario {}", by.join(" and "))));
        }
        for risk in &lowered {
            let (now, then) = (model.current(*risk).rating, model.verified(*risk, &|other| other == at).rating);
            let levels = if now.level_range[1] == then.level_range[1] {
                format!("stays {} at worst", now.level_range[1])
            } else {
                format!("{} to {} at worst", now.level_range[1], then.level_range[1])
            };
            because.push(Clean::new(&format!(
                "lowers \"{}\": {levels}, {:.1} points of 100",
                risks[*risk].about.title,
                now.score.hi - then.score.hi
            )));
        }
        let keys: BTreeSet<&str> =
            state.measure.met_when.iter().flat_map(|met| met.keys()).map(|key| key.as_str()).collect();
        let keys: Vec<&str> = keys.into_iter().collect();
        match state.in_place {
            Truth::True => because.push(Clean::new(&format!("already in place, by {}", keys.join(", ")))),
            Truth::Unknown if !keys.is_empty() => {
                because.push(Clean::new(&format!("not known to be in place: {}", keys.join(", "))));
            }
            _ => {}
        }
        if state.applies == Truth::Unknown {
            let keys: Vec<_> = state.measure.applies.keys().into_iter().map(ToString::to_string).collect();
            because.push(Clean::new(&format!("whether it makes sense here hangs on {}", keys.join(", "))));
        }
        if because.is_empty() {
            because.push(Clean::new("decided on earlier; it lowers nothing here as things stand"));
        }
        list.push(Recommendation {
            id: about.id.clone(),
            title: about.title.clone(),
            phase: state.measure.phase,
            area: state.measure.area,
            priority: crate::core::assess::round2(drop / f64::from(cost)),
            required: by.is_some(),
            effort: state.measure.effort.size,
            cost,
            scope: state.measure.scope,
            status: if state.status == Status::Open && in_place { Status::Done } else { state.status },
            in_place,
            reduces: lowered.iter().map(|risk| risks[*risk].about.id.clone()).collect(),
            lifts: lifts.iter().map(|gate| gate.id.clone()).collect(),
            because,
            requires: state.measure.requires.clone(),
            until: model.subject().decisions.measures.get(&about.id).and_then(|decision| decision.until),
            mappings: about.mappings.clone(),
        });
    }
    priority::order(list)
}
