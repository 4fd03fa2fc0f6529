//! Variables, headers and credentials that an entry hands to its server.

use super::super::{
    draft::Draft,
    tree::{Kind, Node},
};
use super::{
    entry::what,
    secrets::{Kept, Secrets},
};
use crate::core::text::secret::names_secret;

/// Variables and headers: a map, or a list of `NAME=value`, of names, or of objects.
pub(super) fn variables<'a>(
    draft: &mut Draft<'_>,
    secrets: &mut Secrets,
    key: &str,
    node: &'a Node,
) -> Result<(), (&'a Node, &'static str)> {
    let header = key.contains("headers");
    let mut take = |draft: &mut Draft<'_>, name: &str, value: &str, line: usize| {
        let field = format!("{key}.{name}");
        match (key, header) {
            // The value is the name of a variable.
            ("env_http_headers", _) => {
                secrets.declared(draft, name, Kept::Environment, &field, line);
                secrets.auth.get_or_insert("shared-token");
            }
            (_, true) => secrets.header(draft, name, value, &field, line),
            (_, false) => {
                secrets.named(draft, name, value, &field, line);
            }
        }
    };
    match &node.kind {
        Kind::Map(entries) => {
            for (name, line, value) in entries {
                match value.scalar() {
                    Some(value) => take(draft, name, &value, *line),
                    None if value.kind == Kind::Null => take(draft, name, "", *line),
                    None => {
                        let text = format!("a value of {key} is {}, not a text; it was left out", what(value));
                        draft.skipped(&text, &format!("{key}.{name}"), *line);
                    }
                }
            }
        }
        Kind::List(members) => {
            for member in members {
                if let Some(text) = member.text() {
                    let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
                    take(draft, name, value.unwrap_or("${VALUE}"), member.line);
                } else if let Some(name) = member.text_of("name").or_else(|| member.text_of("key")) {
                    let value = member.get("value").and_then(Node::scalar).unwrap_or_default();
                    take(draft, name, &value, member.line);
                }
            }
        }
        _ => return Err((node, "an object of names and values")),
    }
    Ok(())
}

/// Variables and credentials that the entry names without a value.
pub(super) fn handed(draft: &mut Draft<'_>, secrets: &mut Secrets, node: &Node) {
    for (key, kept) in [
        ("env_keys", Kept::Keychain),
        ("env_vars", Kept::Environment),
        ("requiredEnv", Kept::Environment),
        ("runtimeEnv", Kept::Environment),
    ] {
        for member in node.get(key).map_or(&[][..], Node::members) {
            if let Some(name) = member.text().or_else(|| member.text_of("name")) {
                secrets.declared(draft, name, kept, key, member.line);
            }
        }
    }
    for key in ["bearer_token_env_var", "bearerTokenEnvVar"] {
        if let Some(name) = node.text_of(key) {
            let line = node.get(key).map_or(node.line, |node| node.line);
            let shown = if names_secret(name) { name } else { key };
            secrets.declared(draft, shown, Kept::Environment, key, line);
            secrets.auth = Some("shared-token");
        }
    }
    if node.text_of("headersHelper").is_some() {
        secrets.auth.get_or_insert("shared-token");
    }
    if node.first(&["envFile", "env_file"]).is_some_and(|node| node.text().is_some_and(|text| !text.is_empty())) {
        secrets.file = true;
    }
    if let Some(init) = node.path(&["requestInit", "headers"]) {
        // A wrong type in here decides nothing about the start.
        let _ = variables(draft, secrets, "requestInit.headers", init);
    }
    for key in ["oauth", "auth", "authProviderType"] {
        let Some(node) = node.get(key).filter(|node| !matches!(node.kind, Kind::Null | Kind::Bool(false))) else {
            continue;
        };
        let word = node.text().or_else(|| node.text_of("type")).unwrap_or_default().to_ascii_lowercase();
        if key == "oauth" && node.is_map() || word.contains("oauth") || word.contains("google_credentials") {
            secrets.auth = Some("oauth");
        } else if node.first(&["api_key_env", "token_env", "tokenEnv"]).is_some()
            || matches!(word.as_str(), "bearer" | "static" | "api-key" | "apikey" | "token")
        {
            secrets.auth.get_or_insert("shared-token");
        }
        for inner in ["api_key_env", "token_env", "tokenEnv"] {
            if let Some(name) = node.text_of(inner) {
                secrets.declared(draft, name, Kept::Environment, &format!("{key}.{inner}"), node.line);
            }
        }
        secrets.sweep(draft, key, node);
    }
}
