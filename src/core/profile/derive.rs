//! Facts that follow from other facts.
//!
//! Each is stated with the standing of what it follows from, as kind `derived`, and only where no operator and no
//! observation speaks about it already.

use ::core::net::IpAddr;

use super::{Profile, Settled, Source, Standing, Statement, Value, trust, trust::Trust};
use crate::core::text::Clean;

/// States the derived facts and gives the signals of trust.
///
/// - trust, from its signals;
/// - the runtime, from how the server starts now; a server at somebody else's site holds nothing of this host
///   (`docker_socket`, `privileged`, `filesystem`);
/// - over stdio: nothing listens (`bind`, `exposure`), and the process serves the one client that started it
///   (`tenants`);
/// - over HTTP: the exposure, from the host it is reached at.
pub fn derive(profile: &mut Profile) -> Trust {
    let trust = trust::read(profile);
    let deciding = trust.signals.iter().filter(|signal| signal.points != 0 || signal.red_flag);
    if let Some(standing) = deciding.map(|signal| signal.standing).min() {
        state(profile, "trust", trust.level.as_str(), &Source::new(standing, "derived"));
    }
    match said(profile, "transport") {
        Some(transport) if transport.value.as_text() == Some("stdio") => {
            state(profile, "bind", "loopback", &transport.source);
            state(profile, "exposure", "local", &transport.source);
            state(profile, "tenants", "single", &transport.source);
        }
        Some(_) => {
            if let Some(host) = said(profile, "url.host") {
                let exposure = exposure(host.value.as_text().unwrap_or_default());
                if let Some(exposure) = exposure {
                    state(profile, "exposure", exposure, &host.source);
                }
            }
        }
        None => {}
    }
    if let Some(launch) = said(profile, "launch") {
        runtime(profile, &launch);
    }
    trust
}

/// Where it runs, from how it starts. What is reached by an address of this machine runs here, nobody has said as what.
fn runtime(profile: &mut Profile, launch: &Statement) {
    let here = said(profile, "exposure").is_some_and(|exposure| exposure.value.as_text() == Some("local"));
    let runtime = match launch.value.as_text() {
        Some("docker") => "docker",
        Some("remote") if here => return,
        Some("remote") => "remote",
        _ => "plain",
    };
    state(profile, "runtime", runtime, &launch.source);
    // A server at somebody else's site holds nothing of this host.
    if said(profile, "runtime").is_some_and(|runtime| runtime.value.as_text() == Some("remote")) {
        for key in ["docker_socket", "privileged"] {
            state(profile, key, false, &launch.source);
        }
        state(profile, "filesystem", "none", &launch.source);
    }
}

/// The settled statement about a key, unless it is only assumed.
fn said(profile: &Profile, key: &str) -> Option<Statement> {
    let fact = profile.fact(key).filter(|fact| fact.standing() > Standing::Assumption)?;
    match fact.settled() {
        Settled::Value(said) => Some(said.clone()),
        Settled::Either(_) => None,
    }
}

fn state(profile: &mut Profile, key: &str, value: impl Into<Value>, from: &Source) {
    if profile.fact(key).is_some_and(|fact| fact.standing() >= Standing::Observed) {
        return;
    }
    let source = Source { kind: Clean::new("derived"), ..from.clone() };
    profile.say(key, value, source);
}

/// Where a host stands: this machine, a private network (RFC 1918, RFC 6598, RFC 4193, link-local, reserved names), or
/// the internet. A name without a dot, or a placeholder, cannot be told.
fn exposure(host: &str) -> Option<&'static str> {
    let host = host.trim_start_matches('[');
    let host = host.split_once(']').map_or(host, |(address, _)| address);
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !name.contains(':') && port.chars().all(|c| c.is_ascii_digit()) => name,
        _ => host,
    };
    let name = name.trim_end_matches('.').to_lowercase();
    if let Ok(address) = name.parse::<IpAddr>() {
        let (local, private) = match address {
            IpAddr::V4(v4) => {
                let shared = v4.octets()[0] == 100 && (64..128).contains(&v4.octets()[1]);
                (v4.is_loopback(), v4.is_private() || v4.is_link_local() || v4.is_unspecified() || shared)
            }
            IpAddr::V6(v6) => {
                let first = v6.segments()[0];
                (v6.is_loopback(), first & 0xfe00 == 0xfc00 || first & 0xffc0 == 0xfe80)
            }
        };
        return Some(if local {
            "local"
        } else if private {
            "private-network"
        } else {
            "internet"
        });
    }
    let plain = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-'));
    let ends = |suffixes: &[&str]| suffixes.iter().any(|suffix| name.ends_with(suffix));
    if name == "localhost" || ends(&[".localhost"]) {
        Some("local")
    } else if !plain || !name.contains('.') {
        None
    } else if ends(&[".local", ".internal", ".lan", ".home.arpa", ".corp", ".intranet", ".test", ".svc"]) {
        Some("private-network")
    } else {
        Some("internet")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::profile::Origin;

    fn profile(facts: &[(&str, &str)]) -> Profile {
        let mut profile = Profile::new("x", Origin::default());
        for (key, value) in facts {
            profile.say(key, Value::text(value), Source::new(Standing::Observed, "test"));
        }
        profile
    }

    #[test]
    fn silence_states_nothing() {
        let mut silent = profile(&[]);
        derive(&mut silent);
        assert_eq!(silent.facts().count(), 0);
    }

    #[test]
    fn stdio_listens_nowhere_and_serves_one() {
        let mut local = profile(&[("transport", "stdio"), ("launch", "npx")]);
        derive(&mut local);
        for (key, value) in [("bind", "loopback"), ("exposure", "local"), ("tenants", "single"), ("runtime", "plain")] {
            assert_eq!(local.value(key), Some(&Value::text(value)), "{key}");
        }
    }

    #[test]
    fn what_somebody_said_stands() {
        let mut shared = profile(&[
            ("transport", "stdio"),
            ("tenants", "team"),
            ("trust", "trusted"),
            ("publisher.kind", "anonymous"),
        ]);
        derive(&mut shared);
        assert_eq!(shared.value("tenants"), Some(&Value::text("team")));
        assert_eq!(shared.value("trust"), Some(&Value::text("trusted")));
    }

    #[test]
    fn hosts_are_placed() {
        for (host, wanted) in [
            ("localhost:8080", Some("local")),
            ("127.0.0.1", Some("local")),
            ("[::1]:3000", Some("local")),
            ("10.0.0.44:8000", Some("private-network")),
            ("100.64.3.1", Some("private-network")),
            ("[fd00::1]", Some("private-network")),
            ("db.corp", Some("private-network")),
            ("mcp.example.com", Some("internet")),
            ("8.8.8.8", Some("internet")),
            ("intranet", None),
            ("${HOST}", None),
            ("", None),
        ] {
            assert_eq!(exposure(host), wanted, "{host}");
        }
    }
}
