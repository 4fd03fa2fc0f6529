//! `show`: one item of the guidance, whole.

use super::{Exit, Out, Room, args::Show, item};
use crate::app::Failure;

pub fn run(args: &Show, room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let engine = room.engine()?;
    let found = engine.library().get(&args.item).ok_or_else(|| engine.no_such("item", &args.item))?;
    if out.json() {
        let (pack, replaces) = engine
            .library()
            .provenance(found.id())
            .ok_or_else(|| Failure::internal("an item of the library has no pack"))?;
        out.value(&serde_json::json!({
            "kind": found.kind(), "item": found, "pack": pack, "replaces_earlier": replaces,
        }))?;
    } else {
        item::print(engine.library(), found, out)?;
    }
    Ok(Exit::default())
}
