//! The command line and the editor never disagree: the same files, linted by the binary and by the server, give the same
//! findings at the same places with the same words and fixes.

#[path = "server/client.rs"]
#[allow(dead_code, reason = "written for the server's own tests")]
mod client;
mod support;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;

use client::Client;
use dwt_lint::text::FileKind;
use serde_json::{Value, json};
use support::sources_below;

/// What is compared of one finding, as text that a failed test can show.
type Findings = BTreeMap<String, Vec<String>>;

/// A file that has findings whatever rules there are, behind characters of every width.
const MISSPELT: &str = "/* é 😀 */ DWObject.OpenSource(); // dwt-lint-disable-line no-such-rule -- a test\r\n\
    \tDWObject.AcquireImage(); /* ü */ // dwt-lint-disable-line no-such-rule -- a test\r";

#[test]
fn the_command_line_and_the_editor_say_the_same() {
    let files = files_to_lint();
    let folder = tempfile::tempdir().expect("a folder for the files");
    for (name, text) in &files {
        fs::write(folder.path().join(name), text).expect("the file can be written");
    }
    let checked = checked_by_the_command_line(folder.path());
    let published = published_by_the_server(folder.path(), &files);
    assert!(checked.values().any(|findings| !findings.is_empty()), "nothing was found, so nothing was compared");
    for name in files.keys() {
        assert_eq!(published.get(name), checked.get(name), "{name}: left the editor, right the command line");
    }
}

/// Whole files and files that end in the middle, by name.
fn files_to_lint() -> BTreeMap<String, String> {
    let mut files = BTreeMap::from([("misspelt.js".to_owned(), MISSPELT.to_owned())]);
    let sources = sources_below("examples").into_iter().chain(sources_below("tests/silence"));
    for (number, source) in sources.enumerate() {
        let ending = if source.kind == FileKind::Html { "html" } else { "js" };
        let half = (source.text.len() / 2..).find(|&at| source.text.is_char_boundary(at)).unwrap_or(0);
        files.insert(format!("{number}-whole.{ending}"), source.text.to_string());
        files.insert(format!("{number}-half.{ending}"), source.text[..half].to_owned());
    }
    files
}

fn checked_by_the_command_line(folder: &Path) -> Findings {
    let output = Command::new(env!("CARGO_BIN_EXE_dwt-lint"))
        .args([
            "check",
            "--no-config",
            "--no-ignore",
            "--min-severity",
            "hint",
            "--fail-on",
            "never",
            "--format",
            "json",
            ".",
        ])
        .current_dir(folder)
        .output()
        .expect("dwt-lint starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let json: Value = serde_json::from_slice(&output.stdout).expect("it prints JSON");
    let mut findings = Findings::new();
    for diagnostic in list(&json["diagnostics"]) {
        let path = diagnostic["path"].as_str().expect("a path");
        let name = path.trim_start_matches("./").to_owned();
        findings.entry(name).or_default().push(line_of_the_command_line(diagnostic));
    }
    findings
}

fn line_of_the_command_line(diagnostic: &Value) -> String {
    let range = |range: &Value| {
        let place = |place: &Value| (count(&place["line"]) - 1, count(&place["column"]) - 1);
        (place(&range["start"]), place(&range["end"]))
    };
    let edits = list(&diagnostic["fixes"]).iter().flat_map(|fix| list(&fix["edits"]));
    let edits: Vec<_> = edits.map(|edit| (range(&edit["range"]), &edit["text"])).collect();
    let message = match diagnostic["help"].as_str() {
        Some(help) => format!("{}\nhelp: {help}", text(&diagnostic["message"])),
        None => text(&diagnostic["message"]).to_owned(),
    };
    shown(range(&diagnostic["range"]), text(&diagnostic["severity"]), text(&diagnostic["rule"]), &message, &edits)
}

fn published_by_the_server(folder: &Path, files: &BTreeMap<String, String>) -> Findings {
    let (mut client, _) = Client::initialized(json!({}));
    let mut findings = Findings::new();
    for (name, text) in files {
        let uri = format!("file://{}/{name}", folder.display());
        let language = if name.ends_with("html") { "html" } else { "javascript" };
        client.open(&uri, language, text.trim_start_matches('\u{feff}'));
        let lines: Vec<_> = client.diagnostics_of(&uri, 1).iter().map(line_of_the_server).collect();
        if !lines.is_empty() {
            findings.insert(name.clone(), lines);
        }
    }
    findings
}

fn line_of_the_server(diagnostic: &Value) -> String {
    let range = |range: &Value| {
        let place = |place: &Value| (count(&place["line"]), count(&place["character"]));
        (place(&range["start"]), place(&range["end"]))
    };
    let severities = ["", "error", "warning", "info", "hint"];
    let severity = diagnostic["severity"].as_u64().and_then(|number| severities.get(usize::try_from(number).ok()?));
    let edits = list(&diagnostic["data"]["fixes"]).iter().flat_map(|fix| list(&fix["edits"]));
    let edits: Vec<_> = edits.map(|edit| (range(&edit["range"]), &edit["newText"])).collect();
    let (rule, message) = (text(&diagnostic["code"]), text(&diagnostic["message"]));
    shown(range(&diagnostic["range"]), severity.expect("a severity"), rule, message, &edits)
}

type Place = (u64, u64);
type Range = (Place, Place);

fn shown(range: Range, severity: &str, rule: &str, message: &str, edits: &[(Range, &Value)]) -> String {
    format!("{range:?} {severity} {rule}: {message}, edits {edits:?}")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn text(value: &Value) -> &str {
    value.as_str().expect("a text")
}

fn count(value: &Value) -> u64 {
    value.as_u64().expect("a number")
}

/// Pages with scripts and modules: what is found in one depends on others.
const PROGRAM: [(&str, &str); 7] = [
    ("index.html", "<script>var unit = Dynamsoft.DWT.GetWebTwain('a');</script>\n<script src='js/scan.js'></script>\n"),
    ("js/scan.js", "function scan() { unit.RegisterEvent('onpostload', f); unit.IfSSL = true; } // Dynamsoft\n"),
    ("made.js", "export const made = Dynamsoft.DWT.GetWebTwain('b');\nmade.HTTPPort = 80;\n"),
    ("passed.js", "export { made } from './made';\n"),
    ("used.js", "import { made } from './passed';\nmade.RegisterEvent('onposttransfer', f); // Dynamsoft\n"),
    ("alone.js", MISSPELT),
    ("no-sdk.js", "export const x = 1;\n"),
];

fn program_on_disk() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder for the files");
    fs::create_dir(folder.path().join("js")).expect("a folder in it");
    for (name, text) in PROGRAM {
        fs::write(folder.path().join(name), text).expect("the file can be written");
    }
    folder
}

#[test]
fn of_a_folder_the_workspace_is_told_what_the_command_line_says() {
    let folder = program_on_disk();
    let checked = checked_by_the_command_line(folder.path());
    for name in ["js/scan.js", "used.js", "alone.js"] {
        assert!(checked.contains_key(name), "{name}: {checked:#?}");
    }
    let capabilities = json!({
        "textDocument": { "diagnostic": {} }, "workspace": { "diagnostics": { "refreshSupport": true } },
    });
    let root = format!("file://{}", folder.path().display());
    let (mut client, _) = Client::initialized(json!({ "rootUri": root, "capabilities": capabilities }));
    let answer = client.request("workspace/diagnostic", json!({ "previousResultIds": [] }));
    let mut told = Findings::new();
    for report in list(&answer["result"]["items"]) {
        let lines: Vec<_> = list(&report["items"]).iter().map(line_of_the_server).collect();
        let name = text(&report["uri"]).trim_start_matches(&root).trim_start_matches('/').to_owned();
        if !lines.is_empty() {
            assert!(told.insert(name, lines).is_none(), "each file once");
        }
    }
    assert_eq!(told, checked, "left the editor, right the command line");
}

#[test]
fn an_open_file_has_the_findings_of_the_command_line_whatever_else_is_open() {
    let folder = program_on_disk();
    let checked = checked_by_the_command_line(folder.path());
    let root = format!("file://{}", folder.path().display());
    for (name, source) in PROGRAM {
        let (mut client, _) = Client::initialized(json!({ "rootUri": root }));
        let uri = format!("{root}/{name}");
        client.open(&uri, if name.ends_with("html") { "html" } else { "javascript" }, source);
        let expected = checked.get(name).cloned().unwrap_or_default();
        client.wait_for(&format!("{expected:#?} in {name}"), |message| {
            let params = &message["params"];
            let lines = || list(&params["diagnostics"]).iter().map(line_of_the_server).collect::<Vec<_>>();
            message["method"] == "textDocument/publishDiagnostics"
                && params["uri"] == uri.as_str()
                && lines() == expected
        });
    }
}
