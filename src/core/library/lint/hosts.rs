//! Hosts that a command would reach.

use ::core::net::Ipv4Addr;

use super::pattern::Pattern;
use crate::core::library::Item;

/// Names that look like hosts but are labels, issuers or registries that a command has to name as they are.
const KNOWN: [&str; 7] = [
    "localhost",
    "kubernetes.io",
    "k8s.io",
    "docker.io",
    "ghcr.io",
    "mcr.microsoft.com",
    "token.actions.githubusercontent.com",
];

/// Hosts in the sources of an item: what it rests on may be named in its commands.
pub(super) fn cited(item: &Item) -> Vec<String> {
    let sources = item.about().map(|about| about.sources.as_slice()).unwrap_or_default();
    sources.iter().flat_map(|source| names(source.url.as_str())).collect()
}

/// Real hosts in what is typed, each once, in order.
pub(super) fn foreign(code: &str, cited: &[String]) -> Vec<String> {
    let mut found = names(code);
    found.extend(addresses(code));
    found.retain(|host| !harmless(host) && !cited.iter().any(|known| family(known) == family(host)));
    found.sort();
    found.dedup();
    found
}

/// The last two labels: `docs.vendor.io` and `api.vendor.io` belong together.
fn family(host: &str) -> &str {
    let dots: Vec<usize> = host.match_indices('.').map(|(at, _)| at).collect();
    match dots.as_slice() {
        [.., second, _] => host.get(second + 1..).unwrap_or(host),
        _ => host,
    }
}

fn harmless(host: &str) -> bool {
    let under = |name: &str| host == name || host.strip_suffix(name).is_some_and(|rest| rest.ends_with('.'));
    KNOWN.iter().any(|name| under(name))
        || ["example", "test", "invalid", "localhost", "local", "internal"].iter().any(|zone| under(zone))
        || ["example.com", "example.org", "example.net"].iter().any(|name| under(name))
}

fn names(text: &str) -> Vec<String> {
    HOST.captures(text, &["after", "bare"]).into_iter().map(str::to_lowercase).collect()
}

/// Addresses that lead out: not private, loopback, link-local, unspecified or kept for documentation.
fn addresses(text: &str) -> Vec<String> {
    let leads_out = |address: &Ipv4Addr| {
        !(address.is_private()
            || address.is_loopback()
            || address.is_link_local()
            || address.is_unspecified()
            || address.is_broadcast()
            || address.is_documentation()
            || address.is_multicast())
    };
    ADDRESS
        .matches(text)
        .into_iter()
        .filter_map(|found| found.parse().ok())
        .filter(leads_out)
        .map(|address| address.to_string())
        .collect()
}

/// A host stands after `//` or `@`, or is a dotted name under a top-level domain that files and settings do not end in.
static HOST: Pattern = Pattern::new(concat!(
    r"(?i)(//|@)(?<after>[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?\.[a-z]{2,})",
    r"|\b(?<bare>(?:[a-z0-9-]+\.)+(?:com|org|net|io|dev|ai|app|cloud|eu|uk|de|fr|co))\b"
));
static ADDRESS: Pattern = Pattern::new(r"\b(?:\d{1,3}\.){3}\d{1,3}\b");
