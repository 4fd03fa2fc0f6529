//! MCP Server Operator: an offline, advisory-only consultation workbench for people who deploy and run Model Context
//! Protocol servers.
//!
//! # The house plan
//!
//! Data flows one way: **read -> profile -> assess -> advise -> record -> show or write**.
//!
//! | room | what it is for | may use |
//! |---|---|---|
//! | [`core`] | the engine: pure, synchronous, no file, clock, screen or store | nothing of ours |
//! | `guidance` | YAML packs to the core's library, with limits | core |
//! | `import` | one reader per source format, untrusted bytes to facts | core |
//! | `config` | the configuration file | core |
//! | `store` | where events live: the journal, the index, drafts | core |
//! | `app` | the use cases that every door asks | core, guidance, import, store |
//! | `cli` | the command line, one file per verb | app, core |
//! | `tui` | the workbench | app, core |
//!
//! Everything but the core stands behind the feature `doors`; `tests/architecture.rs` reads the imports for the rest.

pub mod core;

#[cfg(feature = "doors")]
pub mod app;
#[cfg(feature = "doors")]
pub mod cli;
#[cfg(feature = "doors")]
pub mod config;
#[cfg(feature = "doors")]
pub mod guidance;
#[cfg(feature = "doors")]
pub mod import;
#[cfg(feature = "doors")]
pub mod store;
#[cfg(feature = "doors")]
pub mod tui;
