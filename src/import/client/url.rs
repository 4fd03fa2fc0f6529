//! An address: its host, whether the way there is encrypted, and how far away it is.

use ::core::net::{IpAddr, Ipv4Addr};

/// What an address says; its login, path, query and fragment are not kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Address {
    /// The host in lower case, without the port.
    pub host: String,
    /// Whether the scheme encrypts; nothing where there is none.
    pub encrypted: Option<bool>,
    /// Whether the path ends the way addresses of the older transport do.
    pub sse: bool,
    /// Whether the scheme is that of a WebSocket.
    pub websocket: bool,
}

/// Where a host stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    Loopback,
    Private,
    /// A public address or a name that only a resolver could place.
    Elsewhere,
}

impl Address {
    /// Takes an address apart; nothing where it has no host that can be read.
    pub(super) fn parse(raw: &str) -> Option<Self> {
        let raw = raw.trim();
        let (scheme, rest) = raw.split_once("://").map_or(("", raw), |(scheme, rest)| (scheme, rest));
        let scheme = scheme.to_ascii_lowercase();
        let encrypted = match scheme.as_str() {
            "https" | "wss" => Some(true),
            "http" | "ws" => Some(false),
            _ => None,
        };
        if encrypted.is_none() && !scheme.is_empty() {
            return None;
        }
        let authority = rest.split(['/', '?', '#', '\\']).next().unwrap_or_default();
        // A password may hold a slash; what follows the last @ of the whole is then the host.
        let odd = authority.rsplit_once(':').is_some_and(|(_, port)| !port.bytes().all(|byte| byte.is_ascii_digit()));
        let host = match authority.rsplit_once('@') {
            Some((_, host)) => host,
            None if odd && !authority.contains(['[', '{']) => {
                rest.rsplit_once('@')?.1.split(['/', '?', '#']).next().unwrap_or_default()
            }
            None => authority,
        };
        let host = match host.strip_prefix('[').and_then(|inner| inner.split_once(']')) {
            Some((inner, _)) => inner,
            None if host.contains(['{', '$', '<', '%']) => return None,
            None => host.split(':').next().unwrap_or_default(),
        };
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
        if host.is_empty() || host.len() > 253 || !host.chars().all(plain) || (scheme.is_empty() && !host.contains('.'))
        {
            return None;
        }
        let path = rest.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
        Some(Self {
            host: host.to_lowercase(),
            encrypted,
            sse: path.ends_with("/sse"),
            websocket: scheme.starts_with("ws"),
        })
    }

    /// How far away the host is.
    pub(super) fn reach(&self) -> Reach {
        let host = self.host.trim_end_matches('.');
        if host == "localhost" || host.ends_with(".localhost") {
            return Reach::Loopback;
        }
        match host.parse::<IpAddr>() {
            Ok(IpAddr::V4(ip)) => v4(ip),
            Ok(IpAddr::V6(ip)) => match ip.to_ipv4_mapped() {
                Some(ip) => v4(ip),
                None if ip.is_loopback() || ip.is_unspecified() => Reach::Loopback,
                None if ip.is_unique_local() || ip.is_unicast_link_local() => Reach::Private,
                None => Reach::Elsewhere,
            },
            Err(_) if [".local", ".internal", ".lan", ".home.arpa", ".svc"].iter().any(|end| host.ends_with(end)) => {
                Reach::Private
            }
            Err(_) => Reach::Elsewhere,
        }
    }
}

fn v4(ip: Ipv4Addr) -> Reach {
    let [first, second, ..] = ip.octets();
    if ip.is_loopback() || ip.is_unspecified() {
        Reach::Loopback
    } else if ip.is_private() || ip.is_link_local() || (first == 100 && (64..128).contains(&second)) {
        // 100.64.0.0/10 is shared address space (RFC 6598), used by private overlays.
        Reach::Private
    } else {
        Reach::Elsewhere
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_found_and_nothing_else_is_kept() {
        let host = |raw: &str| Address::parse(raw).map(|address| address.host);
        assert_eq!(host("https://user:pw@MCP.example.com:8443/sse?k=v#f").as_deref(), Some("mcp.example.com"));
        assert_eq!(host("http://[::1]:80/x").as_deref(), Some("::1"));
        assert_eq!(host("https://u:p/w@h.example/x").as_deref(), Some("h.example"));
        assert_eq!(host("mcp.example.com/mcp").as_deref(), Some("mcp.example.com"));
        for none in ["", "https://", "${URL}", "https://${HOST}/x", "postgres://h/x", "word", "https://<host>/"] {
            assert_eq!(host(none), None, "{none}");
        }
    }

    #[test]
    fn reach_is_told_from_the_address() {
        let reach = |raw: &str| Address::parse(raw).map(|address| address.reach());
        for raw in ["http://localhost:1", "http://127.9.0.1", "http://[::1]", "http://0.0.0.0"] {
            assert_eq!(reach(raw), Some(Reach::Loopback), "{raw}");
        }
        for raw in ["http://10.0.0.44:8000/mcp/", "http://192.168.1.2", "http://172.31.0.1", "http://[fd00::1]"] {
            assert_eq!(reach(raw), Some(Reach::Private), "{raw}");
        }
        assert_eq!(reach("https://mcp.example.com"), Some(Reach::Elsewhere));
    }
}
