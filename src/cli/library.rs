//! `library`: for authors of guidance.

use super::{
    Exit, Out, Room,
    args::{Library, LibraryVerb},
};
use crate::{
    app::Failure,
    core::library::{Kind, Severity, lint},
    guidance,
};

pub fn run(args: &Library, room: &Room, out: &mut Out) -> Result<Exit, Failure> {
    let engine = room.engine()?;
    let library = engine.library();
    match &args.verb {
        LibraryVerb::Lint => {
            let findings = lint(library);
            if out.json() {
                out.value(&serde_json::json!({ "findings": findings }))?;
            } else {
                for finding in &findings {
                    let severity = if finding.severity == Severity::Error { "error" } else { "warning" };
                    out.line(format!("{:?} {severity}  {}: {}", finding.rule, finding.item, finding.text))?;
                }
                out.line(format!("{} items, {} findings", library.items().count() + 1, findings.len()))?;
            }
            Ok(Exit { findings: !findings.is_empty(), ..Exit::default() })
        }
        LibraryVerb::Stats => {
            let stats = guidance::stats(library);
            if out.json() {
                out.value(&stats)?;
            } else {
                super::prose::tree(&stats, 0, out)?;
            }
            Ok(Exit::default())
        }
        LibraryVerb::Schema { kind } => {
            let schema = if kind == "profile" {
                guidance::profile_schema(library)
            } else {
                let kind = serde_json::from_value::<Kind>(serde_json::json!(kind))
                    .map_err(|_| engine.no_such("kind", kind))?;
                guidance::schema(kind)
            };
            out.value(&schema)?;
            Ok(Exit::default())
        }
    }
}
