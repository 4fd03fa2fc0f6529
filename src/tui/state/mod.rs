//! What the screens show: plain data that only `update` changes.

mod bench;
mod cursor;
mod editor;
mod field;
mod form;
pub mod why_not;

use std::sync::Arc;

pub use bench::{Bench, Pane, TreeView};
pub use cursor::Cursor;
pub use editor::Editor;
pub use field::Field;
pub use form::{Choice, Form, FormField, Input, Purpose, Submission};

use super::{
    action::Place,
    data::{Found, Listed},
    look::{Glyphs, Role},
    rows::{self, Row, Subject},
};
use crate::core::library::Library;

/// The list of consultations.
#[derive(Clone, Debug, Default)]
pub struct Home {
    /// Nothing until the worker has answered.
    pub list: Option<Vec<Listed>>,
    /// Where one stands.
    pub cursor: Cursor,
}

/// The search.
#[derive(Clone, Debug, Default)]
pub struct Search {
    /// What is typed.
    pub field: Field,
    /// What was found.
    pub hits: Vec<Found>,
    /// Where one stands.
    pub cursor: Cursor,
    /// The number of the last search that was asked for.
    pub serial: u64,
}

/// A question that is answered with yes or no.
#[derive(Clone, Debug)]
pub struct Confirm {
    /// What will happen.
    pub rows: Vec<Row>,
    /// What yes does.
    pub then: Then,
}

/// What follows a yes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Then {
    /// The last step of this consultation is taken back.
    Undo(String),
    /// The program ends.
    Quit,
}

/// A screen that lies over the panes. Esc takes away the one on top.
#[derive(Clone, Debug)]
pub enum Layer {
    /// Everything about one thing.
    Detail(Subject, Cursor),
    /// The search.
    Search(Search),
    /// A dialog.
    Form(Box<Form>),
    /// The keys of a place.
    Help(Place, Cursor),
    /// A question.
    Confirm(Confirm),
}

/// A message that goes away by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toast {
    /// Good, a warning, or bad.
    pub role: Role,
    /// What it says.
    pub text: String,
}

/// What the last drawing found out: sizes that keys such as page down need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seen {
    /// Columns and rows of the list that has the keys.
    pub list: (u16, u16),
    /// First visible line of each list, by its place on the screen.
    pub tops: Vec<(Slot, usize)>,
}

/// A list on the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the lists")]
pub enum Slot {
    Home,
    Pane(Pane),
    Questions,
    Layer,
}

/// Everything.
#[derive(Clone, Debug)]
pub struct State {
    /// The guidance; never changes while the program runs.
    pub library: Arc<Library>,
    /// Signs.
    pub glyphs: Glyphs,
    /// The list of consultations.
    pub home: Home,
    /// The consultation at hand.
    pub bench: Option<Bench>,
    /// What lies over it, topmost last.
    pub layers: Vec<Layer>,
    /// The message at the bottom.
    pub toast: Option<Toast>,
    /// What the worker is at, in words.
    pub busy: Option<&'static str>,
    /// Whether long lines wrap in the panes.
    pub wrap: bool,
    /// Columns and rows of the terminal.
    pub size: (u16, u16),
    /// What the last drawing found out.
    pub seen: Seen,
}

impl State {
    /// The first moment: nothing is known yet.
    #[must_use]
    pub fn new(library: Arc<Library>, glyphs: Glyphs, size: (u16, u16)) -> Self {
        Self {
            library,
            glyphs,
            home: Home::default(),
            bench: None,
            layers: Vec::new(),
            toast: None,
            busy: None,
            wrap: false,
            size,
            seen: Seen::default(),
        }
    }

    /// Where keys go.
    #[must_use]
    pub fn place(&self) -> Place {
        match (self.layers.last(), &self.bench) {
            (Some(Layer::Detail(..)), _) => Place::Detail,
            (Some(Layer::Search(_)), _) => Place::Search,
            (Some(Layer::Form(_)), _) => Place::Form,
            (Some(Layer::Help(..)), _) => Place::Help,
            (Some(Layer::Confirm(_)), _) => Place::Confirm,
            (None, Some(bench)) => bench.focus.place(),
            (None, None) => Place::Home,
        }
    }

    /// What is selected where the keys go.
    #[must_use]
    pub fn selected(&self) -> Subject {
        let of = |rows: &[Row], cursor: &Cursor| rows.get(cursor.at).map(|row| row.subject.clone()).unwrap_or_default();
        match (self.layers.last(), &self.bench) {
            (Some(Layer::Detail(subject, cursor)), _) => match of(&self.detail(subject).1, cursor) {
                Subject::None => Subject::None,
                found => found,
            },
            (Some(Layer::Search(search)), _) => {
                search.hits.get(search.cursor.at).map_or(Subject::None, |found| self.subject_of(&found.id))
            }
            (Some(_), _) => Subject::None,
            (None, Some(bench)) => of(&self.pane_rows(bench, bench.focus).0, bench.cursor(bench.focus)),
            (None, None) => of(&self.home_rows(), &self.home.cursor),
        }
    }

    /// What a key acts on: in a detail without a selected line, the thing the detail is about.
    #[must_use]
    pub fn target(&self) -> Subject {
        match (self.selected(), self.layers.last()) {
            (Subject::None, Some(Layer::Detail(subject, _))) => subject.clone(),
            (found, _) => found,
        }
    }

    /// The subject of an item of the library.
    #[must_use]
    pub fn subject_of(&self, id: &str) -> Subject {
        if self.library.fact(id).is_some() {
            Subject::Fact(id.into())
        } else if self.library.risk(id).is_some() {
            Subject::Risk(id.to_owned())
        } else if self.library.measure(id).is_some() {
            Subject::Measure(id.to_owned())
        } else {
            Subject::Item(id.to_owned())
        }
    }

    /// Title and rows of a detail.
    #[must_use]
    pub fn detail(&self, subject: &Subject) -> (String, Vec<Row>) {
        let ground = rows::detail::Ground { bench: self.bench.as_ref(), library: &self.library, glyphs: self.glyphs };
        rows::detail::detail(subject, ground)
    }

    /// The rows of a pane, and the index from which the questions stand.
    #[must_use]
    pub fn pane_rows(&self, bench: &Bench, pane: Pane) -> (Vec<Row>, usize) {
        let rows = match pane {
            Pane::Profile => return rows::profile(bench, &self.library),
            Pane::Matrix => rows::matrix(bench, self.glyphs),
            Pane::Tree => rows::tree(bench, self.glyphs),
            Pane::History => rows::history(bench),
        };
        let end = rows.len();
        (rows, end)
    }

    /// The rows of the first screen.
    #[must_use]
    pub fn home_rows(&self) -> Vec<Row> {
        match &self.home.list {
            Some(list) if list.is_empty() => rows::welcome(),
            Some(list) => rows::home(list),
            None => vec![Row::default().add(Role::Dim, "Reading what was kept ...")],
        }
    }

    /// Whether a dialog or a question lies over the rest: then nothing below it is marked.
    #[must_use]
    pub fn is_covered(&self) -> bool {
        matches!(self.layers.last(), Some(Layer::Form(_) | Layer::Confirm(_)))
    }

    /// The form on top, if one is.
    #[must_use]
    pub fn form(&self) -> Option<&Form> {
        match self.layers.last() {
            Some(Layer::Form(form)) => Some(form),
            _ => None,
        }
    }
}
