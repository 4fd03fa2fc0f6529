//! Readers: untrusted files to facts.
