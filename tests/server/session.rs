//! Documents from opening to closing, and what is published for them.

use serde_json::{Value, json};

use crate::client::Client;
use crate::{BAD, URI, rules};

fn range(line: u32, from: usize, to: usize) -> Value {
    json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } })
}

fn insertion(line: u32, character: usize, text: &str) -> Value {
    json!({ "range": range(line, character, character), "text": text })
}

#[test]
fn a_session_from_the_handshake_to_the_exit() {
    let (mut client, hello) = Client::initialized(json!({ "clientInfo": { "name": "test" } }));
    assert_eq!(hello["serverInfo"], json!({ "name": "dwt-lint", "version": env!("CARGO_PKG_VERSION") }));
    let sync = json!({ "openClose": true, "change": 2, "save": { "includeText": false } });
    let works = json!({
        "positionEncoding": "utf-16",
        "textDocumentSync": sync,
        "hoverProvider": true,
        "inlayHintProvider": true,
        "definitionProvider": true,
        "referencesProvider": true,
        "documentSymbolProvider": true,
        "documentLinkProvider": { "resolveProvider": false },
        "workspace": { "workspaceFolders": { "supported": true, "changeNotifications": true } },
        "completionProvider": { "triggerCharacters": [".", "'", "\"", "`", "-"], "resolveProvider": true },
        "signatureHelpProvider": { "triggerCharacters": ["(", ","] },
        "codeActionProvider": { "codeActionKinds": ["quickfix", "source.fixAll.dwt-lint"] },
        "executeCommandProvider": { "commands": ["dwt-lint.showDocumentation"] },
    });
    assert_eq!(hello["capabilities"], works, "nothing that does not work");

    client.open(URI, "javascript", BAD);
    let found = client.diagnostics_of(URI, 1);
    assert_eq!(rules(&found), ["unknown-suppression"]);
    assert_eq!(found[0]["source"], "dwt-lint");
    let href = found[0]["codeDescription"]["href"].as_str().unwrap_or_default();
    assert!(href.ends_with("/rules/unknown-suppression"), "{href}");
    assert!(found[0]["data"]["fixes"].is_array(), "{found:?}");

    client.change(URI, 2, json!([{ "text": "DWObject.SelectSource();" }]));
    assert_eq!(client.diagnostics_of(URI, 2), [] as [Value; 0]);

    client.change(URI, 3, json!([insertion(0, 0, &format!("{BAD}\n"))]));
    assert_eq!(rules(&client.diagnostics_of(URI, 3)), ["unknown-suppression"]);

    client.close(URI);
    assert_eq!(client.diagnostics(URI)["diagnostics"], json!([]));

    client.shut_down();
    assert_eq!(client.exit(), Some(0));
}

#[test]
fn positions_are_in_the_encoding_that_was_agreed_on() {
    for (encoding, emoji) in [("utf-8", 4), ("utf-16", 2), ("utf-32", 1)] {
        let general = json!({ "positionEncodings": [encoding, "utf-16"] });
        let (mut client, hello) = Client::initialized(json!({ "capabilities": { "general": general } }));
        assert_eq!(hello["capabilities"]["positionEncoding"], encoding);

        client.open(URI, "javascript", &format!("var a;\r\n\"😀\"; {BAD}\r"));
        let rule = BAD.find("no-such-rule").unwrap_or_default();
        let first = emoji + "\"\"; ".len() + rule;
        let found = client.diagnostics_of(URI, 1);
        assert_eq!(found[0]["range"], range(1, first, first + "no-such-rule".len()), "{encoding}");

        let after_emoji = 1 + emoji;
        let edits = [insertion(1, after_emoji, "é😀"), insertion(1, first, ""), insertion(0, 6, "\r\n\r")];
        client.change(URI, 2, json!(edits));
        let wider = first + emoji + if encoding == "utf-8" { 2 } else { 1 };
        let found = client.diagnostics_of(URI, 2);
        assert_eq!(found[0]["range"], range(3, wider, wider + "no-such-rule".len()), "{encoding}");
    }
}

#[test]
fn the_first_encoding_that_we_know_is_taken_else_utf_16() {
    for (offered, chosen) in [(json!(["utf-7", "utf-32", "utf-8"]), "utf-32"), (json!([]), "utf-16")] {
        let general = json!({ "positionEncodings": offered });
        let (_client, hello) = Client::initialized(json!({ "capabilities": { "general": general } }));
        assert_eq!(hello["capabilities"]["positionEncoding"], chosen);
    }
}

#[test]
fn two_hundred_quick_edits_arrive_in_order() {
    let (mut client, _) = Client::initialized(json!({}));
    let start = "DWObject.SelectSource(); // dwt-lint-disable-line ";
    client.open(URI, "javascript", start);
    let mut typed = String::new();
    for at in 0..200 {
        let letter = char::from(b'a' + u8::try_from(at % 26).unwrap_or(0));
        client.change(URI, 2 + at, json!([insertion(0, start.len() + typed.len(), &letter.to_string())]));
        typed.push(letter);
    }
    let found = client.diagnostics_of(URI, 201);
    let message = found[0]["message"].as_str().unwrap_or_default();
    assert!(message.contains(&typed), "{message}");
    assert_eq!(found[0]["range"], range(0, start.len(), start.len() + typed.len()));
}

#[test]
fn an_edit_of_an_older_version_is_ignored_and_logged() {
    let (mut client, _) = Client::initialized(json!({}));
    client.open(URI, "javascript", BAD);
    client.diagnostics_of(URI, 1);
    client.change(URI, 0, json!([{ "text": "" }]));
    client.wait_for("a line in the log", |message| message["method"] == "window/logMessage");
    client.save(URI);
    assert_eq!(rules(&client.diagnostics_of(URI, 1)), ["unknown-suppression"]);
}

#[test]
fn uris_in_the_spelling_of_file_names_are_linted_and_given_back_unchanged() {
    let (mut client, _) = Client::initialized(json!({}));
    for uri in ["file:///a/[id].js", "file:///a b.js", "file:///a/é.js", "file:///a/100%.js"] {
        client.open(uri, "javascript", BAD);
        assert_eq!(rules(&client.diagnostics_of(uri, 1)), ["unknown-suppression"], "{uri}");
        client.change(uri, 2, json!([{ "text": "" }]));
        assert_eq!(client.diagnostics_of(uri, 2).len(), 0, "{uri}");
    }
}

#[test]
fn only_what_the_user_edits_is_linted() {
    let (mut client, _) = Client::initialized(json!({}));
    client.open("git:/project/scan.js?ref=HEAD", "javascript", BAD);
    client.open("output:some-log", "javascript", BAD);
    client.open("file:///project/notes.txt", "plaintext", BAD);
    client.open("file:///project/node_modules/dwt/scan.js", "javascript", BAD);
    client.open("untitled:Untitled-1", "javascript", BAD);
    assert_eq!(rules(&client.diagnostics_of("untitled:Untitled-1", 1)), ["unknown-suppression"]);
    client.open(URI, "javascript", BAD);
    client.diagnostics_of(URI, 1);
    let others = client.published_so_far();
    assert!(others.iter().all(|other| other["params"]["diagnostics"] == json!([])), "{others:?}");
}

#[test]
fn a_document_that_is_closed_at_once_ends_up_empty() {
    let (mut client, _) = Client::initialized(json!({}));
    for _ in 0..20 {
        client.open(URI, "javascript", BAD);
        client.change(URI, 2, json!([{ "text": BAD }]));
        client.close(URI);
    }
    client.open("file:///last.js", "javascript", "");
    client.diagnostics_of("file:///last.js", 1);
    let mut shown = client.diagnostics(URI);
    while let Some(next) = client.published_so_far().pop() {
        assert_eq!(next["params"]["uri"], URI);
        shown = client.diagnostics(URI);
    }
    assert_eq!(shown["diagnostics"], json!([]));
}

#[test]
fn what_cannot_be_understood_costs_one_message() {
    let (mut client, _) = Client::initialized(json!({}));
    client.send_text("{ this is no JSON");
    client.notify("textDocument/didOpen", json!({ "textDocument": 1 }));
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.notify("no/such/notification", json!({}));
    client.change("file:///never/opened.js", 2, json!([{ "text": "" }]));
    assert_eq!(client.request("no/such/method", json!({}))["error"]["code"], -32601);
    assert_eq!(client.hover("file:///never/opened.js", 0, 0), Value::Null);
    client.open(URI, "javascript", BAD);
    assert_eq!(rules(&client.diagnostics_of(URI, 1)), ["unknown-suppression"]);
    client.shut_down();
    assert_eq!(client.exit(), Some(0));
}

#[test]
fn half_an_emoji_is_no_end_of_the_session() {
    let (mut client, _) = Client::initialized(json!({}));
    let document = json!({ "uri": URI, "languageId": "javascript", "version": 1, "text": format!("'@'; {BAD}") });
    let message = json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": { "textDocument": document } });
    client.send_text(&message.to_string().replace('@', "\\ud83d"));
    let column = "'@'; ".len() + BAD.find("no-such-rule").unwrap_or_default();
    let found = client.diagnostics_of(URI, 1);
    assert_eq!(found[0]["range"], range(0, column, column + "no-such-rule".len()));
}

#[test]
fn deeply_nested_code_is_survived() {
    let (mut client, _) = Client::initialized(json!({}));
    for (version, open, close) in [(1, "[", "]"), (2, "(", ""), (3, "{", ""), (4, "f(function(){", "")] {
        let text = format!("DWObject.x();{}-2003{}", open.repeat(20_000), close.repeat(20_000));
        if version == 1 {
            client.open(URI, "javascript", &text);
        } else {
            client.change(URI, version, json!([{ "text": text }]));
        }
        client.diagnostics_of(URI, version.into());
        assert_eq!(client.hover(URI, 0, 3), Value::Null);
    }
}

#[test]
fn a_finding_comes_with_its_story_and_its_fixes() {
    let diagnostics = json!({ "relatedInformation": true, "tagSupport": { "valueSet": [1, 2] } });
    let capabilities = json!({ "textDocument": { "publishDiagnostics": diagnostics } });
    let (mut client, _) = Client::initialized(json!({ "capabilities": capabilities }));
    let uri = "file:///project/[page] é.html";
    let script = "function upload() {\r\n  DWObject.IfSSL = true; /* 😀 */ DWObject.HTTPPort = 80;\r\n  \
                  DWObject.HTTPUploadThroughPost(location.hostname, 0, '/in', 'page.pdf', ok, no);\r\n}";
    client.open(uri, "html", &format!("<p>é</p>\r\n<script>\r\n{script}\r\n</script>"));
    let found = client.diagnostics_of(uri, 1);
    assert_eq!(rules(&found), ["http-port-ssl-mismatch"], "{found:?}");

    let column = "  DWObject.IfSSL = true; /* .. */ ".len();
    let write = "DWObject.HTTPPort = 80";
    assert_eq!(found[0]["range"], range(3, column, column + write.len()));
    assert_eq!(found[0]["severity"], 1);

    let related = &found[0]["relatedInformation"][0];
    assert_eq!((&related["location"]["uri"], &related["location"]["range"]["start"]["line"]), (&json!(uri), &json!(3)));

    let data = &found[0]["data"];
    assert_eq!(data["fingerprint"].as_str().map(str::len), Some(16));
    let edit = &data["fixes"][0]["edits"][0];
    assert_eq!((&edit["range"]["end"], &edit["newText"]), (&found[0]["range"]["end"], &json!("443")), "{data}");
}

#[test]
fn what_is_deprecated_is_struck_through_where_the_editor_can() {
    for (tags, expected) in [(json!([1, 2]), json!([2])), (json!([1]), Value::Null)] {
        let publish = json!({ "publishDiagnostics": { "tagSupport": { "valueSet": tags } } });
        let (mut client, _) = Client::initialized(json!({ "capabilities": { "textDocument": publish } }));
        client.open(URI, "javascript", "Dynamsoft.DWT.GetWebTwain('a').Print();");
        let found = client.diagnostics_of(URI, 1);
        assert_eq!(rules(&found), ["deprecated-api"]);
        assert_eq!(found[0]["tags"], expected);
    }
}

#[test]
fn what_the_server_does_is_told_to_who_wants_to_see_it() {
    let (mut client, _) = Client::initialized(json!({ "trace": "off" }));
    client.open(URI, "javascript", BAD);
    client.diagnostics_of(URI, 1);
    client.notify("$/setTrace", json!({ "value": "verbose" }));
    client.hover(URI, 0, 12);
    let trace = client.wait_for("a trace", |message| message["method"] == "$/logTrace");
    let told = |key: &str| trace["params"][key].as_str().unwrap_or_default().to_owned();
    assert!(told("message").starts_with("hover: ") && told("verbose") == URI, "{trace}");
}

#[test]
fn documents_of_other_machines_are_linted() {
    let (mut client, _) = Client::initialized(json!({}));
    let uri = "vscode-vfs://github/owner/name/scan.js";
    client.open(uri, "javascript", BAD);
    assert_eq!(rules(&client.diagnostics_of(uri, 1)), ["unknown-suppression"]);
}
