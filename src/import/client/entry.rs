//! One server of a client configuration.

use super::super::{
    draft::{Draft, problem},
    tree::{Kind, Node},
};
use super::{
    Around, arguments, consent, container, handover,
    launch::Launch,
    manifest,
    package::Package,
    remainder, remote,
    secrets::Secrets,
    words::{Word, basename, split},
};
use crate::core::{
    profile::{NoticeKind, Problem, Profile, Value},
    text::secret::names_secret,
};

/// Packages that only pass a local client on to an address.
const PROXIES: [&str; 6] =
    ["mcp-remote", "mcp-proxy", "mcp-proxy-for-aws", "supergateway", "mcp-http-bridge", "mcp-streamablehttp-proxy"];

/// Reads one entry.
///
/// # Errors
/// Where a field that decides how the server starts has the wrong type; the problem names it, never its value.
pub(super) fn read(around: &Around<'_>, root: &str, name: &str, line: usize, node: &Node) -> Result<Profile, Problem> {
    let place = if root.is_empty() { name.to_owned() } else { format!("{root}.{name}") };
    let wrong = |key: &str, node: &Node, wanted: &str| {
        let field = format!("{place}.{key}");
        problem(
            around.path,
            Some(node.line),
            Some(&field),
            &format!("{key} is {} here, but {wanted} is needed; mend it", what(node)),
        )
    };
    let mut draft = Draft::new(around.path, "client-config", root, name, line);
    let mut secrets = Secrets::default();
    // Some clients put the launch into an object of its own.
    let inner =
        ["config", "transport"].iter().filter_map(|key| node.get(key)).find(|inner| inner.get("command").is_some());
    let inner = inner.unwrap_or(node);

    let words = words(&mut draft, inner).map_err(|(key, node, wanted)| wrong(key, node, wanted))?;
    for key in ["env", "envs", "environment", "headers", "http_headers", "env_http_headers"] {
        if let Some(node) = inner.first(&[key]) {
            handover::variables(&mut draft, &mut secrets, key, node)
                .map_err(|(node, wanted)| wrong(key, node, wanted))?;
        }
    }
    handover::handed(&mut draft, &mut secrets, inner);
    let address = match inner.first(&["url", "serverUrl", "httpUrl", "uri", "endpoint"]) {
        Some(Node { line, kind: Kind::Text(text) }) if !text.trim().is_empty() => {
            let key =
                ["url", "serverUrl", "httpUrl", "uri", "endpoint"].into_iter().find(|key| inner.get(key).is_some());
            Some(Word { text: text.clone(), line: *line, field: key.unwrap_or("url").to_owned() })
        }
        Some(Node { kind: Kind::Text(_), .. }) | None => None,
        Some(node) => return Err(wrong("url", node, "an address as a text")),
    };

    let started = !words.is_empty();
    if started && address.is_some() {
        draft.skipped(
            "the entry has both a command and a url; the command was read, remove the one that is not meant",
            "url",
            line,
        );
    }
    let mut sse = false;
    if started {
        start(&mut draft, &mut secrets, words, inner, line);
    } else if let Some(word) = &address {
        draft.word("launch", "remote", &word.field, word.line);
        draft.word("package.ecosystem", "remote", &word.field, word.line);
        sse = remote::read(&mut draft, &mut secrets, word).is_some_and(|address| address.sse);
    } else if !matches!(inner.text_of("type"), Some("builtin" | "platform" | "frontend" | "inline_python"))
        && node.get("source").is_none()
    {
        draft.skipped(
            "the entry has neither a command nor a url, so it starts nothing; add one or remove the entry",
            "",
            line,
        );
    }
    transport(&mut draft, around.client, node, inner, started, address.as_ref(), sse);
    consent::read(&mut draft, node);
    switched(&mut draft, node);
    identity(&mut draft, around, node, line);
    remainder::inputs(&mut draft, &mut secrets, around.inputs, node);
    remainder::unknown(&mut draft, &mut secrets, node);
    remainder::hidden(&mut draft, "", node);
    secrets.state(&mut draft, line);
    Ok(draft.profile)
}

/// What stands there, in words.
pub(super) fn what(node: &Node) -> &'static str {
    match node.kind {
        Kind::Null => "empty",
        Kind::Bool(_) => "yes or no",
        Kind::Number(_) => "a number",
        Kind::Text(_) => "a text",
        Kind::List(_) => "a list",
        Kind::Map(_) => "an object",
    }
}

type Wrong<'a> = (&'static str, &'a Node, &'static str);

/// The command line: `command` and `args`, or a list, or the older object of Zed.
fn words<'a>(draft: &mut Draft<'_>, node: &'a Node) -> Result<Vec<Word>, Wrong<'a>> {
    let mut words = Vec::new();
    let command = node.first(&["command", "cmd", "launcher"]);
    let (command, args) = match command {
        Some(map) if map.is_map() => (map.get("path"), map.get("args").or_else(|| node.get("args"))),
        _ => (command, node.get("args")),
    };
    let args = args.filter(|args| args.kind != Kind::Null);
    match command.map(|node| (&node.kind, node)) {
        None | Some((Kind::Null, _)) => {}
        Some((Kind::Text(text), node)) => {
            let text = text.trim();
            let windows = text.contains(":\\") || text.contains(":/");
            let alone = args.is_none_or(|args| args.members().is_empty());
            let parts = split(text);
            let known = [
                "npx", "uvx", "uv", "node", "python", "python3", "docker", "bunx", "bash", "sh", "cmd", "deno", "bun",
                "pnpm",
            ];
            let whole = windows || !(alone || parts.first().is_some_and(|first| known.contains(&basename(first))));
            let parts = if whole { vec![text.to_owned()] } else { parts };
            words.extend(parts.into_iter().filter(|part| !part.is_empty()).map(|text| Word {
                text,
                line: node.line,
                field: "command".to_owned(),
            }));
        }
        Some((Kind::List(_), node)) => list(draft, "command", node, &mut words),
        Some((_, node)) => return Err(("command", node, "a program as a text")),
    }
    if words.is_empty() {
        return Ok(words);
    }
    match args {
        None => {}
        Some(args) if args.is_list() => list(draft, "args", args, &mut words),
        Some(Node { line, kind: Kind::Text(text) }) => {
            draft.skipped("args is one text instead of a list; it was split at its spaces", "args", *line);
            words.extend(split(text).into_iter().map(|text| Word { text, line: *line, field: "args".to_owned() }));
        }
        Some(node) => return Err(("args", node, "a list of texts")),
    }
    Ok(words)
}

fn list(draft: &mut Draft<'_>, key: &str, node: &Node, words: &mut Vec<Word>) {
    for (at, member) in node.members().iter().enumerate() {
        let field = format!("{key}[{at}]");
        match member.scalar() {
            Some(text) => words.push(Word { text, line: member.line, field }),
            None => draft.skipped(
                &format!("an entry of {key} is {}, not a text; it was left out", what(member)),
                &field,
                member.line,
            ),
        }
    }
}

/// How a command line starts the server.
fn start(draft: &mut Draft<'_>, secrets: &mut Secrets, words: Vec<Word>, node: &Node, line: usize) {
    let Some(first) = words.first().cloned() else { return };
    let program = basename(&first.text).to_owned();
    draft.say_text("command", &program, &first.field, first.line);
    let launch = Launch::read(words.clone());
    for word in &launch.set {
        if let Some((name, value)) = word.text.split_once('=') {
            secrets.named(draft, name, value, &word.field, word.line);
        }
    }
    secrets.vault |= launch.vault;
    let given: Vec<&str> = ["env", "envs", "environment"]
        .iter()
        .filter_map(|key| node.get(key))
        .flat_map(|node| node.entries().iter().map(|(name, _, _)| name.as_str()))
        .collect();
    let field = "args";
    if let Some(how) = launch.how {
        draft.word("launch", how, &first.field, first.line);
    }
    if launch.root {
        draft.word("run_as", "root", &first.field, first.line);
    }
    let inner = launch.program.to_ascii_lowercase();
    let mut package = launch.package.clone();
    if let Some(container) = &launch.container {
        let run = container::read(draft, secrets, container, &given, line);
        package = run.image;
    } else {
        let handed = arguments::read(draft, secrets, &launch.rest, launch.how != Some("docker"));
        handed.reached.state(draft, false, field, line);
        let proxy = package.as_ref().map_or(inner.as_str(), |package| package.name.as_str());
        if PROXIES.iter().any(|known| proxy == *known || proxy.ends_with(&format!("/{known}"))) {
            if let Some(address) = handed.addresses.first() {
                remote::read(draft, secrets, address);
            }
        } else {
            handed.addresses.iter().for_each(|word| arguments::loose(draft, secrets, word));
        }
    }
    if launch.how == Some("docker") && launch.rest.first().is_some_and(|word| word.text == "mcp") {
        draft.skipped(
            "the servers behind this gateway are listed in ~/.docker/mcp; import that folder too",
            field,
            line,
        );
    }
    let runtime = match (launch.how, inner.as_str()) {
        (Some("docker"), _) if launch.rest.first().is_some_and(|word| word.text == "compose") => "compose",
        (Some("docker"), "podman") => "podman",
        (Some("docker"), _) if launch.container.is_some() => "docker",
        _ => "plain",
    };
    draft.derive("runtime", runtime, &first.field, first.line);
    state(draft, package.as_ref(), launch.how, field, line);
    leftover(draft, secrets, &words);
}

/// Words that belong to a wrapper and not to the server: a credential among them is told too.
fn leftover(draft: &mut Draft<'_>, secrets: &mut Secrets, words: &[Word]) {
    let mut before = "";
    for word in words {
        let flagged = before.starts_with("--") && !before.contains('=') && names_secret(before);
        if !draft.told(&word.field, word.line) {
            if flagged && !word.text.starts_with('-') {
                secrets.named(draft, before, &word.text, &word.field, word.line);
            } else {
                arguments::loose(draft, secrets, word);
            }
        }
        before = &word.text;
    }
}

fn state(draft: &mut Draft<'_>, package: Option<&Package>, how: Option<&str>, field: &str, line: usize) {
    let Some(package) = package else {
        match how {
            Some("script") => draft.word("package.ecosystem", "source", field, line),
            Some("binary") => draft.word("package.ecosystem", "binary", field, line),
            _ => {}
        }
        return;
    };
    draft.word("package.ecosystem", package.ecosystem, field, line);
    draft.say_text("package.name", &package.name, field, line);
    draft.word("package.pin", package.pin, field, line);
    if let Some(version) = &package.version {
        draft.say_text("version", version, field, line);
    }
    if package.ecosystem == "source" && package.name.contains("://") {
        draft.say_text("repository", &package.name, field, line);
    }
}

/// The word for how client and server talk: said by the file, else by what it names.
fn transport(
    draft: &mut Draft<'_>,
    client: &str,
    node: &Node,
    inner: &Node,
    started: bool,
    address: Option<&Word>,
    sse: bool,
) {
    let said = ["type", "transport", "transportType"].iter().find_map(|key| {
        let found = node.get(key).or_else(|| inner.get(key))?;
        Some((*key, found.text().or_else(|| found.text_of("type"))?, found.line))
    });
    let word = said.and_then(|(key, word, line)| {
        let word = match word.to_ascii_lowercase().replace(['_', '-'], "").as_str() {
            "stdio" | "local" | "command" => "stdio",
            "http" | "streamablehttp" => "streamable-http",
            "remote" if !sse => "streamable-http",
            "remote" | "sse" => "sse",
            "ws" | "websocket" => "websocket",
            _ => return None,
        };
        Some((word, key, line))
    });
    let (word, key, line) = match (word, address) {
        (Some(word), _) if !started || word.0 != "streamable-http" && word.0 != "sse" => word,
        // A launched proxy speaks over standard input and output, whatever lies behind it.
        (_, _) if started => ("stdio", "command", node.line),
        (_, None) => return,
        (_, Some(word)) if word.text.starts_with("ws") => ("websocket", "url", word.line),
        (_, Some(word)) if sse => ("sse", "url", word.line),
        (_, Some(word)) if word.field != "httpUrl" && matches!(client, "gemini" | "cline") => ("sse", "url", word.line),
        (_, Some(word)) => ("streamable-http", "url", word.line),
    };
    draft.word("transport", word, key, line);
}

/// Whether the client starts the server by itself.
fn switched(draft: &mut Draft<'_>, node: &Node) {
    let read = |node: &Node, key: &str, yes: bool| {
        node.get(key).and_then(|found| match found.kind {
            Kind::Bool(value) => Some((value == yes, found.line)),
            _ => None,
        })
    };
    let found = [("disabled", false), ("enabled", true), ("enabledByDefault", true), ("startup", true)]
        .iter()
        .find_map(|(key, yes)| read(node, key, *yes).map(|(value, line)| (*key, value, line)));
    let found = found.or_else(|| {
        read(node.get("options")?, "disabled", false).map(|(value, line)| ("options.disabled", value, line))
    });
    if let Some((key, starts, line)) = found {
        draft.say("auto_start", starts, key, line);
    }
}

fn identity(draft: &mut Draft<'_>, around: &Around<'_>, node: &Node, line: usize) {
    let name = draft.profile.name.clone();
    draft.say("name", Value::Text(name), "", line);
    draft.word("client", around.client, "", line);
    draft.say("neighbours", Value::Int(i64::try_from(around.neighbours).unwrap_or(i64::MAX)), "", line);
    let at = |key: &str| node.get(key).map_or(line, |node| node.line);
    if let Some(manifest) = around.manifest {
        manifest::state(draft, manifest);
    }
    if let Some(text) = node.text_of("description") {
        draft.say_text("description", text, "description", at("description"));
    }
    if let Some(text) = node.text_of("version").filter(|_| node.get("gallery").is_some()) {
        draft.say_text("version", text, "version", at("version"));
    }
    if draft.profile.fact("package.name").is_none()
        && let Some(text) = node.text_of("package")
    {
        draft.say_text("package.name", text, "package", at("package"));
    }
    let twin = draft.profile.name.as_str().chars().find(|c| twin(*c));
    if let Some(twin) = twin {
        let text = format!(
            "the name holds U+{:04X}, with which it can look like another name; compare it letter by letter",
            twin as u32
        );
        draft.notice(NoticeKind::Lookalike, &text, "name", line);
    }
}

/// Characters with which two names can look the same: full-width letters, those of Cyrillic and Greek that have a Latin
/// twin, and accents that stand apart from their letter.
fn twin(c: char) -> bool {
    matches!(c, '\u{FF21}'..='\u{FF3A}' | '\u{FF41}'..='\u{FF5A}' | '\u{212A}' | '\u{212B}' | '\u{0300}'..='\u{036F}')
        || "аеорсухіјѕԁһӏвкмнтАВЕКМНОРСТХІЈЅαοντρικχΑΒΕΖΗΙΚΜΝΟΡΤΥΧ".contains(c)
}
