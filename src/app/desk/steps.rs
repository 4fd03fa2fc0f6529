//! What a person does: answer, decide, tolerate, note, undo, and the text that is not finished.

use super::Desk;
use crate::{
    app::Failure,
    core::{
        assess::{Decision, Status, Tolerance},
        consult::{Body, Consultation, Decided, Event, Noted, Tolerating, last_undoable, typed_line, typed_text},
        text::{Clean, Prose},
    },
};

impl Desk {
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

fn blank(reason: Option<&Clean>) -> bool {
    reason.is_none_or(|reason| reason.as_str().trim().is_empty())
}
