//! The configuration with the real binary: a first one, its schema, and what is wrong with one.

mod support;

use support::folder::Folder;

#[test]
fn a_first_configuration_is_written_and_never_overwritten() {
    let folder = Folder::with(&[("package.json", r#"{ "dependencies": { "dwt": "18.4.2" } }"#), ("a.js", "")]);
    let output = folder.run("init");
    assert_eq!((output.status, output.stdout.as_str(), output.stderr.as_str()), (0, "", "Wrote dwt-lint.json.\n"));
    let text = folder.read("dwt-lint.json");
    assert!(text.contains("taken from the project (18.4.2, by package.json)"), "{text}");
    let check = folder.run("check");
    assert_eq!(check.status, 0, "{}", check.stderr);
    let again = folder.run("init");
    assert!(again.status == 2 && again.stderr.contains("nothing was written"), "{}", again.stderr);
    assert_eq!(folder.read("dwt-lint.json"), text);
}

#[test]
fn a_package_json_with_our_key_is_a_configuration_too() {
    let folder = Folder::with(&[("package.json", r#"{ "dwt-lint": {} }"#)]);
    let output = folder.run("init");
    assert!(output.status == 2 && output.stderr.contains("package.json configures this folder"), "{}", output.stderr);
    assert!(!folder.path().join("dwt-lint.json").exists());
}

#[test]
fn the_schema_is_one_and_knows_every_rule() {
    let output = Folder::new().run("schema");
    assert_eq!((output.status, output.stderr.as_str()), (0, ""));
    let schema = output.json();
    assert!(jsonschema::meta::is_valid(&schema));
    for rule in dwt_lint::rules::RULES {
        assert!(schema["properties"]["rules"]["properties"][rule.id].is_object(), "{}", rule.id);
    }
}

#[test]
fn what_is_wrong_is_told_with_its_place_and_the_nearest_name() {
    for (text, complaint) in [
        ("{\n  \"rulez\": {}\n}", "error: dwt-lint.json:2:3: unknown key `rulez`; did you mean `rules`?"),
        (
            r#"{ "rules": { "disable-source-after-acquire-order": ["error", { "ordr": "x" }] } }"#,
            "error: dwt-lint.json:1:64: unknown option `ordr`; did you mean `order`?",
        ),
    ] {
        let folder = Folder::with(&[("dwt-lint.json", text), ("a.js", "")]);
        let output = folder.run("check");
        assert_eq!((output.status, output.stdout.as_str()), (2, ""));
        assert!(output.stderr.contains(complaint), "{}", output.stderr);
    }
}
