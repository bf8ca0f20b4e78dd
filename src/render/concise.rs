use super::diagnostic::{Diagnostic, diagnostics};
use super::plain::one_line;
use super::run::Run;

/// `path:line:column: severity rule message`, a line each.
#[must_use]
pub fn concise(run: &Run) -> String {
    diagnostics(run).map(|diagnostic| line(&diagnostic) + "\n").collect()
}

/// The place, the severity, the rule, and what is wrong.
pub(super) fn line(diagnostic: &Diagnostic<'_>) -> String {
    let Diagnostic { path, severity, rule, message, .. } = diagnostic;
    let place = diagnostic.range.start;
    let (path, message) = (one_line(path), one_line(message));
    format!("{path}:{}:{}: {severity} {rule} {message}", place.line, place.column)
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
