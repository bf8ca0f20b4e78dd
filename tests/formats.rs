//! What the real binary prints in every format: held to the files in `tests/formats/` and to the published shapes.
//! `UPDATE=1 cargo test --test formats` writes the files anew.

mod support;

use std::fs;
use std::process::Command;

use serde_json::{Value, json};
use support::folder::{Folder, Output, run};
use support::{root, schemas};

const FORMATS: [&str; 11] =
    ["pretty", "concise", "json", "jsonl", "sarif", "github", "gitlab", "junit", "checkstyle", "rdjson", "agent"];

const SCRIPT: &str = "/* é 😀 */ DWObject.IfSSL = true;
/* é 😀 */ DWObject.HTTPPort = 80;
DWObject.HTTPUploadThroughPost(\"example.com\", 0, \"/save\", \"a.pdf\", ok, failed);
";

const PAGE: &str = "<script>
  // dwt-lint-disable-next-line http-port-ssl-mismatch -- the proxy speaks TLS on port 80
  function old() { DWObject.IfSSL = true; DWObject.HTTPPort = 80; }
  function upload() { DWObject.IfSSL = false; DWObject.HTTPPort = 443; }
</script>
";

/// A repository whose folder `web` is worked in; the names of files are as odd as they can be everywhere.
fn project() -> Folder {
    Folder::with(&[(".git/HEAD", ""), ("web/src/up load.js", SCRIPT), ("web/a,b 100%.html", PAGE)])
}

fn in_web(folder: &Folder, arguments: &str) -> Command {
    let mut command = folder.command(arguments);
    command.current_dir(folder.path().join("web"));
    command
}

/// Of one rule, so that a new rule changes nothing here.
fn check(folder: &Folder, arguments: &str) -> Output {
    run(&mut in_web(folder, &format!("check --only http-port-ssl-mismatch {arguments}")), b"")
}

#[test]
fn each_format_prints_what_its_file_says() {
    let folder = project();
    for format in FORMATS {
        let output = check(&folder, &format!("--format {format}"));
        assert_eq!(output.status, 1, "{format}: {}", output.stderr);
        let path = root().join(format!("tests/formats/{format}.txt"));
        let printed = without_rules(format, output.stdout);
        if std::env::var_os("UPDATE").is_some() {
            fs::write(&path, &printed).expect("the file can be written");
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        assert_eq!(printed, expected, "{format} differs; write it anew with: UPDATE=1 cargo test --test formats");
    }
}

/// SARIF without the pages of all rules.
fn without_rules(format: &str, printed: String) -> String {
    if format != "sarif" {
        return printed;
    }
    let mut log: Value = serde_json::from_str(&printed).expect("JSON");
    log["runs"][0]["tool"]["driver"]["rules"] = json!([]);
    log["runs"][0]["results"].as_array_mut().expect("results").iter_mut().for_each(|result| {
        result["ruleIndex"] = json!(-1);
    });
    format!("{log:#}\n").replace(env!("CARGO_PKG_VERSION"), "VERSION")
}

#[test]
fn sarif_is_valid_by_its_published_schema() {
    let validator = schemas::sarif();
    let folder = project();
    folder.write("web/broken.js", b"\0");
    for arguments in ["", "--preset strict --min-severity hint", "--only network", "gone.js"] {
        let log = run(&mut in_web(&folder, &format!("check --format sarif {arguments}")), b"").json();
        assert_eq!(schemas::errors(&validator, &log), [""; 0], "{arguments}");
    }
    assert!(!validator.is_valid(&json!({ "version": "2.1.0", "runs": [{}] })), "it finds mistakes");
}

#[test]
fn sarif_has_every_rule_with_its_page_and_every_result_its_rule() {
    let folder = project();
    let log = check(&folder, "--format sarif").json();
    let rules = log["runs"][0]["tool"]["driver"]["rules"].as_array().expect("rules");
    assert_eq!(rules.len(), dwt_lint::rules::RULES.len());
    assert!(rules.iter().all(|rule| rule["help"]["markdown"].as_str().is_some_and(|page| page.starts_with("# "))));
    for result in log["runs"][0]["results"].as_array().expect("results") {
        let index = result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok()).expect("an index");
        assert_eq!(rules[index]["id"], result["ruleId"]);
    }
}

#[test]
fn what_could_not_be_linted_is_in_the_formats_that_have_a_place_for_it() {
    let folder = Folder::with(&[("a.js", "\0 dwt")]);
    for (format, expected) in [
        ("json", "\"message\": \"a binary file (a NUL at byte 0)\""),
        ("sarif", "\"executionSuccessful\": false"),
        ("sarif", "\"text\": \"a binary file (a NUL at byte 0)\""),
        ("junit", "<error message=\"a binary file (a NUL at byte 0)\"/>"),
    ] {
        let output = folder.run(&format!("check --format {format}"));
        assert_eq!(output.status, 2);
        assert!(output.stdout.contains(expected), "{format}: {}", output.stdout);
    }
}

#[test]
fn the_xml_formats_are_valid() {
    let folder = project();
    let clean = Folder::with(&[("a.js", "")]);
    folder.write("web/broken.js", b"\0");
    for (format, schema) in [("junit", "junit.xsd"), ("checkstyle", "checkstyle.xsd")] {
        let report = check(&folder, &format!("--format {format}")).stdout;
        assert_eq!(schemas::xml_errors(schema, &report), [""; 0], "{report}");
        let report = clean.run(&format!("check --format {format}")).stdout;
        assert_eq!(schemas::xml_errors(schema, &report), [""; 0], "{report}");
    }
}

#[test]
fn the_schemas_of_the_xml_formats_find_mistakes() {
    let folder = project();
    for (format, schema, right, wrong) in [
        ("junit", "junit.xsd", "failures=\"1\"", "failures=\"one\""),
        ("junit", "junit.xsd", "classname=", "class="),
        ("junit", "junit.xsd", "testcase", "case"),
        ("checkstyle", "checkstyle.xsd", "line=\"2\"", "line=\"0\""),
        ("checkstyle", "checkstyle.xsd", "severity=\"error\"", "severity=\"hint\""),
        ("checkstyle", "checkstyle.xsd", "<file ", "<file href=\"a\" "),
    ] {
        let report = check(&folder, &format!("--format {format}")).stdout;
        assert!(report.contains(right), "{right}: {report}");
        assert_ne!(schemas::xml_errors(schema, &report.replace(right, wrong)), [""; 0], "{wrong}");
    }
}

#[test]
fn the_issues_of_gitlab_have_what_it_asks_for_and_are_told_apart() {
    let folder = project();
    folder.write("web/twice.js", SCRIPT.repeat(2).as_bytes());
    let report = check(&folder, "--format gitlab").json();
    let issues = report.as_array().expect("a list");
    assert_eq!(issues.len(), 3);
    assert_eq!(schemas::errors(&schemas::gitlab(), &report), [""; 0]);
    assert!(issues.iter().all(|issue| issue["location"]["path"].as_str().is_some_and(|path| path.starts_with("web/"))));
    let fingerprints: std::collections::BTreeSet<_> = issues.iter().map(|it| it["fingerprint"].as_str()).collect();
    assert_eq!(fingerprints.len(), issues.len());
}

#[test]
fn several_outputs_are_written_at_once() {
    let folder = project();
    let output = check(&folder, "--format concise --output sarif=out/a.sarif --output pretty=b.txt --color always");
    assert_eq!((output.status, output.stdout), (1, check(&folder, "--format concise").stdout));
    assert_eq!(folder.read("web/out/a.sarif"), check(&folder, "--format sarif").stdout);
    assert_eq!(folder.read("web/b.txt"), check(&folder, "").stdout, "a file has no colours");
}

#[test]
fn an_output_that_cannot_be_written_is_said_and_the_others_are_written() {
    let folder = project();
    let output = check(&folder, "--format concise --output json=src --output junit=b.xml");
    assert_eq!(output.status, 2);
    assert!(output.stderr.contains("error: src: cannot be written: "), "{}", output.stderr);
    assert_eq!(output.stdout, check(&folder, "--format concise").stdout);
    assert_eq!(folder.read("web/b.xml"), check(&folder, "--format junit").stdout);
}

#[test]
fn unasked_the_reader_decides_the_format() {
    let folder = Folder::with(&[("a.js", SCRIPT)]);
    let printed = |variables: &[(&str, &str)], arguments: &str| folder.run_in(variables, &format!("check {arguments}"));
    let [pretty, github, agent] =
        ["pretty", "github", "agent"].map(|format| printed(&[], &format!("--format {format}")).stdout);
    assert_eq!(printed(&[], "").stdout, pretty);
    assert_eq!(printed(&[("GITHUB_ACTIONS", "true")], "").stdout, format!("{pretty}{github}"));
    assert_eq!(printed(&[("GITHUB_ACTIONS", "false"), ("CLAUDECODE", "0")], "").stdout, pretty);
    for variable in ["AI_AGENT", "CLAUDECODE", "CODEX_SANDBOX", "CURSOR_AGENT", "GEMINI_CLI"] {
        let output = printed(&[(variable, "1"), ("GITHUB_ACTIONS", "true")], "");
        assert_eq!((output.stdout.as_str(), output.stderr.as_str()), (agent.as_str(), ""), "{variable}");
    }
    assert_eq!(printed(&[("CLAUDECODE", "1"), ("GITHUB_ACTIONS", "true")], "--format pretty").stdout, pretty);
}

#[test]
fn the_page_of_a_job_in_github_actions_gets_a_table() {
    let folder = project();
    let path = folder.path().join("summary.md");
    let summary = path.to_str().expect("UTF-8");
    let lint = |arguments: &str, variables: &[(&str, &str)]| {
        let mut command = in_web(&folder, &format!("check --only http-port-ssl-mismatch {arguments}"));
        run(command.env("GITHUB_STEP_SUMMARY", summary).envs(variables.iter().copied()), b"")
    };
    lint("", &[]);
    lint("--format json", &[("GITHUB_ACTIONS", "true")]);
    assert!(!path.exists(), "only where annotations are written");
    folder.write("summary.md", b"before\n");
    lint("", &[("GITHUB_ACTIONS", "true")]);
    let text = folder.read("summary.md");
    assert!(text.starts_with("before\n### dwt-lint: 1 found\n"), "{text}");
    assert!(text.contains(" | web/src/up load.js:2:12 | HTTPPort is 80 while"), "{text}");
}

#[test]
fn links_come_when_asked_for_and_need_no_colours() {
    let folder = Folder::with(&[("a.js", SCRIPT)]);
    let has_link = |variables: &[(&str, &str)], arguments: &str| {
        folder.run_in(variables, &format!("check {arguments}")).stdout.contains("\u{1b}]8;;https://")
    };
    assert!(!has_link(&[], ""));
    assert!(!has_link(&[], "--color always"));
    assert!(has_link(&[], "--hyperlinks always"));
    assert!(has_link(&[("NO_COLOR", "1")], "--hyperlinks always"));
    assert!(has_link(&[("FORCE_HYPERLINK", "1")], ""));
    assert!(!has_link(&[("FORCE_HYPERLINK", "1")], "--hyperlinks never"));
    let plain = folder.run_in(&[("NO_COLOR", "1")], "check --hyperlinks always").stdout;
    assert!(!plain.contains("\u{1b}["), "{plain}");
}

#[test]
fn statistics_are_text_or_json() {
    let folder = project();
    assert_eq!(check(&folder, "--statistics").stdout, "1  http-port-ssl-mismatch  (1 with a fix)\n");
    let expected = json!([{ "rule": "http-port-ssl-mismatch", "count": 1, "fixable": 1 }]);
    assert_eq!(check(&folder, "--statistics --format json").json(), expected);
}

#[test]
fn every_format_is_the_same_on_any_number_of_threads() {
    let folder = Folder::with(&[("broken.js", "\0 dwt")]);
    for index in 0..30 {
        folder.write(&format!("d{}/f{index}.js", index % 7), SCRIPT.repeat(1 + index % 3).as_bytes());
    }
    for format in FORMATS {
        let one = folder.run(&format!("check --threads 1 --format {format}"));
        assert!(one.status == 2 && !one.stdout.is_empty(), "{format}");
        let many = folder.run(&format!("check --threads 8 --format {format}"));
        assert!(one.stdout == many.stdout && one.stderr == many.stderr, "{format}");
    }
}

#[test]
fn no_format_prints_a_product_key() {
    let key = "t0068MgAAAENENwNWc7efmkYt7se6XaPFkvZWtrLzzyGj";
    let text =
        format!("Dynamsoft.DWT.ProductKey = \"{key}\"; DWObject.x // dwt-lint-disable-line {key}, no-such-rule\n");
    let folder = Folder::with(&[("a.js", &text)]);
    for format in FORMATS {
        let output = folder.run(&format!("check --format {format}"));
        assert_eq!(output.status, 1, "{format}");
        assert!(!output.stdout.contains("MgAAAE") && output.stdout.contains("[redacted]"), "{}", output.stdout);
    }
}
