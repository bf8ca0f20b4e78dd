//! What the user sets in the editor, by each of the ways in which editors send it.

use serde_json::{Value, json};

use crate::client::Client;
use crate::{BAD, URI, folder, rules};

#[test]
fn settings_come_with_initialize_and_change_later() {
    let off = json!({ "dwtLint": { "enable": false } });
    let (mut client, _) = Client::initialized(json!({ "initializationOptions": off }));
    client.open(URI, "javascript", BAD);
    assert_eq!(client.diagnostics(URI)["diagnostics"], json!([]));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "dwtLint": { "enable": true } } }));
    assert_eq!(rules(&client.diagnostics_of(URI, 1)), ["unknown-suppression"]);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": off }));
    assert_eq!(client.diagnostics(URI)["diagnostics"], json!([]));
}

#[test]
fn settings_are_asked_of_a_client_that_keeps_them() {
    let workspace = json!({ "configuration": true, "didChangeConfiguration": { "dynamicRegistration": true } });
    let mut client = Client::start();
    client.settings = json!({ "run": "onSave", "sdkVersoin": "19.3" });
    client.initialize(json!({ "capabilities": { "workspace": workspace } }));
    let registered = client.wait_for("the registration", |message| message["method"] == "client/registerCapability");
    assert_eq!(registered["params"]["registrations"][0]["method"], "workspace/didChangeConfiguration");
    let log = client.wait_for("a line in the log", |message| message["method"] == "window/logMessage");
    assert!(log["params"]["message"].as_str().unwrap_or_default().contains("dwtLint.sdkVersoin"), "{log}");

    client.open(URI, "javascript", "");
    assert_eq!(client.diagnostics_of(URI, 1).len(), 0);
    client.change(URI, 2, json!([{ "text": BAD }]));
    client.save(URI);
    assert_eq!(rules(&client.diagnostics_of(URI, 2)), ["unknown-suppression"]);

    client.settings = json!({ "enable": false });
    client.notify("workspace/didChangeConfiguration", json!({ "settings": null }));
    assert_eq!(client.diagnostics(URI)["diagnostics"], json!([]));
}

/// A project on disk with a configuration file.
fn project(config: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    write_config(&folder, config);
    let uri = format!("file://{}/scan.js", folder.path().display());
    (folder, uri)
}

fn write_config(folder: &tempfile::TempDir, config: &str) {
    std::fs::write(folder.path().join("dwt-lint.json"), config).expect("a file in it");
}

fn severities(diagnostics: &[Value]) -> Vec<i64> {
    diagnostics.iter().filter_map(|diagnostic| diagnostic["severity"].as_i64()).collect()
}

#[test]
fn the_closest_configuration_holds_and_may_change() {
    let (folder, uri) = project(r#"{ "rules": { "unknown-suppression": "info" } }"#);
    let watched = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let (mut client, _) = Client::initialized(json!({ "capabilities": watched }));
    let registered = client.wait_for("the registration", |message| message["method"] == "client/registerCapability");
    assert!(registered.to_string().contains("**/dwt-lint.json"), "{registered}");

    client.open(&uri, "javascript", BAD);
    assert_eq!(severities(&client.diagnostics_of(&uri, 1)), [3]);

    write_config(&folder, r#"{ "rules": { "unknown-suppression": "error" } }"#);
    let changes = json!([{ "uri": format!("file://{}/dwt-lint.json", folder.path().display()), "type": 2 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    assert_eq!(severities(&client.diagnostics_of(&uri, 1)), [1]);

    write_config(&folder, r#"{ "exclude": ["*.js"] }"#);
    client.save(&uri);
    assert_eq!(severities(&client.diagnostics_of(&uri, 1)), [] as [i64; 0]);
}

#[test]
fn the_editor_may_name_the_configuration() {
    let (folder, uri) = project(r#"{ "rules": { "unknown-suppression": "off" } }"#);
    std::fs::write(folder.path().join("other.json"), r#"{ "rules": { "unknown-suppression": "hint" } }"#)
        .expect("a file in it");
    let root = format!("file://{}", folder.path().display());
    let options = json!({ "dwtLint": { "configPath": "other.json" } });
    let (mut client, _) = Client::initialized(json!({ "rootUri": root, "initializationOptions": options }));
    client.open(&uri, "javascript", BAD);
    assert_eq!(severities(&client.diagnostics_of(&uri, 1)), [4]);
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "dwtLint": { "configPath": null } } }));
    assert_eq!(severities(&client.diagnostics_of(&uri, 1)), [] as [i64; 0]);
}

#[test]
fn a_document_in_which_nothing_is_looked_for_says_why() {
    let (_kept, uri) = folder(&[("dwt-lint.json", r#"{ "exclude": ["old"] }"#)]);
    let (mut client, _) = Client::initialized(json!({}));
    let mut reason = |name: &str, text: &str| {
        client.open(&uri(name), "javascript", text);
        client.request("dwtLint/idleReason", json!({ "textDocument": { "uri": uri(name) } }))["result"].clone()
    };
    assert_eq!(reason("scan.js", "DWObject.AcquireImage();"), Value::Null);
    assert_eq!(reason("plain.js", "let a = 1;"), "nothing in it speaks of the SDK");
    assert!(reason("old/scan.js", "DWObject.x;").as_str().is_some_and(|why| why.starts_with("excluded by /")));
    assert_eq!(reason("dynamsoft.webtwain.min.js", "DWObject.x;"), "a file of the SDK itself, or built code");
}

#[test]
fn the_page_of_a_word_is_given() {
    let mut client = Client::start();
    client.initialize(json!({}));
    let mut page =
        |what: &str| client.request("dwtLint/explain", json!({ "what": what }))["result"]["markdown"].clone();
    for (what, told) in [
        ("-1073", "> **Only 24-bit true color"),
        (" jpeg-of-bw-image", "# jpeg-of-bw-image"),
        ("WebTwain.CloseSource", "**WebTwain.CloseSource**"),
        ("CloseSorce", "did you mean"),
    ] {
        let page = page(what);
        assert!(page.as_str().is_some_and(|page| page.contains(told)), "{what}: {page}");
    }
}

#[test]
fn a_broken_configuration_is_told_and_the_defaults_hold() {
    let (_folder, uri) = project(r#"{ "ruels": {} }"#);
    let (mut client, _) = Client::initialized(json!({}));
    client.open(&uri, "javascript", BAD);
    let log = client.wait_for("a line in the log", |message| message["method"] == "window/logMessage");
    let message = log["params"]["message"].as_str().unwrap_or_default();
    assert!(message.contains("dwt-lint.json:1:3") && message.contains("ruels"), "{message}");
    assert_eq!(rules(&client.diagnostics_of(&uri, 1)), ["unknown-suppression"]);
}

/// The places and messages of what is published next for a file.
fn next_problems(client: &mut Client, uri: &str) -> Vec<(Value, String)> {
    let published = client.diagnostics(uri);
    let diagnostics = published["diagnostics"].as_array().expect("a list").iter();
    let message = |diagnostic: &Value| diagnostic["message"].as_str().unwrap_or_default().to_owned();
    diagnostics.map(|diagnostic| (diagnostic["range"].clone(), message(diagnostic))).collect()
}

#[test]
fn what_is_wrong_in_a_configuration_is_shown_in_it_until_it_is_mended() {
    let (folder, uri) = project("{\n  /* 😀 */ \"ruels\": {}\n}");
    let config = format!("file://{}/dwt-lint.json", folder.path().display());
    let (mut client, _) = Client::initialized(json!({}));
    client.open(&uri, "javascript", BAD);
    let problems = next_problems(&mut client, &config);
    let range = json!({ "start": { "line": 1, "character": 11 }, "end": { "line": 1, "character": 18 } });
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert!(problems[0].0 == range && problems[0].1.contains("unknown key `ruels`"), "{problems:?}");

    write_config(&folder, r#"{ "rules": { "unknown-suppression": "info" } }"#);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": [{ "uri": config, "type": 2 }] }));
    assert_eq!(next_problems(&mut client, &config), []);
}

#[test]
fn a_configuration_is_checked_when_it_is_opened_and_saved() {
    let (folder, uri) = project(r#"{ "preset": "stict" }"#);
    let config = format!("file://{}/dwt-lint.json", folder.path().display());
    let (mut client, _) = Client::initialized(json!({}));
    client.open(&config, "json", r#"{ "preset": "stict" }"#);
    let problems = next_problems(&mut client, &config);
    assert!(problems.len() == 1 && problems[0].1.contains("strict"), "{problems:?}");

    client.open(&uri, "javascript", BAD);
    assert_eq!(severities(&client.diagnostics_of(&uri, 1)), [2]);
    write_config(&folder, r#"{ "rules": { "unknown-suppression": "hint" } }"#);
    client.save(&config);
    assert_eq!(next_problems(&mut client, &config), []);
    assert_eq!(severities(&client.diagnostics_of(&uri, 1)), [4], "what it holds for is linted anew");
}

const BLACK_AND_WHITE_JPEG: &str = "const DWObject = Dynamsoft.DWT.GetWebTwain('a');\n\
    DWObject.ConvertToBW(0);\nDWObject.SaveAsJPEG('a.jpg', 0);\n";

fn severity_of(diagnostics: &[Value], rule: &str) -> Option<i64> {
    diagnostics.iter().find(|diagnostic| diagnostic["code"] == rule)?["severity"].as_i64()
}

#[test]
fn the_version_that_the_project_uses_decides_and_may_change() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("a file in it");
    let file = |name: &str| format!("file://{}/{name}", folder.path().display());
    let rule = "jpeg-of-bw-image";
    let watched = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let (mut client, _) = Client::initialized(json!({ "capabilities": watched }));
    let registered = client.wait_for("the registration", |message| message["method"] == "client/registerCapability");
    assert!(registered.to_string().contains("**/pnpm-lock.yaml"), "{registered}");

    write("package.json", r#"{ "dependencies": { "dwt": "17.2.5" } }"#);
    client.open(&file("scan.js"), "javascript", BLACK_AND_WHITE_JPEG);
    assert_eq!(severity_of(&client.diagnostics_of(&file("scan.js"), 1), rule), Some(1));

    write("package.json", r#"{ "dependencies": { "dwt": "^19.3.0" } }"#);
    let changes = json!([{ "uri": file("package.json"), "type": 2 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": changes }));
    assert_eq!(severity_of(&client.diagnostics_of(&file("scan.js"), 1), rule), Some(3));

    write("package-lock.json", r#"{ "packages": { "node_modules/dwt": { "version": "18.1.1" } } }"#);
    write("package.json", r#"{ "dependencies": { "dwt": "18.x" } }"#);
    client.save(&file("package.json"));
    assert_eq!(severity_of(&client.diagnostics_of(&file("scan.js"), 1), rule), Some(1));
}

#[test]
fn an_open_configuration_is_explained_and_completed_while_it_is_typed() {
    let (folder, _) = project("{}");
    let config = format!("file://{}/dwt-lint.json", folder.path().display());
    let hover = json!({ "contentFormat": ["markdown"] });
    let (mut client, _) = Client::initialized(json!({ "capabilities": { "textDocument": { "hover": hover } } }));
    client.open(&config, "jsonc", "{\n  // 😀\n  \"rules\": { /* 😀 */ \"unknown-member\": \"off\" }\n}");
    let hover = client.hover(&config, 2, 24);
    assert!(hover["contents"]["value"].as_str().is_some_and(|told| told.contains("/rules/unknown-member")), "{hover}");
    let range = json!({ "start": { "line": 2, "character": 23 }, "end": { "line": 2, "character": 37 } });
    assert_eq!(hover["range"], range);

    let at = json!({ "start": { "line": 2, "character": 23 }, "end": { "line": 3, "character": 1 } });
    client.change(&config, 2, json!([{ "range": at, "text": "jp" }]));
    let position = json!({ "line": 2, "character": 25 });
    let params = json!({ "textDocument": { "uri": config }, "position": position });
    let items = client.request("textDocument/completion", params)["result"].clone();
    let items = items.as_array().expect("a list");
    let rule = items.iter().find(|item| item["label"] == "jpeg-of-bw-image").expect("the rule");
    let range = json!({ "start": { "line": 2, "character": 23 }, "end": { "line": 2, "character": 25 } });
    assert_eq!(rule["textEdit"], json!({ "range": range, "newText": "jpeg-of-bw-image" }));
}
