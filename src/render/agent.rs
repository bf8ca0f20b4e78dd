use super::concise::line;
use super::diagnostic::{Diagnostic, diagnostics};
use super::plain::one_line;
use super::run::Run;

/// For coding agents: a line a finding, with the places that belong to it and what to do, and nothing else.
#[must_use]
pub fn agent(run: &Run) -> String {
    diagnostics(run).map(|diagnostic| line_with_help(&diagnostic) + "\n").collect()
}

fn line_with_help(diagnostic: &Diagnostic<'_>) -> String {
    let mut line = line(diagnostic);
    for related in &diagnostic.related {
        let place = related.range.start;
        line += &format!("; {} ({}:{})", one_line(&related.message), place.line, place.column);
    }
    if let Some(help) = &diagnostic.help {
        line += &format!("; help: {}", one_line(help));
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::run::tests::{finding, run};
    use crate::report::Label;
    use crate::text::Span;

    #[test]
    fn one_line_tells_what_where_and_what_to_do() {
        let mut found = finding(7, 10);
        found.related = vec![Label { span: Span::new(0, 6), message: "first\nhere".into() }];
        found.help = Some("do that".into());
        let expected = "a.js:2:1: error some-rule this is wrong; first here (1:1); help: do that\n";
        assert_eq!(agent(&run("first;\nbad", vec![found])), expected);
    }
}
