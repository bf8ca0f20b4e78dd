use serde::Serialize;

use super::diagnostic::{Diagnostic, diagnostics};
use super::run::{Problem, Run};

/// One object with everything: see the machine contract for its shape.
#[must_use]
pub fn json(run: &Run) -> String {
    let summary = run.summary();
    let document = Document {
        version: 1,
        tool: Tool { name: env!("CARGO_PKG_NAME"), version: env!("CARGO_PKG_VERSION") },
        diagnostics: diagnostics(run).collect(),
        summary: Counts {
            files: run.linted,
            errors: summary.errors,
            warnings: summary.warnings,
            infos: summary.infos,
            hints: summary.hints,
            suppressed: run.suppressed(),
            baselined: run.baselined,
            fixed: run.fixed,
        },
        problems: run.problems.iter().map(JsonProblem::of).collect(),
    };
    serde_json::to_string_pretty(&document).map(|text| text + "\n").unwrap_or_default()
}

/// One diagnostic object a line.
#[must_use]
pub fn jsonl(run: &Run) -> String {
    let lines = diagnostics(run).filter_map(|diagnostic| serde_json::to_string(&diagnostic).ok());
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

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::render::run::tests::{finding, run};
    use crate::report::{Edit, Fix, Label, Safety};
    use crate::text::Span;

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
