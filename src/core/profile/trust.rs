//! Trust, derived from named signals.
