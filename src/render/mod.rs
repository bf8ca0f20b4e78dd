//! Reports as text: one file a format, and what the formats share.
//!
//! Here, and in the language server, byte offsets turn into lines and columns. No output holds a product key.

mod concise;
mod diff;
mod excerpt;
mod json;
mod pretty;
mod redact;
mod run;
mod statistics;

pub use concise::concise;
pub use diff::diff;
pub use json::{json, jsonl};
pub use pretty::pretty;
pub use redact::redact;
pub use run::{FileFindings, Problem, Run, Summary};
pub use statistics::statistics;
