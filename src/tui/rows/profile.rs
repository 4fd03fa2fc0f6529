//! The server profile: what it comes to, what is known and from whom, what is not known, what to ask next.

use super::{Row, Subject, facts::fact_row, level_role, level_word, state_of_gate, verdict_words};
use crate::core::{
    advise::ServerReport,
    assess::GateState,
    library::{Library, Role as FactRole},
    profile::NoticeKind,
};
use crate::tui::{look::Role, state::Bench};

/// The rows, and the index from which the questions stand.
#[must_use]
pub fn profile(bench: &Bench, library: &Library) -> (Vec<Row>, usize) {
    let mut rows = Vec::new();
    let servers = &bench.sheet.assessment.servers;
    if servers.len() > 1 {
        rows.push(Row::heading(format!("Servers of this client ({})", servers.len())));
        for (at, server) in servers.iter().enumerate() {
            rows.push(server_row(at, server, at == bench.server));
        }
        rows.push(Row::blank());
    }
    let Some(server) = bench.report() else {
        rows.push(Row::prose("No server stands in this consultation."));
        let end = rows.len();
        return (rows, end);
    };
    head(server, &mut rows);
    known(server, library, &mut rows);
    if !server.unknown.is_empty() {
        rows.push(Row::blank());
        rows.push(Row::heading(format!("Not known ({})", server.unknown.len())));
        for key in &server.unknown {
            let title = library.fact(key.as_str()).map_or(key.as_str(), |fact| fact.title.as_str());
            rows.push(Row::of(Subject::Fact(key.clone())).add(Role::Unknown, "? ").add(Role::Text, title).hang(2));
        }
    }
    if !server.notices.is_empty() {
        rows.push(Row::blank());
        rows.push(Row::heading(format!("Noticed while reading ({})", server.notices.len())));
        for (at, notice) in server.notices.iter().enumerate() {
            let role = match notice.kind {
                NoticeKind::HiddenText | NoticeKind::SecretRemoved | NoticeKind::Lookalike => Role::Bad,
                _ => Role::Warn,
            };
            rows.push(Row::of(Subject::Notice(at)).add(role, "! ").add(Role::Text, notice.text.as_str()).hang(2));
        }
    }
    let questions = rows.len();
    let asked = server.questions.as_deref().unwrap_or_default();
    if !asked.is_empty() {
        rows.push(Row::heading("Questions worth most").add(Role::Dim, "  a answers"));
        for question in asked {
            rows.push(
                Row::of(Subject::Question(question.fact.clone()))
                    .add(Role::Dim, format!("{:>5.1} ", question.worth))
                    .add(Role::Text, question.text.as_str())
                    .hang(6),
            );
        }
    }
    (rows, questions)
}

fn server_row(at: usize, server: &ServerReport, here: bool) -> Row {
    let (role, verdict) = verdict_words(server.verdict);
    let row = Row::of(Subject::Server(at)).add(Role::Strong, if here { "* " } else { "  " });
    let row = match server.level {
        Some(level) => row.add(level_role(level), format!("{} ", level_word(level))),
        None => row.add(Role::Unknown, "? "),
    };
    row.add(if here { Role::Strong } else { Role::Text }, server.name.as_str())
        .add(role, format!("  {verdict}"))
        .hang(4)
}

fn head(server: &ServerReport, rows: &mut Vec<Row>) {
    let (role, verdict) = verdict_words(server.verdict);
    let row = Row::of(Subject::Verdict).add(Role::Dim, "Verdict   ").add(role, verdict).hang(10);
    rows.push(match server.level {
        Some(level) => row.add(Role::Dim, "  highest risk ").add(level_role(level), level.as_str()),
        None => row,
    });
    if let Some(plan) = server.plan.as_ref().filter(|plan| !plan.feasible) {
        rows.push(
            Row::of(Subject::Verdict)
                .add(Role::Dim, "          ")
                .add(
                    Role::Bad,
                    format!("no plan brings every risk to {}: {} stay above", plan.appetite, plan.unreachable.len()),
                )
                .hang(10),
        );
    }
    if let Some(setting) = &server.scenario {
        rows.push(
            Row::of(Subject::Setting)
                .add(Role::Dim, "Scenario  ")
                .add(Role::Text, format!("{} server, {} use", setting.trust, setting.context))
                .hang(10),
        );
        for why in setting.because.iter().take(3) {
            rows.push(Row::default().add(Role::Dim, format!("          {why}")).hang(10));
        }
    }
    let mut gates: Vec<_> = server.gates.iter().filter(|gate| gate.state != GateState::Passed).collect();
    gates.sort_by_key(|gate| gate.state);
    for gate in &gates {
        let (role, state) = state_of_gate(gate.state);
        rows.push(
            Row::of(Subject::Gate(gate.id.clone()))
                .add(Role::Dim, "Gate      ")
                .add(role, format!("{} {state} ", role.mark().unwrap_or("?")))
                .add(Role::Text, gate.title.as_str())
                .hang(10),
        );
    }
    if !server.gates.is_empty() {
        let passed = server.gates.len() - gates.len();
        rows.push(
            Row::of(Subject::Verdict).add(Role::Dim, format!("Gates     {passed} of {} passed", server.gates.len())),
        );
    }
}

fn known(server: &ServerReport, library: &Library, rows: &mut Vec<Row>) {
    for (role, words) in [(FactRole::Nature, "What it is"), (FactRole::Control, "What holds it")] {
        let mut facts: Vec<_> = server.facts.iter().filter(|fact| fact.role == role).collect();
        // What somebody said before what is only assumed; within one standing by key.
        facts.sort_by_key(|fact| std::cmp::Reverse(fact.source.standing));
        if facts.is_empty() {
            continue;
        }
        rows.push(Row::blank());
        rows.push(Row::heading(format!("{words} ({})", facts.len())));
        rows.extend(facts.into_iter().map(|fact| fact_row(fact, library)));
    }
}
