//! The house plan.
pub mod core;
