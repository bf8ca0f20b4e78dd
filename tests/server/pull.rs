//! Diagnostics for editors that ask for them: never sent unasked, and of the whole workspace.

use serde_json::{Value, json};

use crate::client::Client;
use crate::{BAD, folder, rules};

/// A client that asks; for a workspace with this root.
fn client(root: &str) -> Client {
    let capabilities = json!({
        "textDocument": { "diagnostic": {} },
        "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    let (client, hello) = Client::initialized(json!({ "rootUri": root, "capabilities": capabilities }));
    let offered = json!({
        "identifier": "dwt-lint", "interFileDependencies": true, "workspaceDiagnostics": true, "workDoneProgress": true,
    });
    assert_eq!(hello["capabilities"]["diagnosticProvider"], offered);
    client
}

fn pull(client: &mut Client, uri: &str, previous: Option<&str>) -> Value {
    let params = json!({ "textDocument": { "uri": uri }, "previousResultId": previous });
    client.request("textDocument/diagnostic", params)["result"].clone()
}

fn items(report: &Value) -> &[Value] {
    report["items"].as_array().map_or(&[], Vec::as_slice)
}

/// Files by their name, with the rules of their findings; the ids to ask with the next time.
fn summary(reports: &[Value]) -> (Vec<(String, Vec<&str>)>, Vec<Value>) {
    let name = |report: &Value| report["uri"].as_str().unwrap_or_default().rsplit('/').next().unwrap_or("").to_owned();
    let mut files: Vec<_> = reports.iter().map(|report| (name(report), rules(items(report)))).collect();
    files.sort();
    let known = reports.iter().filter(|report| report["resultId"].is_string());
    let ids = known.map(|report| json!({ "uri": report["uri"], "value": report["resultId"] })).collect();
    (files, ids)
}

#[test]
fn a_document_is_told_of_when_it_is_asked_for_and_never_unasked() {
    let (_folder, uri) = folder(&[]);
    let mut client = client(&uri(""));
    client.open(&uri("a.js"), "javascript", BAD);
    let first = pull(&mut client, &uri("a.js"), None);
    assert_eq!((&first["kind"], rules(items(&first))), (&json!("full"), vec!["unknown-suppression"]));
    let id = first["resultId"].as_str();
    assert_eq!(pull(&mut client, &uri("a.js"), id)["kind"], "unchanged");

    client.change(&uri("a.js"), 2, json!([{ "text": "DWObject.SelectSource();" }]));
    let second = pull(&mut client, &uri("a.js"), id);
    assert_eq!((&second["kind"], items(&second)), (&json!("full"), &[] as &[Value]));
    client.save(&uri("a.js"));
    client.close(&uri("a.js"));
    assert_eq!(items(&pull(&mut client, &uri("a.js"), None)), [] as [Value; 0]);
    assert_eq!(client.published_so_far(), [] as [Value; 0]);
}

#[test]
fn a_client_that_cannot_be_told_to_ask_again_is_sent_them() {
    let capabilities = json!({ "textDocument": { "diagnostic": {} } });
    let (mut client, hello) = Client::initialized(json!({ "capabilities": capabilities }));
    assert_eq!(hello["capabilities"]["diagnosticProvider"], Value::Null);
    client.open(crate::URI, "javascript", BAD);
    assert_eq!(rules(&client.diagnostics_of(crate::URI, 1)), ["unknown-suppression"]);
}

#[test]
fn the_client_asks_again_when_another_file_or_the_settings_have_changed() {
    let uses = "import { unit } from './other'; unit.RegisterEvent('onpostload', f); // Dynamsoft";
    let makes = "export const unit = Dynamsoft.DWT.GetWebTwain('a');";
    let (_folder, uri) = folder(&[]);
    let mut client = client(&uri(""));
    let refresh = |message: &Value| message["method"] == "workspace/diagnostic/refresh";
    client.open(&uri("main.js"), "javascript", uses);
    assert_eq!(items(&pull(&mut client, &uri("main.js"), None)), [] as [Value; 0]);
    client.open(&uri("other.js"), "javascript", makes);
    pull(&mut client, &uri("other.js"), None);
    client.wait_for("a refresh", refresh);
    assert_eq!(rules(items(&pull(&mut client, &uri("main.js"), None))), ["unknown-event-name"]);

    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "dwtLint": { "enable": false } } }));
    client.wait_for("a refresh", refresh);
    assert_eq!(items(&pull(&mut client, &uri("main.js"), None)), [] as [Value; 0]);
}

#[test]
fn what_is_wrong_in_a_configuration_is_told_in_it() {
    let (_folder, uri) = folder(&[("dwt-lint.json", r#"{ "ruels": {} }"#)]);
    let mut client = client(&uri(""));
    client.open(&uri("dwt-lint.json"), "json", r#"{ "ruels": {} }"#);
    let report = pull(&mut client, &uri("dwt-lint.json"), None);
    assert!(items(&report)[0]["message"].as_str().is_some_and(|message| message.contains("ruels")), "{report}");
    assert_eq!(client.published_so_far(), [] as [Value; 0]);
}

#[test]
fn the_workspace_is_told_of_part_by_part_and_again_when_it_has_changed() {
    let (folder, uri) = folder(&[
        ("a.js", BAD),
        ("b.html", "<script>DWObject.SelectSource();</script>"),
        ("other.js", "let x = 1;"),
        ("skipped.js", BAD),
        ("dwt-lint.json", r#"{ "exclude": ["skipped.js"] }"#),
    ]);
    let mut client = client(&uri(""));
    let params = json!({ "previousResultIds": [], "partialResultToken": "part", "workDoneToken": "work" });
    let answer = client.request("workspace/diagnostic", params);
    assert_eq!(answer["result"]["items"], json!([]), "all was told before");
    let part = client.wait_for("a part", |message| message["params"]["token"] == "part");
    assert_eq!(part["method"], "$/progress");
    let (files, ids) = summary(items(&part["params"]["value"]));
    assert_eq!(files, [("a.js".to_owned(), vec!["unknown-suppression"]), ("b.html".to_owned(), vec![])]);
    for kind in ["begin", "end"] {
        client.wait_for(kind, |it| it["params"]["token"] == "work" && it["params"]["value"]["kind"] == kind);
    }

    let waiting = client.ask("workspace/diagnostic", json!({ "previousResultIds": ids }));
    assert!(!client.is_answered(waiting), "nothing has changed");
    client.open(&uri("b.html"), "html", &format!("<script>{BAD}\n</script>"));
    let answer = client.answer_to(waiting);
    let reports = items(&answer["result"]);
    assert_eq!(reports.len(), 2, "{answer}");
    let of = |name: &str| reports.iter().find(|report| report["uri"] == uri(name).as_str()).expect("a report");
    assert_eq!(of("a.js")["kind"], "unchanged");
    assert_eq!((rules(items(of("b.html"))), &of("b.html")["version"]), (vec!["unknown-suppression"], &json!(1)));

    let (_, ids) = summary(reports);
    std::fs::remove_file(folder.path().join("a.js")).expect("it was there");
    let gone = json!([{ "uri": uri("a.js"), "type": 3 }]);
    client.notify("workspace/didChangeWatchedFiles", json!({ "changes": gone }));
    let answer = client.request("workspace/diagnostic", json!({ "previousResultIds": ids }));
    let reports = items(&answer["result"]);
    let cleared = reports.iter().find(|report| report["uri"] == uri("a.js").as_str()).expect("it is cleared");
    assert_eq!((&cleared["kind"], items(cleared)), (&json!("full"), &[] as &[Value]));
}

#[test]
fn a_request_that_waits_for_changes_can_be_cancelled_and_holds_nobody_up() {
    let (_folder, uri) = folder(&[("a.js", BAD)]);
    let mut client = client(&uri(""));
    let first = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let (_, ids) = summary(items(&first["result"]));
    let cancelled = client.ask("workspace/diagnostic", json!({ "previousResultIds": ids }));
    client.notify("$/cancelRequest", json!({ "id": cancelled }));
    assert_eq!(client.answer_to(cancelled)["error"]["code"], -32800);
    client.ask("workspace/diagnostic", json!({ "previousResultIds": ids }));
    client.shut_down();
    assert_eq!(client.exit(), Some(0));
}

#[test]
fn who_wants_findings_on_saving_keeps_the_old_ones_until_then() {
    let (_folder, uri) = folder(&[]);
    let mut client = client(&uri(""));
    client.notify("workspace/didChangeConfiguration", json!({ "settings": { "dwtLint": { "run": "onSave" } } }));
    let refresh = |message: &Value| message["method"] == "workspace/diagnostic/refresh";
    client.wait_for("a refresh", refresh);
    client.open(&uri("a.js"), "javascript", BAD);
    let first = pull(&mut client, &uri("a.js"), None);
    let id = first["resultId"].as_str();
    client.change(&uri("a.js"), 2, json!([{ "text": "" }]));
    assert_eq!(pull(&mut client, &uri("a.js"), id)["kind"], "unchanged");
    client.save(&uri("a.js"));
    client.wait_for("a refresh", refresh);
    assert_eq!(items(&pull(&mut client, &uri("a.js"), id)), [] as [Value; 0]);
}
