//! The words, letters and marks that several panes share.

use crate::core::{
    advise::{Assessment, Verdict},
    assess::{Applies, GateState, RiskReport, Status},
    library::Level,
};
use crate::tui::look::{Glyphs, Role};

/// The role of a level.
#[must_use]
pub fn level_role(level: Level) -> Role {
    match level {
        Level::Note => Role::Note,
        Level::Low => Role::Low,
        Level::Medium => Role::Medium,
        Level::High => Role::High,
        Level::Critical => Role::Critical,
    }
}

/// The letter of a level.
#[must_use]
pub fn level_word(level: Level) -> &'static str {
    level_role(level).mark().unwrap_or("?")
}

/// What a verdict says, and in which role.
#[must_use]
pub fn verdict_words(verdict: Option<Verdict>) -> (Role, &'static str) {
    match verdict {
        Some(Verdict::Deploy) => (Role::Good, "deploy"),
        Some(Verdict::DeployWithMeasures) => (Role::Warn, "deploy with measures"),
        Some(Verdict::DoNotDeploy) => (Role::Bad, "do not deploy"),
        None => (Role::Unknown, "not assessed"),
    }
}

/// The mark of a measure's status, three columns wide.
#[must_use]
pub fn status_mark(status: Status, glyphs: Glyphs) -> (Role, String) {
    let (role, sign) = match status {
        Status::Open => (Role::Text, " "),
        Status::Accepted => (Role::Operator, "a"),
        Status::InProgress => (Role::Operator, ">"),
        Status::Done => (Role::Good, "x"),
        Status::Verified => (Role::Good, glyphs.check),
        Status::Deferred => (Role::Warn, "z"),
        Status::Waived => (Role::Warn, "w"),
        Status::NotApplicable => (Role::Dim, "-"),
    };
    (role, format!("[{sign}]"))
}

/// What a gate's state says.
#[must_use]
pub fn state_of_gate(state: GateState) -> (Role, &'static str) {
    match state {
        GateState::Failed => (Role::Bad, "failed"),
        GateState::Unknown => (Role::Unknown, "not known"),
        GateState::Passed => (Role::Good, "passed"),
    }
}

/// What changed between two assessments of the same servers: `prompt-injection high -> medium`.
#[must_use]
pub fn moved(before: &Assessment, after: &Assessment, arrow: &str) -> Vec<String> {
    let mut out = Vec::new();
    for new in &after.servers {
        let Some(old) = before.servers.iter().find(|old| old.name == new.name) else { continue };
        for risk in new.risks.iter().flatten() {
            let Some(was) = old.risks.iter().flatten().find(|was| was.id == risk.id) else { continue };
            if was.applies != risk.applies || was.current.level != risk.current.level {
                out.push(format!("{} {} {arrow} {}", risk.id, standing(was), standing(risk)));
            } else if was.current.level_range != risk.current.level_range && risk.applies != Applies::No {
                out.push(format!("{} {} {arrow} {}", risk.id, range(was), range(risk)));
            }
        }
        if old.verdict != new.verdict {
            out.push(format!(
                "{}: {} {arrow} {}",
                new.name,
                verdict_words(old.verdict).1,
                verdict_words(new.verdict).1
            ));
        }
    }
    out
}

fn standing(risk: &RiskReport) -> String {
    match risk.applies {
        Applies::No => "does not apply".to_owned(),
        Applies::Unknown => format!("{}?", risk.current.level),
        Applies::Yes => risk.current.level.to_string(),
    }
}

fn range(risk: &RiskReport) -> String {
    let [low, high] = risk.current.level_range;
    if low == high { low.to_string() } else { format!("{low} to {high}") }
}
