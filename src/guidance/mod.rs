//! YAML packs to the core's library.
