use super::diagnostic::{Diagnostic, diagnostics};
use super::plain::one_line;
use super::run::Run;
use crate::report::Severity;

/// GitHub shows no more annotations than this of each level and step.
const SHOWN: usize = 10;

/// Workflow commands of GitHub Actions, which annotate a change: the worst first, because only the first of each level are
/// shown.
#[must_use]
pub fn github(run: &Run) -> String {
    let mut found: Vec<Diagnostic<'_>> = diagnostics(run).collect();
    found.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.finding.severity));
    let mut out: String = found.iter().map(|diagnostic| command(run, diagnostic)).collect();
    let summary = run.summary();
    if [summary.errors, summary.warnings, summary.infos + summary.hints].into_iter().any(|count| count > SHOWN) {
        out += &format!(
            "::notice title=dwt-lint::Not all of the {} findings are shown as annotations: the log has them all.\n",
            found.len()
        );
    }
    out
}

fn command(run: &Run, diagnostic: &Diagnostic<'_>) -> String {
    let (start, end) = (diagnostic.range.start, diagnostic.range.end);
    let path = one_line(&run.repository_path(diagnostic.path));
    let place = format!(
        "file={},line={},endLine={},col={},endColumn={},title={}",
        property(&path),
        start.line,
        end.line,
        start.column,
        end.column,
        property(&format!("dwt-lint: {}", diagnostic.rule)),
    );
    let message = format!("{path}:{}:{}: {}", start.line, start.column, diagnostic.told("\nhelp: "));
    format!("::{} {place}::{}\n", level(diagnostic.finding.severity), data(&message))
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info | Severity::Hint => "notice",
    }
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::run::tests::{finding, run};

    #[test]
    fn a_command_is_escaped_and_has_its_place_in_the_repository() {
        let mut found = finding(2, 5);
        found.message = "100% wrong:\r\n::error::no".into();
        found.help = Some("do that".into());
        let mut run = run("\n bad", vec![found]);
        run.files[0].source.path = "../a,b.js".into();
        run.repository_prefix = "web/app/".into();
        let expected = "::error file=web/a%2Cb.js,line=2,endLine=2,col=2,endColumn=5,title=dwt-lint%3A some-rule\
            ::web/a,b.js:2:2: 100%25 wrong:%0D%0A::error::no%0Ahelp: do that\n";
        assert_eq!(github(&run), expected);
    }

    #[test]
    fn the_worst_come_first_and_what_is_not_shown_is_said() {
        let mut findings: Vec<_> = (0..11).map(|at| finding(at, at + 1)).collect();
        for finding in &mut findings[..10] {
            finding.severity = Severity::Info;
        }
        let out = github(&run("0123456789ab", findings.clone()));
        assert!(out.starts_with("::error ") && out.lines().count() == 11, "{out}");
        findings[10].severity = Severity::Info;
        let out = github(&run("0123456789ab", findings));
        assert!(out.ends_with("all of the 11 findings are shown as annotations: the log has them all.\n"), "{out}");
    }
}
