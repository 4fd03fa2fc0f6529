//! Three-valued evaluation over sets of possible values.

use std::{borrow::Cow, ops::Not};

use super::ast::{Condition, Expr, Literal, Operand, Operator};
use crate::core::profile::{Key, Value};

/// Yes, no, or not known (Kleene's strong three-valued logic).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// It is so, whatever the unknown turns out to be.
    True,
    /// It is not so, whatever the unknown turns out to be.
    False,
    /// It depends on what is not known.
    Unknown,
}

impl Truth {
    /// Kleene conjunction.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::False, _) | (_, Self::False) => Self::False,
            (Self::True, Self::True) => Self::True,
            _ => Self::Unknown,
        }
    }
    /// Kleene disjunction.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        !(!self).and(!other)
    }
    /// Whether it holds for certain.
    #[must_use]
    pub fn is_true(self) -> bool {
        self == Self::True
    }
    /// Whether it fails for certain.
    #[must_use]
    pub fn is_false(self) -> bool {
        self == Self::False
    }
}
impl Not for Truth {
    type Output = Self;
    fn not(self) -> Self {
        match self {
            Self::True => Self::False,
            Self::False => Self::True,
            Self::Unknown => Self::Unknown,
        }
    }
}
impl From<bool> for Truth {
    fn from(value: bool) -> Self {
        if value { Self::True } else { Self::False }
    }
}

/// The values a fact may have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Possible<'a> {
    /// Nothing is known.
    Any,
    /// One of these; one entry is a known value. Never empty.
    OneOf(Cow<'a, [Value]>),
}

/// What conditions are evaluated over.
pub trait Facts {
    /// The values that `key` may have.
    fn possible(&self, key: &Key) -> Possible<'_>;
}

impl Condition {
    /// Whether the condition holds over these facts.
    pub fn eval(&self, facts: &dyn Facts) -> Truth {
        eval(self.expr(), facts)
    }
}

fn eval(expr: &Expr, facts: &dyn Facts) -> Truth {
    match expr {
        Expr::Always(value) => Truth::from(*value),
        Expr::And(left, right) => eval(left, facts).and(eval(right, facts)),
        Expr::Or(left, right) => eval(left, facts).or(eval(right, facts)),
        Expr::Not(inner) => !eval(inner, facts),
        Expr::Compare(left, operator, right) => {
            let (Possible::OneOf(left), Possible::OneOf(right)) = (values(left, facts), values(right, facts)) else {
                return Truth::Unknown;
            };
            let mut outcomes = left.iter().flat_map(|a| right.iter().map(move |b| compare(a, *operator, b)));
            match outcomes.next() {
                None => Truth::Unknown,
                Some(first) if outcomes.all(|other| other == first) => Truth::from(first),
                Some(_) => Truth::Unknown,
            }
        }
    }
}

fn values<'a>(operand: &'a Operand, facts: &'a dyn Facts) -> Possible<'a> {
    match operand {
        Operand::Key(key) => facts.possible(key),
        Operand::Literal(literal) => Possible::OneOf(Cow::Owned(vec![value(literal)])),
    }
}

fn value(literal: &Literal) -> Value {
    match literal {
        Literal::Text(text) => Value::Text(text.clone()),
        Literal::Int(number) => Value::Int(*number),
        Literal::Bool(yes) => Value::Bool(*yes),
        Literal::List(entries) => {
            Value::List(entries.iter().map(|entry| crate::core::text::Clean::new(&value(entry).to_string())).collect())
        }
    }
}

/// Compares two known values. Values of different kinds are never equal and never ordered; `check` refuses such
/// conditions before they are used.
fn compare(left: &Value, operator: Operator, right: &Value) -> bool {
    match operator {
        Operator::Equal => left == right,
        Operator::NotEqual => left != right,
        Operator::In => match right {
            Value::List(list) => {
                let wanted = left.to_string();
                list.iter().any(|entry| *entry == wanted.as_str())
            }
            _ => false,
        },
        _ => match (left, right) {
            (Value::Int(a), Value::Int(b)) => match operator {
                Operator::Less => a < b,
                Operator::LessOrEqual => a <= b,
                Operator::Greater => a > b,
                _ => a >= b,
            },
            _ => false,
        },
    }
}
