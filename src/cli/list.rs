//! `list`: the consultations.

use super::{Exit, Out, Room};
use crate::{app::Failure, core::consult::Door};

pub fn run(room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let listed = room.desk(Door::CommandLine)?.list()?;
    let damaged = listed.iter().any(|one| one.trouble.is_some());
    if out.json() {
        out.value(&serde_json::json!({ "consultations": listed }))?;
    } else if listed.is_empty() {
        out.line("no consultations yet; `mcpserver-operator import PATH --save` begins one")?;
    } else {
        for one in listed {
            let level = one.level.map_or("-", |level| level.as_str());
            let state = if one.closed { "  closed" } else { "" };
            out.line(format!(
                "{:<26} {level:<9} {:>3} open {:>3} due  {}  {}{state}",
                one.id, one.open, one.due, one.updated, one.name
            ))?;
            if let Some(trouble) = one.trouble {
                out.line(format!("  {trouble}"))?;
            }
        }
    }
    Ok(Exit { damaged, ..Exit::default() })
}
