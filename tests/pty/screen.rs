//! A program in a pseudo-terminal and what it shows. Waits are for text, never for time alone.

use std::{
    io::{Read as _, Write as _},
    num::NonZero,
    sync::{Arc, Mutex},
    thread,
    time::{Duration, Instant},
};

use portable_pty::{CommandBuilder, MasterPty, PtySize, native_pty_system};

use crate::common::Home;

/// Longest wait for a text.
const PATIENCE: Duration = Duration::from_secs(30);
/// Nothing new for this long counts as settled.
const QUIET: Duration = Duration::from_millis(250);

struct Seen {
    parser: vt100::Parser,
    bytes: Vec<u8>,
    last: Instant,
}

pub struct Screen {
    child: Box<dyn portable_pty::Child + Send + Sync>,
    master: Box<dyn MasterPty + Send>,
    writer: Box<dyn std::io::Write + Send>,
    seen: Arc<Mutex<Seen>>,
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows, cols: columns, pixel_width: 0, pixel_height: 0 }
}

fn cells(count: u16) -> NonZero<u16> {
    NonZero::new(count).expect("at least one")
}

impl Screen {
    pub fn start(home: &Home, columns: u16, rows: u16, args: &[&str]) -> Self {
        Self::start_with(home, columns, rows, args, &[])
    }

    pub fn start_with(home: &Home, columns: u16, rows: u16, args: &[&str], env: &[(&str, &str)]) -> Self {
        let pair = native_pty_system().openpty(size(columns, rows)).expect("a pseudo-terminal");
        let mut command = CommandBuilder::new(env!("CARGO_BIN_EXE_mcpserver-operator"));
        command.args(args);
        command.env_clear();
        for (name, value) in [
            ("HOME", home.path().to_string_lossy().as_ref()),
            ("XDG_DATA_HOME", home.path().join("data").to_string_lossy().as_ref()),
            ("XDG_CONFIG_HOME", home.path().join("config").to_string_lossy().as_ref()),
            ("USER", "tester"),
            ("LANG", "C.UTF-8"),
            ("TERM", "xterm-256color"),
        ] {
            command.env(name, value);
        }
        for (name, value) in env {
            command.env(name, value);
        }
        command.cwd(home.path());
        let child = pair.slave.spawn_command(command).expect("the binary runs");
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("a reader");
        let writer = pair.master.take_writer().expect("a writer");
        let parser = vt100::Parser::new(cells(rows), cells(columns), 0);
        let seen = Arc::new(Mutex::new(Seen { parser, bytes: Vec::new(), last: Instant::now() }));
        let into = Arc::clone(&seen);
        thread::spawn(move || {
            let mut buffer = [0; 65536];
            while let Ok(read @ 1..) = reader.read(&mut buffer) {
                let mut seen = into.lock().expect("no reader panics");
                seen.parser.process(&buffer[..read]);
                seen.bytes.extend(&buffer[..read]);
                seen.last = Instant::now();
            }
        });
        Self { child, master: pair.master, writer, seen }
    }

    pub fn text(&self) -> String {
        self.seen.lock().expect("no reader panics").parser.screen().contents()
    }
    pub fn bytes(&self) -> Vec<u8> {
        self.seen.lock().expect("no reader panics").bytes.clone()
    }
    pub fn in_other_screen(&self) -> bool {
        self.seen.lock().expect("no reader panics").parser.screen().alternate_screen()
    }

    /// Types keys one by one, each after the screen has settled from the one before.
    pub fn keys(&mut self, keys: &str) {
        for key in keys.chars() {
            self.send(key.to_string().as_bytes());
            self.settle();
        }
    }
    /// Types text at once.
    pub fn type_text(&mut self, text: &str) {
        self.send(text.as_bytes());
        self.settle();
    }
    fn send(&mut self, bytes: &[u8]) {
        self.writer.write_all(bytes).expect("a program that reads");
        self.writer.flush().expect("a program that reads");
    }

    pub fn wait_for(&mut self, wanted: &str) {
        let until = Instant::now() + PATIENCE;
        while !self.text().contains(wanted) {
            assert!(Instant::now() < until, "never saw {wanted:?}; the screen shows:\n{}", self.text());
            thread::sleep(Duration::from_millis(10));
        }
    }
    #[track_caller]
    pub fn shows(&self, wanted: &str) {
        assert!(self.text().contains(wanted), "{wanted:?} is not on the screen:\n{}", self.text());
    }
    /// Waits until nothing new has come for a while.
    pub fn settle(&self) {
        thread::sleep(Duration::from_millis(30));
        let until = Instant::now() + PATIENCE;
        while self.seen.lock().expect("no reader panics").last.elapsed() < QUIET && Instant::now() < until {
            thread::sleep(Duration::from_millis(10));
        }
    }
    /// Moves down a list of choices until the line with the marker holds the word.
    pub fn choose(&mut self, word: &str) {
        for _ in 0..20 {
            let marked = self
                .text()
                .lines()
                .any(|line| line.split_once('▸').is_some_and(|(_, rest)| rest.trim_start().starts_with(word)));
            if marked {
                return;
            }
            self.send(b"\x1b[B");
            self.settle();
        }
        panic!("{word} cannot be chosen:\n{}", self.text());
    }

    pub fn resize(&self, columns: u16, rows: u16) {
        self.master.resize(size(columns, rows)).expect("a size");
        self.seen.lock().expect("no reader panics").parser.screen_mut().set_size(cells(rows), cells(columns));
    }
    /// What the kernel sends when the link drops.
    pub fn hang_up(&mut self) {
        self.signal("-HUP");
    }
    pub fn kill_nine(&mut self) {
        self.signal("-9");
        let _ = self.child.wait();
    }
    fn signal(&self, signal: &str) {
        let id = self.child.process_id().expect("a running program");
        let status = std::process::Command::new("kill").args([signal, &id.to_string()]).status().expect("kill");
        assert!(status.success());
    }
    pub fn wait_for_end(&mut self, patience: Duration) -> Option<u32> {
        let until = Instant::now() + patience;
        while Instant::now() < until {
            if let Ok(Some(status)) = self.child.try_wait() {
                return Some(status.exit_code());
            }
            thread::sleep(Duration::from_millis(20));
        }
        None
    }
}

impl Drop for Screen {
    fn drop(&mut self) {
        let _ = self.child.kill();
    }
}
