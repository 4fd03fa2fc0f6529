//! Our own form of a profile: what an operator writes down by hand.
//!
//! ```yaml
//! schema: mcpserver-operator/profile/v1
//! servers:
//!   - name: github
//!     facts: {package.pin: exact, owner: platform team, secrets.names: [GITHUB_TOKEN]}
//!     notes: reviewed in May
//! ```

use super::{
    Outcome,
    draft::{Draft, problem, safe},
    limits::{LIST_LIMIT, SERVER_LIMIT},
    tree::{Kind, Node},
};
use crate::core::{
    library::{FactDef, FactType, Library, search::nearest},
    profile::{NoticeKind, Profile, Standing, Value},
};

/// The schema of our own profile form.
pub const SCHEMA: &str = "mcpserver-operator/profile/v1";
/// What every version of the form starts with.
const FAMILY: &str = "mcpserver-operator/profile/";

/// Whether a file is of our form, of whatever version.
pub(super) fn recognise(tree: &Node) -> bool {
    tree.text_of("schema").is_some_and(|schema| schema.starts_with(FAMILY))
}

/// Reads a file of our form.
pub(super) fn read(path: &str, tree: &Node, library: &Library) -> Outcome {
    let mut outcome = Outcome::default();
    let mut problems = Vec::new();
    let mut refuse = |line, field: &str, text: &str| problems.push(problem(path, Some(line), Some(field), text));
    if tree.text_of("schema") != Some(SCHEMA) {
        let line = tree.get("schema").map_or(tree.line, |node| node.line);
        refuse(line, "schema", &format!("this version of the form is not known; write {SCHEMA}"));
        return Outcome { problems, ..Outcome::default() };
    }
    for (name, line, _) in tree.entries() {
        if !matches!(name.as_str(), "schema" | "servers" | "server" | "client") {
            refuse(
                *line,
                name,
                &format!("this field is not known here; {}", meant(name, &["schema", "servers", "client"])),
            );
        }
    }
    let single = tree.get("server").filter(|node| node.is_map());
    if let Some(node) = tree.get("server").filter(|node| !node.is_map()) {
        refuse(node.line, "server", "server is one object with name and facts; for a list, did you mean servers?");
    }
    if let Some(node) = tree.get("servers").filter(|node| !node.is_list()) {
        refuse(node.line, "servers", "servers is no list; write `- name: ...` below it");
    }
    let listed = tree.get("servers").map_or(&[][..], Node::members);
    let servers: Vec<&Node> = single.into_iter().chain(listed).collect();
    if servers.is_empty()
        && tree.get("servers").is_none_or(Node::is_list)
        && tree.get("server").is_none_or(Node::is_map)
    {
        refuse(tree.line, "servers", "the list of servers is empty; add a server with name and facts");
    }
    if servers.len() > SERVER_LIMIT {
        refuse(tree.line, "servers", &format!("more than {SERVER_LIMIT} servers stand here; split the file"));
    }

    outcome.problems = problems;
    for (at, node) in servers.into_iter().take(SERVER_LIMIT).enumerate() {
        let root = if single.is_some() && at == 0 { "server".to_owned() } else { "servers".to_owned() };
        if let Some(profile) = server(path, &root, node, library, &mut outcome) {
            outcome.profiles.push(profile);
        }
    }
    outcome.client = tree.text_of("client").map(safe);
    outcome
}

fn server(path: &str, root: &str, node: &Node, library: &Library, outcome: &mut Outcome) -> Option<Profile> {
    let Some(name) = node.text_of("name") else {
        let text = "the server has no name; add name: in quotes";
        outcome.problems.push(problem(path, Some(node.line), Some(&format!("{root}.name")), text));
        return None;
    };
    let place = format!("{root}.{name}");
    for (field, line, _) in node.entries() {
        if !matches!(field.as_str(), "name" | "facts" | "notes") {
            let text = format!("this field is not known here; {}", meant(field, &["name", "facts", "notes"]));
            outcome.problems.push(problem(path, Some(*line), Some(&format!("{place}.{field}")), &text));
        }
    }
    let mut draft = Draft::new(path, "profile", root, name, node.line);
    let facts = node.get("facts");
    if let Some(facts) = facts.filter(|facts| !facts.is_map() && facts.kind != Kind::Null) {
        let text = "facts is not an object; write one fact a line, as in owner: platform team";
        outcome.problems.push(problem(path, Some(facts.line), Some(&format!("{place}.facts")), text));
    }
    let mut entries = Vec::new();
    flatten(facts.map_or(&[][..], Node::entries), "", library, &mut entries);
    for (key, line, value) in entries {
        let field = format!("facts.{key}");
        let refused = match library.fact(&key) {
            None => {
                let known: Vec<&str> = library.facts().map(|fact| fact.key.as_str()).collect();
                let near = nearest(&key, &known)
                    .map_or_else(|| "list the facts to see all".to_owned(), |near| format!("did you mean {near}?"));
                Err(format!("no fact has this name; {near}"))
            }
            Some(fact) => typed(&mut draft, fact, value, &field)
                .map(|value| draft.say_as(Standing::Operator, "profile", &key, value, &field, line))
                .ok_or_else(|| format!("the value does not fit; write {}", fact.wanted())),
        };
        if let Err(text) = refused {
            outcome.problems.push(problem(path, Some(line), Some(&format!("{place}.{field}")), &text));
        }
    }
    if let Some(notes) = node.text_of("notes") {
        let line = node.get("notes").map_or(node.line, |node| node.line);
        let text = draft.prose(notes, "notes", line);
        draft.notice(NoticeKind::Skipped, &format!("a note stands in the file: {text}"), "notes", line);
    }
    Some(draft.profile)
}

/// Dotted keys may be written as nested objects.
fn flatten<'a>(
    entries: &'a [(String, usize, Node)],
    above: &str,
    library: &Library,
    out: &mut Vec<(String, usize, &'a Node)>,
) {
    for (name, line, node) in entries {
        let key = if above.is_empty() { name.clone() } else { format!("{above}.{name}") };
        if node.is_map() && library.fact(&key).is_none() {
            flatten(node.entries(), &key, library, out);
        } else {
            out.push((key, *line, node));
        }
    }
}

/// The value, where it has the type and range of the fact.
fn typed(draft: &mut Draft<'_>, fact: &FactDef, node: &Node, field: &str) -> Option<Value> {
    let value = match (&fact.kind, &node.kind) {
        (FactType::List, Kind::List(members)) => {
            let members: Option<Vec<_>> = members.iter().take(LIST_LIMIT).map(Node::scalar).collect();
            Value::List(members?.iter().map(|text| draft.text(text, field, node.line)).collect())
        }
        (FactType::List, _) | (_, Kind::Null | Kind::List(_) | Kind::Map(_)) => {
            let text = node.scalar()?;
            fact.read(draft.text(&text, field, node.line).as_str()).ok()?
        }
        (FactType::Bool, Kind::Bool(value)) => Value::Bool(*value),
        _ => fact.read(draft.prose(&node.scalar()?, field, node.line).as_str()).ok()?,
    };
    fact.admits(&value).then_some(value)
}

/// What was probably meant by a key that is not known.
fn meant(key: &str, known: &[&str]) -> String {
    nearest(key, known)
        .map_or_else(|| format!("there are {}", known.join(", ")), |near| format!("did you mean {near}?"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Input, read};

    fn outcome(text: &str) -> Outcome {
        let library = crate::guidance::load(&[]).unwrap();
        read(&Input { path: "p.yaml".into(), bytes: text.as_bytes().to_vec() }, &library)
    }

    #[test]
    fn facts_are_an_operators_word() {
        let read = outcome(
            "schema: mcpserver-operator/profile/v1\nservers:\n  - name: a\n    facts:\n      package.pin: exact\n      tools.count: 3\n      \
             privileged: false\n      secrets.names: [X_TOKEN]\n      package: {name: x}\n      egress.hosts: none\n",
        );
        assert!(read.problems.is_empty(), "{:?}", read.problems);
        let profile = &read.profiles[0];
        assert_eq!(profile.fact("package.pin").unwrap().standing(), Standing::Operator);
        assert_eq!(profile.value("package.pin"), Some(&Value::text("exact")));
        assert_eq!(profile.value("tools.count"), Some(&Value::Int(3)));
        assert_eq!(profile.value("privileged"), Some(&Value::Bool(false)));
        assert_eq!(profile.value("secrets.names"), Some(&Value::list(["X_TOKEN"])));
        assert_eq!(profile.value("package.name"), Some(&Value::text("x")));
        assert_eq!(profile.value("egress.hosts"), Some(&Value::List(Vec::new())));
        assert_eq!(profile.origin.place.as_str(), "servers.a (line 3)");
    }

    #[test]
    fn unknown_keys_and_wrong_values_are_refused_by_line() {
        let read = outcome(
            "schema: mcpserver-operator/profile/v1\nserver:\n  name: a\n  facts:\n    package.pni: exact\n    transport: hunter2\n  extra: 1\n",
        );
        let told: Vec<_> = read.problems.iter().map(|problem| (problem.line, problem.text.to_string())).collect();
        assert_eq!(told.len(), 3, "{told:?}");
        assert!(told.iter().any(|(line, text)| *line == Some(5) && text.contains("package.pin")));
        assert!(told.iter().any(|(line, text)| *line == Some(6) && text.contains("one of stdio")));
        assert!(told.iter().all(|(_, text)| !text.contains("hunter2")));
        assert_eq!(read.profiles.len(), 1);
    }

    #[test]
    fn other_versions_and_empty_files_are_refused() {
        assert!(
            outcome("schema: mcpserver-operator/profile/v9\nservers: []\n").problems[0].text.as_str().contains("v1")
        );
        assert_eq!(outcome("schema: mcpserver-operator/profile/v1\n").problems.len(), 1);
    }
}
