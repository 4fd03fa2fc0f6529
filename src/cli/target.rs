//! What a verb is about: a file, a consultation, or one server of a consultation.

use std::path::PathBuf;

use super::Room;
use crate::{
    app::{Changes, Failure},
    core::{advise::Assessment, consult::Door, library::Level},
};

/// Splits `ID/NAME`; the name may hold slashes itself.
pub fn id_and_server(text: &str) -> (&str, Option<&str>) {
    match text.split_once('/') {
        Some((id, server)) => (id, Some(server)),
        None => (text, None),
    }
}

/// Assesses whatever is meant: an existing path goes first, then a consultation.
///
/// # Errors
/// Where it is neither, or cannot be read.
pub fn assessed(text: &str, room: &Room, mut changes: Changes, appetite: Option<Level>) -> Result<Assessment, Failure> {
    changes.appetite = appetite;
    if text == "-" || PathBuf::from(text).exists() {
        let engine = room.engine()?;
        let files = engine.gather(&[PathBuf::from(text)], &mut std::io::stdin().lock());
        return engine.assess(&files, &changes);
    }
    let (id, server) = id_and_server(text);
    let mut desk = room.desk(Door::CommandLine)?;
    let sheet = desk.sheet(id).map_err(|failure| match failure.hint {
        Some(_) => Failure::user(format!("{text} is neither a file nor a consultation"))
            .hint("`mcpserver-operator list` shows the consultations"),
        None => failure,
    })?;
    if let Some(server) = server {
        desk.server(id, Some(server))?;
    }
    let engine = desk.engine();
    let servers = sheet
        .consultation
        .servers
        .iter()
        .filter(|state| state.present && server.is_none_or(|wanted| state.name == wanted))
        .map(|state| {
            let mut profile = state.profile.clone();
            engine.change(&mut profile, &changes)?;
            let mut report = engine.report(&profile, &state.decisions, appetite);
            report.consultation = Some(crate::core::text::Clean::new(&format!("{id}/{}", state.name)));
            Ok(report)
        })
        .collect::<Result<_, Failure>>()?;
    Ok(engine.envelope(servers, Vec::new()))
}
