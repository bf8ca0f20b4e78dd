//! What the server shows under the mouse: error codes where they can be codes, rules where a comment names them.

use dwt_lint::sdk::codes;
use serde_json::{Value, json};

use crate::URI;
use crate::client::Client;

fn markdown_client() -> Client {
    let hover = json!({ "contentFormat": ["markdown", "plaintext"] });
    let (client, _) = Client::initialized(json!({ "capabilities": { "textDocument": { "hover": hover } } }));
    client
}

/// The hovers at the start, inside and at the end of what stands between `«` and `»`, and the range between them.
fn hovers_of(client: &mut Client, uri: &str, marked: &str) -> (Vec<Value>, Value) {
    let text = marked.replace(['«', '»'], "");
    let language = if uri.ends_with(".html") { "html" } else { "javascript" };
    client.open(uri, language, &text);
    let (line, content) =
        marked.split('\n').enumerate().find(|(_, line)| line.contains('«')).expect("something is marked");
    let utf16 = |text: &str| text.encode_utf16().count();
    let (before, rest) = content.split_once('«').expect("it starts");
    let (inside, _) = rest.split_once('»').expect("it ends on its line");
    let (from, to) = (utf16(before), utf16(before) + utf16(inside));
    let hovers = [from, from + 1, to].iter().map(|&column| client.hover(uri, line, column)).collect();
    client.close(uri);
    let range = json!({ "start": { "line": line, "character": from }, "end": { "line": line, "character": to } });
    (hovers, range)
}

fn shown(hover: &Value) -> &str {
    hover["contents"]["value"].as_str().unwrap_or_default()
}

fn assert_explains(uri: &str, marked: &str, message: &str) {
    let (hovers, range) = hovers_of(&mut markdown_client(), uri, marked);
    for hover in hovers {
        assert!(shown(&hover).contains(message), "{marked}: {hover}");
        assert_eq!(hover["range"], range, "{marked}");
    }
}

fn assert_silent(uri: &str, marked: &str) {
    let (hovers, _) = hovers_of(&mut markdown_client(), uri, marked);
    assert!(hovers.iter().all(Value::is_null), "{marked}: {hovers:?}");
}

fn message(code: i64) -> String {
    let found = codes::lookup(code).expect("a known code");
    found.code.current_messages().next().expect("with a message").text.to_owned()
}

#[test]
fn error_codes_are_explained_wherever_programs_write_them() {
    let message = message(-2003);
    for code in [
        "if (DWObject.ErrorCode == «-2003») {}",
        "if (DWObject.ErrorCode !== «- 2003») {}",
        "if («-2003» === DWObject.ErrorCode) {}",
        "switch (DWObject.ErrorCode) { case «-2003»: break; }",
        "const NETWORK_ERROR = «-2003»; DWObject.ErrorCode == NETWORK_ERROR;",
        "const retried = [-2300, «-2003»]; retried.includes(DWObject.ErrorCode);",
        "const texts = { [«-2003»]: 'network' }; show(texts[DWObject.ErrorCode]);",
        "const codes = { networkError: «-2003» }; codes.networkError == DWObject.ErrorCode;",
        "if (String(DWObject.ErrorCode) === «'-2003'») {}",
        "// 😀\r\n/* 😀 */ if (DWObject.ErrorCode == «-2003») {}",
    ] {
        assert_explains(URI, code, &message);
    }
}

#[test]
fn object_keys_are_explained() {
    assert_explains(URI, "const t = { «'-2003'»: 'network' }; show(t[DWObject.ErrorCode]);", &message(-2003));
}

#[test]
fn code_in_pages_is_explained_in_place() {
    let message = message(-2003);
    let script = "<p>é</p>\n<script>\nif (DWObject.ErrorCode == «-2003») {}\n</script>";
    assert_explains("file:///project/page.html", script, &message);
    let handler = "<button onclick=\"if (DWObject.ErrorCode == «-2003») alert(&quot;x&quot;)\">Scan</button>";
    assert_explains("file:///project/page.html", handler, &message);
}

#[test]
fn numbers_that_are_no_codes_are_left_alone() {
    assert_silent(URI, "if (error == «-2003») {}");
    for code in [
        "if (DWObject.ErrorCode == «-7») {}",
        "if (DWObject.ErrorCode == «12345») {}",
        "«DWObject».AcquireImage();",
        "// in a comment: «-2003»\nDWObject.AcquireImage();",
        "show(DWObject, 'text with «-2003» in it');",
    ] {
        assert_silent(URI, code);
    }
}

#[test]
fn numbers_in_unrelated_expressions_are_left_alone() {
    for code in [
        "panel.style.left = «-2003» + 'px'; DWObject.AcquireImage();",
        "const x = width * «-2003»; DWObject.AcquireImage();",
        "move({ left: «-2003» }); DWObject.AcquireImage();",
    ] {
        assert_silent(URI, code);
    }
}

#[test]
fn every_known_code_has_a_hover_with_all_its_messages() {
    assert!(codes::all().len() > 172, "all codes are there");
    let originals = codes::all().iter().filter_map(|code| Some((i64::from(code.original?), code)));
    let numbers: Vec<_> = codes::all().iter().map(|code| (i64::from(code.code), code)).chain(originals).collect();
    let lines: Vec<_> = numbers.iter().map(|(value, _)| format!("if (DWObject.ErrorCode == {value}) {{}}")).collect();
    let mut client = markdown_client();
    client.open(URI, "javascript", &lines.join("\n"));
    for (line, (value, code)) in numbers.iter().enumerate() {
        let hover = client.hover(URI, line, "if (DWObject.ErrorCode == ".len());
        let headline = shown(&hover).lines().next().unwrap_or_default();
        assert!(headline.contains(&value.to_string()), "{value}: {hover}");
        for part in code.messages.iter().map(|message| message.text).chain([code.cause, code.fix]) {
            assert!(shown(&hover).contains(part), "{code}: {part}: {hover}");
        }
    }
}

#[test]
fn a_code_below_the_appendix_is_told_as_one_of_its_range() {
    let range = codes::all().iter().find(|code| code.and_below).expect("the appendix ends with a range");
    assert_explains(URI, "if (DWObject.ErrorCode == «-4711») {}", &format!("as every code {range}"));
    assert_silent(URI, "const hidden = «-4711»; DWObject.AcquireImage();");
}

#[test]
fn a_client_without_markdown_gets_plain_text() {
    let (mut client, _) = Client::initialized(json!({}));
    let (hovers, _) = hovers_of(&mut client, URI, "if (DWObject.ErrorCode == «-2003») {}");
    assert_eq!(hovers[0]["contents"]["kind"], "plaintext");
    let shown = shown(&hovers[0]);
    assert!(shown.contains(&message(-2003)), "{shown}");
    assert!(!shown.contains("**") && !shown.contains("](") && !shown.contains('`'), "{shown}");
}

#[test]
fn rule_names_in_suppression_comments_are_explained() {
    for comment in [
        "// dwt-lint-disable-next-line «unused-suppression» -- why not",
        "// dwt-lint-disable-line unknown-suppression, «unused-suppression»",
        "/* dwt-lint-disable «unused-suppression» */\n/* dwt-lint-enable unused-suppression */",
        "/* dwt-lint-disable-file «unused-suppression» -- generated */",
    ] {
        assert_explains(URI, &format!("{comment}\nDWObject.AcquireImage();"), "/rules/unused-suppression");
    }
    let html = "<!-- dwt-lint-disable-next-line «unused-suppression» -- é -->\n<script>DWObject.x();</script>";
    assert_explains("file:///project/page.html", html, "/rules/unused-suppression");
}

#[test]
fn rule_names_elsewhere_are_left_alone() {
    for code in [
        "// see «unused-suppression»\nDWObject.AcquireImage();",
        "// dwt-lint-disable-line «no-such-rule»\nDWObject.AcquireImage();",
        "// dwt-lint-disable-line x -- because «unused-suppression» says so\nDWObject.AcquireImage();",
    ] {
        assert_silent(URI, code);
    }
}

#[test]
fn nothing_is_shown_when_the_user_turned_the_linter_off() {
    let off = json!({ "initializationOptions": { "dwtLint": { "enable": false } } });
    let (mut client, _) = Client::initialized(off);
    let (hovers, _) = hovers_of(&mut client, URI, "if (DWObject.ErrorCode == «-2003») {}");
    assert!(hovers.iter().all(Value::is_null), "{hovers:?}");
}

#[test]
fn the_sdk_s_own_things_are_explained_in_every_encoding() {
    for encoding in ["utf-8", "utf-16"] {
        let capabilities = json!({
            "general": { "positionEncodings": [encoding] },
            "textDocument": { "hover": { "contentFormat": ["markdown"] } },
        });
        let (mut client, _) = Client::initialized(json!({ "capabilities": capabilities }));
        let start = "/* 😀é */ DWObject.";
        client.open(URI, "javascript", &format!("x();\r\n{start}AcquireImage();\r\n"));
        let column = if encoding == "utf-8" { start.len() } else { start.encode_utf16().count() };
        let hover = client.hover(URI, 1, column);
        assert!(shown(&hover).starts_with("**WebTwain.AcquireImage** - method"), "{hover}");
        let range =
            json!({ "start": { "line": 1, "character": column }, "end": { "line": 1, "character": column + 12 } });
        assert_eq!(hover["range"], range, "{encoding}");
    }
}

#[test]
fn what_is_told_is_for_the_version_of_the_settings() {
    for (version, is_deprecated) in [("19.3", true), ("14.4", false)] {
        let options = json!({ "dwtLint": { "sdkVersion": version } });
        let (mut client, _) = Client::initialized(json!({ "initializationOptions": options }));
        client.open(URI, "javascript", "DWObject.SelectedImagesCount;");
        let hover = client.hover(URI, 0, 12);
        assert_eq!(shown(&hover).contains("Deprecated"), is_deprecated, "{version}: {hover}");
        assert!(!shown(&hover).contains("```"), "{hover}");
    }
}
