//! One fact: what it says, why it matters, who said it and who said otherwise.

use super::{Ground, section};
use crate::core::profile::Key;
use crate::tui::{
    look::Role,
    rows::{
        Row, Subject,
        facts::{source_in_words, standing_role},
        labelled,
    },
};

pub(super) fn fact(key: &Key, ground: Ground<'_>) -> Option<(String, Vec<Row>)> {
    let declared = ground.library.fact(key.as_str())?;
    let mut rows = vec![Row::prose(declared.meaning.as_str())];
    let found = ground.server().and_then(|server| server.facts.iter().find(|fact| fact.key == *key));
    section(&mut rows, "What is known");
    match found {
        Some(fact) => {
            let value = fact.value.as_ref().map_or_else(
                || "sources of the same standing disagree; it counts as unknown between their values".to_owned(),
                |value| {
                    let (word, plain) = (value.to_string(), declared.plain(value));
                    if word == plain { word } else { format!("{word}: {plain}") }
                },
            );
            rows.push(labelled("Value", 10, Role::Strong, value));
            rows.push(labelled("Source", 10, standing_role(fact.source.standing), source_in_words(&fact.source)));
            for claim in &fact.claims {
                let words = format!("{} ({})", claim.value, source_in_words(&claim.source));
                rows.push(labelled("Otherwise", 10, Role::Warn, words));
            }
        }
        None => rows.push(
            Row::default()
                .add(
                    Role::Unknown,
                    "? Nobody has said. Unknown is not taken for no: ratings keep the whole range open.",
                )
                .wrapped(),
        ),
    }
    section(&mut rows, "The question");
    rows.push(Row::of(Subject::Question(key.clone())).add(Role::Text, declared.question.as_str()).wrapped());
    rows.push(labelled("Why", 10, Role::Text, declared.why.as_str()));
    rows.push(labelled("Answers", 10, Role::Text, declared.wanted()));
    let asked = ground.server().and_then(|server| server.questions.as_ref()?.iter().find(|one| one.fact == *key));
    if let Some(question) = asked {
        let words = format!("{:.1} points of range that an answer settles, on average", question.worth);
        rows.push(labelled("Worth", 10, Role::Text, words));
    }
    if let Some(assumed) = &declared.assume {
        rows.push(labelled("Until then", 10, Role::Assumption, format!("assumed: {assumed}; the range stays open")));
    }
    rows.push(labelled("Key", 10, Role::Dim, key.as_str()));
    Some((declared.title.to_string(), rows))
}
