use std::fmt::Write as _;

use crate::text::{Encoding, LineIndex};

use super::redact;
use super::run::Run;

/// `path:line:column: severity rule message`, a line each.
#[must_use]
pub fn concise(run: &Run) -> String {
    let mut out = String::new();
    for file in &run.files {
        let text = &file.source.text;
        let lines = LineIndex::new(text);
        for finding in &file.findings {
            let place = lines.place(text, finding.span.start as usize, Encoding::Utf16);
            let message = one_line(&redact(&finding.message));
            let (line, column) = (place.line + 1, place.column + 1);
            let _ =
                writeln!(out, "{}:{line}:{column}: {} {} {message}", file.source.path, finding.severity, finding.rule);
        }
    }
    out
}

/// Names in a message come from the user's file and may hold anything.
fn one_line(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::run::tests::{finding, run};

    #[test]
    fn one_line_a_finding_in_editor_columns() {
        let mut found = finding(10, 13);
        found.message = "no\nnewline".into();
        assert_eq!(concise(&run("x\n\"😀\"; bad", vec![found])), "a.js:2:7: error some-rule no newline\n");
    }
}
