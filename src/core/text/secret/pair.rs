//! Credentials behind a name in running text: `token=…`, `"apiKey": "…"`, `--api-key …`, `Bearer …`.

use std::sync::LazyLock;

use regex::Regex;

use super::{is_reference, names_secret};

static PAIR: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r#"([A-Za-z0-9_.-]{2,80})\\?["']?[ \t]*(=|:)[ \t]*\\?(?:"([^"]*?)\\?"|'([^']*)'|(\$?\{[^}\s]*\}+|[^\s"'&,;}\])]+))"#).ok()
});
static FLAG: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?:^|[\s"'])--?([A-Za-z][A-Za-z0-9_-]*)[ \t]+["']?([^\s"'-][^\s"']*)"#).ok());
static SCHEME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?i)\b(?:bearer|basic|apikey|api-key)[ \t]+([A-Za-z0-9._~+/=:|-]{8,})").ok());
static LOGIN: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"(?:^|[\s=])([A-Za-z0-9._-]+):([^\s:@/]{3,})@([A-Za-z][A-Za-z0-9.-]*)").ok());

/// Every credential behind a name, as byte ranges.
pub(super) fn find(text: &str, found: &mut Vec<(usize, usize, &'static str)>) {
    let hits = |pattern: &'static Option<Regex>| pattern.iter().flat_map(|pattern| pattern.captures_iter(text));
    for hit in hits(&PAIR) {
        let value = hit.get(3).or_else(|| hit.get(4)).or_else(|| hit.get(5));
        let (Some(name), Some(sign), Some(value)) = (hit.get(1), hit.get(2), value) else { continue };
        let said = value.as_str();
        // Behind a colon stands prose as often as a value.
        let prose = sign.as_str() == ":" && hit.get(5).is_some() && said.bytes().all(|byte| byte.is_ascii_alphabetic());
        let known = names_secret(name.as_str()) && !said.is_empty() && !is_reference(said) && !said.starts_with("//");
        let scheme = ["bearer", "basic"].contains(&said.to_ascii_lowercase().as_str());
        if known && !prose && !scheme {
            found.push((value.start(), value.end(), "named-value"));
        }
    }
    for hit in hits(&FLAG) {
        if let (Some(name), Some(value)) = (hit.get(1), hit.get(2))
            && names_secret(name.as_str())
            && !is_reference(value.as_str())
        {
            found.push((value.start(), value.end(), "flag-value"));
        }
    }
    for hit in hits(&SCHEME) {
        if let Some(value) = hit.get(1)
            && (value.len() >= 24 || value.as_str().bytes().any(|byte| byte.is_ascii_digit() || byte == b'='))
        {
            found.push((value.start(), value.end(), "authorization"));
        }
    }
    for hit in hits(&LOGIN) {
        if let (Some(name), Some(password), Some(host)) = (hit.get(1), hit.get(2), hit.get(3))
            && !matches!(name.as_str(), "npm" | "jsr" | "git" | "github")
            && !host.as_str().starts_with("sha")
            && !is_reference(password.as_str())
        {
            found.push((password.start(), password.end(), "password"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert!(PAIR.is_some() && FLAG.is_some() && SCHEME.is_some() && LOGIN.is_some());
    }
}
