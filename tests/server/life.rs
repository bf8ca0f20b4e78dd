//! How the server ends: never left behind, never in the way.

use std::process::{Command, Stdio};

use serde_json::json;

use crate::client::Client;
use crate::{BAD, URI};

#[test]
fn exit_without_shutdown_is_a_failure() {
    let (client, _) = Client::initialized(json!({}));
    assert_eq!(client.exit(), Some(1));
}

#[test]
fn the_end_of_the_input_ends_the_server() {
    let mut client = Client::start();
    client.close_input();
    assert_eq!(client.exit_code(), Some(1), "before the handshake");

    let (mut client, _) = Client::initialized(json!({}));
    client.close_input();
    assert_eq!(client.exit_code(), Some(1), "without shutdown");

    let (mut client, _) = Client::initialized(json!({}));
    client.shut_down();
    client.close_input();
    assert_eq!(client.exit_code(), Some(0), "after shutdown");
}

#[cfg(target_os = "linux")]
#[test]
fn the_server_dies_with_its_editor() {
    let sleeping = Command::new("sleep").arg("1000").stdin(Stdio::null()).stdout(Stdio::null()).spawn();
    let mut editor = sleeping.expect("sleep is there");
    let (mut client, _) = Client::initialized(json!({ "processId": editor.id() }));
    client.open(URI, "javascript", BAD);
    client.diagnostics_of(URI, 1);
    editor.kill().expect("the editor can be killed");
    assert_eq!(client.exit_code(), Some(1), "though the input is still open");
    editor.wait().expect("the editor is gone");
}

#[test]
fn a_client_in_another_process_space_keeps_its_server() {
    for process in [i64::from(i32::MAX), i64::MAX, 0, -1] {
        let (mut client, _) = Client::initialized(json!({ "processId": process }));
        client.open(URI, "javascript", BAD);
        client.diagnostics_of(URI, 1);
        client.shut_down();
        assert_eq!(client.exit(), Some(0));
    }
}

/// How often the threads of a process have gone to sleep: each time they were woken up before.
#[cfg(target_os = "linux")]
fn sleeps(process: u32) -> u64 {
    let tasks = std::fs::read_dir(format!("/proc/{process}/task")).expect("the process lives");
    let status = tasks.flatten().map(|task| std::fs::read_to_string(task.path().join("status")).unwrap_or_default());
    let count = |status: String| {
        let line = status.lines().find_map(|line| line.strip_prefix("voluntary_ctxt_switches:"))?;
        line.trim().parse::<u64>().ok()
    };
    status.filter_map(count).sum()
}

#[cfg(target_os = "linux")]
#[test]
fn at_rest_nothing_wakes_the_server() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = format!("file://{}", folder.path().display());
    let (mut client, _) = Client::initialized(json!({ "rootUri": root }));
    client.open(&format!("{root}/scan.js"), "javascript", BAD);
    client.diagnostics_of(&format!("{root}/scan.js"), 1);
    let is_at_rest = || {
        let before = sleeps(client.process());
        std::thread::sleep(std::time::Duration::from_millis(500));
        sleeps(client.process()) == before
    };
    assert!((0..10).any(|_| is_at_rest()), "it wakes up twice a second or more");
}

/// How much memory a process has now, and had at most, in KiB.
#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
fn memory(process: u32) -> (u64, u64) {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).expect("the process lives");
    let line = |key: &str| status.lines().find_map(|line| line.strip_prefix(key)).expect("a line for it");
    let number = |line: &str| line.trim().trim_end_matches(" kB").parse().expect("a number");
    (number(line("VmRSS:")), number(line("VmHWM:")))
}

#[cfg(all(target_os = "linux", target_pointer_width = "64"))]
#[test]
fn what_a_run_took_is_given_back() {
    let (mut client, _) = Client::initialized(json!({}));
    let scan =
        |at: usize| format!("function scan{at}() {{\n  DWObject.OpenSource();\n  DWObject.AcquireImage();\n}}\n\n");
    client.open(URI, "javascript", &(0..8_000).map(scan).collect::<String>());
    client.diagnostics_of(URI, 1);
    let is_small = || {
        std::thread::sleep(std::time::Duration::from_millis(250));
        let (now, most) = memory(client.process());
        now * 4 < most * 3
    };
    assert!((0..40).any(|_| is_small()), "now and at most, in KiB: {:?}", memory(client.process()));
}
