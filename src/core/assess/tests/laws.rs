//! What must hold for every library and profile (scoring laws; the named defects are those other tools shipped).

use jiff::civil::date;
use proptest::prelude::*;

use super::small::*;
use crate::core::{
    assess::{Applies, Decision, Decisions, Model, Rating, Status, Subject, prepare, round2},
    library::{Axis, Library},
    profile::{Profile, Standing, Value},
};

const DAY: jiff::civil::Date = date(2026, 11, 24);

fn with<T>(library: &Library, read: &Profile, decisions: &Decisions, ask: impl FnOnce(&Model<'_>) -> T) -> T {
    let prepared = prepare(read, library);
    ask(&Model::new(Subject { library, profile: &prepared.profile, decisions, as_of: DAY }))
}

fn current(library: &Library, read: &Profile, decisions: &Decisions) -> Vec<Rating> {
    with(library, read, decisions, |model| (0..model.risks().len()).map(|risk| model.current(risk).rating).collect())
}

fn not_above(lower: &Rating, upper: &Rating) -> bool {
    lower.likelihood.hi <= upper.likelihood.hi
        && lower.likelihood.likely <= upper.likelihood.likely
        && lower.impact.hi <= upper.impact.hi
        && lower.impact.likely <= upper.impact.likely
        && lower.level <= upper.level
        && lower.level_range[0] <= upper.level_range[0]
        && lower.level_range[1] <= upper.level_range[1]
        && lower.score.hi <= upper.score.hi + 1e-9
}

fn decided(measure: &str, status: Status) -> Decisions {
    let mut decisions = Decisions::default();
    decisions.measures.insert(measure.to_owned(), Decision { status, ..Decision::default() });
    decisions
}

proptest! {
    #[test]
    fn no_measure_leaves_the_inherent_state(facts in any_facts()) {
        let items = items().into_iter().filter(|item| item.kind() != crate::core::library::Kind::Measure);
        let library = library_from(items.collect());
        with(&library, &profile(&facts), &Decisions::default(), |model| {
            for risk in 0..model.risks().len() {
                assert_eq!(model.current(risk), model.inherent(risk));
            }
        });
    }

    #[test]
    fn more_credit_never_raises_a_risk(facts in any_facts(), decisions in any_decisions(), at in 0..5usize) {
        let (library, read) = (library(), profile(&facts));
        let mut before: Option<Vec<Rating>> = None;
        for status in [Status::Waived, Status::Open, Status::InProgress, Status::Done, Status::Verified] {
            let mut decisions = decisions.clone();
            decisions.measures.insert(MEASURES[at].to_owned(), Decision { status, ..Decision::default() });
            let now = current(&library, &read, &decisions);
            if let Some(before) = &before {
                for (now, before) in now.iter().zip(before) {
                    prop_assert!(not_above(now, before), "{} {:?}: {:?} above {:?}", MEASURES[at], status, now, before);
                }
            }
            before = Some(now);
        }
    }

    #[test]
    fn a_larger_plan_never_raises_a_risk(facts in any_facts(), decisions in any_decisions(), small in 0..32u32, more in 0..32u32) {
        let library = library();
        with(&library, &profile(&facts), &decisions, |model| {
            for risk in 0..model.risks().len() {
                let less = model.verified(risk, &|at| small & (1 << at) != 0).rating;
                let plan = |at: usize| (small | more) & (1 << at) != 0;
                let rating = model.verified(risk, &plan).rating;
                assert!(not_above(&rating, &less), "{rating:?} above {less:?}");
                assert!(not_above(&rating, &model.done(risk, &plan).rating));
                assert_eq!(model.upper(risk, &plan), rating.level_range[1]);
            }
        });
    }

    #[test]
    fn not_applicable_changes_nothing(facts in any_facts(), at in 0..5usize) {
        let (library, read) = (library(), profile(&facts));
        prop_assert_eq!(
            current(&library, &read, &decided(MEASURES[at], Status::NotApplicable)),
            current(&library, &read, &Decisions::default())
        );
    }

    #[test]
    fn an_unknown_never_narrows_the_range(facts in any_facts(), decisions in any_decisions(), gone in 0..8usize) {
        let library = library();
        let keys = ["exposure", "trust", "context", "data", "money", "root", "walled", "logged"];
        let fewer: Vec<_> = facts.iter().filter(|(key, ..)| *key != keys[gone]).cloned().collect();
        let known = current(&library, &profile(&facts), &decisions);
        let wider = current(&library, &profile(&fewer), &decisions);
        for (known, wider) in known.iter().zip(&wider) {
            prop_assert!(wider.level_range[0] <= known.level_range[0] && wider.level_range[1] >= known.level_range[1],
                "{:?} inside {:?}", wider, known);
            prop_assert!(wider.score.lo <= known.score.lo + 1e-9 && wider.score.hi >= known.score.hi - 1e-9);
        }
    }

    #[test]
    fn a_claim_never_lowers_an_upper_end(facts in any_facts(), decisions in any_decisions(), claims in any_facts()) {
        let library = library();
        let before = profile(&facts);
        let mut after = before.clone();
        for (key, value, _) in claims {
            after.say(key, value, crate::core::profile::Source::new(Standing::Claim, "third party"));
        }
        for (before, after) in current(&library, &before, &decisions).iter().zip(current(&library, &after, &decisions)) {
            prop_assert!(after.level_range[1] >= before.level_range[1]);
            prop_assert!(after.score.hi >= before.score.hi - 1e-9);
        }
    }

    #[test]
    fn an_assumption_never_moves_an_end(facts in any_facts(), assumed in any_facts()) {
        let library = library();
        let before = profile(&facts);
        let mut after = before.clone();
        for (key, value, _) in assumed {
            after.say(key, value, source(Standing::Assumption));
        }
        let none = Decisions::default();
        for (before, after) in current(&library, &before, &none).iter().zip(current(&library, &after, &none)) {
            prop_assert_eq!(before.level_range, after.level_range);
            prop_assert_eq!((before.score.lo, before.score.hi), (after.score.lo, after.score.hi));
        }
    }

    #[test]
    fn the_likely_point_lies_in_its_range(facts in any_facts(), decisions in any_decisions()) {
        for rating in current(&library(), &profile(&facts), &decisions) {
            for span in [rating.likelihood, rating.impact] {
                prop_assert!(span.lo <= span.likely && span.likely <= span.hi, "{:?}", span);
            }
            prop_assert!(rating.level_range[0] <= rating.level && rating.level <= rating.level_range[1]);
        }
    }

    #[test]
    fn explanations_add_up(facts in any_facts(), decisions in any_decisions()) {
        let library = library();
        with(&library, &profile(&facts), &decisions, |model| {
            for risk in 0..model.risks().len() {
                let report = model.report(risk, &|_| false);
                assert!(!report.because.is_empty(), "{} says nothing", report.id);
                if report.applies == Applies::No {
                    continue;
                }
                for (axis, whole) in
                    [(Axis::Likelihood, report.inherent.likelihood.likely), (Axis::Impact, report.inherent.impact.likely)]
                {
                    let sum: f64 =
                        report.because.iter().filter(|one| one.axis == Some(axis)).map(|one| one.effect).sum();
                    assert_eq!(round2(sum), whole, "{} {axis:?}", report.id);
                }
                // Each reason has the weight its factor has in the mean, give or take the hundredths that make the
                // printed parts add up.
                let item = library.risk(&report.id).expect("a risk of the library");
                for axis in [Axis::Likelihood, Axis::Impact] {
                    let of: Vec<_> = report.because.iter().filter(|one| one.axis == Some(axis)).collect();
                    let weight = |factor: &str| {
                        item.factors.iter().find(|used| used.factor == factor).map_or(0.0, |used| f64::from(used.weight))
                    };
                    let weights: f64 = of.iter().filter_map(|one| one.factor.as_deref()).map(weight).sum();
                    for one in of {
                        let factor = library.factor_of(item, one.factor.as_deref().unwrap_or("")).expect("a factor");
                        let says = |row: &crate::core::library::FactorOption| {
                            let shown = format!("{}: {}", factor.title, row.text);
                            let rest = one.text.as_str().strip_prefix(&shown);
                            rest.is_some_and(|rest| rest.starts_with(" [") || rest.starts_with(" ("))
                        };
                        let row = factor.options.iter().find(|row| says(row));
                        let exact = weight(&factor.id) * f64::from(row.expect("a row").value) / weights;
                        assert!((one.effect - exact).abs() < 0.021, "{}: {} is not {exact}", one.text, one.effect);
                    }
                }
                let parts: f64 = report.lowered_by.iter().map(|part| part.effect).sum();
                let (before, after) = (round2(report.inherent.score.likely), round2(report.current.score.likely));
                if before > 0.0 && after > 0.0 {
                    assert_eq!(round2(parts), round2(after - before), "{} {:?}", report.id, report.lowered_by);
                }
                assert_eq!(round2(report.shares.server + report.shares.deployment), before);
            }
        });
    }

    #[test]
    fn order_of_arrival_does_not_matter(
        facts in any_facts(), others in any_facts(), decisions in any_decisions(),
    ) {
        // Two sources about the same facts; a person's later answer replaces the earlier, so only one of them answers.
        let mut said: Vec<_> = facts.iter().map(|fact| ("one", fact.clone())).collect();
        said.extend(others.into_iter().filter(|(.., standing)| *standing != Standing::Operator).map(|fact| ("two", fact)));
        let read = |said: &[(&str, (&'static str, Value, Standing))]| {
            let mut profile = profile(&[]);
            for (who, (key, value, standing)) in said {
                profile.say(key, value.clone(), crate::core::profile::Source::new(*standing, who));
            }
            profile
        };
        let mut backwards = items();
        backwards.reverse();
        let all = |library: &Library, read: &Profile| {
            with(library, read, &decisions, |model| {
                let reports: Vec<_> = (0..model.risks().len()).map(|risk| model.report(risk, &|_| false)).collect();
                serde_json::to_string(&reports).expect("reports are plain data")
            })
        };
        let forward = all(&library(), &read(&said));
        said.reverse();
        prop_assert_eq!(forward, all(&library_from(backwards), &read(&said)));
    }

    #[test]
    fn only_the_deployment_share_follows_the_context(facts in any_facts(), context in 0..2usize, data in 0..3usize) {
        let library = library();
        let mut elsewhere = profile(&facts);
        elsewhere.say("context", Value::text(["individual", "team"][context]), source(Standing::Operator));
        elsewhere.say("data", Value::text(["public", "house", "secret"][data]), source(Standing::Operator));
        let none = Decisions::default();
        let servers = |read: &Profile| -> Vec<f64> {
            with(&library, read, &none, |model| {
                (0..model.risks().len()).map(|risk| model.report(risk, &|_| false).shares.server).collect()
            })
        };
        prop_assert_eq!(servers(&profile(&facts)), servers(&elsewhere));
    }
}

/// precogly #537: a control that was given up kept its credit (expected 100, got 10 at effectiveness 0.9).
#[test]
fn a_waived_or_expired_control_counts_nothing() {
    let library = library();
    let read = profile(&[
        ("logged", Value::text("none"), Standing::Observed),
        ("trust", Value::text("unknown"), Standing::Observed),
    ]);
    let inherent = with(&library, &read, &Decisions::default(), |model| model.inherent(2).rating);
    let verified = current(&library, &read, &decided("log", Status::Verified))[2];
    assert!(verified.likelihood.likely < inherent.likelihood.likely * 0.25, "the control works: {verified:?}");
    for status in [Status::Waived, Status::Deferred, Status::Open, Status::Accepted] {
        assert_eq!(current(&library, &read, &decided("log", status))[2], inherent, "{status:?}");
    }
    // Nor does a waiver leave room for the control to turn out to be in place.
    let silent = profile(&[("trust", Value::text("unknown"), Standing::Observed)]);
    let inherent = with(&library, &silent, &Decisions::default(), |model| model.inherent(2).rating);
    assert_ne!(current(&library, &silent, &Decisions::default())[2], inherent);
    assert_eq!(current(&library, &silent, &decided("log", Status::Waived))[2], inherent);
}

/// precogly #495: averaging let a full control on one threat pull down another that it does not touch.
#[test]
fn a_control_on_one_risk_leaves_the_others() {
    let library = library();
    let read = profile(&[("walled", Value::Bool(false), Standing::Observed)]);
    let (before, after) =
        (current(&library, &read, &Decisions::default()), current(&library, &read, &decided("moat", Status::Verified)));
    assert!(after[0].score.likely < before[0].score.likely);
    assert_eq!(after[2], before[2]);
}

#[test]
fn a_waiver_past_its_day_is_open_again() {
    let mut decisions = decided("log", Status::Waived);
    if let Some(decision) = decisions.measures.get_mut("log") {
        decision.until = Some(date(2026, 11, 23));
    }
    assert_eq!(decisions.status("log", DAY), Status::Open);
    assert_eq!(decisions.status("log", date(2026, 11, 23)), Status::Waived);
}

#[test]
fn what_no_measure_removes_remains() {
    let library = library();
    let read = profile(&[
        ("trust", Value::text("unknown"), Standing::Observed),
        ("logged", Value::text("none"), Standing::Observed),
        ("exposure", Value::text("local"), Standing::Observed),
    ]);
    let rating = current(&library, &read, &decided("log", Status::Verified))[2];
    // 9 * (1 - 0.9) would be 0.9; the remainder is a fifth of 9.
    assert_eq!(rating.likelihood.likely, 1.8);
}

#[test]
fn of_a_group_only_the_largest_cut_counts() {
    let library = library();
    let read = profile(&[
        ("walled", Value::Bool(false), Standing::Observed),
        ("logged", Value::text("none"), Standing::Observed),
    ]);
    let mut both = decided("wall", Status::Verified);
    both.measures.extend(decided("moat", Status::Verified).measures);
    let (wall, both) =
        (current(&library, &read, &decided("wall", Status::Verified))[0], current(&library, &read, &both)[0]);
    assert_eq!(wall.likelihood, both.likelihood, "0.7 beats 0.5 on likelihood");
    assert!(both.impact.likely < wall.impact.likely, "on impact only the moat cuts");
}

#[test]
fn a_floor_stands_until_a_named_measure_is_verified() {
    use crate::core::library::Level;
    let library = library();
    let facts = [
        ("root", Value::Bool(true), Standing::Observed),
        ("exposure", Value::text("local"), Standing::Observed),
        ("trust", Value::text("trusted"), Standing::Observed),
        ("data", Value::text("public"), Standing::Observed),
    ];
    let read = profile(&facts);
    let level = |decisions: &Decisions| current(&library, &read, decisions)[1].level_range[1];
    assert_eq!(level(&Decisions::default()), Level::High);
    assert_eq!(level(&decided("wall", Status::Done)), Level::High, "done is not verified");
    assert!(level(&decided("wall", Status::Verified)) < Level::High);
    assert!(level(&decided("drop-root", Status::Verified)) < Level::High);
}

/// The plan asks a short cut of the model many thousand times; for every subset it must say what the whole way says.
/// Both profiles are fixed, so that this holds in every run and not only where chance looks.
#[test]
fn the_short_cut_is_the_whole_way() {
    let library = library();
    let says = |key: &'static str, value: Value| (key, value, Standing::Observed);
    let word = |text: &str| Value::Text(crate::core::text::Clean::new(text));
    let open = profile(&[says("exposure", word("internet")), says("root", Value::Bool(true))]);
    let mut seen = std::collections::BTreeSet::new();
    for trust in ["trusted", "community", "unknown"] {
        for data in ["public", "house", "secret"] {
            for money in [false, true] {
                let mut read = open.clone();
                read.say("trust", word(trust), source(Standing::Observed));
                read.say("data", word(data), source(Standing::Observed));
                read.say("money", Value::Bool(money), source(Standing::Observed));
                with(&library, &read, &Decisions::default(), |model| {
                    for risk in 0..model.risks().len() {
                        for subset in 0..1u32 << MEASURES.len() {
                            let plan = |at: usize| subset & (1 << at) != 0;
                            let upper = model.verified(risk, &plan).rating.level_range[1];
                            assert_eq!(model.upper(risk, &plan), upper, "risk {risk}, subset {subset:b}");
                            seen.insert(upper);
                        }
                    }
                });
            }
        }
    }
    assert!(seen.len() >= 3, "the cases must reach several levels, they reach {seen:?}");
}
