//! The command line: one file for each verb, all of them over the `app` room.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 findings, 2 wrong use, 3 bad
//! input, 4 store trouble, 70 a defect; the highest of 4, 2, 3, 1 wins.

mod args;
mod ask;
mod assess;
mod decide;
mod doctor;
mod explain;
mod history;
mod import;
mod item;
mod library;
mod list;
mod note;
mod output;
mod plan;
mod prose;
mod room;
mod search;
mod show;
mod target;
mod verify;

pub use args::{Cli, Verb};
pub use output::{Exit, Out};
pub use room::Room;

use crate::app::Failure;

/// Runs one verb. The caller turns the outcome into an exit code.
///
/// # Errors
/// Whatever kept the verb from being done at all.
pub fn run(verb: &Verb, room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    match verb {
        Verb::Import(args) => import::run(args, room, out),
        Verb::Assess(args) => assess::run(args, room, out),
        Verb::Explain(args) => explain::run(args, room, out),
        Verb::Plan(args) => plan::run(args, room, out),
        Verb::Ask(args) => ask::run(args, room, out),
        Verb::Decide(args) => decide::run(args, room, out),
        Verb::Note(args) => note::run(args, room, out),
        Verb::Undo(args) => note::undo(args, room, out),
        Verb::Search(args) => search::run(args, room, out),
        Verb::Show(args) => show::run(args, room, out),
        Verb::List => list::run(room, out),
        Verb::History(args) => history::run(args, room, out),
        Verb::Verify(args) => verify::run(args, room, out),
        Verb::Library(args) => library::run(args, room, out),
        Verb::Doctor => doctor::run(room, out),
    }
}
