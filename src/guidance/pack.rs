//! Packs: their heads, their digests, and how they lie over one another.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

use super::{
    builtin,
    error::LoadError,
    folder::{self, PackFile},
    form::{Read, read, read_pack_head},
};
use crate::core::{
    library::{Item, Library, LibraryError, Method, Pack, hex},
    text::Clean,
};

/// The form of a pack's head.
pub const PACK_SCHEMA: &str = "mcpserver-operator/pack/v1";
/// The form of a profile file; see [`super::profile_schema`].
pub const PROFILE_SCHEMA: &str = "mcpserver-operator/profile/v1";
/// The file that holds a pack's head, at the pack's root.
const HEAD: &str = "pack.yaml";

/// What `pack.yaml` says. It never gives a digest: that is computed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PackHead {
    name: Clean,
    version: Clean,
    publisher: Clean,
    date: Date,
}

/// The built-in library.
///
/// # Errors
/// Where a built-in file does not have its form; the tests keep that from being released.
pub fn load_builtin() -> Result<Library, LoadError> {
    let layer = builtin_layer().map_err(first)?;
    assemble(vec![layer]).map_err(first)
}

/// The built-in pack with other packs over it, in the order given: each a folder with a `pack.yaml`, or one file.
///
/// # Errors
/// Every problem of every pack.
pub fn load(paths: &[PathBuf]) -> Result<Library, Vec<LoadError>> {
    let mut layers = vec![builtin_layer()?];
    let mut faults = Vec::new();
    for path in paths {
        match layer_at(path) {
            Ok(layer) if layers.iter().any(|other| other.pack.name == layer.pack.name) => {
                let text = "another pack has the same name; give each pack its own";
                faults.push(LoadError::of_file(&path.display().to_string(), text));
            }
            Ok(layer) => layers.push(layer),
            Err(more) => faults.extend(more),
        }
    }
    if faults.is_empty() { assemble(layers) } else { Err(faults) }
}

/// A pack with what it holds and where each item stands.
struct Layer {
    pack: Pack,
    shown: String,
    method: Option<Method>,
    items: Vec<Item>,
    /// Item id to file and line.
    places: BTreeMap<String, (String, usize)>,
}

fn first(faults: Vec<LoadError>) -> LoadError {
    faults.into_iter().next().unwrap_or_else(|| LoadError::of_file(builtin::NAME, "the pack could not be read"))
}

fn builtin_layer() -> Result<Layer, Vec<LoadError>> {
    let head = Pack {
        name: Clean::new(builtin::NAME),
        version: Clean::new(env!("CARGO_PKG_VERSION")),
        publisher: Clean::new(builtin::PUBLISHER),
        date: Clean::new(builtin::DATE),
        digest: String::new(),
    };
    let files: Vec<_> = builtin::GUIDANCE
        .iter()
        .map(|(path, text)| PackFile {
            name: path.strip_prefix(builtin::FOLDER).unwrap_or(path).to_owned(),
            shown: (*path).to_owned(),
            text: (*text).to_owned(),
        })
        .collect();
    layer(head, builtin::NAME, &files)
}

fn layer_at(path: &Path) -> Result<Layer, Vec<LoadError>> {
    let shown = path.display().to_string();
    let mut files = folder::files(path)?;
    if !path.is_dir() {
        let name = path.file_stem().map_or_else(String::new, |stem| stem.to_string_lossy().into_owned());
        let unsaid = |what: &str| Clean::new(what);
        let head = Pack {
            name: Clean::new(&name),
            version: unsaid("unversioned"),
            publisher: unsaid("not said"),
            date: unsaid("undated"),
            digest: String::new(),
        };
        reserved(&head, &shown)?;
        return layer(head, &shown, &files);
    }
    let Some(at) = files.iter().position(|file| file.name == HEAD) else {
        let text =
            format!("the folder has no {HEAD}; add one with `schema: {PACK_SCHEMA}`, name, version, publisher, date");
        return Err(vec![LoadError::of_file(&shown, &text)]);
    };
    let digest = digest(&files);
    let file = files.remove(at);
    let head = read_pack_head(&file.shown, &file.text)?;
    let pack = Pack {
        name: head.name,
        version: head.version,
        publisher: head.publisher,
        date: Clean::new(&head.date.to_string()),
        digest: String::new(),
    };
    reserved(&pack, &file.shown)?;
    let mut layer = layer(pack, &shown, &files)?;
    // The head is part of what was published, so it is part of the digest.
    layer.pack.digest = digest;
    Ok(layer)
}

/// A stranger's pack must not look like ours.
fn reserved(pack: &Pack, shown: &str) -> Result<(), Vec<LoadError>> {
    let name = pack.name.as_str().trim().to_lowercase();
    let text = if name.is_empty() {
        "the pack needs a name"
    } else if name.contains(builtin::NAME) {
        "only the program's own pack may be called builtin; choose another name"
    } else {
        return Ok(());
    };
    Err(vec![LoadError { field: Some(Clean::new("name")), ..LoadError::of_file(shown, text) }])
}

fn layer(mut pack: Pack, shown: &str, files: &[PackFile]) -> Result<Layer, Vec<LoadError>> {
    pack.digest = digest(files);
    let (mut items, mut method, mut faults) = (Vec::new(), None, Vec::new());
    let mut places: BTreeMap<String, (String, usize)> = BTreeMap::new();
    for file in files {
        match read(&file.shown, &file.text) {
            Err(more) => faults.extend(more),
            Ok(pieces) => {
                for piece in pieces {
                    match piece {
                        Read::Method(_) if method.is_some() => {
                            faults.push(LoadError::of_file(&file.shown, "the pack has a method already; keep one"));
                        }
                        Read::Method(found) => method = Some(*found),
                        Read::Item(item, line) => {
                            if let Some((other, before)) = places.get(item.id()) {
                                let text =
                                    format!("`{}` stands already in {other}, line {before}; rename one", item.id());
                                faults.push(LoadError::at(&file.shown, line, "id", &text));
                            } else {
                                places.insert(item.id().to_owned(), (file.shown.clone(), line));
                                items.push(*item);
                            }
                        }
                    }
                }
            }
        }
    }
    if faults.is_empty() { Ok(Layer { pack, shown: shown.to_owned(), method, items, places }) } else { Err(faults) }
}

/// SHA-256 over each file in order: its path, a line feed, its length in bytes, a line feed, its bytes. The length
/// keeps two different packs from running together into the same bytes.
fn digest(files: &[PackFile]) -> String {
    let mut hash = Sha256::new();
    for file in files {
        hash.update(format!("{}\n{}\n", file.name, file.text.len()));
        hash.update(&file.text);
    }
    hex(&hash.finalize())
}

/// Lays the packs over one another. An item may be replaced only by one of its own kind.
fn assemble(layers: Vec<Layer>) -> Result<Library, Vec<LoadError>> {
    let (mut faults, mut places, mut kinds) = (Vec::new(), BTreeMap::new(), BTreeMap::new());
    for layer in &layers {
        for item in &layer.items {
            let (file, line) = layer.places.get(item.id()).cloned().unwrap_or_else(|| (layer.shown.clone(), 1));
            let before = *kinds.entry(item.id().to_owned()).or_insert(item.kind());
            if before != item.kind() {
                let text = format!("`{}` is a {} in a pack below; choose another id", item.id(), before.as_str());
                faults.push(LoadError::at(&file, line, "id", &text));
            }
            places.insert(item.id().to_owned(), (file, line));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let top = layers.last().map(|layer| layer.shown.clone()).unwrap_or_default();
    Library::new(layers.into_iter().map(|layer| (layer.pack, layer.method, layer.items)).collect()).map_err(|error| {
        let id = match &error {
            LibraryError::Missing { item: id, .. }
            | LibraryError::Matrix { id, .. }
            | LibraryError::Duplicate { id } => id,
            LibraryError::NoMethod => "",
        };
        vec![match places.get(id) {
            Some((file, line)) => LoadError::at(file, *line, "", &error.to_string()),
            None => LoadError::of_file(&top, &error.to_string()),
        }]
    })
}
