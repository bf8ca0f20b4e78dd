use serde::Serialize;

use crate::report::{Finding, Fingerprints, Fix};
use crate::rules;
use crate::text::{Encoding, LineIndex, Source, Span};

use super::redact;
use super::run::{FileFindings, Problem, Run};

/// One object with everything: see the machine contract for its shape.
#[must_use]
pub fn json(run: &Run) -> String {
    let summary = run.summary();
    let document = Document {
        version: 1,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        diagnostics: run.files.iter().flat_map(diagnostics).collect(),
        summary: Counts {
            files: run.linted,
            errors: summary.errors,
            warnings: summary.warnings,
            infos: summary.infos,
            hints: summary.hints,
            suppressed: run.suppressed,
            baselined: 0,
            fixed: run.fixed,
        },
        problems: run.problems.iter().map(JsonProblem::of).collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| text + "\n").unwrap_or_default()
}

/// One diagnostic object a line.
#[must_use]
pub fn jsonl(run: &Run) -> String {
    let lines = run.files.iter().flat_map(diagnostics).filter_map(|diagnostic| serde_json::to_string(&diagnostic).ok());
    lines.map(|line| line + "\n").collect()
}

#[derive(Serialize)]
struct Document<'a> {
    version: u32,
    tool: Tool,
    diagnostics: Vec<Diagnostic<'a>>,
    summary: Counts,
    problems: Vec<JsonProblem<'a>>,
}

#[derive(Serialize)]
struct Tool {
    name: &'static str,
    version: &'static str,
}

#[derive(Serialize)]
struct Diagnostic<'a> {
    rule: &'a str,
    category: Option<&'static str>,
    severity: &'static str,
    message: String,
    help: Option<String>,
    path: &'a str,
    range: Range,
    url: Option<String>,
    codes: &'a [i32],
    related: Vec<Related<'a>>,
    fixes: Vec<JsonFix<'a>>,
    fingerprint: String,
}

#[derive(Serialize)]
struct Related<'a> {
    message: String,
    path: &'a str,
    range: Range,
}

#[derive(Serialize)]
struct JsonFix<'a> {
    title: String,
    applicability: &'static str,
    edits: Vec<JsonEdit<'a>>,
}

#[derive(Serialize)]
struct JsonEdit<'a> {
    range: Range,
    text: &'a str,
}

#[derive(Serialize)]
struct Range {
    start: Place,
    end: Place,
}

/// `line` and `column` from 1, the column in UTF-16 code units; `offset` in bytes from 0.
#[derive(Serialize)]
struct Place {
    line: u32,
    column: u32,
    offset: u32,
}

#[derive(Serialize)]
struct Counts {
    files: usize,
    errors: usize,
    warnings: usize,
    infos: usize,
    hints: usize,
    suppressed: usize,
    baselined: usize,
    fixed: usize,
}

#[derive(Serialize)]
struct JsonProblem<'a> {
    path: &'a str,
    message: &'a str,
}

impl<'a> JsonProblem<'a> {
    fn of(problem: &'a Problem) -> Self {
        Self { path: &problem.path, message: &problem.message }
    }
}

fn diagnostics(file: &FileFindings) -> Vec<Diagnostic<'_>> {
    let page = Page { source: &file.source, lines: LineIndex::new(&file.source.text) };
    let mut fingerprints = Fingerprints::default();
    file.findings
        .iter()
        .map(|finding| page.diagnostic(finding, fingerprints.of(finding, &file.source, &page.lines)))
        .collect()
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
            url: rule.map(rules::Rule::url),
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
        }
    }

    fn fix(&self, fix: &'a Fix) -> JsonFix<'a> {
        let edits = fix.edits.iter().map(|edit| JsonEdit { range: self.range(edit.span), text: &edit.text }).collect();
        JsonFix { title: redact(&fix.title).into_owned(), applicability: fix.safety.name(), edits }
    }

    fn range(&self, span: Span) -> Range {
        Range { start: self.place(span.start), end: self.place(span.end) }
    }

    fn place(&self, offset: u32) -> Place {
        let place = self.lines.place(&self.source.text, offset as usize, Encoding::Utf16);
        Place { line: place.line + 1, column: place.column + 1, offset }
    }
}

/// A key cannot be shown, and an edit with half of it would do harm.
fn holds_key(fix: &Fix) -> bool {
    fix.edits.iter().any(|edit| matches!(redact(&edit.text), std::borrow::Cow::Owned(_)))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::render::run::tests::{finding, run};
    use crate::report::{Edit, Label, Safety};

    fn parsed(run: &Run) -> Value {
        serde_json::from_str(&super::json(run)).expect("JSON")
    }

    fn full() -> Run {
        let mut found = finding(20, 23);
        found.help = Some("do that".into());
        found.codes = vec![-2003];
        found.related = vec![Label { span: Span::new(0, 3), message: "set here".into() }];
        let edits = vec![Edit { span: Span::new(20, 23), text: "good".into() }];
        found.fixes = vec![Fix { title: "Mend it".into(), safety: Safety::Unsafe, edits }];
        let mut run = run("let a = 1;\r\n\"😀\"; bad", vec![found]);
        run.problems.push(Problem { path: "broken.bin".into(), message: "not valid UTF-8 (byte 17)".into() });
        run
    }

    #[test]
    fn the_shape_is_the_contracts() {
        let mut value = parsed(&full());
        let fingerprint = value["diagnostics"][0]["fingerprint"].take();
        assert!(fingerprint.as_str().is_some_and(|text| text.len() == 16), "{fingerprint}");
        let range = json!({
            "start": { "line": 2, "column": 7, "offset": 20 }, "end": { "line": 2, "column": 10, "offset": 23 }
        });
        let first = json!({
            "start": { "line": 1, "column": 1, "offset": 0 }, "end": { "line": 1, "column": 4, "offset": 3 }
        });
        let diagnostic = json!({
            "rule": "some-rule", "category": null, "severity": "error", "message": "this is wrong", "help": "do that",
            "path": "a.js", "range": range, "url": null, "codes": [-2003],
            "related": [{ "message": "set here", "path": "a.js", "range": first }],
            "fixes": [{
                "title": "Mend it", "applicability": "unsafe", "edits": [{ "range": range, "text": "good" }]
            }],
            "fingerprint": null
        });
        let expected = json!({
            "version": 1,
            "tool": { "name": "dwt-lint", "version": env!("CARGO_PKG_VERSION") },
            "diagnostics": [diagnostic],
            "summary": {
                "files": 1, "errors": 1, "warnings": 0, "infos": 0, "hints": 0,
                "suppressed": 0, "baselined": 0, "fixed": 0
            },
            "problems": [{ "path": "broken.bin", "message": "not valid UTF-8 (byte 17)" }]
        });
        assert_eq!(value, expected);
    }

    #[test]
    fn jsonl_holds_the_same_objects() {
        let run = full();
        let lines: Vec<Value> = jsonl(&run).lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        assert_eq!(lines, *parsed(&run)["diagnostics"].as_array().expect("an array"));
    }

    #[test]
    fn no_key_comes_out() {
        let key = "t0068MgAAAENENwNWc7efmkYt7se6XaPFkvZWtrLzzyGj";
        let mut found = finding(0, 3);
        found.message = format!("`{key}` is a trial key");
        let edits = vec![Edit { span: Span::new(0, 3), text: format!("'{key}'") }];
        found.fixes = vec![Fix { title: "Again".into(), safety: Safety::Safe, edits }];
        let text = super::json(&run(&format!("key = '{key}'"), vec![found]));
        assert!(text.contains("t0068...[redacted]") && !text.contains("MgAAAE"), "{text}");
    }
}
