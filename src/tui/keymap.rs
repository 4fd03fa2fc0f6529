//! From a place and a key to what it does.

use std::collections::BTreeMap;

use super::{
    action::{Act, Binding, Place, TABLE},
    key::Key,
};

/// What each key does in each place.
#[derive(Clone, Debug)]
pub struct Keymap {
    map: BTreeMap<(Place, Key), Act>,
}

/// Two bindings that want one key in one place, or a key nobody can read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clash {
    /// The bindings' ids.
    pub ids: Vec<&'static str>,
    /// The key as written.
    pub key: &'static str,
}

impl Keymap {
    /// The map of a table, and what is wrong with it.
    #[must_use]
    pub fn of(table: &[Binding]) -> (Self, Vec<Clash>) {
        let (mut map, mut names, mut clashes) = (BTreeMap::new(), BTreeMap::new(), Vec::new());
        for binding in table {
            for word in binding.keys {
                let Some(key) = Key::parse(word) else {
                    clashes.push(Clash { ids: vec![binding.id], key: word });
                    continue;
                };
                for place in binding.places {
                    map.insert((*place, key), binding.act);
                    if let Some(other) = names.insert((*place, key), binding.id) {
                        clashes.push(Clash { ids: vec![other, binding.id], key: word });
                    }
                }
            }
        }
        (Self { map }, clashes)
    }

    /// What a key does in a place.
    #[must_use]
    pub fn get(&self, place: Place, key: Key) -> Option<Act> {
        self.map.get(&(place, key)).copied()
    }
}

impl Default for Keymap {
    fn default() -> Self {
        Self::of(TABLE).0
    }
}

/// The keys of a binding, in words.
#[must_use]
pub fn keys_in_words(binding: &Binding) -> String {
    let words: Vec<_> = binding.keys.iter().filter_map(|word| Key::parse(word)).map(|key| key.to_string()).collect();
    words.join(" ")
}

/// The whole table as Markdown: the text of `docs/keys.md`.
#[must_use]
pub fn as_markdown() -> String {
    use std::fmt::Write as _;
    let mut out = String::from(
        "# Keys of the workbench\n\nMade from the program's own table; a test keeps it so. Letters are as typed: `G` is Shift-g.\n",
    );
    for place in Place::ALL {
        let _ = write!(out, "\n## {}\n\n| keys | what they do |\n|---|---|\n", capital(place.words()));
        for binding in TABLE.iter().filter(|binding| binding.places.contains(&place)) {
            let keys: Vec<_> =
                binding.keys.iter().filter_map(|word| Key::parse(word)).map(|key| format!("`{key}`")).collect();
            let _ = writeln!(out, "| {} | {} |", keys.join(" "), binding.help);
        }
    }
    out.push_str(
        "\n## Signs\n\nEvery state has a letter or a sign of its own, so that nothing is told by colour alone.\n\n| sign | role in themes |\n|---|---|\n",
    );
    for role in super::look::Role::ALL {
        let _ = writeln!(
            out,
            "| {} | `{}` |",
            role.mark().map_or(String::new(), |mark| format!("`{mark}`")),
            role.as_str()
        );
    }
    out
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_means_two_things_in_one_place() {
        assert_eq!(Keymap::of(TABLE).1, []);
    }

    #[test]
    fn every_place_can_be_left_and_no_key_is_one_that_ssh_or_tmux_takes() {
        let map = Keymap::default();
        for place in Place::ALL {
            assert_eq!(map.get(place, Key::parse("esc").unwrap()), Some(Act::Back), "{place:?}");
        }
        let taken = ["ctrl-a", "ctrl-b", "ctrl-h", "ctrl-i", "ctrl-m", "ctrl-q"];
        assert!(TABLE.iter().flat_map(|binding| binding.keys).all(|key| !taken.contains(key)));
    }
}
