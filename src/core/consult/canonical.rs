//! One spelling for one value, and the digests over it.
//!
//! Canonical JSON here: keys sorted by code point, no blanks, strings as `serde_json` writes them. Events hold whole
//! numbers, words and texts only, so the spelling of fractions never matters.

use std::fmt::{self, Write as _};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use serde_json::Value;
use sha2::{Digest as _, Sha256};

/// SHA-256, written as 64 small hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

/// The random part of a body's digest, 128 bits, written as 32 small hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Salt([u8; 16]);

impl Digest {
    /// The digest of several parts, one after the other.
    #[must_use]
    pub fn over(parts: &[&[u8]]) -> Self {
        let mut hasher = Sha256::new();
        for part in parts {
            hasher.update(part);
        }
        Self(hasher.finalize().into())
    }
    /// The digest of 64 hexadecimal digits, small letters only.
    #[must_use]
    pub fn from_hex(hex: &str) -> Option<Self> {
        unhex(hex).map(Self)
    }
}

impl Salt {
    /// A salt of random bytes.
    #[must_use]
    pub fn new(random: [u8; 16]) -> Self {
        Self(random)
    }
    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8] {
        &self.0
    }
}

fn unhex<const N: usize>(hex: &str) -> Option<[u8; N]> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        _ => None,
    };
    if hex.len() != 2 * N {
        return None;
    }
    let mut out = [0; N];
    for (to, pair) in out.iter_mut().zip(hex.as_bytes().chunks_exact(2)) {
        let [high, low] = pair else { return None };
        *to = digit(*high)? << 4 | digit(*low)?;
    }
    Some(out)
}

fn hex(bytes: &[u8]) -> String {
    let mut out = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        let _ = write!(out, "{byte:02x}");
    }
    out
}

macro_rules! as_hex {
    ($name:ident, $what:literal) => {
        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&hex(&self.0))
            }
        }
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&hex(&self.0))
            }
        }
        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = String::deserialize(deserializer)?;
                unhex(&text).map(Self).ok_or_else(|| D::Error::custom($what))
            }
        }
    };
}
as_hex!(Digest, "not 64 hexadecimal digits");
as_hex!(Salt, "not 32 hexadecimal digits");

/// The canonical spelling of a value.
pub(super) fn canonical(value: &Value) -> String {
    let mut out = String::new();
    write(value, &mut out);
    out
}

fn write(value: &Value, out: &mut String) {
    match value {
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.iter().collect();
            fields.sort_by_key(|(key, _)| key.as_str());
            out.push('{');
            for (at, (key, value)) in fields.into_iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                let _ = write!(out, "{}:", Value::from(key.as_str()));
                write(value, out);
            }
            out.push('}');
        }
        Value::Array(entries) => {
            out.push('[');
            for (at, value) in entries.iter().enumerate() {
                if at > 0 {
                    out.push(',');
                }
                write(value, out);
            }
            out.push(']');
        }
        plain => {
            let _ = write!(out, "{plain}");
        }
    }
}

/// The digest of anything that can be written as JSON, whatever the order of its fields; what an advice event records
/// of the report it stands for.
///
/// # Errors
/// When the value has no form in JSON, such as a map whose keys are not texts.
pub fn digest_of<T: Serialize>(value: &T) -> Result<Digest, serde_json::Error> {
    Ok(Digest::over(&[canonical(&serde_json::to_value(value)?).as_bytes()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_fields_does_not_matter_and_nesting_is_sorted_too() {
        let a: Value = serde_json::from_str(r#"{"b":[{"z":1,"y":"\u0007\""}],"a":null}"#).unwrap();
        assert_eq!(canonical(&a), r#"{"a":null,"b":[{"y":"\u0007\"","z":1}]}"#);
    }

    #[test]
    fn a_digest_reads_back_and_refuses_capitals_and_other_lengths() {
        // The digest of no bytes, FIPS 180-4 example value.
        let empty = Digest::over(&[]);
        assert_eq!(empty.to_string(), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assert_eq!(Digest::from_hex(&empty.to_string()), Some(empty));
        assert_eq!(Digest::from_hex(&empty.to_string().to_uppercase()), None);
        assert_eq!(Digest::from_hex("e3"), None);
    }
}
