//! The built binary with a home folder of its own.

use std::{
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use serde_json::Value as Json;

/// A home folder that goes when it is dropped.
pub struct Home {
    folder: tempfile::TempDir,
}

/// What a run gave.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

#[allow(dead_code, reason = "each test binary uses its part")]
impl Home {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().expect("a temporary folder") }
    }
    pub fn path(&self) -> &Path {
        self.folder.path()
    }
    pub fn store(&self) -> PathBuf {
        self.path().join("data/mcpserver-operator")
    }
    /// Writes a file and gives its path.
    pub fn file(&self, name: &str, text: &str) -> String {
        let path = self.path().join(name);
        std::fs::write(&path, text).expect("a writable home");
        path.display().to_string()
    }
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_mcpserver-operator"));
        command
            .args(args)
            .env_clear()
            .env("HOME", self.path())
            .env("XDG_DATA_HOME", self.path().join("data"))
            .env("XDG_CONFIG_HOME", self.path().join("config"))
            .env("USER", "tester")
            .env("LANG", "C.UTF-8")
            .current_dir(self.path());
        command
    }
    pub fn run(&self, args: &[&str]) -> Run {
        Run::of(self.command(args).stdin(Stdio::null()).output().expect("the binary runs"))
    }
    /// Runs with JSON and expects the exit code.
    pub fn json(&self, code: i32, args: &[&str]) -> Json {
        let mut all = args.to_vec();
        all.extend(["--format", "json", "--as-of", "2026-11-24"]);
        let run = self.run(&all);
        assert_eq!(run.code, code, "{args:?}: {}\n{}", run.err, run.out);
        serde_json::from_str(&run.out).unwrap_or_else(|error| panic!("{args:?}: {error}\n{}", run.out))
    }
    /// Keeps the sample and gives the consultation's id.
    pub fn keep_sample(&self) -> String {
        let read = self.json(0, &["import", &sample(), "--save"]);
        let kept = read["servers"][0]["consultation"].as_str().expect("kept").to_owned();
        kept.split('/').next().expect("an id").to_owned()
    }
}

impl Run {
    pub fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

/// The sample configuration that comes with the program.
pub fn sample() -> String {
    format!("{}/guidance/samples/claude_desktop_config.json", env!("CARGO_MANIFEST_DIR"))
}
