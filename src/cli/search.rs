//! `search`: the guidance, by words, ids and mappings.

use super::{Exit, Out, Room, args::Search, prose};
use crate::{app::Failure, core::library::Kind};

pub fn run(args: &Search, room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let kind = args
        .kind
        .as_deref()
        .map(|word| {
            serde_json::from_value::<Kind>(serde_json::json!(word)).map_err(|_| {
                Failure::user(format!("no kind is called {word}"))
                    .hint("there are fact, factor, risk, measure, gate, matrix, scenario, term")
            })
        })
        .transpose()?;
    let hits = room.engine()?.search(&args.query.join(" "), args.limit, kind);
    if out.json() {
        out.value(&serde_json::json!({ "hits": hits }))?;
    } else if hits.is_empty() {
        out.line("nothing found; fewer or shorter words find more")?;
    } else {
        for hit in hits {
            out.line(format!("{:<9} {:<28} {}", hit.kind.as_str(), hit.id, hit.title))?;
            prose::wrapped(hit.summary.as_str(), 10, out)?;
        }
    }
    Ok(Exit::default())
}
