//! What is written into the text beside numbers.

use serde_json::{Value, json};

use crate::URI;
use crate::client::Client;

const CODE: &str = "/* 😀 */ if (DWObject.ErrorCode == -1032) DWObject.PixelType = 1;";

fn hints(client: &mut Client) -> Vec<Value> {
    let range = json!({ "start": { "line": 0, "character": 0 }, "end": { "line": 1, "character": 0 } });
    let params = json!({ "textDocument": { "uri": URI }, "range": range });
    client.request("textDocument/inlayHint", params)["result"].as_array().cloned().unwrap_or_default()
}

#[test]
fn messages_of_error_codes_are_shown_and_names_of_enumerations_when_asked_for() {
    let mut client = Client::initialized(json!({})).0;
    client.open(URI, "javascript", CODE);
    let found = hints(&mut client);
    assert_eq!(found.len(), 1, "{found:?}");
    let end = CODE.encode_utf16().count() - CODE[CODE.find(") DWO").expect("there")..].len();
    assert_eq!(found[0]["position"], json!({ "line": 0, "character": end }));
    assert_eq!(found[0]["label"], "User cancelled the operation");
}

#[test]
fn changed_settings_change_what_is_shown_at_once() {
    let capabilities = json!({ "workspace": { "inlayHint": { "refreshSupport": true } } });
    let mut client = Client::initialized(json!({ "capabilities": capabilities })).0;
    client.open(URI, "javascript", CODE);
    for (kinds, labels) in
        [(json!({ "errorCodes": false, "enums": true }), vec!["TWPT_GRAY"]), (json!({ "errorCodes": false }), vec![])]
    {
        let settings = json!({ "dwtLint": { "inlayHints": kinds } });
        client.notify("workspace/didChangeConfiguration", json!({ "settings": settings }));
        client.wait_for("a call to ask anew", |message| message["method"] == "workspace/inlayHint/refresh");
        let found = hints(&mut client);
        let shown: Vec<&str> = found.iter().filter_map(|hint| hint["label"].as_str()).collect();
        assert_eq!(shown, labels);
    }
}
