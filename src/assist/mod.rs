//! What an editor may ask of a place in a text: what stands there, what may stand there, and what belongs to it elsewhere.
//! Nothing here knows the protocol.

mod anchors;
mod complete;
mod configuration;
mod expected;
mod explain;
mod finder;
mod half_typed;
mod hints;
mod index;
mod landmarks;
mod links;
mod open_brackets;
mod signature;
mod slot;
mod topic;

pub use anchors::{Handler, Tie};
pub use complete::{Kind, Proposal, proposals};
pub use configuration::Configuration;
pub use explain::{container, explain, rule_markdown};
pub use half_typed::{Blank, HalfTyped};
pub use hints::{Hint, HintKinds};
pub use index::Index;
pub use landmarks::{Landmark, LandmarkKind};
pub use links::{Goal, page_of_rule};
pub use signature::Call;
pub use slot::{Slot, Thing};
pub use topic::Topic;
