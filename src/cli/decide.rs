//! `decide`: a status for a measure, or a risk accepted as it is.

use super::{Exit, Out, Room, args::Decide, room, target};
use crate::{
    app::Failure,
    core::{
        assess::{Decision, Status, Tolerance},
        consult::Door,
        text::Clean,
    },
};

pub fn run(args: &Decide, room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let (id, server) = target::id_and_server(&args.id);
    let until = args.until.as_deref().map(room::date).transpose()?;
    let (reason, owner) = (args.reason.as_deref().map(Clean::new), args.owner.as_deref().map(Clean::new));
    let mut desk = room.desk(Door::CommandLine)?;
    let (_, server) = desk.server(id, server)?;
    let event = if args.status == "tolerated" {
        desk.tolerate(id, server.as_str(), &args.item, Tolerance { reason, owner, until })?
    } else {
        let status = Status::from_word(&args.status).ok_or_else(|| {
            let known: Vec<_> = Status::ALL.iter().map(|status| status.as_str()).collect();
            Failure::user(format!("no status is called {}", Clean::new(&args.status)))
                .hint(format!("there are {}; for a risk: tolerated", known.join(", ")))
        })?;
        desk.decide(id, server.as_str(), &args.item, Decision { status, reason, owner, until })?
    };
    super::note::saved(id, &event, out)
}
