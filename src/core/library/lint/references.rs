//! L03: every reference leads somewhere, in both directions.

use std::collections::BTreeSet;

use super::{Report, Rule::L03};
use crate::core::library::{Item, Kind, Library, Measure, Risk, Scenario};

pub(super) fn check(library: &Library, report: &mut Report) {
    for item in library.items() {
        match item {
            Item::Risk(risk) => from_risk(library, risk, report),
            Item::Measure(measure) => from_measure(library, measure, report),
            Item::Gate(gate) => named(library, &gate.about.id, "lifted_by", Kind::Measure, &gate.lifted_by, report),
            Item::Scenario(scenario) => from_scenario(library, scenario, report),
            Item::Term(term) => named(library, &term.id, "see", Kind::Term, &term.see, report),
            Item::Fact(_) | Item::Factor(_) | Item::Matrix(_) => {}
        }
    }
    let used: BTreeSet<&str> =
        library.risks().flat_map(|risk| risk.factors.iter().map(|used| used.factor.as_str())).collect();
    for factor in library.factors().filter(|factor| !used.contains(factor.id.as_str())) {
        report.warning(L03, &factor.id, "no risk uses this factor; use it or take it out");
    }
}

/// Checks that each name is an item of a kind, other than the item itself, named once.
fn named(library: &Library, item: &str, field: &str, kind: Kind, names: &[String], report: &mut Report) {
    let mut seen = BTreeSet::new();
    for name in names {
        match library.get(name) {
            _ if name == item => report.error(L03, item, &format!("{field}: the item names itself")),
            Some(found) if found.id() != name => {
                report.error(L03, item, &format!("{field}: {name} is now called {}; name it so", found.id()));
            }
            Some(found) if found.kind() != kind => {
                let is = found.kind().as_str();
                report.error(L03, item, &format!("{field}: {name} is a {is}; a {} belongs here", kind.as_str()));
            }
            Some(_) => {}
            None => report.error(L03, item, &format!("{field}: nothing is called {name}")),
        }
        if !seen.insert(name) {
            report.error(L03, item, &format!("{field}: {name} stands here twice"));
        }
    }
}

fn from_risk(library: &Library, risk: &Risk, report: &mut Report) {
    let id = &risk.about.id;
    let mut seen = BTreeSet::new();
    for used in &risk.factors {
        if library.factor_of(risk, &used.factor).is_none() {
            report.error(L03, id, &format!("factors: no factor is called {}", used.factor));
        }
        if !seen.insert(used.factor.as_str()) {
            report.error(L03, id, &format!("factors: {} stands here twice", used.factor));
        }
    }
    for factor in risk.own.iter().filter(|factor| !seen.contains(factor.id.as_str())) {
        report.error(L03, id, &format!("own: the risk does not use its own factor {}", factor.id));
    }
    for floor in &risk.floors {
        named(library, id, "floors.lifted_by", Kind::Measure, &floor.lifted_by, report);
        if floor.lifted_by.is_empty() {
            report.error(L03, id, "floors.lifted_by: a floor that nothing lifts would stand for good; name a measure");
        }
    }
    if !library.measures().any(|measure| acts_on(library, measure, risk)) {
        report.error(L03, id, "no measure lowers this risk; give one an effect on it, or let one set a fact it reads");
    }
}

/// Whether a measure cuts a risk, or sets a fact that the risk reads.
fn acts_on(library: &Library, measure: &Measure, risk: &Risk) -> bool {
    let factors = risk.factors.iter().filter_map(|used| library.factor_of(risk, &used.factor));
    let rows = factors.flat_map(|factor| factor.options.iter().filter_map(|option| option.when.as_ref()));
    let mut conditions = rows.chain([&risk.applies]).chain(risk.floors.iter().map(|floor| &floor.when));
    measure.effects.iter().any(|effect| effect.risk == risk.about.id)
        || conditions.any(|condition| condition.keys().into_iter().any(|key| measure.sets.contains_key(key)))
}

fn from_measure(library: &Library, measure: &Measure, report: &mut Report) {
    let id = &measure.about.id;
    let risks: Vec<_> = measure.effects.iter().map(|effect| effect.risk.clone()).collect();
    named(library, id, "effects", Kind::Risk, &risks, report);
    named(library, id, "requires", Kind::Measure, &measure.requires, report);
    named(library, id, "conflicts", Kind::Measure, &measure.conflicts, report);
}

fn from_scenario(library: &Library, scenario: &Scenario, report: &mut Report) {
    let id = &scenario.about.id;
    named(library, id, "required", Kind::Measure, &scenario.required, report);
    let axis = match scenario.axis {
        crate::core::library::ScenarioAxis::Trust => "trust",
        crate::core::library::ScenarioAxis::Context => "context",
    };
    let value = crate::core::profile::Value::text(id);
    if !library.fact(axis).is_some_and(|fact| fact.admits(&value)) {
        report.error(L03, id, &format!("the id of a scenario is a value of the fact {axis}"));
    }
    for (key, value) in &scenario.assumptions {
        match library.fact(key.as_str()) {
            None => report.error(L03, id, &format!("assumptions: no fact is called {key}")),
            Some(fact) if !fact.admits(value) => {
                report.error(L03, id, &format!("assumptions: {key} takes {}", fact.wanted()));
            }
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::found;

    #[test]
    fn names_lead_to_items_of_the_right_kind() {
        let seen = found(|sample| sample.item("gate-a")["lifted_by"] = json!(["gone"]));
        assert_eq!(seen, ["L03 gate-a: lifted_by: nothing is called gone"]);
        let seen = found(|sample| sample.item("trusted")["required"] = json!(["risk-a"]));
        assert_eq!(seen, ["L03 trusted: required: risk-a is a risk; a measure belongs here"]);
        let seen = found(|sample| sample.item("term-b")["see"] = json!(["term-b"]));
        assert_eq!(seen, ["L03 term-b: see: the item names itself"]);
        let seen = found(|sample| sample.item("trusted")["required"] = json!(["measure-a", "measure-a"]));
        assert_eq!(seen, ["L03 trusted: required: measure-a stands here twice"]);
    }

    #[test]
    fn an_earlier_id_is_followed_to_the_new_one() {
        let seen = found(|sample| {
            sample.item("measure-a")["aliases"] = json!(["old-a"]);
            sample.item("gate-a")["lifted_by"] = json!(["old-a"]);
        });
        assert_eq!(seen, ["L03 gate-a: lifted_by: old-a is now called measure-a; name it so"]);
    }

    #[test]
    fn every_risk_has_a_measure() {
        let seen = found(|sample| {
            sample.item("measure-c")["sets"] = json!({"trust": "trusted"});
        });
        // Risk a keeps the measures that cut it; risk b had only the one that set a fact it reads.
        assert_eq!(seen.len(), 1);
        assert!(seen[0].starts_with("L03 risk-b: no measure lowers this risk"));
    }

    #[test]
    fn scenarios_stand_on_their_axis_and_assume_what_can_be() {
        let seen = found(|sample| sample.item("trusted")["axis"] = json!("context"));
        assert_eq!(seen, ["L03 trusted: the id of a scenario is a value of the fact context"]);
        let seen = found(|sample| sample.item("trusted")["assumptions"] = json!({"bind": true, "gone": 1}));
        assert_eq!(seen.len(), 2);
    }

    #[test]
    fn floors_can_be_lifted_and_factors_are_used() {
        assert_eq!(found(|sample| sample.item("risk-a")["floors"][0]["lifted_by"] = json!([])).len(), 1);
        let seen = found(|sample| {
            let mut own = sample.item("factor-reach").clone();
            own["id"] = json!("factor-own");
            sample.item("risk-a")["own"] = json!([own]);
        });
        assert_eq!(seen, ["L03 risk-a: own: the risk does not use its own factor factor-own"]);
        let seen = found(|sample| {
            let mut other = sample.item("factor-reach").clone();
            other["id"] = json!("factor-other");
            other["title"] = json!("Other");
            sample.add(crate::core::library::Kind::Factor, other);
        });
        assert_eq!(seen, ["L03 factor-other: no risk uses this factor; use it or take it out"]);
    }
}
