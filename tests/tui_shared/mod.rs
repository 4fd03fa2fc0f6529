//! A desk over a store in memory, with one client file of three servers, and a workbench without a terminal.

#![allow(dead_code, reason = "each test file uses a part of it")]

use std::sync::{Arc, OnceLock};

use jiff::civil::date;
use mcpserver_operator::{
    app::{Desk, Engine, Gathered},
    core::{
        consult::{Actor, Door, Memory},
        profile::{NoticeKind, Origin, Profile, Source, Standing, Value},
        text::Clean,
    },
    tui::{
        action::{Action, Reply},
        data::Sheet,
        effect::{Effect, Job},
        key::Key,
        keymap::Keymap,
        look::{Look, Terminal},
        remember,
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
    let files = profile(
        "files",
        &[("launch", text("npx")), ("transport", text("stdio")), ("package.pin", text("floating"))],
    );
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
        let mut bench = Self { state, desk, look, effects: Vec::new(), keymap: Keymap::default(), screen };
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

    /// The same with a consultation to look at: made once, nothing can be saved to it.
    pub fn shown(columns: u16, rows: u16) -> Self {
        Self::shown_with(columns, rows, look("terminal", "C.UTF-8"))
    }

    pub fn shown_with(columns: u16, rows: u16, look: Look) -> Self {
        static SHEET: OnceLock<Sheet> = OnceLock::new();
        let mut bench = Self::with(columns, rows, look);
        let sheet = SHEET.get_or_init(|| Self::open(120, 40).state.bench.expect("open").sheet);
        bench.act(Action::Reply(Reply::Sheet(Ok(Box::new(sheet.clone())))));
        bench
    }

    fn run(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Effect::Work(job) = &effect {
                if let Some(reply) = answer(&mut self.desk, job.clone()) {
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

/// What the worker would answer.
pub fn answer(desk: &mut Desk, job: Job) -> Option<Reply> {
    mcpserver_operator::tui::perform(desk, job)
}

pub fn sheet(desk: &mut Desk, id: &str) -> Sheet {
    desk.sheet(id).expect("a sheet").into()
}
