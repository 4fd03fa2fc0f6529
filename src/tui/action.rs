//! Everything that can happen, as plain data, and the one table of what keys do.
//!
//! The help overlay, the hints in the status bar and `docs/keys.md` are made from [`TABLE`]; so they cannot drift.

use super::{
    data::{Failure, Found, Listed, Opened, Sheet},
    effect::Timer,
    key::Key,
    state::{State, why_not},
};
use crate::core::text::Clean;

/// What a key does.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "TABLE has the words for each")]
pub enum Act {
    Up,
    Down,
    PageUp,
    PageDown,
    Top,
    Bottom,
    PaneLeft,
    PaneRight,
    NextPane,
    PreviousPane,
    PaneProfile,
    PaneMatrix,
    PaneTree,
    PaneHistory,
    Open,
    Back,
    NextServer,
    PreviousServer,
    Answer,
    Decide,
    Note,
    Undo,
    Search,
    TreeView,
    Zoom,
    Wrap,
    Home,
    Sample,
    NextField,
    PreviousField,
    Choose,
    Save,
    Yes,
    No,
    Help,
    Redraw,
    Suspend,
    Quit,
    Leave,
}

/// Where a key may mean something of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the places are named by `words`")]
pub enum Place {
    Home,
    Profile,
    Matrix,
    Tree,
    History,
    Detail,
    Search,
    Form,
    Help,
    Confirm,
}

impl Place {
    /// Every place, in the order of the documentation.
    pub const ALL: [Self; 10] = [
        Self::Home,
        Self::Profile,
        Self::Matrix,
        Self::Tree,
        Self::History,
        Self::Detail,
        Self::Search,
        Self::Form,
        Self::Help,
        Self::Confirm,
    ];

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Home => "list of consultations",
            Self::Profile => "server profile",
            Self::Matrix => "risk matrix",
            Self::Tree => "recommendations",
            Self::History => "history",
            Self::Detail => "detail",
            Self::Search => "search",
            Self::Form => "dialog",
            Self::Help => "help",
            Self::Confirm => "question",
        }
    }
}

/// One line of the table.
#[derive(Clone, Copy)]
pub struct Binding {
    /// What it does.
    pub act: Act,
    /// A stable name.
    pub id: &'static str,
    /// Two or three words, for the status bar.
    pub words: &'static str,
    /// One line, for the help.
    pub help: &'static str,
    /// Keys.
    pub keys: &'static [&'static str],
    /// Where it applies.
    pub places: &'static [Place],
    /// Rank in the status bar, lowest first; 0 is not shown there.
    pub hint: u8,
    /// Why it cannot work now.
    pub why_not: fn(&State) -> Option<&'static str>,
}

use Place as P;
const PANES: &[Place] = &[P::Profile, P::Matrix, P::Tree, P::History];
const LISTS: &[Place] = &[P::Home, P::Profile, P::Matrix, P::Tree, P::History, P::Detail, P::Help];
const READ: &[Place] = &[P::Profile, P::Matrix, P::Tree, P::History, P::Detail];
const ALL: &[Place] = &Place::ALL;
const QUIET: &[Place] = &[P::Home, P::Profile, P::Matrix, P::Tree, P::History, P::Detail, P::Confirm];

#[allow(clippy::too_many_arguments, reason = "a line of the table reads best as one line")]
const fn row(
    act: Act,
    id: &'static str,
    words: &'static str,
    help: &'static str,
    keys: &'static [&'static str],
    places: &'static [Place],
    hint: u8,
    why_not: fn(&State) -> Option<&'static str>,
) -> Binding {
    Binding { act, id, words, help, keys, places, hint, why_not }
}

/// What every key does.
pub const TABLE: &[Binding] = &[
    row(
        Act::Open,
        "open",
        "open",
        "Open what is selected: its detail, or the consultation",
        &["enter"],
        &[P::Home, P::Profile, P::Matrix, P::Tree, P::History, P::Detail, P::Search],
        1,
        why_not::open,
    ),
    row(
        Act::Answer,
        "answer",
        "answer",
        "Answer what is selected or what it hangs on, else the question worth most",
        &["a"],
        READ,
        2,
        why_not::answer,
    ),
    row(Act::Decide, "decide", "decide", "Decide on the selected measure or risk", &["d"], READ, 3, why_not::decide),
    row(Act::Note, "note", "note", "Write a note on this server", &["n"], READ, 6, why_not::always),
    row(
        Act::TreeView,
        "tree-view",
        "tree/flat/plan",
        "Recommendations as a tree, by priority, or as the plan",
        &["t"],
        PANES,
        5,
        why_not::always,
    ),
    row(
        Act::Search,
        "search",
        "search",
        "Search the guidance as you type",
        &["/"],
        &[P::Home, P::Profile, P::Matrix, P::Tree, P::History, P::Detail],
        4,
        why_not::always,
    ),
    row(Act::Undo, "undo", "undo", "Take back the last step; asks first", &["u"], READ, 0, why_not::undo),
    row(
        Act::NextServer,
        "next-server",
        "next server",
        "Go to the next server of this client file",
        &["]"],
        READ,
        7,
        why_not::server,
    ),
    row(
        Act::PreviousServer,
        "previous-server",
        "previous server",
        "Go to the server before",
        &["["],
        READ,
        0,
        why_not::server,
    ),
    row(Act::NextPane, "next-pane", "next pane", "Go to the next pane", &["tab"], PANES, 8, why_not::always),
    row(
        Act::PreviousPane,
        "previous-pane",
        "pane before",
        "Go to the pane before",
        &["shift-tab"],
        PANES,
        0,
        why_not::always,
    ),
    row(Act::PaneProfile, "pane-profile", "profile", "Go to the server profile", &["1"], PANES, 0, why_not::always),
    row(Act::PaneMatrix, "pane-matrix", "matrix", "Go to the risk matrix", &["2"], PANES, 0, why_not::always),
    row(Act::PaneTree, "pane-tree", "advice", "Go to the recommendations", &["3"], PANES, 0, why_not::always),
    row(Act::PaneHistory, "pane-history", "history", "Go to the history", &["4"], PANES, 0, why_not::always),
    row(
        Act::PaneLeft,
        "pane-left",
        "pane left",
        "Go to the pane on the left",
        &["left", "h"],
        PANES,
        0,
        why_not::always,
    ),
    row(
        Act::PaneRight,
        "pane-right",
        "pane right",
        "Go to the pane on the right",
        &["right", "l"],
        PANES,
        0,
        why_not::always,
    ),
    row(Act::Zoom, "zoom", "zoom", "Show this pane alone, or all four again", &["z"], PANES, 9, why_not::zoom),
    row(Act::Up, "up", "up", "Up", &["up", "k"], LISTS, 0, why_not::always),
    row(Act::Down, "down", "down", "Down", &["down", "j"], LISTS, 0, why_not::always),
    row(Act::Up, "search-up", "up", "Up in the hits", &["up", "ctrl-p"], &[P::Search], 3, why_not::always),
    row(Act::Down, "search-down", "down", "Down in the hits", &["down", "ctrl-n"], &[P::Search], 2, why_not::always),
    row(Act::PageUp, "page-up", "page up", "A page up", &["pgup", "ctrl-u"], LISTS, 0, why_not::always),
    row(
        Act::PageDown,
        "page-down",
        "page down",
        "A page down",
        &["pgdn", "ctrl-d", "space"],
        LISTS,
        0,
        why_not::always,
    ),
    row(Act::PageUp, "search-page-up", "page up", "A page up in the hits", &["pgup"], &[P::Search], 0, why_not::always),
    row(
        Act::PageDown,
        "search-page-down",
        "page down",
        "A page down in the hits",
        &["pgdn"],
        &[P::Search],
        0,
        why_not::always,
    ),
    row(Act::Top, "top", "top", "To the first line", &["g", "home"], LISTS, 0, why_not::always),
    row(Act::Bottom, "bottom", "bottom", "To the last line", &["G", "end"], LISTS, 0, why_not::always),
    row(Act::Wrap, "wrap", "wrap", "Wrap long lines, or cut them", &["w"], READ, 0, why_not::always),
    row(
        Act::Sample,
        "sample",
        "open the sample",
        "Open the client file that comes with the program",
        &["s"],
        &[P::Home],
        2,
        why_not::always,
    ),
    row(Act::Home, "home", "consultations", "Go to the list of consultations", &["o"], READ, 10, why_not::always),
    row(
        Act::Choose,
        "choose",
        "next / save",
        "Take this and go on; on [Save], save",
        &["enter"],
        &[P::Form],
        1,
        why_not::always,
    ),
    row(Act::NextField, "next-field", "next field", "Go to the next field", &["tab"], &[P::Form], 2, why_not::always),
    row(
        Act::PreviousField,
        "previous-field",
        "field before",
        "Go to the field before",
        &["shift-tab"],
        &[P::Form],
        0,
        why_not::always,
    ),
    row(Act::Save, "save", "save", "Save from any field", &["ctrl-s"], &[P::Form], 3, why_not::save),
    row(Act::Yes, "yes", "yes", "Yes, do it", &["y"], &[P::Confirm], 1, why_not::always),
    row(Act::No, "no", "no", "No, leave it", &["n", "enter"], &[P::Confirm], 2, why_not::always),
    row(Act::Back, "back", "back", "One step back; no text is ever lost", &["esc"], ALL, 11, why_not::always),
    row(
        Act::Help,
        "help",
        "help",
        "This help",
        &["?"],
        &[P::Home, P::Profile, P::Matrix, P::Tree, P::History, P::Detail, P::Help],
        12,
        why_not::always,
    ),
    row(Act::Redraw, "redraw", "redraw", "Draw the screen anew", &["ctrl-l"], ALL, 0, why_not::always),
    row(
        Act::Suspend,
        "suspend",
        "suspend",
        "Suspend; `fg` in the shell comes back",
        &["ctrl-z"],
        ALL,
        0,
        why_not::always,
    ),
    row(Act::Quit, "quit", "quit", "Leave the program", &["q"], QUIET, 13, why_not::always),
    row(
        Act::Leave,
        "leave",
        "leave",
        "Leave the program from anywhere; asks where text is not saved",
        &["ctrl-c"],
        ALL,
        0,
        why_not::always,
    ),
];

/// What the worker answered.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// The consultations.
    Listed(Result<Vec<Listed>, Failure>),
    /// Files were opened.
    Opened(Result<Opened, Failure>),
    /// One consultation.
    Sheet(Result<Box<Sheet>, Failure>),
    /// Something was saved, in one sentence, with the consultation as it is now.
    Saved {
        /// The dialog that asked.
        form: String,
        /// What was saved and what it came to; absent where the consultation could not be read again.
        result: Result<(Clean, Option<Box<Sheet>>), Failure>,
    },
    /// Hits for the search of that number.
    Found(u64, Vec<Found>),
    /// A draft was found or not.
    Draft(String, Option<String>),
    /// A draft could not be kept.
    DraftFailed(Failure),
}

/// Everything that can happen.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// A key that does something here.
    Do(Act),
    /// A key that does nothing of its own here; goes into the text at hand.
    Type(Key),
    /// Pasted text, as it came.
    Paste(String),
    /// The terminal has this many columns and rows now.
    Resize(u16, u16),
    /// The worker answered.
    Reply(Reply),
    /// Time is up.
    Timer(Timer),
    /// The terminal is gone, or somebody asks the program to end.
    HangUp,
}
