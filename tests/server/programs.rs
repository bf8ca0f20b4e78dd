//! Files that run together, some open in the editor and some only on disk.

use serde_json::{Value, json};

use crate::client::Client;
use crate::{folder, rules};

const MISSPELT: [&str; 1] = ["unknown-event-name"];
const USES: &str = "import { unit } from './other'; unit.RegisterEvent('onpostload', f); // Dynamsoft";
const MAKES: &str = "export const unit = Dynamsoft.DWT.GetWebTwain('a');";
const MAKES_NOTHING: &str = "export const unit = Dynamsoft.DWT.settings('a');";

/// The rules of the next diagnostics that are as expected; other ones may come before, while the files are being read.
fn wait_for(client: &mut Client, uri: &str, expected: &[&str]) {
    client.wait_for(&format!("{expected:?} in {uri}"), |message| {
        let params = &message["params"];
        let diagnostics: Vec<Value> = params["diagnostics"].as_array().cloned().unwrap_or_default();
        message["method"] == "textDocument/publishDiagnostics"
            && params["uri"] == uri
            && rules(&diagnostics) == expected
    });
}

#[test]
fn a_file_on_disk_is_seen() {
    let (_folder, uri) = folder(&[("other.js", MAKES)]);
    let (mut client, _) = Client::initialized(json!({}));
    client.open(&uri("main.js"), "javascript", USES);
    assert_eq!(rules(&client.diagnostics_of(&uri("main.js"), 1)), MISSPELT);
}

#[test]
fn unsaved_text_wins_over_the_disk() {
    let (_folder, uri) = folder(&[("other.js", MAKES)]);
    let (mut client, _) = Client::initialized(json!({}));
    client.open(&uri("other.js"), "javascript", MAKES_NOTHING);
    client.open(&uri("main.js"), "javascript", USES);
    wait_for(&mut client, &uri("main.js"), &[]);
    client.close(&uri("other.js"));
    wait_for(&mut client, &uri("main.js"), &MISSPELT);
}

#[test]
fn a_change_in_one_file_is_shown_in_the_other() {
    let (_folder, uri) = folder(&[]);
    let (mut client, _) = Client::initialized(json!({}));
    client.open(&uri("main.js"), "javascript", USES);
    wait_for(&mut client, &uri("main.js"), &[]);
    client.open(&uri("other.js"), "javascript", MAKES);
    wait_for(&mut client, &uri("main.js"), &MISSPELT);
    client.change(&uri("other.js"), 2, json!([{ "text": MAKES_NOTHING }]));
    wait_for(&mut client, &uri("main.js"), &[]);
}

#[test]
fn the_page_that_has_a_script_tells_what_its_globals_are() {
    let page = "<script>var unit = Dynamsoft.DWT.GetWebTwain('a');</script><script src='scan.js'></script>";
    let script = "function scan() { unit.RegisterEvent('onpostload', f); } // Dynamsoft";
    let (_folder, uri) = folder(&[("index.html", page), ("scan.js", script)]);
    let (mut client, _) = Client::initialized(json!({}));
    client.open(&uri("scan.js"), "javascript", script);
    wait_for(&mut client, &uri("scan.js"), &[]);
    client.open(&uri("index.html"), "html", page);
    wait_for(&mut client, &uri("scan.js"), &MISSPELT);
}

#[test]
fn a_page_that_nobody_has_opened_tells_it_too() {
    let page = "<script>var unit = Dynamsoft.DWT.GetWebTwain('a');</script><script src='scan.js'></script>";
    let script = "function scan() { unit.RegisterEvent('onpostload', f); } // Dynamsoft";
    let (folder, uri) = folder(&[("index.html", page), ("scan.js", script)]);
    let watched = json!({ "workspace": { "didChangeWatchedFiles": { "dynamicRegistration": true } } });
    let (mut client, _) = Client::initialized(json!({ "rootUri": uri(""), "capabilities": watched }));
    let registered = client.wait_for("the registration", |message| message["method"] == "client/registerCapability");
    assert!(registered.to_string().contains("**/*.{js,mjs,"), "{registered}");
    client.open(&uri("scan.js"), "javascript", script);
    wait_for(&mut client, &uri("scan.js"), &MISSPELT);

    std::fs::remove_file(folder.path().join("index.html")).expect("it was there");
    let gone = json!([{ "uri": uri("index.html"), "type": 3 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": gone }));
    wait_for(&mut client, &uri("scan.js"), &[]);

    std::fs::write(folder.path().join("index.html"), page).expect("a file");
    let new = json!([{ "uri": uri("index.html"), "type": 1 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": new }));
    wait_for(&mut client, &uri("scan.js"), &MISSPELT);
}

#[test]
fn an_open_file_that_is_deleted_shows_nothing_until_the_user_goes_on_with_it() {
    let (folder, uri) = folder(&[("scan.js", crate::BAD)]);
    let (mut client, _) = Client::initialized(json!({ "rootUri": uri("") }));
    client.open(&uri("scan.js"), "javascript", crate::BAD);
    wait_for(&mut client, &uri("scan.js"), &["unknown-suppression"]);
    std::fs::remove_file(folder.path().join("scan.js")).expect("it was there");
    let gone = json!([{ "uri": uri("scan.js"), "type": 3 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": gone }));
    wait_for(&mut client, &uri("scan.js"), &[]);
    client.change(&uri("scan.js"), 2, json!([{ "text": crate::BAD }]));
    wait_for(&mut client, &uri("scan.js"), &["unknown-suppression"]);
}

#[test]
fn folders_come_and_go() {
    let script = "function scan() { unit.RegisterEvent('onpostload', f); } // Dynamsoft";
    let page = "<script>var unit = Dynamsoft.DWT.GetWebTwain('a');</script><script src='scan.js'></script>";
    let (_folder, uri) = folder(&[("index.html", page), ("scan.js", script)]);
    let (mut client, _) = Client::initialized(json!({ "workspaceFolders": null }));
    client.open(&uri("scan.js"), "javascript", script);
    wait_for(&mut client, &uri("scan.js"), &[]);
    let mut change = |added: bool| {
        let folders = json!([{ "uri": uri(""), "name": "one" }]);
        let (added, removed) = if added { (folders, json!([])) } else { (json!([]), folders) };
        let event = json!({ "event": { "added": added, "removed": removed } });
        client.notify("workspace/didChangeWorkspaceFolders", event);
        let expected: &[&str] = if added == json!([]) { &[] } else { &MISSPELT };
        wait_for(&mut client, &uri("scan.js"), expected);
    };
    change(true);
    change(false);
}
