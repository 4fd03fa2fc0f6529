//! Conditions over facts: a small closed grammar, three-valued.
//!
//! ```text
//! or      = and { "||" and }
//! and     = not { "&&" not }
//! not     = "!" not | "(" or ")" | compare | "true" | "false"
//! compare = operand ( "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" ) operand | key        (a lone key must be a bool)
//! operand = key | literal
//! literal = "text" | number | true | false | [ literal, ... ]
//! key     = dotted name, one token: package.pin
//! ```
//!
//! Unknown is neither true nor false (Kleene): `unknown && false` is false, `unknown || true` is true, all else that
//! meets an unknown is unknown.

mod ast;
mod check;
mod eval;
mod parse;

pub use ast::{Condition, Expr, Literal, Operand, Operator};
pub use check::{KeyTypes, check};
pub use eval::{Facts, Possible, Truth};
pub use parse::ConditionError;

#[cfg(test)]
mod tests;
