//! What strangers write.

use proptest::prelude::*;

use super::{
    guard::guard,
    outline::{Node, What},
    read,
};

/// Pieces of YAML, so that what is made of them often is YAML.
const PIECES: [&str; 40] = [
    "a",
    "b: ",
    "c:",
    " ",
    "  ",
    "\n",
    "\n  ",
    "\n    ",
    "- ",
    "-",
    "? ",
    ": ",
    "&x ",
    "*x",
    "*y ",
    "!t ",
    "!!str ",
    "{",
    "}",
    "[",
    "]",
    ", ",
    "'",
    "\"",
    "#",
    " # ",
    "|\n",
    ">-\n  ",
    "\t",
    "<<",
    "<<: ",
    "---\n",
    "...\n",
    "%YAML 1.1\n",
    "\\n",
    "~",
    "1.5",
    "\r\n",
    "é",
    "\u{feff}",
];

fn pieces() -> impl Strategy<Value = String> {
    // Most free runs of pieces are no mapping; behind a key they more often are.
    let starts = prop::sample::select(&["", "k: ", "k:\n  ", "k:\n- ", "k: |\n  ", "k: [", "k: \"", "k: x\n"]);
    (starts, prop::collection::vec(prop::sample::select(&PIECES), 0..24))
        .prop_map(|(start, pieces)| start.to_owned() + &pieces.concat())
}

/// Whether the reader behind the guard sees the same lists, mappings and keys as the guard saw.
fn alike(outline: &Node, value: &serde_yaml::Value) -> bool {
    use serde_yaml::Value as V;
    match (&outline.what, value) {
        (What::List(members), V::Sequence(values)) => {
            members.len() == values.len() && members.iter().zip(values).all(|(member, value)| alike(member, value))
        }
        (What::Map(entries), V::Mapping(map)) => {
            entries.len() == map.len()
                && entries.iter().zip(map).all(|(entry, (key, value))| {
                    key.as_str().is_none_or(|key| key == entry.key) && alike(&entry.value, value)
                })
        }
        (What::Scalar(text, _), V::String(other)) => text.trim_end() == other.trim_end(),
        (What::Scalar(_, _), V::Null | V::Bool(_) | V::Number(_)) => true,
        _ => false,
    }
}

#[test]
fn a_head_holds_texts_only() {
    let gate = |since: &str| {
        let text = format!(
            "schema: mcpserver-operator/item/v1\nkind: gate\nid: gate-a\ntitle: A\nsummary: B\nfails: 'true'\nfailed: C\n\
             passed: D\nreview: {{state: draft, on: 2026-11-24, next: 2027-05-24}}\nsince: {since}\n"
        );
        read("file.yaml", &text)
            .map_err(|faults| faults.iter().map(|fault| (fault.line, fault.field.clone())).collect::<Vec<_>>())
    };
    for text in ["0.1.0", "'1.0'", "v1", "2026-11-24", "1.0 beta", "\"true\"", "no"] {
        assert!(gate(text).is_ok(), "{text}");
    }
    for other in ["1.0", "1", "-3", "0x1f", "0o7", "1e3", ".inf", "-.inf", ".nan", "true", "null", "~", ""] {
        assert_eq!(gate(other), Err(vec![(Some(10), Some("since".into()))]), "{other}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn two_readers_of_yaml_see_the_same(text in pieces()) {
        // Everything else is refused by its form before the other reader sees it.
        let outline = guard(&text).ok().filter(|root| !root.entries().is_empty());
        if let (Some(outline), Ok(value)) = (outline, serde_yaml::from_str::<serde_yaml::Value>(&text)) {
            prop_assert!(alike(&outline, &value), "{outline:?} and {value:?}");
        }
    }

    #[test]
    fn anything_may_stand_in_a_file(body in pieces(), kind in prop::sample::select(&["fact", "risk", "term", "method"])) {
        let text = format!("schema: mcpserver-operator/items/v1\nkind: {kind}\nitems:\n  - {body}");
        if let Err(faults) = read("file.yaml", &text) {
            let lines = text.lines().count() + 1;
            prop_assert!(!faults.is_empty());
            prop_assert!(faults.iter().all(|fault| fault.line.is_some_and(|line| (1..=lines).contains(&line))), "{faults:?}");
        }
    }
}
