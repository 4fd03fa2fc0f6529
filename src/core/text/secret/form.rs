//! Credentials by their form: known prefixes, signed tokens, keys, and long random runs.

use std::sync::LazyLock;

use regex::Regex;

/// Forms that need no second look. Prefixes as the issuers publish them.
const FORMS: &[(&str, &str)] = &[
    ("private-key", r"(?s)-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----.*?(?:-----END [A-Z0-9 ]*PRIVATE KEY-----|\z)"),
    ("jwt", r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{4,}(?:\.[A-Za-z0-9_-]*)?"),
    ("github-token", r"\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{20,})"),
    ("gitlab-token", r"\bgl(?:pat|ptt|dt|rt|oas)-[A-Za-z0-9_.-]{12,}"),
    ("api-key", r"\b(?:sk|pk|rk)-[A-Za-z0-9_-]*[A-Za-z0-9]{16,}[A-Za-z0-9_-]*"),
    ("api-key", r"\b(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{12,}"),
    (
        "api-key",
        r"\b(?:ctx7sk|tvly|fc|pplx|xai|gsk|r8|figd|dapi|nvapi|lin_api|apify_api|ntn|secret)[-_][A-Za-z0-9_-]{20,}",
    ),
    ("slack-token", r"\b(?:xox[a-z]|xapp)-[A-Za-z0-9-]{8,}"),
    ("aws-key", r"\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b"),
    ("supabase-token", r"\bsbp_[A-Za-z0-9]{16,}"),
    ("google-key", r"\bAIza[A-Za-z0-9_-]{20,}"),
    ("google-token", r"\bya29\.[A-Za-z0-9_-]{16,}"),
    ("npm-token", r"\bnpm_[A-Za-z0-9]{20,}"),
    ("pypi-token", r"\bpypi-[A-Za-z0-9_-]{40,}"),
    ("hugging-face-token", r"\bhf_[A-Za-z0-9]{20,}"),
    ("digitalocean-token", r"\bdo[opr]_v1_[a-f0-9]{20,}"),
    ("shopify-token", r"\bshp(?:at|ca|pa|ss)_[A-Fa-f0-9]{20,}"),
    ("sendgrid-key", r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"),
    ("brave-key", r"\bBSA[A-Za-z0-9_-]{25,}"),
    ("telegram-token", r"\b[0-9]{8,10}:AA[A-Za-z0-9_-]{30,}"),
];

struct Form {
    kind: &'static str,
    pattern: Regex,
}

static KNOWN: LazyLock<Vec<Form>> = LazyLock::new(|| {
    let compile = |(kind, text): &(&'static str, &str)| Regex::new(text).ok().map(|pattern| Form { kind, pattern });
    FORMS.iter().filter_map(compile).collect()
});

static HEX: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"\b(?:[0-9a-f]{32,}|[0-9A-F]{32,})\b").ok());
static RUN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[A-Za-z0-9+/_-]{32,}={0,2}").ok());

/// What may stand in front of a checksum or a commit, which are no credentials.
const MARKS_OF_A_DIGEST: &[&str] =
    &["sha256:", "sha512:", "sha1:", "sha512-", "@", "#", "/commit/", "/tree/", "/blob/"];

/// Every credential in a text by its form, as byte ranges; they may overlap.
pub(super) fn find(text: &str, found: &mut Vec<(usize, usize, &'static str)>) {
    for form in KNOWN.iter() {
        found.extend(form.pattern.find_iter(text).map(|hit| (hit.start(), hit.end(), form.kind)));
    }
    let runs = HEX.iter().flat_map(|pattern| pattern.find_iter(text)).filter(|hit| mixed_hex(hit.as_str()));
    let more = RUN.iter().flat_map(|pattern| pattern.find_iter(text)).filter(|hit| random(hit.as_str()));
    for hit in runs.chain(more) {
        let before = text.get(..hit.start()).unwrap_or_default();
        if !MARKS_OF_A_DIGEST.iter().any(|mark| before.ends_with(mark)) {
            found.push((hit.start(), hit.end(), "random-text"));
        }
    }
}

fn mixed_hex(run: &str) -> bool {
    let digits = run.bytes().filter(u8::is_ascii_digit).count();
    digits >= 4 && run.len() - digits >= 4
}

/// Whether a run looks drawn at random. Random base64 changes between capitals, small letters and digits about every
/// other character; names and paths do so seldom.
fn random(run: &str) -> bool {
    let class = |byte: u8| match byte {
        b'0'..=b'9' => 0_u8,
        b'a'..=b'z' => 1,
        b'A'..=b'Z' => 2,
        _ => 3,
    };
    let classes: Vec<u8> = run.bytes().map(class).collect();
    let of = |wanted: u8| classes.iter().filter(|class| **class == wanted).count();
    let changes = classes.windows(2).filter(|pair| pair.first() != pair.last()).count();
    of(0) >= 3 && of(1) >= 3 && of(2) >= 3 && changes * 5 >= run.len() * 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(KNOWN.len(), FORMS.len());
        assert!(HEX.is_some() && RUN.is_some());
    }

    #[test]
    fn paths_digests_and_names_are_no_credentials() {
        for text in [
            "/home/ubuntu/projects/MyApplication2024/servers/FilesystemServer",
            "ghcr.io/a/b@sha256:226eaf60c2bd7dd19cc86b1327e3cd417645930792c64917c031f8395d36d37a",
            "git+https://github.com/o/r@662a19193fa79de1e4fa4f53faa25191c41481dc",
            "@modelcontextprotocol/server-sequential-thinking",
            "550e8400-e29b-41d4-a716-446655440000",
        ] {
            let mut found = Vec::new();
            find(text, &mut found);
            assert!(found.is_empty(), "{text} {found:?}");
        }
    }
}
