//! The front door: parse, hand over to a door, turn the outcome into an exit code.

use std::{
    io::{self, IsTerminal as _, Write as _},
    process::ExitCode,
};

use clap::Parser as _;
use mcpserver_operator::{
    app::{Failure, FailureKind},
    cli::{self, Cli, Exit, Out, Room},
    core::consult::Door,
    tui,
};
use rustix::fs::Mode;

fn main() -> ExitCode {
    // Nothing this program writes is for others to read.
    rustix::process::umask(Mode::RWXG | Mode::RWXO);
    match run(Cli::parse()) {
        Ok(exit) => ExitCode::from(exit.code()),
        Err(failure) => {
            // Standard error may be a terminal that has gone; there is nobody left to tell.
            let _ = writeln!(io::stderr(), "mcpserver-operator: {failure}");
            ExitCode::from(match failure.kind {
                FailureKind::User => 2,
                FailureKind::Data => 3,
                FailureKind::Store => 4,
                FailureKind::Internal => 70,
            })
        }
    }
}

fn run(cli: Cli) -> Result<Exit, Failure> {
    let format = cli.common.format;
    let no_color = cli.common.no_color;
    let room = Room::new(cli.common)?;
    if let Some(verb) = &cli.verb {
        let mut out = Out::new(Box::new(io::BufWriter::new(io::stdout().lock())), format);
        let exit = cli::run(verb, &room, &mut out)?;
        out.flush()?;
        return Ok(exit);
    }
    if !io::stdin().is_terminal() || !io::stdout().is_terminal() {
        return Err(Failure::user("the workbench needs a terminal").hint("`mcpserver-operator --help` lists the verbs"));
    }
    let start = tui::Start { paths: cli.paths, id: None, theme: room.theme(), no_color };
    tui::run(room.desk(Door::Workbench)?, start).map_err(|error| {
        let text = format!("{error:#}");
        if error.is::<tui::look::ThemeError>() { Failure::user(text) } else { Failure::internal(text) }
    })?;
    Ok(Exit::default())
}
