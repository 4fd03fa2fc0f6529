//! Profile and library to risks: factors, intervals, matrix, gates, and what each of them rests on.
//!
//! [`Model`] reads one profile once, in three readings of what is known (`view`), and answers every question about it:
//! the inherent state, the current state with what is in place, and the state under any set of verified measures. All
//! arithmetic follows one path, so that the plan, the what-if and the screen never disagree. No measure ever raises a
//! risk: a measure that changes a fact counts where it helps and is left out where it would not.

mod base;
mod credit;
mod effect;
mod explain;
mod factor;
mod gate;
mod model;
mod numbers;
mod prepare;
mod report;
mod view;

#[cfg(test)]
pub(crate) mod tests;

pub use base::{FactorReading, FloorReading};
pub use credit::{Credit, Decision, Decisions, Status, Tolerance};
pub use explain::Part;
pub use gate::{GateReport, GateState};
pub use model::{MeasureState, Model, RiskState, Subject};
pub use numbers::{Span, apportion, round2, score};
pub use prepare::{Prepared, Setting, prepare};
pub use report::{Applies, Because, FloorReport, Rating, RiskReport, Shares, Tolerated};
pub use view::{Reading, View};
