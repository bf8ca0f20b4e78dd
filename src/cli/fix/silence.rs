use crate::report::{Edit, Finding, Fix, Safety};
use crate::rules::{self, Category};
use crate::settle::Silencer;
use crate::syntax;
use crate::text::Source;

/// The findings with the comment that suppresses each as its only fix; without those that no comment of a line can suppress.
pub fn silenced(source: &Source, findings: Vec<Finding>) -> Vec<Finding> {
    let can_be_silenced =
        |finding: &Finding| rules::find(finding.rule).is_some_and(|rule| rule.category != Category::Suppression);
    let findings: Vec<Finding> = findings.into_iter().filter(can_be_silenced).collect();
    if findings.is_empty() {
        return findings;
    }
    let silencer = Silencer::of(source, syntax::read(source));
    let silenced = findings.into_iter().filter_map(|mut finding| {
        finding.fixes = vec![comment(silencer.silence_line(&finding)?)];
        Some(finding)
    });
    silenced.collect()
}

fn comment(edit: Edit) -> Fix {
    Fix { title: "Suppress it".to_owned(), safety: Safety::Safe, edits: vec![edit] }
}
