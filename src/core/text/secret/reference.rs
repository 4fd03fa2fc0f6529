//! References to credentials, and words that stand in for one.

/// Where a reference says the value is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reference {
    /// An environment variable: `${X}`, `$X`, `${env:X}`, `{env:X}`, `%X%`.
    Environment,
    /// Asked for by the client and kept by it: `${input:x}`, `${user_config.x}`.
    Keychain,
    /// A password manager or vault: `op://..`, `vault:..`, `${secret:..}`, `aws-sm://..`.
    Vault,
    /// A file that is read when the server starts: `{file:..}`.
    File,
}

/// Whether a whole value is a reference and nothing else; a scheme such as `Bearer` may stand before it.
///
/// A default inside the reference (`${X:-value}`) makes it a value: it is not a reference then, unless the default is
/// empty or itself a reference.
#[must_use]
pub fn refers(value: &str) -> Option<Reference> {
    let value = value.trim();
    let value = ["Bearer ", "bearer ", "Basic ", "basic ", "token ", "Token "]
        .iter()
        .find_map(|scheme| value.strip_prefix(scheme))
        .unwrap_or(value)
        .trim();
    let lower = value.to_ascii_lowercase();
    let vaults =
        ["op://", "vault:", "vault://", "aws-sm://", "gcp-sm://", "azure-kv://", "keyring:", "bws://", "doppler://"];
    if vaults.iter().any(|scheme| lower.starts_with(scheme)) && !value.contains(char::is_whitespace) {
        return Some(Reference::Vault);
    }
    if let Some(inner) = value.strip_prefix("${{").and_then(|rest| rest.strip_suffix("}}")) {
        return inside(inner.trim());
    }
    if let Some(inner) = value.strip_prefix("{{").and_then(|rest| rest.strip_suffix("}}")) {
        return inside(inner.trim());
    }
    if let Some(inner) = value.strip_prefix("${").and_then(|rest| rest.strip_suffix('}')) {
        return inside(inner);
    }
    if let Some(inner) = value.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) {
        return inside(inner);
    }
    if let Some(inner) = value.strip_prefix('%').and_then(|rest| rest.strip_suffix('%')) {
        return is_name(inner).then_some(Reference::Environment);
    }
    value.strip_prefix('$').filter(|name| is_name(name)).map(|_| Reference::Environment)
}

fn is_name(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 128
        && !text.starts_with(|c: char| c.is_ascii_digit() && text.len() > 64)
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'))
}

/// What stands between the braces.
fn inside(inner: &str) -> Option<Reference> {
    let (scheme, rest) = inner.split_once(':').unwrap_or(("", inner));
    if let Some(default) = rest.strip_prefix(['-', '=']).filter(|_| is_name(scheme)) {
        return (default.is_empty() || refers(default).is_some()).then_some(Reference::Environment);
    }
    match scheme.to_ascii_lowercase().as_str() {
        "" if inner.starts_with("user_config.") || inner.starts_with("inputs.") => Some(Reference::Keychain),
        "" if inner.starts_with("secrets.") => Some(Reference::Vault),
        "" => is_name(inner).then_some(Reference::Environment),
        "env" if is_name(rest) => Some(Reference::Environment),
        "input" if is_name(rest) => Some(Reference::Keychain),
        "keychain" | "keyring" if is_name(rest) => Some(Reference::Keychain),
        "secret" | "secrets" | "vault" | "op" if !rest.contains(char::is_whitespace) => Some(Reference::Vault),
        "file" => Some(Reference::File),
        _ => None,
    }
}

/// Whether a value only stands in for one that somebody is to fill in: `YOUR_API_KEY`, `<token>`, `xxx`.
#[must_use]
pub fn is_placeholder(value: &str) -> bool {
    let value = value.trim();
    let value =
        ["Bearer ", "Basic ", "bearer ", "basic "].iter().find_map(|s| value.strip_prefix(s)).unwrap_or(value).trim();
    let lower = value.to_lowercase();
    if value.is_empty() {
        return true;
    }
    let bracketed = |open, close| value.starts_with(open) && value.ends_with(close) && value.len() > 2;
    if bracketed('<', '>') || bracketed('[', ']') {
        return true;
    }
    let words: Vec<&str> = lower.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let stands_in = |word: &&str| {
        matches!(
            *word,
            "your"
                | "yours"
                | "my"
                | "placeholder"
                | "changeme"
                | "change"
                | "replace"
                | "replaceme"
                | "insert"
                | "example"
                | "todo"
                | "dummy"
                | "redacted"
                | "removed"
                | "here"
        ) || word.len() >= 3 && (word.bytes().all(|byte| byte == b'x') || word.bytes().all(|byte| byte == b'*'))
    };
    let pronounced = words.iter().any(stands_in) || words.first().is_some_and(|word| word.starts_with("your"));
    // A long run of letters and digits beside such a word may still be the value.
    let plain = words.iter().all(|word| word.len() <= 16 && word.bytes().filter(u8::is_ascii_digit).count() <= 4);
    pronounced && plain
        || value.bytes().all(|byte| matches!(byte, b'*' | b'.' | b'x' | b'X' | b'-')) && value.len() >= 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_told_from_values() {
        for (value, kept) in [
            ("${GITHUB_TOKEN}", Reference::Environment),
            ("$TFE_TOKEN", Reference::Environment),
            ("${env:GITHUB_TOKEN}", Reference::Environment),
            ("{env:X}", Reference::Environment),
            ("Bearer ${API_TOKEN}", Reference::Environment),
            ("${X:-}", Reference::Environment),
            ("${KUBECONFIG:-${HOME}}", Reference::Environment),
            ("%APPDATA%", Reference::Environment),
            ("{{LIBRECHAT_USER_ID}}", Reference::Environment),
            ("${input:pw}", Reference::Keychain),
            ("${user_config.api_key}", Reference::Keychain),
            ("op://vault/item/field", Reference::Vault),
            ("{file:~/.secret}", Reference::File),
        ] {
            assert_eq!(refers(value), Some(kept), "{value}");
        }
        for value in ["hunter2", "${X:-hunter2}", "$2a$10$abc", "Bearer abc", "", "${A} ${B}", "{\"a\":1}"] {
            assert_eq!(refers(value), None, "{value}");
        }
    }

    #[test]
    fn placeholders_are_told_from_values() {
        for value in [
            "YOUR_API_KEY_HERE",
            "<your-token>",
            "xxxx",
            "",
            "your-api-key",
            "sk-your-key",
            "changeme",
            "Bearer YOUR_TOKEN",
            "ghp_xxxxxxxx",
        ] {
            assert!(is_placeholder(value), "{value}");
        }
        for value in [
            "hunter2",
            "violet-comet-49",
            "ghp_s1TyDMW5OPfD9jn2HHqFuv2TB8aqwuOoIVkU",
            "77c16318a3b377961d50d1fedfb48631",
        ] {
            assert!(!is_placeholder(value), "{value}");
        }
    }
}
