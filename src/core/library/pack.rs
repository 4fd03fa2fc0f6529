//! Packs, and the library they make together.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{
    FactDef, FactType, FactorDef, Gate, Item, Kind, Matrix, Measure, Method, Risk, Scenario, ScenarioAxis, Term,
    condition::KeyTypes,
};
use crate::core::{profile::Key, text::Clean};

/// The name of a pack and what it is at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pack {
    /// Its name; the built-in one is `builtin`.
    pub name: Clean,
    /// Its version.
    pub version: Clean,
    /// Who publishes it.
    pub publisher: Clean,
    /// The day of this version, `YYYY-MM-DD`.
    pub date: Clean,
    /// SHA-256 over its files, in hexadecimal; computed when loaded, never read from the pack.
    #[serde(default)]
    pub digest: String,
}

/// Why items do not make a library.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LibraryError {
    /// No method item.
    #[error("the library has no method; one file of kind method is needed")]
    NoMethod,
    /// The method names a matrix that is not there or is unsound.
    #[error("the method uses the matrix {id}: {problem}")]
    Matrix {
        /// The matrix.
        id: String,
        /// What is wrong.
        problem: String,
    },
    /// Two items of one pack share an id.
    #[error("two items are called {id}")]
    Duplicate {
        /// The id.
        id: String,
    },
    /// An item names another that is not there.
    #[error("{item} names {missing}, which is not in the library")]
    Missing {
        /// The item.
        item: String,
        /// What it names.
        missing: String,
    },
}

/// All items by id, and where each came from.
#[derive(Clone, Debug)]
pub struct Library {
    packs: Vec<Pack>,
    method: Method,
    matrix: Matrix,
    items: BTreeMap<String, Item>,
    /// Item id to the index of the pack that gave it.
    from: BTreeMap<String, usize>,
    /// Ids that a later pack replaced.
    overridden: BTreeSet<String>,
    /// Risk id to the facts it asks for; collected once, asked for often.
    asked: BTreeMap<String, BTreeSet<Key>>,
}

impl Library {
    /// Lays packs over one another, the first at the bottom. A later pack replaces items of the same id and kind.
    ///
    /// # Errors
    /// Where an id stands twice in one pack, no method is given, or its matrix is missing or unsound.
    pub fn new(layers: Vec<(Pack, Option<Method>, Vec<Item>)>) -> Result<Self, LibraryError> {
        let (mut packs, mut method, mut items) = (Vec::new(), None, BTreeMap::new());
        let (mut from, mut overridden) = (BTreeMap::new(), BTreeSet::new());
        for (pack, own_method, own_items) in layers {
            let mut seen = BTreeSet::new();
            method = own_method.or(method);
            for item in own_items {
                let id = item.id().to_owned();
                if !seen.insert(id.clone()) {
                    return Err(LibraryError::Duplicate { id });
                }
                if items.insert(id.clone(), item).is_some() {
                    overridden.insert(id.clone());
                }
                from.insert(id, packs.len());
            }
            packs.push(pack);
        }
        let method = method.ok_or(LibraryError::NoMethod)?;
        let id = method.matrix.clone();
        let Some(Item::Matrix(matrix)) = items.get(&id).cloned() else {
            return Err(LibraryError::Matrix { id, problem: "it is not in the library".to_owned() });
        };
        if let Err(problem) = matrix.check() {
            return Err(LibraryError::Matrix { id, problem: problem.to_string() });
        }
        Self { packs, method, matrix, items, from, overridden, asked: BTreeMap::new() }.resolve()
    }

    /// Every factor that a risk uses must be there: the assessment relies on it.
    fn resolve(mut self) -> Result<Self, LibraryError> {
        let mut asked = BTreeMap::new();
        for risk in self.risks() {
            let mut keys: BTreeSet<Key> = risk.applies.keys().into_iter().cloned().collect();
            keys.extend(risk.floors.iter().flat_map(|floor| floor.when.keys()).cloned());
            for used in &risk.factors {
                let Some(factor) = self.factor_of(risk, &used.factor) else {
                    return Err(LibraryError::Missing { item: risk.about.id.clone(), missing: used.factor.clone() });
                };
                let rows = factor.options.iter().filter_map(|row| row.when.as_ref());
                keys.extend(rows.flat_map(super::Condition::keys).cloned());
            }
            asked.insert(risk.about.id.clone(), keys);
        }
        self.asked = asked;
        Ok(self)
    }

    /// The facts a risk asks for: where it exists, its factors and its floors. Empty for a risk of another library.
    #[must_use]
    pub fn asked_by(&self, risk: &Risk) -> &BTreeSet<Key> {
        static NONE: BTreeSet<Key> = BTreeSet::new();
        self.asked.get(&risk.about.id).unwrap_or(&NONE)
    }

    /// The packs, bottom first.
    #[must_use]
    pub fn packs(&self) -> &[Pack] {
        &self.packs
    }
    /// Versions of all packs, joined by `+`.
    #[must_use]
    pub fn version(&self) -> String {
        self.packs.iter().map(|pack| format!("{} {}", pack.name, pack.version)).collect::<Vec<_>>().join(" + ")
    }
    /// One digest over those of all packs; that of the pack itself where there is one.
    #[must_use]
    pub fn digest(&self) -> String {
        use sha2::{Digest as _, Sha256};
        if let [only] = self.packs.as_slice() {
            return only.digest.clone();
        }
        let mut hash = Sha256::new();
        for pack in &self.packs {
            hash.update(pack.digest.as_bytes());
            hash.update(b"\n");
        }
        hex(&hash.finalize())
    }
    /// The constants.
    #[must_use]
    pub fn method(&self) -> &Method {
        &self.method
    }
    /// The matrix in use.
    #[must_use]
    pub fn matrix(&self) -> &Matrix {
        &self.matrix
    }
    /// An item by id or by an earlier id.
    #[must_use]
    pub fn get(&self, id: &str) -> Option<&Item> {
        self.items.get(id).or_else(|| {
            self.items.values().find(|item| item.about().is_some_and(|about| about.aliases.iter().any(|old| old == id)))
        })
    }
    /// Every item, in the order of ids.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.items.values()
    }
    /// The pack an item came from, and whether it replaced another.
    #[must_use]
    pub fn provenance(&self, id: &str) -> Option<(&Pack, bool)> {
        Some((self.packs.get(*self.from.get(id)?)?, self.overridden.contains(id)))
    }
    /// The declaration of a fact.
    #[must_use]
    pub fn fact(&self, key: &str) -> Option<&FactDef> {
        if let Some(Item::Fact(fact)) = self.items.get(key) { Some(fact) } else { None }
    }
    /// A measure.
    #[must_use]
    pub fn measure(&self, id: &str) -> Option<&Measure> {
        if let Some(Item::Measure(measure)) = self.items.get(id) { Some(measure) } else { None }
    }
    /// A risk.
    #[must_use]
    pub fn risk(&self, id: &str) -> Option<&Risk> {
        if let Some(Item::Risk(risk)) = self.items.get(id) { Some(risk) } else { None }
    }
    /// The scenario that sets `value` on `axis`.
    #[must_use]
    pub fn scenario(&self, axis: ScenarioAxis, value: &str) -> Option<&Scenario> {
        self.scenarios().find(|scenario| scenario.axis == axis && scenario.about.id == value)
    }
    /// The factor a risk means by an id: one of its own, or a shared one.
    #[must_use]
    pub fn factor_of<'a>(&'a self, risk: &'a Risk, id: &str) -> Option<&'a FactorDef> {
        risk.own.iter().find(|factor| factor.id == id).or_else(|| match self.items.get(id) {
            Some(Item::Factor(factor)) => Some(factor),
            _ => None,
        })
    }
    /// How many items there are of each kind.
    #[must_use]
    pub fn counts(&self) -> BTreeMap<Kind, usize> {
        let mut counts = BTreeMap::from([(Kind::Method, 1)]);
        for item in self.items.values() {
            *counts.entry(item.kind()).or_insert(0) += 1;
        }
        counts
    }
}

macro_rules! of_kind {
    ($($(#[$doc:meta])* $name:ident: $variant:ident($kind:ty);)*) => {
        impl Library { $(
            $(#[$doc])*
            pub fn $name(&self) -> impl Iterator<Item = &$kind> {
                self.items.values().filter_map(|item| if let Item::$variant(item) = item { Some(item) } else { None })
            }
        )* }
    };
}
of_kind! {
    /// Every fact declaration, in the order of keys.
    facts: Fact(FactDef);
    /// Every shared factor.
    factors: Factor(FactorDef);
    /// Every risk.
    risks: Risk(Risk);
    /// Every measure.
    measures: Measure(Measure);
    /// Every gate.
    gates: Gate(Gate);
    /// Every matrix.
    matrices: Matrix(Matrix);
    /// Every scenario.
    scenarios: Scenario(Scenario);
    /// Every term.
    terms: Term(Term);
}

impl KeyTypes for Library {
    fn type_of(&self, key: &Key) -> Option<&FactType> {
        self.fact(key.as_str()).map(|fact| &fact.kind)
    }
}

/// Bytes in hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write as _;
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut out, byte| {
        let _ = write!(out, "{byte:02x}");
        out
    })
}
