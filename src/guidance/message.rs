//! Puts what the typed reader says into words that tell an author what to do, without the value that stood there.

use crate::core::library::search::nearest;

/// What the typed reader complained about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Complaint {
    /// The line, counted from 1, where it is known.
    pub line: Option<usize>,
    /// The path to the field, such as `items[3].options[0].value`; empty at the root.
    pub path: String,
    /// One sentence.
    pub text: String,
}

/// The fields that hold a day.
const DAYS: [&str; 4] = ["on", "next", "accessed", "date"];

/// Translates an error of the typed reader.
pub fn translate(error: &serde_yaml::Error) -> Complaint {
    let place = error.location();
    let mut said = error.to_string();
    if let Some(place) = &place {
        let suffix = format!(" at line {} column {}", place.line(), place.column());
        said.truncate(said.strip_suffix(&suffix).unwrap_or(&said).len());
    }
    let (path, message) = match said.split_once(": ") {
        Some((path, rest)) if is_path(path) => (path.to_owned(), rest),
        _ => (String::new(), said.as_str()),
    };
    // The date library words its errors in many ways, some with the value; the fields that hold days are few.
    let is_day = DAYS.contains(&path.rsplit('.').next().unwrap_or_default()) && !message.starts_with("missing field");
    let text = if is_day { "a day belongs here, written YYYY-MM-DD".to_owned() } else { words(message) };
    Complaint { line: place.map(|place| place.line()), text, path }
}

/// A path has no blanks; the openings of serde's own messages have.
fn is_path(text: &str) -> bool {
    !text.is_empty() && !text.contains([' ', '`', '"']) && text != "condition,"
}

fn words(message: &str) -> String {
    if let Some(name) = message.strip_prefix("missing field ").and_then(quoted) {
        return format!("`{name}` is missing; add it");
    }
    if let Some(rest) = message.strip_prefix("unknown field ") {
        let known: Vec<_> = quotations(rest).skip(1).collect();
        return unknown_field(quoted(rest).unwrap_or_default(), &known);
    }
    if let Some(rest) = message.strip_prefix("unknown variant ") {
        let known: Vec<_> = quotations(rest).skip(1).collect();
        return format!("this word is not known here; use one of {}", known.join(", "));
    }
    if let Some(rest) = message.strip_prefix("invalid type: ").or_else(|| message.strip_prefix("invalid value: ")) {
        // What stood there may itself hold the word; what was wanted stands last.
        let wanted = rest.rsplit_once(", expected ").map_or("another form", |(_, wanted)| wanted);
        return format!("{} stands here, but {} belongs here", found(rest), expected(wanted));
    }
    if let Some(rest) = message.strip_prefix("invalid length ") {
        let wanted = rest.rsplit_once(", expected ").map_or("another number of entries", |(_, wanted)| wanted);
        return format!("the list has the wrong length; {} belongs here", expected(wanted));
    }
    if message.starts_with("condition, column ") {
        return message.to_owned();
    }
    if message.contains("untagged enum Value") {
        return "a value here is none of true or false, a whole number, a text, a list of texts; mend it".to_owned();
    }
    "this does not have the form that belongs here; `library schema` prints it".to_owned()
}

/// Says that a field is not known and which one may be meant.
pub fn unknown_field(name: &str, known: &[&str]) -> String {
    match nearest(name, known) {
        Some(near) => format!("`{name}` is not a field here; did you mean `{near}`?"),
        None => format!("`{name}` is not a field here; use one of {}", known.join(", ")),
    }
}

fn quoted(text: &str) -> Option<&str> {
    quotations(text).next()
}

fn quotations(text: &str) -> impl Iterator<Item = &str> {
    text.split('`').skip(1).step_by(2)
}

fn found(rest: &str) -> &'static str {
    const WORDS: [(&str, &str); 8] = [
        ("string", "a text"),
        ("integer", "a whole number"),
        ("floating point", "a number with a fraction"),
        ("boolean", "true or false"),
        ("unit", "nothing"),
        ("null", "nothing"),
        ("map", "a mapping"),
        ("sequence", "a list"),
    ];
    WORDS.iter().find(|(word, _)| rest.starts_with(word)).map_or("something else", |(_, words)| words)
}

fn expected(wanted: &str) -> String {
    match wanted {
        "u8" => "a whole number from 0 to 255".to_owned(),
        "u16" | "u32" | "u64" | "usize" => "a whole number, 0 or more".to_owned(),
        "i64" => "a whole number".to_owned(),
        "f64" => "a number".to_owned(),
        "a string" | "a borrowed string" | "string" => "a text (numbers and dates in quotation marks)".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "a map" => "a mapping, `key: value`".to_owned(),
        "a sequence" => "a list".to_owned(),
        "a tuple of size 2" => "a list of two".to_owned(),
        _ if wanted.starts_with("struct ") => "a mapping, `key: value`".to_owned(),
        _ => "another form".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_never_come_back() {
        for message in [
            "invalid type: string \"tok-secret-1, expected x\", expected u8",
            "unknown variant `tok-secret-1`, expected one of `assess`, `deploy`",
            "invalid value: string \"tok-secret-1\", expected a date",
            "failed to parse tok-secret-1",
        ] {
            assert!(!words(message).contains("tok-secret-1"), "{message}");
        }
    }

    #[test]
    fn says_what_belongs_there() {
        assert_eq!(
            words("invalid type: string \"x\", expected u8"),
            "a text stands here, but a whole number from 0 to 255 belongs here"
        );
        assert_eq!(
            words("unknown field `titel`, expected one of `title`, `summary`"),
            "`titel` is not a field here; did you mean `title`?"
        );
        assert_eq!(words("missing field `why`"), "`why` is missing; add it");
    }

    #[test]
    fn paths_are_told_from_messages() {
        assert!(is_path("items[3].options[0].value"));
        assert!(!is_path("invalid type"));
    }
}
