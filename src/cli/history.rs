//! `history`: what happened, when, by whom.

use super::{Exit, Out, Room, args::History};
use crate::{
    app::{Desk, Failure},
    core::consult::Door,
};

pub fn run(args: &History, room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let mut desk = room.desk(Door::CommandLine)?;
    match &args.id {
        Some(id) => one(&mut desk, id, out)?,
        None => {
            let ids: Vec<_> = desk.store().list()?.into_iter().map(|summary| summary.id.to_string()).collect();
            if out.json() {
                let mut all = Vec::new();
                for id in ids {
                    all.push(json(&mut desk, &id)?);
                }
                out.value(&serde_json::json!({ "histories": all }))?;
            } else {
                for id in ids {
                    one(&mut desk, &id, out)?;
                }
            }
        }
    }
    Ok(Exit::default())
}

fn json(desk: &mut Desk, id: &str) -> Result<serde_json::Value, Failure> {
    let sheet = desk.sheet(id)?;
    let events = sheet
        .history
        .iter()
        .map(|event| {
            let mut json = serde_json::to_value(event).map_err(|error| Failure::internal(error.to_string()))?;
            json["text"] = serde_json::json!(event.text());
            Ok(json)
        })
        .collect::<Result<Vec<_>, Failure>>()?;
    Ok(serde_json::json!({ "consultation": id, "events": events, "head": sheet.head }))
}

fn one(desk: &mut Desk, id: &str, out: &mut Out) -> Result<(), Failure> {
    if out.json() {
        let json = json(desk, id)?;
        return out.value(&json);
    }
    let sheet = desk.sheet(id)?;
    out.line(format!("{id}  {}", sheet.name))?;
    for event in &sheet.history {
        out.line(format!("  {:>4}  {}  {:<12} {}", event.seq, event.at, event.actor.name, event.text()))?;
    }
    out.line(format!("  head  {}", sheet.head))
}
