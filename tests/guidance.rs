//! The built-in guidance and the ways a stranger's guidance goes wrong, from outside.

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
