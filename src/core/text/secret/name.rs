//! Which names promise a credential.

/// Words that make a name that of a credential, wherever they stand in it.
const ALWAYS: [&str; 22] = [
    "token",
    "secret",
    "secrets",
    "password",
    "passwords",
    "passwd",
    "passphrase",
    "passcode",
    "apikey",
    "apikeys",
    "authorization",
    "credential",
    "credentials",
    "creds",
    "bearer",
    "cookie",
    "mnemonic",
    "jwt",
    "privatekey",
    "connectionstring",
    "connstr",
    "auth",
];
/// Words that do so as the last one: `DB_PASS`, `GITHUB_PAT`, `X-Api-Key`, `MCP_HEADERS`.
const LAST: [&str; 9] = ["key", "keys", "pass", "pwd", "pat", "headers", "seed", "tokens", "sig"];
/// Endings of words written without a break: `GITHUBTOKEN`.
const ENDINGS: [&str; 10] = [
    "token",
    "secret",
    "password",
    "passwd",
    "apikey",
    "secretkey",
    "accesskey",
    "privatekey",
    "authkey",
    "passphrase",
];
/// What a name is about when it ends so: where, what kind or how long, not the credential.
const ABOUT: [&str; 47] = [
    "path",
    "file",
    "files",
    "filename",
    "dir",
    "directory",
    "folder",
    "url",
    "uri",
    "endpoint",
    "host",
    "hostname",
    "port",
    "id",
    "ids",
    "name",
    "names",
    "arn",
    "type",
    "mode",
    "method",
    "scheme",
    "ttl",
    "expiry",
    "expires",
    "expiration",
    "timeout",
    "limit",
    "count",
    "size",
    "length",
    "budget",
    "prefix",
    "header",
    "format",
    "field",
    "provider",
    "enabled",
    "disabled",
    "required",
    "store",
    "manager",
    "algorithm",
    "audience",
    "issuer",
    "rotation",
    "usage",
];
/// What comes before `key` or `tokens` when no credential is meant.
const HARMLESS: [&str; 18] = [
    "public",
    "primary",
    "foreign",
    "partition",
    "sort",
    "cache",
    "shortcut",
    "hot",
    "max",
    "min",
    "maximum",
    "minimum",
    "num",
    "total",
    "input",
    "output",
    "context",
    "per",
];

/// Whether a name promises a credential: an environment variable, a header, a flag or a field.
///
/// Case and the way words are joined do not matter (`API_KEY`, `api-key`, `apiKey`). A name that says where a
/// credential lies or how long it lives (`SSH_KEY_PATH`, `TOKEN_URL`, `MAX_TOKENS`) is not one.
#[must_use]
pub fn names_secret(name: &str) -> bool {
    let words = words(name);
    let words: Vec<&str> =
        words.iter().map(String::as_str).filter(|word| !word.bytes().all(|b| b.is_ascii_digit())).collect();
    let Some(last) = words.last().copied() else { return false };
    let joined = words.concat();
    if matches!(joined.as_str(), "awsaccesskeyid" | "accesskeyid") {
        return true;
    }
    // The working directory of a shell.
    if matches!(joined.as_str(), "pwd" | "oldpwd") || ABOUT.contains(&last) {
        return false;
    }
    let harmless = words.iter().any(|word| HARMLESS.contains(word));
    if words.iter().any(|word| ALWAYS.contains(word) || word.len() > 5 && ENDINGS.iter().any(|end| word.ends_with(end)))
    {
        return !(harmless && matches!(last, "token" | "tokens"));
    }
    LAST.contains(&last) && !harmless || joined.ends_with("apikey") || joined.ends_with("connectionstring")
}

/// The words of a name, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut lower = false;
    for c in name.chars().take(256) {
        let broken = !c.is_alphanumeric() || (lower && c.is_uppercase());
        if broken && words.last().is_some_and(|word| !word.is_empty()) {
            words.push(String::new());
        }
        if c.is_alphanumeric()
            && let Some(word) = words.last_mut()
        {
            word.extend(c.to_lowercase());
        }
        lower = c.is_lowercase();
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::names_secret;

    #[test]
    fn names_of_credentials() {
        for name in [
            "GITHUB_TOKEN",
            "api-key",
            "password",
            "Authorization",
            "X-Api-Key",
            "NOTION_TOKEN",
            "OPENAPI_MCP_HEADERS",
            "AGENT_BEARER_TOKEN",
            "TFE_TOKEN",
            "SSH_PASSWORD",
            "TURSO_AUTH_TOKEN",
            "BRAVE_API_KEY",
            "GITHUB_PERSONAL_ACCESS_TOKEN",
            "apiKey",
            "clientSecret",
            "--access-token",
            "DB_PASS",
            "GITHUB_PAT",
            "WALLET_MNEMONIC",
            "SSH_KEY",
            "Cookie",
            "Proxy-Authorization",
            "OKTA_PRIVATE_KEY",
            "LARK_SECRET_KEY",
            "AWS_ACCESS_KEY_ID",
            "AWS_SECRET_ACCESS_KEY",
            "GITHUBTOKEN",
            "APIKEY",
            "API_KEY_2",
            "AZURE_CONNECTION_STRING",
            "302AI_API_KEY",
            "DB_PWD",
            "X-Auth",
        ] {
            assert!(names_secret(name), "{name}");
        }
    }

    #[test]
    fn names_of_something_else() {
        for name in [
            "KUBECONFIG",
            "SSH_HOST",
            "SSH_USER",
            "SSH_KEY_PATH",
            "TURSO_DATABASE_URL",
            "DATABASE_URL",
            "MAX_TOKENS",
            "PWD",
            "DEFAULT_MINIMUM_TOKENS",
            "TOKEN_URL",
            "OKTA_KEY_ID",
            "CLIENT_ID",
            "PUBLIC_KEY",
            "KEYCLOAK_URL",
            "BYPASS_CACHE",
            "TOKENIZERS_PARALLELISM",
            "FILE_PATH",
            "ANONYMIZED_TELEMETRY",
            "SERVER_HOST",
            "MONKEY",
            "AUTH_TYPE",
            "",
            "MAX_MCP_OUTPUT_TOKENS",
            "PASSWORD_STORE_DIR",
            "AWS_PROFILE",
            "Content-Type",
            "SECRET_ARN",
            "--keyboard",
        ] {
            assert!(!names_secret(name), "{name}");
        }
    }
}
