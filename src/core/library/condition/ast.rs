//! The shape of a condition.

use std::{collections::BTreeSet, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize};

use super::parse;
use crate::core::{profile::Key, text::Clean};

/// A parsed condition together with the text it was written as.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(into = "String")]
#[schemars(with = "String")]
pub struct Condition {
    text: String,
    expr: Expr,
}

/// A node of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expr {
    /// Always so, or never.
    Always(bool),
    /// Both.
    And(Box<Expr>, Box<Expr>),
    /// Either.
    Or(Box<Expr>, Box<Expr>),
    /// The opposite.
    Not(Box<Expr>),
    /// A comparison.
    Compare(Operand, Operator, Operand),
}

/// One side of a comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operand {
    /// A fact.
    Key(Key),
    /// A literal.
    Literal(Literal),
}

/// A value written into a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A word or text.
    Text(Clean),
    /// A whole number.
    Int(i64),
    /// Yes or no.
    Bool(bool),
    /// Several.
    List(Vec<Literal>),
}

/// How two operands are compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[allow(missing_docs, reason = "each is its own sign")]
pub enum Operator {
    Equal,
    NotEqual,
    Less,
    LessOrEqual,
    Greater,
    GreaterOrEqual,
    In,
}

impl Condition {
    /// Parses a condition.
    ///
    /// # Errors
    /// Where the text does not follow the grammar; the error names the column and what was expected.
    pub fn parse(text: &str) -> Result<Self, parse::ConditionError> {
        Ok(Self { expr: parse::parse(text)?, text: fold(text) })
    }
    /// The condition that always holds.
    #[must_use]
    pub fn always() -> Self {
        Self { text: "true".to_owned(), expr: Expr::Always(true) }
    }
    /// The tree.
    #[must_use]
    pub fn expr(&self) -> &Expr {
        &self.expr
    }
    /// As it was written, white space folded.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }
    /// The facts it asks for, in the order they are written, each once.
    #[must_use]
    pub fn keys(&self) -> Vec<&Key> {
        let mut keys = Vec::new();
        collect(&self.expr, &mut keys);
        let mut seen = BTreeSet::new();
        keys.retain(|key| seen.insert(*key));
        keys
    }
}

/// Folds white space outside quotation marks; inside them it belongs to the value.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    let mut quoted = false;
    for c in text.trim().chars() {
        quoted ^= c == '"';
        if quoted || !c.is_whitespace() {
            folded.push(c);
        } else if !folded.ends_with(' ') {
            folded.push(' ');
        }
    }
    folded
}

fn collect<'a>(expr: &'a Expr, keys: &mut Vec<&'a Key>) {
    match expr {
        Expr::Always(_) => {}
        Expr::Not(inner) => collect(inner, keys),
        Expr::And(left, right) | Expr::Or(left, right) => {
            collect(left, keys);
            collect(right, keys);
        }
        Expr::Compare(left, _, right) => {
            keys.extend([left, right].into_iter().filter_map(|side| match side {
                Operand::Key(key) => Some(key),
                Operand::Literal(_) => None,
            }));
        }
    }
}

impl From<Condition> for String {
    fn from(condition: Condition) -> Self {
        condition.text
    }
}
impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.text)
    }
}
impl<'de> Deserialize<'de> for Condition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
