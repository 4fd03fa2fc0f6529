//! Names of tools that an entry lists, and which of them destroy.

use super::super::tree::{Kind, Node};

/// Verbs of what is hard to bring back.
const DESTRUCTIVE: &[&str] =
    &["delete", "remove", "drop", "kill", "uninstall", "terminate", "merge", "destroy", "purge", "wipe"];
/// Verbs that settle what a tool does before a noun such as `merge_request` comes.
const OTHER: &[&str] = &[
    "get", "list", "read", "update", "create", "add", "search", "find", "fetch", "show", "describe", "view", "set",
    "edit", "open", "close", "check", "query", "send", "write", "count", "resolve", "approve", "review", "comment",
];

/// Whether the verb in a tool's name says that it destroys.
pub(super) fn destroys(tool: &str) -> bool {
    let own = tool.rsplit("__").next().unwrap_or(tool).rsplit(['/', '.']).next().unwrap_or(tool);
    let mut words: Vec<String> = Vec::new();
    let mut lower = false;
    for c in own.chars() {
        if !c.is_alphanumeric() {
            words.push(String::new());
        } else {
            if words.is_empty() || (c.is_uppercase() && lower) {
                words.push(String::new());
            }
            if let Some(word) = words.last_mut() {
                word.extend(c.to_lowercase());
            }
        }
        lower = c.is_lowercase();
    }
    for (at, word) in words.iter().enumerate() {
        if DESTRUCTIVE.contains(&word.as_str()) {
            let noun = word == "merge" && words.get(at + 1).is_some_and(|next| next.starts_with("request"));
            return !noun;
        }
        if OTHER.contains(&word.as_str()) {
            return false;
        }
    }
    false
}

/// What an entry lets run without asking: whether anything does, and the tools it names.
pub(super) fn unasked(entry: &Node) -> (bool, Vec<(String, usize)>) {
    let mut any = entry.bool_of("trust") == Some(true);
    let mut named = Vec::new();
    for key in ["autoApprove", "alwaysAllow", "autoApproved", "auto_approve", "always_allow", "autoapprove"] {
        let Some(node) = entry.get(key) else { continue };
        match &node.kind {
            Kind::Bool(true) => any = true,
            Kind::Text(word) if word == "*" || word == "all" => any = true,
            Kind::List(members) => {
                any |= !members.is_empty();
                named.extend(names(members));
            }
            _ => {}
        }
    }
    (any, named)
}

/// The tools an entry offers, where it lists them.
pub(super) fn offered(entry: &Node) -> Vec<(String, usize)> {
    let keys = ["available_tools", "includeTools", "enabled_tools", "enabledTools"];
    keys.iter().filter_map(|key| entry.get(key)).flat_map(|node| names(node.members())).collect()
}

fn names(members: &[Node]) -> Vec<(String, usize)> {
    let texts = members.iter().filter_map(|node| node.text().map(|text| (text.to_owned(), node.line)));
    texts.filter(|(text, _)| !text.contains('*') && !text.trim().is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_verb_decides() {
        for tool in [
            "delete_entities",
            "confirm_delete_application",
            "deleteFile",
            "mcp__x__drop_table",
            "merge_pull_request",
            "bulk-remove",
        ] {
            assert!(destroys(tool), "{tool}");
        }
        for tool in ["update_merge_request", "list_deleted", "get_delete_log", "merge_request_notes", "read_graph", ""]
        {
            assert!(!destroys(tool), "{tool}");
        }
    }
}
