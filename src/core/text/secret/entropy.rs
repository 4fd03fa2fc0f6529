//! Long runs that look random: the last net, for credentials without a known form.

/// Shortest run of hexadecimal digits that counts.
const HEX: usize = 32;
/// Shortest run of letters and digits that counts.
const MIXED: usize = 20;

fn class(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(0),
        b'a'..=b'z' => Some(1),
        b'A'..=b'Z' => Some(2),
        _ => None,
    }
}

/// Whether a run looks like drawn at random: hexadecimal of 32 or more digits, or 20 or more letters and digits whose
/// class (digit, lower, upper) changes so often that no words can stand in it. Words, paths, versions, dates and
/// identifiers of the form `8-4-4-4-12` do not.
#[must_use]
pub(super) fn looks_random(run: &str) -> bool {
    let bytes = run.as_bytes();
    let hex = bytes.iter().all(u8::is_ascii_hexdigit);
    let digits = bytes.iter().filter(|byte| byte.is_ascii_digit()).count();
    if hex {
        return bytes.len() >= HEX && digits >= 4 && digits < bytes.len();
    }
    if bytes.len() < MIXED || digits < 2 || is_uuid(run) {
        return false;
    }
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let (mut pairs, mut changes) = (0, 0);
    for pair in bytes.windows(2) {
        if let [left, right] = pair
            && let (Some(left), Some(right)) = (class(*left), class(*right))
        {
            pairs += 1;
            changes += usize::from(left != right);
        }
    }
    let both = bytes.iter().any(u8::is_ascii_uppercase) && bytes.iter().any(u8::is_ascii_lowercase);
    // A run in which separators stand every few characters is made of words.
    let dense = pairs * 5 >= bytes.len() * 4;
    dense
        && if both {
            changes * 5 >= pairs * 2
        } else {
            letters >= 4 && digits * 6 >= bytes.len() && changes * 4 >= pairs && bytes.len() >= 24
        }
}

fn is_uuid(run: &str) -> bool {
    let parts: Vec<&str> = run.split('-').collect();
    let lengths: Vec<usize> = parts.iter().map(|part| part.len()).collect();
    lengths == [8, 4, 4, 4, 12] && parts.iter().all(|part| part.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::looks_random;

    #[test]
    fn random_runs_are_seen() {
        for run in [
            "77c16318a3b377961d50d1fedfb48631",
            "s1TyDMW5OPfD9jn2HHqFuv2TB8aqwuOoIVkU",
            "LMRzNmyPq2KWxNSJI4vzTZwVQRrNdhPuquDFhHNZ",
            "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",
            "k3j9x2m1q8z7w6v5b4n3p2r1",
        ] {
            assert!(looks_random(run), "{run}");
        }
    }

    #[test]
    fn words_paths_and_versions_are_not() {
        for run in [
            "server-sequential-thinking",
            "mcp-server-youtube-transcript",
            "0c4a22b2-9c01-4eb1-a2bc-a3d9456904ae",
            "claude-3-5-sonnet-20241022",
            "x86_64-unknown-linux-gnu-2024-11-05",
            "home/ubuntu/aegissec/mcp/mcp_server",
            "getUserByIdAndOrganization2",
            "20241105123456789012345678901234",
            "DEFAULT_MINIMUM_TOKENS_PER_REQUEST_2",
        ] {
            assert!(!looks_random(run), "{run}");
        }
    }
}
