//! A server that is reached by address.

use super::super::draft::Draft;
use super::{
    secrets::Secrets,
    url::{Address, Reach},
    words::Word,
};
use crate::core::text::{
    Clean,
    secret::{is_placeholder, names_secret, redact, refers},
};

/// Reads an address: the host is kept, what else it carries is not.
pub(super) fn read(draft: &mut Draft<'_>, secrets: &mut Secrets, word: &Word) -> Option<Address> {
    let (field, line) = (word.field.as_str(), word.line);
    carried(draft, secrets, word);
    let Some(address) = Address::parse(&word.text) else {
        let told = if word.text.contains(['$', '{', '<', '%']) {
            "the address is a reference, so its host is not known; answer the questions about it"
        } else {
            "this url cannot be read: scheme, host or port is wrong; mend it"
        };
        draft.skipped(told, field, line);
        return None;
    };
    draft.say_text("url.host", &address.host, field, line);
    match address.encrypted {
        Some(true) => draft.word("tls", "server", field, line),
        Some(false) => draft.word("tls", "none", field, line),
        None => {}
    }
    match address.reach() {
        Reach::Private => draft.word("exposure", "private-network", field, line),
        // What answers on this machine may answer others too, and a public name may be resolved inside a network.
        Reach::Loopback | Reach::Elsewhere => {}
    }
    Some(address)
}

/// Credentials in the login, the query, the fragment and the path of an address.
fn carried(draft: &mut Draft<'_>, secrets: &mut Secrets, word: &Word) {
    let (field, line) = (word.field.as_str(), word.line);
    let rest = word.text.split_once("://").map_or(word.text.as_str(), |(_, rest)| rest);
    let (rest, fragment) = rest.split_once('#').unwrap_or((rest, ""));
    let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
    if let Some((login, _)) = rest.rsplit_once('@') {
        let password = login.split_once(':').map_or(login, |(_, password)| password);
        if refers(password).is_none() && !is_placeholder(password) {
            secrets.inline(draft, Clean::new("login in the address"), field, line);
        }
    }
    for pair in query.split('&').chain(fragment.split('&')) {
        let (name, value) = pair.split_once('=').unwrap_or(("", pair));
        if names_secret(name) || !redact(value).1.is_empty() {
            secrets.named(draft, if names_secret(name) { name } else { "query of the address" }, value, field, line);
        }
    }
    let opaque = |part: &str| {
        let dashes = part.split('-').map(str::len).eq([8, 4, 4, 4, 12]);
        !redact(part).1.is_empty() || dashes && part.bytes().all(|byte| byte.is_ascii_hexdigit() || byte == b'-')
    };
    if rest.split('/').skip(1).any(opaque) {
        secrets.inline(draft, Clean::new("path of the address"), field, line);
    }
}
