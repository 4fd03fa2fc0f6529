//! The use cases that every door asks of the engine, in one place.
//!
//! [`Engine`] answers without keeping anything: read, assess, explain, search. [`Desk`] adds the store: consultations,
//! answers, decisions, history. A question the workbench can ask, the command line can ask too.

mod desk;
mod engine;
mod explain;
mod failure;
mod places;

pub use desk::{Desk, Listed, Opened, Sheet};
pub use engine::{Changes, Engine, Found, Gathered, Setting};
pub use explain::{Explanation, explain};
pub use failure::{Failure, FailureKind};
pub use places::{ClientFile, client_files, default_store};
