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
