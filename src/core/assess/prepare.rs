//! From the facts that were read to the facts that are assessed: derived facts and scenario assumptions.

use serde::{Deserialize, Serialize};

use super::{Reading, View};
use crate::core::{
    library::{
        Level, Library, Scenario, ScenarioAxis,
        condition::{Facts as _, Possible},
    },
    profile::{Key, Profile, Source, Standing, derive, trust::Trust},
    text::Clean,
};

/// The scenario a server stands in: one value on each axis.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// `trusted`, `community` or `unknown`.
    pub trust: Clean,
    /// `development`, `individual`, `team` or `enterprise`.
    pub context: Clean,
    /// Why, signal by signal.
    pub because: Vec<Clean>,
}

/// A profile ready to be assessed.
#[derive(Clone, Debug)]
pub struct Prepared {
    /// With derived facts and assumptions.
    pub profile: Profile,
    /// The scenario.
    pub setting: Setting,
    /// The signals of trust.
    pub trust: Trust,
}

fn likely_word(view: View<'_>, key: &str, otherwise: &str) -> String {
    match view.read(Reading::Likely).possible(&Key::from(key)) {
        Possible::OneOf(values) => match values.as_ref() {
            [only] => only.as_text().unwrap_or(otherwise).to_owned(),
            _ => otherwise.to_owned(),
        },
        Possible::Any => otherwise.to_owned(),
    }
}

/// Derives what follows from the facts, settles the scenario and adds its assumptions where nobody spoke.
#[must_use]
pub fn prepare(read: &Profile, library: &Library) -> Prepared {
    let mut profile = read.clone();
    let trust = derive(&mut profile);
    let nothing = std::collections::BTreeMap::new();
    let (level, context) = {
        let view = View { profile: &profile, library, changed: &nothing, reading: Reading::Likely };
        (likely_word(view, "trust", "unknown"), likely_word(view, "context", "individual"))
    };
    // The context speaks first: where both scenarios assume something about one fact, the context holds.
    for (axis, value) in [(ScenarioAxis::Context, &context), (ScenarioAxis::Trust, &level)] {
        let Some(scenario) = library.scenario(axis, value) else { continue };
        for (key, assumed) in &scenario.assumptions {
            if profile.fact(key.as_str()).is_none() {
                let mut source = Source::new(Standing::Assumption, "scenario");
                source.place = Some(Clean::new(value));
                profile.say(key.as_str(), assumed.clone(), source);
            }
        }
    }
    let because = reasons(&profile, &trust, &level, &context);
    Prepared { profile, setting: Setting { trust: Clean::new(&level), context: Clean::new(&context), because }, trust }
}

fn reasons(profile: &Profile, trust: &Trust, level: &str, context: &str) -> Vec<Clean> {
    let mut because = Vec::new();
    let said = |key: &str| profile.fact(key).map(|fact| (fact.standing(), fact.statements()));
    match said("trust") {
        Some((_, [first, ..])) if first.source.kind != "derived" => {
            because.push(Clean::new(&format!("trust is {level}: {} says so", words(first.source.standing))));
        }
        Some(_) => because.push(Clean::new(&format!(
            "trust is {level}: {} points from {} of {} signals",
            trust.points, trust.known, trust.of
        ))),
        None => because.push(Clean::new(&format!("trust is {level}: none of {} signals is known", trust.of))),
    }
    for signal in &trust.signals {
        let flag = if signal.red_flag { ", a red flag decides alone" } else { "" };
        because.push(Clean::new(&format!(
            "{} = {} ({:+} points{flag}): {}",
            signal.fact, signal.value, signal.points, signal.text
        )));
    }
    because.push(Clean::new(&match said("context") {
        Some((standing, _)) => format!("context is {context}: {} says so", words(standing)),
        None => format!("context is {context}: assumed, nobody said"),
    }));
    because
}

fn words(standing: Standing) -> &'static str {
    match standing {
        Standing::Operator => "the operator",
        Standing::Observed => "the file",
        Standing::Claim => "a claim",
        Standing::Assumption => "an assumption",
    }
}

impl Setting {
    /// The scenarios of both axes, as far as the library has them.
    pub fn scenarios<'a>(&self, library: &'a Library) -> impl Iterator<Item = &'a Scenario> {
        [
            library.scenario(ScenarioAxis::Trust, self.trust.as_str()),
            library.scenario(ScenarioAxis::Context, self.context.as_str()),
        ]
        .into_iter()
        .flatten()
    }

    /// The highest level accepted: that of the first condition of a scenario that holds at the likely point, else the
    /// method's. Context goes before trust.
    #[must_use]
    pub fn appetite(&self, view: View<'_>) -> Level {
        let likely = view.read(Reading::Likely);
        let mut scenarios: Vec<_> = self.scenarios(view.library).collect();
        scenarios.sort_by_key(|scenario| scenario.axis != ScenarioAxis::Context);
        scenarios
            .iter()
            .flat_map(|scenario| &scenario.appetite)
            .find(|appetite| appetite.when.as_ref().is_none_or(|when| when.eval(&likely).is_true()))
            .map_or(view.library.method().appetite, |appetite| appetite.level)
    }
}
