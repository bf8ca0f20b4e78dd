use serde_json::Value;

use crate::files_of;
use crate::support::folder::Folder;

#[test]
fn the_closest_file_wins_and_the_command_line_above_it() {
    let folder = Folder::with(&[
        ("package.json", "{ \"dwt-lint\": { \"sdkVersion\": \"17.2\", \"preset\": \"strict\" } }"),
        ("old/dwt-lint.jsonc", "{ \"sdkVersion\": \"12.3\", /* ours */ }"),
        ("a.js", ""),
        ("old/b.js", ""),
        ("other.json", "{ \"platforms\": [\"linux\"] }"),
    ]);
    let config = |arguments: &str| folder.run(&format!("check --show-config {arguments}")).json();
    assert_eq!((&config("a.js")["sdkVersion"], &config("a.js")["preset"]), (&"17.2".into(), &"strict".into()));
    assert_eq!(config("old/b.js")["sdkVersion"], "12.3");
    assert_eq!(config("old/b.js --sdk-version 19.3 --preset strict")["sdkVersion"], "19.3");
    assert_eq!(config("a.js --no-config")["config"], Value::Null);
    assert_eq!(config("a.js --config other.json")["platforms"], serde_json::json!(["linux"]));
}

#[test]
fn the_command_line_names_the_platforms() {
    let folder = Folder::with(&[("dwt-lint.json", "{ \"platforms\": [\"linux\"] }"), ("a.js", "")]);
    let platforms =
        |arguments: &str| folder.run(&format!("check --show-config a.js {arguments}")).json()["platforms"].clone();
    assert_eq!(platforms(""), serde_json::json!(["linux"]));
    assert_eq!(platforms("--platforms windows,macos-ica"), serde_json::json!(["windows", "macos-ica"]));
}

#[test]
fn the_version_and_what_says_so_are_shown() {
    let lock = r#"{ "packages": { "node_modules/dwt": { "version": "18.4.2" } } }"#;
    let page = "<script src='https://unpkg.com/dwt@19.3.1/dist/dynamsoft.webtwain.min.js'></script>";
    let folder = Folder::with(&[
        ("app/package-lock.json", lock),
        ("app/src/a.js", ""),
        ("app/page.html", page),
        ("app/set/dwt-lint.json", "{ \"sdkVersion\": \"16.1\" }"),
        ("app/set/b.js", ""),
        ("c.js", ""),
        (".git/HEAD", ""),
    ]);
    for (arguments, version, from) in [
        ("app/src/a.js", Some("18.4.2"), Some("app/package-lock.json")),
        ("app/page.html", Some("19.3.1"), Some("https://unpkg.com/dwt@19.3.1/dist/dynamsoft.webtwain.min.js")),
        ("app/set/b.js", Some("16.1"), Some("app/set/dwt-lint.json")),
        ("app/set/b.js --sdk-version 17", Some("17.0"), Some("--sdk-version")),
        ("app/set/b.js --no-config", Some("18.4.2"), Some("app/package-lock.json")),
        ("- --stdin-filename app/src/not/there.js", Some("18.4.2"), Some("app/package-lock.json")),
        ("c.js", None, None),
    ] {
        let output = folder.run(&format!("check --show-config {arguments}"));
        let config = output.json();
        assert_eq!((config["sdkVersion"].as_str(), config["sdkVersionFrom"].as_str()), (version, from), "{arguments}");
        let says_how_to_set = output.stderr.contains("set `sdkVersion` in dwt-lint.json, or give --sdk-version");
        assert_eq!(says_how_to_set, version.is_none(), "{arguments}: {}", output.stderr);
    }
}

#[test]
fn what_is_found_depends_on_the_version_that_the_project_uses() {
    let code = "DWObject.ConvertToBW(0); DWObject.SaveAsJPEG('a.jpg', 0);";
    let code = format!("const DWObject = Dynamsoft.DWT.GetWebTwain('a'); {code}");
    let folder = Folder::with(&[("old/a.js", &code), ("new/a.js", &code)]);
    folder.write("old/package.json", b"{ \"dependencies\": { \"dwt\": \"^17.2.1\" } }");
    folder.write("new/yarn.lock", b"dwt@^19.0.0:\n  version \"19.3.3\"\n");
    let found = folder.run("check --format json --only jpeg-of-bw-image").json();
    let severities: Vec<_> =
        found["diagnostics"].as_array().expect("a list").iter().map(|found| &found["severity"]).collect();
    assert_eq!(severities, ["info", "error"], "{found}");
}

#[test]
fn a_mistake_is_exit_2_with_its_place() {
    let folder = Folder::with(&[("sub/dwt-lint.json", "{\n  \"rulez\": {}\n}"), ("sub/a.js", ""), ("b.js", "")]);
    let output = folder.run("check --format json");
    assert_eq!((output.status, output.stdout.as_str()), (2, ""));
    let expected = "error: sub/dwt-lint.json:2:3: unknown key `rulez`; did you mean `rules`?";
    assert!(output.stderr.contains(expected), "{}", output.stderr);
    assert_eq!(folder.run("check b.js").status, 0);
    assert_eq!(folder.run("check --no-config").status, 0);
    let gone = folder.run("check --config gone.json");
    assert!(gone.status == 2 && gone.stderr.contains("gone.json: cannot be read"), "{}", gone.stderr);
}

#[test]
fn folders_are_walked_as_the_configuration_says() {
    let text = "{ \"include\": [\"src\"], \"exclude\": [\"*.gen.js\"] }";
    let folder = Folder::with(&[("dwt-lint.json", text), ("src/a.js", ""), ("src/b.gen.js", ""), ("lib/c.js", "")]);
    assert_eq!(files_of(&folder, ""), ["src/a.js"]);
    assert_eq!(files_of(&folder, "src/b.gen.js"), ["src/b.gen.js"]);
}
