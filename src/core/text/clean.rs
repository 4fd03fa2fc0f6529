//! Makes hostile characters visible and bounds what one field can hold.

use std::{borrow::Borrow, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};
use unicode_properties::{GeneralCategory, UnicodeGeneralCategory};

/// Longest cleaned line in characters, counted as they come out; what is longer is cut and says so.
pub const LINE_LIMIT: usize = 2_000;
/// Longest cleaned block in characters, counted as they come out.
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

/// What stands at the end of a text that was cut.
const CUT: &str = " [cut]";

/// True for characters that are invisible, that look like a plain space, or that change how their neighbours are read:
/// every control, format, private, unassigned and default-ignorable character of Unicode, and every space but U+0020.
#[must_use]
pub fn is_hidden(c: char) -> bool {
    use GeneralCategory as G;
    if matches!(
        c,
        '\u{115F}'
            | '\u{1160}'
            | '\u{3164}'
            | '\u{FFA0}'
            | '\u{034F}'
            | '\u{17B4}'
            | '\u{17B5}'
            | '\u{2800}'
            | '\u{1D159}'
            | '\u{180B}'..='\u{180F}'
            | '\u{FE00}'..='\u{FE0F}'
            | '\u{E0000}'..='\u{E0FFF}'
    ) {
        return true;
    }
    match c.general_category() {
        G::SpaceSeparator => c != ' ',
        G::Control
        | G::Format
        | G::PrivateUse
        | G::Unassigned
        | G::Surrogate
        | G::LineSeparator
        | G::ParagraphSeparator => true,
        _ => false,
    }
}

fn is_mark(c: char) -> bool {
    use GeneralCategory as G;
    matches!(c.general_category(), G::NonspacingMark | G::EnclosingMark | G::SpacingMark)
}

/// A picture, which a presentation selector or a joiner may follow.
fn is_picture(c: char) -> bool {
    matches!(c,
        '\u{203C}' | '\u{2049}' | '\u{2122}' | '\u{2139}' | '\u{2190}'..='\u{21FF}' | '\u{2300}'..='\u{23FF}' | '\u{24C2}'
            | '\u{25AA}'..='\u{27BF}' | '\u{2934}' | '\u{2935}' | '\u{2B00}'..='\u{2BFF}' | '\u{3030}' | '\u{303D}' | '\u{3297}'
            | '\u{3299}' | '\u{1F000}'..='\u{1FAFF}')
}

/// A letter of a script in which a joiner belongs to the spelling: Arabic to Syriac, the Indic scripts, Myanmar, Khmer,
/// Mongolian.
fn joins_letters(c: char) -> bool {
    matches!(c, '\u{0620}'..='\u{08FF}' | '\u{0900}'..='\u{0DFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{18AF}')
}

/// A zero-width joiner between two pictures belongs to the picture, a joiner between two letters of a joining script
/// to the word; anywhere else it hides something.
fn is_spelling(c: char, before: Option<char>, after: Option<char>) -> bool {
    let (Some(before), Some(after)) = (before, after) else { return false };
    if is_hidden(after) || is_mark(after) {
        return false;
    }
    match c {
        '\u{200D}' if is_picture(before) && is_picture(after) => true,
        '\u{200C}' | '\u{200D}' => joins_letters(before) && joins_letters(after),
        _ => false,
    }
}

/// The selectors that ask for a picture or a letter form say nothing about the text and are left out.
fn is_presentation(c: char, before: Option<char>, after: Option<char>) -> bool {
    matches!(c, '\u{FE0E}' | '\u{FE0F}') && (before.is_some_and(is_picture) || after == Some('\u{20E3}'))
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

/// Every decision looks only at what has already come out and at the next character, so that cleaning what came out
/// changes nothing.
fn scrub(raw: &str, limit: usize, keep_lines: bool) -> (String, usize, bool) {
    // Most text is plain, and there is nothing to look for in it.
    if raw.len() <= limit && raw.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return (raw.to_owned(), 0, false);
    }
    let mut out = String::with_capacity(raw.len().min(limit));
    let (mut hidden, mut count, mut marks) = (0, 0, 0);
    let mut before = None;
    // Where a cut would leave room for its own words.
    let mut room = 0;
    let mut chars = raw.chars().peekable();
    while let Some(c) = chars.next() {
        let (start, after) = (out.len(), chars.peek().copied());
        match c {
            '\r' if after == Some('\n') => {}
            '\n' | '\r' if keep_lines => out.push('\n'),
            '\n' | '\r' => out.push('⏎'),
            '\t' => out.push_str("    "),
            _ if is_presentation(c, before, after) => {}
            _ if is_hidden(c) && !is_spelling(c, before, after) => {
                hidden += 1;
                visible(c, &mut out);
            }
            _ if is_mark(c) => {
                marks += 1;
                if marks <= MARKS_PER_BASE {
                    out.push(c);
                } else {
                    hidden += 1;
                }
            }
            _ => out.push(c),
        }
        let Some(added) = out.get(start..).filter(|added| !added.is_empty()) else { continue };
        count += added.chars().count();
        if count > limit {
            out.truncate(room);
            // A joiner without its right neighbour would be something hidden.
            out.truncate(out.trim_end_matches(['\u{200C}', '\u{200D}']).len());
            out.push_str(CUT);
            return (out, hidden, true);
        }
        if count + CUT.len() <= limit {
            room = out.len();
        }
        before = added.chars().last();
        if !before.is_some_and(is_mark) {
            marks = 0;
        }
    }
    (out, hidden, false)
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
    use proptest::prelude::*;

    use super::*;

    fn line(raw: &str) -> String {
        Clean::new(raw).as_str().to_owned()
    }

    #[test]
    fn controls_become_visible_and_are_counted() {
        let cleaned = clean("a\u{1b}[31mb\u{7f}\u{9b}\u{202e}c\u{e0041}\u{200b}");
        assert_eq!(cleaned.text.as_str(), "a^[[31mb^?<U+009B><U+202E>c<U+E0041><U+200B>");
        assert_eq!((cleaned.hidden, cleaned.cut), (6, false));
    }

    #[test]
    fn line_ends_and_tabs() {
        assert_eq!(line("a\r\nb\nc\rd\te"), "a⏎b⏎c⏎d    e");
        assert_eq!(Prose::new("a\r\nb\rc\n").as_str(), "a\nb\nc\n");
    }

    #[test]
    fn pictures_and_joining_scripts_are_spelt_as_written() {
        for honest in
            ["👩\u{200d}💻", "🏳\u{200d}🌈", "فایل\u{200c}ها را می\u{200c}خواند", "फ़ाइलों की सूची", "résumé-søk 日本"]
        {
            let cleaned = clean(honest);
            assert_eq!((cleaned.text.as_str(), cleaned.hidden), (honest, 0));
        }
        // The presentation selector says nothing.
        assert_eq!((line("❤\u{fe0f}"), line("1\u{fe0f}\u{20e3}")), ("❤".to_owned(), "1\u{20e3}".to_owned()));
        assert_eq!(line("a\u{fe0f}b\u{200d}c"), "a<U+FE0F>b<U+200D>c");
    }

    #[test]
    fn marks_beyond_four_are_dropped_and_counted() {
        let cleaned = clean(&format!("a{}b{}", "\u{301}".repeat(10_000), "\u{302}".repeat(4)));
        assert_eq!(cleaned.hidden, 9_996);
        assert_eq!(cleaned.text.as_str().chars().count(), 10);
    }

    #[test]
    fn the_cap_counts_what_comes_out() {
        let cleaned = clean(&"\u{202e}".repeat(LINE_LIMIT));
        assert!(cleaned.cut && cleaned.text.as_str().chars().count() <= LINE_LIMIT);
        assert!(cleaned.text.as_str().ends_with("> [cut]"));
        assert!(!clean(&"x".repeat(LINE_LIMIT)).cut);
        assert!(clean(&"x".repeat(LINE_LIMIT + 1)).cut);
    }

    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            any::<char>().prop_map(String::from),
            prop::sample::select(vec![
                "\u{200d}",
                "\u{200c}",
                "👩",
                "❤",
                "\u{fe0f}",
                "\u{301}",
                "\u{20e3}",
                "\r",
                "\n",
                "\t",
                "a",
                "م",
                "क",
                "\u{94d}",
                "\u{1f3fd}",
                "<",
                "^",
                " ",
                "\u{e0041}",
                "\u{202e}",
                "\u{a0}",
                "🏳",
                "1",
            ])
            .prop_map(str::to_owned),
        ];
        (prop::collection::vec(piece, 0..40), 1_usize..60)
            .prop_map(|(pieces, times)| pieces.concat().repeat(times * times / 8 + 1))
    }

    proptest! {
        #[test]
        fn cleaning_is_idempotent_and_safe(raw in hostile()) {
            for (keep, limit) in [(false, LINE_LIMIT), (true, PROSE_LIMIT), (false, 40), (true, 7)] {
                let (once, _, _) = scrub(&raw, limit, keep);
                let (twice, hidden, cut) = scrub(&once, limit, keep);
                prop_assert_eq!(&once, &twice);
                prop_assert!(hidden == 0 && !cut);
                prop_assert!(once.chars().count() <= limit);
                let mut marks = 0;
                for c in once.chars() {
                    let allowed = c == '\u{200d}' || c == '\u{200c}' || (keep && c == '\n');
                    prop_assert!(allowed || !is_hidden(c), "{:?}", c);
                    marks = if is_mark(c) { marks + 1 } else { 0 };
                    prop_assert!(marks <= MARKS_PER_BASE);
                }
            }
        }
    }
}
