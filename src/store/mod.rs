//! Where events live.
