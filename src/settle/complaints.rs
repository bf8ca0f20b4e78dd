use super::ledger::{Entry, Ledger};
use super::removal::{remove_comment, remove_name};
use super::{Kind, RuleName, Suppression};
use crate::report::{Finding, Fix, Safety};
use crate::rules::{Rule, unknown_suppression, unused_suppression};
use crate::settings::{Level, Settings};
use crate::text::Span;

/// What is wrong with the suppressions themselves, once all findings went through them.
pub(super) fn complaints(
    rules: &[&'static Rule],
    text: &str,
    settings: &Settings,
    ledger: &mut Ledger,
) -> Vec<Finding> {
    let mut complaints = ledger.suppress_by_file(unknown(rules, text, settings, &ledger.suppressions));
    complaints.extend(ledger.suppress_by_file(unused(rules, text, settings, ledger)));
    complaints
}

fn is_on(settings: &Settings, rule: &Rule) -> bool {
    settings.levels.of(rule) != Level::Off
}

fn unknown(rules: &[&'static Rule], text: &str, settings: &Settings, suppressions: &[Suppression]) -> Vec<Finding> {
    if !is_on(settings, &unknown_suppression::RULE) {
        return Vec::new();
    }
    let ids: Vec<&str> = rules.iter().map(|rule| rule.id).collect();
    let mut findings = Vec::new();
    for suppression in suppressions {
        if suppression.kind == Kind::Unknown {
            let known = Kind::DIRECTIVES.map(|(directive, _)| directive);
            findings.push(unknown_suppression::unknown_directive(suppression.directive, text, &known));
            continue;
        }
        let misspelt = suppression.rules.iter().filter(|rule| !ids.contains(&rule.name.as_str()));
        let spans = joined(misspelt.map(|rule| rule.span), text);
        findings.extend(spans.into_iter().map(|span| unknown_suppression::unknown_rule(span, text, &ids)));
    }
    findings
}

/// Makes one of those without a comma between them: a reason that lacks its `--`.
fn joined(spans: impl Iterator<Item = Span>, text: &str) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::new();
    for span in spans {
        match joined.last_mut() {
            Some(last) if Span { start: last.end, end: span.start }.of(text).trim().is_empty() => {
                *last = last.cover(span)
            }
            _ => joined.push(span),
        }
    }
    joined
}

fn unused(rules: &[&'static Rule], text: &str, settings: &Settings, ledger: &Ledger) -> Vec<Finding> {
    if !is_on(settings, &unused_suppression::RULE) {
        return Vec::new();
    }
    let judge = Judge { rules, settings, ledger };
    ledger
        .entries
        .chunk_by(|a, b| a.suppression == b.suppression)
        .flat_map(|of_one| judge.unused(text, of_one))
        .collect()
}

struct Judge<'a> {
    rules: &'a [&'static Rule],
    settings: &'a Settings,
    ledger: &'a Ledger,
}

impl Judge<'_> {
    /// One finding for a comment that is of no use at all, or one a name.
    fn unused(&self, text: &str, entries: &[Entry]) -> Vec<Finding> {
        let unused: Vec<&Entry> = entries.iter().filter(|entry| self.is_unused(entry)).collect();
        let Some(&first) = unused.first() else { return Vec::new() };
        let suppression = &self.ledger.suppressions[first.suppression];
        if unused.len() == entries.len() {
            let fix = self.whole_fix(text, suppression, entries);
            return vec![unused_suppression::unused_comment(suppression.span, &suppression.names(), fix)];
        }
        unused
            .into_iter()
            .filter_map(|entry| {
                let rule = entry.rule?;
                let name: &RuleName = &suppression.rules[rule];
                let edit = remove_name(suppression, rule);
                let fix = Fix { title: format!("Remove `{}`", name.name), safety: Safety::Safe, edits: vec![edit] };
                Some(unused_suppression::unused_name(name.span, &name.name, fix))
            })
            .collect()
    }

    /// Only a rule that ran can be said to find nothing.
    fn is_unused(&self, entry: &Entry) -> bool {
        if entry.used {
            return false;
        }
        let levels = &self.settings.levels;
        let Some(name) = self.ledger.name(entry) else {
            return levels.only.is_empty() && levels.skip.is_empty();
        };
        let is_about_itself =
            name == unused_suppression::RULE.id && self.ledger.suppressions[entry.suppression].kind == Kind::File;
        let ran = self.rules.iter().any(|rule| rule.id == name && is_on(self.settings, rule));
        ran && !is_about_itself
    }

    /// Removes the comment, and the one that ends it where that would be left over.
    fn whole_fix(&self, text: &str, suppression: &Suppression, entries: &[Entry]) -> Option<Fix> {
        let mut edits = vec![remove_comment(text, suppression.span)?];
        if let Some(end) = self.end_left_over(suppression, entries) {
            edits.push(remove_comment(text, end)?);
        }
        Some(Fix { title: "Remove the suppression".to_owned(), safety: Safety::Safe, edits })
    }

    fn end_left_over(&self, suppression: &Suppression, entries: &[Entry]) -> Option<Span> {
        let end = entries.first()?.closed_by?;
        let closed_here = self.ledger.entries.iter().filter(|entry| entry.closed_by == Some(end)).count();
        let comment = &self.ledger.suppressions[end];
        let says_the_same = comment.names() == suppression.names() || comment.rules.is_empty();
        let closes_all = entries.iter().all(|entry| entry.closed_by == Some(end));
        (closes_all && closed_here == entries.len() && says_the_same).then_some(comment.span)
    }
}
