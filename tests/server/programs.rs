//! Files that run together, some open in the editor and some only on disk.

use serde_json::{Value, json};

use crate::client::Client;
use crate::rules;

const MISSPELT: [&str; 1] = ["unknown-event-name"];
const USES: &str = "import { unit } from './other'; unit.RegisterEvent('onpostload', f); // Dynamsoft";
const MAKES: &str = "export const unit = Dynamsoft.DWT.GetWebTwain('a');";
const MAKES_NOTHING: &str = "export const unit = Dynamsoft.DWT.settings('a');";

/// A folder with files, and the address of one.
fn folder(files: &[(&str, &str)]) -> (tempfile::TempDir, impl Fn(&str) -> String + use<>) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).expect("a file in it");
    }
    let root = folder.path().display().to_string();
    (folder, move |name: &str| format!("file://{root}/{name}"))
}

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
