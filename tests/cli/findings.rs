use serde_json::Value;

use crate::support::folder::Folder;

/// A warning, whatever other rules there are: nothing has this name.
const BAD: &str = "DWObject.x; // dwt-lint-disable-line no-such-rule\n";

#[test]
fn each_format_shows_a_finding_in_the_columns_of_editors() {
    let folder =
        Folder::with(&[("src/a.js", "\u{feff}let a;\r\n/*😀*/ // dwt-lint-disable-line no-such-rule -- why\r\n")]);
    let pretty = folder.run("check");
    assert_eq!(pretty.status, 1);
    assert!(pretty.stdout.starts_with("warning[unknown-suppression]: `no-such-rule`"), "{}", pretty.stdout);
    assert!(pretty.stdout.contains("\n --> src/a.js:2:33\n"), "{}", pretty.stdout);
    assert!(pretty.stdout.contains("^^^^^^^^^^^^"), "{}", pretty.stdout);
    assert!(pretty.stderr.contains("Found 1 warning in 1 file. Exit status 1"), "{}", pretty.stderr);

    let concise = folder.run("check --format concise").stdout;
    assert!(concise.starts_with("src/a.js:2:33: warning unknown-suppression `no-such-rule`"), "{concise}");
    assert_eq!(concise.lines().count(), 1);

    let json = folder.run("check --format json");
    let value = json.json();
    let found = &value["diagnostics"][0];
    let start = serde_json::json!({ "line": 2, "column": 33, "offset": 45 });
    let end = serde_json::json!({ "line": 2, "column": 45, "offset": 57 });
    assert_eq!(found["range"], serde_json::json!({ "start": start, "end": end }));
    for (key, expected) in
        [("rule", "unknown-suppression"), ("category", "suppression"), ("severity", "warning"), ("path", "src/a.js")]
    {
        assert_eq!(found[key], expected);
    }
    assert!(found["url"].as_str().is_some_and(|url| url.ends_with("/unknown-suppression")), "{found}");
    assert_eq!((json.status, &value["version"], &value["summary"]["warnings"]), (1, &1.into(), &1.into()));

    let jsonl: Value = serde_json::from_str(&folder.run("check --format jsonl").stdout).expect("one object");
    assert_eq!(&jsonl, found);
}

#[test]
fn the_exit_status_is_what_was_asked_for() {
    let folder = Folder::with(&[("a.js", BAD), ("b.js", BAD)]);
    for (options, status) in [
        ("", 1),
        ("--fail-on error", 0),
        ("--fail-on never", 0),
        ("--fail-on info", 1),
        ("--max-warnings 2", 0),
        ("--max-warnings 1", 1),
        ("--min-severity error", 1),
        ("--min-severity error --fail-on error", 0),
        ("--only network", 0),
        ("--only suppression", 1),
        ("--only unknown-suppression", 1),
        ("--skip suppression", 0),
        ("gone.js .", 2),
    ] {
        assert_eq!(folder.run(&format!("check {options}")).status, status, "{options}");
    }
    let hidden = folder.run("check --min-severity error");
    assert_eq!(hidden.stdout, "");
    assert!(hidden.stderr.contains("2 not shown (--min-severity)"), "{}", hidden.stderr);
    assert_eq!(folder.run("check --statistics").stdout, "2  unknown-suppression\n");
}

#[test]
fn a_rule_that_is_off_by_default_runs_when_it_is_named() {
    let off = dwt_lint::rules::RULES.iter().find(|rule| rule.id == "sync-overload").expect("a rule");
    assert!(!off.recommended);
    let code = "const d = Dynamsoft.DWT.GetWebTwain('c');\nd.SelectSource();\n";
    let folder = Folder::with(&[("dwt-lint.json", "{ \"rules\": { \"sync-overload\": \"off\" } }"), ("a.js", code)]);
    let rules = |options: &str| -> Vec<Value> {
        let json = folder.run(&format!("check --min-severity hint --format json {options}")).json();
        json["diagnostics"].as_array().expect("an array").iter().map(|found| found["rule"].clone()).collect()
    };
    assert_eq!(rules("--no-config"), [Value::Null; 0]);
    assert_eq!(rules("--no-config --only sync-overload"), ["sync-overload"]);
    assert_eq!(rules("--only sync-overload"), ["sync-overload"], "the command line stands above the configuration");
    assert_eq!(rules("--only sync-overload --skip sync-overload"), [Value::Null; 0]);
    assert!(rules("--no-config --preset strict").contains(&"sync-overload".into()));
}

#[test]
fn the_configuration_sets_severities() {
    let configured = "{ \"rules\": { \"suppression\": \"error\" },
        \"overrides\": [{ \"files\": [\"old\"], \"rules\": { \"unknown-suppression\": \"off\" } }] }";
    let folder = Folder::with(&[("dwt-lint.json", configured), ("a.js", BAD), ("old/b.js", BAD)]);
    let output = folder.run("check --format concise");
    assert!(output.stdout.starts_with("a.js:1:") && output.stdout.contains(" error unknown"), "{}", output.stdout);
    assert_eq!(output.stdout.lines().count(), 1);
    let strict = folder.run("check --format concise --no-config");
    assert_eq!(strict.stdout.matches(" warning ").count(), 2);
}

#[test]
fn standard_input_and_files_are_linted_alike() {
    let folder = Folder::with(&[("a.js", BAD)]);
    let file = folder.run("check a.js --format json");
    let input = folder.run_with("check - --stdin-filename a.js --format json", BAD.as_bytes());
    assert_eq!((file.status, file.stdout), (input.status, input.stdout));
    let page = folder.run_with("check - --format concise", format!("<script>\n{BAD}</script>").as_bytes());
    assert!(page.stdout.starts_with("<stdin>:2:"), "{}", page.stdout);
}

#[test]
fn findings_are_sorted_by_place() {
    let folder = Folder::new();
    for index in 0..60 {
        folder.write(&format!("d{}/f{index}.js", index % 7), BAD.repeat(1 + index % 3).as_bytes());
    }
    folder.write("d3/latin.js", b"\xe9");
    let json = folder.run("check --format json").json();
    let places: Vec<(String, u64)> = json["diagnostics"]
        .as_array()
        .expect("an array")
        .iter()
        .map(|found| {
            (found["path"].as_str().unwrap_or("").to_owned(), found["range"]["start"]["offset"].as_u64().unwrap_or(0))
        })
        .collect();
    assert_eq!(places.len(), 120);
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn fingerprints_survive_moves_and_are_unique() {
    let fingerprints = |text: &str| -> Vec<Value> {
        let folder = Folder::with(&[("a.js", text)]);
        let json = folder.run("check --format json").json();
        json["diagnostics"].as_array().expect("an array").iter().map(|found| found["fingerprint"].clone()).collect()
    };
    let before = fingerprints(&BAD.repeat(2));
    assert!(before.len() == 2 && before[0] != before[1], "{before:?}");
    assert_eq!(before, fingerprints(&format!("// new\n\n  {BAD}\n  {BAD}")));
}
