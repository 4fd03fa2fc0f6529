//! L01: figures lie in their ranges and values fit the facts they stand for.
//!
//! The loader refuses what cannot be read at all; this is what types alone cannot say.

use super::{Report, Rule::L01};
use crate::core::library::{Axis, FactDef, FactorDef, Level, Library, Review, ReviewState};

pub(super) fn check(library: &Library, report: &mut Report) {
    library.facts().for_each(|fact| facts(fact, report));
    library.factors().for_each(|factor| options(&factor.id, factor, report));
    for risk in library.risks() {
        let id = &risk.about.id;
        risk.own.iter().for_each(|factor| options(id, factor, report));
        if risk.factors.is_empty() {
            report.error(L01, id, "factors: a risk needs at least one factor");
        }
        if risk.factors.iter().any(|used| !(1..=5).contains(&used.weight)) {
            report.error(L01, id, "factors: a weight lies from 1 to 5");
        }
        if risk.floors.iter().any(|floor| floor.level < Level::High) {
            report.error(L01, id, "floors: the level of a floor is high or critical");
        }
    }
    for measure in library.measures() {
        let id = &measure.about.id;
        if measure.effort.hours.0 > measure.effort.hours.1 {
            report.error(L01, id, "effort.hours: the first figure is the smaller one");
        }
        if measure.approaches.is_empty() || measure.approaches.iter().any(|approach| approach.steps.is_empty()) {
            report.error(L01, id, "approaches: a measure needs at least one approach, and each approach a step");
        }
    }
    for about in library.items().filter_map(crate::core::library::Item::about) {
        review(&about.id, &about.review, report);
    }
    method(library, report);
}

fn facts(fact: &FactDef, report: &mut Report) {
    let values = [("assume", fact.assume.as_ref()), ("reference", fact.reference.as_ref())];
    let answers = fact.answers.iter().map(|answer| ("answers", Some(answer)));
    for (field, value) in values.into_iter().chain(answers) {
        if value.is_some_and(|value| !fact.admits(value)) {
            report.error(L01, fact.key.as_str(), &format!("{field}: {} takes {}", fact.key, fact.wanted()));
        }
    }
    if !fact.question.as_str().trim_end().ends_with('?') {
        report.error(L01, fact.key.as_str(), "question: a question ends with a question mark");
    }
}

fn options(item: &str, factor: &FactorDef, report: &mut Report) {
    let at = |text: &str| format!("factor {}: {text}", factor.id);
    if factor.options.iter().any(|option| option.value > 9) {
        report.error(L01, item, &at("a value lies from 0 to 9"));
    }
    match factor.options.split_last() {
        Some((last, others)) if last.when.is_none() && others.iter().all(|option| option.when.is_some()) => {}
        _ => report.error(L01, item, &at("the last option, and only the last, has no condition")),
    }
    if factor.side.is_some() != (factor.axis == Axis::Impact) {
        report.error(L01, item, &at("a factor on impact has a side, one on likelihood has none"));
    }
}

fn review(item: &str, review: &Review, report: &mut Report) {
    if review.next < review.on {
        report.error(L01, item, "review: the next day lies before the last one");
    }
    if (review.state == ReviewState::Reviewed) == review.by.is_empty() {
        report.error(L01, item, "review: `reviewed` names by whom, every other state names nobody");
    }
}

fn method(library: &Library, report: &mut Report) {
    let method = library.method();
    let credits = &method.credits;
    let share = |figure: f64| (0.0..=1.0).contains(&figure);
    if !share(method.remainder) || ![credits.verified, credits.done, credits.in_progress].into_iter().all(share) {
        report.error(L01, "method", "the remainder and the credits are shares from 0 to 1");
    }
    if credits.verified < credits.done || credits.done < credits.in_progress {
        report.error(L01, "method", "credits: verified counts at least as much as done, done as in progress");
    }
    if method.basis.is_empty() {
        report.error(L01, "method", "basis: each constant needs its source");
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::found;

    #[test]
    fn values_fit_their_facts() {
        let seen = found(|sample| sample.item("bind")["assume"] = json!("everywhere"));
        assert_eq!(seen, ["L01 bind: assume: bind takes one of loopback, all"]);
        let seen = found(|sample| sample.item("bind")["question"] = json!("Tell me."));
        assert_eq!(seen, ["L01 bind: question: a question ends with a question mark"]);
    }

    #[test]
    fn option_tables_end_with_an_open_row() {
        let seen =
            found(|sample| sample.item("factor-reach")["options"] = json!([{"when": "true", "value": 1, "text": "x"}]));
        assert_eq!(
            seen,
            ["L01 factor-reach: factor factor-reach: the last option, and only the last, has no condition"]
        );
        let seen = found(|sample| sample.item("factor-reach")["options"][0]["value"] = json!(10));
        assert_eq!(seen, ["L01 factor-reach: factor factor-reach: a value lies from 0 to 9"]);
    }

    #[test]
    fn weights_floors_and_hours_keep_their_ranges() {
        assert_eq!(found(|sample| sample.item("risk-a")["factors"][0]["weight"] = json!(6)).len(), 1);
        assert_eq!(found(|sample| sample.item("risk-a")["floors"][0]["level"] = json!("low")).len(), 1);
        assert_eq!(found(|sample| sample.item("measure-a")["effort"]["hours"] = json!([3, 2])).len(), 1);
        assert_eq!(found(|sample| sample.method["remainder"] = json!(1.5)).len(), 1);
    }

    #[test]
    fn nobody_is_named_for_a_review_that_did_not_happen() {
        let seen = found(|sample| sample.item("gate-a")["review"]["by"] = json!(["A. Person"]));
        assert_eq!(seen, ["L01 gate-a: review: `reviewed` names by whom, every other state names nobody"]);
    }
}
