//! The consultation at hand: which server, which pane, where one stands in each.

use super::Cursor;
use crate::core::{
    advise::{Recommendation, ServerReport},
    assess::RiskReport,
};
use crate::tui::{action::Place, data::Sheet};

/// One of the four panes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "the four panes")]
pub enum Pane {
    Profile,
    Matrix,
    Tree,
    History,
}

impl Pane {
    /// In the order of their numbers.
    pub const ALL: [Self; 4] = [Self::Profile, Self::Matrix, Self::Tree, Self::History];

    /// Its place for keys.
    #[must_use]
    pub fn place(self) -> Place {
        match self {
            Self::Profile => Place::Profile,
            Self::Matrix => Place::Matrix,
            Self::Tree => Place::Tree,
            Self::History => Place::History,
        }
    }

    /// Its name on the screen.
    #[must_use]
    pub fn title(self) -> &'static str {
        match self {
            Self::Profile => "Server profile",
            Self::Matrix => "Risk matrix",
            Self::Tree => "Recommendations",
            Self::History => "History",
        }
    }

    /// The pane so many places on, round and round.
    #[must_use]
    pub fn next(self, by: usize) -> Self {
        let at = Self::ALL.iter().position(|pane| *pane == self).unwrap_or(0);
        Self::ALL.get((at + by) % Self::ALL.len()).copied().unwrap_or(self)
    }

    /// The pane beside it, left or right.
    #[must_use]
    pub fn beside(self) -> Self {
        match self {
            Self::Profile => Self::Matrix,
            Self::Matrix => Self::Profile,
            Self::Tree => Self::History,
            Self::History => Self::Tree,
        }
    }
}

/// How recommendations are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TreeView {
    /// By phase and area.
    #[default]
    Tree,
    /// By priority.
    Flat,
    /// The plan first.
    Plan,
}

impl TreeView {
    /// The next of the three.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::Tree => Self::Flat,
            Self::Flat => Self::Plan,
            Self::Plan => Self::Tree,
        }
    }

    /// In words.
    #[must_use]
    pub fn words(self) -> &'static str {
        match self {
            Self::Tree => "by phase and area",
            Self::Flat => "by priority",
            Self::Plan => "the cheapest plan",
        }
    }
}

/// The consultation at hand.
#[derive(Clone, Debug)]
pub struct Bench {
    /// Everything about it.
    pub sheet: Sheet,
    /// Which of its servers.
    pub server: usize,
    /// The pane that has the keys.
    pub focus: Pane,
    /// Whether that pane is shown alone.
    pub zoom: bool,
    /// How recommendations are shown.
    pub tree: TreeView,
    /// Where one stands in each pane, and in the questions.
    pub cursors: [Cursor; 4],
    /// The first visible question.
    pub questions_top: usize,
}

impl Bench {
    /// A consultation as it is first shown.
    #[must_use]
    pub fn new(sheet: Sheet) -> Self {
        Self {
            sheet,
            server: 0,
            focus: Pane::Profile,
            zoom: false,
            tree: TreeView::default(),
            cursors: [Cursor::default(); 4],
            questions_top: 0,
        }
    }

    /// The server at hand.
    #[must_use]
    pub fn report(&self) -> Option<&ServerReport> {
        self.sheet.assessment.servers.get(self.server)
    }

    /// Its name; empty where there is none.
    #[must_use]
    pub fn server_name(&self) -> &str {
        self.report().map_or("", |server| server.name.as_str())
    }

    /// Its risks.
    #[must_use]
    pub fn risks(&self) -> &[RiskReport] {
        self.report().and_then(|server| server.risks.as_deref()).unwrap_or_default()
    }

    /// What is advised for it.
    #[must_use]
    pub fn recommendations(&self) -> &[Recommendation] {
        self.report().and_then(|server| server.recommendations.as_deref()).unwrap_or_default()
    }

    /// Where one stands in a pane.
    #[must_use]
    pub fn cursor(&self, pane: Pane) -> &Cursor {
        let [profile, matrix, tree, history] = &self.cursors;
        match pane {
            Pane::Profile => profile,
            Pane::Matrix => matrix,
            Pane::Tree => tree,
            Pane::History => history,
        }
    }

    /// Where one stands in a pane, to change it.
    pub fn cursor_mut(&mut self, pane: Pane) -> &mut Cursor {
        let [profile, matrix, tree, history] = &mut self.cursors;
        match pane {
            Pane::Profile => profile,
            Pane::Matrix => matrix,
            Pane::Tree => tree,
            Pane::History => history,
        }
    }
}
