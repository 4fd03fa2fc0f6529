//! Where the entries of a client configuration stand.

use super::super::tree::{Kind, Node, Refusal};

/// One entry and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Place<'a> {
    /// The root of the map, such as `mcpServers`.
    pub root: String,
    /// The name of the server.
    pub name: String,
    /// The line of the name.
    pub line: usize,
    /// The entry.
    pub node: &'a Node,
}

/// What a file holds.
#[derive(Clone, Debug, Default)]
pub(super) struct Roots<'a> {
    /// The entries, in the order of the file.
    pub places: Vec<Place<'a>>,
    /// What looks like an entry and is none, with its field.
    pub refused: Vec<(String, Refusal)>,
    /// The root key that was found first, where one was.
    pub key: Option<&'static str>,
}

/// Keys that only an entry for a server has.
const ENTRY: &[&str] = &["command", "url", "serverUrl", "httpUrl", "cmd", "uri"];

/// Whether a value looks like an entry.
fn is_entry(node: &Node) -> bool {
    let keyed = ENTRY.iter().any(|key| node.get(key).is_some());
    let typed = ["type", "transport"].iter().filter_map(|key| node.text_of(key)).any(|word| {
        ["stdio", "http", "sse", "streamable-http", "streamable_http", "local", "remote", "builtin", "platform"]
            .contains(&word)
    });
    keyed || typed
}

/// Whether a map or list holds entries.
fn holds_entries(node: &Node) -> bool {
    node.entries().iter().any(|(_, _, node)| is_entry(node)) || node.members().iter().any(is_entry)
}

impl<'a> Roots<'a> {
    /// Finds the entries of a file.
    pub(super) fn find(tree: &'a Node, stem: &str) -> Self {
        let mut roots = Self::default();
        for (key, _, node) in tree.entries() {
            match key.as_str() {
                "mcpServers" => roots.known("mcpServers", key, node),
                "mcp.servers" => roots.known("mcp.servers", key, node),
                "context_servers" => roots.known("context_servers", key, node),
                "mcp_servers" => roots.known("mcp_servers", key, node),
                "servers" if holds_entries(node) || node.kind == Kind::Map(Vec::new()) => {
                    roots.known("servers", key, node)
                }
                "extensions" if holds_entries(node) => roots.known("extensions", key, node),
                "mcp" => match node.first(&["servers", "mcpServers"]) {
                    Some(inner) if !is_entry(inner) => roots.known("mcp.servers", "mcp.servers", inner),
                    _ if holds_entries(node)
                        || node.entries().iter().any(|(_, _, node)| node.bool_of("enabled").is_some()) =>
                    {
                        roots.known("mcp", key, node);
                    }
                    _ => {}
                },
                "powers" => {
                    if let Some(inner) = node.get("mcpServers") {
                        roots.known("mcpServers", "powers.mcpServers", inner);
                    }
                }
                "projects" => {
                    for (project, _, settings) in node.entries() {
                        if let Some(inner) = settings.get("mcpServers").filter(|inner| !inner.entries().is_empty()) {
                            roots.known("mcpServers", &format!("projects.{project}.mcpServers"), inner);
                        }
                    }
                }
                _ if key.ends_with(".mcpServers") || key.ends_with(".mcp.servers") => {
                    roots.known("mcpServers", key, node)
                }
                _ => {}
            }
        }
        if let Some(inner) = tree.path(&["customizations", "vscode", "mcp", "servers"]) {
            roots.known("mcp.servers", "customizations.vscode.mcp.servers", inner);
        }
        if roots.key.is_none() {
            roots.bare(tree, stem);
        }
        roots
    }

    /// No wrapper: the file is the map, the list, or a single entry.
    fn bare(&mut self, tree: &'a Node, stem: &str) {
        if tree.is_list() && holds_entries(tree) {
            return self.known("bare", "list", tree);
        }
        if tree.text_of("command").is_some() && (tree.get("args").is_some() || tree.get("env").is_some()) {
            let name = tree.text_of("name").unwrap_or(stem).to_owned();
            self.key = Some("bare");
            return self.places.push(Place { root: "file".to_owned(), name, line: tree.line, node: tree });
        }
        let entries = tree.entries().iter().filter(|(name, _, node)| {
            // Other settings have commands too, such as a status line.
            node.is_map()
                && is_entry(node)
                && !matches!(name.as_str(), "statusLine" | "hooks" | "repository" | "author" | "bugs")
        });
        for (name, line, node) in entries {
            self.key = Some("bare");
            self.places.push(Place { root: "file".to_owned(), name: name.clone(), line: *line, node });
        }
    }

    fn known(&mut self, key: &'static str, field: &str, node: &'a Node) {
        self.key = self.key.or(Some(key));
        match &node.kind {
            Kind::Map(entries) => {
                for (name, line, node) in entries {
                    if node.is_map() {
                        self.places.push(Place { root: field.to_owned(), name: name.clone(), line: *line, node });
                    } else {
                        let text = "a server is a map with command or url; write it so or remove it";
                        self.refused.push((format!("{field}.{name}"), Refusal::at(*line, text)));
                    }
                }
            }
            Kind::List(members) => {
                for (at, node) in members.iter().enumerate() {
                    let field = format!("{field}[{at}]");
                    if node.is_map() {
                        let name = node.first(&["name", "id"]).and_then(Node::text);
                        let name = name.map_or_else(|| format!("server {}", at + 1), str::to_owned);
                        self.places.push(Place { root: field, name, line: node.line, node });
                    } else if node.text().is_some() {
                        self.refused.push((field, Refusal::at(node.line, ELSEWHERE)));
                    } else {
                        let text = "a server is a map with a name and command or url; write it so or remove it";
                        self.refused.push((field, Refusal::at(node.line, text)));
                    }
                }
            }
            Kind::Text(_) => self.refused.push((field.to_owned(), Refusal::at(node.line, ELSEWHERE))),
            _ => {
                let text = "the servers are neither a map nor a list; write them as a map of names";
                self.refused.push((field.to_owned(), Refusal::at(node.line, text)));
            }
        }
    }
}

const ELSEWHERE: &str = "only a name or a path stands here; import the file that says how the server starts";

/// Why a file without entries has none, and what to do.
pub(super) fn without_entries(tree: &Node, roots: &Roots<'_>) -> Refusal {
    let has = |keys: &[&str]| keys.iter().any(|key| tree.get(key).is_some());
    if roots.key.is_some() {
        return Refusal::whole(
            "the map of servers is empty, so there is nothing to import; add a server or leave the file out",
        );
    }
    if tree.get("tools").is_some_and(|tools| tools.members().iter().any(Node::is_map)) {
        return Refusal::whole(
            "this is a list of tools and not a client configuration, so no server starts from it; \
             name the file in which the client says how the server starts",
        );
    }
    if has(&["permissions", "enabledMcpjsonServers", "enableAllProjectMcpServers", "hooks", "enabledPlugins"]) {
        return Refusal::whole(
            "these are settings without servers; name .mcp.json or ~/.claude.json, where the servers stand",
        );
    }
    Refusal::whole(
        "no servers are in this file: it has none of mcpServers, servers, mcp, mcp_servers, context_servers and extensions; \
         name the configuration of the client",
    )
}
