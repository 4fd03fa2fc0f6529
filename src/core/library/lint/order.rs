//! L08: what measures require and exclude can be met.

use std::collections::{BTreeMap, BTreeSet};

use super::{Report, Rule::L08};
use crate::core::library::Library;

pub(super) fn check(library: &Library, report: &mut Report) {
    let needs = closure(library);
    let rivals: BTreeSet<(&str, &str)> = library
        .measures()
        .flat_map(|measure| measure.conflicts.iter().map(|other| (measure.about.id.as_str(), other.as_str())))
        .flat_map(|(a, b)| [(a, b), (b, a)])
        .collect();
    for (id, needed) in &needs {
        if needed.contains(id) {
            report.error(L08, id, "requires: the measure needs itself, through those it requires");
        }
        let together = needed.iter().copied().chain([*id]).collect();
        if let Some((a, b)) = clash(&together, &rivals) {
            report.error(L08, id, &format!("requires: {a} and {b} are both needed but exclude one another"));
        }
    }
    for scenario in library.scenarios() {
        let required = scenario.required.iter().map(String::as_str);
        let together = required.flat_map(|id| needs.get(id).into_iter().flatten().copied().chain([id])).collect();
        if let Some((a, b)) = clash(&together, &rivals) {
            report.error(L08, &scenario.about.id, &format!("required: {a} and {b} exclude one another"));
        }
    }
}

/// Each measure with everything it requires, directly or not.
fn closure(library: &Library) -> BTreeMap<&str, BTreeSet<&str>> {
    let direct: BTreeMap<&str, Vec<&str>> = library
        .measures()
        .map(|measure| (measure.about.id.as_str(), measure.requires.iter().map(String::as_str).collect()))
        .collect();
    let reach = |start: &str| {
        let mut reached = BTreeSet::new();
        let mut open: Vec<&str> = direct.get(start).into_iter().flatten().copied().collect();
        while let Some(next) = open.pop() {
            if reached.insert(next) {
                open.extend(direct.get(next).into_iter().flatten());
            }
        }
        reached
    };
    direct.keys().map(|id| (*id, reach(id))).collect()
}

fn clash<'a>(together: &BTreeSet<&'a str>, rivals: &BTreeSet<(&'a str, &'a str)>) -> Option<(&'a str, &'a str)> {
    rivals.iter().copied().find(|(a, b)| together.contains(a) && together.contains(b))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::found;

    #[test]
    fn requirements_do_not_run_in_a_circle() {
        let seen = found(|sample| sample.item("measure-a")["requires"] = json!(["measure-b"]));
        assert_eq!(
            seen,
            [
                "L08 measure-a: requires: the measure needs itself, through those it requires",
                "L08 measure-b: requires: the measure needs itself, through those it requires",
            ]
        );
    }

    #[test]
    fn what_is_needed_together_does_not_exclude_one_another() {
        let seen = found(|sample| sample.item("measure-b")["conflicts"] = json!(["measure-a"]));
        assert_eq!(seen, ["L08 measure-b: requires: measure-a and measure-b are both needed but exclude one another"]);
        let seen = found(|sample| {
            sample.item("measure-c")["conflicts"] = json!(["measure-a"]);
            sample.item("trusted")["required"] = json!(["measure-b", "measure-c"]);
        });
        assert_eq!(seen, ["L08 trusted: required: measure-a and measure-c exclude one another"]);
    }
}
