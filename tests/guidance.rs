//! The built-in guidance and the ways a stranger's guidance goes wrong, from outside.

#![allow(clippy::expect_used, reason = "a test may stop")]

use std::{fs, path::Path};

use mcpserver_operator::guidance;

/// Each file below `bad` says on its first line what the reader must answer.
#[test]
fn bad_files_are_refused_with_line_field_and_remedy() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/guidance/bad");
    let mut files: Vec<_> = fs::read_dir(folder).expect("fixtures").map(|entry| entry.expect("entry").path()).collect();
    files.sort();
    assert!(files.len() >= 12, "the fixtures are there");
    for file in files {
        let text = fs::read_to_string(&file).expect("text");
        let name = file.file_name().expect("name").to_string_lossy().into_owned();
        let wanted = text.lines().next().and_then(|line| line.strip_prefix("# expect: ")).expect("an expectation");
        let said = match guidance::read(&name, &text) {
            Ok(_) => "nothing".to_owned(),
            Err(faults) => faults.iter().map(ToString::to_string).collect::<Vec<_>>().join(" | "),
        };
        assert_eq!(said, format!("{name}, {wanted}"), "{name}");
    }
}

/// What stands in the binary can be read, and the structural lint has nothing to say about it.
#[test]
fn the_builtin_library_loads_and_lints_clean() {
    let library = guidance::load_builtin().unwrap_or_else(|error| panic!("{error}"));
    let findings = mcpserver_operator::core::library::lint(&library);
    let lines: Vec<_> = findings
        .iter()
        .map(|found| format!("{:?} {:?} {}: {}", found.rule, found.severity, found.item, found.text))
        .collect();
    assert!(lines.is_empty(), "{} findings\n{}", lines.len(), lines.join("\n"));
}

/// A reader that knows nothing of Rust gets the same answer from the schemas.
#[test]
fn the_builtin_files_follow_the_published_schemas() {
    for (path, text) in guidance::GUIDANCE {
        let file: serde_json::Value = serde_yaml::from_str(text).expect("YAML");
        let kind = serde_json::from_value(file["kind"].clone()).unwrap_or_else(|_| panic!("{path} names its kind"));
        let validator = jsonschema::validator_for(&guidance::schema(kind)).expect("a schema");
        let problems: Vec<_> =
            validator.iter_errors(&file).map(|error| format!("{path}: {error} at {}", error.instance_path())).collect();
        assert!(problems.is_empty(), "{}", problems.join("\n"));
    }
}

/// A folder with a pack in it.
fn pack(name: &str, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let head = format!(
        "schema: mcpserver-operator/pack/v1\nname: {name}\nversion: \"2\"\npublisher: A team\ndate: 2026-11-01\n"
    );
    fs::write(folder.path().join("pack.yaml"), head).expect("written");
    for (path, text) in files {
        let path = folder.path().join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, text).expect("written");
    }
    folder
}

fn terms(id: &str, title: &str) -> String {
    format!("schema: mcpserver-operator/items/v1\nkind: term\nitems: [{{id: {id}, title: {title}, text: Ours.}}]\n")
}

fn refusals(paths: &[&Path]) -> Vec<String> {
    let paths: Vec<_> = paths.iter().map(|path| path.to_path_buf()).collect();
    let strip = |text: String| paths.iter().fold(text, |text, path| text.replace(&path.display().to_string(), "PACK"));
    guidance::load(&paths).err().unwrap_or_default().iter().map(|fault| strip(fault.to_string())).collect()
}

#[test]
fn a_pack_lies_over_the_builtin_one_and_can_be_told_from_it() {
    let ours =
        pack("ours", &[("terms/a.yaml", &terms("term-mcp", "Our word")), ("terms/b.yaml", &terms("term-our", "Mine"))]);
    let library = guidance::load(&[ours.path().to_path_buf()]).expect("a library");
    let builtin = guidance::load_builtin().expect("the built-in library");
    assert_eq!(library.items().count(), builtin.items().count() + 1);
    assert_eq!(library.get("term-mcp").map(|item| item.title()), Some("Our word"));
    let (from, replaced) = library.provenance("term-mcp").expect("a pack");
    assert_eq!((from.name.as_str(), from.date.as_str(), replaced), ("ours", "2026-11-01", true));
    assert!(library.provenance("term-our").is_some_and(|(_, replaced)| !replaced));
    assert_eq!(library.packs()[0].name.as_str(), "builtin");
    assert_eq!(library.packs()[0].version.as_str(), env!("CARGO_PKG_VERSION"));
    assert!(library.packs().iter().all(|pack| pack.digest.len() == 64));
    assert_ne!(library.digest(), builtin.digest());
}

#[test]
fn the_digest_sees_bytes_names_and_head_but_not_the_place() {
    let digest = |name: &str, files: &[(&str, &str)]| {
        let folder = pack(name, files);
        let library = guidance::load(&[folder.path().to_path_buf()]).expect("a library");
        library.packs()[1].digest.clone()
    };
    let text = terms("term-our", "Mine");
    let first = digest("ours", &[("a.yaml", &text)]);
    assert_eq!(first, digest("ours", &[("a.yaml", &text)]));
    assert_ne!(first, digest("ours", &[("b.yaml", &text)]));
    assert_ne!(first, digest("ours", &[("a.yaml", &format!("{text}\n"))]));
    assert_ne!(first, digest("theirs", &[("a.yaml", &text)]));
}

#[test]
fn a_single_file_is_a_pack_of_its_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("notes.yaml");
    fs::write(&file, terms("term-our", "Mine")).expect("written");
    let library = guidance::load(&[file]).expect("a library");
    assert_eq!(library.packs()[1].name.as_str(), "notes");
    assert!(library.get("term-our").is_some());
}

#[test]
fn what_a_pack_may_not_do() {
    let headless = tempfile::tempdir().expect("a folder");
    assert!(refusals(&[headless.path()])[0].starts_with("PACK: the folder has no pack.yaml; add one with"));
    let posing = pack("My-Builtin", &[]);
    assert_eq!(
        refusals(&[posing.path()]),
        ["PACK/pack.yaml, name: only the program's own pack may be called builtin; choose another name"]
    );
    let (one, two) = (pack("same", &[]), pack("same", &[]));
    assert_eq!(refusals(&[one.path(), two.path()]), ["PACK: another pack has the same name; give each pack its own"]);
    let twice = pack("ours", &[("a.yaml", &terms("term-our", "A")), ("b.yaml", &terms("term-our", "B"))]);
    assert_eq!(
        refusals(&[twice.path()]),
        ["PACK/b.yaml, line 3, id: `term-our` stands already in PACK/a.yaml, line 3; rename one"]
    );
    let other_kind = pack("ours", &[("a.yaml", &terms("prompt-injection", "A"))]);
    assert_eq!(
        refusals(&[other_kind.path()]),
        ["PACK/a.yaml, line 3, id: `prompt-injection` is a risk in a pack below; choose another id"]
    );
    let signed = pack("ours", &[]);
    let head = fs::read_to_string(signed.path().join("pack.yaml")).expect("head");
    fs::write(signed.path().join("pack.yaml"), format!("{head}digest: abc\n")).expect("written");
    assert!(refusals(&[signed.path()])[0].starts_with("PACK/pack.yaml, line 6, digest: `digest` is not a field here"));
    assert_eq!(refusals(&[Path::new("/nowhere/at/all")]), ["PACK: no such file or folder; check the path"]);
}

#[test]
fn nothing_is_passed_over_in_silence() {
    let other_ending = pack("ours", &[("a.yml", "x: 1\n"), ("README.md", "Read me.")]);
    assert_eq!(refusals(&[other_ending.path()]), ["PACK/a.yml: guidance files end in .yaml; rename this one"]);
    let large = pack("ours", &[("a.yaml", &"#".repeat(1024 * 1024 + 1))]);
    assert_eq!(refusals(&[large.path()]), ["PACK/a.yaml: the file is larger than 1 MiB; split it"]);
    let folder = pack("ours", &[]);
    fs::write(folder.path().join("a.yaml"), b"schema: \xff\n").expect("written");
    assert_eq!(refusals(&[folder.path()]), ["PACK/a.yaml: the file is not UTF-8; save it as UTF-8"]);
}

#[cfg(unix)]
#[test]
fn links_below_a_pack_are_not_followed() {
    let outside = pack("outside", &[("a.yaml", &terms("term-our", "A"))]);
    let ours = pack("ours", &[]);
    std::os::unix::fs::symlink(outside.path().join("a.yaml"), ours.path().join("a.yaml")).expect("a link");
    std::os::unix::fs::symlink(outside.path(), ours.path().join("folder")).expect("a link");
    let said = refusals(&[ours.path()]);
    assert_eq!(said.len(), 2);
    assert!(said.iter().all(|text| text.contains("links are not followed")), "{said:?}");
}

#[test]
fn every_problem_of_every_pack_is_told_at_once() {
    let one = pack("one", &[("a.yaml", "kind: term\n"), ("b.yaml", "a: &x 1\n")]);
    let two = pack("two", &[("a.yaml", "kind: term\n")]);
    assert_eq!(refusals(&[one.path(), two.path()]).len(), 3);
}

#[test]
fn the_profile_schema_knows_the_facts_and_their_values() {
    let library = guidance::load_builtin().expect("the built-in library");
    let schema = guidance::profile_schema(&library);
    let validator = jsonschema::validator_for(&schema).expect("a schema");
    let good = serde_json::json!({
        "schema": "mcpserver-operator/profile/v1",
        "servers": [{"name": "notes", "facts": {
            "transport": "stdio", "docker_socket": false, "secrets.count": 2, "secrets.names": ["TOKEN"], "owner": "none",
        }}],
    });
    assert!(validator.is_valid(&good));
    for (pointer, spoilt) in [
        ("/servers/0/facts/transport", serde_json::json!("stdoi")),
        ("/servers/0/facts/docker_socket", serde_json::json!("no")),
        ("/servers/0/facts/secrets.count", serde_json::json!(-1)),
        ("/servers/0/name", serde_json::json!("")),
        ("/schema", serde_json::json!("mcpserver-operator/profile/v2")),
    ] {
        let mut document = good.clone();
        *document.pointer_mut(pointer).expect("a place") = spoilt;
        assert!(!validator.is_valid(&document), "{pointer}");
    }
    let mut unknown = good;
    unknown["servers"][0]["facts"]["trasnport"] = serde_json::json!("stdio");
    assert!(!validator.is_valid(&unknown));
}

#[test]
fn the_figures_cover_every_area_phase_and_entry() {
    let stats = guidance::stats(&guidance::load_builtin().expect("the built-in library"));
    let keys = |name: &str| stats[name].as_object().map_or(0, serde_json::Map::len);
    assert_eq!((keys("owasp_mcp"), keys("areas"), keys("phases")), (10, 10, 3));
    assert_eq!(stats["kinds"]["method"], 1);
    let covered = stats["owasp_mcp"].as_object().expect("entries");
    for (entry, counts) in covered {
        assert!(counts["risks"].as_u64() > Some(0) && counts["measures"].as_u64() > Some(0), "{entry} is not covered");
    }
    let phases: u64 = stats["phases"].as_object().expect("phases").values().filter_map(serde_json::Value::as_u64).sum();
    assert_eq!(stats["kinds"]["measure"].as_u64(), Some(phases));
}
