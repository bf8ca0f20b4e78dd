use serde_json::{Value, json};

use super::diagnostic::{Diagnostic, diagnostics};
use super::run::Run;
use crate::report::Severity;

/// A Code Quality report of GitLab: a list of issues with paths from the repository's root.
#[must_use]
pub fn gitlab(run: &Run) -> String {
    let issues: Value = diagnostics(run).map(|diagnostic| issue(run, &diagnostic)).collect();
    format!("{issues:#}\n")
}

fn issue(run: &Run, diagnostic: &Diagnostic<'_>) -> Value {
    json!({
        "description": diagnostic.told("; help: "),
        "check_name": diagnostic.rule,
        "fingerprint": diagnostic.fingerprint,
        "severity": severity(diagnostic.finding.severity),
        "location": {
            "path": run.repository_path(diagnostic.path),
            "lines": { "begin": diagnostic.range.start.line, "end": diagnostic.range.end.line },
        },
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "critical",
        Severity::Warning => "major",
        Severity::Info => "minor",
        Severity::Hint => "info",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::run::tests::{finding, run};

    #[test]
    fn an_issue_has_all_that_gitlab_asks_for() {
        let mut run = run("\nbad", vec![finding(1, 4)]);
        run.repository_prefix = "web/".into();
        let mut issues: Value = serde_json::from_str(&gitlab(&run)).expect("JSON");
        let fingerprint = issues[0]["fingerprint"].take();
        assert!(fingerprint.as_str().is_some_and(|text| text.len() == 16), "{fingerprint}");
        let expected = json!([{
            "description": "this is wrong", "check_name": "some-rule", "fingerprint": null, "severity": "critical",
            "location": { "path": "web/a.js", "lines": { "begin": 2, "end": 2 } },
        }]);
        assert_eq!(issues, expected);
    }

    #[test]
    fn nothing_found_is_an_empty_list() {
        assert_eq!(gitlab(&Run::default()), "[]\n");
    }
}
