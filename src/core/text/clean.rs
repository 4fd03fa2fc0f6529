//! Makes hostile characters visible and bounds what one field can hold.

use std::{borrow::Borrow, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};
use unicode_segmentation::UnicodeSegmentation;

/// Longest cleaned line in characters; what is longer is cut and says so.
pub const LINE_LIMIT: usize = 2_000;
/// Longest cleaned block in characters.
pub const PROSE_LIMIT: usize = 64_000;
/// Most combining marks kept on one base character.
const MARKS_PER_BASE: usize = 4;

/// One line of text that is safe to show, store and compare. Cleaning is idempotent.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Clean(String);

/// Several lines of text that are safe to show; line feeds are kept, everything else is as in [`Clean`].
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Prose(String);

/// What cleaning found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The text, safe to show.
    pub text: Clean,
    /// Number of characters a reader would not have seen (controls, bidirectional marks, invisible and tag characters).
    pub hidden: usize,
    /// Whether the text was longer than a line may be and was cut.
    pub cut: bool,
}

/// True for characters that are invisible or that change how their neighbours are read.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    use GeneralCategory as G;
    if matches!(
        c,
        '\u{115F}' | '\u{1160}' | '\u{3164}' | '\u{FFA0}' | '\u{034F}' | '\u{17B4}' | '\u{17B5}' | '\u{2800}'
    ) || matches!(c, '\u{180B}'..='\u{180F}' | '\u{E0000}'..='\u{E0FFF}')
    {
        return true;
    }
    matches!(
        c.general_category(),
        G::Control
            | G::Format
            | G::PrivateUse
            | G::Unassigned
            | G::Surrogate
            | G::LineSeparator
            | G::ParagraphSeparator
    )
}

fn visible(c: char, out: &mut String) {
    match c {
        '\0'..='\u{1F}' => {
            out.push('^');
            // The caret form of a control character lies 0x40 above it.
            out.push(char::from(c as u8 + 0x40));
        }
        '\u{7F}' => out.push_str("^?"),
        _ => {
            use fmt::Write as _;
            let _ = write!(out, "<U+{:04X}>", c as u32);
        }
    }
}

/// What a cut text ends with; it counts within the limit, so that cleaning again cuts nothing.
const CUT: &str = " [cut]";

fn scrub(raw: &str, limit: usize, keep_lines: bool) -> (String, usize, bool) {
    // Most text is plain, and there is nothing to look for in it.
    if raw.len() <= limit && raw.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return (raw.to_owned(), 0, false);
    }
    let mut out = String::with_capacity(raw.len().min(limit));
    // Characters in `out`, and how many bytes of it would leave room for the mark of a cut.
    let (mut hidden, mut count, mut fits) = (0, 0, 0);
    for cluster in raw.graphemes(true) {
        let before = out.len();
        let mut marks = 0;
        for (at, c) in cluster.chars().enumerate() {
            match c {
                '\n' if keep_lines => out.push('\n'),
                '\r' if keep_lines => {}
                '\n' | '\r' => out.push('⏎'),
                '\t' => out.push_str("    "),
                _ if is_hidden(c) && !joins(c, cluster, at) => {
                    hidden += 1;
                    visible(c, &mut out);
                }
                _ if matches!(
                    c.general_category(),
                    GeneralCategory::NonspacingMark | GeneralCategory::EnclosingMark | GeneralCategory::SpacingMark
                ) =>
                {
                    marks += 1;
                    if marks <= MARKS_PER_BASE {
                        out.push(c);
                    } else {
                        hidden += 1;
                    }
                }
                _ => out.push(c),
            }
        }
        count += out.get(before..).map_or(0, |added| added.chars().count());
        if count + CUT.len() <= limit {
            fits = out.len();
        }
        if count > limit {
            out.truncate(fits);
            out.push_str(CUT);
            return (out, hidden, true);
        }
    }
    (out, hidden, false)
}

/// A zero-width joiner between two pictographs belongs to the picture; anywhere else it hides something.
fn joins(c: char, cluster: &str, at: usize) -> bool {
    c == '\u{200D}'
        && at > 0
        && cluster.chars().nth(at - 1).is_some_and(|before| before as u32 >= 0x2190)
        && cluster.chars().nth(at + 1).is_some_and(|after| after as u32 >= 0x2190)
}

/// Cleans one line and reports what was hidden in it.
#[must_use]
pub fn clean(raw: &str) -> Cleaned {
    let (text, hidden, cut) = scrub(raw, LINE_LIMIT, false);
    Cleaned { text: Clean(text), hidden, cut }
}

impl Clean {
    /// Cleans one line; use [`clean`] where what was hidden matters.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        clean(raw).text
    }
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl Prose {
    /// Cleans a block of text, keeping its line feeds.
    #[must_use]
    pub fn new(raw: &str) -> Self {
        Self(scrub(raw, PROSE_LIMIT, true).0)
    }
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl<'de> Deserialize<'de> for Clean {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|raw| Self::new(&raw))
    }
}

impl<'de> Deserialize<'de> for Prose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|raw| Self::new(&raw))
    }
}

impl From<&str> for Clean {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}
impl From<&str> for Prose {
    fn from(raw: &str) -> Self {
        Self::new(raw)
    }
}
impl fmt::Display for Clean {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
impl fmt::Display for Prose {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
impl Borrow<str> for Clean {
    fn borrow(&self) -> &str {
        &self.0
    }
}
impl PartialEq<str> for Clean {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}
impl PartialEq<&str> for Clean {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_stays_and_is_cut_at_the_same_place_as_any_other() {
        let line = "a ".repeat(LINE_LIMIT / 2);
        assert_eq!(clean(&line), Cleaned { text: Clean(line.clone()), hidden: 0, cut: false });
        assert!(clean(&format!("{line}b")).cut);
        assert!(!clean(&format!("{}é", "a".repeat(LINE_LIMIT - 1))).cut);
        assert_eq!(Clean::new("a\nb").as_str(), "a⏎b");
        assert_eq!(Prose::new("a\nb\r\n").as_str(), "a\nb\n");
    }

    #[test]
    fn a_cut_line_is_not_cut_again() {
        for raw in ["a".repeat(LINE_LIMIT + 1), "\u{200B}".repeat(LINE_LIMIT), "é\t".repeat(LINE_LIMIT)] {
            let once = clean(&raw);
            assert!(once.cut && once.text.as_str().ends_with(CUT));
            assert_eq!(Clean::new(once.text.as_str()), once.text);
        }
        let whole = "b".repeat(LINE_LIMIT);
        assert_eq!(clean(&whole), Cleaned { text: Clean(whole), hidden: 0, cut: false });
    }
}
