//! Deploy, deploy with measures, do not deploy.

use serde::{Deserialize, Serialize};

use crate::core::{
    assess::{Applies, GateReport, GateState, RiskReport},
    library::Level,
};

/// What the assessment comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Every gate passed and every risk is within appetite, whatever the unknown turns out to be.
    Deploy,
    /// A plan brings every risk within appetite, or something is still open.
    DeployWithMeasures,
    /// A gate failed, or no plan reaches the appetite.
    DoNotDeploy,
}

impl Verdict {
    /// In words.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Deploy => "deploy",
            Self::DeployWithMeasures => "deploy-with-measures",
            Self::DoNotDeploy => "do-not-deploy",
        }
    }
}

/// Decides. Tolerated risks count as within appetite.
#[must_use]
pub fn verdict(gates: &[GateReport], risks: &[RiskReport], appetite: Level, feasible: bool) -> Verdict {
    if !feasible || gates.iter().any(|gate| gate.state == GateState::Failed) {
        return Verdict::DoNotDeploy;
    }
    let within = risks
        .iter()
        .filter(|risk| risk.applies != Applies::No && risk.tolerated.is_none())
        .all(|risk| risk.current.level_range[1] <= appetite);
    if within && gates.iter().all(|gate| gate.state == GateState::Passed) {
        Verdict::Deploy
    } else {
        Verdict::DeployWithMeasures
    }
}
