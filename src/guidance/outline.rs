//! The shape of a YAML text with the line of every key: what the typed reader cannot tell once it has read.

/// A node and the line it starts on, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The line.
    pub line: usize,
    /// What stands there.
    pub what: What,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum What {
    /// A scalar, as a text, and whether it stood without quotation marks.
    Scalar(String, bool),
    /// A list.
    List(Vec<Node>),
    /// A mapping, in the order of the file; keys are distinct.
    Map(Vec<Entry>),
}

/// A key of a mapping and what it leads to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The key.
    pub key: String,
    /// The line of the key, counted from 1.
    pub line: usize,
    /// What it leads to.
    pub value: Node,
}

impl Node {
    /// The entries, where it is a mapping; else none.
    #[must_use]
    pub fn entries(&self) -> &[Entry] {
        if let What::Map(entries) = &self.what { entries } else { &[] }
    }
    /// The members, where it is a list; else none.
    #[must_use]
    pub fn members(&self) -> &[Node] {
        if let What::List(members) = &self.what { members } else { &[] }
    }
    /// The entry under a key.
    #[must_use]
    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries().iter().find(|entry| entry.key == key)
    }
    /// The scalar under a key.
    #[must_use]
    pub fn scalar(&self, key: &str) -> Option<&str> {
        match &self.entry(key)?.value.what {
            What::Scalar(text, _) => Some(text),
            What::List(_) | What::Map(_) => None,
        }
    }
}
