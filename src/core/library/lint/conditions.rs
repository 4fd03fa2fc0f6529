//! L04: conditions name declared facts and compare them with values they can have.

use super::{Report, Rule::L04};
use crate::core::library::{Condition, FactorDef, Item, Library, condition};

pub(super) fn check(library: &Library, report: &mut Report) {
    for item in library.items() {
        for (field, condition) in of_item(item) {
            for problem in condition::check(condition, library) {
                report.error(L04, item.id(), &format!("{field}: {problem}"));
            }
        }
    }
}

/// Every condition of an item with the field it stands in.
pub(super) fn of_item(item: &Item) -> Vec<(String, &Condition)> {
    match item {
        Item::Factor(factor) => rows("options", factor),
        Item::Risk(risk) => {
            let mut all = vec![("applies".to_owned(), &risk.applies)];
            all.extend(risk.own.iter().flat_map(|factor| rows(&format!("own factor {}", factor.id), factor)));
            all.extend(risk.floors.iter().map(|floor| ("floors.when".to_owned(), &floor.when)));
            all
        }
        Item::Measure(measure) => {
            let mut all = vec![("applies".to_owned(), &measure.applies)];
            all.extend(measure.met_when.iter().map(|condition| ("met_when".to_owned(), condition)));
            let approaches = measure.approaches.iter().filter_map(|approach| approach.when.as_ref());
            all.extend(approaches.map(|condition| ("approaches.when".to_owned(), condition)));
            all
        }
        Item::Gate(gate) => vec![("fails".to_owned(), &gate.fails)],
        Item::Scenario(scenario) => {
            let limits = scenario.appetite.iter().filter_map(|appetite| appetite.when.as_ref());
            limits.map(|condition| ("appetite.when".to_owned(), condition)).collect()
        }
        Item::Fact(_) | Item::Matrix(_) | Item::Term(_) => Vec::new(),
    }
}

fn rows<'a>(field: &str, factor: &'a FactorDef) -> Vec<(String, &'a Condition)> {
    factor.options.iter().filter_map(|option| Some((field.to_owned(), option.when.as_ref()?))).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::found;

    #[test]
    fn facts_and_values_are_declared() {
        let seen = found(|sample| sample.item("gate-a")["fails"] = json!("bind == \"evrywhere\""));
        assert_eq!(seen, ["L04 gate-a: fails: bind is never \"evrywhere\"; it is one of loopback, all"]);
        let seen = found(|sample| sample.item("measure-b")["approaches"][0]["when"] = json!("bnid == \"all\""));
        assert_eq!(seen, ["L04 measure-b: approaches.when: no fact is called bnid"]);
        let seen = found(|sample| sample.item("trusted")["appetite"] = json!([{"when": "bind > 3", "level": "low"}]));
        assert_eq!(seen, ["L04 trusted: appetite.when: bind has no order; compare it with == or !="]);
    }
}
