//! Trust, derived from named signals.
//!
//! Each signal moves the balance by a number of points that is shown; a red flag decides alone. What nobody knows moves
//! nothing and lowers the confidence, never the trust in silence. The bands are this product's own judgement: from four
//! points up trusted, from one community, below unknown.

use serde::{Deserialize, Serialize};

use super::{Profile, Settled, Standing, Value};
use crate::core::text::Clean;

/// One signal and what it did.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Signal {
    /// The fact.
    pub fact: Clean,
    /// Its value.
    pub value: Value,
    /// Points for trust; negative against.
    pub points: i32,
    /// Decides alone: whatever the other signals say, trust is unknown.
    pub red_flag: bool,
    /// Who says so.
    pub standing: Standing,
    /// In words.
    pub text: Clean,
}

/// What the signals come to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Trust {
    /// `trusted`, `community` or `unknown`.
    pub level: Clean,
    /// The sum of points.
    pub points: i32,
    /// Signals that were known.
    pub known: usize,
    /// Signals that exist.
    pub of: usize,
    /// Each known signal.
    pub signals: Vec<Signal>,
}

/// Points from which a server counts as trusted.
pub const TRUSTED_FROM: i32 = 4;
/// Points from which a server counts as community.
pub const COMMUNITY_FROM: i32 = 1;

/// The facts that are signals of trust.
pub const FACTS: [&str; 14] = [
    "publisher.kind",
    "publisher.verified",
    "provenance",
    "source.available",
    "maintenance",
    "popularity",
    "scorecard",
    "age.days",
    "audit",
    "audit.verdict",
    "advisories.open",
    "lookalike",
    "red_flags",
    "findings.critical",
];

/// Points, whether it is a red flag, and the words of one signal.
fn weigh(fact: &str, value: &Value) -> Option<(i32, bool, &'static str)> {
    let signal = |points, text| Some((points, false, text));
    let flag = |text| Some((-3, true, text));
    match (fact, value) {
        ("publisher.kind", Value::Text(kind)) => match kind.as_str() {
            "service-owner" => signal(3, "published by the owner of the service it talks to"),
            "foundation" => signal(3, "published by a foundation"),
            "company" => signal(2, "published by a company"),
            "individual" => signal(0, "published by one person"),
            _ => signal(-2, "published by nobody who gives a name"),
        },
        ("publisher.verified", Value::Bool(true)) => signal(1, "the publisher's identity was checked"),
        ("publisher.verified", Value::Bool(false)) => signal(-1, "the publisher's identity was not confirmed"),
        ("provenance", Value::Text(word)) => match word.as_str() {
            "attested" => signal(2, "the package carries a build attestation"),
            "signed" => signal(1, "the package is signed"),
            "none" => signal(-1, "nothing ties the package to its source"),
            _ => signal(0, "the package has a checksum"),
        },
        ("source.available", Value::Bool(true)) => signal(1, "the source can be read"),
        ("source.available", Value::Bool(false)) => signal(-1, "the source cannot be read"),
        ("maintenance", Value::Text(word)) => match word.as_str() {
            "active" => signal(1, "actively maintained"),
            "slow" => signal(0, "maintained slowly"),
            _ => signal(-2, "no longer maintained"),
        },
        ("popularity", Value::Text(word)) if word == "high" => signal(1, "widely used"),
        ("popularity", Value::Text(word)) if word == "low" => signal(-1, "hardly used"),
        ("scorecard", Value::Int(points)) if *points >= 7 => signal(1, "OpenSSF Scorecard of 7 or more"),
        ("scorecard", Value::Int(points)) if *points < 4 => signal(-1, "OpenSSF Scorecard below 4"),
        ("age.days", Value::Int(days)) if *days < 30 => signal(-2, "less than a month old"),
        ("age.days", Value::Int(days)) if *days >= 365 => signal(1, "at least a year old"),
        ("audit", Value::Text(word)) if word == "recent" => signal(1, "audited recently"),
        ("audit.verdict", Value::Text(word)) => match word.as_str() {
            "approve" => signal(2, "an audit approved it"),
            "conditional" => signal(0, "an audit approved it under conditions"),
            "reject" => flag("an audit rejected it"),
            _ => flag("an audit found that it is no MCP server"),
        },
        ("advisories.open", Value::Int(open)) if *open > 0 => signal(-2, "open security advisories"),
        ("findings.critical", Value::Int(found)) if *found > 0 => signal(-2, "critical audit findings"),
        ("lookalike", Value::Bool(true)) => flag("its name imitates another package"),
        ("red_flags", Value::List(flags)) if !flags.is_empty() => flag("red flags were reported"),
        _ => signal(0, "says nothing either way"),
    }
}

/// Reads the signals of a profile.
#[must_use]
pub fn read(profile: &Profile) -> Trust {
    let mut signals = Vec::new();
    for fact in FACTS {
        let Some(found) = profile.fact(fact).filter(|fact| fact.standing() > Standing::Assumption) else { continue };
        let Settled::Value(said) = found.settled() else { continue };
        let Some((points, red_flag, text)) = weigh(fact, &said.value) else { continue };
        let standing = said.source.standing;
        // What a third party or the server says of itself can cost trust, never earn it.
        let points = if standing == Standing::Claim { points.min(0) } else { points };
        signals.push(Signal {
            fact: Clean::new(fact),
            value: said.value.clone(),
            points,
            red_flag,
            standing,
            text: Clean::new(text),
        });
    }
    let points: i32 = signals.iter().map(|signal| signal.points).sum();
    let level = if signals.iter().any(|signal| signal.red_flag) || points < COMMUNITY_FROM {
        "unknown"
    } else if points < TRUSTED_FROM {
        "community"
    } else {
        "trusted"
    };
    Trust { level: Clean::new(level), points, known: signals.len(), of: FACTS.len(), signals }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::profile::{Origin, Source};

    fn observed() -> Source {
        Source::new(Standing::Observed, "test")
    }

    #[test]
    fn a_red_flag_overrides_a_high_score() {
        let mut profile = Profile::new("x", Origin::default());
        profile.say("publisher.kind", Value::text("service-owner"), observed());
        profile.say("audit.verdict", Value::text("approve"), observed());
        assert_eq!(read(&profile).level, "trusted");
        profile.say("red_flags", Value::list(["typosquat"]), observed());
        assert_eq!(read(&profile).level, "unknown");
    }

    #[test]
    fn a_claim_never_earns_trust() {
        let mut profile = Profile::new("x", Origin::default());
        profile.say("publisher.kind", Value::text("service-owner"), Source::new(Standing::Claim, "manifest"));
        let trust = read(&profile);
        assert_eq!((trust.level.as_str(), trust.points, trust.known), ("unknown", 0, 1));
    }
}
