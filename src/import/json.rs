//! JSON as clients write it: comments, trailing commas, a byte order mark, and `#` lines before and after.

use jsonc_parser::{
    CollectOptions, ParseOptions,
    ast::{ObjectPropName, Value},
    errors::{ParseError, ParseErrorKind as E},
    parse_to_ast,
};

use super::{
    limits::{DEPTH_LIMIT, NODE_LIMIT},
    tree::{Kind, Node, Refusal},
};

/// Reads a text.
///
/// # Errors
/// The first thing that is not JSON, is nested too deep, or stands twice.
pub fn parse(raw: &str) -> Result<Node, Refusal> {
    let text = without_hash_lines(raw);
    depth(&text)?;
    let options = ParseOptions { allow_missing_commas: false, ..ParseOptions::default() };
    let parsed =
        parse_to_ast(&text, &CollectOptions::default(), &options).map_err(|error| unreadable(&error, &text))?;
    let value = parsed.value.ok_or_else(|| {
        Refusal::whole("the file holds no entry, only comments or nothing; add the servers or leave the file out")
    })?;
    let mut builder = Builder { lines: Lines::of(&text), nodes: 0 };
    builder.node(&value)
}

/// Some people put `#` remarks around the JSON; no client reads them, but the entries between them are plain.
fn without_hash_lines(raw: &str) -> String {
    let lines: Vec<&str> = raw.split('\n').collect();
    let remark = |line: &&str| line.trim_start().starts_with('#');
    let outside = |line: &&str| line.trim().is_empty() || remark(line) || line.trim_start().starts_with("//");
    let head = lines.iter().take_while(|line| outside(line)).count();
    let tail = lines.iter().rev().take_while(|line| outside(line)).count();
    let body = lines.len().saturating_sub(tail);
    let kept = lines.iter().enumerate().map(|(at, line)| {
        // Emptied, not dropped: the numbers of the lines below must not move.
        if (at < head || at >= body) && remark(line) { "" } else { line }
    });
    kept.collect::<Vec<_>>().join("\n")
}

/// The parser and everything after it go down once for each level, so the depth is settled before.
fn depth(text: &str) -> Result<(), Refusal> {
    let (mut depth, mut line) = (0_usize, 1);
    let mut quote = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '\n' {
            line += 1;
        }
        match (quote, c) {
            (Some(_), '\\') => {
                if chars.next() == Some('\n') {
                    line += 1;
                }
            }
            (Some(open), _) if open == c => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') => quote = Some(c),
            (None, '/') if chars.peek() == Some(&'/') => while chars.next_if(|next| *next != '\n').is_some() {},
            (None, '/') if chars.peek() == Some(&'*') => {
                let mut before = ' ';
                chars.next();
                for next in chars.by_ref() {
                    if next == '\n' {
                        line += 1;
                    }
                    if before == '*' && next == '/' {
                        break;
                    }
                    before = next;
                }
            }
            (None, '{' | '[') => {
                depth += 1;
                if depth > DEPTH_LIMIT {
                    return Err(Refusal::at(line, format!("the nesting is deeper than {DEPTH_LIMIT}; flatten it")));
                }
            }
            (None, '}' | ']') => depth = depth.saturating_sub(1),
            (None, _) => {}
        }
    }
    Ok(())
}

/// The words are ours: the parser's own messages may quote what stood there.
fn unreadable(error: &ParseError, text: &str) -> Refusal {
    // What is never closed is missed at the end, not where it was opened.
    let open = matches!(error.kind(), E::UnterminatedObject | E::UnterminatedArray | E::UnterminatedCommentBlock);
    let line = if open { text.trim_end().split('\n').count() } else { error.line_display() };
    let what = match error.kind() {
        E::UnterminatedObject => "the text ends inside a {, where } was expected; add what is missing",
        E::UnterminatedArray => "the text ends inside a [, where ] was expected; add what is missing",
        E::UnterminatedCommentBlock => "a /* is never closed; add the missing */",
        E::ExpectedComma => "a comma is missing after this value; add it",
        E::ExpectedColonAfterObjectKey => "a colon is missing after this key; add it",
        E::ExpectedObjectValue => "a key has no value; add one or remove the key",
        E::MultipleRootJsonValues => "text follows after the JSON; keep one object and remove the rest",
        E::String(_) => {
            "a text is not closed or holds an escape that JSON does not have, such as half of a surrogate pair; mend it"
        }
        E::UnexpectedCloseBrace | E::UnexpectedCloseBracket | E::UnexpectedColon | E::UnexpectedComma => {
            "a bracket, colon or comma stands where a value belongs; mend the line"
        }
        E::UnexpectedWord => "a word without quotation marks stands here; put it into double quotes",
        E::NestingDepthExceeded => "the nesting is too deep; flatten it",
        _ => "this is not JSON; mend the line",
    };
    Refusal::at(line, what)
}

/// Where lines start, in bytes.
struct Lines(Vec<usize>);

impl Lines {
    fn of(text: &str) -> Self {
        Self(text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect())
    }
    fn line(&self, at: usize) -> usize {
        self.0.partition_point(|end| *end < at) + 1
    }
}

struct Builder {
    lines: Lines,
    nodes: usize,
}

impl Builder {
    fn node(&mut self, value: &Value<'_>) -> Result<Node, Refusal> {
        let (start, kind) = match value {
            Value::NullKeyword(it) => (it.range.start, Kind::Null),
            Value::BooleanLit(it) => (it.range.start, Kind::Bool(it.value)),
            // The parser knows the numbers of JSON5; clients do not.
            Value::NumberLit(it) if it.value.contains(['N', 'I']) => {
                return Err(Refusal::at(self.lines.line(it.range.start), "this is not a number in JSON; write digits"));
            }
            Value::NumberLit(it) => (it.range.start, Kind::Number(it.value.to_owned())),
            Value::StringLit(it) => (it.range.start, Kind::Text(it.value.to_string())),
            Value::Array(it) => {
                let members = it.elements.iter().map(|member| self.node(member)).collect::<Result<_, _>>()?;
                (it.range.start, Kind::List(members))
            }
            Value::Object(it) => {
                let mut seen = std::collections::BTreeMap::new();
                let mut entries = Vec::with_capacity(it.properties.len().min(1_024));
                for property in &it.properties {
                    let at = match &property.name {
                        ObjectPropName::String(name) => name.range.start,
                        ObjectPropName::Word(name) => name.range.start,
                    };
                    let (name, line) = (property.name.as_str(), self.lines.line(at));
                    if let Some(before) = seen.insert(name.to_owned(), line) {
                        return Err(twice(before, line));
                    }
                    entries.push((name.to_owned(), line, self.node(&property.value)?));
                }
                (it.range.start, Kind::Map(entries))
            }
        };
        self.nodes += 1;
        let line = self.lines.line(start);
        if self.nodes > NODE_LIMIT {
            return Err(Refusal::at(line, format!("the file holds more than {NODE_LIMIT} values; split it")));
        }
        Ok(Node { line, kind })
    }
}

/// Clients disagree about which of two equal keys counts, so neither is believed.
pub(super) fn twice(before: usize, line: usize) -> Refusal {
    Refusal::at(line, format!("duplicate key: it stands on line {before} and again on line {line}; keep one of them"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_commas_and_hash_lines_are_read_past() {
        let tree = parse("# remark\n{ // x\n \"a\": [1, 2,], /* y\n */ \"b\": {\"c\": null,},\n}\n# end\n");
        let tree = tree.unwrap_or_else(|refusal| panic!("{refusal:?}"));
        assert_eq!(tree.line, 2);
        assert_eq!(tree.get("a").map(|node| (node.line, node.members().len())), Some((3, 2)));
        assert_eq!(tree.entries().get(1).map(|(name, line, _)| (name.as_str(), *line)), Some(("b", 4)));
    }

    #[test]
    fn a_key_that_stands_twice_is_refused_with_both_lines() {
        let refusal = parse("{\n\"a\": 1,\n\"a\": 2\n}").unwrap_err();
        assert_eq!(refusal.line, Some(3));
        assert!(refusal.text.contains("line 2") && refusal.text.contains("line 3"));
    }

    #[test]
    fn deep_nesting_is_refused_and_brackets_in_texts_do_not_count() {
        assert!(parse(&"[".repeat(200_000)).unwrap_err().text.contains("deeper"));
        assert!(parse(&format!("[\"{}\"] // {}", "[".repeat(99), "{".repeat(99))).is_ok());
    }

    #[test]
    fn a_missing_brace_is_named_without_quoting_the_file() {
        let refusal = parse("{\n\"token\": \"hunter2\"\n").unwrap_err();
        assert!(refusal.text.contains('}') && !refusal.text.contains("hunter2"));
        assert!(parse("{\"a\": hunter2}").is_err_and(|refusal| !refusal.text.contains("hunter2")));
    }

    #[test]
    fn nothing_but_comments_is_said() {
        assert!(parse("// {\"mcpServers\": {}}\n").is_err_and(|refusal| refusal.text.contains("comments")));
        assert!(parse("").is_err());
    }
}
