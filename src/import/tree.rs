//! The shape every text format is read into: values with the line they stand on.

/// A value and the line it starts on, counted from 1.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// The line.
    pub line: usize,
    /// What stands there.
    pub kind: Kind,
}

/// What a value is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    Null,
    /// Yes or no.
    Bool(bool),
    /// A number as written.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Node>),
    /// Key, line of the key and value, in the order of the file; keys are distinct.
    Map(Vec<(String, usize, Node)>),
}

/// Why a file gave no tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The line, where it is known.
    pub line: Option<usize>,
    /// One sentence: what is wrong and what to do.
    pub text: String,
}

impl Refusal {
    /// A refusal at a line.
    #[must_use]
    pub fn at(line: usize, text: impl Into<String>) -> Self {
        Self { line: Some(line), text: text.into() }
    }
    /// A refusal of the whole file.
    #[must_use]
    pub fn whole(text: impl Into<String>) -> Self {
        Self { line: None, text: text.into() }
    }
}

impl Node {
    /// The entries, where it is a map; else none.
    #[must_use]
    pub fn entries(&self) -> &[(String, usize, Node)] {
        if let Kind::Map(entries) = &self.kind { entries } else { &[] }
    }
    /// The members, where it is a list; else none.
    #[must_use]
    pub fn members(&self) -> &[Node] {
        if let Kind::List(members) = &self.kind { members } else { &[] }
    }
    /// The value under a key.
    #[must_use]
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(name, _, _)| name == key).map(|(_, _, node)| node)
    }
    /// The value at the end of a path of keys.
    #[must_use]
    pub fn path(&self, keys: &[&str]) -> Option<&Node> {
        keys.iter().try_fold(self, |node, key| node.get(key))
    }
    /// The value under the first of several keys that is there and not null.
    #[must_use]
    pub fn first(&self, keys: &[&str]) -> Option<&Node> {
        keys.iter().filter_map(|key| self.get(key)).find(|node| node.kind != Kind::Null)
    }
    /// The text, where it is one.
    #[must_use]
    pub fn text(&self) -> Option<&str> {
        if let Kind::Text(text) = &self.kind { Some(text) } else { None }
    }
    /// The text under a key, where there is one that is not empty.
    #[must_use]
    pub fn text_of(&self, key: &str) -> Option<&str> {
        self.get(key)?.text().filter(|text| !text.trim().is_empty())
    }
    /// Yes or no under a key.
    #[must_use]
    pub fn bool_of(&self, key: &str) -> Option<bool> {
        match self.get(key)?.kind {
            Kind::Bool(value) => Some(value),
            _ => None,
        }
    }
    /// Whether it is a map.
    #[must_use]
    pub fn is_map(&self) -> bool {
        matches!(self.kind, Kind::Map(_))
    }
    /// Whether it is a list.
    #[must_use]
    pub fn is_list(&self) -> bool {
        matches!(self.kind, Kind::List(_))
    }
    /// A text, number or truth value as written.
    #[must_use]
    pub fn scalar(&self) -> Option<String> {
        match &self.kind {
            Kind::Text(text) | Kind::Number(text) => Some(text.clone()),
            Kind::Bool(value) => Some(value.to_string()),
            Kind::Null | Kind::List(_) | Kind::Map(_) => None,
        }
    }
}
