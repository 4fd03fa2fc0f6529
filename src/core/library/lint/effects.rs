//! L07: a measure cuts risks by stated shares with a basis, or sets nature facts, never both.

use super::{Report, Rule::L07};
use crate::core::library::{Effect, Library, Measure, Role};

/// Largest share that a measure may claim to remove.
const MOST: f64 = 0.95;

pub(super) fn check(library: &Library, report: &mut Report) {
    for measure in library.measures() {
        let id = &measure.about.id;
        match (measure.effects.is_empty(), measure.sets.is_empty()) {
            (false, false) => report.error(L07, id, "a measure has effects or sets, never both"),
            (true, true) => {
                report.warning(L07, id, "the measure neither cuts a risk nor sets a fact; nothing can weigh it")
            }
            _ => {}
        }
        measure.effects.iter().for_each(|effect| cuts(id, effect, report));
        sets(library, measure, report);
    }
}

fn cuts(id: &str, effect: &Effect, report: &mut Report) {
    let field = format!("effects, {}", effect.risk);
    let shares: Vec<f64> = [effect.likelihood, effect.impact].into_iter().flatten().collect();
    if shares.is_empty() {
        report.error(L07, id, &format!("{field}: give the share of likelihood or impact that it removes"));
    }
    // Written so that a share that is not a number is refused as well.
    if !shares.iter().all(|share| *share > 0.0 && *share <= MOST) {
        report.error(L07, id, &format!("{field}: a share lies above 0 and up to {MOST}"));
    }
    if effect.basis.as_str().trim().is_empty() {
        report.error(L07, id, &format!("{field}: say what the figure rests on"));
    }
}

fn sets(library: &Library, measure: &Measure, report: &mut Report) {
    let id = &measure.about.id;
    for (key, value) in &measure.sets {
        match library.fact(key.as_str()) {
            None => report.error(L07, id, &format!("sets: no fact is called {key}")),
            Some(fact) if fact.role != Role::Nature => {
                report.error(L07, id, &format!("sets: {key} is a control; name it in met_when instead"));
            }
            Some(fact) if !fact.admits(value) => report.error(L07, id, &format!("sets: {key} takes {}", fact.wanted())),
            Some(_) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::found;

    #[test]
    fn shares_lie_in_their_range() {
        for share in [0.0, -0.1, 0.96, 1.0] {
            let seen = found(|sample| sample.item("measure-a")["effects"][0]["likelihood"] = json!(share));
            assert_eq!(seen, ["L07 measure-a: effects, risk-a: a share lies above 0 and up to 0.95"]);
        }
        assert!(found(|sample| sample.item("measure-a")["effects"][0]["likelihood"] = json!(0.95)).is_empty());
    }

    #[test]
    fn an_effect_has_an_axis_and_a_basis() {
        let seen = found(|sample| sample.item("measure-a")["effects"][0]["likelihood"] = json!(null));
        assert_eq!(seen, ["L07 measure-a: effects, risk-a: give the share of likelihood or impact that it removes"]);
        let seen = found(|sample| sample.item("measure-a")["effects"][0]["basis"] = json!(""));
        assert_eq!(seen, ["L07 measure-a: effects, risk-a: say what the figure rests on"]);
    }

    #[test]
    fn cuts_or_sets() {
        let seen = found(|sample| sample.item("measure-a")["sets"] = json!({"bind": "loopback"}));
        assert_eq!(seen, ["L07 measure-a: a measure has effects or sets, never both"]);
        let seen = found(|sample| sample.item("measure-b")["effects"] = json!([]));
        assert_eq!(seen, ["L07 measure-b: the measure neither cuts a risk nor sets a fact; nothing can weigh it"]);
    }

    #[test]
    fn sets_only_nature_facts_to_what_they_can_be() {
        let spoil = |key: &str, value: &str| {
            let sets = json!({"bind": "loopback", key: value});
            found(move |sample| sample.item("measure-c")["sets"] = sets)
        };
        assert_eq!(spoil("auth", "oauth"), ["L07 measure-c: sets: auth is a control; name it in met_when instead"]);
        assert_eq!(spoil("gone", "x"), ["L07 measure-c: sets: no fact is called gone"]);
        assert_eq!(spoil("trust", "x"), ["L07 measure-c: sets: trust takes one of trusted, unknown"]);
    }
}
