//! `note` and `undo`.

use std::io::Read as _;

use super::{Exit, Out, Room, args, target};
use crate::{
    app::Failure,
    core::consult::{Door, Event},
};

pub fn run(args: &args::Note, room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let (id, server) = target::id_and_server(&args.id);
    let text = if args.text == "-" {
        let mut typed = String::new();
        std::io::stdin()
            .lock()
            .take(256 * 1024)
            .read_to_string(&mut typed)
            .map_err(|error| Failure::data(format!("the note cannot be read: {error}")))?;
        typed
    } else {
        args.text.clone()
    };
    let event = room.desk(Door::CommandLine)?.note(id, server, &text)?;
    saved(id, &event, out)
}

pub fn undo(args: &args::Id, room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let event = room.desk(Door::CommandLine)?.undo(&args.id)?;
    saved(&args.id, &event, out)
}

/// Says that an event is kept; it is, or there would have been an error.
pub fn saved(id: &str, event: &Event, out: &mut Out) -> Result<Exit, Failure> {
    if out.json() {
        out.value(&serde_json::json!({ "consultation": id, "event": event, "saved": true }))?;
    } else {
        out.line(format!("saved: {}", event.text()))?;
    }
    Ok(Exit::default())
}
