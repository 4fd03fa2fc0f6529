//! The whole answer about one or several servers: the shape that `assess` prints and every screen reads.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{PlanReport, Question, Recommendation, Verdict, planned, question, recommend, verdict};
use crate::core::{
    assess::{Applies, Decisions, GateReport, Model, Prepared, RiskReport, Setting, Subject, prepare},
    library::{Level, Library, Role},
    profile::{Key, Notice, Origin, Problem, Profile, Settled, Source, Standing, Value, trust::Trust},
    text::Clean,
};

/// The schema of [`Assessment`].
pub const SCHEMA: &str = "mcpserver-operator/assessment/v1";

/// Which library gave an answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LibraryStamp {
    /// Name and version of each pack.
    pub version: Clean,
    /// Digest over all packs.
    pub digest: String,
}

impl LibraryStamp {
    /// The stamp of a library.
    #[must_use]
    pub fn of(library: &Library) -> Self {
        Self { version: Clean::new(&library.version()), digest: library.digest() }
    }
}

/// A statement that did not give the value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimReport {
    /// What was said.
    pub value: Value,
    /// By whom.
    pub source: Source,
}

/// A fact as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FactReport {
    /// The key.
    pub key: Key,
    /// The value; absent where sources of one standing disagree.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<Value>,
    /// Nature or control.
    pub role: Role,
    /// Who gave the value, or the first who spoke.
    pub source: Source,
    /// Who said otherwise.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<ClaimReport>,
}

/// Everything about one server.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ServerReport {
    /// Its name.
    pub name: Clean,
    /// `ID/NAME`, where it is kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub consultation: Option<Clean>,
    /// The highest current level over its risks, tolerated ones left out.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Where it was read.
    pub origin: Origin,
    /// Trust and context.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub scenario: Option<Setting>,
    /// The signals of trust.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trust: Option<Trust>,
    /// What is known.
    pub facts: Vec<FactReport>,
    /// What is not.
    pub unknown: Vec<Key>,
    /// What happened while reading.
    pub notices: Vec<Notice>,
    /// What it comes to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// Conditions that decide by themselves.
    #[serde(default)]
    pub gates: Vec<GateReport>,
    /// Every risk of the library, worst first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub risks: Option<Vec<RiskReport>>,
    /// Measures, best first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recommendations: Option<Vec<Recommendation>>,
    /// The cheapest plan.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plan: Option<PlanReport>,
    /// What to ask next.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub questions: Option<Vec<Question>>,
}

/// The envelope.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Assessment {
    /// [`SCHEMA`].
    pub schema: Clean,
    /// Name and version of the method.
    pub method: Clean,
    /// The library.
    pub library: LibraryStamp,
    /// The day.
    pub as_of: Date,
    /// The servers, in the order they were read.
    pub servers: Vec<ServerReport>,
    /// Risks across the servers of one client.
    pub combined: Vec<Combined>,
    /// The plan over all servers, where there are several and it was asked for.
    pub plan: Option<PlanReport>,
    /// What could not be read.
    pub errors: Vec<Problem>,
}

/// A risk across servers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Combined {
    /// Its id.
    pub id: Clean,
}

/// What is known of a server, without assessing it.
#[must_use]
pub fn profile_only(read: &Profile, library: &Library) -> ServerReport {
    let prepared = prepare(read, library);
    facts_of(&prepared, library)
}

fn facts_of(prepared: &Prepared, library: &Library) -> ServerReport {
    let profile = &prepared.profile;
    let mut facts = Vec::new();
    let mut conflicts = Vec::new();
    for (key, fact) in profile.facts() {
        let Some(declared) = library.fact(key.as_str()) else { continue };
        let claims: Vec<_> = fact
            .differing()
            .into_iter()
            .map(|said| ClaimReport { value: said.value.clone(), source: said.source.clone() })
            .collect();
        let (value, source) = match fact.settled() {
            Settled::Value(said) => (Some(said.value.clone()), said.source.clone()),
            Settled::Either(_) => match fact.statements().first() {
                Some(first) => (None, first.source.clone()),
                None => continue,
            },
        };
        if !claims.is_empty() && fact.standing() > Standing::Assumption {
            conflicts.push(Notice {
                kind: crate::core::profile::NoticeKind::Conflict,
                text: Clean::new(&match &value {
                    Some(value) => format!("{key}: {value} holds; {} said otherwise", claims.len()),
                    None => format!("{key}: sources disagree; it counts as unknown between their values"),
                }),
                place: source.place.clone().unwrap_or_default(),
            });
        }
        facts.push(FactReport { key: key.clone(), value, role: declared.role, source, claims });
    }
    let known = |key: &Key| profile.known(key.as_str()).is_some() || claimed(profile, key);
    let unknown = library.facts().map(|fact| &fact.key).filter(|key| !known(key)).cloned().collect();
    let mut notices = profile.notices.clone();
    notices.extend(conflicts);
    ServerReport {
        name: profile.name.clone(),
        consultation: None,
        level: None,
        origin: profile.origin.clone(),
        scenario: Some(prepared.setting.clone()),
        trust: Some(prepared.trust.clone()),
        facts,
        unknown,
        notices,
        verdict: None,
        gates: Vec::new(),
        risks: None,
        recommendations: None,
        plan: None,
        questions: None,
    }
}

/// A claim makes a key known, though not certain.
fn claimed(profile: &Profile, key: &Key) -> bool {
    profile
        .fact(key.as_str())
        .is_some_and(|fact| fact.standing() == Standing::Claim && matches!(fact.settled(), Settled::Value(_)))
}

/// What to bring a report about.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The guidance.
    pub library: &'a Library,
    /// What was decided.
    pub decisions: &'a Decisions,
    /// The day.
    pub as_of: Date,
    /// Overrides the appetite of the scenario.
    pub appetite: Option<Level>,
}

/// Reads, assesses and advises: the whole answer about one server.
#[must_use]
pub fn report(read: &Profile, request: Request<'_>) -> ServerReport {
    let prepared = prepare(read, request.library);
    let subject = Subject {
        library: request.library,
        profile: &prepared.profile,
        decisions: request.decisions,
        as_of: request.as_of,
    };
    let model = Model::new(subject);
    let gates = model.gates();
    let appetite = request.appetite.unwrap_or_else(|| prepared.setting.appetite(model.view()));
    let (chosen, plan) = planned::plan(&model, &prepared.setting, &gates, appetite);
    let mut risks: Vec<RiskReport> =
        (0..model.risks().len()).map(|risk| model.report(risk, &|at| chosen.contains(&at))).collect();
    risks.sort_by(|a, b| {
        (a.applies == Applies::No)
            .cmp(&(b.applies == Applies::No))
            .then(b.current.level.cmp(&a.current.level))
            .then(b.current.score.likely.total_cmp(&a.current.score.likely))
            .then(b.current.score.hi.total_cmp(&a.current.score.hi))
            .then_with(|| a.id.cmp(&b.id))
    });
    let verdict = verdict::verdict(&gates, &risks, appetite, plan.feasible);
    let level = risks
        .iter()
        .filter(|risk| risk.applies != Applies::No && risk.tolerated.is_none())
        .map(|risk| risk.current.level)
        .max()
        .unwrap_or(Level::Note);
    ServerReport {
        level: Some(level),
        verdict: Some(verdict),
        recommendations: Some(recommend::recommend(&model, &prepared.setting, &gates)),
        questions: Some(question::questions(&model, read)),
        plan: Some(plan),
        gates,
        risks: Some(risks),
        ..facts_of(&prepared, request.library)
    }
}
