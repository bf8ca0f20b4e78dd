//! What an editor may ask of a place in a text: what stands there, what may stand there, and what belongs to it elsewhere.
//! Nothing here knows the protocol.

mod expected;
mod explain;
mod finder;
mod index;
mod slot;

pub use explain::{explain, rule_markdown};
pub use index::{CallSite, Index};
pub use slot::{Slot, Thing};
