//! The parts of an address that carry credentials: login, query and fragment.

/// Where an address starts with a scheme, its login, the values of its query and its fragment, as byte ranges.
pub(super) fn find(text: &str, found: &mut Vec<(usize, usize, &'static str)>) {
    let mut from = 0;
    while let Some(at) = text.get(from..).and_then(|rest| rest.find("://")) {
        let start = from + at + 3;
        let rest = text.get(start..).unwrap_or_default();
        let end = start + rest.find([' ', '\t', '\n', '\r', '"', '\'', '<', '>', '`']).unwrap_or(rest.len());
        parts(text, start, end, found);
        from = end.max(start);
    }
}

fn parts(text: &str, start: usize, end: usize, found: &mut Vec<(usize, usize, &'static str)>) {
    let whole = text.get(start..end).unwrap_or_default();
    let mut authority = whole.find(['/', '?', '#']).unwrap_or(whole.len());
    let head = whole.get(..authority).unwrap_or_default();
    let mut login = head.rfind('@');
    if login.is_none()
        && let Some((_, port)) = head.rsplit_once(':')
        && !head.ends_with(']')
        && !head.contains('{')
        && !port.bytes().all(|byte| byte.is_ascii_digit())
    {
        // No port: a password with a slash in it has cut the authority short.
        login = whole.rfind('@');
        authority = login.unwrap_or(authority);
    }
    if let Some(at) = login
        && at > 0
    {
        found.push((start, start + at, "url-login"));
    }
    let tail = authority.max(login.unwrap_or(0));
    let rest = whole.get(tail..).unwrap_or_default();
    let fragment = rest.find('#').map(|at| tail + at);
    if let Some(at) = rest.find('?').map(|at| tail + at)
        && fragment.is_none_or(|fragment| at < fragment)
    {
        query(whole, start, at + 1, fragment.unwrap_or(whole.len()), found);
    }
    if let Some(at) = fragment
        && at + 1 < whole.len()
    {
        found.push((start + at + 1, end, "url-fragment"));
    }
}

fn query(whole: &str, start: usize, from: usize, to: usize, found: &mut Vec<(usize, usize, &'static str)>) {
    let mut at = from;
    for pair in whole.get(from..to).unwrap_or_default().split(['&', ';']) {
        let value = pair.find('=').map_or(0, |equals| equals + 1);
        if value < pair.len() {
            found.push((start + at + value, start + at + pair.len(), "url-query"));
        }
        at += pair.len() + 1;
    }
}
