//! The workbench.
//!
//! A key becomes an [`action::Action`] through the [`keymap`]; [`update`] changes the [`state`] and names
//! [`effect`]s; the [`worker`] performs them on its own thread and answers with actions; [`view`] draws the state. The
//! [`rows`] are what panes and details say, without sizes or colours; [`lay`] makes lines of them, [`line`] is the
//! only place that puts them on the screen, [`look`] says in which style. The [`runtime`] sleeps until something
//! happens: it has no ticks.

pub mod action;
pub mod data;
pub mod effect;
pub mod key;
pub mod keymap;
pub mod lay;
mod line;
pub mod look;
pub mod rows;
pub mod sizes;
pub mod state;
pub mod update;
pub mod view;
