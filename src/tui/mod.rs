//! The workbench.
//!
//! A key becomes an [`action::Action`] through the [`keymap`]; [`update`] changes the [`state`] and names
//! [`effect`]s; the worker performs them on its own thread and answers with actions; [`view`] draws the state. The
//! [`rows`] are what panes and details say, without sizes or colours; [`lay`] makes lines of them, `line` is the only
//! place that puts them on the screen, [`look`] says in which style. The runtime sleeps until something happens: it
//! has no ticks.

pub mod action;
pub mod data;
pub mod effect;
mod input;
pub mod key;
pub mod keymap;
pub mod lay;
mod line;
pub mod look;
pub mod rows;
mod runtime;
pub mod sizes;
pub mod state;
mod terminal;
pub mod update;
pub mod view;
mod worker;

use std::{path::PathBuf, sync::Arc};

use anyhow::Context as _;

use crate::app::Desk;
use effect::{Effect, Job};

pub use runtime::remember;
pub use worker::perform;

/// How the workbench begins.
#[derive(Clone, Debug, Default)]
pub struct Start {
    /// Files to open.
    pub paths: Vec<PathBuf>,
    /// A consultation to open.
    pub id: Option<String>,
    /// The name of a theme, or the path of a theme file.
    pub theme: Option<String>,
    /// Whether colours are refused, whatever the theme.
    pub no_color: bool,
}

/// Opens the workbench and stays until it is left.
///
/// # Errors
/// Where the theme is not sound or the terminal cannot be had.
pub fn run(desk: Desk, start: Start) -> anyhow::Result<()> {
    let terminal = look::Terminal::from_env(|name| std::env::var_os(name));
    let look = look::Look::choose(start.theme.as_deref(), start.no_color, &terminal)?;
    let library = Arc::new(desk.engine().library().clone());
    let tokio =
        tokio::runtime::Builder::new_current_thread().enable_all().build().context("the program could not start")?;
    let (replies, inbox) = tokio::sync::mpsc::unbounded_channel();
    let worker = worker::Worker::start(desk, replies).context("the program could not start a thread")?;
    let terminal = terminal::TerminalGuard::enter().context("the terminal could not be taken over")?;
    let mut state = state::State::new(library, look.glyphs, terminal.size());
    let job = match (start.id, start.paths.is_empty()) {
        (Some(id), _) => Job::Sheet(id),
        (None, false) => Job::Open(start.paths),
        (None, true) => Job::List,
    };
    state.busy = (job != Job::List).then_some("reading");
    tokio.block_on(runtime::Runtime::new(state, look, terminal, worker, inbox).run(vec![Effect::Work(job)]))?;
    Ok(())
}
