//! Where in a file the servers stand: found by what stands there, whatever the file is called.

use super::super::tree::{Kind, Node};

/// Deepest level at which a configuration inside another document is looked for.
const NESTED: usize = 4;

/// The shape that was found; tells clients apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// `mcpServers` as a map.
    McpServers,
    /// `mcpServers` as a list with names.
    Listed,
    /// `projects.*.mcpServers`.
    Projects,
    /// `powers.mcpServers`.
    Powers,
    /// `servers`.
    Servers,
    /// `mcp.servers`, flat or nested.
    Settings,
    /// `mcp`.
    Mcp,
    /// `context_servers`.
    Context,
    /// `mcp_servers` as a map.
    Snake,
    /// `mcp_servers` as a list.
    SnakeListed,
    /// `extensions`.
    Extensions,
    /// The root object itself is the map.
    Bare,
    /// Inside another document.
    Nested,
}

/// One place with servers.
#[derive(Debug)]
pub(super) struct Root<'a> {
    /// The path of keys, joined by dots.
    pub place: String,
    /// Its line.
    pub line: usize,
    /// Its shape.
    pub shape: Shape,
    /// Whether the key alone says that MCP servers belong here.
    pub sure: bool,
    /// Name, line and entry of each server.
    pub servers: Vec<(String, usize, &'a Node)>,
    /// What could not be read: line, field, sentence.
    pub problems: Vec<(usize, String, String)>,
}

/// Keys that say how a server is reached or started.
const LAUNCH: [&str; 8] = ["command", "cmd", "url", "serverUrl", "httpUrl", "uri", "endpoint", "launcher"];

fn launches(node: &Node) -> bool {
    LAUNCH.iter().any(|key| node.get(key).is_some())
        || node.path(&["config", "command"]).is_some()
        || node.path(&["transport", "command"]).is_some()
}

/// Whether a map looks like a server although it says not how it starts.
fn resembles(node: &Node) -> bool {
    launches(node)
        || ["args", "type", "transport", "transportType", "source", "package"].iter().any(|key| node.get(key).is_some())
}

/// Every place with servers, in the order of the file's own keys.
pub(super) fn find(tree: &Node) -> Vec<Root<'_>> {
    let mut roots = direct(tree);
    if roots.is_empty() {
        let bare: Vec<_> = tree
            .entries()
            .iter()
            .filter(|(_, _, node)| ["command", "url"].iter().any(|key| node.get(key).is_some()))
            .map(|(name, line, node)| (name.clone(), *line, node))
            .collect();
        if !bare.is_empty() {
            let (line, problems) = (tree.line, Vec::new());
            roots.push(Root { place: String::new(), line, shape: Shape::Bare, sure: false, servers: bare, problems });
        }
    }
    if roots.is_empty() {
        nested(tree, "", NESTED, &mut roots);
    }
    roots
}

fn direct(tree: &Node) -> Vec<Root<'_>> {
    let mut roots = Vec::new();
    for (name, line, node) in tree.entries() {
        let mut add = |place: &str, node, sure, map, list| roots.extend(root(place, *line, node, sure, map, list));
        match name.as_str() {
            "mcpServers" => add("mcpServers", node, true, Shape::McpServers, Shape::Listed),
            "servers" => add("servers", node, false, Shape::Servers, Shape::Servers),
            "mcp.servers" => add("mcp.servers", node, true, Shape::Settings, Shape::Settings),
            "context_servers" => add("context_servers", node, true, Shape::Context, Shape::Context),
            "mcp_servers" => add("mcp_servers", node, true, Shape::Snake, Shape::SnakeListed),
            "extensions" if extensions(node) => add("extensions", node, false, Shape::Extensions, Shape::Extensions),
            "mcp" => match node.first(&["servers", "mcpServers"]) {
                Some(servers) => add("mcp.servers", servers, true, Shape::Settings, Shape::Settings),
                None if node.entries().iter().any(|(_, _, entry)| resembles(entry)) => {
                    add("mcp", node, false, Shape::Mcp, Shape::Mcp);
                }
                None => {}
            },
            "powers" => {
                if let Some(servers) = node.get("mcpServers") {
                    add("powers.mcpServers", servers, true, Shape::Powers, Shape::Powers);
                }
            }
            "projects" => {
                for (project, line, node) in node.entries() {
                    if let Some(servers) = node.get("mcpServers").filter(|servers| !servers.entries().is_empty()) {
                        let place = format!("projects.{project}.mcpServers");
                        roots.extend(root(&place, *line, servers, true, Shape::Projects, Shape::Projects));
                    }
                }
            }
            "experimental" => {
                if let Some(servers) = node.get("modelContextProtocolServers") {
                    add("experimental.modelContextProtocolServers", servers, true, Shape::Listed, Shape::Listed);
                }
            }
            _ => {}
        }
    }
    roots
}

/// goose writes a type into each extension; other programs call other things extensions.
fn extensions(node: &Node) -> bool {
    let kinds = ["stdio", "builtin", "platform", "sse", "streamable_http", "frontend", "inline_python"];
    let typed = |node: &Node| node.text_of("type").is_some_and(|kind| kinds.contains(&kind));
    node.entries().iter().any(|(_, _, entry)| typed(entry)) || node.members().iter().any(typed)
}

fn root<'a>(place: &str, line: usize, node: &'a Node, sure: bool, map: Shape, list: Shape) -> Option<Root<'a>> {
    let mut problems = Vec::new();
    let (shape, servers) = match &node.kind {
        Kind::Map(entries) => {
            let mut servers = Vec::new();
            for (name, line, entry) in entries {
                if entry.is_map() && (sure || resembles(entry)) {
                    servers.push((name.clone(), *line, entry));
                } else if sure
                    && !entry.is_map()
                    && !name.starts_with('_')
                    && !name.starts_with('$')
                    && !name.starts_with("//")
                {
                    let text = "a server is an object with a command or an address; mend or remove this entry";
                    problems.push((*line, format!("{place}.{name}"), text.to_owned()));
                }
            }
            (map, servers)
        }
        Kind::List(members) => {
            let servers = members.iter().enumerate().filter(|(_, entry)| resembles(entry));
            let named = |(at, entry): (usize, &'a Node)| {
                let name = entry.text_of("name").map_or_else(|| format!("server {}", at + 1), str::to_owned);
                (name, entry.line, entry)
            };
            (list, servers.map(named).collect())
        }
        Kind::Text(_) if sure => {
            let text = "the servers stand in another file that is named here; import that file too";
            problems.push((line, place.to_owned(), text.to_owned()));
            (map, Vec::new())
        }
        _ => return None,
    };
    let wanted = sure || !servers.is_empty() || (node.is_map() || node.is_list()) && place == "servers";
    wanted.then(|| Root { place: place.to_owned(), line, shape, sure, servers, problems })
}

/// A whole configuration inside another document, as in a collection of examples.
fn nested<'a>(node: &'a Node, place: &str, depth: usize, roots: &mut Vec<Root<'a>>) {
    if depth == 0 {
        return;
    }
    for (name, line, inner) in node.entries() {
        let here = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
        match name.as_str() {
            "interface" => {}
            "mcpServers" | "servers" | "mcp_servers" | "context_servers"
                if inner.entries().iter().any(|(_, _, entry)| launches(entry)) =>
            {
                roots.extend(root(&here, *line, inner, false, Shape::Nested, Shape::Nested));
            }
            _ => nested(inner, &here, depth - 1, roots),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::json;

    fn names(text: &str) -> Vec<String> {
        let tree = json::parse(text).unwrap();
        find(&tree)
            .iter()
            .flat_map(|root| root.servers.iter().map(|(name, _, _)| format!("{}/{name}", root.place)))
            .collect()
    }

    #[test]
    fn every_root_is_found() {
        for (text, found) in [
            (r#"{"mcpServers":{"a":{"command":"x"}}}"#, "mcpServers/a"),
            (r#"{"mcpServers":[{"name":"a","command":"x"}]}"#, "mcpServers/a"),
            (r#"{"servers":{"a":{"url":"x"}},"inputs":[]}"#, "servers/a"),
            (r#"{"mcp.servers":{"a":{"command":"x"}}}"#, "mcp.servers/a"),
            (r#"{"mcp":{"servers":{"a":{"command":"x"}}}}"#, "mcp.servers/a"),
            (r#"{"mcp":{"a":{"type":"local","command":["x"]}}}"#, "mcp/a"),
            (r#"{"context_servers":{"a":{"source":"custom"}}}"#, "context_servers/a"),
            (r#"{"mcp_servers":[{"name":"a","command":"x"}]}"#, "mcp_servers/a"),
            (r#"{"extensions":{"a":{"type":"stdio","enabled":true,"cmd":"x"}}}"#, "extensions/a"),
            (r#"{"projects":{"/p":{"mcpServers":{"a":{"command":"x"}}}}}"#, "projects./p.mcpServers/a"),
            (r#"{"powers":{"mcpServers":{"a":{"command":"x"}}}}"#, "powers.mcpServers/a"),
            (r#"{"a":{"command":"x"}}"#, "/a"),
            (r#"{"x":{"config":{"mcpServers":{"a":{"command":"x"}}}}}"#, "x.config.mcpServers/a"),
        ] {
            assert_eq!(names(text), [found], "{text}");
        }
    }

    #[test]
    fn what_only_sounds_like_servers_is_left_alone() {
        for text in [
            r#"{"interface":{"mcpServers":{"use":true}}}"#,
            r#"{"mcp":{"allowed":["x"]}}"#,
            r#"{"extensions":["a","b"]}"#,
            r#"{"name":"x","tools":[{"name":"t"}]}"#,
        ] {
            assert!(names(text).is_empty(), "{text}");
        }
    }
}
