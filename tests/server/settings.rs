//! What the user sets in the editor, by each of the ways in which editors send it.

use serde_json::json;

use crate::client::Client;
use crate::{BAD, URI, rules};

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
