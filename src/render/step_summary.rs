use super::diagnostic::{Diagnostic, diagnostics};
use super::plain::one_line;
use super::run::Run;

/// GitHub takes no summary of more than a megabyte; so many findings are far below it, and all that anybody reads.
const SHOWN: usize = 200;

/// Markdown for the summary of a job in GitHub Actions: a table of the findings, the worst first. Annotations show but a few.
#[must_use]
pub fn step_summary(run: &Run) -> String {
    let mut found: Vec<Diagnostic<'_>> = diagnostics(run).collect();
    found.sort_by_key(|diagnostic| std::cmp::Reverse(diagnostic.finding.severity));
    if found.is_empty() {
        return "### dwt-lint: nothing found\n\n".to_owned();
    }
    let rows: String = found.iter().take(SHOWN).map(|diagnostic| row(run, diagnostic)).collect();
    let rest = found.len().saturating_sub(SHOWN);
    let rest = if rest == 0 { String::new() } else { format!("{rest} more are in the log.\n\n") };
    format!("### dwt-lint: {} found\n\n| severity | rule | place | what |\n|:-|:-|:-|:-|\n{rows}\n{rest}", found.len())
}

fn row(run: &Run, diagnostic: &Diagnostic<'_>) -> String {
    let Diagnostic { severity, rule, .. } = diagnostic;
    let place = diagnostic.range.start;
    let path = text(&run.repository_path(diagnostic.path));
    let rule = diagnostic.url.as_ref().map_or_else(|| (*rule).to_owned(), |url| format!("[{rule}]({url})"));
    let told = text(&diagnostic.told("; help: "));
    format!("| {severity} | {rule} | {path}:{}:{} | {told} |\n", place.line, place.column)
}

/// As it is to be read, whatever Markdown would make of it.
fn text(text: &str) -> String {
    let mut out = String::new();
    for character in one_line(text).chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '&' => out.push_str("&amp;"),
            '\\' | '|' | '`' | '*' | '_' | '[' | ']' | '~' | '#' | '@' => out.extend(['\\', character]),
            character => out.push(character),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::run::tests::{finding, run};
    use crate::report::Severity;

    #[test]
    fn the_worst_finding_is_the_first_row_of_a_table() {
        let mut mild = finding(0, 1);
        mild.severity = Severity::Info;
        mild.message = "`a|b` <c>\n[d]".into();
        let mut run = run("bad", vec![mild, finding(1, 2)]);
        run.repository_prefix = "web/".into();
        let expected = "\
### dwt-lint: 2 found

| severity | rule | place | what |
|:-|:-|:-|:-|
| error | some-rule | web/a.js:1:2 | this is wrong |
| info | some-rule | web/a.js:1:1 | \\`a\\|b\\` &lt;c> \\[d\\] |

";
        assert_eq!(step_summary(&run), expected);
    }

    #[test]
    fn of_very_many_the_rest_is_counted() {
        let run = run("bad", vec![finding(0, 1); SHOWN + 3]);
        assert!(step_summary(&run).ends_with("\n3 more are in the log.\n\n"));
        assert_eq!(step_summary(&Run::default()), "### dwt-lint: nothing found\n\n");
    }
}
