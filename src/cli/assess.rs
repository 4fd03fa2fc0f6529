//! `assess`: read, assess and advise; nothing is kept.

use super::{
    Exit, Out, Room,
    args::Assess,
    output, prose,
    room::{self},
    target,
};
use crate::{
    app::Failure,
    core::{
        advise::Assessment,
        assess::{Applies, GateState},
        library::Level,
    },
};

pub fn run(args: &Assess, room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let changes = room::changes(&args.over)?;
    let fail_on = args.fail_on.as_deref().map(output::level).transpose()?;
    let assessment = match args.paths.as_slice() {
        [only] if !only.exists() && only.as_os_str() != "-" => {
            match target::assessed(&only.to_string_lossy(), room, changes.clone(), None) {
                // Neither a consultation: let the reader say what is wrong with the path.
                Err(failure)
                    if failure.kind == crate::app::FailureKind::User && !only.to_string_lossy().contains('/') =>
                {
                    return Err(failure);
                }
                Err(_) => of_files(args, room, &changes)?,
                Ok(assessment) => assessment,
            }
        }
        _ => of_files(args, room, &changes)?,
    };
    if args.jsonl {
        lines(&assessment, out)?;
    } else if out.json() {
        out.value(&assessment)?;
    } else {
        prose::assessment(&assessment, out)?;
    }
    Ok(Exit {
        findings: fail_on.is_some_and(|level| fails(&assessment, level)),
        unread: !assessment.errors.is_empty() && !args.keep_going,
        damaged: false,
    })
}

fn of_files(args: &Assess, room: &Room, changes: &crate::app::Changes) -> Result<Assessment, Failure> {
    let engine = room.engine()?;
    let files = engine.gather(&args.paths, &mut std::io::stdin().lock());
    engine.assess(&files, changes)
}

/// One envelope a line, each with one server; what could not be read comes in envelopes without one.
fn lines(assessment: &Assessment, out: &mut Out) -> Result<(), Failure> {
    for server in &assessment.servers {
        let one = Assessment { servers: vec![server.clone()], errors: Vec::new(), ..assessment.clone() };
        out.json_line(&one)?;
    }
    for error in &assessment.errors {
        let none = Assessment { servers: Vec::new(), errors: vec![error.clone()], ..assessment.clone() };
        out.json_line(&none)?;
    }
    Ok(())
}

/// Whether a current upper level reaches `level`, or a gate failed.
fn fails(assessment: &Assessment, level: Level) -> bool {
    assessment.servers.iter().any(|server| {
        server.gates.iter().any(|gate| gate.state == GateState::Failed)
            || server.risks.iter().flatten().any(|risk| {
                risk.applies != Applies::No && risk.tolerated.is_none() && risk.current.level_range[1] >= level
            })
    })
}
