//! The two file forms, and each kind's typed items.
//!
//! ```text
//! schema: mcpserver-operator/item/v1      # one item, its fields beside these two
//! schema: mcpserver-operator/items/v1     # several of one kind, below `items`
//! kind: measure
//! ```

use serde::{Deserialize, de::DeserializeOwned};

use super::{
    error::LoadError,
    guard::guard,
    headless::Headless,
    message::{translate, unknown_field},
    outline::{Entry, Node, What},
    pack::{PACK_SCHEMA, PackHead},
    schema::fields,
};
use crate::core::library::{About, Item, Kind, Method, search::nearest};

/// The form of a file with one item.
pub const ITEM_SCHEMA: &str = "mcpserver-operator/item/v1";
/// The form of a file with several items of one kind.
pub const ITEMS_SCHEMA: &str = "mcpserver-operator/items/v1";

/// What one item of a file was read as.
#[derive(Clone, Debug, PartialEq)]
pub enum Read {
    /// An item and the line it starts on.
    Item(Box<Item>, usize),
    /// The constants of the method.
    Method(Box<Method>),
}

/// Reads one file of guidance.
///
/// # Errors
/// Every problem found, each with its line and field. A file with a problem gives no items.
pub fn read(path: &str, text: &str) -> Result<Vec<Read>, Vec<LoadError>> {
    let root = guard(text).map_err(|refusal| vec![LoadError::at(path, refusal.line, "", &refusal.text)])?;
    let file = File { path, text, root: &root };
    let (several, kind) = file.head().map_err(|error| vec![error])?;
    let file = Body { several, kind, file };
    file.check_fields()?;
    match kind {
        Kind::Fact => file.items(Item::Fact),
        Kind::Factor => file.items(Item::Factor),
        Kind::Risk => file.with_head(Item::Risk),
        Kind::Measure => file.with_head(Item::Measure),
        Kind::Gate => file.with_head(Item::Gate),
        Kind::Matrix => file.items(Item::Matrix),
        Kind::Scenario => file.with_head(Item::Scenario),
        Kind::Term => file.items(Item::Term),
        Kind::Method => Ok(file.typed()?.into_iter().map(|method| Read::Method(Box::new(method))).collect()),
    }
}

/// Every kind that a file can hold.
pub(super) const KINDS: [Kind; 9] = [
    Kind::Fact,
    Kind::Factor,
    Kind::Risk,
    Kind::Measure,
    Kind::Gate,
    Kind::Matrix,
    Kind::Scenario,
    Kind::Term,
    Kind::Method,
];

/// The fields of the shared head.
const ABOUT: [&str; 10] =
    ["id", "title", "summary", "aliases", "topics", "mappings", "sources", "review", "since", "changes"];

/// Whether the typed reader takes a plain scalar for a text. Asking it costs, so only what looks like something else
/// is asked about; a day such as 2026-11-24 does not.
fn reads_as_text(plain: &str) -> bool {
    let unsigned = plain.trim_start_matches(['+', '-']).to_ascii_lowercase();
    let doubtful = matches!(unsigned.as_str(), "" | "~" | "true" | "false" | "null" | ".inf" | ".nan")
        || ["0x", "0o", "0b"].iter().any(|base| unsigned.starts_with(base))
        || unsigned.parse::<f64>().is_ok();
    !doubtful || matches!(serde_yaml::from_str(plain), Ok(serde_yaml::Value::String(_)) | Err(_))
}

struct File<'a> {
    path: &'a str,
    text: &'a str,
    root: &'a Node,
}

impl File<'_> {
    /// Whether it holds several items, and of which kind.
    fn head(&self) -> Result<(bool, Kind), LoadError> {
        if self.root.entries().is_empty() {
            return Err(self.fault(
                self.root.line,
                "",
                "the file must be a mapping that starts with `schema:` and `kind:`",
            ));
        }
        let several = match self.root.scalar("schema") {
            Some(ITEM_SCHEMA) => false,
            Some(ITEMS_SCHEMA) => true,
            Some(PACK_SCHEMA) => {
                return Err(self.fault(
                    1,
                    "schema",
                    "this is the head of a pack; it belongs in pack.yaml at the pack's root",
                ));
            }
            _ => {
                let text = format!("the file must say `schema: {ITEM_SCHEMA}`, or `schema: {ITEMS_SCHEMA}` for a list");
                return Err(self.fault(self.line_of("schema"), "schema", &text));
            }
        };
        let words = KINDS.map(Kind::as_str);
        let word = self.root.scalar("kind").unwrap_or_default();
        match KINDS.into_iter().find(|kind| kind.as_str() == word) {
            Some(kind) => Ok((several, kind)),
            None => {
                let meant = nearest(word, &words).map(|near| format!("did you mean {near}? ")).unwrap_or_default();
                let text = format!("{meant}`kind:` takes one of {}", words.join(", "));
                Err(self.fault(self.line_of("kind"), "kind", &text))
            }
        }
    }

    fn line_of(&self, key: &str) -> usize {
        self.root.entry(key).map_or(1, |entry| entry.line)
    }

    fn fault(&self, line: usize, field: &str, text: &str) -> LoadError {
        LoadError::at(self.path, line, field, text)
    }
}

struct Body<'a> {
    file: File<'a>,
    several: bool,
    kind: Kind,
}

impl Body<'_> {
    /// The mappings of the items.
    fn nodes(&self) -> Vec<&Node> {
        if self.several {
            self.file.root.entry("items").map(|entry| entry.value.members().iter().collect()).unwrap_or_default()
        } else {
            vec![self.file.root]
        }
    }

    /// A flattened head keeps serde from refusing unknown fields, so they are looked for here, for every kind alike.
    fn check_fields(&self) -> Result<(), Vec<LoadError>> {
        let known = fields(self.kind);
        let mut faults = Vec::new();
        if self.several {
            let head = ["schema", "kind", "items"];
            faults.extend(self.file.root.entries().iter().filter_map(|entry| self.unknown("", entry, &head)));
            match self.file.root.entry("items").map(|entry| (&entry.value.what, entry.line)) {
                Some((What::List(members), _)) if !members.is_empty() => {}
                found => {
                    let line = found.map_or(1, |(_, line)| line);
                    faults.push(self.file.fault(line, "items", "a list with at least one item belongs here"));
                }
            }
        }
        for node in self.nodes() {
            let name = self.several.then(|| format!("item {}, ", self.id(node).unwrap_or("without an id")));
            let name = name.unwrap_or_default();
            let entries = node.entries().iter();
            let own = entries.filter(|entry| self.several || !matches!(entry.key.as_str(), "schema" | "kind"));
            faults.extend(own.filter_map(|entry| self.unknown(&name, entry, known)));
            faults.extend(self.bad_id(node));
            if self.headed() {
                let about = node.entries().iter().filter(|entry| ABOUT.contains(&entry.key.as_str()));
                about.for_each(|entry| self.not_texts(&entry.value, &format!("{name}{}", entry.key), &mut faults));
            }
        }
        if faults.is_empty() { Ok(()) } else { Err(faults) }
    }

    fn headed(&self) -> bool {
        matches!(self.kind, Kind::Risk | Kind::Measure | Kind::Gate | Kind::Scenario)
    }

    /// Everything in the shared head is a text. A plain `1.0` would be refused there without a line (see
    /// [`Self::with_head`]), so it is found here.
    fn not_texts(&self, node: &Node, field: &str, faults: &mut Vec<LoadError>) {
        match &node.what {
            What::Scalar(text, true) if !reads_as_text(text) => {
                let text = "a number, yes or no, or nothing stands here; a text in quotation marks belongs here";
                faults.push(self.file.fault(node.line, field, text));
            }
            What::Scalar(_, _) => {}
            What::List(members) => {
                for (index, member) in members.iter().enumerate() {
                    self.not_texts(member, &format!("{field}[{index}]"), faults);
                }
            }
            What::Map(entries) => {
                entries
                    .iter()
                    .for_each(|entry| self.not_texts(&entry.value, &format!("{field}.{}", entry.key), faults));
            }
        }
    }

    fn unknown<S: AsRef<str>>(&self, name: &str, entry: &Entry, known: &[S]) -> Option<LoadError> {
        let known: Vec<&str> = known.iter().map(AsRef::as_ref).collect();
        (!known.contains(&entry.key.as_str())).then(|| {
            let text = unknown_field(&entry.key, &known);
            self.file.fault(entry.line, &format!("{name}{}", entry.key), &text)
        })
    }

    /// Ids go into commands, file names and screens everywhere, so their form is settled before anything else.
    fn bad_id(&self, node: &Node) -> Option<LoadError> {
        let (key, dotted) = if self.kind == Kind::Fact { ("key", true) } else { ("id", false) };
        let entry = node.entry(key)?;
        let id = node.scalar(key)?;
        let good = |c: char| {
            c.is_ascii_lowercase() || c.is_ascii_digit() || if dotted { matches!(c, '.' | '_') } else { c == '-' }
        };
        let sound = id.starts_with(|c: char| c.is_ascii_lowercase()) && id.len() <= 64 && id.chars().all(good);
        (!sound).then(|| {
            let text = if dotted {
                "a fact key takes lower-case letters, digits, dots and underscores, at most 64"
            } else {
                "an id takes lower-case letters, digits and hyphens, at most 64"
            };
            self.file.fault(entry.line, key, text)
        })
    }

    fn id<'n>(&self, node: &'n Node) -> Option<&'n str> {
        node.scalar(if self.kind == Kind::Fact { "key" } else { "id" })
    }

    /// Items whose kind has the shared head. Inside a flattened struct the typed reader loses line and path, so where it
    /// fails, the head is read once more by itself: if the fault lies there, it is told with its place.
    fn with_head<T: DeserializeOwned>(&self, into: fn(T) -> Item) -> Result<Vec<Read>, Vec<LoadError>> {
        self.items(into).map_err(|faults| self.typed::<About>().err().unwrap_or(faults))
    }

    fn items<T: DeserializeOwned>(&self, into: fn(T) -> Item) -> Result<Vec<Read>, Vec<LoadError>> {
        let lines = self.nodes().into_iter().map(|node| node.line);
        Ok(self.typed()?.into_iter().zip(lines).map(|(item, line)| Read::Item(Box::new(into(item)), line)).collect())
    }

    fn typed<T: DeserializeOwned>(&self) -> Result<Vec<T>, Vec<LoadError>> {
        let reader = serde_yaml::Deserializer::from_str(self.file.text);
        // Enumerations stand as `one-of: [..]`, not as tags, which the guard refuses.
        let read = if self.several {
            serde_yaml::with::singleton_map_recursive::deserialize(reader).map(|Headless(Several { items })| items)
        } else {
            serde_yaml::with::singleton_map_recursive::deserialize(reader).map(|Headless(item)| vec![item])
        };
        read.map_err(|error| vec![self.complain(&error)])
    }

    fn complain(&self, error: &serde_yaml::Error) -> LoadError {
        let complaint = translate(error);
        let line = complaint.line.unwrap_or(self.file.root.line);
        self.file.fault(line, &self.name(&complaint.path), &complaint.text)
    }

    /// `items[3].options[0]` as `item factor-x, options[0]`: an author looks for the id, not for the index.
    fn name(&self, path: &str) -> String {
        let Some((index, rest)) = path.strip_prefix("items[").and_then(|rest| rest.split_once(']')) else {
            return path.to_owned();
        };
        let node = index.parse().ok().and_then(|index: usize| self.nodes().get(index).copied());
        match (node.and_then(|node| self.id(node)), rest.trim_start_matches('.')) {
            (Some(id), "") => format!("item {id}"),
            (Some(id), rest) => format!("item {id}, {rest}"),
            (None, _) => path.to_owned(),
        }
    }
}

#[derive(Deserialize)]
struct Several<T> {
    items: Vec<T>,
}

/// Reads the head of a pack.
///
/// # Errors
/// Every problem found, each with its line and field.
pub(super) fn read_pack_head(path: &str, text: &str) -> Result<PackHead, Vec<LoadError>> {
    let root = guard(text).map_err(|refusal| vec![LoadError::at(path, refusal.line, "", &refusal.text)])?;
    let file = File { path, text, root: &root };
    if root.scalar("schema") != Some(PACK_SCHEMA) {
        return Err(vec![file.fault(
            file.line_of("schema"),
            "schema",
            &format!("the file must say `schema: {PACK_SCHEMA}`"),
        )]);
    }
    let known = ["schema", "name", "version", "publisher", "date"];
    let strange = root.entries().iter().filter(|entry| !known.contains(&entry.key.as_str()));
    let faults: Vec<_> =
        strange.map(|entry| file.fault(entry.line, &entry.key, &unknown_field(&entry.key, &known))).collect();
    if !faults.is_empty() {
        return Err(faults);
    }
    Headless::deserialize(serde_yaml::Deserializer::from_str(text)).map(|Headless(head)| head).map_err(|error| {
        let complaint = translate(&error);
        vec![file.fault(complaint.line.unwrap_or(1), &complaint.path, &complaint.text)]
    })
}
