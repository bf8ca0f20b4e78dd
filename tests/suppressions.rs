//! What suppression comments take out, and what is said of those that are wrong.

use dwt_lint::report::{Report, Severity, apply};
use dwt_lint::rules::{Category, Check, Confidence, FixKind, Rule, unknown_suppression, unused_suppression};
use dwt_lint::settings::{Level, Selector, Settings};
use dwt_lint::settle::{MARKER, settle_among};
use dwt_lint::syntax::read;
use dwt_lint::text::{FileKind, Source, Span};

const fn rule(id: &'static str) -> Rule {
    Rule {
        id,
        category: Category::Network,
        severity: Severity::Error,
        recommended: true,
        confidence: Confidence::High,
        fix: FixKind::None,
        codes: &[],
        versions: "",
        summary: "",
        options: &[],
        page: "",
        check: Check::Suppressions,
    }
}

static A: Rule = rule("about-a");
static B: Rule = rule("about-b");
static ALL: [&Rule; 4] = [&A, &B, &unknown_suppression::RULE, &unused_suppression::RULE];

const UNKNOWN: &str = "unknown-suppression";
const UNUSED: &str = "unused-suppression";

/// Rule `about-a` finds every `A()`, `about-b` every `B()`.
fn settled(source: &Source, settings: &Settings) -> Report {
    let places = |rule: &'static Rule, pattern: &'static str| {
        let found = source.text.match_indices(pattern).map(|(at, _)| Span::new(at, at + pattern.len()));
        found.map(|span| rule.finding(span, "found".to_owned())).collect::<Vec<_>>()
    };
    let findings = [places(&B, "B()"), places(&A, "A()")].concat();
    settle_among(&ALL, source, &read(source).comments_with(MARKER), settings, findings)
}

fn js(text: &str) -> Source {
    Source::new("a.js", FileKind::JavaScript, text)
}

fn html(text: &str) -> Source {
    Source::new("a.html", FileKind::Html, text)
}

/// The findings that are left, as rule and text, and how many were taken out.
fn left(source: &Source) -> (Vec<(&'static str, &str)>, usize) {
    let report = settled(source, &Settings::default());
    let left = report.findings.iter().map(|finding| (finding.rule, finding.span.of(&source.text)));
    (left.collect(), report.suppressed.len())
}

/// The text after all fixes.
fn fixed(source: &Source) -> String {
    let report = settled(source, &Settings::default());
    apply(&source.text, report.findings.iter().flat_map(|finding| &finding.fixes))
}

#[test]
fn without_comments_findings_are_sorted_and_kept_once() {
    let source = js("B(); A();");
    assert_eq!(left(&source), (vec![("about-b", "B()"), ("about-a", "A()")], 0));
    let twice = [A.finding(Span::new(5, 8), String::new()), A.finding(Span::new(5, 8), String::new())];
    let report = settle_among(&ALL, &source, &[], &Settings::default(), twice.to_vec());
    assert_eq!(report.findings.len(), 1);
}

#[test]
fn a_line_is_suppressed() {
    let source = js("A(); B(); // dwt-lint-disable-line about-a -- old server\nA();\n");
    assert_eq!(left(&source), (vec![("about-b", "B()"), ("about-a", "A()")], 1));
    let both = js("A(); /* dwt-lint-disable-line about-a, about-b */ B();\r\nA();");
    assert_eq!(left(&both), (vec![("about-a", "A()")], 2));
    let all = js("A(); B(); // dwt-lint-disable-line");
    assert_eq!(left(&all), (vec![], 2));
}

#[test]
fn the_next_line_of_code_is_suppressed() {
    let source = js("// dwt-lint-disable-next-line about-a -- why\n\n// more\n/* and\n more */\nA();\nA();\n");
    assert_eq!(left(&source), (vec![("about-a", "A()")], 1));
    let lone_returns = js("// dwt-lint-disable-next-line about-a\rA()\rA()\r");
    assert_eq!(left(&lone_returns), (vec![("about-a", "A()")], 1));
    let stacked = js("// dwt-lint-disable-next-line about-a\n// dwt-lint-disable-next-line about-b\nA(); B();\n");
    assert_eq!(left(&stacked), (vec![], 2));
}

#[test]
fn a_range_is_suppressed() {
    let source = js("A();\n/* dwt-lint-disable about-a */\nA(); B();\n/* dwt-lint-enable about-a */\nA();\n");
    assert_eq!(left(&source), (vec![("about-a", "A()"), ("about-b", "B()"), ("about-a", "A()")], 1));
    let to_the_end = js("// dwt-lint-disable about-a, about-b\nA();\n// dwt-lint-enable about-b\nB();\nA();");
    assert_eq!(left(&to_the_end).0, [(UNUSED, "about-b"), ("about-b", "B()")]);
    let all_but_one =
        js("/* dwt-lint-disable */ A(); /* dwt-lint-enable about-a */ A(); B(); /* dwt-lint-enable */ B();");
    assert_eq!(left(&all_but_one), (vec![("about-a", "A()"), ("about-b", "B()")], 2));
}

#[test]
fn a_file_is_suppressed_wherever_the_comment_stands() {
    let source = js("A();\nB();\n/* dwt-lint-disable-file about-a -- generated */");
    assert_eq!(left(&source), (vec![("about-b", "B()")], 1));
}

#[test]
fn comments_of_markup_and_of_scripts_both_count_on_a_page() {
    let source = html(
        "<!-- dwt-lint-disable-next-line about-a -- why -->\n<b onclick='A()'></b>\n<script>\nA(); // dwt-lint-disable-line about-a\n\
         // dwt-lint-disable-next-line about-b\nB();\nA();\n</script>\n<i onclick='B()'></i> <!-- dwt-lint-disable-line about-b -->\n",
    );
    assert_eq!(left(&source), (vec![("about-a", "A()")], 4));
    let range = html(
        "<!-- dwt-lint-disable about-a -->\n<script>A()</script>\n<!-- dwt-lint-enable about-a -->\n<b onclick=A()>",
    );
    assert_eq!(left(&range), (vec![("about-a", "A()")], 1));
    let file = html("<p>\n<!-- dwt-lint-disable-file about-a -->\n<b onclick=A()><b onclick=\"/* x */ B()\">");
    assert_eq!(left(&file), (vec![("about-b", "B()")], 1));
}

#[test]
fn what_only_looks_like_a_comment_does_nothing() {
    let source = js(
        "A('// dwt-lint-disable-line'); A(); s = '// dwt-lint-disable-line about-a';\n// see dwt-lint-disable-file\n",
    );
    assert_eq!(left(&source), (vec![("about-a", "A()")], 0));
}

#[test]
fn unknown_names_are_reported_with_the_nearest() {
    let source = js("A(); // dwt-lint-disable-line abuot-a");
    let report = settled(&source, &Settings::default());
    let [found, unknown] = &report.findings[..] else { panic!("{report:?}") };
    assert_eq!((found.rule, unknown.rule, unknown.severity), ("about-a", UNKNOWN, Severity::Warning));
    assert_eq!(unknown.span.of(&source.text), "abuot-a");
    assert_eq!(unknown.help.as_deref(), Some("did you mean `about-a` or `about-b`?"));
    assert_eq!(fixed(&source), "A(); // dwt-lint-disable-line about-a");
}

#[test]
fn an_unknown_name_in_an_enabling_comment_and_an_unknown_directive_are_reported() {
    let source =
        js("/* dwt-lint-disable about-a */ A(); /* dwt-lint-enable about-x */ // dwt-lint-disable-lines about-a");
    assert_eq!(left(&source), (vec![(UNKNOWN, "about-x"), (UNKNOWN, "dwt-lint-disable-lines")], 1));
}

#[test]
fn a_comment_that_suppresses_nothing_is_reported_and_removed() {
    let source = js(
        "x();\n  // dwt-lint-disable-next-line about-a -- old\nx();\nA(); B(); // dwt-lint-disable-line about-b, about-a\n",
    );
    assert_eq!(left(&source), (vec![(UNUSED, "// dwt-lint-disable-next-line about-a -- old")], 2));
    assert_eq!(fixed(&source), "x();\nx();\nA(); B(); // dwt-lint-disable-line about-b, about-a\n");
}

#[test]
fn a_name_that_suppresses_nothing_is_reported_and_removed() {
    let source =
        js("B(); // dwt-lint-disable-line about-a, about-b -- why\nA(); // dwt-lint-disable-line about-a, about-b\n");
    assert_eq!(left(&source), (vec![(UNUSED, "about-a"), (UNUSED, "about-b")], 2));
    assert_eq!(fixed(&source), "B(); // dwt-lint-disable-line about-b -- why\nA(); // dwt-lint-disable-line about-a\n");
}

#[test]
fn an_unused_range_is_removed_with_its_end() {
    let source = js("/* dwt-lint-disable about-a */\nx();\n/* dwt-lint-enable about-a */\nA();\n");
    assert_eq!(left(&source).0, [(UNUSED, "/* dwt-lint-disable about-a */"), ("about-a", "A()")]);
    assert_eq!(fixed(&source), "x();\nA();\n");
    let shared = js(
        "/* dwt-lint-disable about-a */\nA();\n/* dwt-lint-disable about-a */\n/* dwt-lint-enable about-a */\nA();\n",
    );
    assert_eq!(fixed(&shared), "/* dwt-lint-disable about-a */\nA();\n/* dwt-lint-enable about-a */\nA();\n");
}

#[test]
fn the_narrowest_suppression_gets_the_credit() {
    let source = js(
        "/* dwt-lint-disable-file about-a */ /* dwt-lint-disable about-a */\nA(); // dwt-lint-disable-line about-a\n",
    );
    let whole = (UNUSED, "/* dwt-lint-disable-file about-a */");
    assert_eq!(left(&source), (vec![whole, (UNUSED, "/* dwt-lint-disable about-a */")], 1));
}

#[test]
fn rules_that_did_not_run_are_not_held_against_a_comment() {
    let source = js("x(); // dwt-lint-disable-line about-a\nx(); // dwt-lint-disable-line\n");
    let mut only = Settings::default();
    only.levels.only = vec![Selector::Rule("about-b"), Selector::Rule(UNUSED)];
    assert_eq!(settled(&source, &only).findings, []);
    let mut off = Settings::default();
    off.levels.rules.insert("about-a", Level::Off);
    let report = settled(&source, &off);
    let spans: Vec<_> = report.findings.iter().map(|finding| finding.span.of(&source.text)).collect();
    assert_eq!(spans, ["// dwt-lint-disable-line"]);
}

#[test]
fn levels_decide_severities() {
    let source = js("A(); B(); // dwt-lint-disable-line about-x");
    let mut settings = Settings::default();
    settings.levels.rules.insert("about-a", Level::At(Severity::Hint));
    settings.levels.rules.insert("about-b", Level::Off);
    settings.levels.rules.insert(UNKNOWN, Level::At(Severity::Info));
    let report = settled(&source, &settings);
    let found: Vec<_> = report.findings.iter().map(|finding| (finding.rule, finding.severity)).collect();
    assert_eq!(found, [("about-a", Severity::Hint), (UNKNOWN, Severity::Info)]);
}

#[test]
fn findings_about_suppressions_yield_only_to_a_comment_for_the_file() {
    let by_line = js("x(); // dwt-lint-disable-line about-x, unknown-suppression");
    assert_eq!(left(&by_line).0, [(UNKNOWN, "about-x"), (UNUSED, "unknown-suppression")]);
    let by_file = js(
        "/* dwt-lint-disable-file unknown-suppression, unused-suppression */\nx(); // dwt-lint-disable-line about-x\n// dwt-lint-disable about-a\n",
    );
    assert_eq!(left(&by_file), (vec![], 2));
    let all = js("/* dwt-lint-disable-file */ A(); // dwt-lint-disable-line about-x");
    assert_eq!(left(&all), (vec![(UNKNOWN, "about-x")], 1));
}

#[test]
fn suppressions_in_odd_places_are_survived() {
    for text in [
        "// dwt-lint-",
        "/* dwt-lint-disable",
        "// dwt-lint-disable-next-line about-a",
        "\u{feff}//dwt-lint-disable-line é,, 😀",
    ] {
        for source in [js(text), html(text), html(&format!("<script>{text}")), html(&format!("<!-- {text}"))] {
            let report = settled(&source, &Settings::default());
            for finding in &report.findings {
                assert!(source.text.get(finding.span.range()).is_some(), "{text}");
            }
        }
    }
}
