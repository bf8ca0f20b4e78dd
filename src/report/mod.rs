//! What the linter says: findings, their places, and the edits that mend them.

mod apply;
mod finding;
mod fingerprint;
mod severity;

pub use apply::{apply, compatible};
pub use finding::{Edit, Finding, Fix, Label, Safety, Tag};
pub use fingerprint::Fingerprints;
pub use severity::Severity;

/// What linting one file gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Sorted by start, then rule.
    pub findings: Vec<Finding>,
    /// How many findings a suppression comment took out.
    pub suppressed: usize,
}
