//! What was read becomes a consultation, or the next import of one that is kept.

use std::path::PathBuf;

use super::{Desk, Opened};
use crate::{
    app::{Failure, Gathered},
    core::{
        consult::{Body, Consultation, Id, Imported, Opened as OpenedBody},
        profile::Profile,
        text::Clean,
    },
    guidance, import,
};

impl Desk {
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
