//! What the client may do without asking, and what the names of tools say.

use super::super::{
    draft::Draft,
    limits::LIST_LIMIT,
    tree::{Kind, Node},
};
use crate::core::{profile::Value, text::Clean};

/// Verbs after which something is gone.
const DESTRUCTIVE: [&str; 7] = ["delete", "remove", "drop", "kill", "uninstall", "terminate", "merge"];
/// Other verbs that names of tools start with; the first verb of a name decides.
const OTHER: [&str; 44] = [
    "get", "list", "create", "update", "add", "set", "read", "write", "search", "find", "fetch", "query", "describe",
    "show", "check", "open", "close", "edit", "move", "copy", "send", "post", "put", "patch", "run", "execute",
    "start", "stop", "enable", "disable", "apply", "generate", "upload", "download", "view", "count", "validate",
    "resolve", "manage", "save", "navigate", "click", "review", "rename",
];

/// Whether the verb of a tool's name destroys: `delete_group` and `confirm_delete_group` do, `update_merge_request`
/// does not.
#[must_use]
pub(super) fn destroys(tool: &str) -> bool {
    let mut words: Vec<String> = vec![String::new()];
    let mut lower = false;
    for c in tool.chars().take(256) {
        if !c.is_alphanumeric() || (lower && c.is_uppercase()) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        lower = c.is_lowercase();
    }
    words
        .iter()
        .find(|word| DESTRUCTIVE.contains(&word.as_str()) || OTHER.contains(&word.as_str()))
        .is_some_and(|verb| DESTRUCTIVE.contains(&verb.as_str()))
}

/// Reads the lists of tools of an entry.
pub(super) fn read(draft: &mut Draft<'_>, node: &Node) {
    let mut tools: Vec<Clean> = Vec::new();
    let (mut unasked, mut place) = (None, ("", node.line));
    for key in ["autoApprove", "alwaysAllow", "auto_approve", "always_allow", "autoApproveTools", "trust"] {
        let Some(value) = node.get(key) else { continue };
        let names = names(draft, key, value);
        if !names.is_empty() || value.kind == Kind::Bool(true) {
            unasked.get_or_insert((key, value.line));
        }
        tools.extend(names.into_iter().filter(|name| *name != "*"));
    }
    for key in ["available_tools", "includeTools", "enabled_tools", "enabledTools", "tools", "allowedTools"] {
        let Some(value) = node.get(key) else { continue };
        let names = names(draft, key, value);
        if !names.is_empty() {
            place = (key, value.line);
        }
        tools.extend(names.into_iter().filter(|name| *name != "*"));
    }
    let mut seen = std::collections::BTreeSet::new();
    tools.retain(|tool| seen.insert(tool.clone()));
    tools.truncate(LIST_LIMIT);
    if let Some((key, line)) = unasked {
        draft.word("approval", "none", key, line);
        place = (key, line);
    }
    let gone: Vec<Clean> = tools.iter().filter(|tool| destroys(tool.as_str())).cloned().collect();
    if !gone.is_empty() {
        draft.say("tools.destructive", Value::List(gone), place.0, place.1);
    }
    if !tools.is_empty() {
        draft.say("tools.names", Value::List(tools), place.0, place.1);
    }
}

fn names(draft: &mut Draft<'_>, key: &str, node: &Node) -> Vec<Clean> {
    let texts = node
        .members()
        .iter()
        .take(LIST_LIMIT)
        .filter_map(|member| Some((member.text().or_else(|| member.text_of("name"))?, member.line)));
    texts.filter(|(text, _)| !text.trim().is_empty()).map(|(text, line)| draft.text(text, key, line)).collect()
}

#[cfg(test)]
mod tests {
    use super::destroys;

    #[test]
    fn the_verb_decides() {
        for tool in [
            "delete_entities",
            "confirm_delete_application",
            "drop-database",
            "removeUserFromGroup",
            "merge_pull_request",
            "kill",
        ] {
            assert!(destroys(tool), "{tool}");
        }
        for tool in ["update_merge_request", "list_deleted", "get_drop_zone", "read_graph", "undelete", ""] {
            assert!(!destroys(tool), "{tool}");
        }
    }
}
