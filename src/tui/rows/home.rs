//! The first screen: saved consultations, or what this is.

use super::{Row, Subject, level_role, level_word};
use crate::tui::{data::Listed, look::Role};

/// A heading and one row for each consultation.
#[must_use]
pub fn home(list: &[Listed]) -> Vec<Row> {
    let mut rows = vec![
        Row::default()
            .add(Role::Dim, format!("  {:<10} {:>5} {:>4}  {:<16}  name", "level", "open", "due", "last changed")),
    ];
    for one in list {
        let row = Row::of(Subject::Consultation(one.id.clone())).add(Role::Text, "  ");
        let row = match one.level {
            Some(level) => row.add(level_role(level), format!("{} {:<8}", level_word(level), level.as_str())),
            None => row.add(Role::Unknown, format!("? {:<8}", "unknown")),
        };
        let updated = one.updated.as_str().replace('T', " ");
        rows.push(
            row.add(Role::Text, format!(" {:>5} ", one.open))
                .add(if one.due > 0 { Role::Warn } else { Role::Dim }, format!("{:>4}  ", one.due))
                .add(Role::Dim, format!("{:<16}  ", updated.get(..16).unwrap_or(&updated)))
                .add(Role::Strong, one.name.as_str())
                .add(Role::Dim, format!("  {}", one.id)),
        );
    }
    rows.push(Row::blank());
    rows.push(Row::default().add(Role::Dim, "  Open another: mcpserver-operator PATH   s opens the sample"));
    rows
}

/// What this is, in five lines, and how to begin.
#[must_use]
pub fn welcome() -> Vec<Row> {
    let line = |text: &str| Row::prose(text).hang(2);
    vec![
        Row::heading("MCP Server Operator"),
        Row::blank(),
        line("It advises people who deploy and run MCP servers; it changes nothing but its own notes."),
        line("It reads a client configuration and shows what is known of each server, and what is not."),
        line("It rates the risks with honest ranges, asks what would settle most, and says what to do first."),
        line("Every step says why, how to do it here, how to check it, and what it costs."),
        line("What you decide is kept in a history that nobody can quietly edit. No network is used."),
        Row::blank(),
        Row::of(Subject::Consultation(String::new()))
            .add(Role::Key, "s ")
            .add(Role::Text, "  open the sample that comes with the program and look around"),
        Row::default().add(Role::Key, "/ ").add(Role::Text, "  search the guidance"),
        Row::default().add(Role::Key, "? ").add(Role::Text, "  all keys"),
        Row::default().add(Role::Key, "q ").add(Role::Text, "  leave, then open a file of your own:"),
        Row::default().add(Role::Code, "    mcpserver-operator ~/.config/Claude/claude_desktop_config.json"),
    ]
}
