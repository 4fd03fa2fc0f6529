//! One entry of a client configuration: what it starts or reaches, and what that says about the server.

use super::{
    super::tree::{Kind, Node, Refusal},
    docker::Run,
    environment::{Held, Secrets},
    launch::Launch,
    package::Package,
    reach,
    roots::Place,
    tools,
    url::{Address, Reach},
    voice::Voice,
    words::{Word, basename},
};
use crate::core::profile::{NoticeKind, Profile, Value};

/// What was wrong with a field.
type Problems = Vec<(String, Refusal)>;

/// Keys under which an address stands.
const ADDRESS: &[&str] = &["url", "serverUrl", "httpUrl", "uri", "server_url", "endpoint"];
/// Programs and packages that only carry messages to an address they are given.
const CARRIERS: &[&str] =
    &["mcp-remote", "mcp-proxy", "mcp-proxy-for-aws", "supergateway", "mcp-remote-client", "mcp-bridge"];

/// Reads an entry; `all` is the number of servers in the file.
pub(super) fn read(path: &str, place: &Place<'_>, client: Option<&'static str>, all: usize) -> (Profile, Problems) {
    let mut voice = Voice::new(path, &place.root, &place.name, place.line);
    let mut problems = Problems::new();
    let entry = place.node;
    let named = |field: &str| format!("{}.{}.{field}", place.root, voice_safe(&place.name));

    voice.text("name", &place.name, "name", place.line);
    if let Some(node) = entry.get("description")
        && let Some(text) = node.text()
    {
        voice.text("description", text, "description", node.line);
    }
    if let Some(client) = client {
        voice.word("client", client);
    }
    voice.say("neighbours", i64::try_from(all.saturating_sub(1)).unwrap_or(i64::MAX));

    let mut secrets = Secrets::default();
    let nested = entry.get("transport").filter(|node| node.is_map());
    variables(&mut voice, &mut secrets, entry);
    headers(&mut voice, &mut secrets, entry);
    if let Some(nested) = nested {
        headers(&mut voice, &mut secrets, nested);
    }

    let words = match command(entry) {
        Ok(words) => words,
        Err((field, refusal)) => {
            problems.push((named(&field), refusal));
            Vec::new()
        }
    };
    let address = entry.first(ADDRESS).or_else(|| nested.and_then(|nested| nested.first(ADDRESS)));
    let kind = kind_of(entry);
    let remote_kind = kind.as_deref().is_some_and(|kind| transport_word(kind).is_some_and(|word| word != "stdio"));

    let by_address = address.is_some() && (words.is_empty() || remote_kind);
    if !words.is_empty() && !by_address {
        if address.is_some() {
            let text = "both a command and an address stand here; the command was read";
            voice.notice(NoticeKind::Skipped, text, "url", entry.line);
        }
        started(&mut voice, &mut secrets, words, &place.name);
        secrets.state(&mut voice, true);
    } else if let Some(node) = address {
        match node.text().filter(|text| !text.trim().is_empty()) {
            Some(raw) => reached(&mut voice, &mut secrets, entry, raw, kind.as_deref(), node.line, client),
            None => problems
                .push((named("url"), Refusal::at(node.line, "the address is empty or no text; write it in quotes"))),
        }
        secrets.state(&mut voice, false);
    } else {
        match kind.as_deref() {
            // These run inside the client: there is nothing to start.
            Some("builtin" | "platform" | "frontend" | "inline_python") => {}
            Some(kind) if transport_word(kind).is_some_and(|word| word != "stdio") => {
                voice.word("launch", "remote");
                if let Some(word) = transport_word(kind) {
                    voice.word("transport", word);
                }
                problems.push((named("url"), Refusal::at(entry.line, "the entry has no address; add url")));
            }
            _ if off(entry) || entry.bool_of("enabled").is_some() => {}
            _ => problems
                .push((named("command"), Refusal::at(entry.line, "the entry has neither command nor url; add one"))),
        }
        secrets.state(&mut voice, false);
    }

    if off(entry) {
        voice.say("auto_start", false);
    }
    permissions(&mut voice, entry);
    (voice.finish(), problems)
}

/// A name that may be shown in a problem.
fn voice_safe(name: &str) -> String {
    crate::core::text::secret::redact(name).0
}

fn off(entry: &Node) -> bool {
    entry.bool_of("disabled") == Some(true)
        || entry.bool_of("enabled") == Some(false)
        || entry.get("options").and_then(|options| options.bool_of("disabled")) == Some(true)
}

fn permissions(voice: &mut Voice, entry: &Node) {
    let (unasked, mut names) = tools::unasked(entry);
    if unasked {
        voice.word("approval", "none");
    }
    names.extend(tools::offered(entry));
    if names.is_empty() {
        return;
    }
    voice.list("tools.names", &names, "tools");
    let destructive: Vec<_> = names.into_iter().filter(|(name, _)| tools::destroys(name)).collect();
    if !destructive.is_empty() {
        voice.list("tools.destructive", &destructive, "tools");
    }
}

fn variables(voice: &mut Voice, secrets: &mut Secrets, entry: &Node) {
    for key in ["env", "environment", "envs"] {
        if let Some(node) = entry.get(key) {
            secrets.variables(voice, node, key);
        }
    }
    if let Some(node) = entry.get("command").and_then(|command| command.get("env")) {
        secrets.variables(voice, node, "command.env");
    }
    if let Some(node) = entry.get("env_keys") {
        secrets.names(node, Held::Keychain, true);
    }
    for key in ["env_vars", "requiredEnv", "runtimeEnv"] {
        if let Some(node) = entry.get(key) {
            secrets.names(node, Held::Environment, false);
        }
    }
    secrets.elsewhere |= entry.first(&["envFile", "env_file"]).is_some();
}

fn headers(voice: &mut Voice, secrets: &mut Secrets, entry: &Node) {
    for key in ["headers", "http_headers", "httpHeaders"] {
        if let Some(node) = entry.get(key) {
            secrets.headers(voice, node, key);
        }
    }
    if let Some(node) = entry.path(&["requestInit", "headers"]).or_else(|| entry.path(&["requestOptions", "headers"])) {
        secrets.headers(voice, node, "headers");
    }
    if let Some(node) = entry.get("env_http_headers") {
        secrets.headers_from(node);
    }
    if let Some(name) = entry.text_of("bearer_token_env_var").or_else(|| entry.text_of("bearerTokenEnvVar")) {
        secrets.header = true;
        secrets.add(name, Held::Environment);
    }
    for key in ["token", "apiKey", "api_key", "bearerToken", "bearer_token", "authToken", "auth_token", "password"] {
        if let Some(node) = entry.get(key).filter(|node| node.text().is_some()) {
            let line = node.line;
            let pair = Node { line, kind: Kind::Map(vec![(key.to_owned(), line, node.clone())]) };
            secrets.headers(voice, &pair, "entry");
        }
    }
    secrets.elsewhere |= entry.get("headersHelper").is_some();
}

/// The kind of transport as written.
fn kind_of(entry: &Node) -> Option<String> {
    for key in ["type", "transportType", "transport"] {
        let node = entry.get(key);
        let word = node.and_then(Node::text).or_else(|| node.and_then(|node| node.text_of("type")));
        if let Some(word) = word {
            return Some(word.trim().to_ascii_lowercase());
        }
    }
    None
}

fn transport_word(kind: &str) -> Option<&'static str> {
    match kind {
        "stdio" | "local" => Some("stdio"),
        "sse" => Some("sse"),
        "http" | "remote" | "streamable-http" | "streamablehttp" | "streamable_http" | "http-stream" | "httpstream" => {
            Some("streamable-http")
        }
        "ws" | "websocket" => Some("websocket"),
        _ => None,
    }
}

/// The words of the command line.
fn command(entry: &Node) -> Result<Vec<Word>, (String, Refusal)> {
    let Some(node) = entry.first(&["command", "cmd", "launcher"]) else { return Ok(Vec::new()) };
    let mut words = Vec::new();
    let mut arguments = entry.get("args");
    match &node.kind {
        Kind::Text(text) => {
            let word = Word { text: text.clone(), line: node.line, field: "command".to_owned() };
            let given = arguments.is_some_and(|args| !args.members().is_empty() || args.text().is_some());
            let parts = word.split();
            // A path may hold spaces; a program with its arguments in one text starts with a bare name.
            let bare = parts.first().is_some_and(|first| !first.text.contains(['/', '\\']) && !text.contains('\\'));
            let script = parts.iter().any(|part| matches!(part.text.as_str(), "&&" | "||" | ";" | "|"));
            if text.trim().is_empty() {
                return Ok(words);
            } else if script && !given {
                words.extend([word.with("sh"), word.with("-c"), word]);
            } else if parts.len() > 1 && (!given || bare) && (bare || !text.contains('\\')) {
                words.extend(parts);
            } else {
                words.push(word);
            }
        }
        Kind::List(_) => words.extend(list(node, "command")?),
        Kind::Map(_) => {
            let Some(program) = node.first(&["path", "command"]).and_then(Node::text) else {
                return Err(("command".to_owned(), Refusal::at(node.line, "the command has no path; add it")));
            };
            words.push(Word { text: program.to_owned(), line: node.line, field: "command.path".to_owned() });
            arguments = node.get("args").or(arguments);
        }
        Kind::Null => return Ok(words),
        Kind::Bool(_) | Kind::Number(_) => {
            return Err(("command".to_owned(), Refusal::at(node.line, "the command is no text; write it in quotes")));
        }
    }
    match arguments.map(|node| (&node.kind, node)) {
        Some((Kind::Text(text), node)) => {
            words.extend(Word { text: text.clone(), line: node.line, field: "args".to_owned() }.split());
        }
        Some((Kind::List(_), node)) => words.extend(list(node, "args")?),
        Some((Kind::Null, _)) | None => {}
        Some((_, node)) => {
            return Err(("args".to_owned(), Refusal::at(node.line, "the arguments are no list; write them as one")));
        }
    }
    Ok(words)
}

fn list(node: &Node, field: &str) -> Result<Vec<Word>, (String, Refusal)> {
    let mut words = Vec::new();
    for (at, member) in node.members().iter().enumerate() {
        let field = format!("{field}[{at}]");
        match member.scalar() {
            Some(text) => words.push(Word { text, line: member.line, field }),
            None if member.kind == Kind::Null => {}
            None => return Err((field, Refusal::at(member.line, "an argument is no text; write it in quotes"))),
        }
    }
    Ok(words)
}

/// A server that is started here.
fn started(voice: &mut Voice, secrets: &mut Secrets, words: Vec<Word>, name: &str) {
    // Variables of a container are settled with the container.
    secrets.words(voice, &words);
    let launch = Launch::read(words);
    voice.word("transport", "stdio");
    if let Some(how) = launch.how {
        voice.word("launch", how);
    }
    voice.text("command", &launch.program, "command", 0);
    for word in &launch.set {
        secrets.setting(voice, word);
    }
    if launch.root {
        voice.word("run_as", "root");
    }
    secrets.elsewhere |= launch.vault;
    if let Some(package) = &launch.package {
        packaged(voice, package);
    }
    match &launch.container {
        Some(words) => contained(voice, secrets, &launch.program, words),
        // The servers behind a gateway and the program in a running container have variables of their own.
        None if launch.how == Some("docker") => secrets.elsewhere = true,
        None => {
            let label = launch.package.as_ref().map_or(launch.program.as_str(), |package| package.name.as_str());
            let files = [label, name].iter().any(|text| {
                let text = text.to_ascii_lowercase();
                text.contains("filesystem") || text.contains("file-system") || text.contains("file_system")
            });
            let found = reach::paths(&launch.rest, files);
            if !found.is_empty() {
                voice.list("filesystem.paths", &found, "args");
                if files && let Some(word) = reach::widest(found.iter().map(|(path, _)| path.as_str()), true) {
                    voice.word("filesystem", word);
                }
            }
        }
    }
    let carrier = launch.package.as_ref().map_or(launch.program.as_str(), |package| package.name.as_str());
    if CARRIERS.contains(&basename(carrier)) {
        let addresses =
            launch.rest.iter().filter(|word| word.text.starts_with("http://") || word.text.starts_with("https://"));
        if let Some(address) = addresses.filter_map(|word| Address::parse(&word.text)).next() {
            far(voice, &address);
        }
        if secrets.header {
            voice.word("auth", "shared-token");
        }
    }
}

fn packaged(voice: &mut Voice, package: &Package) {
    voice.word("package.ecosystem", package.ecosystem);
    voice.text("package.name", &package.name, "args", 0);
    voice.word("package.pin", package.pin);
    match &package.version {
        // A commit looks as random as a credential and is none.
        Some(commit) if package.pin == "digest" => voice.word("version", commit),
        Some(version) => voice.text("version", version, "args", 0),
        None => {}
    }
    if package.ecosystem == "source" {
        voice.text("repository", &package.name, "args", 0);
    }
}

/// A server in a container.
fn contained(voice: &mut Voice, secrets: &mut Secrets, program: &str, words: &[Word]) {
    let run = Run::read(words);
    if let Some(image) = &run.image {
        packaged(voice, image);
    }
    for word in &run.env {
        secrets.setting(voice, word);
    }
    secrets.elsewhere |= run.env_file;
    if basename(program).eq_ignore_ascii_case("podman") {
        voice.word("runtime", "podman");
    }
    let user = run.user.as_deref().map(|user| user.split(':').next().unwrap_or_default());
    let root = user.map(|user| matches!(user, "0" | "root"));
    if let Some(root) = root {
        voice.word("run_as", if root { "root" } else { "user" });
    }
    let hardened = run.read_only && run.no_capabilities && !run.privileged && root == Some(false);
    voice.word("isolation", if hardened { "hardened-container" } else { "container" });
    voice.say("privileged", run.privileged);
    voice.say("read_only_root", run.read_only);
    voice.say("resource_limits", run.limited);
    voice.say("docker_socket", run.mounts.iter().any(|mount| mount.source.ends_with("docker.sock")));
    if run.network.as_deref() == Some("none") {
        voice.word("egress", "none");
    }
    if !run.published.is_empty() {
        let loopback = |address: &String| address.starts_with("127.") || address == "::1" || address == "localhost";
        let all = run.published.iter().any(|address| matches!(address.as_str(), "" | "0.0.0.0" | "::"));
        let bind = if all {
            "all"
        } else if run.published.iter().all(loopback) {
            "loopback"
        } else {
            "interface"
        };
        voice.word("bind", bind);
    }
    let line = words.first().map_or(0, |word| word.line);
    let sources: Vec<_> = run.mounts.iter().map(|mount| (mount.source.clone(), line)).collect();
    voice.list("filesystem.paths", &sources, "args");
    let writable = run.mounts.iter().any(|mount| !mount.read_only);
    let widest = reach::widest(run.mounts.iter().map(|mount| mount.source.as_str()), writable);
    voice.word("filesystem", widest.unwrap_or("none"));
}

/// A server that is reached by address.
fn reached(
    voice: &mut Voice,
    secrets: &mut Secrets,
    entry: &Node,
    raw: &str,
    kind: Option<&str>,
    line: usize,
    client: Option<&'static str>,
) {
    voice.word("launch", "remote");
    voice.word("package.ecosystem", "remote");
    // Looked over for what must not be kept; only the host is.
    voice.look(raw, "url", line);
    secrets.address(voice, &Word { text: raw.to_owned(), line, field: "url".to_owned() });
    let address = Address::parse(raw);
    let sse = address.as_ref().is_some_and(|address| address.sse)
        || (matches!(client, Some("gemini" | "cline")) && entry.get("url").is_some());
    let transport = kind.and_then(transport_word).filter(|word| *word != "stdio").unwrap_or_else(|| match &address {
        Some(address) if address.websocket => "websocket",
        _ if entry.get("httpUrl").is_some() => "streamable-http",
        _ if sse => "sse",
        _ => "streamable-http",
    });
    voice.word("transport", transport);
    if let Some(address) = &address {
        far(voice, address);
    }
    let oauth = entry.get("oauth").is_some_and(Node::is_map)
        || entry.get("auth").is_some_and(|auth| {
            let word = auth.text().or_else(|| auth.text_of("type"));
            word.is_some_and(|word| word.to_ascii_lowercase().contains("oauth"))
        });
    if secrets.header {
        voice.word("auth", "shared-token");
    } else if oauth {
        voice.word("auth", "oauth");
    }
}

/// What the address itself says.
fn far(voice: &mut Voice, address: &Address) {
    voice.say("url.host", Value::text(&crate::core::text::secret::redact(&address.host).0));
    if let Some(encrypted) = address.encrypted {
        voice.word("tls", if encrypted { "server" } else { "none" });
    }
    match address.reach() {
        Reach::Loopback => voice.word("exposure", "local"),
        Reach::Private => voice.word("exposure", "private-network"),
        Reach::Elsewhere => {}
    }
}
