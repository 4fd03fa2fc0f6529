//! The advice over the small library: the plan against brute force, the order of recommendations, questions, verdict.

use std::collections::BTreeSet;

use jiff::civil::date;
use proptest::prelude::*;

use super::{PlanReport, Request, ServerReport, Verdict, report};
use crate::core::{
    assess::{Applies, Decisions, GateState, Model, Status, Subject, prepare, tests::small::*},
    library::{Item, Level, Library},
    profile::{Profile, Standing, Value},
};

const DAY: jiff::civil::Date = date(2026, 11, 24);

fn answer(library: &Library, read: &Profile, decisions: &Decisions, appetite: Level) -> ServerReport {
    report(read, Request { library, decisions, as_of: DAY, appetite: Some(appetite) })
}

/// The small library with a gate, a required set and a prerequisite.
fn with_rules() -> Library {
    let mut items = items();
    items.push(Item::Gate(parse(merged(
        about("gate-open"),
        serde_json::json!({"fails": "exposure == \"internet\" && walled == false", "failed": "open", "passed": "shut",
            "lifted_by": ["wall", "hide"]}),
    ))));
    items.push(Item::Scenario(parse(merged(
        about("unknown"),
        serde_json::json!({"axis": "trust", "required": ["log"], "review_rhythm": "yearly"}),
    ))));
    items.push(measure(
        "tower",
        serde_json::json!({"requires": ["wall"], "conflicts": ["moat"], "effort": {"size": "XS", "hours": [1, 2],
            "disruption": "low"}, "effects": [{"risk": "risk-a", "impact": 0.6, "basis": "b", "confidence": "low"},
            {"risk": "risk-b", "impact": 0.5, "basis": "b", "confidence": "low"}]}),
    ));
    library_from(items)
}

/// The cheapest cost over every subset, judged by the whole state and not by the solver's short cut.
fn brute_force(library: &Library, read: &Profile, decisions: &Decisions, appetite: Level) -> Option<u32> {
    let prepared = prepare(read, library);
    let model = Model::new(Subject { library, profile: &prepared.profile, decisions, as_of: DAY });
    let gates = model.gates();
    let measures = model.measures();
    let required: BTreeSet<&str> =
        prepared.setting.scenarios(library).flat_map(|scenario| &scenario.required).map(String::as_str).collect();
    let in_place = |at: usize| measures[at].in_place.is_true() || measures[at].status == Status::Done;
    let banned = |at: usize| measures[at].applies.is_false() || !measures[at].status.may_be_planned();
    let cost = |at: usize| match (measures[at].status, in_place(at)) {
        (Status::Verified, _) => 0,
        (_, true) => 1,
        _ => measures[at].measure.effort.size.points(),
    };
    (0..1u32 << measures.len())
        .filter(|set| {
            let has = |at: usize| set & (1 << at) != 0;
            let has_id = |id: &String| model.index(id).is_some_and(has);
            (0..measures.len()).all(|at| {
                let item = measures[at].measure;
                let due = required.contains(item.about.id.as_str()) && !banned(at) && !in_place(at);
                let chosen_well = !has(at)
                    || (!banned(at)
                        && item.requires.iter().all(|id| {
                            has_id(id) || model.index(id).is_some_and(|needed| measures[needed].applies.is_false())
                        })
                        && !item.conflicts.iter().any(has_id));
                chosen_well && (has(at) || !due)
            }) && gates.iter().filter(|gate| gate.state == GateState::Failed).all(|gate| {
                let lifting: Vec<_> =
                    gate.lifted_by.iter().filter(|id| model.index(id).is_some_and(|at| !banned(at))).collect();
                lifting.is_empty() || lifting.into_iter().any(has_id)
            }) && (0..model.risks().len()).all(|risk| {
                model.applies(risk) == Applies::No || model.verified(risk, &has).rating.level_range[1] <= appetite
            })
        })
        .map(|set| (0..measures.len()).filter(|at| set & (1 << at) != 0).map(cost).sum())
        .min()
}

fn any_level() -> impl Strategy<Value = Level> {
    proptest::sample::select(vec![Level::Low, Level::Medium, Level::High])
}

proptest! {
    #[test]
    fn the_plan_is_the_cheapest_there_is(facts in any_facts(), decisions in any_decisions(), appetite in any_level()) {
        let (library, read) = (with_rules(), profile(&facts));
        let plan = answer(&library, &read, &decisions, appetite).plan.expect("a plan");
        match brute_force(&library, &read, &decisions, appetite) {
            Some(cost) => {
                prop_assert!(plan.feasible, "{:?}", plan);
                prop_assert!(plan.optimal);
                prop_assert_eq!((plan.cost, plan.bound), (cost, cost), "{:?}", plan);
            }
            None => prop_assert!(!plan.feasible && (!plan.unreachable.is_empty() || !plan.blocked.is_empty()), "{:?}", plan),
        }
    }

    #[test]
    fn the_plan_verified_is_within_appetite(facts in any_facts(), decisions in any_decisions(), appetite in any_level()) {
        let (library, read) = (with_rules(), profile(&facts));
        let answer = answer(&library, &read, &decisions, appetite);
        if answer.plan.as_ref().is_some_and(|plan: &PlanReport| plan.feasible) {
            for risk in answer.risks.iter().flatten().filter(|risk| risk.applies != Applies::No) {
                prop_assert!(risk.target.level_range[1] <= appetite, "{} {:?}", risk.id, risk.target);
            }
        }
    }

    #[test]
    fn what_a_measure_needs_stands_before_it(facts in any_facts(), decisions in any_decisions()) {
        let answer = answer(&with_rules(), &profile(&facts), &decisions, Level::Medium);
        let list = answer.recommendations.expect("recommendations");
        for (at, item) in list.iter().enumerate() {
            for need in &item.requires {
                let settled = |status| matches!(status, Status::Done | Status::Verified | Status::Waived | Status::NotApplicable);
                let needed = list.iter().position(|other| other.id == *need && !settled(other.status));
                prop_assert!(needed.is_none_or(|needed| needed < at), "{} before {}", item.id, need);
            }
            prop_assert!(!item.because.is_empty(), "{} gives no reason", item.id);
        }
    }

    #[test]
    fn the_verdict_follows_gates_plan_and_appetite(facts in any_facts(), decisions in any_decisions()) {
        let answer = answer(&with_rules(), &profile(&facts), &decisions, Level::Medium);
        let failed = answer.gates.iter().any(|gate| gate.state == GateState::Failed);
        let all_passed = answer.gates.iter().all(|gate| gate.state == GateState::Passed);
        let feasible = answer.plan.as_ref().is_some_and(|plan| plan.feasible);
        let within = answer.risks.iter().flatten().all(|risk| risk.applies == Applies::No || risk.current.level_range[1] <= Level::Medium);
        let wanted = match (failed || !feasible, all_passed && within) {
            (true, _) => Verdict::DoNotDeploy,
            (_, true) => Verdict::Deploy,
            _ => Verdict::DeployWithMeasures,
        };
        prop_assert_eq!(answer.verdict, Some(wanted));
    }

    #[test]
    fn no_question_is_asked_twice_and_each_is_worth_something(facts in any_facts(), decisions in any_decisions()) {
        let read = profile(&facts);
        let answer = answer(&with_rules(), &read, &decisions, Level::Medium);
        let questions = answer.questions.expect("questions");
        for pair in questions.windows(2) {
            prop_assert!(pair[0].worth >= pair[1].worth);
        }
        for question in &questions {
            prop_assert!(question.worth > 0.0);
            prop_assert!(read.known(question.fact.as_str()).is_none(), "{} is known", question.fact);
        }
    }

    #[test]
    fn the_same_question_gives_the_same_bytes(facts in any_facts(), decisions in any_decisions()) {
        let once = || serde_json::to_string(&answer(&with_rules(), &profile(&facts), &decisions, Level::Medium)).expect("plain data");
        prop_assert_eq!(once(), once());
    }
}

#[test]
fn a_failed_gate_decides_whatever_the_score() {
    let read = profile(&[
        ("exposure", Value::text("internet"), Standing::Observed),
        ("walled", Value::Bool(false), Standing::Observed),
        ("trust", Value::text("trusted"), Standing::Operator),
        ("data", Value::text("public"), Standing::Operator),
        ("root", Value::Bool(false), Standing::Observed),
        ("money", Value::Bool(false), Standing::Observed),
    ]);
    let answer = answer(&with_rules(), &read, &Decisions::default(), Level::Critical);
    assert_eq!(answer.verdict, Some(Verdict::DoNotDeploy));
    assert_eq!(
        answer.recommendations.expect("some").first().map(|item| item.lifts.clone()),
        Some(vec!["gate-open".to_owned()])
    );
}

#[test]
fn a_gate_on_an_unknown_is_never_passed() {
    let answer = answer(&with_rules(), &profile(&[]), &Decisions::default(), Level::Medium);
    assert_eq!(answer.gates[0].state, GateState::Unknown);
    assert_ne!(answer.verdict, Some(Verdict::Deploy));
}

#[test]
fn the_question_worth_most_settles_most() {
    // Everything is known but one fact that two of three risks ask for.
    let read = profile(&[
        ("trust", Value::text("unknown"), Standing::Observed),
        ("data", Value::text("secret"), Standing::Observed),
        ("root", Value::Bool(false), Standing::Observed),
        ("money", Value::Bool(false), Standing::Observed),
        ("walled", Value::Bool(false), Standing::Observed),
        ("logged", Value::text("none"), Standing::Observed),
    ]);
    let questions = answer(&with_rules(), &read, &Decisions::default(), Level::Medium).questions.expect("questions");
    let asked: Vec<_> = questions.iter().map(|question| question.fact.as_str()).collect();
    assert_eq!(asked, ["exposure"]);
}
