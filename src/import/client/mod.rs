//! Client configurations: which servers a client starts or reaches, how, and with what.
//!
//! `roots` finds where the servers stand, `name` which client that is. `entry` reads one server and hands its parts on:
//! the command line to `launch`, `package`, `docker` and `container`, the address to `remote`, variables and headers to
//! `handover`, arguments to `arguments`, what the client may do unasked to `consent`, what is left to `remainder`.
//! `secrets` gathers the names of credentials from all of them. `manifest` reads what a plugin says of itself.

mod arguments;
mod consent;
mod container;
mod docker;
mod entry;
mod handover;
mod launch;
mod manifest;
mod name;
mod package;
mod remainder;
mod remote;
mod roots;
mod secrets;
mod url;
mod words;

#[cfg(test)]
mod tests;

use super::{Outcome, draft::problem, limits::SERVER_LIMIT, text::Format, tree::Node};
use crate::core::text::Clean;

/// What an entry needs to know of the file around it.
pub(super) struct Around<'a> {
    /// The file.
    pub path: &'a str,
    /// The client.
    pub client: &'static str,
    /// Other servers in the same list.
    pub neighbours: usize,
    /// `inputs` of the file, which references may name.
    pub inputs: &'a [Node],
    /// What the file says about the plugin it belongs to.
    pub manifest: Option<&'a Node>,
}

/// Reads the servers of a client configuration.
pub(super) fn read(path: &str, format: Format, tree: &Node) -> Outcome {
    let mut outcome = Outcome::default();
    if !tree.is_map() {
        let text = "the file holds no object but something else, such as an array; a client configuration is an object with mcpServers";
        outcome.problems.push(problem(path, Some(tree.line), None, text));
        return outcome;
    }
    let roots = roots::find(tree);
    let client = name::client(path, format, tree, &roots);
    if roots.iter().any(|root| !root.servers.is_empty()) || roots.iter().any(|root| root.sure) {
        outcome.client = Some(Clean::new(client));
    }
    let neighbours = roots.iter().map(|root| root.servers.len()).sum::<usize>().saturating_sub(1);
    for root in &roots {
        let around = Around {
            path,
            client,
            neighbours,
            inputs: tree.get("inputs").or_else(|| tree.path(&["mcp", "inputs"])).map_or(&[], Node::members),
            manifest: manifest::of(tree).filter(|_| neighbours == 0),
        };
        for (name, line, node) in root.servers.iter().take(SERVER_LIMIT) {
            match entry::read(&around, &root.place, name, *line, node) {
                Ok(profile) => outcome.profiles.push(profile),
                Err(problem) => outcome.problems.push(problem),
            }
        }
        if root.servers.len() > SERVER_LIMIT {
            let text = format!("more than {SERVER_LIMIT} servers stand here; split the file");
            outcome.problems.push(problem(path, Some(root.line), Some(&root.place), &text));
        }
        outcome
            .problems
            .extend(root.problems.iter().map(|(line, field, text)| problem(path, Some(*line), Some(field), text)));
    }
    if outcome.profiles.is_empty() && outcome.problems.is_empty() {
        outcome.problems.push(nothing(path, tree, &roots));
    }
    outcome
}

/// Why there is no server, as far as it can be told.
fn nothing(path: &str, tree: &Node, roots: &[roots::Root<'_>]) -> crate::core::profile::Problem {
    if let Some(root) = roots.first() {
        let text = format!("no server stands under {}; add one or leave the file out", root.place);
        return problem(path, Some(root.line), Some(&root.place), &text);
    }
    if let Some((_, line, _)) =
        tree.entries().iter().find(|(name, _, node)| name == "tools" && node.members().iter().any(Node::is_map))
    {
        let text = "this is the list of tools of one server, not a client configuration; \
                    name the file in which a client keeps its servers under mcpServers";
        return problem(path, Some(*line), Some("tools"), text);
    }
    let text = "no MCP server was found: there is no mcpServers, servers, context_servers, mcp_servers, mcp or extensions \
                with a command or an address; name a client configuration";
    problem(path, Some(tree.line), None, text)
}
