use serde_json::{Value, json};

use super::diagnostic::{Diagnostic, Place, Range, diagnostics};
use super::run::Run;
use crate::report::Severity;
use crate::rules;

/// The Diagnostic Format of reviewdog, which makes review comments with suggestions from it. Its columns count bytes.
#[must_use]
pub fn rdjson(run: &Run) -> String {
    let result = json!({
        "source": { "name": env!("CARGO_PKG_NAME"), "url": rules::SITE },
        "diagnostics": diagnostics(run).map(|diagnostic| object(&diagnostic)).collect::<Value>(),
    });
    format!("{result:#}\n")
}

fn object(diagnostic: &Diagnostic<'_>) -> Value {
    let suggestions = diagnostic.fixes.iter().map(|fix| {
        let edit = &fix.joined;
        json!({ "range": range(edit.range), "text": edit.text })
    });
    let related = diagnostic.related.iter().map(|related| {
        json!({ "message": related.message, "location": { "path": related.path, "range": range(related.range) } })
    });
    json!({
        "message": diagnostic.told("\nhelp: "),
        "location": { "path": diagnostic.path, "range": range(diagnostic.range) },
        "severity": severity(diagnostic.finding.severity),
        "code": { "value": diagnostic.rule, "url": diagnostic.url.as_deref().unwrap_or("") },
        "suggestions": suggestions.collect::<Value>(),
        "related_locations": related.collect::<Value>(),
    })
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info | Severity::Hint => "INFO",
    }
}

fn range(range: Range) -> Value {
    json!({ "start": position(range.start), "end": position(range.end) })
}

fn position(place: Place) -> Value {
    json!({ "line": place.line, "column": place.byte_column })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::run::tests::{finding, run};
    use crate::report::{Edit, Fix, Label, Safety};
    use crate::text::Span;

    #[test]
    fn a_fix_becomes_one_suggestion_in_bytes() {
        let edit = |start, end, text: &str| Edit { span: Span::new(start, end), text: text.into() };
        let mut found = finding(6, 9);
        found.fixes = vec![Fix {
            title: "Mend it".into(),
            safety: Safety::Unsafe,
            edits: vec![edit(6, 7, "c"), edit(7, 10, "ured")],
        }];
        found.related = vec![Label { span: Span::new(0, 6), message: "after this".into() }];
        let shown: Value = serde_json::from_str(&rdjson(&run("'é'; \nbad;", vec![found]))).expect("JSON");
        let shown = &shown["diagnostics"][0];
        let at = |line, column| json!({ "line": line, "column": column });
        assert_eq!(shown["suggestions"], json!([{ "range": { "start": at(1, 7), "end": at(2, 4) }, "text": "cured" }]));
        assert_eq!(shown["related_locations"][0]["location"]["range"], json!({ "start": at(1, 1), "end": at(1, 7) }));
        assert_eq!((&shown["severity"], &shown["code"]["value"]), (&"ERROR".into(), &"some-rule".into()));
    }
}
