//! What an address carries beside the place it names.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{form::removed, reference::refers};

/// An address with user information, a query or a fragment.
static ADDRESS: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"(?i)\b([a-z][a-z0-9+.-]*://)([^\s/?#"'<>`@]*@)?([^\s/?#"'<>`]*)([^\s?#"'<>`]*)(\?[^\s#"'<>`]*)?(#[^\s"'<>`]*)?"#).ok()
});

/// Takes user information, query values and fragments out of every address in a text. References stay, and so does a
/// fragment that is one plain word, as in a link to a heading.
pub(super) fn strip(text: &str, found: &mut Vec<&'static str>) -> String {
    let Some(pattern) = ADDRESS.as_ref() else { return text.to_owned() };
    pattern
        .replace_all(text, |parts: &Captures<'_>| {
            let part = |at: usize| parts.get(at).map_or("", |part| part.as_str());
            let mut out = part(1).to_owned();
            let user = part(2).trim_end_matches('@');
            match user.split_once(':') {
                _ if user.is_empty() => {}
                // A lone user name, as in ssh://git@host, is no credential unless it is long.
                None if user.len() <= 16 && !user.contains(|c: char| c.is_ascii_digit()) => {
                    out.push_str(user);
                    out.push('@');
                }
                Some((_, word)) if refers(word).is_some() || word.starts_with("[removed") => {
                    out.push_str(user);
                    out.push('@');
                }
                _ => {
                    found.push("address credential");
                    out.push_str(&removed("address credential"));
                    out.push('@');
                }
            }
            out.push_str(part(3));
            out.push_str(part(4));
            if let Some(query) = part(5).strip_prefix('?') {
                out.push('?');
                let pairs: Vec<String> = query.split('&').map(|pair| value(pair, found)).collect();
                out.push_str(&pairs.join("&"));
            }
            if let Some(fragment) = part(6).strip_prefix('#') {
                out.push('#');
                if fragment.len() <= 64
                    && !fragment.contains(['=', '%', '&'])
                    && !fragment.bytes().any(|byte| byte.is_ascii_digit())
                {
                    out.push_str(fragment);
                } else {
                    out.push_str(&value(fragment, found));
                }
            }
            out
        })
        .into_owned()
}

fn value(pair: &str, found: &mut Vec<&'static str>) -> String {
    let (name, value) = pair.split_once('=').unwrap_or(("", pair));
    if value.is_empty() || refers(value).is_some() || value.starts_with("[removed") {
        return pair.to_owned();
    }
    found.push("address value");
    let gone = removed("address value");
    if pair.contains('=') { format!("{name}={gone}") } else { gone }
}
