//! Type-checks a condition against the declared facts.

use super::ast::{Condition, Expr, Literal, Operand, Operator};
use crate::core::{library::FactType, profile::Key};

/// Tells the declared type of a fact.
pub trait KeyTypes {
    /// The type, or nothing where no such fact is declared.
    fn type_of(&self, key: &Key) -> Option<&FactType>;
}

/// Every problem of a condition, each as one sentence; empty where it is sound.
pub fn check(condition: &Condition, types: &dyn KeyTypes) -> Vec<String> {
    let mut problems = Vec::new();
    walk(condition.expr(), types, &mut problems);
    problems
}

fn walk(expr: &Expr, types: &dyn KeyTypes, problems: &mut Vec<String>) {
    match expr {
        Expr::Always(_) => {}
        Expr::Not(inner) => walk(inner, types, problems),
        Expr::And(left, right) | Expr::Or(left, right) => {
            walk(left, types, problems);
            walk(right, types, problems);
        }
        Expr::Compare(left, operator, right) => compare(left, *operator, right, types, problems),
    }
}

fn compare(left: &Operand, operator: Operator, right: &Operand, types: &dyn KeyTypes, problems: &mut Vec<String>) {
    let left_type = declared(left, types, problems);
    let right_type = declared(right, types, problems);
    match (left, left_type, operator, right, right_type) {
        (_, Some((key, kind)), Operator::In, Operand::Literal(Literal::List(list)), _) => {
            for entry in list {
                fits(key, kind, entry, problems);
            }
        }
        (Operand::Literal(Literal::Text(_)), _, Operator::In, Operand::Key(_), Some((_, FactType::List))) => {}
        (_, _, Operator::In, _, _) => {
            problems.push("`in` takes a fact and a list, or a text and a list fact".to_owned())
        }
        (_, Some((key, kind)), Operator::Equal | Operator::NotEqual, Operand::Literal(literal), _) => {
            fits(key, kind, literal, problems);
        }
        (_, Some((_, FactType::Int | FactType::Scale)), _, Operand::Literal(Literal::Int(_)), _) => {}
        (_, Some((key, _)), _, Operand::Literal(_), _) => {
            problems.push(format!("{key} has no order; compare it with == or !="));
        }
        (_, Some((key, kind)), _, Operand::Key(_), Some((_, other))) if kind != other => {
            problems.push(format!("{key} is compared with a fact of another type"));
        }
        (Operand::Key(_), _, _, _, _) => {}
        _ => problems.push("the left side of a comparison must be a fact".to_owned()),
    }
}

fn declared<'a>(
    operand: &'a Operand,
    types: &'a dyn KeyTypes,
    problems: &mut Vec<String>,
) -> Option<(&'a Key, &'a FactType)> {
    let Operand::Key(key) = operand else { return None };
    let found = types.type_of(key);
    if found.is_none() {
        problems.push(format!("no fact is called {key}"));
    }
    found.map(|kind| (key, kind))
}

fn fits(key: &Key, kind: &FactType, literal: &Literal, problems: &mut Vec<String>) {
    let sound = match (kind, literal) {
        (FactType::Bool, Literal::Bool(_))
        | (FactType::Int | FactType::Scale, Literal::Int(_))
        | (FactType::Text, Literal::Text(_))
        | (FactType::List, Literal::List(_)) => true,
        (FactType::OneOf(words), Literal::Text(word)) => {
            if !words.iter().any(|known| known.value == word.as_str()) {
                let known: Vec<_> = words.iter().map(|known| known.value.as_str()).collect();
                problems.push(format!("{key} is never \"{word}\"; it is one of {}", known.join(", ")));
            }
            true
        }
        _ => false,
    };
    if !sound {
        problems.push(format!("{key} is compared with a value of another type"));
    }
}
