//! The straight line from a source to a report: the one function that the command line, the server and the tests call.

use crate::report::Report;
use crate::settings::Settings;
use crate::settle::{MARKER, settle};
use crate::syntax;
use crate::text::Source;

/// Lints one file as a program of its own. Never fails: text that does not parse yields fewer findings.
#[must_use]
pub fn lint(source: &Source, settings: &Settings) -> Report {
    let document = syntax::read(source);
    settle(source, &document.comments_with(MARKER), settings, Vec::new())
}
