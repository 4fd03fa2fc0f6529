//! Which client a file belongs to: by its content where that decides, else by its name, else by a client's own keys.

use super::super::{text::Format, tree::Node};
use super::roots::{Root, Shape};

/// Parts of paths and the client that keeps its file there, the more telling first.
const PATHS: [(&str, &str); 31] = [
    ("claude_desktop_config", "claude-desktop"),
    ("claude-3p", "claude-desktop"),
    ("claud_desktop", "claude-desktop"),
    ("cline_mcp_settings", "cline"),
    ("antigravity", "antigravity"),
    ("windsurf", "windsurf"),
    (".codeium", "windsurf"),
    (".cursor", "cursor"),
    ("cursor", "cursor"),
    (".kilocode", "kilocode"),
    (".roo", "roo"),
    ("roo-code", "roo"),
    ("mcp_settings.json", "roo"),
    (".kiro", "kiro"),
    ("kiro_power", "kiro"),
    (".amazonq", "amazonq"),
    ("cli-agents", "amazonq"),
    ("gemini", "gemini"),
    (".continue", "continue"),
    ("continue", "continue"),
    (".vscode", "vscode"),
    ("codex", "codex"),
    ("opencode", "opencode"),
    ("crush", "crush"),
    ("librechat", "librechat"),
    ("mcporter", "mcporter"),
    ("mcpo", "mcpo"),
    ("openclaw", "openclaw"),
    (".claude", "claude-code"),
    (".mcp.", "claude-code"),
    ("claude", "claude-code"),
];

/// The client.
pub(super) fn client(path: &str, format: Format, tree: &Node, roots: &[Root<'_>]) -> &'static str {
    let shape = |shape| roots.iter().any(|root| root.shape == shape);
    let by_path = by_path(path);
    if shape(Shape::Context) {
        return "zed";
    }
    if shape(Shape::Extensions) {
        return "goose";
    }
    if shape(Shape::Settings) {
        return "vscode";
    }
    if shape(Shape::Projects) {
        return "claude-code";
    }
    if shape(Shape::Powers) {
        return "kiro";
    }
    if shape(Shape::Servers) {
        return by_path.filter(|client| *client == "cursor").unwrap_or(if tree.get("model").is_some() {
            "generic"
        } else {
            "vscode"
        });
    }
    if shape(Shape::Mcp) {
        let is = |word: &str| {
            roots.iter().flat_map(|root| &root.servers).any(|(_, _, node)| node.text_of("type") == Some(word))
        };
        return if is("local") || is("remote") { "opencode" } else { "crush" };
    }
    if shape(Shape::Snake) || shape(Shape::SnakeListed) {
        return match (format, shape(Shape::Snake)) {
            (Format::Toml, true) => "codex",
            (Format::Toml, false) => "mistral-vibe",
            (Format::Yaml, _) => "hermes",
            (Format::Json, _) => by_path.unwrap_or("generic"),
        };
    }
    if tree.get("endpoints").is_some() && tree.get("version").is_some()
        || tree.path(&["interface", "mcpServers"]).is_some()
    {
        return "librechat";
    }
    if shape(Shape::Listed) && format == Format::Yaml {
        return "continue";
    }
    if tree.get("allowedTools").is_some()
        || tree.get("useLegacyMcpJson").is_some()
        || tree.get("includeMcpJson").is_some()
    {
        return by_path.filter(|client| *client == "kiro").unwrap_or("amazonq");
    }
    by_path.or_else(|| by_keys(roots)).unwrap_or("generic")
}

fn by_path(path: &str) -> Option<&'static str> {
    let path = path.to_ascii_lowercase().replace('\\', "/");
    // The part nearest to the file tells most; what stands far above it is somebody's home.
    path.rsplit('/')
        .take(4)
        .find_map(|part| PATHS.iter().find(|(mark, _)| part.contains(mark)))
        .map(|(_, client)| *client)
}

fn by_keys(roots: &[Root<'_>]) -> Option<&'static str> {
    let has = |key: &str| roots.iter().flat_map(|root| &root.servers).any(|(_, _, node)| node.get(key).is_some());
    [
        ("headersHelper", "claude-code"),
        ("httpUrl", "gemini"),
        ("trust", "gemini"),
        ("serverUrl", "windsurf"),
        ("alwaysAllow", "roo"),
        ("transportType", "cline"),
    ]
    .iter()
    .find(|(key, _)| has(key))
    .map(|(_, client)| *client)
}
