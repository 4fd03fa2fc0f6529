//! Facts and who said them.

use super::{Row, Subject};
use crate::core::{
    advise::FactReport,
    library::Library,
    profile::{Source, Standing},
};
use crate::tui::look::Role;

/// The role of a standing.
pub(super) fn standing_role(standing: Standing) -> Role {
    match standing {
        Standing::Operator => Role::Operator,
        Standing::Observed => Role::Observed,
        Standing::Claim => Role::Claim,
        Standing::Assumption => Role::Assumption,
    }
}

/// The word of a standing.
pub(super) fn standing_word(standing: Standing) -> &'static str {
    standing_role(standing).as_str()
}

/// One known fact: its mark, its title, its value, who said so.
pub(super) fn fact_row(fact: &FactReport, library: &Library) -> Row {
    let declared = library.fact(fact.key.as_str());
    let title = declared.map_or(fact.key.as_str(), |declared| declared.title.as_str());
    let role = standing_role(fact.source.standing);
    let row = Row::of(Subject::Fact(fact.key.clone()))
        .add(role, format!("{} ", role.mark().unwrap_or(" ")))
        .add(Role::Dim, format!("{title}: "))
        .hang(2);
    let row = match &fact.value {
        Some(value) => row.add(Role::Text, value.to_string()),
        None => row.add(Role::Unknown, "sources disagree"),
    };
    let row = row.add(role, format!("  {}", standing_word(fact.source.standing)));
    if fact.claims.is_empty() { row } else { row.add(Role::Warn, format!("  ! {} said otherwise", fact.claims.len())) }
}

/// A source in words: `observed, client-config, config.json, mcpServers.github`.
pub(super) fn source_in_words(source: &Source) -> String {
    let mut words = vec![standing_word(source.standing).to_owned(), source.kind.to_string()];
    words.extend(source.path.iter().map(ToString::to_string));
    words.extend(source.place.iter().map(ToString::to_string));
    words.join(", ")
}
