//! Statements about one key and the rule that settles them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Value;
use crate::core::text::Clean;

/// How much a statement weighs. Ordered: the highest standing gives the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Standing {
    /// A default of a scenario or of the library: sets the likely point, never narrows the range.
    Assumption,
    /// A third party, or the server about itself: may raise a risk or widen a range, never lower its upper end.
    Claim,
    /// The file that is the deployment.
    Observed,
    /// A person's answer.
    Operator,
}

/// Who said it and where.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The weight of the statement.
    pub standing: Standing,
    /// What kind of source: `client-config`, `profile`, `answer`, `set`, `scenario`, `derived`, `library`.
    pub kind: Clean,
    /// The file, as given, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<Clean>,
    /// The place in it, such as `line 12` or `mcpServers.github`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place: Option<Clean>,
}

impl Source {
    /// A source without a file.
    #[must_use]
    pub fn new(standing: Standing, kind: &str) -> Self {
        Self { standing, kind: Clean::new(kind), path: None, place: None }
    }
    /// The same source, in a file.
    #[must_use]
    pub fn at(mut self, path: &str, place: &str) -> Self {
        self.path = Some(Clean::new(path));
        self.place = Some(Clean::new(place));
        self
    }
}

/// One value that one source gave.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// What was said.
    pub value: Value,
    /// Who said it.
    pub source: Source,
}

/// Everything said about one key; never empty.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Fact {
    /// Sorted by standing, highest first; within one standing in the order of arrival.
    statements: Vec<Statement>,
}

/// What the statements about a key come to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Settled<'a> {
    /// The highest standing agrees on one value.
    Value(&'a Statement),
    /// The highest standing gives several values: unknown, restricted to these (sorted, distinct).
    Either(Vec<&'a Value>),
}

impl Fact {
    /// A fact with its first statement.
    #[must_use]
    pub fn new(first: Statement) -> Self {
        Self { statements: vec![first] }
    }

    /// Adds a statement. A person's later answer replaces the earlier one; the same source speaking again about the
    /// same place replaces what it said.
    pub fn add(&mut self, said: Statement) {
        self.statements.retain(|old| {
            !(old.source == said.source
                || (old.source.standing == Standing::Operator && said.source.standing == Standing::Operator))
        });
        let at = self.statements.partition_point(|old| old.source.standing >= said.source.standing);
        self.statements.insert(at, said);
    }

    /// Removes what one standing said; the fact is gone when nothing is left.
    pub fn withdraw(&mut self, standing: Standing) {
        self.statements.retain(|old| old.source.standing != standing);
    }

    /// Every statement, highest standing first.
    #[must_use]
    pub fn statements(&self) -> &[Statement] {
        &self.statements
    }

    /// The highest standing that spoke.
    #[must_use]
    pub fn standing(&self) -> Standing {
        self.statements.first().map_or(Standing::Assumption, |said| said.source.standing)
    }

    /// Applies the ranking.
    #[must_use]
    pub fn settled(&self) -> Settled<'_> {
        self.settled_among(self.standing())
    }

    /// What one standing alone comes to; an empty `Either` where it did not speak.
    #[must_use]
    pub fn settled_among(&self, standing: Standing) -> Settled<'_> {
        let among = || self.statements.iter().filter(move |said| said.source.standing == standing);
        let mut values: Vec<_> = among().map(|said| &said.value).collect();
        values.sort();
        values.dedup();
        match (among().next(), values.len()) {
            (Some(first), 1) => Settled::Value(first),
            _ => Settled::Either(values),
        }
    }

    /// Statements that differ from the settled value, or every one where none settled.
    #[must_use]
    pub fn differing(&self) -> Vec<&Statement> {
        match self.settled() {
            Settled::Value(held) => self.statements.iter().filter(|said| said.value != held.value).collect(),
            Settled::Either(_) => self.statements.iter().collect(),
        }
    }
}
