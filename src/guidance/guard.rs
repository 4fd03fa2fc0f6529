//! Refuses what a YAML text can hide, before the typed reader sees it.
//!
//! Aliases can make a small file huge, tags choose how a value is read, merge keys and duplicate keys make a reader
//! see other values than a reviewer, invisible characters likewise. None of them is needed for guidance, so all are
//! refused with their line. The reader behind the guard is another implementation of YAML; its own limits on depth
//! and repetition stay in force.

use saphyr_parser::{Event, Parser, ScalarStyle, ScanError, Span};

use super::outline::{Entry, Node, What};
use crate::core::text::is_hidden;

/// Largest file in bytes.
pub const FILE_LIMIT: usize = 1024 * 1024;
/// Deepest nesting of lists and mappings.
pub const DEPTH_LIMIT: usize = 64;
/// Most scalars, lists and mappings in one file.
pub const NODE_LIMIT: usize = 100_000;
/// Most keys in one mapping.
pub const KEY_LIMIT: usize = 1_000;

/// What is refused, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The line, counted from 1.
    pub line: usize,
    /// One sentence: what is wrong and what to do.
    pub text: String,
}

const ALIAS: &str = "an alias (*name) stands here; write the value out";

fn refuse<T>(line: usize, text: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal { line, text: text.into() })
}

/// Looks a text over and returns its outline.
///
/// # Errors
/// The first thing that is refused.
pub fn guard(text: &str) -> Result<Node, Refusal> {
    if text.len() > FILE_LIMIT {
        return refuse(1, "the file is larger than 1 MiB; split it");
    }
    characters(text)?;
    let mut builder = Builder::default();
    for step in Parser::new_from_str(text) {
        let (event, span) = step.map_err(|error| unreadable(&error))?;
        builder.take(event, span)?;
    }
    match builder.root {
        Some(root) => Ok(root),
        None => refuse(1, "the file is empty; start it with `schema:` and `kind:`"),
    }
}

/// Comments and keys are read by reviewers too, so the whole text is looked at, not only its values.
fn characters(text: &str) -> Result<(), Refusal> {
    for (at, line) in text.split('\n').enumerate() {
        let shown = line.strip_suffix('\r').unwrap_or(line);
        if let Some(c) = shown.chars().find(|c| *c != '\t' && unseen(*c)) {
            return refuse(at + 1, hidden(c));
        }
        if shown.starts_with('%') {
            return refuse(at + 1, "a line starts with %, which is a YAML directive; leave it out or indent it");
        }
    }
    Ok(())
}

fn unreadable(error: &ScanError) -> Refusal {
    let text = if error.info().contains("unknown anchor") {
        ALIAS.to_owned()
    } else {
        format!("this is not YAML: {}; mend the indentation or the quotation marks here", error.info())
    };
    Refusal { line: error.marker().line().max(1), text }
}

/// As [`is_hidden`]; nearly every character is ASCII, where the tables of Unicode need not be asked.
fn unseen(c: char) -> bool {
    if c.is_ascii() { c.is_ascii_control() } else { is_hidden(c) }
}

fn hidden(c: char) -> String {
    format!("a character that cannot be seen (U+{:04X}) stands here; remove it", c as u32)
}

/// A list or mapping that is still open.
enum Open {
    List(usize, Vec<Node>),
    /// Line, entries so far, and the key that waits for its value.
    Map(usize, Vec<Entry>, Option<(String, usize)>),
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    nodes: usize,
    documents: usize,
    root: Option<Node>,
}

impl Builder {
    fn take(&mut self, event: Event<'_>, span: Span) -> Result<(), Refusal> {
        let line = span.start.line();
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    return refuse(line, "a second document starts here; one file holds one document");
                }
            }
            Event::Alias(_) => return refuse(line, ALIAS),
            Event::Scalar(text, style, anchor, tag) => {
                decorated(line, anchor, tag.is_some())?;
                if let Some(c) = text.chars().find(|c| !matches!(c, '\n' | '\t') && unseen(*c)) {
                    return refuse(line, hidden(c));
                }
                self.scalar(text.into_owned(), style, line)?;
            }
            Event::SequenceStart(anchor, tag) => {
                decorated(line, anchor, tag.is_some())?;
                self.nest(Open::List(line, Vec::new()), line)?;
            }
            Event::MappingStart(anchor, tag) => {
                decorated(line, anchor, tag.is_some())?;
                self.nest(Open::Map(line, Vec::new(), None), line)?;
            }
            Event::SequenceEnd | Event::MappingEnd => self.close()?,
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(())
    }

    fn count(&mut self, line: usize) -> Result<(), Refusal> {
        self.nodes += 1;
        if self.nodes > NODE_LIMIT {
            return refuse(line, format!("the file holds more than {NODE_LIMIT} values; split it"));
        }
        Ok(())
    }

    fn nest(&mut self, what: Open, line: usize) -> Result<(), Refusal> {
        self.count(line)?;
        if matches!(self.open.last(), Some(Open::Map(_, _, None))) {
            return refuse(line, "a list or mapping stands where a key belongs; write a plain key");
        }
        if self.open.len() >= DEPTH_LIMIT {
            return refuse(line, format!("the nesting is deeper than {DEPTH_LIMIT}; flatten it"));
        }
        self.open.push(what);
        Ok(())
    }

    fn scalar(&mut self, text: String, style: ScalarStyle, line: usize) -> Result<(), Refusal> {
        self.count(line)?;
        if let Some(Open::Map(_, entries, key @ None)) = self.open.last_mut() {
            if text == "<<" && style == ScalarStyle::Plain {
                return refuse(line, "a merge key (<<) stands here; write the values out");
            }
            if text.contains('\n') {
                return refuse(line, "a key of several lines stands here; write it on one line");
            }
            if let Some(first) = entries.iter().find(|entry| entry.key == text) {
                let before = first.line;
                return refuse(line, format!("`{text}` stands on line {before} and again on line {line}; keep one"));
            }
            if entries.len() >= KEY_LIMIT {
                return refuse(line, format!("the mapping has more than {KEY_LIMIT} keys; split it"));
            }
            *key = Some((text, line));
            return Ok(());
        }
        self.put(Node { line, what: What::Scalar(text, style == ScalarStyle::Plain) })
    }

    fn close(&mut self) -> Result<(), Refusal> {
        match self.open.pop() {
            Some(Open::List(line, members)) => self.put(Node { line, what: What::List(members) }),
            Some(Open::Map(line, entries, _)) => self.put(Node { line, what: What::Map(entries) }),
            None => Ok(()),
        }
    }

    fn put(&mut self, node: Node) -> Result<(), Refusal> {
        match self.open.last_mut() {
            Some(Open::List(_, members)) => members.push(node),
            Some(Open::Map(_, entries, key)) => match key.take() {
                Some((key, line)) => entries.push(Entry { key, line, value: node }),
                None => return refuse(node.line, "a value without a key stands here; write `key: value`"),
            },
            None => self.root = Some(node),
        }
        Ok(())
    }
}

fn decorated(line: usize, anchor: usize, tag: bool) -> Result<(), Refusal> {
    if anchor != 0 {
        return refuse(line, "an anchor (&name) stands here; write the value out where it is needed");
    }
    if tag {
        return refuse(line, "a tag (!name) stands here; leave it out");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(text: &str) -> (usize, String) {
        let refusal = guard(text).expect_err("this text must be refused");
        (refusal.line, refusal.text)
    }

    #[test]
    fn outlines_keys_with_their_lines() {
        let root = guard("a: 1\nb:\n  - c: 2\n  - d\n").expect("sound");
        assert_eq!(root.scalar("a"), Some("1"));
        let list = &root.entry("b").expect("b").value;
        assert_eq!(list.members().len(), 2);
        assert_eq!(list.members()[0].entry("c").map(|entry| entry.line), Some(3));
    }

    #[test]
    fn refuses_what_makes_a_small_file_large() {
        assert!(refused("a: &x 1\nb: 2\n").1.contains("anchor"));
        assert_eq!(refused("a: 1\nb: *x\n").0, 2);
        assert!(refused(&"x".repeat(FILE_LIMIT + 1)).1.contains("1 MiB"));
        assert!(refused(&format!("a: [{}]\n", "1,".repeat(NODE_LIMIT))).1.contains("100000 values"));
    }

    #[test]
    fn refuses_what_a_reviewer_reads_otherwise() {
        assert!(refused("a: !!int 1\n").1.contains("tag"));
        assert!(refused("a: 1\n<<: {b: 2}\n").1.contains("merge key"));
        assert!(refused("a: 1\nb: 2\na: 3\n").1.contains("line 1 and again on line 3"));
        assert!(refused("a: 1\n---\nb: 2\n").1.contains("second document"));
        assert!(refused("%YAML 1.1\n---\na: 1\n").1.contains("directive"));
        assert!(refused("? |\n  a\n: 1\n").1.contains("one line"));
        assert!(refused("? [a, b]\n: 1\n").1.contains("key belongs"));
        assert!(refused("# a \u{202E} comment\na: 1\n").1.contains("U+202E"));
        assert_eq!(refused("a: 1\nb: \"\\e[2J\"\n").0, 2);
    }

    #[test]
    fn quoted_merge_sign_is_a_key_like_any_other() {
        assert!(guard("\"<<\": 1\n").is_ok());
    }

    #[test]
    fn nesting_ends_at_the_limit() {
        let nested = |depth: usize| format!("a: {}{}\n", "[".repeat(depth), "]".repeat(depth));
        assert!(guard(&nested(DEPTH_LIMIT - 1)).is_ok());
        assert!(refused(&nested(DEPTH_LIMIT)).1.contains("deeper than 64"));
        assert!(guard(&nested(100_000)).is_err());
    }

    #[test]
    fn an_empty_file_says_how_to_start() {
        assert!(refused("# nothing\n").1.contains("schema:"));
    }
}
