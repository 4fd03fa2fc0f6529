//! A desk over a store in memory, with one client file of three servers, and a workbench without a terminal.

#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(clippy::expect_used, clippy::panic, reason = "a test that cannot be set up has failed")]

use std::{
    path::{Path, PathBuf},
    sync::{Arc, OnceLock},
};

use jiff::civil::date;
use mcpserver_operator::{
    app::{Desk, Engine, Gathered},
    core::{
        advise::{Assessment, LibraryStamp, Request, report},
        assess::Decisions,
        consult::{Actor, Door, Memory},
        library::{Library, Pack, search::Index},
        profile::{NoticeKind, Origin, Profile, Source, Standing, Value},
        text::Clean,
    },
    guidance::{self, Read},
    tui::{
        action::{Action, Reply},
        data::{Entry, Found, Sheet},
        effect::{Effect, Job},
        key::Key,
        keymap::Keymap,
        look::{Look, Terminal},
        perform, remember,
        state::State,
        update::update,
        view::view,
    },
};
use ratatui::{Terminal as Screen, backend::TestBackend, buffer::Buffer};

fn profile(name: &str, facts: &[(&str, Value)]) -> Profile {
    let origin = Origin {
        path: Clean::new("claude_desktop_config.json"),
        kind: Clean::new("client-config"),
        place: Clean::new(&format!("mcpServers.{name}")),
    };
    let mut profile = Profile::new(name, origin);
    for (key, value) in facts {
        let source = Source::new(Standing::Observed, "client-config")
            .at("claude_desktop_config.json", &format!("mcpServers.{name}"));
        profile.say(key, value.clone(), source);
    }
    profile
}

/// Three servers of one client.
pub fn servers() -> Vec<Profile> {
    let text = |word: &str| Value::text(word);
    let mut github = profile(
        "github",
        &[
            ("launch", text("npx")),
            ("transport", text("stdio")),
            ("package.name", text("@modelcontextprotocol/server-github")),
            ("package.ecosystem", text("npm")),
            ("package.pin", text("floating")),
            ("secrets.count", Value::Int(1)),
            ("secrets.storage", text("plain-config")),
            ("secrets.names", Value::list(["GITHUB_PERSONAL_ACCESS_TOKEN"])),
        ],
    );
    github.say("maintenance", text("active"), Source::new(Standing::Claim, "library"));
    github.notice(
        NoticeKind::SecretRemoved,
        "a credential stood in the file; its value was dropped",
        "mcpServers.github.env.GITHUB_PERSONAL_ACCESS_TOKEN (line 6)",
    );
    let files =
        profile("files", &[("launch", text("npx")), ("transport", text("stdio")), ("package.pin", text("floating"))]);
    let crm = profile(
        "crm",
        &[("launch", text("remote")), ("transport", text("streamable-http")), ("tls", Value::Bool(false))],
    );
    vec![github, files, crm]
}

/// A workbench and the desk that answers it at once.
pub struct Bench {
    pub state: State,
    pub desk: Desk,
    pub look: Look,
    pub effects: Vec<Effect>,
    still: bool,
    keymap: Keymap,
    screen: Screen<TestBackend>,
}

pub fn desk() -> Desk {
    let engine = Engine::new(&[], date(2026, 11, 24)).expect("the built-in guidance");
    let actor = Actor { name: Clean::new("ada"), door: Door::Workbench, client: None };
    Desk::new(engine, Box::new(Memory::new()), actor, Box::new(|| "2026-11-24T10:00:00Z".to_owned()))
}

pub fn look(theme: &str, locale: &str) -> Look {
    let terminal = Terminal { no_color: false, term: "xterm".to_owned(), locale: locale.to_owned() };
    Look::choose(Some(theme), false, &terminal).expect("a built-in theme")
}

impl Bench {
    /// The first screen, with nothing kept.
    pub fn empty(columns: u16, rows: u16) -> Self {
        Self::with(columns, rows, look("terminal", "C.UTF-8"))
    }

    pub fn with(columns: u16, rows: u16, look: Look) -> Self {
        let desk = desk();
        let library = Arc::new(desk.engine().library().clone());
        let state = State::new(library, look.glyphs, (columns, rows));
        let screen = Screen::new(TestBackend::new(columns, rows)).expect("a screen");
        let mut bench =
            Self { state, desk, look, effects: Vec::new(), still: false, keymap: Keymap::default(), screen };
        bench.run(vec![Effect::Work(Job::List)]);
        bench
    }

    /// The same with a consultation open.
    pub fn open(columns: u16, rows: u16) -> Self {
        Self::empty(columns, rows).opened(servers())
    }

    pub fn opened(mut self, profiles: Vec<Profile>) -> Self {
        let file = Gathered {
            path: Clean::new("claude_desktop_config.json"),
            client: Some(Clean::new("Claude Desktop")),
            profiles,
            problems: Vec::new(),
        };
        let opened = self.desk.keep(&[file]).expect("kept");
        self.run(vec![Effect::Work(Job::Sheet(opened.ids[0].clone()))]);
        self
    }

    /// A consultation to look at, over guidance and an assessment that stand still: what changes in the built-in
    /// guidance changes no picture. Nothing can be saved to it.
    pub fn shown(columns: u16, rows: u16) -> Self {
        Self::shown_with(columns, rows, look("terminal", "C.UTF-8"))
    }

    pub fn shown_with(columns: u16, rows: u16, look: Look) -> Self {
        let mut bench = Self::with(columns, rows, look);
        bench.state.library = still_library();
        bench.still = true;
        bench.act(Action::Reply(Reply::Sheet(Ok(Box::new(still_sheet())))));
        bench
    }

    fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Work(job) = &effect {
                let reply = match job {
                    Job::Search { query, serial } if self.still => Some(Reply::Found(*serial, still_search(query))),
                    job => perform(&mut self.desk, job.clone()),
                };
                if let Some(reply) = reply {
                    self.act(Action::Reply(reply));
                }
            }
            self.effects.push(effect);
        }
    }

    pub fn act(&mut self, action: Action) {
        let effects = update(&mut self.state, action);
        self.run(effects);
    }

    /// Presses keys, written as in the table of keys; a word in quotes is typed letter by letter.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for word in keys.split(' ') {
            if let Some(text) = word.strip_prefix('"') {
                for letter in text.trim_end_matches('"').chars() {
                    self.key(Key::char(if letter == '_' { ' ' } else { letter }));
                }
            } else {
                self.key(Key::parse(word).unwrap_or_else(|| panic!("no key {word}")));
            }
        }
        self
    }

    fn key(&mut self, key: Key) {
        // Page keys need what the last drawing saw.
        self.draw();
        let act = self.keymap.get(self.state.place(), key);
        self.act(act.map_or(Action::Type(key), Action::Do));
    }

    pub fn draw(&mut self) -> &Buffer {
        let (state, look) = (&self.state, &self.look);
        let mut seen = None;
        self.screen.draw(|frame| seen = Some(view(state, look, frame))).expect("drawn");
        remember(&mut self.state, seen.expect("seen"));
        self.screen.backend().buffer()
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.screen = Screen::new(TestBackend::new(columns, rows)).expect("a screen");
        self.act(Action::Resize(columns, rows));
    }

    /// The screen as text, without trailing spaces.
    pub fn text(&mut self) -> String {
        let buffer = self.draw();
        let mut out = String::new();
        for y in 0..buffer.area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < buffer.area.width {
                let symbol = buffer[(x, y)].symbol();
                line.push_str(symbol);
                x += u16::try_from(unicode_width::UnicodeWidthStr::width(symbol)).unwrap_or(1).max(1);
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }

    pub fn toast(&self) -> &str {
        self.state.toast.as_ref().map_or("", |toast| toast.text.as_str())
    }
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/tui").join(name)
}

/// A part of the guidance as it once was.
pub fn still_library() -> Arc<Library> {
    static LIBRARY: OnceLock<Arc<Library>> = OnceLock::new();
    LIBRARY.get_or_init(|| Arc::new(read_library())).clone()
}

fn read_library() -> Library {
    let mut paths: Vec<_> = std::fs::read_dir(fixture("guidance"))
        .expect("a folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    paths.sort();
    let (mut method, mut items) = (None, Vec::new());
    for path in paths {
        let text = std::fs::read_to_string(&path).expect("text");
        for found in guidance::read(&path.display().to_string(), &text).expect("guidance") {
            match found {
                Read::Item(item, _) => items.push(*item),
                Read::Method(found) => method = Some(*found),
            }
        }
    }
    let pack = Pack {
        name: Clean::new("still"),
        version: Clean::new("1"),
        publisher: Clean::new("the tests"),
        date: Clean::new("2026-11-24"),
        digest: String::new(),
    };
    Library::new(vec![(pack, method, items)]).expect("a library")
}

fn still_search(query: &str) -> Vec<Found> {
    let library = still_library();
    let index = Index::new(&library);
    index
        .search(query, 100, None)
        .into_iter()
        .map(|hit| Found {
            id: hit.item.id().to_owned(),
            kind: hit.item.kind(),
            title: Clean::new(hit.item.title()),
            score: hit.score,
            matched: hit.matched,
            summary: Clean::new(hit.item.summary()),
        })
        .collect()
}

/// An assessment as it once was; `UPDATE_STILL=1` makes it anew.
fn still_assessment() -> Assessment {
    let path = fixture("assessment.json");
    if std::env::var_os("UPDATE_STILL").is_some() {
        let library = still_library();
        let decisions = Decisions::default();
        let request = Request { library: &library, decisions: &decisions, as_of: date(2026, 11, 24), appetite: None };
        let assessment = Assessment {
            schema: Clean::new("still"),
            method: library.method().version.clone(),
            library: LibraryStamp::of(&library),
            as_of: date(2026, 11, 24),
            servers: servers().iter().map(|profile| report(profile, request)).collect(),
            combined: Vec::new(),
            plan: None,
            errors: Vec::new(),
        };
        std::fs::write(&path, serde_json::to_string_pretty(&assessment).expect("JSON")).expect("written");
    }
    serde_json::from_str(&std::fs::read_to_string(path).expect("an assessment")).expect("an assessment")
}

fn still_sheet() -> Sheet {
    static SHEET: OnceLock<Sheet> = OnceLock::new();
    let entry = |seq: u64, kind: &str, text: &str| Entry {
        seq,
        at: Clean::new(&format!("2026-11-24T10:0{seq}:00Z")),
        who: Clean::new(if seq == 3 { "ben (command line)" } else { "ada" }),
        kind: Clean::new(kind),
        text: Clean::new(text),
        library: Clean::new("still 1"),
        whole: vec![(Clean::new("server"), Clean::new("github"))],
    };
    SHEET
        .get_or_init(|| Sheet {
            id: "claude-desktop-111111".to_owned(),
            name: Clean::new("Claude Desktop: claude_desktop_config.json"),
            assessment: still_assessment(),
            history: vec![
                entry(1, "opened", "opened claude_desktop_config.json with 3 servers of Claude Desktop"),
                entry(2, "advised", "advised github: level high, deploy with measures, a plan of 6 measures"),
                entry(3, "answered", "answered isolation of github: container"),
                entry(4, "noted", "noted on files: ask the team which folders it needs"),
            ],
            undoable: Some(Clean::new("noted on files: ask the team which folders it needs")),
        })
        .clone()
}
