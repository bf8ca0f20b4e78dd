//! Links, outlines, and the ways between markup and code.

use serde_json::{Value, json};

use crate::client::Client;
use crate::folder;

const PAGE: &str = "<div id=\"box\"></div> é😀 <button onclick=\"scan(); alert('x')\">Scan</button>\r\n\
    <script src=\"scan.js\"></script>\r\n\
    <script src=\"https://example.org/dynamsoft.webtwain.initiate.js\"></script>\r\n";
const SCRIPT: &str = "Dynamsoft.DWT.ResourcesPath = './lib';\n\
    Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: 'box' }, ready, f);\n\
    /* 😀 */ const DWObject = Dynamsoft.DWT.GetWebTwain('box');\n\
    function scan() { DWObject.AcquireImage(); DWObject.HTTPUpload('u', [0], 7, 0, ok, no); }\n\
    function scanned() {}\n\
    DWObject.RegisterEvent('OnPostTransfer', scanned);\n\
    DWObject.RegisterEvent('OnPostLoad', () => 1); // dwt-lint-disable-line unknown-member\n\
    if (DWObject.ErrorCode == -2003) {}\n";

/// Where something first stands in a text, in UTF-16 units.
fn position(text: &str, what: &str) -> Value {
    let at = text.find(what).unwrap_or_else(|| panic!("no {what}"));
    let line = text[..at].matches('\n').count();
    let start = text[..at].rfind('\n').map_or(0, |at| at + 1);
    json!({ "line": line, "character": text[start..at].encode_utf16().count() })
}

/// `file: text of the range`, of all places in order.
fn places(found: &Value) -> Vec<String> {
    let text = |location: &Value| {
        let name = location["uri"].as_str().expect("a URI").rsplit('/').next().expect("a name").to_owned();
        let text = if name == "index.html" { PAGE } else { SCRIPT };
        let (from, to) = (&location["range"]["start"], &location["range"]["end"]);
        let line = text.split('\n').nth(from["line"].as_u64().expect("a line") as usize).expect("a line");
        let units: Vec<u16> = line.encode_utf16().collect();
        let column = |place: &Value| place["character"].as_u64().expect("a column") as usize;
        format!("{name}: {}", String::from_utf16_lossy(&units[column(from)..column(to)]))
    };
    found.as_array().map_or_else(Vec::new, |found| found.iter().map(text).collect())
}

fn opened() -> (tempfile::TempDir, Client, String, String) {
    let (folder, uri) = folder(&[("index.html", PAGE), ("scan.js", SCRIPT)]);
    std::fs::create_dir(folder.path().join("lib")).expect("a folder");
    let symbols = json!({ "textDocument": { "documentSymbol": { "hierarchicalDocumentSymbolSupport": true } } });
    let (mut client, _) = Client::initialized(json!({ "rootUri": uri(""), "capabilities": symbols }));
    let (page, script) = (uri("index.html"), uri("scan.js"));
    client.open(&script, "javascript", SCRIPT);
    client.open(&page, "html", PAGE);
    (folder, client, page, script)
}

fn definition(client: &mut Client, uri: &str, text: &str, what: &str) -> Vec<String> {
    let params = json!({ "textDocument": { "uri": uri }, "position": position(text, what) });
    places(&client.request("textDocument/definition", params)["result"])
}

fn references(client: &mut Client, uri: &str, text: &str, what: &str, with_definitions: bool) -> Vec<String> {
    let context = json!({ "includeDeclaration": with_definitions });
    let params = json!({ "textDocument": { "uri": uri }, "position": position(text, what), "context": context });
    places(&client.request("textDocument/references", params)["result"])
}

#[test]
fn markup_and_code_lead_to_each_other() {
    let (_folder, mut client, page, script) = opened();
    assert_eq!(definition(&mut client, &page, PAGE, "scan()"), ["scan.js: scan"]);
    assert_eq!(definition(&mut client, &script, SCRIPT, "box' }"), ["index.html: box"]);
    assert_eq!(definition(&mut client, &script, SCRIPT, "box');"), ["index.html: box"]);
    assert_eq!(definition(&mut client, &script, SCRIPT, "OnPostTransfer"), ["scan.js: scanned"]);
    assert_eq!(definition(&mut client, &script, SCRIPT, "OnPostLoad"), ["scan.js: "], "its place, without a name");
    assert_eq!(references(&mut client, &page, PAGE, "box", false), ["scan.js: box", "scan.js: box"]);
    assert_eq!(references(&mut client, &script, SCRIPT, "scan()", false), ["index.html: scan"]);
    assert_eq!(references(&mut client, &script, SCRIPT, "scan()", true), ["scan.js: scan", "index.html: scan"]);
    assert_eq!(references(&mut client, &script, SCRIPT, "OnPostTransfer", false), ["scan.js: OnPostTransfer"]);
}

#[test]
fn what_is_in_one_language_is_left_to_its_own_server() {
    let (_folder, mut client, page, script) = opened();
    assert_eq!(definition(&mut client, &script, SCRIPT, "DWObject.AcquireImage"), [] as [&str; 0]);
    assert_eq!(definition(&mut client, &page, PAGE, "alert"), [] as [&str; 0]);
    assert_eq!(references(&mut client, &script, SCRIPT, "AcquireImage", true), [] as [&str; 0]);
}

#[test]
fn a_page_leads_to_a_script_that_is_only_on_disk() {
    let (_folder, uri) = folder(&[("index.html", PAGE), ("scan.js", SCRIPT)]);
    let (mut client, _) = Client::initialized(json!({}));
    client.open(&uri("index.html"), "html", PAGE);
    assert_eq!(definition(&mut client, &uri("index.html"), PAGE, "scan()"), ["scan.js: scan"]);
    assert_eq!(references(&mut client, &uri("index.html"), PAGE, "box", false), ["scan.js: box", "scan.js: box"]);
}

#[test]
fn the_outline_is_what_is_set_up_with_the_sdk() {
    let (_folder, mut client, _, script) = opened();
    let params = json!({ "textDocument": { "uri": script } });
    let symbols = client.request("textDocument/documentSymbol", params)["result"].clone();
    let shown = |symbol: &Value| {
        let text = |key: &str| symbol[key].as_str().unwrap_or_default().to_owned();
        let selected = places(&json!([{ "uri": script, "range": symbol["selectionRange"] }])).remove(0);
        format!("{} {} {}", text("detail"), text("name"), selected)
    };
    let symbols: Vec<String> = symbols.as_array().expect("a list").iter().map(shown).collect();
    assert_eq!(
        symbols,
        [
            "instance of WebTwain box scan.js: CreateDWTObjectEx",
            "instance of WebTwain box scan.js: GetWebTwain",
            "scan AcquireImage scan.js: AcquireImage",
            "upload HTTPUpload scan.js: HTTPUpload",
            "event OnPostTransfer scan.js: 'OnPostTransfer'",
            "event OnPostLoad scan.js: 'OnPostLoad'",
        ]
    );
}

#[test]
fn the_outline_has_nothing_without_a_name() {
    let text = "const d = Dynamsoft.DWT.GetWebTwain('box');\nd.RegisterEvent('');\nd.RegisterEvent(' ', x);\n";
    let (_folder, uri) = folder(&[]);
    let (mut client, _) = Client::initialized(json!({ "rootUri": uri("") }));
    client.open(&uri("scan.js"), "javascript", text);
    let params = json!({ "textDocument": { "uri": uri("scan.js") } });
    let symbols = client.request("textDocument/documentSymbol", params)["result"].clone();
    let names: Vec<&str> = symbols.as_array().expect("a list").iter().filter_map(|it| it["name"].as_str()).collect();
    assert_eq!(names, ["box"]);
}

#[test]
fn links_lead_to_pages_scripts_and_folders() {
    let (folder, mut client, page, script) = opened();
    let mut links = |uri: &str| {
        let links =
            client.request("textDocument/documentLink", json!({ "textDocument": { "uri": uri } }))["result"].clone();
        let shown = |link: &Value| {
            let place = places(&json!([{ "uri": uri, "range": link["range"] }])).remove(0);
            format!("{place} -> {}", link["target"].as_str().expect("a target"))
        };
        links.as_array().expect("a list").iter().map(shown).collect::<Vec<_>>()
    };
    let root = format!("file://{}", folder.path().display());
    let of_script = links(&script);
    assert!(
        of_script[0].starts_with("scan.js: unknown-member -> https://") && of_script[0].ends_with("unknown-member")
    );
    assert!(of_script[1].starts_with("scan.js: -2003 -> https://www.dynamsoft.com/"), "{of_script:?}");
    assert_eq!(of_script[2..], [format!("scan.js: ./lib -> {root}/lib")]);
    let expected = [
        format!("index.html: scan.js -> {root}/scan.js"),
        "index.html: https://example.org/dynamsoft.webtwain.initiate.js -> https://example.org/dynamsoft.webtwain.initiate.js"
            .to_owned(),
    ];
    assert_eq!(links(&page), expected);
}

#[test]
fn ids_of_the_page_are_told_of_and_offered_in_its_scripts() {
    let (_folder, mut client, _, script) = opened();
    let at = position(SCRIPT, "box' }");
    let hover = client.hover(&script, 1, at["character"].as_u64().expect("a column") as usize);
    assert!(hover["contents"]["value"].as_str().is_some_and(|told| told.contains("is in index.html")), "{hover}");
    let params = json!({ "textDocument": { "uri": script }, "position": at });
    let items = client.request("textDocument/completion", params)["result"].clone();
    let labels: Vec<&str> = items.as_array().expect("a list").iter().filter_map(|it| it["label"].as_str()).collect();
    assert_eq!(labels, ["box"]);
}
