//! The abstract interpreter: in what order operations happen, in which state of the scanner, with which values.
//!
//! Every function is run from where it can start: with its caller's state when the file calls it directly, after the
//! SDK call that calls it back, and otherwise from a state of which nothing is known. Paths are kept apart up to a
//! bound, so that `if (secure) port = 443` stays together with `IfSSL = secure`.

mod builtins;
mod calls;
mod chains;
mod conditions;
mod effects;
mod enter;
mod evaluate;
mod execute;
mod images;
mod interpreter;
mod noted;
mod operation;
mod operators;
mod paths;
mod relevance;
mod roots;
mod scans;
mod settings;
mod shared;
mod state;
mod store;
mod symbols;
mod value;
mod waits;

pub use builtins::is_iteration;
pub use effects::image_index;
pub use images::{Depth, Fact, ImageIndex};
pub use operation::{Exit, Flow, Operation, OperationKind, Release, Run, Sample};
pub use scans::ScanEnd;
pub use settings::Setting;
pub use state::{Event, EventKind, InstanceState, PropertyState, PropertyValue, SourceState, State, Unfinished};
pub use symbols::{Meaning, Symbol, Symbols};
pub use value::{ObjectValue, Value};

use crate::model::Model;

/// Runs a file's code.
#[must_use]
pub fn run(model: &Model<'_>) -> Flow {
    interpreter::Interpreter::new(model).run()
}
