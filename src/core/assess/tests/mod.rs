//! Oracles and laws of the assessment.
//!
//! `oracles` holds published worked examples, each named after its source; `laws` holds what must be so for every
//! library and profile; `small` is the small world both are tried in.

mod laws;
mod oracles;
pub(crate) mod small;
