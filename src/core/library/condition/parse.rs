//! Text to tree: a lexer and a recursive descent with a bounded depth.

use super::ast::{Expr, Literal, Operand, Operator};
use crate::core::{profile::Key, text::Clean};

/// Deepest nesting of brackets and negations.
const DEPTH: usize = 32;
/// Most tokens. A long chain of `&&` becomes a deep tree, which is walked and dropped recursively.
const TOKENS: usize = 1_000;

/// Why a text is not a condition.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("condition, column {column}: {problem}")]
pub struct ConditionError {
    /// Counted in characters from 1.
    pub column: usize,
    /// What is wrong and what would be right.
    pub problem: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Token {
    Word(String),
    Text(String),
    Int(i64),
    Sign(&'static str),
}

const SIGNS: [&str; 14] = ["&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "(", ")", "[", "]", ","];

fn fail<T>(column: usize, problem: impl Into<String>) -> Result<T, ConditionError> {
    Err(ConditionError { column, problem: problem.into() })
}

fn lex(text: &str) -> Result<Vec<(usize, Token)>, ConditionError> {
    let chars: Vec<char> = text.chars().collect();
    let mut tokens = Vec::new();
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let column = at + 1;
        let rest = || chars[at..].iter();
        if c.is_whitespace() {
            at += 1;
        } else if c == '"' {
            let Some(length) = rest().skip(1).position(|&c| c == '"') else {
                return fail(column, "the text that starts here has no closing quotation mark");
            };
            tokens.push((column, Token::Text(chars[at + 1..=at + length].iter().collect())));
            at += length + 2;
        } else if c.is_ascii_digit() || (c == '-' && chars.get(at + 1).is_some_and(char::is_ascii_digit)) {
            let length = 1 + rest().skip(1).take_while(|c| c.is_ascii_digit()).count();
            let digits: String = chars[at..at + length].iter().collect();
            match digits.parse() {
                Ok(number) => tokens.push((column, Token::Int(number))),
                Err(_) => return fail(column, "this number is too large"),
            }
            at += length;
        } else if c.is_ascii_alphabetic() {
            let length = rest().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-')).count();
            tokens.push((column, Token::Word(chars[at..at + length].iter().collect())));
            at += length;
        } else if let Some(sign) = SIGNS.into_iter().find(|sign| sign.chars().eq(rest().take(sign.len()).copied())) {
            tokens.push((column, Token::Sign(sign)));
            at += sign.len();
        } else {
            return fail(column, format!("{} has no meaning here", Clean::new(&c.to_string())));
        }
    }
    Ok(tokens)
}

struct Parser {
    tokens: Vec<(usize, Token)>,
    at: usize,
    end: usize,
}

impl Parser {
    fn column(&self) -> usize {
        self.tokens.get(self.at).map_or(self.end, |(column, _)| *column)
    }
    fn sign(&mut self, wanted: &str) -> bool {
        let found = matches!(self.tokens.get(self.at), Some((_, Token::Sign(sign))) if *sign == wanted);
        self.at += usize::from(found);
        found
    }
    fn or(&mut self, depth: usize) -> Result<Expr, ConditionError> {
        let mut left = self.and(depth)?;
        while self.sign("||") {
            left = Expr::Or(Box::new(left), Box::new(self.and(depth)?));
        }
        Ok(left)
    }
    fn and(&mut self, depth: usize) -> Result<Expr, ConditionError> {
        let mut left = self.not(depth)?;
        while self.sign("&&") {
            left = Expr::And(Box::new(left), Box::new(self.not(depth)?));
        }
        Ok(left)
    }
    fn not(&mut self, depth: usize) -> Result<Expr, ConditionError> {
        if depth >= DEPTH {
            return fail(self.column(), "nested too deeply");
        }
        if self.sign("!") {
            return Ok(Expr::Not(Box::new(self.not(depth + 1)?)));
        }
        if self.sign("(") {
            let inner = self.or(depth + 1)?;
            if !self.sign(")") {
                return fail(self.column(), "a closing bracket is missing");
            }
            return Ok(inner);
        }
        self.compare()
    }
    fn compare(&mut self) -> Result<Expr, ConditionError> {
        let left = self.operand()?;
        let operator = match self.tokens.get(self.at) {
            Some((_, Token::Sign("=="))) => Operator::Equal,
            Some((_, Token::Sign("!="))) => Operator::NotEqual,
            Some((_, Token::Sign("<="))) => Operator::LessOrEqual,
            Some((_, Token::Sign(">="))) => Operator::GreaterOrEqual,
            Some((_, Token::Sign("<"))) => Operator::Less,
            Some((_, Token::Sign(">"))) => Operator::Greater,
            Some((_, Token::Word(word))) if word == "in" => Operator::In,
            _ => {
                return match left {
                    Operand::Literal(Literal::Bool(value)) => Ok(Expr::Always(value)),
                    Operand::Key(_) => Ok(Expr::Compare(left, Operator::Equal, Operand::Literal(Literal::Bool(true)))),
                    Operand::Literal(_) => fail(self.column(), "a comparison such as == or in is missing"),
                };
            }
        };
        self.at += 1;
        Ok(Expr::Compare(left, operator, self.operand()?))
    }
    fn operand(&mut self) -> Result<Operand, ConditionError> {
        if let Some((_, Token::Word(word))) = self.tokens.get(self.at)
            && !matches!(word.as_str(), "true" | "false" | "in")
        {
            let key = Key::from(word.as_str());
            self.at += 1;
            return Ok(Operand::Key(key));
        }
        self.literal(0).map(Operand::Literal)
    }
    fn literal(&mut self, depth: usize) -> Result<Literal, ConditionError> {
        let column = self.column();
        let literal = match self.tokens.get(self.at) {
            Some((_, Token::Text(text))) => Literal::Text(Clean::new(text)),
            Some((_, Token::Int(number))) => Literal::Int(*number),
            Some((_, Token::Word(word))) if word == "true" => Literal::Bool(true),
            Some((_, Token::Word(word))) if word == "false" => Literal::Bool(false),
            Some((_, Token::Sign("["))) if depth == 0 => {
                self.at += 1;
                let mut entries = Vec::new();
                while !self.sign("]") {
                    entries.push(self.literal(depth + 1)?);
                    if !self.sign(",") && !matches!(self.tokens.get(self.at), Some((_, Token::Sign("]")))) {
                        return fail(self.column(), "a comma or a closing ] is missing");
                    }
                }
                return Ok(Literal::List(entries));
            }
            _ => return fail(column, "a fact key, a text in quotation marks, a number or a list belongs here"),
        };
        self.at += 1;
        Ok(literal)
    }
}

pub(super) fn parse(text: &str) -> Result<Expr, ConditionError> {
    let mut parser = Parser { tokens: lex(text)?, at: 0, end: text.chars().count() + 1 };
    if let Some((column, _)) = parser.tokens.get(TOKENS) {
        return fail(*column, "the condition is too long");
    }
    let expr = parser.or(0)?;
    if parser.at < parser.tokens.len() {
        return fail(parser.column(), "the condition should end here");
    }
    Ok(expr)
}
