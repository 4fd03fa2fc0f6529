//! Three readings of one profile: what is certain, what is claimed on top, and what is likely.

use std::{borrow::Cow, collections::BTreeMap};

use crate::core::{
    library::{
        Library,
        condition::{Facts, Possible},
    },
    profile::{Fact, Key, Profile, Settled, Standing, Value},
};

/// How much is taken as known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Only what an operator or an observation says. What this reading leaves open spans the range.
    Certain,
    /// Claims too. A claim may raise a risk with this reading; it never lowers an upper end, which is read from
    /// [`Reading::Certain`].
    Claimed,
    /// Claims, scenario assumptions and the library's defaults: the likely point.
    Likely,
}

/// The facts of a profile under one reading, some of them changed.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The profile.
    pub profile: &'a Profile,
    /// Declares facts and their defaults.
    pub library: &'a Library,
    /// Facts taken as certain whatever the profile says: the effect of a measure, a what-if, the reference deployment.
    pub changed: &'a BTreeMap<Key, Value>,
    /// How much is taken as known.
    pub reading: Reading,
}

impl<'a> View<'a> {
    /// The same facts under another reading.
    #[must_use]
    pub fn read(self, reading: Reading) -> Self {
        Self { reading, ..self }
    }

    fn said(fact: &'a Fact, standing: Standing) -> Possible<'a> {
        match fact.settled_among(standing) {
            Settled::Value(said) => Possible::OneOf(Cow::Borrowed(std::slice::from_ref(&said.value))),
            Settled::Either(values) if values.is_empty() => Possible::Any,
            Settled::Either(values) => Possible::OneOf(Cow::Owned(values.into_iter().cloned().collect())),
        }
    }

    /// The default the library assumes while nobody spoke.
    fn assumed(&self, key: &Key) -> Possible<'a> {
        match self.library.fact(key.as_str()).and_then(|declared| declared.assume.as_ref()) {
            Some(value) => Possible::OneOf(Cow::Borrowed(std::slice::from_ref(value))),
            None => Possible::Any,
        }
    }
}

impl Facts for View<'_> {
    fn possible(&self, key: &Key) -> Possible<'_> {
        if let Some(value) = self.changed.get(key) {
            return Possible::OneOf(Cow::Borrowed(std::slice::from_ref(value)));
        }
        let fact = self.profile.fact(key.as_str());
        match (fact.map(Fact::standing), self.reading) {
            (Some(standing @ (Standing::Operator | Standing::Observed)), _) => {
                fact.map_or(Possible::Any, |fact| Self::said(fact, standing))
            }
            (Some(Standing::Claim), Reading::Claimed | Reading::Likely) => {
                match fact.map_or(Possible::Any, |fact| Self::said(fact, Standing::Claim)) {
                    Possible::Any if self.reading == Reading::Likely => self.assumed(key),
                    said => said,
                }
            }
            (Some(Standing::Assumption), Reading::Likely) => {
                fact.map_or(Possible::Any, |fact| Self::said(fact, Standing::Assumption))
            }
            (None, Reading::Likely) => self.assumed(key),
            _ => Possible::Any,
        }
    }
}
