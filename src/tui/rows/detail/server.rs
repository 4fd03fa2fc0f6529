//! Verdict, scenario, gates, notices and events.

use super::{Ground, section};
use crate::core::profile::Standing;
use crate::tui::{
    look::Role,
    rows::{Row, Subject, facts::standing_role, labelled, level_role, state_of_gate, tree::plan_row, verdict_words},
};

type Found = Option<(String, Vec<Row>)>;

pub(super) fn verdict(ground: Ground<'_>) -> Found {
    let server = ground.server()?;
    let (role, words) = verdict_words(server.verdict);
    let mut rows = vec![Row::default().add(role, words)];
    if let Some(level) = server.level {
        rows.push(labelled("Highest risk now", 18, level_role(level), level.as_str()));
    }
    if let Some(plan) = &server.plan {
        rows.push(labelled("Accepted at most", 18, level_role(plan.appetite), plan.appetite.as_str()));
        section(&mut rows, "The cheapest plan");
        rows.push(plan_row(plan).wrapped());
        for id in &plan.measures {
            let title = ground.library.measure(id).map_or(id.as_str(), |measure| measure.about.title.as_str());
            let required = if plan.required.contains(id) { "  always due here" } else { "" };
            rows.push(
                Row::of(Subject::Measure(id.clone()))
                    .add(Role::Good, "P ")
                    .add(Role::Text, title)
                    .add(Role::Warn, required)
                    .hang(2)
                    .wrapped(),
            );
        }
        if !plan.binding.is_empty() {
            rows.push(labelled("What binds", 18, Role::Text, plan.binding.join(", ")));
        }
        for other in &plan.runners_up {
            rows.push(labelled(
                "Or, at cost",
                18,
                Role::Text,
                format!("{}: {}", other.cost, other.measures.join(", ")),
            ));
        }
        if !plan.unreachable.is_empty() {
            section(&mut rows, "What no plan brings down");
            for one in &plan.unreachable {
                let why: Vec<_> = one.blocked_by.iter().map(ToString::to_string).collect();
                rows.push(
                    Row::of(Subject::Risk(one.risk.clone()))
                        .add(Role::Bad, "x ")
                        .add(Role::Text, format!("{} stays {}: {}", one.risk, one.level_at_best, why.join("; ")))
                        .hang(2)
                        .wrapped(),
                );
            }
        }
    }
    section(&mut rows, "Gates");
    for gate in &server.gates {
        let (role, state) = state_of_gate(gate.state);
        rows.push(
            Row::of(Subject::Gate(gate.id.clone()))
                .add(role, format!("{} {state:<10}", role.mark().unwrap_or("?")))
                .add(Role::Text, gate.title.as_str())
                .hang(12)
                .wrapped(),
        );
    }
    Some((format!("Verdict on {}", server.name), rows))
}

pub(super) fn setting(ground: Ground<'_>) -> Found {
    let server = ground.server()?;
    let setting = server.scenario.as_ref()?;
    let mut rows = vec![
        labelled("Trust", 10, Role::Strong, setting.trust.as_str()),
        labelled("Context", 10, Role::Strong, setting.context.as_str()),
    ];
    section(&mut rows, "Why");
    rows.extend(setting.because.iter().map(|why| Row::prose(why.as_str())));
    if let Some(trust) = &server.trust {
        section(
            &mut rows,
            format!("Signals of trust: {} of {} known, {:+} points", trust.known, trust.of, trust.points),
        );
        for signal in &trust.signals {
            let role = standing_role(signal.standing);
            let flag = if signal.red_flag { "  decides alone" } else { "" };
            let word = if signal.standing == Standing::Claim { "  a claim earns nothing" } else { "" };
            rows.push(
                Row::of(Subject::Fact(signal.fact.as_str().into()))
                    .add(role, format!("{} ", role.mark().unwrap_or(" ")))
                    .add(Role::Strong, format!("{:>+3}  ", signal.points))
                    .add(Role::Text, signal.text.as_str())
                    .add(Role::Bad, flag)
                    .add(Role::Dim, word)
                    .hang(7)
                    .wrapped(),
            );
        }
    }
    Some(("Scenario".to_owned(), rows))
}

pub(super) fn gate(id: &str, ground: Ground<'_>) -> Found {
    let found = ground.server().and_then(|server| server.gates.iter().find(|gate| gate.id == id));
    let Some(gate) = found else { return super::item::item(id, ground) };
    let (role, state) = state_of_gate(gate.state);
    let mut rows = vec![labelled("State", 10, role, state), labelled("Because", 10, Role::Text, gate.because.as_str())];
    if gate.lifted_by.is_empty() {
        rows.push(labelled("Lifted by", 10, Role::Text, "nothing but a change of the facts"));
    }
    for measure in &gate.lifted_by {
        let title = ground.library.measure(measure).map_or(measure.as_str(), |measure| measure.about.title.as_str());
        rows.push(
            Row::of(Subject::Measure(measure.clone()))
                .add(Role::Dim, "Lifted by ")
                .add(Role::Text, title)
                .hang(10)
                .wrapped(),
        );
    }
    if let Some((_, more)) = super::item::item(id, ground) {
        rows.push(Row::blank());
        rows.extend(more);
    }
    Some((gate.title.to_string(), rows))
}

pub(super) fn notice(at: usize, ground: Ground<'_>) -> Found {
    let notice = ground.server()?.notices.get(at)?;
    let rows = vec![Row::prose(notice.text.as_str()), labelled("Place", 10, Role::Dim, notice.place.as_str())];
    Some(("Noticed while reading".to_owned(), rows))
}

pub(super) fn event(seq: u64, ground: Ground<'_>) -> Found {
    let entry = ground.bench?.sheet.history.iter().find(|entry| entry.seq == seq)?;
    let mut rows = vec![
        Row::prose(entry.text.as_str()),
        Row::blank(),
        labelled("When", 10, Role::Text, entry.at.as_str()),
        labelled("Who", 10, Role::Operator, entry.who.as_str()),
        labelled("Kind", 10, Role::Text, entry.kind.as_str()),
        labelled("Library", 10, Role::Text, entry.library.as_str()),
        Row::blank(),
    ];
    for (name, value) in &entry.whole {
        rows.push(labelled(&format!("{name}  "), 10, Role::Text, value.as_str()));
    }
    Some((format!("Event {seq}"), rows))
}
