//! One small file for each way clients write their servers down.

use crate::{
    core::profile::{NoticeKind, Profile, Value},
    guidance,
    import::{Input, Outcome, read},
};

fn outcome(path: &str, text: &str) -> Outcome {
    let library = guidance::load(&[]).unwrap();
    let outcome = read(&Input { path: path.to_owned(), bytes: text.as_bytes().to_vec() }, &library);
    for profile in &outcome.profiles {
        for (key, _) in profile.facts() {
            let fact = library.fact(key.as_str()).unwrap_or_else(|| panic!("{key} is not declared"));
            let value = profile.value(key.as_str()).unwrap_or_else(|| panic!("{key} has two values"));
            assert!(fact.admits(value), "{key} does not take {value}");
        }
    }
    outcome
}

fn only(path: &str, text: &str) -> Profile {
    let mut read = outcome(path, text);
    assert!(read.problems.is_empty(), "{:?}", read.problems);
    assert_eq!(read.profiles.len(), 1);
    read.profiles.remove(0)
}

fn entry(entry: &str) -> Profile {
    only("mcp.json", &format!("{{\"mcpServers\":{{\"s\":{entry}}}}}"))
}

fn get(profile: &Profile, key: &str) -> String {
    profile.value(key).map(ToString::to_string).unwrap_or_default()
}

/// `key value` pairs that must hold; an empty value means that nothing is stated.
fn holds(profile: &Profile, facts: &[(&str, &str)]) {
    for (key, value) in facts {
        assert_eq!(get(profile, key), *value, "{key} of {}", profile.name);
    }
}

#[test]
fn a_plain_entry_gives_its_facts_with_their_places() {
    let text = "{\n  \"mcpServers\": {\n    \"github\": {\n      \"command\": \"/usr/bin/npx\",\n      \"args\": [\"-y\", \"@x/github@1.2.3\"],\n      \
                \"env\": {\"GITHUB_TOKEN\": \"ghp_s1TyDMW5OPfD9jn2HHqFuv2TB8aqwuOoIVkU\", \"LEVEL\": \"debug-level\"}\n    },\n    \"b\": {\"url\": \"https://b.example/mcp\"}\n  }\n}\n";
    let read = outcome("/home/x/.config/Claude/claude_desktop_config.json", text);
    assert_eq!(read.client.as_ref().map(|client| client.as_str()), Some("claude-desktop"));
    let [github, b] = read.profiles.as_slice() else { panic!("two servers") };
    assert_eq!(github.origin.place.as_str(), "mcpServers.github (line 3)");
    holds(
        github,
        &[
            ("launch", "npx"),
            ("command", "npx"),
            ("transport", "stdio"),
            ("runtime", "plain"),
            ("package.ecosystem", "npm"),
            ("package.name", "@x/github"),
            ("package.pin", "exact"),
            ("version", "1.2.3"),
            ("secrets.names", "GITHUB_TOKEN"),
            ("secrets.count", "1"),
            ("secrets.storage", "inline"),
            ("neighbours", "1"),
            ("client", "claude-desktop"),
            ("auth", ""),
        ],
    );
    let source = &github.fact("secrets.storage").unwrap().statements()[0].source;
    assert_eq!(
        (source.kind.as_str(), source.place.as_ref().unwrap().as_str()),
        ("client-config", "mcpServers.github (line 3)")
    );
    let [notice] = github.notices.as_slice() else { panic!("one notice") };
    assert_eq!(notice.kind, NoticeKind::SecretRemoved);
    assert_eq!(notice.place.as_str(), "mcpServers.github.env.GITHUB_TOKEN (line 6)");
    holds(
        b,
        &[
            ("launch", "remote"),
            ("runtime", ""),
            ("transport", "streamable-http"),
            ("url.host", "b.example"),
            ("tls", "server"),
            ("auth", ""),
            ("exposure", ""),
            ("package.ecosystem", "remote"),
        ],
    );
    let all = format!("{:?}", read.profiles);
    assert!(!all.contains("s1TyDMW5") && !all.contains("debug-level"));
}

#[test]
fn packages_behind_wrappers() {
    for (words, how, command, package) in [
        (r#""command":"bash","args":["-c","cd /x && npx -y p@2.0.0"]"#, "npx", "bash", "p"),
        (r#""command":"cmd","args":["/c","npx","-y","p"]"#, "npx", "cmd", "p"),
        (r#""command":"env","args":["A=b","uvx","p"]"#, "uvx", "env", "p"),
        (r#""command":"uv","args":["tool","run","p"]"#, "uvx", "uv", "p"),
        (
            r#""command":"uvx","args":["--from","git+https://github.com/o/r","cmd"]"#,
            "uvx",
            "uvx",
            "https://github.com/o/r",
        ),
        (r#""command":"npx","args":["-y","-p","@a/b","cmd"]"#, "npx", "npx", "@a/b"),
        (r#""command":"pnpm","args":["dlx","p"]"#, "npx", "pnpm", "p"),
        (r#""command":"yarn","args":["dlx","p"]"#, "npx", "yarn", "p"),
        (r#""command":"npx -y p""#, "npx", "npx", "p"),
        (r#""command":"python network_server.py""#, "script", "python", ""),
        (r#""command":"C:\\Program Files\\nodejs\\npx.cmd","args":["-y","p"]"#, "npx", "npx", "p"),
        (r#""command":"podman","args":["run","--rm","-i","q.io/a/b:1.2.3"]"#, "docker", "podman", "q.io/a/b"),
    ] {
        let profile = entry(&format!("{{{words}}}"));
        holds(&profile, &[("launch", how), ("command", command), ("package.name", package), ("transport", "stdio")]);
    }
    holds(
        &entry(r#"{"command":"podman","args":["run","a/b"]}"#),
        &[("runtime", "podman"), ("package.pin", "floating")],
    );
    holds(&entry(r#"{"command":"docker","args":["compose","run","x"]}"#), &[("runtime", "compose"), ("isolation", "")]);
    let gateway = entry(r#"{"command":"docker","args":["mcp","gateway","run"]}"#);
    assert!(gateway.notices.iter().any(|notice| notice.text.as_str().contains("~/.docker/mcp")));
}

#[test]
fn a_proxy_keeps_its_package_and_gives_the_host_behind_it() {
    let profile = entry(
        r#"{"command":"npx","args":["-y","mcp-remote@0.1.29","https://m.example/mcp?key=abcdef1234","--header","Authorization:Bearer ${T}"]}"#,
    );
    holds(
        &profile,
        &[
            ("package.name", "mcp-remote"),
            ("package.pin", "exact"),
            ("url.host", "m.example"),
            ("tls", "server"),
            ("transport", "stdio"),
            ("auth", "shared-token"),
            ("secrets.names", "Authorization, key"),
            ("secrets.storage", "inline"),
            ("launch", "npx"),
        ],
    );
    let aws = entry(
        r#"{"command":"uvx","args":["mcp-proxy-for-aws@latest","https://e.api.aws/mcp","--region","us-west-2"]}"#,
    );
    holds(
        &aws,
        &[
            ("package.name", "mcp-proxy-for-aws"),
            ("package.pin", "floating"),
            ("url.host", "e.api.aws"),
            ("secrets.names", ""),
        ],
    );
}

#[test]
fn docker_says_what_the_container_may_do() {
    let profile = entry(
        r#"{"command":"docker","args":["run","-i","--rm","-e","TOKEN","-e","A_KEY=hunter22","-v","/var/run/docker.sock:/var/run/docker.sock","-v","/home/x:/d:ro",
        "--privileged","--network","host","-u","root","--memory","1g","-p","8080:80","a/b@sha256:c9652b81370946e6015ea2ca35e80ba7822bd20f7bffd72d81f682cc26a68904","/inside"]}"#,
    );
    holds(
        &profile,
        &[
            ("launch", "docker"),
            ("runtime", "docker"),
            ("isolation", "container"),
            ("docker_socket", "yes"),
            ("privileged", "yes"),
            ("run_as", "root"),
            ("egress", "any"),
            ("resource_limits", "yes"),
            ("read_only_root", "no"),
            ("bind", "all"),
            ("filesystem", "scoped-write"),
            ("filesystem.paths", "/var/run/docker.sock, /home/x"),
            ("package.ecosystem", "oci"),
            ("package.pin", "digest"),
            ("secrets.names", "TOKEN, A_KEY"),
            ("secrets.storage", "inline"),
        ],
    );
    let closed = entry(
        r#"{"command":"docker","args":["run","--read-only","--cap-drop=ALL","--cpus","1","--network","none","a/b:1.2.3"]}"#,
    );
    holds(
        &closed,
        &[
            ("isolation", "hardened-container"),
            ("egress", "none"),
            ("filesystem", "none"),
            ("package.pin", "exact"),
            ("privileged", "no"),
        ],
    );
}

#[test]
fn transports_are_inferred_where_nobody_says_them() {
    for (text, transport) in [
        (r#"{"url":"https://a.example/sse"}"#, "sse"),
        (r#"{"type":"http","url":"https://a.example/sse"}"#, "streamable-http"),
        (r#"{"httpUrl":"https://a.example/x"}"#, "streamable-http"),
        (r#"{"serverUrl":"https://a.example/x"}"#, "streamable-http"),
        (r#"{"transport":{"type":"http"},"url":"https://a.example"}"#, "streamable-http"),
        (r#"{"transportType":"sse","url":"https://a.example"}"#, "sse"),
        (r#"{"type":"streamable_http","url":"https://a.example"}"#, "streamable-http"),
        (r#"{"url":"wss://a.example"}"#, "websocket"),
        (r#"{"type":"local","command":"x"}"#, "stdio"),
        (r#"{"type":"http","host":"x","path":"/y"}"#, "streamable-http"),
    ] {
        assert_eq!(get(&entry(text), "transport"), transport, "{text}");
    }
    let gemini = only(".gemini/settings.json", r#"{"mcpServers":{"s":{"url":"https://a.example/x"}}}"#);
    assert_eq!(get(&gemini, "transport"), "sse");
}

#[test]
fn addresses_keep_their_host_alone() {
    let profile = entry(
        r#"{"url":"http://user:hunter22@10.0.0.44:8000/s/0c4a22b2-9c01-4eb1-a2bc-a3d9456904ae?api_key=hunter33#access_token=hunter44"}"#,
    );
    holds(
        &profile,
        &[("url.host", "10.0.0.44"), ("tls", "none"), ("exposure", "private-network"), ("secrets.storage", "inline")],
    );
    let all = serde_json::to_string(&profile).unwrap();
    assert!(["hunter", "0c4a22b2", "user"].iter().all(|gone| !all.contains(gone)), "{all}");
    let odd = entry(r#"{"url":"${MCP_URL}"}"#);
    holds(&odd, &[("url.host", ""), ("launch", "remote"), ("tls", "")]);
    assert!(odd.notices.iter().any(|notice| notice.kind == NoticeKind::Skipped));
}

#[test]
fn codex_keeps_its_servers_in_toml() {
    let text = "model = \"x\"\n[mcp_servers.a]\nurl = \"https://a.example/mcp\"\nbearer_token_env_var = \"A_TOKEN\"\nenabled = false\n\
                env_http_headers = { \"X-Api-Key\" = \"A_KEY\" }\n[mcp_servers.b]\ncommand = \"npx\"\nargs = [\"-y\", \"p\"]\nenv_vars = [\"B_TOKEN\", \"PATH\"]\n";
    let read = outcome("config.toml.template", text);
    assert_eq!(read.client.unwrap().as_str(), "codex");
    holds(
        &read.profiles[0],
        &[
            ("auth", "shared-token"),
            ("secrets.storage", "env"),
            ("auto_start", "no"),
            ("secrets.names", "X-Api-Key, A_TOKEN"),
        ],
    );
    holds(&read.profiles[1], &[("secrets.names", "B_TOKEN"), ("secrets.storage", "env"), ("package.name", "p")]);
    let vibe = only(
        "config.toml",
        "[[mcp_servers]]\nname = \"c7\"\ntransport = \"http\"\nurl = \"https://c.example\"\n[mcp_servers.auth]\ntype = \"static\"\napi_key_env = \"C_KEY\"\n",
    );
    holds(
        &vibe,
        &[("client", "mistral-vibe"), ("auth", "shared-token"), ("secrets.names", "C_KEY"), ("secrets.storage", "env")],
    );
}

#[test]
fn goose_names_what_it_keeps_in_the_keyring() {
    let text = "extensions:\n  dev:\n    type: builtin\n    enabled: true\n    name: developer\n  gh:\n    type: stdio\n    enabled: false\n    cmd: npx\n    args: [-y, p]\n    \
                envs: {LEVEL: x}\n    env_keys: [GITHUB_TOKEN]\n    available_tools: [delete_repo, list_repos]\n  r:\n    type: streamable_http\n    uri: https://r.example/mcp\n";
    let read = outcome("config.yaml", text);
    assert_eq!(read.client.unwrap().as_str(), "goose");
    let [dev, gh, remote] = read.profiles.as_slice() else { panic!("three") };
    holds(dev, &[("launch", ""), ("auto_start", "yes"), ("transport", "")]);
    assert!(dev.notices.is_empty());
    holds(
        gh,
        &[
            ("secrets.storage", "keychain"),
            ("secrets.names", "GITHUB_TOKEN"),
            ("tools.names", "delete_repo, list_repos"),
            ("tools.destructive", "delete_repo"),
            ("approval", ""),
            ("auto_start", "no"),
        ],
    );
    holds(remote, &[("transport", "streamable-http"), ("url.host", "r.example")]);
    let recipe = only(
        "recipe.yaml",
        "version: 1.0.0\ntitle: x\nextensions:\n  - type: stdio\n    name: k\n    cmd: uvx\n    args: [p]\n",
    );
    assert_eq!(recipe.origin.place.as_str(), "extensions.k (line 4)");
}

#[test]
fn the_other_clients() {
    let opencode = only(
        "opencode.json",
        r#"{"mcp":{"a":{"type":"local","command":["npx","-y","p"],"environment":{"A_KEY":"{env:A}"},"enabled":true}}}"#,
    );
    holds(
        &opencode,
        &[("client", "opencode"), ("package.name", "p"), ("secrets.storage", "env"), ("auto_start", "yes")],
    );
    let oauth = only(
        "opencode.json",
        r#"{"mcp":{"a":{"type":"remote","url":"https://a.example/mcp","oauth":{"clientId":"x","clientSecret":"hunter22"}}}}"#,
    );
    holds(&oauth, &[("auth", "oauth"), ("secrets.storage", "inline"), ("transport", "streamable-http")]);
    let crush = only(
        "crush.json",
        r#"{"mcp":{"a":{"type":"http","url":"https://a.example/mcp","options":{"disabled":true}}}}"#,
    );
    holds(&crush, &[("client", "crush"), ("auto_start", "no")]);
    let zed = only(
        "settings.json",
        "// c\n{\"context_servers\":{\"a\":{\"command\":{\"path\":\"npx\",\"args\":[\"-y\",\"p\"],\"env\":{}},\"settings\":{}},},}",
    );
    holds(&zed, &[("client", "zed"), ("package.name", "p")]);
    let list = only(
        "config.yaml",
        "name: x\nversion: 0.0.1\nschema: v1\nmcpServers:\n  - name: n\n    command: npx\n    args:\n      - -y\n      - p\n",
    );
    holds(&list, &[("client", "continue"), ("package.name", "p"), ("version", "")]);
    let librechat = outcome(
        "librechat.yaml",
        "version: 1.2.1\ninterface:\n  mcpServers:\n    use: true\nmcpServers:\n  a:\n    type: sse\n    url: https://a.example\n",
    );
    assert_eq!((librechat.profiles.len(), librechat.client.unwrap().as_str()), (1, "librechat"));
    let vscode = only(
        "x.json",
        r#"{"inputs":[{"id":"k","type":"promptString","password":true}],"servers":{"a":{"command":"npx","args":["p"],"env":{"A_KEY":"${input:k}"}}}}"#,
    );
    holds(&vscode, &[("client", "vscode"), ("secrets.storage", "keychain")]);
    let settings =
        outcome("settings.json", r#"{"mcp.servers":{"a":{"command":"x"}},"mcp":{"servers":{"b":{"command":"y"}}}}"#);
    assert_eq!(settings.profiles.len(), 2);
    let state = outcome(
        ".claude.json",
        r#"{"mcpServers":{"a":{"command":"x"}},"projects":{"/p":{"mcpServers":{"a":{"command":"x"}}},"/q":{"mcpServers":{}}}}"#,
    );
    assert_eq!(
        state.profiles.iter().map(|profile| profile.origin.place.to_string()).collect::<Vec<_>>(),
        ["mcpServers.a (line 1)", "projects./p.mcpServers.a (line 1)"]
    );
    let powers = only("mcp.json", r#"{"powers":{"mcpServers":{"a":{"command":"x"}}}}"#);
    holds(&powers, &[("client", "kiro")]);
    let bare = only(".mcp.json", r#"{"github.com/a/b":{"type":"http","url":"https://a.example"}}"#);
    assert_eq!((bare.name.as_str(), bare.origin.place.as_str()), ("github.com/a/b", "github.com/a/b (line 1)"));
}

#[test]
fn consent_of_the_client() {
    let cline = entry(r#"{"command":"x","autoApprove":["delete_entities","read_graph"],"disabled":false}"#);
    holds(
        &cline,
        &[
            ("approval", "none"),
            ("tools.names", "delete_entities, read_graph"),
            ("tools.destructive", "delete_entities"),
            ("auto_start", "yes"),
        ],
    );
    holds(&entry(r#"{"command":"x","trust":true}"#), &[("approval", "none"), ("tools.names", "")]);
    holds(&entry(r#"{"command":"x","alwaysAllow":[],"disabled":true}"#), &[("approval", ""), ("auto_start", "no")]);
    holds(&entry(r#"{"command":"x","autoApprove":["*"]}"#), &[("approval", "none"), ("tools.names", "")]);
}

#[test]
fn a_plugin_speaks_for_itself() {
    let profile = only(
        "plugin.json",
        r#"{"name":"p","version":"1.0.0","author":{"name":"Exa"},"license":"MIT","repository":"https://github.com/o/r","mcpServers":{"a":{"command":"x"}}}"#,
    );
    holds(
        &profile,
        &[("publisher", "Exa"), ("license", "MIT"), ("repository", "https://github.com/o/r"), ("version", "1.0.0")],
    );
    assert_eq!(profile.fact("publisher").unwrap().standing(), crate::core::profile::Standing::Claim);
    let elsewhere = outcome("plugin.json", "{\n\"name\":\"p\",\n\"mcpServers\":\"./.mcp.json\"}");
    assert_eq!(elsewhere.problems[0].line, Some(3));
}

#[test]
fn what_is_no_client_configuration_is_said() {
    for (text, told) in [
        (r#"{"name":"x","version":"1","tools":[{"name":"t"}]}"#, "list of tools"),
        (r#"{"mcpServers":{}}"#, "no server stands"),
        (r#"{"a":1}"#, "no MCP server was found"),
        (r#"[{"command":"node"}]"#, "array"),
        ("", "empty"),
        ("{\"mcpServers\":{\"a\":{\"command\":\"x\"}", "ends inside"),
        ("{\"mcpServers\":{\"a\":{\"command\":\"x\"},\"a\":{}}}", "duplicate"),
    ] {
        let read = outcome("x.json", text);
        assert!(
            read.profiles.is_empty() && read.problems[0].text.as_str().contains(told),
            "{text}: {:?}",
            read.problems
        );
    }
}

#[test]
fn commented_entries_are_not_read() {
    let read = outcome(
        "mcp.json",
        "# remark\n{\"servers\":{\"a\":{\"command\":\"x\"},\n// \"b\":{\"command\":\"y\"},\n/* \"c\":{} */}}\n# end",
    );
    assert_eq!(read.profiles.len(), 1);
}

#[test]
fn wrong_types_are_named_without_their_value() {
    for (text, field) in [
        (r#"{"command":7}"#, "command"),
        (r#"{"command":"x","args":{"hunter22":1}}"#, "args"),
        (r#"{"command":"x","env":"hunter22"}"#, "env"),
        (r#"{"url":["hunter22"]}"#, "url"),
        (r#"{"url":"https://a.example","headers":"hunter22"}"#, "headers"),
    ] {
        let read = outcome("mcp.json", &format!("{{\"mcpServers\":{{\"s\":{text}}}}}"));
        assert!(read.profiles.is_empty());
        let problem = &read.problems[0];
        assert_eq!(problem.field.as_ref().unwrap().as_str(), format!("mcpServers.s.{field}"));
        assert!(!format!("{problem:?}").contains("hunter22"));
    }
    let mixed = entry(r#"{"command":"node","args":["ok",7,null,{"x":1}]}"#);
    assert_eq!(mixed.notices.len(), 2);
    let nothing = entry(r#"{"command":""}"#);
    assert!(nothing.notices[0].text.as_str().contains("neither a command nor a url"));
}

#[test]
fn credentials_in_odd_places_end_here() {
    let token = "ghp_s1TyDMW5OPfD9jn2HHqFuv2TB8aqwuOoIVkU";
    for text in [
        format!(r#"{{"mcpServers":{{"{token}":{{"command":"x"}}}}}}"#),
        format!(r#"{{"mcpServers":{{"s":{{"command":"x","env":{{"{token}":"1"}}}}}}}}"#),
        format!(r#"{{"mcpServers":{{"s":{{"command":"x","extra":{{"deep":["{token}"]}}}}}}}}"#),
        format!(r#"{{"mcpServers":{{"s":{{"command":"x","description":"use {token}"}}}}}}"#),
        format!(r#"{{"mcpServers":{{"s":{{"command":"sh","args":["-c","export T={token} && npx x"]}}}}}}"#),
        format!(r#"{{"mcpServers":{{"s":{{"command":"{token}"}}}}}}"#),
        format!(r#"{{"mcpServers":{{"s":{{"command":"npx","args":["{token}"]}}}}}}"#),
        format!(r#"{{"mcpServers":{{"s":{{"command":"docker","args":["run","{token}"]}}}}}}"#),
        format!(r#"{{"mcpServers":{{"s":{{"command":"x","autoApprove":["{token}"]}}}}}}"#),
        format!(r#"{{"mcpServers":{{"s":{{"url":"https://{token}.example/"}}}}}}"#),
        format!(
            r#"{{"inputs":[{{"id":"p","password":true,"default":"{token}"}}],"servers":{{"s":{{"command":"x","env":{{"P":"${{input:p}}"}}}}}}}}"#
        ),
    ] {
        let read = outcome("mcp.json", &text);
        let all = serde_json::to_string(&read.profiles).unwrap() + &format!("{:?}", read.problems);
        assert!(!all.to_lowercase().contains("s1tydmw5"), "{text} -> {all}");
        let told = read
            .profiles
            .iter()
            .flat_map(|profile| &profile.notices)
            .any(|notice| notice.kind == NoticeKind::SecretRemoved);
        assert!(told, "{text}");
    }
}

#[test]
fn what_cannot_be_seen_is_told() {
    let hidden =
        only("x.json", "{\"mcpServers\":{\"a\\u202eb\":{\"command\":\"node\",\"cwd\":\"/x\\u001b]0;y\\u0007\"}}}");
    assert_eq!(hidden.name.as_str(), "a<U+202E>b");
    assert_eq!(hidden.notices.iter().filter(|notice| notice.kind == NoticeKind::HiddenText).count(), 2);
    let twin = only("x.json", "{\"mcpServers\":{\"g\u{456}thub\":{\"command\":\"node\"}}}");
    assert!(
        twin.notices
            .iter()
            .any(|notice| notice.kind == NoticeKind::Lookalike && notice.text.as_str().contains("U+0456"))
    );
}

#[test]
fn fields_nobody_knows_keep_their_name_and_type() {
    let profile = entry(r#"{"command":"x","surprise":"hunter22","_note":"y"}"#);
    let [notice] = profile.notices.as_slice() else { panic!("{:?}", profile.notices) };
    assert!(notice.kind == NoticeKind::Skipped && notice.text.as_str().contains("a text"));
    assert!(!format!("{profile:?}").contains("hunter22"));
    assert_eq!(profile.value("secrets.count"), None::<&Value>);
}
