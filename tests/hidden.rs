//! Wrong code in disguise must be reported, and right code that only looks wrong must not: `tests/hidden/*.md`.

mod support;

use dwt_lint::text::{Encoding, FileKind, LineIndex, Source};
use support::{files_below, lint_default};

const MARK: &str = "// <- ";

/// A fenced block: where it stands, and the program in it.
struct Case {
    place: String,
    source: Source,
    /// The page, which is about the rules that it names.
    rules: std::rc::Rc<str>,
}

#[test]
fn what_is_marked_is_found_and_nothing_else() {
    let cases: Vec<Case> = files_below("tests/hidden").iter().flat_map(|path| cases_in(path)).collect();
    assert!(cases.len() >= 200, "only {} programs below tests/hidden", cases.len());
    let problems: Vec<String> = cases.iter().filter_map(problem).collect();
    assert!(problems.is_empty(), "{} of {} programs:\n{}", problems.len(), cases.len(), problems.join("\n"));
}

fn cases_in(path: &std::path::Path) -> Vec<Case> {
    let page = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let rules: std::rc::Rc<str> = page.as_str().into();
    let mut cases = Vec::new();
    let mut lines = page.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let (name, kind) = match line {
            "```js" => ("case.js", FileKind::JavaScript),
            "```html" => ("case.html", FileKind::Html),
            _ => continue,
        };
        let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        let place = format!("{}:{}", path.display(), number + 2);
        cases.push(Case {
            place,
            source: Source::new(name, kind, &body.join("\n")),
            rules: std::rc::Rc::clone(&rules),
        });
    }
    cases
}

/// What differs between the marks of a program and its findings.
fn problem(case: &Case) -> Option<String> {
    let text = &case.source.text;
    let mut expected: Vec<(usize, String)> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let marks = line.split_once(MARK).into_iter().flat_map(|(_, marks)| marks.split(','));
        expected.extend(marks.map(|mark| (number, mark.trim().to_owned())));
    }
    let lines = LineIndex::new(text);
    let mut findings = lint_default(&case.source).findings;
    findings.retain(|finding| case.rules.contains(finding.rule));
    let mut found: Vec<(usize, String)> = Vec::new();
    for finding in &findings {
        let line = lines.place(text, finding.span.start as usize, Encoding::Utf16).line as usize;
        found.push((line, format!("{} {}", finding.rule, finding.severity)));
    }
    found.sort();
    if found == expected {
        return None;
    }
    let numbered: String = text.lines().enumerate().map(|(number, line)| format!("  {number}: {line}\n")).collect();
    Some(format!("{}: expected {expected:?}, found {found:?} in\n{numbered}", case.place))
}

/// Conditions as long and as deep as no person writes them: the linter gets to their end.
#[test]
fn endless_conditions_are_survived() {
    let chain = vec!["a.b"; 2_000].join(" && ");
    let nest = format!("{}a{}", "!(a.b && ".repeat(2_000), ")".repeat(2_000));
    for condition in [chain, nest] {
        let code = format!(
            "function f(a) {{ if ({condition}) DWObject.SelectSource();
               DWObject.IfSSL = true; DWObject.HTTPPort = 80; DWObject.HTTPDownload('h', '/a', ok, no); }}"
        );
        let source = Source::new("case.js", FileKind::JavaScript, &code);
        let rules: Vec<_> = lint_default(&source).findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, ["http-port-ssl-mismatch"]);
    }
}
