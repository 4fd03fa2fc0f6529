//! Fuzzy search over the library.
