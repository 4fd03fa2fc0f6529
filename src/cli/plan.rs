//! `plan`: the cheapest plan under an appetite.

use super::{Exit, Out, Room, args::Plan, output, prose, room, target};
use crate::app::Failure;

pub fn run(args: &Plan, room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let appetite = args.appetite.as_deref().map(output::level).transpose()?;
    let assessment = target::assessed(&args.target, room, room::changes(&args.over)?, appetite)?;
    if out.json() {
        let plans: Vec<_> = assessment
            .servers
            .iter()
            .map(|server| {
                serde_json::json!({ "name": server.name, "consultation": server.consultation,
                    "verdict": server.verdict, "plan": server.plan })
            })
            .collect();
        out.value(&serde_json::json!({
            "method": assessment.method, "library": assessment.library, "as_of": assessment.as_of,
            "servers": plans, "plan": assessment.plan, "errors": assessment.errors,
        }))?;
    } else {
        for server in &assessment.servers {
            prose::plan(server, out)?;
        }
        prose::errors(&assessment, out)?;
    }
    Ok(Exit { unread: !assessment.errors.is_empty(), ..Exit::default() })
}
