//! The example application holds the pitfalls that its README lists, each at its place, and no others.

mod support;

use dwt_lint::report::Severity::{self, Error, Warning};
use dwt_lint::text::{Encoding, LineIndex};
use support::{describe, lint_default, sources_below};

/// File, text of the line, rule, severity.
const PLANTED: &[(&str, &str, &str, Severity)] = &[
    ("archive.html", "archive.IfSSL = true", "ssl-without-port", Warning),
    ("index.html", "SaveAsJPEG(&quot;fax.jpg&quot;", "jpeg-of-bw-image", Error),
    ("scan.js", "IfDisableSourceAfterAcquire = true", "disable-source-after-acquire-order", Warning),
    ("scan.js", "SaveAsJPEG(\"receipt-", "jpeg-of-bw-image", Error),
    ("scan.js", "SaveAsJPEG(name", "jpeg-without-bit-depth-check", Warning),
    ("upload.js", "HTTPPort = location.port", "http-port-ssl-mismatch", Warning),
    ("upload.js", "HTTPPort = 80", "http-port-ssl-mismatch", Error),
];

#[test]
fn the_planted_pitfalls_are_found_and_nothing_else() {
    let mut missing: Vec<_> = PLANTED.to_vec();
    let mut surplus = Vec::new();
    for source in sources_below("examples/scan-station") {
        let lines = LineIndex::new(&source.text);
        let name = source.path.rsplit('/').next().unwrap_or_default();
        let findings = lint_default(&source).findings;
        for finding in findings.into_iter().filter(|finding| finding.severity >= Severity::Info) {
            let line = lines.place(&source.text, finding.span.start as usize, Encoding::Utf8).line as usize;
            let text = lines.line_span(&source.text, line).of(&source.text);
            let planted = missing.iter().position(|&(file, part, rule, severity)| {
                file == name && text.contains(part) && rule == finding.rule && severity == finding.severity
            });
            match planted {
                Some(at) => drop(missing.remove(at)),
                None => surplus.push(describe(&source, &finding)),
            }
        }
    }
    assert!(
        missing.is_empty() && surplus.is_empty(),
        "not found: {missing:#?}\nfound besides:\n{}",
        surplus.join("\n")
    );
}
