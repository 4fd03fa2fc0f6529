//! One thread that owns the desk: it takes jobs, one after the other, and answers with plain data.

use std::{
    sync::mpsc,
    thread::{self, JoinHandle},
};

use tokio::sync::mpsc::UnboundedSender;

use super::{
    action::Reply,
    data::{Failure, Sheet},
    effect::Job,
};
use crate::{
    app::Desk,
    core::{consult::Event, text::Clean},
};

/// Most hits of a search.
const HITS: usize = 100;

/// The way to the worker. Dropping it ends the worker when the jobs given so far are done.
pub(super) struct Worker {
    jobs: Option<mpsc::Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Worker {
    /// Starts the thread.
    pub fn start(desk: Desk, replies: UnboundedSender<Reply>) -> std::io::Result<Self> {
        let (jobs, inbox) = mpsc::channel::<Job>();
        let thread = thread::Builder::new().name("desk".to_owned()).spawn(move || work(desk, &inbox, &replies))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Gives it a job; false where it is gone.
    pub fn give(&self, job: Job) -> bool {
        self.jobs.as_ref().is_some_and(|jobs| jobs.send(job).is_ok())
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        // What was given is done before the program ends: a draft given on the way out is on the disk.
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

fn work(mut desk: Desk, inbox: &mpsc::Receiver<Job>, replies: &UnboundedSender<Reply>) {
    while let Ok(mut job) = inbox.recv() {
        // While one types, only the newest search counts.
        let mut waiting = Vec::new();
        while let Ok(next) = inbox.try_recv() {
            waiting.push(next);
        }
        for next in waiting {
            let superseded = matches!((&job, &next), (Job::Search { .. }, Job::Search { .. }));
            let done = std::mem::replace(&mut job, next);
            if !superseded {
                tell(perform(&mut desk, done), replies);
            }
        }
        tell(perform(&mut desk, job), replies);
    }
}

fn tell(reply: Option<Reply>, replies: &UnboundedSender<Reply>) {
    if let Some(reply) = reply {
        // Nobody listens any more while the last jobs are done on the way out.
        let _ = replies.send(reply);
    }
}

/// Does one job; nothing comes back where nobody waits for an answer.
#[must_use]
pub fn perform(desk: &mut Desk, job: Job) -> Option<Reply> {
    Some(match job {
        Job::List => Reply::Listed(desk.list()),
        Job::Open(paths) => Reply::Opened(desk.open(&paths)),
        Job::OpenSample => Reply::Opened(desk.open_sample()),
        Job::Sheet(id) => Reply::Sheet(desk.sheet(&id).map(|sheet| Box::new(Sheet::from(sheet)))),
        Job::Answer { form, id, server, fact, typed } => {
            let result = desk.answer(&id, &server, &fact, &typed);
            saved(desk, form, &id, result)
        }
        Job::Decide { form, id, server, measure, decision } => {
            let result = desk.decide(&id, &server, &measure, decision);
            saved(desk, form, &id, result)
        }
        Job::Tolerate { form, id, server, risk, tolerance } => {
            let result = desk.tolerate(&id, &server, &risk, tolerance);
            saved(desk, form, &id, result)
        }
        Job::Note { form, id, server, text } => {
            let result = desk.note(&id, Some(&server), &text);
            saved(desk, form, &id, result)
        }
        Job::Undo { id } => {
            let result = desk.undo(&id);
            saved(desk, String::new(), &id, result)
        }
        Job::Search { query, serial } => Reply::Found(serial, desk.engine().search(&query, HITS, None)),
        Job::SaveDraft { id, key, text } => Reply::DraftFailed(desk.save_draft(&id, &key, &text).err()?),
        Job::ClearDraft { id, key } => Reply::DraftFailed(desk.clear_draft(&id, &key).err()?),
        Job::LoadDraft { id, key } => {
            let text = desk.draft(&id, &key);
            Reply::Draft(key, text)
        }
    })
}

/// The answer to something that was kept: its sentence and the consultation as it is now.
fn saved(desk: &mut Desk, form: String, id: &str, result: Result<Event, Failure>) -> Reply {
    let result = result.map(|event| {
        if !form.is_empty() {
            // The text is in the journal now; a draft that stays would only come back once more.
            let _ = desk.clear_draft(id, &form);
        }
        let text: Clean = event.text();
        (text, desk.sheet(id).ok().map(|sheet| Box::new(Sheet::from(sheet))))
    });
    Reply::Saved { form, result }
}
