//! `explain`: the reasoning about one risk or measure.

use super::{Exit, Out, Room, args::Explain, room, target};
use crate::app::{self, Failure};

pub fn run(args: &Explain, room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let assessment = target::assessed(&args.target, room, room::changes(&args.over)?, None)?;
    let engine = room.engine()?;
    let explained = assessment
        .servers
        .iter()
        .map(|server| app::explain(&engine, server, &args.item))
        .collect::<Result<Vec<_>, _>>()?;
    if out.json() {
        out.value(&serde_json::json!({ "explanations": explained, "errors": assessment.errors }))?;
    } else {
        for (at, one) in explained.iter().enumerate() {
            if at > 0 {
                out.line("")?;
            }
            out.line(format!("{} for {}: {}", one.item, one.server, one.title))?;
            for section in &one.sections {
                out.line(format!("\n  {}", section.heading))?;
                for line in &section.lines {
                    super::prose::wrapped(line.as_str(), 4, out)?;
                }
            }
        }
        super::prose::errors(&assessment, out)?;
    }
    Ok(Exit { unread: !assessment.errors.is_empty(), ..Exit::default() })
}
