//! What the linter says: findings, their places, and the edits that mend them.

mod apply;
mod finding;
mod fingerprint;
mod severity;

pub use apply::{apply, compatible, edits_of};
pub use finding::{Edit, Finding, Fix, Label, Safety, Tag};
pub use fingerprint::{Fingerprints, fingerprints};
pub use severity::Severity;

/// What linting one file gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    /// Sorted by start, then rule.
    pub findings: Vec<Finding>,
    /// What suppression comments took out, in the same order.
    pub suppressed: Vec<Suppressed>,
}

/// A finding that a suppression comment took out.
#[derive(Clone, Debug, PartialEq)]
pub struct Suppressed {
    pub finding: Finding,
    /// What the comment says behind `--`.
    pub reason: Option<String>,
}
