//! Client configurations: which entries a file has, what each of them starts, and what that says about the server.
//!
//! `roots` finds the entries; `entry` reads one. A command line goes `words -> launch -> package, docker`; `environment`
//! looks at values of credentials and keeps their names alone; everything is stated through a `voice`.

mod docker;
mod entry;
mod environment;
mod kin;
mod launch;
mod package;
mod reach;
mod roots;
mod tools;
mod url;
mod voice;
mod words;

use super::{Outcome, limits::SERVER_LIMIT, problem, tree::Node};
use crate::core::text::Clean;

/// Reads the servers of a client configuration.
pub(super) fn read(path: &str, tree: &Node) -> Outcome {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let stem = name.trim_start_matches('.').split('.').next().unwrap_or(name);
    let roots = roots::Roots::find(tree, stem);
    let client = kin::client(path, tree, roots.key);
    let mut outcome = Outcome { client: client.map(Clean::new), ..Outcome::default() };
    let all = roots.places.len();
    for place in roots.places.iter().take(SERVER_LIMIT) {
        let (profile, problems) = entry::read(path, place, client, all);
        outcome.profiles.push(profile);
        outcome.problems.extend(problems.into_iter().map(|(field, refusal)| problem(path, Some(&field), &refusal)));
    }
    for (field, refusal) in &roots.refused {
        outcome.problems.push(problem(path, Some(field), refusal));
    }
    if all > SERVER_LIMIT {
        let text = format!("the file has more than {SERVER_LIMIT} servers; split it");
        outcome.problems.push(problem(path, None, &super::tree::Refusal::whole(text)));
    }
    if outcome.profiles.is_empty() && outcome.problems.is_empty() {
        outcome.problems.push(problem(path, None, &roots::without_entries(tree, &roots)));
    }
    outcome
}

#[cfg(test)]
mod tests;
