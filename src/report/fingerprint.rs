use rustc_hash::FxHashMap;

use super::Finding;
use crate::text::{LineIndex, Source, char_boundary};

/// Beyond this many bytes a line is told by what stands around the finding, not by all of it.
const LONGEST_LINE: usize = 500;
const CONTEXT: usize = 100;

/// The fingerprint of each of the findings of one file.
#[must_use]
pub fn fingerprints(findings: &[Finding], source: &Source) -> Vec<String> {
    let lines = LineIndex::new(&source.text);
    let mut fingerprints = Fingerprints::default();
    findings.iter().map(|finding| fingerprints.of(finding, source, &lines)).collect()
}

/// Names for the findings of one file that stay the same when lines move: made of path, rule, the text of the line
/// without its spacing, and how many like it came before.
#[derive(Debug, Default)]
pub struct Fingerprints {
    seen: FxHashMap<u64, u64>,
}

impl Fingerprints {
    /// To be asked once for each finding, in the order of the report.
    pub fn of(&mut self, finding: &Finding, source: &Source, lines: &LineIndex) -> String {
        let mut hash = Fnv::new();
        hash.field(&source.path);
        hash.field(finding.rule);
        for word in context(finding, &source.text, lines).split_whitespace() {
            hash.field(word);
        }
        let count = self.seen.entry(hash.0).or_default();
        *count += 1;
        hash.field(&count.to_string());
        format!("{:016x}", hash.0)
    }
}

fn context<'a>(finding: &Finding, text: &'a str, lines: &LineIndex) -> &'a str {
    let start = finding.span.start as usize;
    let line = lines.line_span(text, lines.line_of(start));
    if line.len() <= LONGEST_LINE {
        return line.of(text);
    }
    let from = char_boundary(text, start.saturating_sub(CONTEXT).max(line.start as usize));
    let to = char_boundary(text, (start + CONTEXT).min(line.end as usize));
    text.get(from..to).unwrap_or("")
}

/// FNV-1a, 64 bits: a published hash, so that fingerprints outlive versions of the tool and of its libraries.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// The field and a byte that no UTF-8 text holds, so that `ab` + `c` differs from `a` + `bc`.
    fn field(&mut self, text: &str) {
        for &byte in text.as_bytes().iter().chain(&[0xff]) {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Severity;
    use crate::text::{FileKind, Span};

    fn finding(start: usize, end: usize) -> Finding {
        Finding {
            rule: "some-rule",
            severity: Severity::Error,
            span: Span::new(start, end),
            message: "this is wrong".into(),
            help: None,
            codes: Vec::new(),
            related: Vec::new(),
            fixes: Vec::new(),
            tag: None,
        }
    }

    fn fingerprints(text: &str) -> Vec<String> {
        let source = Source::new("a.js", FileKind::JavaScript, text);
        let lines = LineIndex::new(text);
        let mut fingerprints = Fingerprints::default();
        text.match_indices("bad").map(|(at, _)| fingerprints.of(&finding(at, at + 3), &source, &lines)).collect()
    }

    #[test]
    fn lines_may_move_and_be_indented_anew() {
        assert_eq!(fingerprints("a\nbad( 1)"), fingerprints("bad(\t1)\n"));
        assert_eq!(fingerprints("bad()\nbad()"), fingerprints("bad()\n\n\n  bad()"));
    }

    #[test]
    fn equal_lines_and_other_lines_are_told_apart() {
        let found = fingerprints("bad()\nbad()\nbad(2)");
        assert_eq!(found.len(), 3);
        assert!(found[0] != found[1] && found[1] != found[2] && found[0] != found[2]);
    }

    #[test]
    fn a_long_line_is_told_by_what_is_near() {
        let near = "é".repeat(200);
        let (one, other) = ("x".repeat(400), "yy".repeat(500));
        assert_eq!(fingerprints(&format!("{one}{near}bad{near}")), fingerprints(&format!("{other}{near}bad{near}z")));
    }
}
