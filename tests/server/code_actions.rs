//! What the editor offers to do about findings, tried by doing it.

use serde_json::{Value, json};

use crate::URI;
use crate::client::Client;

const PAGE: &str = "file:///project/page.html";
/// Two findings with safe fixes, behind characters of every width.
const TWO: &str = "/* é😀 */ DWObject.IfShowUI = Dynamsoft.DWT.EnumDWT_PixelType.TWPT_GREY;\r\n\
    DWObject.PixelType = Dynamsoft.DWT.EnumDWT_PixelType.TWPT_GREY;\r\n";
const RULE: &str = "unknown-enum-member";

fn client_in(encoding: &str) -> Client {
    let capabilities = json!({
        "general": { "positionEncodings": [encoding] },
        "window": { "showDocument": { "support": true } },
        "workspace": { "workspaceEdit": { "documentChanges": true } },
        "textDocument": {
            "codeAction": { "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } },
        },
    });
    Client::initialized(json!({ "capabilities": capabilities })).0
}

fn client() -> Client {
    client_in("utf-16")
}

/// The actions at all of the first diagnostic of a document that has just been opened.
fn actions_at_first(client: &mut Client, uri: &str, context: Value) -> Vec<Value> {
    let first = client.diagnostics_of(uri, 1)[0].clone();
    let mut context = context;
    context["diagnostics"] = json!([first]);
    let params = json!({ "textDocument": { "uri": uri }, "range": first["range"], "context": context });
    client.request("textDocument/codeAction", params)["result"].as_array().cloned().unwrap_or_default()
}

fn titles(actions: &[Value]) -> Vec<&str> {
    actions.iter().filter_map(|action| action["title"].as_str()).collect()
}

fn titled<'a>(actions: &'a [Value], start: &str) -> &'a Value {
    let found = actions.iter().find(|action| action["title"].as_str().is_some_and(|title| title.starts_with(start)));
    found.unwrap_or_else(|| panic!("no {start}: {actions:#?}"))
}

/// The text after an action, whose edits are for version 1 of the document.
fn done(action: &Value, text: &str, encoding: &str) -> String {
    let document = &action["edit"]["documentChanges"][0];
    assert_eq!(document["textDocument"]["version"], 1, "{action}");
    let mut text = text.to_owned();
    for edit in document["edits"].as_array().expect("edits").iter().rev() {
        let (start, end) =
            (offset(&text, &edit["range"]["start"], encoding), offset(&text, &edit["range"]["end"], encoding));
        text.replace_range(start..end, edit["newText"].as_str().expect("a text"));
    }
    text
}

fn offset(text: &str, position: &Value, encoding: &str) -> usize {
    let line = position["line"].as_u64().expect("a line") as usize;
    let mut units = position["character"].as_u64().expect("a column") as usize;
    let start: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    let width = |c: char| if encoding == "utf-8" { c.len_utf8() } else { c.len_utf16() };
    let mut at = start;
    for character in text[start..].chars() {
        if units == 0 {
            break;
        }
        units -= width(character);
        at += character.len_utf8();
    }
    at
}

#[test]
fn a_finding_can_be_mended_silenced_and_read_about() {
    for encoding in ["utf-8", "utf-16"] {
        let mut client = client_in(encoding);
        client.open(URI, "javascript", TWO);
        let actions = actions_at_first(&mut client, URI, json!({}));
        let expected = [
            "Replace by `TWPT_GRAY`",
            "Fix all 2 of unknown-enum-member in this file",
            "Suppress unknown-enum-member for this line",
            "Suppress unknown-enum-member in this file",
            "Show the documentation of unknown-enum-member",
            "Fix all that dwt-lint can fix safely",
        ];
        assert_eq!(titles(&actions), expected);
        let fix = &actions[0];
        assert_eq!((&fix["isPreferred"], &fix["kind"]), (&json!(true), &json!("quickfix")));
        assert_eq!(fix["diagnostics"][0]["code"], RULE);
        assert_eq!(done(fix, TWO, encoding), TWO.replacen("GREY", "GRAY", 1));
        assert_eq!(done(titled(&actions, "Fix all 2"), TWO, encoding), TWO.replace("GREY", "GRAY"));
        assert_eq!(done(titled(&actions, "Fix all that"), TWO, encoding), TWO.replace("GREY", "GRAY"));
    }
}

#[test]
fn what_is_silenced_is_reported_no_more() {
    let page = TWO.replace("DWObject.IfShowUI", "</script>\r\n  <b onclick=\"DWObject.IfShowUI");
    let page = page.replacen("GREY;\r\n", "GREY;\"></b>\r\n<script>", 1);
    let page = format!("<!doctype html>\r\n<script>{page}</script>");
    for (uri, language, text) in [(URI, "javascript", TWO), (PAGE, "html", page.as_str())] {
        for (action, left) in [("Suppress unknown-enum-member for", 1), ("Suppress unknown-enum-member in", 0)] {
            let mut client = client();
            client.open(uri, language, text);
            let actions = actions_at_first(&mut client, uri, json!({}));
            let silenced = done(titled(&actions, action), text, "utf-16");
            client.change(uri, 2, json!([{ "text": silenced }]));
            assert_eq!(client.diagnostics_of(uri, 2).len(), left, "{action}: {silenced}");
        }
    }
}

#[test]
fn only_what_is_asked_for_is_offered() {
    for (only, expected) in [
        (json!(["source"]), vec!["Fix all that dwt-lint can fix safely"]),
        (json!(["source.fixAll"]), vec!["Fix all that dwt-lint can fix safely"]),
        (json!(["source.fixAll.dwt-lint"]), vec!["Fix all that dwt-lint can fix safely"]),
        (json!(["source.fixAll.eslint"]), vec![]),
        (json!(["source.organizeImports", "refactor"]), vec![]),
    ] {
        let mut client = client();
        client.open(URI, "javascript", TWO);
        let actions = actions_at_first(&mut client, URI, json!({ "only": only }));
        assert_eq!(titles(&actions), expected, "{only}");
    }
    let mut client = client();
    client.open(URI, "javascript", TWO);
    let actions = actions_at_first(&mut client, URI, json!({ "only": ["quickfix"] }));
    assert!(actions.len() > 3 && actions.iter().all(|action| action["kind"] == "quickfix"), "{actions:#?}");
}

#[test]
fn a_fix_that_is_not_safe_is_neither_preferred_nor_run_with_the_others() {
    let code = "DWObject.IfSSL = true; DWObject.HTTPPort = 80; DWObject.HTTPUploadAllThroughPost('h', 'p', 'n');";
    let mut client = client();
    client.open(URI, "javascript", code);
    let actions = actions_at_first(&mut client, URI, json!({}));
    let first = &actions[0];
    assert!(first["title"].as_str().is_some_and(|title| title.ends_with("(look it over)")), "{actions:#?}");
    assert_eq!(first["isPreferred"], Value::Null);
    assert!(titles(&actions).iter().all(|title| !title.starts_with("Fix all")), "{actions:#?}");
}

#[test]
fn away_from_findings_nothing_is_offered() {
    let mut client = client();
    client.open(URI, "javascript", TWO);
    client.diagnostics_of(URI, 1);
    let start = json!({ "start": { "line": 2, "character": 0 }, "end": { "line": 2, "character": 0 } });
    let params = json!({ "textDocument": { "uri": URI }, "range": start, "context": { "diagnostics": [] } });
    assert_eq!(client.request("textDocument/codeAction", params)["result"], json!([]));
}

#[test]
fn the_documentation_is_shown_by_the_client() {
    let mut client = client();
    client.open(URI, "javascript", TWO);
    let actions = actions_at_first(&mut client, URI, json!({}));
    let command = titled(&actions, "Show the documentation")["command"].clone();
    client.request(
        "workspace/executeCommand",
        json!({ "command": command["command"], "arguments": command["arguments"] }),
    );
    let shown = client.wait_for("the page", |message| message["method"] == "window/showDocument");
    let uri = shown["params"]["uri"].as_str().unwrap_or_default();
    assert!(uri.ends_with(RULE) && shown["params"]["external"] == json!(true), "{shown}");
}

#[test]
fn a_client_without_versions_gets_plain_changes_and_one_without_literals_nothing() {
    let literals = json!({ "codeActionLiteralSupport": { "codeActionKind": { "valueSet": [] } } });
    for (actions, is_served) in [(literals, true), (json!({}), false)] {
        let capabilities = json!({ "textDocument": { "codeAction": actions } });
        let (mut client, _) = Client::initialized(json!({ "capabilities": capabilities }));
        client.open(URI, "javascript", TWO);
        let actions = actions_at_first(&mut client, URI, json!({}));
        assert_eq!(!actions.is_empty(), is_served);
        if let Some(first) = actions.first() {
            assert_eq!(first["edit"]["changes"][URI][0]["newText"], "TWPT_GRAY");
        }
    }
}
