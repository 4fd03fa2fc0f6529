//! `doctor`: what terminal and store can do, and which client configurations are here.

use std::io::IsTerminal as _;

use super::{Exit, Out, Room};
use crate::{
    app::{Failure, client_files},
    core::consult::Door,
};

pub fn run(room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let engine = room.engine()?;
    let folder = room.store_folder()?;
    let store = room.desk(Door::CommandLine).and_then(|mut desk| desk.list());
    let variable = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let locale = variable("LC_ALL").or_else(|| variable("LC_CTYPE")).or_else(|| variable("LANG"));
    let utf8 = locale.as_deref().is_some_and(|locale| locale.to_lowercase().replace('-', "").contains("utf8"));
    let terminal = serde_json::json!({
        "output_is_terminal": std::io::stdout().is_terminal(),
        "term": variable("TERM"),
        "utf8": utf8,
        "no_color": variable("NO_COLOR").is_some(),
    });
    let files: Vec<_> = client_files()
        .into_iter()
        .map(|file| serde_json::json!({ "client": file.client, "path": file.path, "exists": file.exists }))
        .collect();
    let damaged = store.is_err();
    let kept = match &store {
        Ok(listed) => serde_json::json!({ "path": folder, "consultations": listed.len() }),
        Err(failure) => serde_json::json!({ "path": folder, "problem": failure.to_string() }),
    };
    let report = serde_json::json!({
        "version": env!("CARGO_PKG_VERSION"),
        "library": engine.library().version(),
        "method": engine.library().method().version,
        "store": kept,
        "terminal": terminal,
        "client_files": files,
        "after_a_crash": "if the terminal stays garbled after the program was killed, type: reset",
    });
    if out.json() {
        out.value(&report)?;
    } else {
        super::prose::tree(&report, 0, out)?;
    }
    Ok(Exit { damaged, ..Exit::default() })
}
