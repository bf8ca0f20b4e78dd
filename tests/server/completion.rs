//! What the editor offers while the user types.

use serde_json::{Value, json};

use crate::URI;
use crate::client::Client;

fn client(capabilities: Value) -> Client {
    Client::initialized(json!({ "capabilities": capabilities })).0
}

/// Opens the text, and asks at the `§`.
fn offered(client: &mut Client, uri: &str, language: &str, marked: &str, encoding: &str) -> Vec<Value> {
    let at = marked.find('§').expect("a cursor");
    let before = &marked[..at];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    let column = match encoding {
        "utf-8" => at - line_start,
        _ => before[line_start..].encode_utf16().count(),
    };
    let position = json!({ "line": before.matches('\n').count(), "character": column });
    client.open(uri, language, &marked.replace('§', ""));
    let params = json!({ "textDocument": { "uri": uri }, "position": position });
    client.request("textDocument/completion", params)["result"].as_array().cloned().unwrap_or_default()
}

fn of<'a>(items: &'a [Value], label: &str) -> &'a Value {
    items.iter().find(|item| item["label"] == label).unwrap_or_else(|| panic!("no {label}: {items:?}"))
}

#[test]
fn what_is_put_in_replaces_what_was_typed_in_every_encoding() {
    for encoding in ["utf-8", "utf-16"] {
        let mut client = client(json!({ "general": { "positionEncodings": [encoding] } }));
        let start = "/* 😀é */ DWObject.";
        let items = offered(&mut client, URI, "javascript", &format!("x();\r\n{start}Acq§;\r\n"), encoding);
        let column = if encoding == "utf-8" { start.len() } else { start.encode_utf16().count() };
        let range =
            json!({ "start": { "line": 1, "character": column }, "end": { "line": 1, "character": column + 3 } });
        let edit = json!({ "range": range, "newText": "AcquireImage" });
        assert_eq!(of(&items, "AcquireImage")["textEdit"], edit, "{encoding}");
    }
}

#[test]
fn offers_come_behind_those_of_typescript_and_deprecated_ones_last() {
    let tags = json!({ "completionItem": { "tagSupport": { "valueSet": [1] } } });
    let mut client = client(json!({ "textDocument": { "completion": tags } }));
    let items = offered(&mut client, URI, "javascript", "DWObject.§", "utf-16");
    assert!(items.len() > 300, "{}", items.len());
    let sort = |label: &str| of(&items, label)["sortText"].as_str().expect("a text").to_owned();
    assert!(*sort("AcquireImage") > *"17" && *sort("AcquireImage") < *"z11");
    assert!(*sort("SelectedImagesCount") > *"z17");
    assert_eq!(of(&items, "SelectedImagesCount")["tags"], json!([1]));
    assert_eq!(of(&items, "AcquireImage").get("tags"), None);
}

#[test]
fn an_item_is_told_of_when_the_user_looks_at_it() {
    for (formats, fence) in [(json!(["markdown"]), true), (json!(["plaintext"]), false)] {
        let item = json!({ "completionItem": { "documentationFormat": formats } });
        let mut client = client(json!({ "textDocument": { "completion": item } }));
        let items = offered(&mut client, URI, "javascript", "DWObject.§", "utf-16");
        let item = of(&items, "AcquireImage").clone();
        assert_eq!(item.get("documentation"), None, "only when it is asked for");
        let resolved = client.request("completionItem/resolve", item)["result"].clone();
        let told = resolved["documentation"]["value"].as_str().expect("a text");
        assert!(told.contains("WebTwain.AcquireImage") && told.contains("```") == fence, "{told}");
        assert_eq!(resolved["label"], "AcquireImage");
    }
}

#[test]
fn an_item_of_another_server_comes_back_as_it_is() {
    let mut client = client(json!({}));
    for item in [json!({ "label": "a" }), json!({ "label": "a", "data": { "of": "member No Thing", "sdk": 5 } })] {
        assert_eq!(client.request("completionItem/resolve", item.clone())["result"], item);
    }
}

#[test]
fn pages_and_half_typed_handlers_are_completed_in_place() {
    let mut client = client(json!({}));
    let page = "<div id=\"box\"></div>\n<button onclick=\"DWObject.RegisterEvent('On§\">scan</button>\n";
    let items = offered(&mut client, "file:///p/a.html", "html", page, "utf-16");
    assert_eq!(of(&items, "OnPostTransfer")["textEdit"]["range"]["end"], json!({ "line": 1, "character": 43 }));
    let items =
        offered(&mut client, "file:///p/b.html", "html", "<p id='box'><script>Dynamsoft.DWT.GetWebTwain('§", "utf-16");
    assert_eq!(items.iter().filter(|item| item["label"] == "box").count(), 1);
}

#[test]
fn other_places_are_left_to_others() {
    let mut client = client(json!({}));
    for (at, code) in
        ["console.§", "let a = §; DWObject.x", "// DWObject.§", "other('§'); DWObject.x"].iter().enumerate()
    {
        let uri = format!("file:///p/{at}.js");
        assert_eq!(offered(&mut client, &uri, "javascript", code, "utf-16"), Vec::<Value>::new(), "{code}");
    }
}

#[test]
fn whole_tasks_are_offered_to_clients_that_fill_in_placeholders() {
    let capabilities = json!({ "textDocument": { "completion": { "completionItem": { "snippetSupport": true } } } });
    for (capabilities, format) in [(capabilities, Some(2)), (json!({}), None)] {
        let items = offered(&mut client(capabilities), URI, "javascript", "dwtS§", "utf-16");
        let scan = items.iter().find(|item| item["label"] == "dwtScan");
        assert_eq!(scan.and_then(|item| item["insertTextFormat"].as_i64()), format);
    }
}
