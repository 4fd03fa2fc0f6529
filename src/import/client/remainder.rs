//! What no other reader took: values of inputs, fields nobody knows, characters nobody sees.

use super::super::{
    draft::{Draft, hidden_text},
    tree::Node,
};
use super::{entry::what, secrets::Secrets};
use crate::core::{
    profile::NoticeKind,
    text::{
        clean,
        secret::{names_secret, redact},
    },
};

/// Keys that some reader of ours looks at, or that say nothing about the server.
const KNOWN: [&str; 78] = [
    "command",
    "cmd",
    "args",
    "env",
    "envs",
    "environment",
    "env_keys",
    "env_vars",
    "envFile",
    "requiredEnv",
    "runtimeEnv",
    "url",
    "serverUrl",
    "httpUrl",
    "uri",
    "endpoint",
    "headers",
    "http_headers",
    "env_http_headers",
    "headersHelper",
    "requestInit",
    "bearer_token_env_var",
    "type",
    "transport",
    "transportType",
    "oauth",
    "auth",
    "authProviderType",
    "disabled",
    "enabled",
    "enabledByDefault",
    "options",
    "autoApprove",
    "alwaysAllow",
    "auto_approve",
    "always_allow",
    "autoApproveTools",
    "trust",
    "available_tools",
    "includeTools",
    "enabled_tools",
    "enabledTools",
    "tools",
    "allowedTools",
    "description",
    "name",
    "display_name",
    "title",
    "package",
    "launcher",
    "source",
    "config",
    "cwd",
    "timeout",
    "bundled",
    "dev",
    "gallery",
    "version",
    "disabledTools",
    "disabled_tools",
    "excludeTools",
    "metadata",
    "startup",
    "initTimeout",
    "startup_timeout_sec",
    "icon",
    "startup_timeout_ms",
    "tool_timeout_sec",
    "capabilities",
    "settings",
    "chatMenu",
    "serverInstructions",
    "watchPaths",
    "id",
    "working_dir",
    "networkTimeout",
    "iconPath",
    "sampling",
];

/// Characters nobody sees are told wherever they stand, also in what is not kept.
pub(super) fn hidden(draft: &mut Draft<'_>, field: &str, node: &Node) {
    if let Some(text) = node.text() {
        let count = clean(text).hidden;
        if count > 0 {
            draft.notice(NoticeKind::HiddenText, &hidden_text(count), field, node.line);
        }
    }
    for (name, line, inner) in node.entries() {
        let field = if field.is_empty() { name.clone() } else { format!("{field}.{name}") };
        let count = clean(name).hidden;
        if count > 0 {
            draft.notice(NoticeKind::HiddenText, &hidden_text(count), &field, *line);
        }
        hidden(draft, &field, inner);
    }
    for (at, member) in node.members().iter().enumerate() {
        hidden(draft, &format!("{field}[{at}]"), member);
    }
}

/// Values that a file of inputs holds in advance.
pub(super) fn inputs(draft: &mut Draft<'_>, secrets: &mut Secrets, inputs: &[Node], node: &Node) {
    for input in inputs {
        let (Some(id), Some(default)) = (input.text_of("id"), input.text_of("default")) else { continue };
        let hidden = input.bool_of("password") == Some(true) || names_secret(id);
        if (hidden || !redact(default).1.is_empty()) && mentions(node, &format!("${{input:{id}}}")) {
            let field = format!("inputs.{id}.default");
            let name = draft.text(id, &field, input.line);
            secrets.inline(draft, name, &field, input.get("default").map_or(input.line, |node| node.line));
        }
    }
}

fn mentions(node: &Node, wanted: &str) -> bool {
    node.text().is_some_and(|text| text.contains(wanted))
        || node.members().iter().any(|node| mentions(node, wanted))
        || node.entries().iter().any(|(_, _, node)| mentions(node, wanted))
}

/// Fields nobody models: key and type are told, the value is not kept.
pub(super) fn unknown(draft: &mut Draft<'_>, secrets: &mut Secrets, node: &Node) {
    for (name, line, value) in node.entries() {
        if KNOWN.contains(&name.as_str()) {
            if matches!(
                name.as_str(),
                "metadata" | "settings" | "options" | "capabilities" | "source" | "cwd" | "gallery" | "sampling"
            ) {
                secrets.sweep(draft, name, value);
            }
            continue;
        }
        let found = value.scalar().is_some_and(|text| secrets.named(draft, name, &text, name, *line));
        if value.scalar().is_none() {
            secrets.sweep(draft, name, value);
        }
        if !found && !name.starts_with(['_', '$', '/']) {
            draft.skipped(&format!("this field ({}) is not known here and was not used", what(value)), name, *line);
        }
    }
}
