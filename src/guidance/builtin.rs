//! The guidance that the binary carries.

#![allow(dead_code, reason = "the generated file also lists the themes, which another room uses")]

include!(concat!(env!("OUT_DIR"), "/builtin.rs"));

/// The name that only the built-in pack may have.
pub(super) const NAME: &str = "builtin";
/// Who publishes the built-in pack.
pub(super) const PUBLISHER: &str = "the mcpserver-operator project";
/// The day of this version of the built-in pack.
pub(super) const DATE: &str = "2026-11-24";
/// The folder that the built-in paths start with.
pub(super) const FOLDER: &str = "guidance/";
