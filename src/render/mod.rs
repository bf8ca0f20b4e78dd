//! Reports as text: one file a format, and what the formats share.
//!
//! Here, and in the language server, byte offsets turn into lines and columns. No output holds a product key.

mod agent;
mod checkstyle;
mod concise;
mod diagnostic;
mod diff;
mod excerpt;
mod github;
mod gitlab;
mod hint;
mod json;
mod junit;
mod plain;
mod pretty;
mod rdjson;
mod redact;
mod run;
mod sarif;
mod statistics;
mod step_summary;
mod xml;

pub use agent::agent;
pub use checkstyle::checkstyle;
pub use concise::concise;
pub use diff::diff;
pub use github::github;
pub use gitlab::gitlab;
pub use json::{json, jsonl};
pub use junit::junit;
pub use pretty::{Abilities, pretty};
pub use rdjson::rdjson;
pub use redact::redact;
pub use run::{FileFindings, Problem, Run, Summary};
pub use sarif::sarif;
pub use statistics::{statistics, statistics_json};
pub use step_summary::step_summary;
