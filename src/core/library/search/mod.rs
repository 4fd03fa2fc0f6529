//! Search over the library.

mod typo;

pub use typo::{distance, nearest};
