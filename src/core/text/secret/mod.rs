//! Finds credentials by the name of the place they stand in and by their form.
//!
//! A reader drops the value of a place by [`names_secret`] first; [`redact`] then goes over every text that is kept,
//! for what stands where nobody expects it. Redacting twice changes nothing.

mod form;
mod name;
mod pair;
mod url;

pub use name::names_secret;

/// A credential that was removed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// What it looked like, such as `github-token` or `url-login`.
    pub kind: &'static str,
}

const MARK: &str = "[removed: ";

/// Replaces every credential in a text by `[removed: KIND]` and says what was found.
#[must_use]
pub fn redact(text: &str) -> (String, Vec<Found>) {
    let mut found = Vec::new();
    let mut now = text.to_owned();
    // What was cut into pieces may show another form. Every round that finds something leaves less to find.
    loop {
        let before = found.len();
        now = round(&now, &mut found);
        if found.len() == before {
            return (now, found);
        }
    }
}

fn round(text: &str, all: &mut Vec<Found>) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((at, end)) = mark(rest) {
        piece(rest.get(..at).unwrap_or_default(), &mut out, all);
        out.push_str(rest.get(at..end).unwrap_or_default());
        rest = rest.get(end..).unwrap_or_default();
    }
    piece(rest, &mut out, all);
    out
}

/// The first mark of an earlier removal.
fn mark(text: &str) -> Option<(usize, usize)> {
    let mut from = 0;
    loop {
        let at = from + text.get(from..)?.find(MARK)?;
        let kind = text.get(at + MARK.len()..)?;
        let end = kind.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(kind.len());
        if end > 0 && kind.get(end..).is_some_and(|rest| rest.starts_with(']')) {
            return Some((at, at + MARK.len() + end + 1));
        }
        from = at + MARK.len();
    }
}

fn piece(text: &str, out: &mut String, all: &mut Vec<Found>) {
    let mut found = Vec::new();
    if text.len() >= 3 {
        form::find(text, &mut found);
        url::find(text, &mut found);
        pair::find(text, &mut found);
    }
    // A variable in the place of a value is not a credential.
    found.retain(|(start, end, _)| {
        text.get(*start..*end).is_some_and(|value| !value.is_empty() && !is_reference(value))
    });
    found.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.cmp(&a.1)).then(a.2.cmp(b.2)));
    let mut done = 0;
    for (start, end, kind) in found {
        if end <= done {
            continue;
        }
        if start >= done {
            out.push_str(text.get(done..start).unwrap_or_default());
            out.push_str(MARK);
            out.push_str(kind);
            out.push(']');
            all.push(Found { kind });
        }
        // An overlap goes with the mark in front of it.
        done = end;
    }
    out.push_str(text.get(done..).unwrap_or_default());
}

/// Whether a value is nothing but a reference to where the value is kept: `${VAR}`, `$VAR`, `{env:VAR}`, `{{name}}`,
/// `%VAR%`, `op://…`. A default inside the reference makes it a value.
#[must_use]
pub fn is_reference(value: &str) -> bool {
    let value = value.trim();
    let inside = |open: &str, close: &str| {
        let inner = value.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        inner.is_some_and(|inner| {
            let plain = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | ':' | '-' | ' ' | '/');
            !inner.is_empty() && inner.chars().all(plain) && !inner.contains(":-")
        })
    };
    let name = |text: &str| {
        text.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
            && text.chars().all(|c| c.is_ascii_alphanumeric() || c == '_')
    };
    inside("${{", "}}")
        || inside("{{", "}}")
        || inside("${", "}")
        || inside("{env:", "}")
        || inside("$(", ")")
        // Without braces only capitals are a variable: `$ecret` may be a password.
        || value.strip_prefix('$').is_some_and(|text| name(text) && !text.contains(|c: char| c.is_ascii_lowercase()))
        || value.strip_prefix("$env:").is_some_and(name)
        || value.strip_prefix('%').and_then(|rest| rest.strip_suffix('%')).is_some_and(name)
        || value.starts_with("op://")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn gone(text: &str, secret: &str) {
        let (clean, found) = redact(text);
        assert!(!clean.contains(secret) && !found.is_empty(), "{text} -> {clean}");
    }

    #[test]
    fn credentials_are_removed_wherever_they_stand() {
        for secret in [
            "ghp_abcdefghijklmnopqrstuvwxyz0123456789",
            "github_pat_11ABCDEFG0abcdefghijkl_mnop",
            "sk-proj-abcdefghij0123456789",
            "sk-ant-api03-abcdefghijklmnop0123",
            "xoxb-1234567890-abcdef",
            "AKIAIOSFODNN7EXAMPLE",
            "glpat-abcdefghij0123456789",
            "sbp_0123456789abcdef0123456789abcdef01234567",
            "AIzaSyA0123456789abcdefghijklmnopqrstuv",
            "npm_abcdefghijklmnopqrstuvwxyz0123456789",
            "hf_abcdefghijklmnopqrstuvwxyz",
            "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abcdefghijk",
            "226eaf60c2bd7dd19cc86b1327e3cd417645930792c64917c031f8395d36d37a",
            "jURrrIKcdXLgkdR2NbZinJg4BFG5xY7zQ1",
            "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",
        ] {
            gone(secret, secret);
            gone(&format!("use {secret} here"), secret);
            gone(&format!("https://x.example/mcp?k={secret}"), secret);
        }
    }

    #[test]
    fn values_behind_names_are_removed() {
        for text in [
            "API_KEY=\"hunter22\"",
            "token: hunter22",
            "{\"password\":\"hunter22\"}",
            "--api-key hunter22 run",
            "Bearer hunter22",
            "postgresql://user:hunter22@db/x",
            "https://h/p?a=hunter22",
            "https://h/p#hunter22",
            "--token=hunter22",
            "user:hunter22@db.example",
            "postgres://u:pa/hunter22@db",
            "Authorization: Basic hunter22=",
        ] {
            gone(text, "hunter22");
        }
    }

    #[test]
    fn plain_text_and_references_stay() {
        for text in [
            "Reads files in a folder",
            "token=${TOKEN}",
            "--api-key $KEY",
            "https://mcp.example.com:8443/mcp/sse",
            "node server.js",
            "ghcr.io/a/b:1.2",
            "Basic authentication",
            "npx -y @scope/pkg@1.2.3",
            "The key: value store",
            "http://[::1]:80/x",
            "https://${HOST}/mcp",
            "a://",
            "://",
        ] {
            assert_eq!(redact(text), (text.to_owned(), Vec::new()));
        }
    }

    #[test]
    fn a_private_key_goes_whole() {
        gone("x -----BEGIN RSA PRIVATE KEY-----\nMIIE\nabc\n-----END RSA PRIVATE KEY----- y", "MIIE");
        gone("-----BEGIN PRIVATE KEY-----\nMIIE", "MIIE");
    }

    proptest! {
        #[test]
        fn redacting_twice_changes_nothing(text in "([a-zA-Z0-9 :/@?#&=_.{}$\"'\\[\\]-]|token=|Bearer |https://|\\[removed: |ghp_|eyJ|é){0,60}") {
            let (once, _) = redact(&text);
            let (twice, found) = redact(&once);
            prop_assert_eq!(once, twice);
            prop_assert!(found.is_empty());
        }
    }
}
