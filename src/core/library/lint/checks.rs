//! L06: every measure says how to see that it is in place.

use super::{Report, Rule::L06};
use crate::core::library::Library;

pub(super) fn check(library: &Library, report: &mut Report) {
    for measure in library.measures() {
        let id = &measure.about.id;
        if measure.check.is_empty() {
            report.error(L06, id, "check: a measure needs at least one check");
        }
        for check in &measure.check {
            let parts = [
                ("ask", check.ask.as_str()),
                ("how", check.how.as_str()),
                ("expect", check.expect.as_str()),
                ("evidence", check.evidence.as_str()),
            ];
            for (field, _) in parts.iter().filter(|(_, text)| text.trim().is_empty()) {
                report.error(L06, id, &format!("check.{field}: it is empty"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::sample::found;

    #[test]
    fn a_check_asks_tells_how_and_what_to_expect() {
        let seen = found(|sample| sample.item("measure-a")["check"] = json!([]));
        assert_eq!(seen, ["L06 measure-a: check: a measure needs at least one check"]);
        let seen = found(|sample| sample.item("measure-a")["check"][0]["expect"] = json!(" "));
        assert_eq!(seen, ["L06 measure-a: check.expect: it is empty"]);
    }
}
