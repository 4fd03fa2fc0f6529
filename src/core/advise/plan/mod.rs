//! The plan: the cheapest set of measures that brings every risk under its appetite, with a proof or a stated bound.
//!
//! [`Task`] says what may be chosen and what must hold; [`Targets`] answers exactly whether a set brings a risk under
//! its appetite, and gives linear conditions that no good set escapes ([`risk_rows`] derives them from a matrix).
//! [`solve`] draws the consequences (`rules`), builds a good set (`greedy`), and then branches (`search`) under the
//! bound of the linear relaxation (`relax`), sharpened by `cuts`. Bounds are worked out anew from the multipliers, so
//! that no rounding in the relaxation can make a plan look proven. Work is counted, never timed: no clock, no threads.

mod chosen;
mod cuts;
mod greedy;
mod line;
mod outcome;
mod relax;
mod rows;
mod rules;
mod search;
mod solve;
mod task;

pub use chosen::Chosen;
pub use outcome::{Outcome, Plan};
pub use rows::risk_rows;
pub use solve::solve;
pub use task::{Budget, Candidate, Row, Targets, Task};
