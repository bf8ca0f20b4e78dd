use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};

use super::diagnostic::{Diagnostic, FixEdits, Range, Related, of_file, of_suppressed};
use super::run::{FileFindings, Problem, Run, is_absolute};
use crate::report::Severity;
use crate::rules::{Confidence, RULES, Rule, SITE};

/// What stays as it is in the path of an address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// A SARIF 2.1.0 log with one run: the rules with their pages, and every finding, suppressed ones marked as such. Paths are
/// relative to the repository's root, as code scanning wants them.
#[must_use]
pub fn sarif(run: &Run) -> String {
    let results = run.files.iter().flat_map(|file| results(run, file)).collect::<Value>();
    let problems = run.problems.iter().map(|problem| notification(run, problem)).collect::<Value>();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": driver() },
            "invocations": [{
                "executionSuccessful": run.problems.is_empty(),
                "toolExecutionNotifications": problems,
            }],
            "columnKind": "utf16CodeUnits",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn driver() -> Value {
    json!({
        "name": env!("CARGO_PKG_NAME"),
        "version": env!("CARGO_PKG_VERSION"),
        "semanticVersion": env!("CARGO_PKG_VERSION"),
        "informationUri": SITE,
        "rules": RULES.iter().map(|rule| descriptor(rule)).collect::<Value>(),
    })
}

fn descriptor(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "shortDescription": { "text": rule.summary },
        "help": { "text": rule.page, "markdown": rule.page },
        "helpUri": rule.url(),
        "defaultConfiguration": { "enabled": rule.recommended, "level": level(rule.severity) },
        "properties": {
            "tags": [rule.category.name()],
            "precision": precision(rule.confidence),
            "problem.severity": problem_severity(rule.severity),
        },
    })
}

fn precision(confidence: Confidence) -> &'static str {
    match confidence {
        Confidence::Low => "low",
        Confidence::Medium => "medium",
        Confidence::High => "high",
    }
}

fn problem_severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "recommendation",
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "note",
    }
}

fn notification(run: &Run, problem: &Problem) -> Value {
    json!({
        "level": "error",
        "message": { "text": problem.message },
        "locations": [{ "physicalLocation": { "artifactLocation": artifact(run, &problem.path) } }],
    })
}

/// A log whose results say whether they are suppressed has to say so of each.
fn results(run: &Run, file: &FileFindings) -> Vec<Value> {
    let reported = of_file(file).into_iter().map(|diagnostic| result(run, &diagnostic, json!([])));
    let reasons = file.suppressed.iter().map(|suppressed| suppressed.reason.as_deref());
    let suppressed = of_suppressed(file).into_iter().zip(reasons);
    let suppressed = suppressed.map(|(diagnostic, reason)| result(run, &diagnostic, suppressions(reason)));
    reported.chain(suppressed).collect()
}

fn suppressions(reason: Option<&str>) -> Value {
    match reason {
        Some(reason) => json!([{ "kind": "inSource", "justification": super::redact(reason) }]),
        None => json!([{ "kind": "inSource" }]),
    }
}

fn result(run: &Run, diagnostic: &Diagnostic<'_>, suppressions: Value) -> Value {
    let own = location(run, diagnostic.path, diagnostic.range, &diagnostic.message);
    let related: Vec<Value> = diagnostic.related.iter().map(|related| related_location(run, related)).collect();
    let flow: Vec<Value> = related.iter().chain([&own]).map(|location| json!({ "location": location })).collect();
    let flows = if related.is_empty() { json!([]) } else { json!([{ "threadFlows": [{ "locations": flow }] }]) };
    // -1: a rule that is not in the list.
    let index = RULES.iter().position(|rule| rule.id == diagnostic.rule).and_then(|index| i64::try_from(index).ok());
    json!({
        "ruleId": diagnostic.rule,
        "ruleIndex": index.unwrap_or(-1),
        "level": level(diagnostic.finding.severity),
        "message": { "text": diagnostic.told("\nhelp: ") },
        "locations": [{ "physicalLocation": physical(run, diagnostic.path, diagnostic.range) }],
        "relatedLocations": related,
        "codeFlows": flows,
        "fixes": diagnostic.fixes.iter().map(|fix| self::fix(run, diagnostic.path, fix)).collect::<Value>(),
        "partialFingerprints": { "dwtLint/v1": diagnostic.fingerprint },
        "suppressions": suppressions,
        "properties": { "category": diagnostic.category, "errorCodes": diagnostic.codes },
    })
}

fn related_location(run: &Run, related: &Related<'_>) -> Value {
    location(run, related.path, related.range, &related.message)
}

fn location(run: &Run, path: &str, range: Range, message: &str) -> Value {
    json!({ "physicalLocation": physical(run, path, range), "message": { "text": message } })
}

fn physical(run: &Run, path: &str, range: Range) -> Value {
    json!({ "artifactLocation": artifact(run, path), "region": region(range) })
}

fn region(range: Range) -> Value {
    json!({
        "startLine": range.start.line,
        "startColumn": range.start.column,
        "endLine": range.end.line,
        "endColumn": range.end.column,
        "byteOffset": range.start.offset,
        "byteLength": range.end.offset.saturating_sub(range.start.offset),
    })
}

fn artifact(run: &Run, path: &str) -> Value {
    let path = run.repository_path(path);
    let encoded = utf8_percent_encode(&path, PATH).to_string();
    if is_absolute(&path) {
        let slash = if path.starts_with('/') { "" } else { "/" };
        json!({ "uri": format!("file://{slash}{encoded}") })
    } else {
        json!({ "uri": encoded, "uriBaseId": "%SRCROOT%" })
    }
}

fn fix(run: &Run, path: &str, fix: &FixEdits<'_>) -> Value {
    let replacements = fix
        .edits
        .iter()
        .map(|edit| json!({ "deletedRegion": region(edit.range), "insertedContent": { "text": edit.text } }));
    json!({
        "description": { "text": fix.title },
        "artifactChanges": [{
            "artifactLocation": artifact(run, path), "replacements": replacements.collect::<Value>(),
        }],
        "properties": { "applicability": fix.applicability },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::run::tests::{finding, run};
    use crate::report::{Label, Suppressed};
    use crate::text::Span;

    fn parsed(run: &Run) -> Value {
        serde_json::from_str(&sarif(run)).expect("JSON")
    }

    #[test]
    fn the_story_is_a_code_flow_that_ends_at_the_finding() {
        let mut found = finding(7, 10);
        found.related = vec![Label { span: Span::new(0, 5), message: "set here".into() }];
        let result = &parsed(&run("first;\nbad", vec![found]))["runs"][0]["results"][0];
        let steps = &result["codeFlows"][0]["threadFlows"][0]["locations"];
        let texts: Vec<&str> = steps
            .as_array()
            .expect("steps")
            .iter()
            .filter_map(|step| step["location"]["message"]["text"].as_str())
            .collect();
        assert_eq!(texts, ["set here", "this is wrong"]);
        assert_eq!(result["relatedLocations"][0]["physicalLocation"]["region"]["endColumn"], 6);
    }

    #[test]
    fn suppressed_findings_are_told_apart() {
        let mut run = run("bad bad", vec![finding(0, 3)]);
        let reason = Some("an old scanner".to_owned());
        run.files[0].suppressed.push(Suppressed { finding: finding(4, 7), reason });
        let log = parsed(&run);
        let results = &log["runs"][0]["results"];
        assert_eq!(results[0]["suppressions"], json!([]));
        assert_eq!(results[1]["suppressions"], json!([{ "kind": "inSource", "justification": "an old scanner" }]));
    }

    #[test]
    fn paths_are_addresses() {
        let mut run = run("bad", vec![finding(0, 3)]);
        let mut uri = |prefix: &str, path: &str| {
            run.repository_prefix = prefix.into();
            run.files[0].source.path = path.into();
            parsed(&run)["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"].take()
        };
        assert_eq!(uri("web/", "a b%é.js"), json!({ "uri": "web/a%20b%25%C3%A9.js", "uriBaseId": "%SRCROOT%" }));
        assert_eq!(uri("web/", "/srv/a.js"), json!({ "uri": "file:///srv/a.js" }));
        assert_eq!(uri("", "C:/a.js"), json!({ "uri": "file:///C%3A/a.js" }));
    }
}
