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

const LATE: &str =
    "const d = Dynamsoft.DWT.GetWebTwain('c');\nd.SelectSource();\nd.IfDisableSourceAfterAcquire = true;\n";

/// How many findings of each severity a file has: errors, warnings, infos.
fn severities(folder: &Folder, file: &str) -> [u64; 3] {
    let output = folder.run(&format!("check --only disable-source-after-acquire-order --format json {file}"));
    let json = output.json();
    ["errors", "warnings", "infos"].map(|name| json["summary"][name].as_u64().expect("a number"))
}

#[test]
fn a_base_its_heir_an_override_and_an_option_stand_above_each_other() {
    let rule = "disable-source-after-acquire-order";
    let folder = Folder::with(&[
        ("team/base.jsonc", &format!("{{ \"rules\": {{ \"{rule}\": \"error\" }} }} // shared")),
        ("app/dwt-lint.json", "{ \"extends\": \"../team/base.jsonc\" }"),
        ("app/a.js", LATE),
        (
            "app/sub/package.json",
            &format!(
                "{{ \"dwt-lint\": {{ \"extends\": [\"../../team/base.jsonc\"], \"rules\": {{ \"{rule}\": \"info\" }},
                \"overrides\": [{{ \"files\": [\"old/**\"], \"rules\": {{ \"{rule}\": [\"warning\", {{ \"order\": \"before-acquire\" }}] }} }}] }} }}"
            ),
        ),
        ("app/sub/b.js", LATE),
        ("app/sub/old/c.js", LATE),
        ("app/sub/old/d.js", &LATE.replace("d.SelectSource();", "d.AcquireImage();")),
        ("e.js", LATE),
    ]);
    assert_eq!(severities(&folder, "e.js"), [0, 1, 0], "no configuration");
    assert_eq!(severities(&folder, "app/a.js"), [1, 0, 0], "by the base");
    assert_eq!(severities(&folder, "app/sub/b.js"), [0, 0, 1], "the closest file wins over what it extends");
    assert_eq!(severities(&folder, "app/sub/old/c.js"), [0, 0, 0], "by its option, selected is not too late");
    assert_eq!(severities(&folder, "app/sub/old/d.js"), [0, 1, 0], "but started is");
    assert_eq!(severities(&folder, "."), [1, 2, 1], "each file by its own");
    assert_eq!(severities(&folder, "--config app/dwt-lint.json ."), [5, 0, 0], "one for all");
    assert_eq!(severities(&folder, "--no-config ."), [0, 5, 0]);
}

#[test]
fn mistakes_are_told_in_the_file_that_has_them() {
    for (name, text, complaint) in [
        (
            "dwt-lint.jsonc",
            "{\n  // 😀\n  \"presett\": \"strict\",\n}",
            "dwt-lint.jsonc:3:3: unknown key `presett`; did you mean `preset`?",
        ),
        (
            "package.json",
            "{\n  \"name\": \"app\",\n  \"dwt-lint\": { \"rules\": { \"ssl-without-prt\": \"off\" } }\n}",
            "package.json:3:28: unknown rule or category `ssl-without-prt`; did you mean `ssl-without-port`?",
        ),
        ("package.json", "{ \"dwt-lint\": { \"sdkVersion\": } }", "package.json:1:31: not valid JSON"),
        ("base.json", "{ \"platforms\": [\"mac\"] }", "base.json:1:17: unknown platform `mac`; did you mean `macos`"),
    ] {
        let folder = Folder::with(&[("a.js", ""), (name, text)]);
        if name == "base.json" {
            folder.write("dwt-lint.json", b"{ \"extends\": \"./base.json\" }");
        }
        let output = folder.run("check");
        assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{name}: {}", output.stderr);
        assert!(output.stderr.contains(&format!("error: {complaint}")), "{}", output.stderr);
    }
}

#[test]
fn a_configuration_that_nobody_needs_is_not_read() {
    let folder = Folder::with(&[("broken/dwt-lint.json", "{"), ("broken/a.js", ""), ("b.js", LATE)]);
    assert_eq!(folder.run("check b.js").status, 1);
    assert_eq!(folder.run("check broken").status, 2);
    assert_eq!(folder.run("check --config gone.json b.js").status, 2);
}
