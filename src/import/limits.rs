//! How much one file may hold. What is over a limit is refused, never cut in silence.

/// Largest file in bytes (8 MiB); the largest client state files seen are below 100 kB.
pub const FILE_LIMIT: u64 = 8 * 1024 * 1024;
/// Deepest nesting of lists and maps.
pub const DEPTH_LIMIT: usize = 64;
/// Most values in one file.
pub const NODE_LIMIT: usize = 200_000;
/// Most keys in one map of a YAML file.
pub const KEY_LIMIT: usize = 2_000;
/// Most servers taken from one file.
pub const SERVER_LIMIT: usize = 1_000;
/// Most files taken from one folder.
pub const FOLDER_LIMIT: usize = 10_000;
/// Longest text of one value that is looked at, in bytes; more could not be kept in a fact anyway.
pub const TEXT_LIMIT: usize = 64 * 1024;
/// Most entries of one list that are kept in a fact.
pub const LIST_LIMIT: usize = 500;
/// Most bytes that anchors and aliases of one YAML file may stand for.
pub const ALIAS_LIMIT: usize = 1024 * 1024;
/// Most notices kept for one server.
pub const NOTICE_LIMIT: usize = 300;
