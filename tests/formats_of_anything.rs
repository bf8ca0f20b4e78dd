//! Every format, of whatever was found in whatever file: it can be read by what reads it, and has every finding.

mod support;

use std::sync::LazyLock;

use dwt_lint::lint::lint;
use dwt_lint::render::{self, Abilities, FileFindings, Problem, Run};
use dwt_lint::rules::RULES;
use dwt_lint::settings::{Level, Settings};
use dwt_lint::text::Source;
use jsonschema::Validator;
use proptest::prelude::*;
use proptest::sample::Index;
use serde_json::Value;
use support::xml::elements;
use support::{rule_examples, schemas};

static SOURCES: LazyLock<Vec<Source>> = LazyLock::new(rule_examples);
static SARIF: LazyLock<Validator> = LazyLock::new(schemas::sarif);
static GITLAB: LazyLock<Validator> = LazyLock::new(schemas::gitlab);

/// Every rule is on.
static SETTINGS: LazyLock<Settings> = LazyLock::new(|| {
    let mut settings = Settings::default();
    settings.levels.rules.extend(RULES.iter().map(|rule| (rule.id, Level::Default)));
    settings
});

/// What a run over examples of the rules' pages gives, under names as they may be, and with odd things before the code.
fn any_run() -> impl Strategy<Value = Run> {
    let name = "[a-z&<>'\"%:,;=|\u{1b}\u{7} \n\u{e9}\u{1f600}]{1,8}";
    let start = prop::sample::select(vec!["", "\u{feff}", "/* \u{1f600} \u{0} ]]> --> */ ", "// \u{2028}\u{1}\r"]);
    let files = prop::collection::vec((any::<Index>(), name, start), 0..4);
    (files, prop::collection::vec((name, "\\PC{0,20}"), 0..3), "(web/|a b/c%/)?").prop_map(
        |(files, problems, prefix)| {
            let files: Vec<FileFindings> = files
                .into_iter()
                .map(|(pick, name, start)| {
                    let example = pick.get(&SOURCES);
                    let source = Source::new(&name, example.kind, &format!("{start}{}", example.text));
                    let report = lint(&source, &SETTINGS);
                    FileFindings {
                        source,
                        findings: report.findings,
                        suppressed: report.suppressed,
                        broken: Vec::new(),
                    }
                })
                .collect();
            let problems = problems.into_iter().map(|(path, message)| Problem { path, message }).collect();
            Run { linted: files.len(), files, problems, repository_prefix: prefix, ..Run::default() }
        },
    )
}

fn json(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn count(value: &Value) -> usize {
    value.as_array().map_or(0, Vec::len)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn json_formats_are_valid_and_complete(run in any_run()) {
        let total = run.summary().total();
        prop_assert_eq!(count(&json(&render::json(&run))["diagnostics"]), total);
        prop_assert_eq!(render::jsonl(&run).lines().map(json).filter(Value::is_object).count(), total);
        prop_assert_eq!(count(&json(&render::rdjson(&run))["diagnostics"]), total);
        let sarif = json(&render::sarif(&run));
        prop_assert_eq!(schemas::errors(&SARIF, &sarif), [""; 0]);
        prop_assert_eq!(count(&sarif["runs"][0]["results"]), total + run.suppressed());
        let gitlab = json(&render::gitlab(&run));
        prop_assert_eq!(schemas::errors(&GITLAB, &gitlab), [""; 0]);
        prop_assert_eq!(count(&gitlab), total);
    }

    #[test]
    fn xml_formats_are_valid_and_count_right(run in any_run()) {
        let total = run.summary().total();
        let report = render::junit(&run);
        prop_assert_eq!(schemas::xml_errors("junit.xsd", &report), [""; 0]);
        let junit = elements(&report);
        let below = |ending: &str| junit.iter().filter(|element| element.path.ends_with(ending)).count();
        prop_assert_eq!((below("/failure"), below("/error")), (total, run.problems.len()));
        let sum = |name: &str| -> usize {
            let suites = junit.iter().filter(|element| element.path == "testsuites/testsuite");
            suites.map(|suite| suite.attribute(name).parse::<usize>().expect("a number")).sum()
        };
        for (name, ending) in [("tests", "/testcase"), ("failures", "/failure"), ("errors", "/error")] {
            prop_assert_eq!(junit[0].attribute(name), sum(name).to_string());
            prop_assert_eq!(sum(name), below(ending), "{}", name);
        }
        let report = render::checkstyle(&run);
        prop_assert_eq!(schemas::xml_errors("checkstyle.xsd", &report), [""; 0]);
        let checkstyle = elements(&report);
        prop_assert_eq!(checkstyle.iter().filter(|it| it.path == "checkstyle/file/error").count(), total);
    }

    #[test]
    fn lines_are_one_a_finding_and_steer_no_terminal(run in any_run()) {
        let total = run.summary().total();
        for text in [render::concise(&run), render::agent(&run)] {
            prop_assert_eq!(text.lines().count(), total, "{}", text);
            prop_assert!(text.chars().all(|it| it == '\n' || !it.is_control()), "{:?}", text);
        }
        let commands = render::github(&run);
        prop_assert!(commands.lines().all(|line| line.starts_with("::")), "{}", commands);
        let pretty = render::pretty(&run, Abilities::default());
        prop_assert!(!pretty.contains('\u{1b}'), "{}", pretty);
    }
}
