//! Our own form: facts written down by a person, who is believed over every file.

use super::{
    Outcome,
    limits::SERVER_LIMIT,
    problem,
    tree::{Kind, Node, Refusal},
};
use crate::core::{
    library::{Library, search::nearest},
    profile::{NoticeKind, Origin, Profile, Source, Standing, Value},
    text::secret::redact,
};

/// What `schema` says in a file of this form.
pub const FORM_SCHEMA: &str = "mcpserver-operator/profile/v1";
const KIND: &str = "profile";

/// Whether a file says that it is of this form, in whatever version.
pub(super) fn is_form(tree: &Node) -> bool {
    tree.text_of("schema").is_some_and(|schema| schema.starts_with("mcpserver-operator/profile/"))
}

/// Reads a file of this form.
pub(super) fn read(path: &str, tree: &Node, library: &Library) -> Outcome {
    let mut form = Form { path, library, outcome: Outcome::default() };
    if tree.text_of("schema") != Some(FORM_SCHEMA) {
        let line = tree.get("schema").map_or(1, |node| node.line);
        form.refuse(line, "schema", format!("this version of the form is not known; write schema: {FORM_SCHEMA}"));
        return form.outcome;
    }
    form.keys(tree, "", &["schema", "servers"]);
    match tree.get("servers").map(|node| (&node.kind, node)) {
        Some((Kind::List(members), node)) if members.is_empty() => {
            form.refuse(node.line, "servers", "the list is empty; add a server".to_owned());
        }
        Some((Kind::List(members), node)) => {
            if members.len() > SERVER_LIMIT {
                form.refuse(node.line, "servers", format!("the file has more than {SERVER_LIMIT} servers; split it"));
            }
            for (at, member) in members.iter().take(SERVER_LIMIT).enumerate() {
                form.server(member, at);
            }
        }
        Some((_, node)) => {
            form.refuse(node.line, "servers", "servers is no list; write `- name: …` below it".to_owned())
        }
        None => form.refuse(tree.line, "servers", "there is no list of servers; add servers:".to_owned()),
    }
    form.outcome
}

struct Form<'a> {
    path: &'a str,
    library: &'a Library,
    outcome: Outcome,
}

impl Form<'_> {
    fn refuse(&mut self, line: usize, field: &str, text: String) {
        self.outcome.problems.push(problem(self.path, Some(field), &Refusal::at(line, text)));
    }

    /// Refuses keys that mean nothing here: a mistyped one would be passed over in silence.
    fn keys(&mut self, node: &Node, field: &str, known: &[&str]) {
        for (key, line, _) in node.entries() {
            if !known.contains(&key.as_str()) {
                let near = nearest(key, known).map_or_else(|| known.join(", "), str::to_owned);
                self.refuse(
                    *line,
                    &format!("{field}{key}"),
                    format!("this key is not known here; did you mean {near}?"),
                );
            }
        }
    }

    fn server(&mut self, node: &Node, at: usize) {
        let field = format!("servers[{at}]");
        if !node.is_map() {
            return self.refuse(node.line, &field, "a server is a map with name and facts; write it so".to_owned());
        }
        self.keys(node, &format!("{field}."), &["name", "facts"]);
        let Some(name) = node.text_of("name") else {
            return self.refuse(node.line, &field, "the server has no name; add name: in quotes".to_owned());
        };
        let (name, found) = redact(name);
        let place = format!("{field} (line {})", node.line);
        let origin = Origin { path: self.path.into(), kind: KIND.into(), place: place.as_str().into() };
        let mut profile = Profile::new(&name, origin);
        if !found.is_empty() {
            removed(&mut profile, &place);
        }
        match node.get("facts").map(|facts| (&facts.kind, facts)) {
            Some((Kind::Map(facts), _)) => {
                for (key, line, value) in facts {
                    self.fact(&mut profile, &field, key, *line, value);
                }
            }
            Some((Kind::Null, _)) | None => {}
            Some((_, facts)) => {
                self.refuse(facts.line, &format!("{field}.facts"), "facts is no map; write `key: value`".to_owned());
            }
        }
        self.outcome.profiles.push(profile);
    }

    fn fact(&mut self, profile: &mut Profile, field: &str, key: &str, line: usize, node: &Node) {
        let field = format!("{field}.facts.{key}");
        let Some(fact) = self.library.fact(key) else {
            let known: Vec<&str> = self.library.facts().map(|fact| fact.key.as_str()).collect();
            let near = nearest(key, &known).map_or_else(
                || "list the facts to see what there is".to_owned(),
                |near| format!("did you mean {near}?"),
            );
            return self.refuse(line, &field, format!("no fact has this name; {near}"));
        };
        let wanted = fact.wanted();
        let mut hidden = false;
        let mut safe = |raw: &str| {
            let (safe, found) = redact(raw);
            hidden |= !found.is_empty();
            safe
        };
        let value = match &node.kind {
            Kind::Bool(value) => Some(Value::Bool(*value)),
            Kind::Number(number) => number.parse().ok().map(Value::Int).or_else(|| Some(Value::text(number))),
            Kind::Text(text) => Some(Value::text(&safe(text))),
            Kind::List(members) => {
                let texts: Option<Vec<String>> =
                    members.iter().map(|member| member.scalar().map(|text| safe(&text))).collect();
                texts.map(|texts| Value::list(texts.iter().map(String::as_str)))
            }
            Kind::Null | Kind::Map(_) => None,
        };
        // What a person would type for a fact is taken too: `yes`, or entries separated by commas.
        let value =
            value.and_then(|value| if fact.admits(&value) { Some(value) } else { fact.read(value.as_text()?).ok() });
        let Some(value) = value else {
            return self.refuse(node.line, &field, format!("the value does not fit; write {wanted}"));
        };
        let place = format!("{field} (line {line})");
        if hidden {
            removed(profile, &place);
        }
        profile.say(key, value, Source::new(Standing::Operator, KIND).at(self.path, &place));
    }
}

fn removed(profile: &mut Profile, place: &str) {
    profile.notice(NoticeKind::SecretRemoved, "a credential stood here in plain text; its value was not kept", place);
}
