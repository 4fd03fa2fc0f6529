//! Assessment and decisions to advice: what to do first, the cheapest plan, and what to ask next.
//!
//! [`report`] makes the whole answer about one server as every door shows it; the parts stand beside it.

pub mod plan;
mod planned;
mod priority;
mod question;
mod recommend;
mod recommendation;
mod report;
mod verdict;

#[cfg(test)]
mod tests;

pub use planned::{PlanReport, RunnerUp, Unreachable};
pub use question::Question;
pub use recommendation::Recommendation;
pub use report::{
    Assessment, ClaimReport, Combined, FactReport, LibraryStamp, Request, SCHEMA, ServerReport, profile_only, report,
};
pub use verdict::Verdict;
