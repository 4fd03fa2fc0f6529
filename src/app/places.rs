//! Where things are kept on this machine, and where clients usually keep their configuration.

use std::path::PathBuf;

use etcetera::{AppStrategy as _, AppStrategyArgs};

/// The folder of the store: `$XDG_DATA_HOME/mcpserver-operator`, else `~/.local/share/mcpserver-operator`.
#[must_use]
pub fn default_store() -> Option<PathBuf> {
    let args = AppStrategyArgs {
        top_level_domain: String::new(),
        author: String::new(),
        app_name: "mcpserver-operator".to_owned(),
    };
    etcetera::app_strategy::Xdg::new(args).ok().map(|places| places.data_dir())
}

/// A usual place of a client's configuration.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientFile {
    /// The client.
    pub client: &'static str,
    /// The file.
    pub path: PathBuf,
    /// Whether it is there.
    pub exists: bool,
}

/// Below the home folder; published in each client's documentation.
const USUAL: [(&str, &str); 17] = [
    ("Claude Desktop", ".config/Claude/claude_desktop_config.json"),
    ("Claude Desktop (macOS)", "Library/Application Support/Claude/claude_desktop_config.json"),
    ("Claude Code", ".claude.json"),
    ("Cursor", ".cursor/mcp.json"),
    ("VS Code", ".config/Code/User/mcp.json"),
    ("Windsurf", ".codeium/windsurf/mcp_config.json"),
    ("Zed", ".config/zed/settings.json"),
    ("Continue", ".continue/config.yaml"),
    ("goose", ".config/goose/config.yaml"),
    ("Codex", ".codex/config.toml"),
    ("Gemini CLI", ".gemini/settings.json"),
    ("Kiro", ".kiro/settings/mcp.json"),
    ("Amazon Q", ".aws/amazonq/mcp.json"),
    ("opencode", ".config/opencode/opencode.json"),
    ("LM Studio", ".lmstudio/mcp.json"),
    ("Crush", ".config/crush/crush.json"),
    ("Docker MCP Toolkit", ".docker/mcp/registry.yaml"),
];

/// The usual client configuration files of this account, present ones first.
#[must_use]
pub fn client_files() -> Vec<ClientFile> {
    let Ok(home) = etcetera::home_dir() else { return Vec::new() };
    let mut files: Vec<_> = USUAL
        .iter()
        .map(|(client, path)| {
            let path = home.join(path);
            ClientFile { client, exists: path.is_file(), path }
        })
        .collect();
    files.sort_by_key(|file| !file.exists);
    files
}
