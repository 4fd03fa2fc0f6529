//! The laws that the assessment relies on, and what authors get wrong.

use std::{borrow::Cow, collections::BTreeMap};

use proptest::{prelude::*, sample::subsequence};

use super::*;
use crate::core::{
    library::{FactType, Word},
    profile::{Key, Value},
    text::Clean,
};

const WORDS: [&str; 3] = ["stdio", "sse", "two  blanks"];

/// Facts for the tests: `yes` a bool, `count` an int, `kind` and `other` enumerations, `names` a list, `free` a text.
fn types() -> BTreeMap<Key, FactType> {
    let words = WORDS.map(|word| Word { value: word.to_owned(), text: Clean::new(word) }).to_vec();
    BTreeMap::from([
        (Key::from("yes"), FactType::Bool),
        (Key::from("count"), FactType::Int),
        (Key::from("kind"), FactType::OneOf(words.clone())),
        (Key::from("other"), FactType::OneOf(words)),
        (Key::from("names"), FactType::List),
        (Key::from("free"), FactType::Text),
    ])
}

impl KeyTypes for BTreeMap<Key, FactType> {
    fn type_of(&self, key: &Key) -> Option<&FactType> {
        self.get(key)
    }
}

/// The values a key may have; a key that is not there is unknown.
type Known = BTreeMap<Key, Vec<Value>>;

impl Facts for Known {
    fn possible(&self, key: &Key) -> Possible<'_> {
        self.get(key).map_or(Possible::Any, |values| Possible::OneOf(Cow::Borrowed(values)))
    }
}

fn domain(key: &str) -> Vec<Value> {
    match key {
        "yes" => vec![Value::Bool(true), Value::Bool(false)],
        "count" => (0..4).map(Value::Int).collect(),
        "names" => vec![Value::list([]), Value::list(["stdio"]), Value::list(["stdio", "sse"])],
        _ => WORDS.map(Value::text).to_vec(),
    }
}

const KEYS: [&str; 6] = ["yes", "count", "kind", "other", "names", "free"];

/// Each key unknown, or known to be one of some values; and the same with fewer of them left.
fn known_and_refined() -> impl Strategy<Value = (Known, Known)> {
    let one = |key: &'static str| {
        let domain = domain(key);
        let sizes = 1..=domain.len();
        (any::<bool>(), subsequence(domain.clone(), sizes))
            .prop_flat_map(|(unknown, values)| {
                let most = values.len();
                (Just(unknown), Just(values.clone()), subsequence(values, 1..=most))
            })
            .prop_map(move |(unknown, values, fewer)| (key, (!unknown).then_some(values), fewer))
    };
    KEYS.map(one).prop_map(|all| {
        let known = all.iter().filter_map(|(key, values, _)| Some((Key::from(*key), values.clone()?))).collect();
        (known, all.into_iter().map(|(key, _, fewer)| (Key::from(key), fewer)).collect())
    })
}

/// A well-typed comparison as an author writes it.
fn comparison() -> impl Strategy<Value = String> {
    let word = || prop::sample::select(&WORDS);
    let order = prop::sample::select(&["==", "!=", "<", "<=", ">", ">="]);
    prop_oneof![
        prop::sample::select(&["true", "false", "yes", "yes == false", "kind == other", "names == []"])
            .prop_map(str::to_owned),
        (order, 0i64..4).prop_map(|(sign, count)| format!("count {sign} {count}")),
        (prop::sample::select(&["==", "!="]), word()).prop_map(|(sign, word)| format!("kind {sign} \"{word}\"")),
        prop::collection::vec(word(), 0..3).prop_map(|words| format!("other in {words:?}")),
        word().prop_map(|word| format!("\"{word}\" in names")),
        word().prop_map(|word| format!("free != \"{word}\"")),
    ]
}

fn condition() -> impl Strategy<Value = String> {
    comparison().prop_recursive(4, 24, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) && ({b})")),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({a}) || ({b})")),
            inner.prop_map(|a| format!("!({a})")),
        ]
    })
}

fn parse(text: &str) -> Condition {
    Condition::parse(text).expect("a sound condition")
}

/// Writes a tree with every bracket, so that reading it again can only give the same tree.
fn print(expr: &Expr) -> String {
    match expr {
        Expr::Always(value) => value.to_string(),
        Expr::And(a, b) => format!("({} && {})", print(a), print(b)),
        Expr::Or(a, b) => format!("({} || {})", print(a), print(b)),
        Expr::Not(a) => format!("!({})", print(a)),
        Expr::Compare(a, operator, b) => format!("{} {} {}", operand(a), sign(*operator), operand(b)),
    }
}

fn sign(operator: Operator) -> &'static str {
    match operator {
        Operator::Equal => "==",
        Operator::NotEqual => "!=",
        Operator::Less => "<",
        Operator::LessOrEqual => "<=",
        Operator::Greater => ">",
        Operator::GreaterOrEqual => ">=",
        Operator::In => "in",
    }
}

fn operand(operand: &Operand) -> String {
    match operand {
        Operand::Key(key) => key.to_string(),
        Operand::Literal(written) => literal(written),
    }
}

fn literal(written: &Literal) -> String {
    match written {
        Literal::Text(text) => format!("\"{text}\""),
        Literal::Int(number) => number.to_string(),
        Literal::Bool(value) => value.to_string(),
        Literal::List(list) => format!("[{}]", list.iter().map(literal).collect::<Vec<_>>().join(", ")),
    }
}

fn truth() -> impl Strategy<Value = Truth> {
    prop::sample::select(&[Truth::True, Truth::False, Truth::Unknown])
}

proptest! {
    #[test]
    fn what_is_written_is_read_again(text in condition()) {
        let read = parse(&text);
        let again = parse(&print(read.expr()));
        prop_assert_eq!(again.expr(), read.expr());
        prop_assert_eq!(&parse(read.as_str()), &read);
        let spread = text.replace(' ', "   ").replace("two      blanks", "two  blanks");
        let again = parse(&spread);
        prop_assert_eq!(again.expr(), read.expr());
    }

    #[test]
    fn what_an_author_can_write_well_passes_the_check(text in condition()) {
        prop_assert_eq!(check(&parse(&text), &types()), Vec::<String>::new());
    }

    #[test]
    fn knowing_more_never_turns_an_answer_round(text in condition(), (known, refined) in known_and_refined()) {
        let condition = parse(&text);
        let before = condition.eval(&known);
        if before != Truth::Unknown {
            prop_assert_eq!(condition.eval(&refined), before);
        }
    }

    #[test]
    fn with_everything_known_there_is_an_answer(text in condition(), (_, refined) in known_and_refined()) {
        let settled: Known = refined.into_iter().map(|(key, values)| (key, values[..1].to_vec())).collect();
        prop_assert_ne!(parse(&text).eval(&settled), Truth::Unknown);
    }

    #[test]
    fn de_morgan_holds_over_facts(a in condition(), b in condition(), (known, _) in known_and_refined()) {
        let eval = |text: String| parse(&text).eval(&known);
        prop_assert_eq!(eval(format!("!(({a}) && ({b}))")), eval(format!("!({a}) || !({b})")));
        prop_assert_eq!(eval(format!("!(({a}) || ({b}))")), eval(format!("!({a}) && !({b})")));
    }

    #[test]
    fn kleene_laws(a in truth(), b in truth(), c in truth()) {
        prop_assert_eq!(!(a.and(b)), (!a).or(!b));
        prop_assert_eq!(!(a.or(b)), (!a).and(!b));
        prop_assert_eq!(!!a, a);
        prop_assert_eq!(a.and(b), b.and(a));
        prop_assert_eq!(a.and(b.and(c)), a.and(b).and(c));
        prop_assert_eq!(a.and(b.or(c)), a.and(b).or(a.and(c)));
        prop_assert_eq!(a.and(Truth::False), Truth::False);
        prop_assert_eq!(a.or(Truth::True), Truth::True);
        prop_assert_eq!(a.and(Truth::True), a);
    }

    #[test]
    fn anything_may_be_written(text in "\\PC{0,60}") {
        if let Err(error) = Condition::parse(&text) {
            prop_assert!(error.column >= 1 && error.column <= text.chars().count() + 1);
        }
    }
}

#[test]
fn the_empty_list_and_one_of_two_values() {
    let known = Known::from([(Key::from("kind"), vec![Value::text("stdio"), Value::text("sse")])]);
    assert_eq!(parse("kind == \"stdio\"").eval(&known), Truth::Unknown);
    assert_eq!(parse("kind in [\"stdio\", \"sse\"]").eval(&known), Truth::True);
    assert_eq!(parse("kind == \"two  blanks\"").eval(&known), Truth::False);
    assert_eq!(parse("kind in []").eval(&known), Truth::False);
}

#[test]
fn the_check_names_what_does_not_fit() {
    let said = |text: &str| check(&parse(text), &types());
    assert_eq!(said("gone == 1"), ["no fact is called gone"]);
    assert_eq!(said("kind == \"sdtio\""), ["kind is never \"sdtio\"; it is one of stdio, sse, two  blanks"]);
    assert_eq!(said("kind in [\"stdio\", \"gone\"]"), ["kind is never \"gone\"; it is one of stdio, sse, two  blanks"]);
    assert_eq!(said("yes == 1"), ["yes is compared with a value of another type"]);
    assert_eq!(said("count == \"1\""), ["count is compared with a value of another type"]);
    assert_eq!(said("kind"), ["kind is compared with a value of another type"]);
    assert_eq!(said("kind < \"sse\""), ["kind has no order; compare it with == or !="]);
    assert_eq!(said("names > 1"), ["names has no order; compare it with == or !="]);
    assert_eq!(said("kind == count"), ["kind is compared with a fact of another type"]);
    assert_eq!(said("kind in 1"), ["`in` takes a fact and a list, or a text and a list fact"]);
    assert_eq!(said("1 in names"), ["`in` takes a fact and a list, or a text and a list fact"]);
    assert_eq!(said("1 == count"), ["the left side of a comparison must be a fact"]);
}

#[test]
fn problems_have_a_column_and_say_what_belongs_there() {
    let refused = |text: &str| Condition::parse(text).expect_err("refused").to_string();
    assert_eq!(refused("kind = 1"), "condition, column 6: = has no meaning here");
    assert_eq!(
        refused("kind == "),
        "condition, column 9: a fact key, a text in quotation marks, a number or a list belongs here"
    );
    assert_eq!(refused("(yes"), "condition, column 5: a closing bracket is missing");
    assert_eq!(refused("yes yes"), "condition, column 5: the condition should end here");
    assert_eq!(refused("kind == \"x"), "condition, column 9: the text that starts here has no closing quotation mark");
    assert!(refused(&format!("{}yes{}", "(".repeat(40), ")".repeat(40))).contains("nested too deeply"));
    assert!(refused(&format!("yes{}", " && yes".repeat(100_000))).contains("too long"));
}
