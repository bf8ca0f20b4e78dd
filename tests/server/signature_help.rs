//! The parameters of the method that the user is calling.

use serde_json::{Value, json};

use crate::client::Client;

fn help(client: &mut Client, uri: &str, language: &str, text: &str, character: usize) -> Value {
    client.open(uri, language, text);
    let position = json!({ "line": 0, "character": character });
    let params = json!({ "textDocument": { "uri": uri }, "position": position });
    client.request("textDocument/signatureHelp", params)["result"].clone()
}

#[test]
fn the_parameter_at_the_cursor_is_marked_in_the_signature() {
    for offsets in [true, false] {
        let information = json!({ "parameterInformation": { "labelOffsetSupport": offsets } });
        let capabilities = json!({ "textDocument": { "signatureHelp": { "signatureInformation": information } } });
        let mut client = Client::initialized(json!({ "capabilities": capabilities })).0;
        let page = "<b onclick=\"DWObject.HTTPUpload('é😀', [0], \">";
        let help = help(&mut client, "file:///a.html", "html", page, 43);
        assert_eq!(help["activeParameter"], 2, "{help}");
        let signature = &help["signatures"][help["activeSignature"].as_u64().expect("a number") as usize];
        let label = signature["label"].as_str().expect("a text");
        let parameter = &signature["parameters"][2]["label"];
        let marked = match offsets {
            true => {
                &label
                    [parameter[0].as_u64().expect("a place") as usize..parameter[1].as_u64().expect("a place") as usize]
            }
            false => parameter.as_str().expect("a text"),
        };
        assert_eq!(marked, "type: EnumDWT_ImageType | number", "{label}");
    }
}

#[test]
fn typescript_is_left_to_its_own_server() {
    let mut client = Client::initialized(json!({})).0;
    let code = "DWObject.AcquireImage(";
    assert_eq!(help(&mut client, "file:///a.ts", "typescript", code, code.len()), Value::Null);
    let params = json!({ "textDocument": { "uri": "file:///a.ts" }, "position": { "line": 0, "character": 9 } });
    assert_eq!(client.request("textDocument/completion", params)["result"], Value::Null);
    assert!(help(&mut client, "file:///a.js", "javascript", code, code.len())["signatures"].is_array());
}
