//! `import`: read files and print what is known of each server.

use super::{Exit, Out, Room, args::Import, prose, room};
use crate::{app::Failure, core::consult::Door};

pub fn run(args: &Import, room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let changes = room::changes(&args.over)?;
    let engine = room.engine()?;
    let files = engine.gather(&args.paths, &mut std::io::stdin().lock());
    let mut read = engine.profiles(&files, &changes)?;
    if args.save {
        let mut desk = room.desk(Door::CommandLine)?;
        let mut kept = Vec::new();
        for file in files.iter().filter(|file| !file.profiles.is_empty()) {
            let mut file = file.clone();
            for profile in &mut file.profiles {
                engine.change(profile, &changes)?;
            }
            let opened = desk.keep(std::slice::from_ref(&file))?;
            for id in opened.ids {
                let sheet = desk.sheet(&id)?;
                kept.extend(sheet.assessment.servers.into_iter().filter_map(|server| server.consultation));
            }
        }
        for (server, id) in read.servers.iter_mut().zip(kept) {
            server.consultation = Some(id);
        }
    }
    if out.json() {
        out.value(&read)?;
    } else {
        prose::profiles(&read, out)?;
    }
    Ok(Exit { unread: !read.errors.is_empty() && !args.keep_going, ..Exit::default() })
}
