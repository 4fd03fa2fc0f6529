//! `ask`: the next questions, or answers to them.

use super::{Exit, Out, Room, args::Ask, prose, room, target};
use crate::{app::Failure, core::consult::Door};

pub fn run(args: &Ask, room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let (id, server) = target::id_and_server(&args.id);
    let mut desk = room.desk(Door::CommandLine)?;
    if args.answer.is_empty() {
        let sheet = desk.sheet(id)?;
        if let Some(server) = server {
            desk.server(id, Some(server))?;
        }
        let asked: Vec<_> = sheet
            .assessment
            .servers
            .iter()
            .filter(|report| server.is_none_or(|wanted| report.name == wanted))
            .collect();
        if out.json() {
            let servers: Vec<_> = asked
                .iter()
                .map(|report| serde_json::json!({ "name": report.name, "questions": report.questions }))
                .collect();
            out.value(&serde_json::json!({ "consultation": id, "servers": servers }))?;
        } else {
            for report in asked {
                out.line(report.name.as_str())?;
                prose::questions(report, usize::MAX, out)?;
            }
        }
        return Ok(Exit::default());
    }
    // Every answer is checked before the first is kept.
    let answers = args.answer.iter().map(|text| room::pair(text)).collect::<Result<Vec<_>, _>>()?;
    for (fact, typed) in &answers {
        desk.engine().value_of(fact, typed)?;
    }
    let (_, server) = desk.server(id, server)?;
    let mut events = Vec::new();
    for (fact, typed) in answers {
        events.push(desk.answer(id, server.as_str(), fact, typed)?);
    }
    if out.json() {
        let [event] = events.as_slice() else {
            return out
                .value(&serde_json::json!({ "consultation": id, "events": events, "saved": true }))
                .map(|()| Exit::default());
        };
        out.value(&serde_json::json!({ "consultation": id, "event": event, "saved": true }))?;
    } else {
        for event in events {
            out.line(format!("saved: {}", event.text()))?;
        }
    }
    Ok(Exit::default())
}
