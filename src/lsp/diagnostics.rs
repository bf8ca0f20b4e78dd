//! Findings as the editor shows them.

use serde_json::{Value, json};
use tower_lsp::ls_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, Uri,
};

use super::abilities::Abilities;
use super::convert::Places;
use super::documents::Snapshot;
use crate::report::{Edit, Finding, Fingerprints, Fix, Label, Report, Severity, Tag};
use crate::rules::{self, Rule};

pub const SOURCE: &str = "dwt-lint";

/// The report on a document as the editor shows it.
pub fn diagnostics(report: &Report, snapshot: &Snapshot, client: &Abilities) -> Vec<Diagnostic> {
    let places = snapshot.places(client.encoding);
    let mut fingerprints = Fingerprints::default();
    let findings = report.findings.iter();
    findings
        .map(|finding| {
            let fingerprint = fingerprints.of(finding, &snapshot.source, &snapshot.lines);
            Diagnostic {
                data: Some(data(finding, &fingerprint, places)),
                ..diagnostic(finding, &snapshot.uri, places, client)
            }
        })
        .collect()
}

fn diagnostic(finding: &Finding, uri: &Uri, places: Places<'_>, client: &Abilities) -> Diagnostic {
    let rule = rules::find(finding.rule);
    Diagnostic {
        range: places.range(finding.span),
        severity: Some(severity(finding.severity)),
        code: Some(NumberOrString::String(finding.rule.to_owned())),
        code_description: rule.and_then(page),
        source: Some(SOURCE.to_owned()),
        message: message(finding),
        related_information: related(&finding.related, uri, places, client),
        tags: finding.tag.and_then(|tag| tags(tag, client)),
        data: None,
    }
}

fn severity(severity: Severity) -> DiagnosticSeverity {
    match severity {
        Severity::Error => DiagnosticSeverity::ERROR,
        Severity::Warning => DiagnosticSeverity::WARNING,
        Severity::Info => DiagnosticSeverity::INFORMATION,
        Severity::Hint => DiagnosticSeverity::HINT,
    }
}

fn page(rule: &Rule) -> Option<CodeDescription> {
    rule.url().parse().ok().map(|href| CodeDescription { href })
}

fn message(finding: &Finding) -> String {
    match &finding.help {
        Some(help) => format!("{}\nhelp: {help}", finding.message),
        None => finding.message.clone(),
    }
}

fn related(
    labels: &[Label],
    uri: &Uri,
    places: Places<'_>,
    client: &Abilities,
) -> Option<Vec<DiagnosticRelatedInformation>> {
    if labels.is_empty() || !client.shows_related {
        return None;
    }
    let place = |label: &Label| Location::new(uri.clone(), places.range(label.span));
    let related = labels
        .iter()
        .map(|label| DiagnosticRelatedInformation { location: place(label), message: label.message.clone() });
    Some(related.collect())
}

fn tags(tag: Tag, client: &Abilities) -> Option<Vec<DiagnosticTag>> {
    match tag {
        Tag::Deprecated => client.strikes_deprecated.then(|| vec![DiagnosticTag::DEPRECATED]),
    }
}

/// What travels with a diagnostic and comes back with it, so that a code action needs no memory of ours.
fn data(finding: &Finding, fingerprint: &str, places: Places<'_>) -> Value {
    let fixes = finding.fixes.iter().map(|fix| fix_data(fix, places)).collect::<Vec<_>>();
    json!({ "fixes": fixes, "fingerprint": fingerprint })
}

fn fix_data(fix: &Fix, places: Places<'_>) -> Value {
    let edit = |edit: &Edit| json!({ "range": places.range(edit.span), "newText": edit.text });
    json!({
        "title": fix.title,
        "applicability": fix.safety.name(),
        "edits": fix.edits.iter().map(edit).collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use tower_lsp::ls_types::TextDocumentItem;

    use super::*;
    use crate::report::Safety;
    use crate::text::Span;

    const TEXT: &str = "😀;\r\nd.HTTPPort = 80;";

    fn finding() -> Finding {
        let port = TEXT.find("80").unwrap_or(0);
        Finding {
            rule: "some-rule",
            severity: Severity::Info,
            span: Span::new(port, port + 2),
            message: "the port is plain".to_owned(),
            help: Some("use 443".to_owned()),
            codes: Vec::new(),
            related: vec![Label { span: Span::new(0, 4), message: "set here".to_owned() }],
            fixes: vec![Fix {
                title: "Use port 443".to_owned(),
                safety: Safety::Unsafe,
                edits: vec![Edit { span: Span::new(port, port + 2), text: "443".to_owned() }],
            }],
            tag: None,
        }
    }

    fn sent(client: &Abilities) -> Value {
        let uri = Uri::from_str("file:///a.js").expect("a URI");
        let item = TextDocumentItem::new(uri, String::new(), 1, TEXT.to_owned());
        let snapshot = Snapshot::open(&item, &[]).expect("a document of ours");
        let report = Report { findings: vec![finding()], suppressed: Vec::new() };
        let sent = diagnostics(&report, &snapshot, client);
        serde_json::to_value(&sent[0]).expect("JSON")
    }

    #[test]
    fn a_finding_arrives_with_its_story_and_its_fix() {
        let client = Abilities { shows_related: true, ..Abilities::default() };
        let sent = sent(&client);
        let port = json!({ "start": { "line": 1, "character": 13 }, "end": { "line": 1, "character": 15 } });
        assert_eq!(sent["range"], port);
        assert_eq!(sent["severity"], 3);
        assert_eq!((&sent["source"], &sent["code"]), (&json!("dwt-lint"), &json!("some-rule")));
        assert_eq!(sent["message"], "the port is plain\nhelp: use 443");
        assert_eq!(sent["relatedInformation"][0]["message"], "set here");
        assert_eq!(sent["relatedInformation"][0]["location"]["range"]["end"], json!({ "line": 0, "character": 2 }));
        let fix = json!({ "title": "Use port 443", "applicability": "unsafe", "edits": [{ "range": port, "newText": "443" }] });
        assert_eq!(sent["data"]["fixes"], json!([fix]));
        assert_eq!(sent["data"]["fingerprint"].as_str().map(str::len), Some(16));
    }

    #[test]
    fn what_is_deprecated_is_struck_through_where_the_client_can() {
        assert_eq!(tags(Tag::Deprecated, &Abilities::default()), None);
        let client = Abilities { strikes_deprecated: true, ..Abilities::default() };
        assert_eq!(tags(Tag::Deprecated, &client), Some(vec![DiagnosticTag::DEPRECATED]));
    }

    #[test]
    fn related_places_go_only_to_clients_that_show_them() {
        assert_eq!(sent(&Abilities::default()).get("relatedInformation"), None);
    }
}
