//! What a piece of text is for. Themes give each role its colours; the marks tell states apart without any.

/// The purpose of a piece of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the roles are listed with their words in the theme format")]
pub enum Role {
    Text,
    Dim,
    Strong,
    Title,
    Border,
    BorderFocus,
    Selected,
    SelectedAway,
    Key,
    Match,
    Code,
    Good,
    Warn,
    Bad,
    Note,
    Low,
    Medium,
    High,
    Critical,
    Unknown,
    Operator,
    Observed,
    Claim,
    Assumption,
    Input,
    Toast,
}

impl Role {
    /// Every role, in the order of the theme files.
    pub const ALL: [Self; 26] = [
        Self::Text,
        Self::Dim,
        Self::Strong,
        Self::Title,
        Self::Border,
        Self::BorderFocus,
        Self::Selected,
        Self::SelectedAway,
        Self::Key,
        Self::Match,
        Self::Code,
        Self::Good,
        Self::Warn,
        Self::Bad,
        Self::Note,
        Self::Low,
        Self::Medium,
        Self::High,
        Self::Critical,
        Self::Unknown,
        Self::Operator,
        Self::Observed,
        Self::Claim,
        Self::Assumption,
        Self::Input,
        Self::Toast,
    ];

    /// The word in theme files.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Dim => "dim",
            Self::Strong => "strong",
            Self::Title => "title",
            Self::Border => "border",
            Self::BorderFocus => "border-focus",
            Self::Selected => "selected",
            Self::SelectedAway => "selected-away",
            Self::Key => "key",
            Self::Match => "match",
            Self::Code => "code",
            Self::Good => "good",
            Self::Warn => "warn",
            Self::Bad => "bad",
            Self::Note => "note",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
            Self::Unknown => "unknown",
            Self::Operator => "operator",
            Self::Observed => "observed",
            Self::Claim => "claim",
            Self::Assumption => "assumption",
            Self::Input => "input",
            Self::Toast => "toast",
        }
    }

    /// The role of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.as_str() == word)
    }

    /// One letter or sign for the roles that stand for a state, so that no state is told by colour alone.
    #[must_use]
    pub fn mark(self) -> Option<&'static str> {
        Some(match self {
            Self::Note => "N",
            Self::Low => "L",
            Self::Medium => "M",
            Self::High => "H",
            Self::Critical => "C",
            Self::Unknown => "?",
            Self::Operator => "@",
            Self::Observed => "=",
            Self::Claim => "~",
            Self::Assumption => "*",
            Self::Good => "+",
            Self::Warn => "!",
            Self::Bad => "x",
            _ => return None,
        })
    }
}
