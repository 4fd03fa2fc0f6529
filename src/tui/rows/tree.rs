//! Recommendations: as a tree of phase and area, flat by priority, or as the plan.

use super::{Row, Subject, status_mark};
use crate::core::{
    advise::{PlanReport, Recommendation},
    library::{Area, Phase},
};
use crate::tui::{
    look::{Glyphs, Role},
    state::{Bench, TreeView},
};

/// The rows of the view at hand.
#[must_use]
pub fn tree(bench: &Bench, glyphs: Glyphs) -> Vec<Row> {
    let all = bench.recommendations();
    if all.is_empty() {
        return vec![Row::prose("Nothing is advised here.")];
    }
    let plan = bench.report().and_then(|server| server.plan.as_ref());
    match bench.tree {
        TreeView::Tree => by_phase(all, plan, glyphs),
        TreeView::Flat => all.iter().map(|one| measure_row(one, plan, glyphs, "")).collect(),
        TreeView::Plan => by_plan(all, plan, glyphs),
    }
}

pub(super) fn phase_word(phase: Phase) -> &'static str {
    match phase {
        Phase::Assess => "Assess",
        Phase::Deploy => "Deploy",
        Phase::Operate => "Operate",
    }
}

pub(super) fn area_word(area: Area) -> &'static str {
    match area {
        Area::Containerization => "containers",
        Area::Network => "network",
        Area::Authentication => "authentication",
        Area::Monitoring => "monitoring",
        Area::Configuration => "configuration",
        Area::Risk => "risk",
        Area::Change => "change",
        Area::Incident => "incidents",
        Area::Maintenance => "maintenance",
        Area::Documentation => "documentation",
    }
}

fn by_phase(all: &[Recommendation], plan: Option<&PlanReport>, glyphs: Glyphs) -> Vec<Row> {
    let mut rows = Vec::new();
    for phase in [Phase::Assess, Phase::Deploy, Phase::Operate] {
        let here: Vec<_> = all.iter().filter(|one| one.phase == phase).collect();
        if here.is_empty() {
            continue;
        }
        rows.push(Row::heading(format!("{} ({})", phase_word(phase), here.len())));
        let mut areas: Vec<Area> = Vec::new();
        for one in &here {
            if !areas.contains(&one.area) {
                areas.push(one.area);
            }
        }
        for area in areas {
            rows.push(Row::default().add(Role::Dim, format!("  {}", area_word(area))));
            rows.extend(here.iter().filter(|one| one.area == area).map(|one| measure_row(one, plan, glyphs, "    ")));
        }
    }
    rows
}

fn by_plan(all: &[Recommendation], plan: Option<&PlanReport>, glyphs: Glyphs) -> Vec<Row> {
    let Some(plan) = plan else { return vec![Row::prose("There is no plan for this server.")] };
    let mut rows = vec![plan_row(plan)];
    rows.extend(
        all.iter().filter(|one| plan.measures.contains(&one.id)).map(|one| measure_row(one, Some(plan), glyphs, "")),
    );
    for blocked in &plan.unreachable {
        rows.push(
            Row::of(Subject::Risk(blocked.risk.clone()))
                .add(Role::Bad, "x ")
                .add(Role::Text, format!("{} stays {} at best", blocked.risk, blocked.level_at_best))
                .hang(2),
        );
    }
    let rest: Vec<_> = all.iter().filter(|one| !plan.measures.contains(&one.id)).collect();
    if !rest.is_empty() {
        rows.push(Row::blank());
        rows.push(Row::heading(format!("Beyond the plan ({})", rest.len())));
        rows.extend(rest.into_iter().map(|one| measure_row(one, Some(plan), glyphs, "")));
    }
    rows
}

/// What the plan comes to, in one row.
pub(super) fn plan_row(plan: &PlanReport) -> Row {
    let row = Row::of(Subject::Plan);
    let row = if plan.feasible {
        row.add(Role::Good, "+ ").add(Role::Strong, format!("every risk at most {} ", plan.appetite))
    } else {
        row.add(Role::Bad, "x ").add(Role::Strong, format!("no plan brings every risk to {} ", plan.appetite))
    };
    let proof = if plan.optimal {
        "the cheapest there is".to_owned()
    } else {
        format!("no plan costs less than {}", plan.bound)
    };
    row.add(Role::Dim, format!("{} measures, cost {}, {proof}", plan.measures.len(), plan.cost)).hang(2)
}

/// One measure: status, marks, size, what it takes off, title.
pub(super) fn measure_row(one: &Recommendation, plan: Option<&PlanReport>, glyphs: Glyphs, indent: &str) -> Row {
    let (role, mark) = status_mark(one.status, glyphs);
    let planned = plan.is_some_and(|plan| plan.measures.contains(&one.id));
    let row = Row::of(Subject::Measure(one.id.clone()))
        .add(Role::Text, indent)
        .add(role, format!("{mark} "))
        .add(Role::Bad, if !one.lifts.is_empty() { "G" } else { " " })
        .add(Role::Warn, if one.required { "!" } else { " " })
        .add(Role::Good, if planned { "P " } else { "  " })
        .add(Role::Dim, format!("{:<2} {:>5.1} ", format!("{:?}", one.effort), one.priority))
        .add(Role::Text, one.title.as_str())
        .hang(16);
    match one.until {
        Some(until) => row.add(Role::Warn, format!("  until {until}")),
        None => row,
    }
}
