//! The guidance library: what an item of each kind holds, conditions over facts, search and the structural lint.
//!
//! Items are data. They come from packs (the built-in one, or others laid over it) through the `guidance` room and
//! arrive here typed; [`Library`] indexes them by id and answers what the assessment, the advice and the doors ask.

pub mod condition;
mod fact;
mod factor;
mod gate;
mod item;
mod lint;
mod matrix;
mod measure;
mod method;
mod pack;
mod risk;
mod scenario;
pub mod search;
mod term;

pub use condition::Condition;
pub use fact::{Borne, FactDef, FactType, Role, Word};
pub use factor::{Axis, FactorDef, FactorOption, Side};
pub use gate::Gate;
pub use item::{About, Item, Kind, Mappings, Reference, Review, ReviewState};
pub use lint::{Finding, Rule, Severity, lint};
pub use matrix::{Bands, Level, Matrix, MatrixError, NamedLevel};
pub use measure::{
    Approach, Area, Check, Confidence, Disruption, Effect, Effort, Measure, Phase, Protocol, Scope, Size, Step,
};
pub use method::{Credits, Method};
pub use pack::{Library, LibraryError, Pack, hex};
pub use risk::{Floor, Risk, RiskFactor, Story};
pub use scenario::{Appetite, Scenario, ScenarioAxis};
pub use term::Term;
