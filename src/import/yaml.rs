//! YAML, from the events of the parser. Aliases are written out within the limit on values; tags other than those of
//! plain scalars are refused, because they choose how a value is read.

use std::collections::BTreeMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span, Tag};

use super::{
    json::twice,
    limits::{ALIAS_LIMIT, DEPTH_LIMIT, KEY_LIMIT, NODE_LIMIT},
    tree::{Kind, Node, Refusal},
};

/// Reads a text.
///
/// # Errors
/// The first thing that is not YAML, is nested too deep, stands twice, or holds more than the limits allow.
pub fn parse(raw: &str) -> Result<Node, Refusal> {
    let mut builder = Builder::default();
    for step in Parser::new_from_str(raw) {
        // The parser's message may quote what stood there, so the words are ours.
        let (event, span) = step.map_err(|error| {
            let line = error.marker().line().max(1);
            Refusal::at(line, "this is not YAML; mend the indentation or the quotation marks here")
        })?;
        builder.take(event, span)?;
    }
    builder.root.ok_or_else(|| {
        Refusal::whole("the file holds no entry, only comments or nothing; add the servers or leave the file out")
    })
}

enum Open {
    List {
        line: usize,
        anchor: usize,
        members: Vec<Node>,
    },
    Map {
        line: usize,
        anchor: usize,
        entries: Vec<(String, usize, Node)>,
        key: Option<(String, usize)>,
        merges: Vec<Node>,
    },
}

#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    anchors: BTreeMap<usize, Node>,
    nodes: usize,
    /// Bytes written out for anchors and aliases.
    repeated: usize,
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
                    return Err(Refusal::at(line, "a second document starts here; keep one document in a file"));
                }
                Ok(())
            }
            Event::Alias(anchor) => {
                let Some(mut node) = self.anchors.get(&anchor).cloned() else {
                    return Err(Refusal::at(line, "an alias points into itself or nowhere; write the value out"));
                };
                let (nodes, depth) = size(&node);
                self.count(line, nodes)?;
                self.repeat(line, &node)?;
                self.deep(line, depth)?;
                node.line = line;
                self.put(node)
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.count(line, 1)?;
                let forced = text_tag(tag.as_deref(), line)?;
                if let Some(Open::Map { key: key @ None, .. }) = self.open.last_mut() {
                    *key = Some((text.into_owned(), line));
                    return Ok(());
                }
                let kind =
                    if style == ScalarStyle::Plain && !forced { plain(&text) } else { Kind::Text(text.into_owned()) };
                self.keep(anchor, Node { line, kind })
            }
            Event::SequenceStart(anchor, tag) => {
                self.nest(line, tag.as_deref())?;
                self.open.push(Open::List { line, anchor, members: Vec::new() });
                Ok(())
            }
            Event::MappingStart(anchor, tag) => {
                self.nest(line, tag.as_deref())?;
                let (entries, merges) = (Vec::new(), Vec::new());
                self.open.push(Open::Map { line, anchor, entries, key: None, merges });
                Ok(())
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => Ok(()),
        }
    }

    fn count(&mut self, line: usize, nodes: usize) -> Result<(), Refusal> {
        self.nodes = self.nodes.saturating_add(nodes);
        if self.nodes > NODE_LIMIT {
            return Err(Refusal::at(line, format!("the file holds more than {NODE_LIMIT} values; split it")));
        }
        Ok(())
    }

    /// A long text behind an anchor may be asked for many times.
    fn repeat(&mut self, line: usize, node: &Node) -> Result<(), Refusal> {
        self.repeated = self.repeated.saturating_add(bytes(node));
        if self.repeated > ALIAS_LIMIT {
            let text =
                format!("anchors and aliases stand for more than {ALIAS_LIMIT} bytes, the limit; write the values out");
            return Err(Refusal::at(line, text));
        }
        Ok(())
    }

    fn deep(&self, line: usize, below: usize) -> Result<(), Refusal> {
        if self.open.len() + below > DEPTH_LIMIT {
            return Err(Refusal::at(line, format!("the nesting is deeper than {DEPTH_LIMIT}; flatten it")));
        }
        Ok(())
    }

    fn nest(&mut self, line: usize, tag: Option<&Tag>) -> Result<(), Refusal> {
        self.count(line, 1)?;
        text_tag(tag, line)?;
        if matches!(self.open.last(), Some(Open::Map { key: None, .. })) {
            return Err(Refusal::at(line, "a list or map stands where a key belongs; write a plain key"));
        }
        self.deep(line, 1)
    }

    fn close(&mut self) -> Result<(), Refusal> {
        match self.open.pop() {
            Some(Open::List { line, anchor, members }) => self.keep(anchor, Node { line, kind: Kind::List(members) }),
            Some(Open::Map { line, anchor, mut entries, merges, .. }) => {
                for merged in merges {
                    for (name, at, node) in merged.entries() {
                        if !entries.iter().any(|(known, _, _)| known == name) {
                            roomy(&entries, line)?;
                            entries.push((name.clone(), *at, node.clone()));
                        }
                    }
                }
                self.keep(anchor, Node { line, kind: Kind::Map(entries) })
            }
            None => Ok(()),
        }
    }

    fn keep(&mut self, anchor: usize, node: Node) -> Result<(), Refusal> {
        if anchor != 0 {
            let (nodes, _) = size(&node);
            self.count(node.line, nodes)?;
            self.repeat(node.line, &node)?;
            self.anchors.insert(anchor, node.clone());
        }
        self.put(node)
    }

    fn put(&mut self, node: Node) -> Result<(), Refusal> {
        match self.open.last_mut() {
            Some(Open::List { members, .. }) => members.push(node),
            Some(Open::Map { entries, key, merges, .. }) => match key.take() {
                Some((name, _)) if name == "<<" => match node.kind {
                    Kind::List(members) => merges.extend(members),
                    _ => merges.push(node),
                },
                Some((name, line)) => {
                    if let Some((_, before, _)) = entries.iter().find(|(known, _, _)| *known == name) {
                        return Err(twice(*before, line));
                    }
                    roomy(entries, line)?;
                    entries.push((name, line, node));
                }
                None => return Err(Refusal::at(node.line, "a value without a key stands here; write `key: value`")),
            },
            None => self.root = Some(node),
        }
        Ok(())
    }
}

/// Every key is held against those before it, so a map may not grow without end.
fn roomy(entries: &[(String, usize, Node)], line: usize) -> Result<(), Refusal> {
    if entries.len() >= KEY_LIMIT {
        return Err(Refusal::at(line, format!("a map has more than {KEY_LIMIT} keys; split it")));
    }
    Ok(())
}

/// Bytes of all texts and keys.
fn bytes(node: &Node) -> usize {
    match &node.kind {
        Kind::Text(text) | Kind::Number(text) => text.len() + 16,
        Kind::List(members) => members.iter().map(bytes).sum(),
        Kind::Map(entries) => entries.iter().map(|(name, _, node)| name.len() + bytes(node)).sum(),
        Kind::Null | Kind::Bool(_) => 16,
    }
}

/// Number of values and depth of lists and maps; the depth is bounded where the node was built.
fn size(node: &Node) -> (usize, usize) {
    let inner: Vec<&Node> = match &node.kind {
        Kind::List(members) => members.iter().collect(),
        Kind::Map(entries) => entries.iter().map(|(_, _, node)| node).collect(),
        _ => return (1, 0),
    };
    let (mut nodes, mut depth) = (1, 0);
    for node in inner {
        let (more, below) = size(node);
        nodes += more;
        depth = depth.max(below);
    }
    (nodes, depth + 1)
}

/// Whether a tag makes the scalar a text.
fn text_tag(tag: Option<&Tag>, line: usize) -> Result<bool, Refusal> {
    match tag {
        None => Ok(false),
        Some(tag) if tag.handle == "tag:yaml.org,2002:" => Ok(tag.suffix == "str"),
        Some(_) => Err(Refusal::at(line, "a tag (!name) stands here; write the value without it")),
    }
}

/// A scalar without quotation marks, by the core schema of YAML 1.2.
fn plain(text: &str) -> Kind {
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Kind::Null,
        "true" | "True" | "TRUE" => Kind::Bool(true),
        "false" | "False" | "FALSE" => Kind::Bool(false),
        _ if text.bytes().any(|byte| byte.is_ascii_digit()) && text.parse::<f64>().is_ok() => {
            Kind::Number(text.to_owned())
        }
        _ => Kind::Text(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Node {
        parse(text).unwrap_or_else(|refusal| panic!("{refusal:?}"))
    }

    #[test]
    fn scalars_are_told_apart() {
        let tree = read("a: null\nb: true\nc: 300\nd: \"300\"\ne: !!str 5\nf: 1.2.3\n");
        assert_eq!(tree.get("a").map(|node| &node.kind), Some(&Kind::Null));
        assert_eq!(tree.bool_of("b"), Some(true));
        assert_eq!(tree.get("c").map(|node| &node.kind), Some(&Kind::Number("300".to_owned())));
        assert_eq!((tree.text_of("d"), tree.text_of("e"), tree.text_of("f")), (Some("300"), Some("5"), Some("1.2.3")));
    }

    #[test]
    fn aliases_and_merges_are_written_out() {
        let tree = read("x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\nz: *x\n");
        assert_eq!(tree.path(&["y", "a"]).and_then(Node::scalar).as_deref(), Some("1"));
        assert_eq!(tree.path(&["y", "b"]).and_then(Node::scalar).as_deref(), Some("3"));
        assert_eq!(tree.get("z").map(|node| (node.line, node.entries().len())), Some((5, 2)));
    }

    #[test]
    fn a_billion_laughs_are_refused() {
        let mut text = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for at in 1..12 {
            let inner = vec![format!("*a{}", at - 1); 10].join(",");
            text.push_str(&format!("a{at}: &a{at} [{inner}]\n"));
        }
        assert!(parse(&text).unwrap_err().text.contains("values"));
    }

    #[test]
    fn a_long_text_repeated_by_aliases_is_refused() {
        let text = format!("a: &a {}\nb: [{}]\n", "x".repeat(20_000), vec!["*a"; 20_000].join(","));
        assert!(parse(&text).unwrap_err().text.contains("limit"));
    }

    #[test]
    fn depth_tags_duplicates_and_second_documents_are_refused() {
        assert!(parse(&"[".repeat(5_000)).is_err());
        assert!(parse("a: !secret x").unwrap_err().text.contains("tag"));
        assert_eq!(parse("a: 1\nb: 2\na: 3").unwrap_err().line, Some(3));
        assert!(parse("a: 1\n---\nb: 1").is_err());
        assert!(parse("# nothing\n").is_err());
    }

    #[test]
    fn errors_do_not_quote_the_file() {
        assert!(!parse("a: \"hunter2\nb: [hunter2").unwrap_err().text.contains("hunter2"));
    }
}
