//! TOML, as Codex and Vibe keep their servers.

use toml_edit::{Document, Item, Key, TableLike, Value};

use super::{
    limits::{DEPTH_LIMIT, NODE_LIMIT},
    tree::{Kind, Node, Refusal},
};

/// Most dots in front of an equals sign or in a header; one dot is one level of nesting.
const DOTS: usize = DEPTH_LIMIT * 2;

/// Reads a text.
///
/// # Errors
/// The first thing that is not TOML or is nested too deep.
pub fn parse(raw: &str) -> Result<Node, Refusal> {
    for (at, line) in raw.lines().enumerate() {
        let before = line.split('=').next().unwrap_or_default();
        if before.bytes().filter(|byte| *byte == b'.').count() > DOTS && !before.trim_start().starts_with('#') {
            return Err(Refusal::at(at + 1, format!("a key has more than {DOTS} dots; shorten it")));
        }
    }
    let document = Document::parse(raw).map_err(|error| {
        let line = error.span().map(|span| line_of(raw, span.start));
        // The parser's message may quote what stood there, so only a duplicate is told apart.
        let text = if error.message().contains("duplicate") {
            "duplicate key: the same key stands twice; keep one of them"
        } else {
            "this is not TOML; mend the line"
        };
        Refusal { line, text: text.to_owned() }
    })?;
    let ends = raw.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at).collect();
    let mut builder = Builder { ends, nodes: 0 };
    builder.table(document.as_table(), 1, 0)
}

fn line_of(raw: &str, at: usize) -> usize {
    raw.bytes().take(at).filter(|byte| *byte == b'\n').count() + 1
}

struct Builder {
    ends: Vec<usize>,
    nodes: usize,
}

impl Builder {
    fn line(&self, at: Option<usize>, or: usize) -> usize {
        at.map_or(or, |at| self.ends.partition_point(|end| *end < at) + 1)
    }

    fn item(&mut self, item: &Item, line: usize, depth: usize) -> Result<Node, Refusal> {
        match item {
            Item::None => Ok(Node { line, kind: Kind::Null }),
            Item::Value(value) => self.value(value, line, depth),
            Item::Table(table) => {
                let line = self.line(table.span().map(|span| span.start), line);
                self.table(table, line, depth)
            }
            Item::ArrayOfTables(tables) => {
                let mut members = Vec::new();
                for table in tables {
                    let line = self.line(table.span().map(|span| span.start), line);
                    members.push(self.table(table, line, depth + 1)?);
                }
                Ok(Node { line, kind: Kind::List(members) })
            }
        }
    }

    fn table(&mut self, table: &dyn TableLike, line: usize, depth: usize) -> Result<Node, Refusal> {
        self.count(line, depth)?;
        let mut entries = Vec::new();
        for (name, item) in table.iter() {
            let at = table.key(name).and_then(Key::span).map(|span| span.start);
            let at = self.line(at, line);
            entries.push((name.to_owned(), at, self.item(item, at, depth + 1)?));
        }
        Ok(Node { line, kind: Kind::Map(entries) })
    }

    fn value(&mut self, value: &Value, line: usize, depth: usize) -> Result<Node, Refusal> {
        let line = self.line(value.span().map(|span| span.start), line);
        self.count(line, depth)?;
        let kind = match value {
            Value::String(text) => Kind::Text(text.value().clone()),
            Value::Boolean(value) => Kind::Bool(*value.value()),
            Value::Integer(number) => Kind::Number(number.value().to_string()),
            Value::Float(number) => Kind::Number(number.value().to_string()),
            Value::Datetime(moment) => Kind::Text(moment.value().to_string()),
            Value::Array(array) => {
                Kind::List(array.iter().map(|member| self.value(member, line, depth + 1)).collect::<Result<_, _>>()?)
            }
            Value::InlineTable(table) => return self.table(table, line, depth),
        };
        Ok(Node { line, kind })
    }

    fn count(&mut self, line: usize, depth: usize) -> Result<(), Refusal> {
        self.nodes += 1;
        if depth > DEPTH_LIMIT * 3 {
            return Err(Refusal::at(line, "the nesting is too deep; flatten it"));
        }
        if self.nodes > NODE_LIMIT {
            return Err(Refusal::at(line, format!("the file holds more than {NODE_LIMIT} values; split it")));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_keep_their_lines() {
        let tree = parse("a = 1\n[mcp_servers.x]\ncommand = \"npx\"\nenv = { K = \"v\" }\n[[l]]\nn = true\n");
        let tree = tree.unwrap_or_else(|refusal| panic!("{refusal:?}"));
        let server = tree.path(&["mcp_servers", "x"]);
        assert_eq!(server.map(|node| node.line), Some(2));
        assert_eq!(tree.path(&["mcp_servers", "x", "env", "K"]).and_then(Node::text), Some("v"));
        assert_eq!(tree.get("l").map(|node| node.members().len()), Some(1));
    }

    #[test]
    fn errors_do_not_quote_the_file() {
        let refusal = parse("a = 1\nkey = hunter2\n").unwrap_err();
        assert_eq!(refusal.line, Some(2));
        assert!(!refusal.text.contains("hunter2"));
        assert!(parse("a = 1\na = 2").is_err());
    }

    #[test]
    fn deep_nesting_is_refused() {
        assert!(parse(&format!("a = {}", "[".repeat(50_000))).is_err());
        assert!(parse(&format!("[{}]", vec!["a"; 50_000].join("."))).is_err());
    }
}
