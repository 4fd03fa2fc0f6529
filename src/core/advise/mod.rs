//! advise

pub mod plan;
