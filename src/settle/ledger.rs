use std::cmp::Reverse;

use rustc_hash::FxHashMap;

use super::scope::next_code_line;
use super::{Kind, Suppression, parse};
use crate::report::{Finding, Suppressed};
use crate::text::{LineIndex, Span};

/// The suppressions of a file, and which of them were of use.
pub(super) struct Ledger {
    pub suppressions: Vec<Suppression>,
    pub entries: Vec<Entry>,
    /// What was taken out.
    pub suppressed: Vec<Suppressed>,
    lines: LineIndex,
    by_line: FxHashMap<usize, Vec<usize>>,
    /// The entries that reach further than a line, the narrowest first.
    wide: Vec<usize>,
}

/// One rule of one suppression.
pub(super) struct Entry {
    /// Index into the suppressions.
    pub suppression: usize,
    /// Index into the names of the suppression; `None`: every rule.
    pub rule: Option<usize>,
    /// The suppression that ends this one.
    pub closed_by: Option<usize>,
    pub used: bool,
    reach: Reach,
}

/// A finding that starts here is taken out.
#[derive(Clone, Copy)]
enum Reach {
    Line(usize),
    Bytes(Span),
}

impl Ledger {
    pub(super) fn new(text: &str, comments: &[Span]) -> Self {
        let suppressions = parse(text, comments);
        let lines = LineIndex::new(text);
        let ends: Vec<usize> = (0..suppressions.len()).filter(|&index| suppressions[index].kind == Kind::End).collect();
        let mut entries = Vec::new();
        for (index, suppression) in suppressions.iter().enumerate() {
            for rule in rules_of(suppression) {
                let closed_by = closing(&suppressions, &ends, index, rule);
                let end = closed_by.map_or(text.len() + 1, |end| suppressions[end].span.start as usize);
                let reach = match suppression.kind {
                    Kind::Line => Reach::Line(lines.line_of(suppression.span.start as usize)),
                    Kind::NextLine => match next_code_line(text, &lines, suppression.span) {
                        Some(line) => Reach::Line(line),
                        None => Reach::Bytes(Span::default()),
                    },
                    Kind::Start => Reach::Bytes(Span::new(suppression.span.start as usize, end)),
                    Kind::File => Reach::Bytes(Span::new(0, text.len() + 1)),
                    Kind::End | Kind::Unknown => continue,
                };
                entries.push(Entry { suppression: index, rule, closed_by, used: false, reach });
            }
        }
        Self::index(suppressions, entries, lines)
    }

    fn index(suppressions: Vec<Suppression>, entries: Vec<Entry>, lines: LineIndex) -> Self {
        let mut by_line: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        let mut wide = Vec::new();
        for (index, entry) in entries.iter().enumerate() {
            match entry.reach {
                Reach::Line(line) => by_line.entry(line).or_default().push(index),
                Reach::Bytes(span) => wide.push((span.len(), Reverse(index))),
            }
        }
        wide.sort_unstable();
        let wide = wide.into_iter().map(|(_, Reverse(index))| index).collect();
        Self { suppressions, entries, suppressed: Vec::new(), lines, by_line, wide }
    }

    /// The findings that no comment takes out.
    pub(super) fn suppress(&mut self, findings: Vec<Finding>) -> Vec<Finding> {
        findings.into_iter().filter_map(|finding| self.pass(self.taker(&finding), finding)).collect()
    }

    /// As [`Ledger::suppress`], for findings about suppressions: only a comment for the whole file that names the rule does.
    pub(super) fn suppress_by_file(&mut self, findings: Vec<Finding>) -> Vec<Finding> {
        findings.into_iter().filter_map(|finding| self.pass(self.taker_by_file(&finding), finding)).collect()
    }

    fn taker(&self, finding: &Finding) -> Option<usize> {
        let line = self.lines.line_of(finding.span.start as usize);
        let near = self.by_line.get(&line).map_or(&[][..], Vec::as_slice);
        near.iter().chain(&self.wide).copied().find(|&index| self.covers(&self.entries[index], finding))
    }

    fn taker_by_file(&self, finding: &Finding) -> Option<usize> {
        self.wide.iter().copied().find(|&index| {
            let entry = &self.entries[index];
            self.suppressions[entry.suppression].kind == Kind::File && self.name(entry) == Some(finding.rule)
        })
    }

    /// The finding, unless an entry takes it out.
    fn pass(&mut self, taker: Option<usize>, finding: Finding) -> Option<Finding> {
        let Some(entry) = taker.and_then(|index| self.entries.get_mut(index)) else { return Some(finding) };
        entry.used = true;
        let reason = self.suppressions[entry.suppression].reason.clone();
        self.suppressed.push(Suppressed { finding, reason });
        None
    }

    fn covers(&self, entry: &Entry, finding: &Finding) -> bool {
        let at = finding.span.start;
        let reaches = match entry.reach {
            Reach::Line(_) => true,
            Reach::Bytes(span) => span.start <= at && at < span.end,
        };
        reaches
            && match self.name(entry) {
                Some(name) => name == finding.rule,
                None => !self.is_enabled_again(entry, finding),
            }
    }

    /// Whether a comment enables the rule behind one that disables them all.
    fn is_enabled_again(&self, entry: &Entry, finding: &Finding) -> bool {
        let all = &self.suppressions[entry.suppression];
        let between = self.suppressions.iter().skip(entry.suppression + 1);
        all.kind == Kind::Start
            && between
                .take_while(|later| later.span.start <= finding.span.start)
                .any(|later| later.kind == Kind::End && later.rules.iter().any(|rule| rule.name == finding.rule))
    }

    pub(super) fn name(&self, entry: &Entry) -> Option<&str> {
        entry.rule.map(|rule| self.suppressions[entry.suppression].rules[rule].name.as_str())
    }
}

/// Each name; `None` once when there is none.
fn rules_of(suppression: &Suppression) -> impl Iterator<Item = Option<usize>> {
    let all = suppression.rules.is_empty().then_some(None);
    all.into_iter().chain((0..suppression.rules.len()).map(Some))
}

/// The next comment that enables everything, or this rule.
fn closing(suppressions: &[Suppression], ends: &[usize], index: usize, rule: Option<usize>) -> Option<usize> {
    let this = &suppressions[index];
    if this.kind != Kind::Start {
        return None;
    }
    let name = rule.map(|rule| &this.rules[rule].name);
    let ends_it = |later: &Suppression| {
        later.rules.is_empty() || name.is_some_and(|name| later.rules.iter().any(|rule| rule.name == *name))
    };
    let later = &ends[ends.partition_point(|&end| end < index)..];
    later.iter().copied().find(|&end| ends_it(&suppressions[end]))
}
