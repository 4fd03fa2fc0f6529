//! The engine with a memory: consultations, answers, decisions, history.
//!
//! What a method here returns has been kept: the journal was written and synced before.

use std::{cell::RefCell, path::PathBuf};

use super::{Engine, Failure, Gathered};
use crate::{
    core::{
        advise::{Assessment, Recommendation, ServerReport},
        assess::{Applies, Decision, Decisions, Status, Tolerance},
        consult::{
            Actor, Advised, Body, Consultation, Decided, Event, Id, Imported, Noted, Opened as OpenedBody, Store,
            StoreError, Tolerating, Unsealed, digest_of, last_undoable, typed_line, typed_text,
        },
        library::Level,
        profile::{Problem, Profile},
        text::{Clean, Prose},
    },
    guidance, import,
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

    /// Reads files and keeps a consultation for each client file. A file of a known client is imported again; what has
    /// not changed adds nothing.
    ///
    /// # Errors
    /// Where the store refuses. What cannot be read comes back as problems.
    pub fn open(&mut self, paths: &[PathBuf]) -> Result<Opened, Failure> {
        let files = self.engine.gather(paths, &mut std::io::stdin().lock());
        self.keep(&files)
    }

    /// Opens the sample that comes with the program.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub fn open_sample(&mut self) -> Result<Opened, Failure> {
        let files: Vec<_> = guidance::SAMPLES
            .iter()
            .map(|(path, text)| import::Input { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() })
            .map(|input| self.engine.read(&input))
            .collect();
        self.keep(&files)
    }

    /// Keeps what was read.
    ///
    /// # Errors
    /// As [`Desk::open`].
    pub fn keep(&mut self, files: &[Gathered]) -> Result<Opened, Failure> {
        let mut opened = Opened::default();
        for file in files {
            opened.problems.extend(file.problems.iter().cloned());
            if !file.profiles.is_empty() {
                opened.ids.push(self.keep_one(file)?);
            }
        }
        Ok(opened)
    }

    fn keep_one(&mut self, file: &Gathered) -> Result<String, Failure> {
        let servers = distinct(&file.profiles);
        let client = file.client.clone().unwrap_or_else(|| Clean::new("unnamed client"));
        let origin_kind = servers.first().map(|profile| profile.origin.kind.clone()).unwrap_or_default();
        if let Some(known) = self.known(&client, &origin_kind, &servers)? {
            let unchanged = {
                let imported: Vec<_> =
                    known.servers.iter().filter(|server| server.present).map(|server| &server.imported).collect();
                imported.len() == servers.len() && servers.iter().all(|server| imported.contains(&server))
            };
            if !unchanged {
                self.add(&known, Body::Imported(Imported { servers, note: None }))?;
            }
            return Ok(known.id.to_string());
        }
        let file_name = file.path.as_str().rsplit('/').next().unwrap_or_default();
        let body = Body::Opened(OpenedBody {
            name: Clean::new(&format!("{client}: {file_name}")),
            identity: Clean::new(&names(&servers).join(", ")),
            client,
            origin_kind,
            servers,
        });
        let id = Id::new(file.client.as_ref().map_or("servers", Clean::as_str), random()?);
        let empty = Consultation::from_events(&id, &[]);
        self.add(&empty, body)?;
        Ok(id.to_string())
    }

    /// The open consultation that a file belongs to: the same kind of origin and client, and most servers in common.
    fn known(&self, client: &Clean, origin: &Clean, servers: &[Profile]) -> Result<Option<Consultation>, Failure> {
        let wanted = names(servers);
        let mut best: Option<(usize, Consultation)> = None;
        for summary in self.store.list()? {
            if summary.closed
                || summary.client != *client
                || summary.origin_kind != *origin
                || summary.trouble.is_some()
            {
                continue;
            }
            let state = self.store.snapshot(&summary.id)?;
            let shared = state.servers.iter().filter(|server| wanted.contains(&server.name.as_str())).count();
            let all = state.servers.iter().filter(|server| server.present).count().max(wanted.len());
            if shared * 2 >= all && shared > 0 && best.as_ref().is_none_or(|(most, _)| shared > *most) {
                best = Some((shared, state));
            }
        }
        Ok(best.map(|(_, state)| state))
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

    /// Answers a question.
    ///
    /// # Errors
    /// Where the fact does not exist, the answer does not fit, or the store refuses.
    pub fn answer(&mut self, id: &str, server: &str, fact: &str, typed: &str) -> Result<Event, Failure> {
        let value = self.engine.value_of(fact, typed)?;
        let (state, server) = self.server(id, Some(server))?;
        self.add(&state, Body::Answered { server, fact: Clean::new(fact), value })
    }

    /// Decides on a measure. A waiver, a deferral and "not applicable" need a reason.
    ///
    /// # Errors
    /// Where the measure does not exist, a reason is missing, or the store refuses.
    pub fn decide(&mut self, id: &str, server: &str, measure: &str, decision: Decision) -> Result<Event, Failure> {
        if self.engine.library().measure(measure).is_none() {
            return Err(self.engine.no_such("measure", measure));
        }
        let reasoned = matches!(decision.status, Status::Waived | Status::Deferred | Status::NotApplicable);
        if reasoned && blank(decision.reason.as_ref()) {
            return Err(Failure::user(format!("{} needs a reason", decision.status.as_str())));
        }
        let decision = Decision {
            reason: decision.reason.map(|reason| typed_line(reason.as_str())),
            owner: decision.owner.map(|owner| typed_line(owner.as_str())),
            ..decision
        };
        let (state, server) = self.server(id, Some(server))?;
        self.add(&state, Body::Decided(Decided { server, measure: measure.to_owned(), decision }))
    }

    /// Accepts a risk as it is.
    ///
    /// # Errors
    /// Where the risk does not exist, the reason is missing, or the store refuses.
    pub fn tolerate(&mut self, id: &str, server: &str, risk: &str, tolerance: Tolerance) -> Result<Event, Failure> {
        if self.engine.library().risk(risk).is_none() {
            return Err(self.engine.no_such("risk", risk));
        }
        if blank(tolerance.reason.as_ref()) {
            return Err(Failure::user("tolerating a risk needs a reason"));
        }
        let tolerance = Tolerance {
            reason: tolerance.reason.map(|reason| typed_line(reason.as_str())),
            owner: tolerance.owner.map(|owner| typed_line(owner.as_str())),
            ..tolerance
        };
        let (state, server) = self.server(id, Some(server))?;
        self.add(&state, Body::Tolerated(Tolerating { server, risk: risk.to_owned(), tolerance }))
    }

    /// Writes a note, on a server or on the whole consultation.
    ///
    /// # Errors
    /// Where the note is empty or the store refuses.
    pub fn note(&mut self, id: &str, server: Option<&str>, text: &str) -> Result<Event, Failure> {
        let text = typed_text(text.trim());
        if text.as_str().is_empty() {
            return Err(Failure::user("the note is empty"));
        }
        let (state, server) = match server {
            Some(_) => self.server(id, server).map(|(state, server)| (state, Some(server)))?,
            None => (self.store.snapshot(&self.id(id)?)?, None),
        };
        self.add(&state, Body::Noted(Noted { server, text }))
    }

    /// Undoes the last thing that can be undone.
    ///
    /// # Errors
    /// Where there is nothing to undo or the store refuses.
    pub fn undo(&mut self, id: &str) -> Result<Event, Failure> {
        let id = self.id(id)?;
        let events = self.store.events(&id)?;
        let seq = last_undoable(&events).ok_or_else(|| Failure::user("there is nothing to undo"))?;
        self.add(&Consultation::from_events(&id, &events), Body::Undone { seq })
    }

    /// Keeps a text that is not finished.
    ///
    /// # Errors
    /// Where the store refuses.
    pub fn save_draft(&mut self, id: &str, key: &str, text: &str) -> Result<(), Failure> {
        let id = self.id(id)?;
        Ok(self.store.save_draft(&id, key, &typed_text(text))?)
    }
    /// The unfinished text under a key.
    pub fn draft(&mut self, id: &str, key: &str) -> Option<String> {
        let id = self.id(id).ok()?;
        self.store.load_draft(&id, key).ok().flatten().map(|text: Prose| text.as_str().to_owned())
    }
    /// Drops the unfinished text under a key.
    ///
    /// # Errors
    /// Where the store refuses.
    pub fn clear_draft(&mut self, id: &str, key: &str) -> Result<(), Failure> {
        let id = self.id(id)?;
        Ok(self.store.clear_draft(&id, key)?)
    }
}

fn undecided(item: &&Recommendation) -> bool {
    item.status == Status::Open && !item.in_place
}

fn blank(reason: Option<&Clean>) -> bool {
    reason.is_none_or(|reason| reason.as_str().trim().is_empty())
}

fn names(servers: &[Profile]) -> Vec<&str> {
    let mut names: Vec<_> = servers.iter().map(|profile| profile.name.as_str()).collect();
    names.sort_unstable();
    names
}

/// Within a consultation a server is known by its name; a second one of the same name gets a number.
fn distinct(profiles: &[Profile]) -> Vec<Profile> {
    let mut out: Vec<Profile> = Vec::with_capacity(profiles.len());
    for profile in profiles {
        let mut profile = profile.clone();
        let base = profile.name.clone();
        let mut number = 2;
        while out.iter().any(|known| known.name == profile.name) {
            profile.name = Clean::new(&format!("{base} ({number})"));
            number += 1;
        }
        out.push(profile);
    }
    out
}

fn random() -> Result<u32, Failure> {
    let mut bytes = [0; 4];
    getrandom::fill(&mut bytes).map_err(|error| Failure::internal(format!("no random number: {error}")))?;
    Ok(u32::from_le_bytes(bytes))
}
