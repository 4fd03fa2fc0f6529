//! `verify`: the chain of events, link by link.

use super::{Exit, Out, Room, args::Verify};
use crate::{
    app::Failure,
    core::{
        consult::{Door, Head, Id, chain},
        text::Clean,
    },
};

pub fn run(args: &Verify, room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let desk = room.desk(Door::CommandLine)?;
    let ids: Vec<Id> = match &args.id {
        Some(text) => vec![Id::parse(text).ok_or_else(|| Failure::user(format!("{} is no id", Clean::new(text))))?],
        None => desk.store().list()?.into_iter().map(|summary| summary.id).collect(),
    };
    let kept = args
        .head
        .as_deref()
        .map(|text| {
            Head::parse(text)
                .ok_or_else(|| Failure::user("this is not a head").hint("write it as SEQ:HASH, as `history` prints it"))
        })
        .transpose()?;
    let mut damaged = false;
    let mut results = Vec::new();
    for id in ids {
        let outcome = match desk.store().verify(&id) {
            Ok(head) => match &kept {
                Some(kept) => chain::verify_against(&id, &desk.store().events(&id)?, kept)
                    .map(|_| head)
                    .map_err(|error| error.to_string()),
                None => Ok(head),
            },
            Err(error) => Err(error.to_string()),
        };
        damaged |= outcome.is_err();
        results.push((id, outcome));
    }
    if out.json() {
        let all: Vec<_> = results
            .iter()
            .map(|(id, outcome)| match outcome {
                Ok(head) => serde_json::json!({ "consultation": id, "sound": true, "events": head.seq,
                    "head": format!("{}:{}", head.seq, head.hash) }),
                Err(problem) => {
                    serde_json::json!({ "consultation": id, "sound": false, "problem": Clean::new(problem) })
                }
            })
            .collect();
        out.value(&serde_json::json!({ "sound": !damaged, "consultations": all }))?;
    } else {
        for (id, outcome) in &results {
            match outcome {
                Ok(head) => {
                    out.line(format!("{id}: {} events, chain sound, head {}:{}", head.seq, head.seq, head.hash))?
                }
                Err(problem) => out.line(format!("{id}: {}", Clean::new(problem)))?,
            }
        }
        if results.is_empty() {
            out.line("nothing is kept yet")?;
        }
    }
    Ok(Exit { damaged, ..Exit::default() })
}
