//! Credentials wrapped once in base64, as some launchers pass their configuration.

/// Decodes standard or URL-safe base64, with or without padding.
pub(super) fn decode(run: &str) -> Option<String> {
    let run = run.trim_end_matches('=');
    let (mut bits, mut held, mut out) = (0_u32, 0_u32, Vec::with_capacity(run.len()));
    for byte in run.bytes() {
        let six = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            _ => return None,
        };
        bits = (bits << 6) | u32::from(six);
        held += 6;
        if held >= 8 {
            held -= 8;
            out.push(u8::try_from((bits >> held) & 0xFF).ok()?);
            bits &= (1 << held) - 1;
        }
    }
    String::from_utf8(out).ok().filter(|text| text.chars().all(|c| !c.is_control() || c.is_whitespace()))
}

#[cfg(test)]
mod tests {
    use super::decode;

    #[test]
    fn base64_text_is_decoded_and_other_bytes_are_not() {
        assert_eq!(decode("eyJhIjoiYiJ9").as_deref(), Some("{\"a\":\"b\"}"));
        assert_eq!(decode("aGk=").as_deref(), Some("hi"));
        assert_eq!(decode("a b"), None);
        assert_eq!(decode("//79"), None);
    }
}
