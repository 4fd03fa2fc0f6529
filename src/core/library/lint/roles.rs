//! L21: nature facts feed risks, control facts feed measures, so that nothing counts twice.

use super::{Report, Rule::L21, conditions::of_item};
use crate::core::library::{Item, Library, Role};

pub(super) fn check(library: &Library, report: &mut Report) {
    for item in library.items() {
        for (field, condition) in of_item(item) {
            let wanted = match (item, field.as_str()) {
                (Item::Factor(_) | Item::Risk(_), _) => Role::Nature,
                (Item::Measure(_), "met_when") => Role::Control,
                _ => continue,
            };
            for key in condition.keys() {
                if library.fact(key.as_str()).is_some_and(|fact| fact.role != wanted) {
                    let text = match wanted {
                        Role::Nature => format!("{field}: {key} is a control; only nature facts may stand here"),
                        Role::Control => format!("{field}: {key} is nature; only control facts may stand here"),
                    };
                    report.error(L21, item.id(), &text);
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::found;

    #[test]
    fn controls_stay_out_of_factors_floors_and_risks() {
        let seen = found(|sample| sample.item("factor-reach")["options"][0]["when"] = json!("auth == \"none\""));
        assert!(
            seen.contains(&"L21 factor-reach: options: auth is a control; only nature facts may stand here".to_owned())
        );
        let seen = found(|sample| sample.item("risk-a")["applies"] = json!("auth == \"none\" || bind == \"all\""));
        assert_eq!(seen, ["L21 risk-a: applies: auth is a control; only nature facts may stand here"]);
        let seen = found(|sample| sample.item("risk-a")["floors"][0]["when"] = json!("auth == \"none\""));
        assert_eq!(seen, ["L21 risk-a: floors.when: auth is a control; only nature facts may stand here"]);
    }

    #[test]
    fn nature_stays_out_of_what_shows_a_measure_in_place() {
        let seen = found(|sample| sample.item("measure-a")["met_when"] = json!("bind == \"loopback\""));
        assert_eq!(seen, ["L21 measure-a: met_when: bind is nature; only control facts may stand here"]);
    }
}
