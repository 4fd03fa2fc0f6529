//! The engine with a memory: consultations, answers, decisions, history.
//!
//! What a method here returns has been kept: the journal was written and synced before.

mod keep;
mod steps;

use std::cell::RefCell;

use super::{Engine, Failure};
use crate::core::{
    advise::{Assessment, Recommendation, ServerReport},
    assess::{Applies, Decisions, Status},
    consult::{Actor, Advised, Body, Consultation, Event, Id, Store, StoreError, Unsealed, digest_of},
    library::Level,
    profile::{Problem, Profile},
    text::Clean,
};

/// What a list of consultations shows.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Listed {
    /// Its id.
    pub id: String,
    /// What the operator calls it.
    pub name: Clean,
    /// The highest level of its servers.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub level: Option<Level>,
    /// Recommendations without a decision.
    pub open: usize,
    /// Waivers, deferrals and tolerated risks past their day.
    pub due: usize,
    /// When something last happened, RFC 3339 in UTC.
    pub updated: Clean,
    /// Whether nothing more is expected.
    pub closed: bool,
    /// Why it can only be read, where that is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub trouble: Option<Clean>,
}

/// What opening files gave.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Opened {
    /// A consultation for each client file.
    pub ids: Vec<String>,
    /// What could not be read.
    pub problems: Vec<Problem>,
}

/// Everything about one consultation.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its id.
    pub id: String,
    /// What the operator calls it.
    pub name: Clean,
    /// Its state.
    pub consultation: Consultation,
    /// Its servers, assessed today.
    pub assessment: Assessment,
    /// Its events, first to last.
    pub history: Vec<Event>,
    /// The end of its chain, as `SEQ:HASH`.
    pub head: String,
}

/// Tells the time, RFC 3339 in UTC.
pub type Clock = Box<dyn Fn() -> String + Send>;

/// The engine with a memory.
pub struct Desk {
    engine: Engine,
    store: Box<dyn Store + Send>,
    actor: Actor,
    clock: Clock,
    /// Reports made in this run, so that a step assesses the server it is about and not its neighbours again.
    made: RefCell<Vec<Made>>,
}

/// A report and what it was made from.
struct Made {
    profile: Profile,
    decisions: Decisions,
    report: ServerReport,
}

/// Most reports kept; more than the servers of any client file.
const REPORTS_KEPT: usize = 128;

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Missing { .. } => {
                Self::user(error.to_string()).hint("`mcpserver-operator list` shows those there are")
            }
            StoreError::Rule(_) => Self::user(error.to_string()),
            _ => Self::store(error.to_string()),
        }
    }
}

impl Desk {
    /// A desk over a store.
    #[must_use]
    pub fn new(engine: Engine, store: Box<dyn Store + Send>, actor: Actor, clock: Clock) -> Self {
        Self { engine, store, actor, clock, made: RefCell::default() }
    }

    /// The engine.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }
    /// The store.
    #[must_use]
    pub fn store(&self) -> &dyn Store {
        self.store.as_ref()
    }

    /// Every consultation, newest first.
    ///
    /// # Errors
    /// Where the store cannot be read at all.
    pub fn list(&mut self) -> Result<Vec<Listed>, Failure> {
        let summaries = self.store.list()?;
        Ok(summaries
            .into_iter()
            .map(|summary| {
                let state = self.store.snapshot(&summary.id).ok();
                let reports = state.as_ref().map(|state| self.reports(state)).unwrap_or_default();
                Listed {
                    id: summary.id.to_string(),
                    name: summary.name,
                    level: reports.iter().filter_map(|report| report.level).max().or(summary.level),
                    open: reports.iter().flat_map(|report| &report.recommendations).flatten().filter(undecided).count(),
                    due: state.as_ref().map_or(0, |state| self.due(state)),
                    updated: summary.updated,
                    closed: summary.closed,
                    trouble: summary.trouble,
                }
            })
            .collect())
    }

    /// Decisions past their last day.
    fn due(&self, state: &Consultation) -> usize {
        let past = |until: &Option<jiff::civil::Date>| until.is_some_and(|until| until < self.engine.as_of());
        state
            .servers
            .iter()
            .map(|server| {
                let measures = server.decisions.measures.values().filter(|decision| past(&decision.until));
                let risks = server.decisions.tolerated.values().filter(|tolerance| past(&tolerance.until));
                measures.count() + risks.count()
            })
            .sum()
    }

    /// Adds an event and, where it changed what is advised, the advice.
    fn add(&mut self, before: &Consultation, body: Body) -> Result<Event, Failure> {
        let first = self.unsealed(body);
        let events = self.store.append(&before.id, before.head.seq, vec![first])?;
        let event = events.into_iter().next().ok_or_else(|| Failure::internal("the store kept nothing"))?;
        // The event is kept. The advice that follows is a second step: should it fail, what the operator did stands,
        // and the advice is made again the next time.
        let state = self.store.snapshot(&before.id)?;
        let advice = self.advice(&state);
        if !advice.is_empty() {
            self.store.append(&state.id, state.head.seq, advice)?;
        }
        Ok(event)
    }

    fn unsealed(&self, body: Body) -> Unsealed {
        Unsealed {
            at: (self.clock)(),
            actor: self.actor.clone(),
            library: Clean::new(&self.engine.library().version()),
            body,
        }
    }

    /// An advice event for each server whose report is not the one advised last.
    fn advice(&self, state: &Consultation) -> Vec<Unsealed> {
        let mut out = Vec::new();
        for (server, report) in state.servers.iter().filter(|server| server.present).zip(self.reports(state)) {
            let Ok(digest) = digest_of(&report) else { continue };
            if server.advised.as_ref().is_some_and(|advised| advised.digest == digest) {
                continue;
            }
            let risks = report.risks.iter().flatten().filter(|risk| risk.applies != Applies::No);
            out.push(
                self.unsealed(Body::Advised(Advised {
                    server: server.name.clone(),
                    level: report.level.unwrap_or_default(),
                    verdict: Clean::new(report.verdict.map_or("", |verdict| verdict.as_str())),
                    risks: risks
                        .map(|risk| {
                            let [low, high] = risk.current.level_range;
                            (risk.id.clone(), [risk.current.level, low, high])
                        })
                        .collect(),
                    measures: report.recommendations.iter().flatten().map(|item| item.id.clone()).collect(),
                    plan: report.plan.map(|plan| plan.measures).unwrap_or_default(),
                    digest,
                })),
            );
        }
        out
    }

    /// The reports of the servers that are still there.
    fn reports(&self, state: &Consultation) -> Vec<ServerReport> {
        state
            .servers
            .iter()
            .filter(|server| server.present)
            .map(|server| ServerReport {
                consultation: Some(Clean::new(&format!("{}/{}", state.id, server.name))),
                ..self.report(&server.profile, &server.decisions)
            })
            .collect()
    }

    fn report(&self, profile: &Profile, decisions: &Decisions) -> ServerReport {
        let mut made = self.made.borrow_mut();
        if let Some(known) = made.iter().find(|made| made.profile == *profile && made.decisions == *decisions) {
            return known.report.clone();
        }
        let report = self.engine.report(profile, decisions, None);
        if made.len() == REPORTS_KEPT {
            made.remove(0);
        }
        made.push(Made { profile: profile.clone(), decisions: decisions.clone(), report: report.clone() });
        report
    }

    /// Everything about one consultation.
    ///
    /// # Errors
    /// Where there is none, or it is damaged.
    pub fn sheet(&mut self, id: &str) -> Result<Sheet, Failure> {
        let id = self.id(id)?;
        let history = self.store.events(&id)?;
        let consultation = Consultation::from_events(&id, &history);
        let assessment = self.engine.envelope(self.reports(&consultation), Vec::new());
        let head = format!("{}:{}", consultation.head.seq, consultation.head.hash);
        Ok(Sheet { id: id.to_string(), name: consultation.name.clone(), consultation, assessment, history, head })
    }

    fn id(&self, text: &str) -> Result<Id, Failure> {
        Id::parse(text).ok_or_else(|| {
            Failure::user(format!("{} is not the id of a consultation", Clean::new(text)))
                .hint("`mcpserver-operator list` shows those there are")
        })
    }

    /// The state of a consultation and the server meant; where it has one server, no name is needed.
    ///
    /// # Errors
    /// Where it has several and none is named, or none of that name; the error lists the names.
    pub fn server(&mut self, id: &str, server: Option<&str>) -> Result<(Consultation, Clean), Failure> {
        let id = self.id(id)?;
        let state = self.store.snapshot(&id)?;
        let present: Vec<_> = state.servers.iter().filter(|server| server.present).map(|server| &server.name).collect();
        let chosen = match server {
            Some(wanted) => present.iter().find(|name| **name == wanted).map(|name| (*name).clone()),
            None if present.len() == 1 => present.first().map(|name| (*name).clone()),
            None => None,
        };
        let Some(chosen) = chosen else {
            let all: Vec<_> = present.iter().map(|name| format!("{id}/{name}")).collect();
            let problem = match server {
                Some(wanted) => format!("{id} has no server called {}", Clean::new(wanted)),
                None => format!("{id} has several servers"),
            };
            return Err(Failure::user(problem).hint(format!("name one of {}", all.join(", "))));
        };
        Ok((state, chosen))
    }
}

fn undecided(item: &&Recommendation) -> bool {
    item.status == Status::Open && !item.in_place
}
