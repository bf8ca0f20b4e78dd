use std::borrow::Cow;

use serde::Serialize;

use crate::report::{Finding, Fingerprints, Fix};
use crate::rules::{self, Rule};
use crate::text::{Encoding, LineIndex, Source, Span};

use super::redact;
use super::redact::holds_key;
use super::run::{FileFindings, Run};

/// A finding with its lines, columns, and all that is known of its rule: what the formats for programs are made from, and
/// as it stands the diagnostic of the machine contract. Without product keys.
#[derive(Serialize)]
pub(super) struct Diagnostic<'a> {
    pub rule: &'a str,
    pub category: Option<&'static str>,
    pub severity: &'static str,
    pub message: String,
    pub help: Option<String>,
    pub path: &'a str,
    pub range: Range,
    pub url: Option<String>,
    pub codes: &'a [i32],
    pub related: Vec<Related<'a>>,
    pub fixes: Vec<FixEdits<'a>>,
    /// Stays the same when lines move.
    pub fingerprint: String,
    #[serde(skip)]
    pub finding: &'a Finding,
}

#[derive(Serialize)]
pub(super) struct Related<'a> {
    pub message: String,
    pub path: &'a str,
    pub range: Range,
}

#[derive(Serialize)]
pub(super) struct FixEdits<'a> {
    pub title: String,
    pub applicability: &'static str,
    pub edits: Vec<RangeEdit<'a>>,
    /// The same as one edit, for readers that know no other.
    #[serde(skip)]
    pub joined: RangeEdit<'a>,
}

#[derive(Serialize)]
pub(super) struct RangeEdit<'a> {
    pub range: Range,
    pub text: Cow<'a, str>,
}

/// `end` is behind the last character.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Range {
    pub start: Place,
    pub end: Place,
}

/// `line` and `column` from 1, the column in UTF-16 code units; `offset` in bytes from 0.
#[derive(Clone, Copy, Serialize)]
pub(super) struct Place {
    pub line: u32,
    pub column: u32,
    pub offset: u32,
    /// From 1, in bytes.
    #[serde(skip)]
    pub byte_column: u32,
}

/// Every finding of a run, sorted by path, start and rule.
pub(super) fn diagnostics(run: &Run) -> impl Iterator<Item = Diagnostic<'_>> {
    run.files.iter().flat_map(of_file)
}

/// Every finding of a file, sorted by start and rule.
pub(super) fn of_file(file: &FileFindings) -> Vec<Diagnostic<'_>> {
    of_findings(&file.source, file.findings.iter())
}

/// What suppression comments took out of a file, in the order of the file's list.
pub(super) fn of_suppressed(file: &FileFindings) -> Vec<Diagnostic<'_>> {
    of_findings(&file.source, file.suppressed.iter().map(|suppressed| &suppressed.finding))
}

fn of_findings<'a>(source: &'a Source, findings: impl Iterator<Item = &'a Finding>) -> Vec<Diagnostic<'a>> {
    let page = Page { source, lines: LineIndex::new(&source.text) };
    let mut fingerprints = Fingerprints::default();
    findings.map(|finding| page.diagnostic(finding, fingerprints.of(finding, source, &page.lines))).collect()
}

impl Diagnostic<'_> {
    /// What is wrong and, behind `separator`, what to do.
    pub fn told(&self, separator: &str) -> String {
        match &self.help {
            Some(help) => format!("{}{separator}{help}", self.message),
            None => self.message.clone(),
        }
    }
}

/// A file with its line table.
struct Page<'a> {
    source: &'a Source,
    lines: LineIndex,
}

impl<'a> Page<'a> {
    fn diagnostic(&self, finding: &'a Finding, fingerprint: String) -> Diagnostic<'a> {
        let rule = rules::find(finding.rule);
        Diagnostic {
            rule: finding.rule,
            category: rule.map(|rule| rule.category.name()),
            severity: finding.severity.name(),
            message: redact(&finding.message).into_owned(),
            help: finding.help.as_deref().map(|help| redact(help).into_owned()),
            path: &self.source.path,
            range: self.range(finding.span),
            url: rule.map(Rule::url),
            codes: &finding.codes,
            related: finding
                .related
                .iter()
                .map(|label| Related {
                    message: redact(&label.message).into_owned(),
                    path: &self.source.path,
                    range: self.range(label.span),
                })
                .collect(),
            fixes: finding.fixes.iter().filter(|fix| !holds_key(fix)).map(|fix| self.fix(fix)).collect(),
            fingerprint,
            finding,
        }
    }

    fn fix(&self, fix: &'a Fix) -> FixEdits<'a> {
        let edits = fix.edits.iter().map(|edit| RangeEdit { range: self.range(edit.span), text: (&edit.text).into() });
        FixEdits {
            title: redact(&fix.title).into_owned(),
            applicability: fix.safety.name(),
            edits: edits.collect(),
            joined: self.joined(fix),
        }
    }

    /// One edit from the first place that a fix changes to the last.
    fn joined(&self, fix: &Fix) -> RangeEdit<'a> {
        let span = fix.edits.iter().map(|edit| edit.span).reduce(Span::cover).unwrap_or_default();
        let mut inside = String::new();
        let mut done = span.start as usize;
        for edit in &fix.edits {
            inside.push_str(self.source.text.get(done..edit.span.start as usize).unwrap_or(""));
            inside.push_str(&edit.text);
            done = edit.span.end as usize;
        }
        RangeEdit { range: self.range(span), text: inside.into() }
    }

    fn range(&self, span: Span) -> Range {
        Range { start: self.place(span.start), end: self.place(span.end) }
    }

    fn place(&self, offset: u32) -> Place {
        let text = &self.source.text;
        let place = self.lines.place(text, offset as usize, Encoding::Utf16);
        let byte_column = self.lines.place(text, offset as usize, Encoding::Utf8).column + 1;
        Place { line: place.line + 1, column: place.column + 1, offset, byte_column }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::run::tests::{finding, run};
    use crate::report::{Edit, Safety};

    fn edit(start: usize, end: usize, text: &str) -> Edit {
        Edit { span: Span::new(start, end), text: text.into() }
    }

    #[test]
    fn a_fix_of_many_edits_is_one_edit_as_well() {
        let mut found = finding(4, 7);
        let edits = vec![edit(4, 7, "good"), edit(9, 9, "ly"), edit(11, 12, "")];
        found.fixes = vec![Fix { title: "Mend it".into(), safety: Safety::Safe, edits }];
        let run = run("let bad; a+bc;", vec![found]);
        let joined = &diagnostics(&run).next().expect("a finding").fixes.remove(0).joined;
        assert_eq!((joined.range.start.offset, joined.range.end.offset), (4, 12));
        assert_eq!(joined.text, "good; lya+");
    }

    #[test]
    fn columns_are_counted_in_both_encodings() {
        let run = run("'é😀'; bad", vec![finding(10, 13)]);
        let start = diagnostics(&run).next().expect("a finding").range.start;
        assert_eq!((start.line, start.column, start.byte_column), (1, 8, 11));
    }

    #[test]
    fn a_fix_with_a_key_is_left_out() {
        let key = "t0068MgAAAENENwNWc7efmkYt7se6XaPFkvZWtrLzzyGj";
        let mut found = finding(0, 3);
        let edits = vec![edit(0, 3, &format!("'{key}'"))];
        found.fixes = vec![Fix { title: "Again".into(), safety: Safety::Safe, edits }];
        assert!(diagnostics(&run("bad", vec![found])).all(|diagnostic| diagnostic.fixes.is_empty()));
    }
}
