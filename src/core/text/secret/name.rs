//! Credentials by the name of the place they stand in.

/// Last words that make a name speak of something about a credential instead of the credential.
const ABOUT: &[&str] = &[
    "url",
    "uri",
    "path",
    "file",
    "dir",
    "folder",
    "host",
    "port",
    "name",
    "names",
    "id",
    "ids",
    "ttl",
    "expiry",
    "expires",
    "limit",
    "limits",
    "count",
    "type",
    "endpoint",
    "address",
    "prefix",
    "suffix",
    "enabled",
    "length",
    "timeout",
    "user",
    "username",
    "region",
    "arn",
    "mode",
    "version",
    "provider",
    "issuer",
    "audience",
    "scope",
    "scopes",
    "format",
    "size",
    "budget",
    "location",
    "store",
    "manager",
    "engine",
    "backend",
    "helper",
    "command",
    "server",
    "policy",
    "rotation",
    "lifetime",
    "description",
    "info",
    "usage",
    "cache",
    "required",
    "method",
    "algorithm",
];

/// Words that are a credential wherever they end a name.
const WORDS: &[&str] = &[
    "token",
    "secret",
    "secrets",
    "password",
    "passwd",
    "pwd",
    "pass",
    "passphrase",
    "credential",
    "credentials",
    "creds",
    "apikey",
    "apikeys",
    "pat",
    "jwt",
    "bearer",
    "authorization",
    "cookie",
    "cookies",
    "mnemonic",
    "headers",
    "keys",
    "passcode",
    "passwort",
];

/// Endings of words that people glue together, such as `authtoken`.
const ENDINGS: &[&str] =
    &["token", "secret", "password", "passwd", "apikey", "authkey", "passphrase", "accesskey", "secretkey"];

/// Words in front of `key` that make it no credential.
const PLAIN_KEYS: &[&str] = &[
    "public",
    "cache",
    "sort",
    "partition",
    "primary",
    "foreign",
    "host",
    "idempotency",
    "translation",
    "issue",
    "project",
    "hot",
    "shortcut",
    "index",
    "object",
    "s3",
    "registry",
    "group",
    "by",
];

/// Words in front of `tokens` that make it a number.
const COUNTS: &[&str] =
    &["max", "maximum", "min", "minimum", "default", "total", "output", "input", "context", "limit"];

/// First words that make a switch of the name.
const SWITCHES: &[&str] =
    &["enable", "enabled", "use", "require", "requires", "disable", "skip", "no", "with", "allow", "has"];

/// Whether the name of a variable, header, flag or field says that its value is a credential. `GITHUB_TOKEN`,
/// `X-Api-Key`, `clientSecret` and `OPENAPI_MCP_HEADERS` do; `KUBECONFIG`, `SSH_HOST`, `TOKEN_URL` and `MAX_TOKENS`
/// do not.
#[must_use]
pub fn names_secret(name: &str) -> bool {
    let name = name.trim().trim_start_matches('-');
    if matches!(name, "PWD" | "OLDPWD") {
        return false;
    }
    let mut words = split(name);
    while words.len() > 1 && words.last().is_some_and(|word| word.bytes().all(|byte| byte.is_ascii_digit())) {
        words.pop();
    }
    let Some((last, before)) = words.split_last() else { return false };
    let prior = before.last().map_or("", String::as_str);
    if last == "id" && prior == "key" && before.iter().any(|word| word == "access") {
        return true;
    }
    if last == "string" && prior == "connection" {
        return true;
    }
    if last == "value" || last == "b64" || last == "base64" || last == "json" || last == "env" {
        return !before.is_empty() && names_secret(&before.join("_"));
    }
    if ABOUT.contains(&last.as_str()) {
        return false;
    }
    let switch = before.first().is_some_and(|word| SWITCHES.contains(&word.as_str()));
    match last.as_str() {
        "key" => !PLAIN_KEYS.contains(&prior),
        "keys" => matches!(prior, "api" | "access" | "private" | "secret"),
        "headers" => !before.is_empty() && !matches!(prior, "allowed" | "cors" | "security" | "forwarded" | "max"),
        "tokens" => !before.is_empty() && !before.iter().any(|word| COUNTS.contains(&word.as_str())),
        "auth" => !switch && !before.is_empty(),
        "phrase" => matches!(prior, "seed" | "recovery" | "pass"),
        word => !switch && (WORDS.contains(&word) || ENDINGS.iter().any(|ending| word.ends_with(ending))),
    }
}

/// The words of a name, in lower case: `clientSecret`, `CLIENT_SECRET` and `client-secret` give the same.
fn split(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut word = String::new();
    let mut before_lower = false;
    for c in name.chars().take(256) {
        if !c.is_alphanumeric() {
            words.push(std::mem::take(&mut word));
        } else if c.is_uppercase() && before_lower {
            words.push(std::mem::take(&mut word));
            word.extend(c.to_lowercase());
        } else {
            word.extend(c.to_lowercase());
        }
        before_lower = c.is_lowercase() || (c.is_numeric() && before_lower);
    }
    words.push(word);
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_credentials() {
        for name in [
            "NOTION_TOKEN",
            "OPENAPI_MCP_HEADERS",
            "AGENT_BEARER_TOKEN",
            "TFE_TOKEN",
            "BRAVE_API_KEY",
            "MSSQL_PASSWORD",
            "Authorization",
            "X-Api-Key",
            "STRIPE_KEY",
            "DD_APP_KEY",
            "APILLON_API_SECRET",
            "clientSecret",
            "--api-key",
            "OKTA_PRIVATE_KEY",
            "SMTP_PASS",
            "GITHUB_PAT",
            "AWS_SECRET_ACCESS_KEY",
            "AWS_ACCESS_KEY_ID",
            "authtoken",
            "PRIVATE-TOKEN",
            "TOKEN_2",
            "Cookie",
            "GOOGLE_APPLICATION_CREDENTIALS",
            "--access-token",
            "accessToken",
        ] {
            assert!(names_secret(name), "{name}");
        }
    }

    #[test]
    fn names_that_only_sound_like_it() {
        for name in [
            "KUBECONFIG",
            "SSH_HOST",
            "DATABASE_URL",
            "TOKEN_URL",
            "MAX_TOKENS",
            "DEFAULT_MINIMUM_TOKENS",
            "SSH_KEY_PATH",
            "OKTA_KEY_ID",
            "GOOGLE_CLIENT_ID",
            "SLACK_TEAM_ID",
            "PUBLIC_KEY",
            "PWD",
            "ENABLE_AUTH",
            "AWS_PROFILE",
            "",
            "Content-Type",
            "NODE_OPTIONS",
            "MEMORY_MAX_ENTRIES",
            "KEYBOARD",
            "COMPASS",
            "monkey",
        ] {
            assert!(!names_secret(name), "{name}");
        }
    }
}
