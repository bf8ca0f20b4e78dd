//! From what the rules found to what is reported: suppression comments, severities, order.

mod add;
mod baseline;
mod complaints;
mod directive;
mod ledger;
mod removal;
mod scope;

pub use add::Silencer;
pub use baseline::{Baseline, BaselineEntry};
pub use directive::{Kind, MARKER, RuleName, Suppression, parse};

use crate::report::{Finding, Report};
use crate::rules::{RULES, Rule};
use crate::settings::{Level, Settings};
use ledger::Ledger;

use crate::text::{Source, Span};

/// Applies the suppression comments of the file and the levels of the settings, and sorts. `comments` are the comments that
/// hold the [`MARKER`], in order of place.
#[must_use]
pub fn settle(source: &Source, comments: &[Span], settings: &Settings, findings: Vec<Finding>) -> Report {
    settle_among(RULES, source, comments, settings, findings)
}

/// The same, for a list of rules of one's own.
#[must_use]
pub fn settle_among(
    rules: &[&'static Rule],
    source: &Source,
    comments: &[Span],
    settings: &Settings,
    findings: Vec<Finding>,
) -> Report {
    let findings =
        in_order(findings.into_iter().filter_map(|finding| at_its_level(rules, settings, finding)).collect());
    if comments.is_empty() {
        return Report { findings, suppressed: Vec::new() };
    }
    let mut ledger = Ledger::new(&source.text, comments);
    let mut kept = ledger.suppress(findings);
    let complaints = complaints::complaints(rules, &source.text, settings, &mut ledger);
    kept.extend(complaints.into_iter().filter_map(|finding| at_its_level(rules, settings, finding)));
    let mut suppressed = ledger.suppressed;
    suppressed.sort_by(|a, b| key(&a.finding).cmp(&key(&b.finding)));
    Report { findings: in_order(kept), suppressed }
}

/// A finding as the settings want it; `None` when they do not want it. A rule that is not in the list has no level.
fn at_its_level(rules: &[&'static Rule], settings: &Settings, mut finding: Finding) -> Option<Finding> {
    let rule = rules.iter().find(|rule| rule.id == finding.rule);
    match rule.map_or(Level::Default, |rule| settings.levels.of(rule)) {
        Level::Off => return None,
        Level::Default => {}
        Level::At(severity) => finding.severity = severity,
    }
    Some(finding)
}

fn in_order(mut findings: Vec<Finding>) -> Vec<Finding> {
    findings.sort_by(|a, b| key(a).cmp(&key(b)));
    findings.dedup_by(|a, b| key(a) == key(b));
    findings
}

fn key(finding: &Finding) -> (u32, &str, u32, &str) {
    (finding.span.start, finding.rule, finding.span.end, &finding.message)
}
