//! Credentials by their form, taken out of text that is kept.

use std::sync::LazyLock;

use regex::{Captures, Regex};

use super::{
    encoded, entropy,
    name::names_secret,
    reference::{is_placeholder, refers},
    url,
};
use crate::core::text::is_hidden;

/// A credential that was taken out. Its kind alone is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Found {
    /// What it looked like, such as `GitHub token` or `private key`.
    pub kind: &'static str,
}

/// What stands where a credential stood.
pub(super) fn removed(kind: &str) -> String {
    format!("[removed: {kind}]")
}

/// Forms that vendors and standards give their credentials. The first that fits names the kind.
const FORMS: [(&str, &str); 26] = [
    ("private key", r"(?s)-----BEGIN [A-Z0-9 ]*PRIVATE KEY[A-Z ]*-----.*?(?:-----END [A-Z0-9 ]*-----|\z)"),
    ("GitHub token", r"\b(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_[A-Za-z0-9_]{20,})"),
    ("Anthropic key", r"\bsk-ant-[A-Za-z0-9_-]{16,}"),
    ("API key", r"\bsk-[A-Za-z0-9_-]{16,}"),
    ("Slack token", r"\bxox[a-z]-[A-Za-z0-9-]{8,}|\bxapp-[A-Za-z0-9-]{8,}"),
    ("Slack webhook", r"hooks\.slack\.com/(?:services|workflows)/[A-Za-z0-9/_-]+"),
    ("AWS key", r"\b(?:AKIA|ASIA|AROA|AIDA|ABIA|ACCA)[A-Z0-9]{16}\b"),
    ("GitLab token", r"\bgl(?:pat|ptt|dt|rt|cbt|soat|ft)-[A-Za-z0-9_.-]{16,}"),
    ("Supabase token", r"\bsb(?:p|_secret|_publishable)_[A-Za-z0-9_-]{16,}"),
    ("Google key", r"\bAIza[A-Za-z0-9_-]{30,}|\bya29\.[A-Za-z0-9_.-]{16,}|\bGOCSPX-[A-Za-z0-9_-]{16,}"),
    ("Stripe key", r"\b(?:sk|rk|pk)_(?:live|test)_[A-Za-z0-9]{10,}|\bwhsec_[A-Za-z0-9]{16,}"),
    ("npm token", r"\bnpm_[A-Za-z0-9]{20,}"),
    ("PyPI token", r"\bpypi-[A-Za-z0-9_-]{32,}"),
    ("Hugging Face token", r"\bhf_[A-Za-z0-9]{16,}"),
    ("Notion token", r"\b(?:ntn|secret)_[A-Za-z0-9]{30,}"),
    ("Vault token", r"\bhv[sbr]\.[A-Za-z0-9_-]{16,}"),
    ("DigitalOcean token", r"\bdo[opr]_v1_[a-f0-9]{32,}"),
    ("Docker token", r"\bdckr_(?:pat|oat)_[A-Za-z0-9_-]{16,}"),
    ("Linear key", r"\blin_(?:api|oauth)_[A-Za-z0-9]{16,}"),
    ("Figma token", r"\bfig[du]_[A-Za-z0-9_-]{16,}"),
    ("Atlassian token", r"\bATATT3[A-Za-z0-9_=-]{16,}"),
    ("SendGrid key", r"\bSG\.[A-Za-z0-9_-]{16,}\.[A-Za-z0-9_-]{16,}"),
    ("Telegram token", r"\b\d{8,10}:AA[A-Za-z0-9_-]{30,}"),
    ("age key", r"(?i)\bAGE-SECRET-KEY-1[A-Z0-9]{20,}"),
    (
        "vendor token",
        r"\b(?:tvly|pplx|gsk|xai|nvapi|r8|phc|dapi|sntrys|sntryu|shpat|shpss|EAAC|ATCTT|PMAK|NRAK|rnd|fc|exa|ctx7sk|key|lsv2_pt|lsv2_sk|pul|tfp|sq0csp|dp\.pt|dp\.st|CFPAT)[-_][A-Za-z0-9_-]{20,}",
    ),
    ("signed token", r"\beyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,}(?:\.[A-Za-z0-9_-]*)?"),
];

static PATTERNS: LazyLock<Vec<(&'static str, Regex)>> =
    LazyLock::new(|| FORMS.iter().filter_map(|(kind, pattern)| Some((*kind, Regex::new(pattern).ok()?))).collect());

/// `Bearer abc`: the scheme stays, what follows goes.
static SCHEME: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r#"(?i)\b(bearer|basic|digest|apikey|bot)(\s+)([A-Za-z0-9._~+/=:%-]{6,})"#).ok());

/// `name=value`, `name: value`, `"name": "value"`, `--name value`, `${NAME:-value}`.
static ASSIGNMENT: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r#"(?i)(--?[a-z][a-z0-9_.-]*["']?(?:\s*=\s*|\s+)|\$\{[a-z_][a-z0-9_]*:[-=]|["']?[a-z_][a-z0-9_.-]*["']?\s*(?:=|:|=>|:=)\s*)("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|[^\s"',;&}]+)"#,
    )
    .ok()
});

/// Runs that may be random.
static RUN: LazyLock<Option<Regex>> = LazyLock::new(|| Regex::new(r"[A-Za-z0-9+/_-]{20,}={0,2}").ok());

/// Takes everything that looks like a credential out of a text and leaves `[removed: KIND]` in its place; says what
/// was found, in the order of kinds, without any value. References (`${TOKEN}`) and placeholders (`YOUR_KEY`) stay.
#[must_use]
pub fn redact(text: &str) -> (String, Vec<Found>) {
    let (out, found) = pass(text);
    // Characters that nobody sees may break a credential apart; a second look goes past them.
    if text.chars().any(is_hidden) {
        let bare: String = text.chars().filter(|c| !is_hidden(*c) || c.is_whitespace()).collect();
        let (bare, more) = pass(&bare);
        if !more.is_empty() && more.len() >= found.len() {
            return (bare, more);
        }
    }
    (out, found)
}

/// Most rounds over one text. Every round that finds something leaves less to find; two are enough in practice.
const ROUNDS: usize = 8;

fn pass(text: &str) -> (String, Vec<Found>) {
    let mut kinds = Vec::new();
    let mut out = text.to_owned();
    if text.len() >= 6 {
        // What was taken out may have split what stood beside it into another form.
        for _ in 0..ROUNDS {
            let before = kinds.len();
            out = round(out, &mut kinds);
            if kinds.len() == before {
                break;
            }
        }
    }
    kinds.sort_unstable();
    (out, kinds.into_iter().map(|kind| Found { kind }).collect())
}

fn round(mut out: String, kinds: &mut Vec<&'static str>) -> String {
    for (kind, pattern) in PATTERNS.iter() {
        if pattern.is_match(&out) {
            out = pattern.replace_all(&out, |parts: &Captures<'_>| form(kind, &parts[0], kinds)).into_owned();
        }
    }
    out = url::strip(&out, kinds);
    out = schemes(&out, kinds);
    out = assignments(&out, kinds);
    runs(&out, kinds)
}

fn form(kind: &'static str, hit: &str, kinds: &mut Vec<&'static str>) -> String {
    if is_placeholder(hit) {
        return hit.to_owned();
    }
    kinds.push(kind);
    removed(kind)
}

fn schemes(text: &str, kinds: &mut Vec<&'static str>) -> String {
    let Some(pattern) = SCHEME.as_ref() else { return text.to_owned() };
    pattern
        .replace_all(text, |parts: &Captures<'_>| {
            let value = &parts[3];
            // "Basic authentication" is a sentence, "Basic dXNlcjpw" a credential.
            let worded = value
                .trim_end_matches(['.', ':'])
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte == b'-' || byte == b'/');
            if worded || is_placeholder(value) || refers(value).is_some() {
                return parts[0].to_owned();
            }
            kinds.push("authorization");
            format!("{}{}{}", &parts[1], &parts[2], removed("authorization"))
        })
        .into_owned()
}

fn assignments(text: &str, kinds: &mut Vec<&'static str>) -> String {
    let Some(pattern) = ASSIGNMENT.as_ref() else { return text.to_owned() };
    pattern
        .replace_all(text, |parts: &Captures<'_>| {
            let (head, value) = (&parts[1], &parts[2]);
            let name = head.trim_start_matches("${").trim_end_matches([' ', '\t', '=', ':', '-', '>', '"', '\'']);
            let bare = value.trim_matches(['"', '\'']);
            let spaced = head.ends_with(char::is_whitespace) && !head.contains(['=', ':']);
            let word = bare.trim_end_matches(['.', ',', ';', ')']).to_ascii_lowercase();
            let kept = !names_secret(name)
                || bare.len() < 3
                || spaced && bare.starts_with('-')
                || bare.contains("[removed")
                || matches!(
                    word.as_str(),
                    "true" | "false" | "null" | "none" | "required" | "optional" | "string" | "bearer" | "basic"
                )
                || is_placeholder(bare)
                || bare.starts_with('$')
                || bare.starts_with('{')
                || refers(bare).is_some();
            if kept {
                return parts[0].to_owned();
            }
            kinds.push("named credential");
            format!("{head}{}", removed("named credential"))
        })
        .into_owned()
}

fn runs(text: &str, kinds: &mut Vec<&'static str>) -> String {
    let Some(pattern) = RUN.as_ref() else { return text.to_owned() };
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for hit in pattern.find_iter(text) {
        let before = text.get(..hit.start()).unwrap_or_default();
        out.push_str(text.get(at..hit.start()).unwrap_or_default());
        at = hit.end();
        out.push_str(&run(hit.as_str(), before, kinds));
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

fn run(hit: &str, before: &str, kinds: &mut Vec<&'static str>) -> String {
    // Digests and commits are names of public things.
    let digest = [
        "sha1:", "sha256:", "sha384:", "sha512:", "sha1-", "sha256-", "sha384-", "sha512-", "@", "commit ", "commit/",
        "tree/",
    ];
    if digest.iter().any(|mark| before.ends_with(mark))
        || ["sha256-", "sha384-", "sha512-"].iter().any(|mark| hit.starts_with(mark))
    {
        return hit.to_owned();
    }
    let bare = hit.trim_end_matches('=');
    let wrapped = hit.len() >= 24
        && encoded::decode(hit).is_some_and(|inner| inner.starts_with(['{', '[']) || !pass_inside(&inner));
    if wrapped || entropy::looks_random(bare) {
        let kind = if wrapped { "encoded text" } else { "random-looking text" };
        kinds.push(kind);
        return removed(kind);
    }
    // A path hides a random part between its slashes.
    if bare.contains('/') {
        let parts: Vec<String> = hit
            .split('/')
            .map(|part| {
                if entropy::looks_random(part.trim_end_matches('=')) {
                    kinds.push("random-looking text");
                    removed("random-looking text")
                } else {
                    part.to_owned()
                }
            })
            .collect();
        return parts.join("/");
    }
    hit.to_owned()
}

/// Whether decoded text is free of credentials; one level only.
fn pass_inside(inner: &str) -> bool {
    !PATTERNS.iter().any(|(_, pattern)| pattern.is_match(inner))
        && !SCHEME.as_ref().is_some_and(|pattern| pattern.is_match(inner))
        && !ASSIGNMENT.as_ref().is_some_and(|pattern| {
            pattern
                .captures_iter(inner)
                .any(|parts| names_secret(parts[1].trim_end_matches([' ', '=', ':', '"', '\''])))
        })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_pattern_compiles() {
        assert_eq!(PATTERNS.len(), FORMS.len());
        assert!(SCHEME.is_some() && ASSIGNMENT.is_some() && RUN.is_some());
    }

    #[test]
    fn credentials_in_free_text_are_taken_out() {
        for (text, body) in [
            ("use ghp_s1TyDMW5OPfD9jn2HHqFuv2TB8aqwuOoIVkU now", "s1TyDMW5"),
            ("sk-ant-api03-tYOa2yawhB1CYttLsI3a7pzfynRCvXgpmwlT7JHHPDGl4CWTo09", "tYOa2yaw"),
            ("sk-proj-CTQ92Tem9zW5SwLl_gdAcvci3CEAch50e", "CTQ92Tem"),
            ("--access-token sbp_0102030405060708090a0b0c0d0e0f1011121314", "0102030405"),
            ("Authorization: Bearer abcdef1234567890", "abcdef12"),
            ("curl -H 'Authorization: Basic jURrrIKcdXLgkdR2NbZinJg4BFG5'", "jURrrIKc"),
            ("password=violet-comet-49", "violet"),
            ("\"db_password\": \"two words\"", "two words"),
            ("API_KEY=\"hunter2hunter2\" npx x", "hunter2"),
            ("postgresql://user:pass@db.internal/x", "user:pass"),
            ("https://x.dev/mcp?key=AbCd#access_token=sk_live_DWMOf5XAmvzWfKSFuUqgXink", "AbCd"),
            ("eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiAiNzdiNDg4In0.7X48sC5KpenjJRDZZ1F9W4", "eyJzdWIi"),
            ("-----BEGIN OPENSSH PRIVATE KEY-----\nRERE\nRERE\n-----END OPENSSH PRIVATE KEY-----", "RERE"),
            ("x 77c16318a3b377961d50d1fedfb48631 y", "77c16318"),
            ("AKIAJRRI55C3GMH5QFSA", "JRRI55C3"),
            ("${GITLAB_TOKEN:-glsomethingsecret}", "something"),
            ("ghp_s1TyDMW5OPfD9j\u{200b}n2HHqFuv2TB8aqwuOoIVkU", "s1TyDMW5"),
            ("eyJnaXRodWJUb2tlbiI6ImdocF9PUkV5TGVKTEs2TlcyTGpnaEZxSEZYUHJPejMzTFM4cWxJVlQifQ==", "eyJnaXRo"),
            ("https://hooks.slack.com/services/T00/B00/abc", "T00/B00"),
        ] {
            let (out, found) = redact(text);
            assert!(!found.is_empty() && !out.contains(body), "{text} -> {out}");
            assert!(out.contains("[removed: "), "{out}");
        }
    }

    #[test]
    fn honest_text_stays() {
        for text in [
            "@modelcontextprotocol/server-sequential-thinking",
            "https://developers.openai.com/mcp",
            "git+https://github.com/oraios/serena@main",
            "ghcr.io/x/y@sha256:c9652b81370946e6015ea2ca35e80ba7822bd20f7bffd72d81f682cc26a68904",
            "sha512-k5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5OTkw==",
            "0c4a22b2-9c01-4eb1-a2bc-a3d9456904ae",
            "${env:GITHUB_TOKEN} ${input:pw} op://vault/item/field",
            "Uses Basic authentication. Set API_KEY=YOUR_API_KEY_HERE",
            "The token: required. Bearer token authentication.",
            "/home/ubuntu/aegissec/mcp/mcp_server.py",
            "${HOME}/IdeaProjects",
            "https://docs.example.org/guide#getting-started",
            "Bearer ${API_TOKEN}",
        ] {
            assert_eq!(redact(text), (text.to_owned(), Vec::new()));
        }
    }

    proptest! {
        #[test]
        fn taking_out_twice_changes_nothing(raw in "([a-z]{1,8}[=: ]{1,2}|token=|https://|u:p@|\\?a=b|Bearer |ghp_|[A-Za-z0-9]{1,40}|\"|'|[/#&${}-]|\\PC){0,12}") {
            let (once, _) = redact(&raw);
            let (twice, found) = redact(&once);
            prop_assert_eq!(once, twice);
            prop_assert!(found.is_empty(), "{:?}", found);
        }
    }
}
