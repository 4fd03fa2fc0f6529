//! A reference to a package: where it comes from, its name, and how firmly its version is tied.

/// A package as named on a command line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Package {
    /// `npm`, `pypi`, `oci` or `source`.
    pub ecosystem: &'static str,
    /// The name without its version.
    pub name: String,
    /// The version, tag or commit, where one is given that is not a moving word.
    pub version: Option<String>,
    /// `exact`, `digest`, `range` or `floating`.
    pub pin: &'static str,
}

/// Words that name whatever is newest.
const MOVING: &[&str] =
    &["latest", "next", "canary", "beta", "alpha", "nightly", "main", "master", "edge", "dev", "stable", "*"];

impl Package {
    fn new(ecosystem: &'static str, name: &str, version: Option<&str>) -> Self {
        let version = version.map(str::trim).filter(|version| !version.is_empty());
        let pin = version.map_or("floating", pin);
        let kept = version.filter(|version| !MOVING.contains(&version.to_ascii_lowercase().as_str()));
        Self { ecosystem, name: name.to_owned(), version: kept.map(str::to_owned), pin }
    }

    /// `name`, `@scope/name@1.2.3`, `github:owner/repo#ref`, an address; nothing for a path or a variable.
    pub(super) fn npm(raw: &str) -> Option<Self> {
        let raw = raw.trim();
        let raw = raw.strip_prefix("npm:").unwrap_or(raw);
        if let Some(source) = Self::source(raw) {
            return Some(source);
        }
        let (scope, rest) = if let Some(rest) = raw.strip_prefix('@') {
            rest.split_once('/').map(|(scope, rest)| (format!("@{scope}/"), rest))?
        } else {
            (String::new(), raw)
        };
        let (name, version) = rest.split_once('@').map_or((rest, None), |(name, version)| (name, Some(version)));
        let whole = format!("{scope}{name}");
        plain(name).then(|| Self::new("npm", &whole, version))
    }

    /// `name`, `name==1.2`, `name[extra]>=1`, `name@1.2`, `git+https://…@ref`; nothing for a path or a variable.
    pub(super) fn pypi(raw: &str) -> Option<Self> {
        let raw = raw.trim();
        if let Some(source) = Self::source(raw) {
            return Some(source);
        }
        if let Some((name, address)) = raw.split_once(" @ ").or_else(|| raw.split_once("@git+")) {
            let address = if address.contains("://") && !address.starts_with("git+") {
                format!("git+{address}")
            } else {
                address.to_owned()
            };
            return Self::source(&address).or_else(|| plain(name).then(|| Self::new("pypi", name, None)));
        }
        let end = raw.find(['=', '<', '>', '~', '!', '@', '[', ';', ' ']).unwrap_or(raw.len());
        let name = raw.get(..end)?;
        let rest = raw.get(end..).unwrap_or_default();
        let rest = rest.strip_prefix('[').and_then(|extra| extra.split_once(']')).map_or(rest, |(_, rest)| rest);
        let version = rest.strip_prefix("===").or_else(|| rest.strip_prefix("==")).or_else(|| rest.strip_prefix('@'));
        if !plain(name) {
            return None;
        }
        Some(match version {
            None if !rest.trim().is_empty() => {
                Self { ecosystem: "pypi", name: name.to_owned(), version: None, pin: "range" }
            }
            version => Self::new("pypi", name, version),
        })
    }

    /// An image: `registry:5000/name:tag@sha256:…`.
    pub(super) fn oci(raw: &str) -> Option<Self> {
        let raw = raw.trim();
        if raw.is_empty() || raw.contains(['$', '{', '<', ' ', '\\']) {
            return None;
        }
        let (rest, digest) = raw.split_once('@').map_or((raw, None), |(rest, digest)| (rest, Some(digest)));
        let after = rest.rfind('/').map_or(0, |at| at + 1);
        let colon = rest.get(after..).and_then(|last| last.find(':')).map(|at| after + at);
        let (name, tag) = match colon {
            Some(at) => (rest.get(..at)?, rest.get(at + 1..)),
            None => (rest, None),
        };
        if name.is_empty() || !name.chars().all(|c| c.is_ascii_alphanumeric() || "._-/:".contains(c)) {
            return None;
        }
        let mut image = Self::new("oci", name, tag);
        if digest.is_some_and(|digest| digest.starts_with("sha256:") || digest.starts_with("sha512:")) {
            image.pin = "digest";
            image.version = image.version.or_else(|| digest.map(str::to_owned));
        }
        Some(image)
    }

    /// Code taken from a repository instead of a registry.
    fn source(raw: &str) -> Option<Self> {
        let (address, reference) = if let Some(rest) = raw.strip_prefix("git+") {
            let rest = rest.strip_prefix("ssh://").map_or_else(|| rest.to_owned(), |ssh| format!("https://{ssh}"));
            let (rest, fragment) = rest
                .split_once('#')
                .map_or((rest.clone(), None), |(rest, after)| (rest.to_owned(), Some(after.to_owned())));
            let path = rest.find("://").map_or(0, |at| at + 3);
            let slash = rest.get(path..).and_then(|rest| rest.find('/')).map_or(rest.len(), |at| path + at);
            let at = rest.get(slash..).and_then(|rest| rest.rfind('@')).map(|at| slash + at);
            let reference = at.and_then(|at| rest.get(at + 1..)).map(str::to_owned);
            let from_fragment = fragment.filter(|fragment| !fragment.contains('='));
            (rest.get(..at.unwrap_or(rest.len()))?.to_owned(), reference.or(from_fragment))
        } else if let Some(rest) = raw.strip_prefix("github:").or_else(|| raw.strip_prefix("gh:")) {
            let (rest, reference) = rest.split_once('#').map_or((rest, None), |(rest, after)| (rest, Some(after)));
            (format!("https://github.com/{rest}"), reference.map(str::to_owned))
        } else if raw.starts_with("https://") || raw.starts_with("http://") {
            let (rest, reference) = raw.split_once('#').map_or((raw, None), |(rest, after)| (rest, Some(after)));
            (rest.to_owned(), reference.map(str::to_owned))
        } else {
            return None;
        };
        let address = address.split('?').next().unwrap_or_default();
        let address = match address.split_once("://") {
            // A login in front of the host is a credential.
            Some((scheme, rest)) => {
                let (host, path) = rest.split_once('/').unwrap_or((rest, ""));
                let host = host.rsplit('@').next().unwrap_or_default();
                format!("{scheme}://{host}/{path}")
            }
            None => address.to_owned(),
        };
        let name = address.trim_end_matches('/').trim_end_matches(".git").to_owned();
        let commit = |text: &str| text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
        let mut package = Self::new("source", &name, reference.as_deref());
        if let Some(reference) = &reference {
            package.pin = if commit(reference) {
                "digest"
            } else if pin(reference) == "exact" {
                "exact"
            } else {
                "floating"
            };
        }
        Some(package)
    }
}

fn plain(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_alphanumeric())
        && name.len() <= 214
        && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.' | '~'))
}

/// How firmly a version ties: `1.2.3` and `v1.2` with a letter or three numbers are exact, `1` and `^1.2` are not.
fn pin(version: &str) -> &'static str {
    let lower = version.to_ascii_lowercase();
    if MOVING.contains(&lower.as_str()) || lower.contains(['$', '{']) {
        return "floating";
    }
    let bare = lower.strip_prefix('v').unwrap_or(&lower);
    if !bare.starts_with(|c: char| c.is_ascii_digit()) {
        return if bare.starts_with(['^', '~', '<', '>', '=']) { "range" } else { "floating" };
    }
    let core = bare.split(['-', '+']).next().unwrap_or_default();
    let numbers = core.split('.').count();
    if core.contains(['x', '*', ' ']) || numbers < 2 {
        return "range";
    }
    if numbers >= 3 || bare.len() > core.len() { "exact" } else { "range" }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn short(package: Option<Package>) -> (String, Option<String>, &'static str) {
        package.map_or((String::new(), None, ""), |package| (package.name, package.version, package.pin))
    }

    #[test]
    fn npm_names_keep_their_scope() {
        assert_eq!(short(Package::npm("@a/b@1.2.3")), ("@a/b".into(), Some("1.2.3".into()), "exact"));
        assert_eq!(short(Package::npm("@a/b@latest")), ("@a/b".into(), None, "floating"));
        assert_eq!(short(Package::npm("mcp-remote")), ("mcp-remote".into(), None, "floating"));
        assert_eq!(short(Package::npm("x@^1.2")).2, "range");
        assert_eq!(short(Package::npm("github:o/r#v1.0.0")).0, "https://github.com/o/r");
        assert_eq!(Package::npm("./local"), None);
        assert_eq!(Package::npm("${PKG}"), None);
    }

    #[test]
    fn pypi_requirements_and_sources() {
        assert_eq!(short(Package::pypi("mcp[cli]==1.2.3")), ("mcp".into(), Some("1.2.3".into()), "exact"));
        assert_eq!(short(Package::pypi("mcp>=1")), ("mcp".into(), None, "range"));
        assert_eq!(short(Package::pypi("mcp-proxy-for-aws@latest")), ("mcp-proxy-for-aws".into(), None, "floating"));
        let source = Package::pypi("git+https://tok:en@github.com/oraios/serena");
        assert_eq!(short(source), ("https://github.com/oraios/serena".into(), None, "floating"));
        let pinned = Package::pypi("git+https://github.com/o/r.git@662a19193fa79de1e4fa4f53faa25191c41481dc");
        assert_eq!(short(pinned).2, "digest");
        assert_eq!(Package::pypi("/srv/server.py"), None);
    }

    #[test]
    fn images_with_ports_tags_and_digests() {
        assert_eq!(short(Package::oci("mcp/fetch")), ("mcp/fetch".into(), None, "floating"));
        assert_eq!(short(Package::oci("h:5000/a/b:1.2.0")), ("h:5000/a/b".into(), Some("1.2.0".into()), "exact"));
        assert_eq!(short(Package::oci("a/b:latest@sha256:00")).2, "digest");
        assert_eq!(Package::oci("$IMAGE"), None);
    }
}
