//! The name of a consultation in the store: safe as a file name, whatever it was made from.

use std::{borrow::Borrow, fmt};

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, de::Error as _};

/// Longest id in characters.
const LIMIT: usize = 64;
/// Longest part taken from the client's name.
const SLUG_LIMIT: usize = 32;
/// RFC 4648 base 32, in small letters.
const BASE32: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Small letters, digits and single hyphens, 1 to 64 characters, such as `claude-desktop-k3q7ab`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, JsonSchema)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// Reads an id; nothing where it is not one.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let sound = (1..=LIMIT).contains(&text.len())
            && text.chars().all(plain)
            && !text.starts_with('-')
            && !text.ends_with('-')
            && !text.contains("--");
        sound.then(|| Self(text.to_owned()))
    }

    /// A new id: the client's name in plain letters and six random letters (30 of the given bits).
    #[must_use]
    pub fn new(client: &str, random: u32) -> Self {
        let mut id = slug(client);
        id.push('-');
        for at in 0..6 {
            let letter = BASE32.get((random >> (5 * at)) as usize & 31).copied().unwrap_or(b'a');
            id.push(char::from(letter));
        }
        Self(id)
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Plain small letters, digits and single hyphens from any text, at most 32 characters; `consultation` where nothing
/// is left.
pub(crate) fn slug(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        if out.len() == SLUG_LIMIT {
            break;
        }
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    let kept = out.trim_end_matches('-').len();
    out.truncate(kept);
    if out.is_empty() { "consultation".to_owned() } else { out }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0)
    }
}
impl Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}
impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| D::Error::custom("not the id of a consultation"))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_leaves_a_folder_is_no_id() {
        for bad in ["", "..", "../x", "a/b", "a.b", "A", "a--b", "-a", "a-", "a\0", "ä", &"a".repeat(65)] {
            assert_eq!(Id::parse(bad), None, "{bad:?}");
        }
        assert_eq!(Id::new("Claude Desktop", 0).as_str(), "claude-desktop-aaaaaa");
        assert_eq!(Id::new("../../", u32::MAX).as_str(), "consultation-777777");
    }

    proptest! {
        #[test]
        fn a_new_id_is_an_id(client in "\\PC{0,60}", random: u32) {
            let id = Id::new(&client, random);
            prop_assert_eq!(Id::parse(id.as_str()), Some(id));
        }
    }
}
