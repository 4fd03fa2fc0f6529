//! Which client a file belongs to, by its path and by the root of its map.

use super::super::tree::Node;

/// Parts of paths and the client they belong to; the first that fits counts.
const PATHS: &[(&str, &str)] = &[
    ("claude_desktop_config", "claude-desktop"),
    ("claude-desktop", "claude-desktop"),
    ("claud_desktop", "claude-desktop"),
    ("cline_mcp_settings", "cline"),
    ("saoudrizwan.claude-dev", "cline"),
    (".cursor/", "cursor"),
    (".cursor-plugin/", "cursor"),
    (".vscode/", "vscode"),
    ("windsurf", "windsurf"),
    ("codeium", "windsurf"),
    (".roo/", "roo"),
    ("roo-code", "roo"),
    ("roo-cline", "roo"),
    ("kilocode", "kilocode"),
    (".kiro/", "kiro"),
    ("kiro_power", "kiro"),
    ("amazonq", "amazonq"),
    ("cli-agents", "amazonq"),
    ("/zed/", "zed"),
    (".zed/", "zed"),
    (".continue/", "continue"),
    ("goose", "goose"),
    (".codex/", "codex"),
    ("codex", "codex"),
    (".gemini/", "gemini"),
    ("gemini-extension", "gemini"),
    ("gemini", "gemini"),
    ("librechat", "librechat"),
    ("opencode", "opencode"),
    ("crush", "crush"),
    ("antigravity", "antigravity"),
    (".hermes/", "hermes"),
    (".vibe/", "vibe"),
    ("openclaw", "openclaw"),
    ("mcporter", "mcporter"),
    (".claude-plugin/", "claude-code"),
    (".claude.json", "claude-code"),
    (".claude/", "claude-code"),
    (".mcp.json", "claude-code"),
    ("cursor", "cursor"),
    ("vscode", "vscode"),
];

/// The client, where path or content tell.
pub(super) fn client(path: &str, tree: &Node, key: Option<&'static str>) -> Option<&'static str> {
    let path = format!("/{}", path.replace('\\', "/").to_ascii_lowercase());
    // Only the end of a path speaks: a project may lie below a folder of any name.
    let parts: Vec<&str> = path.rsplit('/').take(4).collect();
    let end = parts.into_iter().rev().map(|part| format!("/{part}")).collect::<String>();
    let by_root = match key {
        Some("context_servers") => Some("zed"),
        Some("servers" | "mcp.servers") => Some("vscode"),
        Some("extensions") => Some("goose"),
        _ => None,
    };
    by_root.or_else(|| PATHS.iter().find(|(part, _)| end.contains(part)).map(|(_, client)| *client)).or(match key {
        Some("mcp_servers") => Some("codex"),
        Some("mcp") => {
            Some(if tree.get("options").is_some() || tree.get("lsp").is_some() { "crush" } else { "opencode" })
        }
        _ => None,
    })
}
