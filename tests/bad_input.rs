//! What no run should be stopped by: files that are none, that go away, that never end, and names that are hardly names.
#![cfg(unix)]

mod support;

use std::ffi::OsStr;
use std::fs;
use std::os::unix::ffi::OsStrExt as _;
use std::os::unix::fs::{PermissionsExt as _, symlink};
use std::path::Path;
use std::process::Stdio;

use support::folder::{Folder, Output, binary, run};

const WRONG: &str = "const d = Dynamsoft.DWT.GetWebTwain('c');\nd.AcquireImag();\n";

/// The paths that could not be linted, with why.
fn problems(output: &Output) -> Vec<(String, String)> {
    let json = output.json();
    let problems = json["problems"].as_array().expect("an array").iter();
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    problems.map(|problem| (text(&problem["path"]), text(&problem["message"]))).collect()
}

fn files(output: &Output) -> u64 {
    output.json()["summary"]["files"].as_u64().expect("a number")
}

/// Whether the file system keeps somebody from reading; nothing keeps the superuser.
fn is_kept_out(path: &Path) -> bool {
    let is_kept_out = fs::File::open(path).is_err() && fs::read_dir(path).is_err();
    if !is_kept_out {
        println!("skipped: this user may read everything");
    }
    is_kept_out
}

#[test]
fn what_may_not_be_read_is_said_and_the_rest_is_linted() {
    let folder = Folder::with(&[("a.js", WRONG), ("secret.js", WRONG), ("locked/b.js", WRONG)]);
    let lock = |name: &str| {
        let path = folder.path().join(name);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("set");
        path
    };
    let (secret, locked) = (lock("secret.js"), lock("locked"));
    if is_kept_out(&secret) {
        let output = folder.run("check --format json");
        assert_eq!((output.status, files(&output)), (2, 1), "{}", output.stderr);
        let paths: Vec<String> = problems(&output).into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["locked", "secret.js"]);
        assert!(output.stderr.contains("error: secret.js: cannot be read: Permission denied"), "{}", output.stderr);
    }
    fs::set_permissions(locked, fs::Permissions::from_mode(0o755)).expect("set");
}

#[test]
fn links_that_lead_in_circles_or_nowhere_are_not_followed() {
    let folder = Folder::with(&[("src/a.js", WRONG)]);
    symlink("..", folder.path().join("src/up")).expect("a link");
    symlink("itself.js", folder.path().join("itself.js")).expect("a link");
    symlink("gone.js", folder.path().join("nowhere.js")).expect("a link");
    let output = folder.run("check --format json");
    assert_eq!((output.status, files(&output), problems(&output)), (1, 1, vec![]), "{}", output.stderr);
    let named = folder.run("check --format json itself.js nowhere.js src/up/src/a.js");
    assert_eq!((named.status, files(&named)), (2, 1));
    let messages = problems(&named);
    assert!(messages[0].0 == "itself.js" && messages[0].1.starts_with("cannot be read: "), "{messages:?}");
    assert_eq!(messages[1], ("nowhere.js".into(), "no such file or folder".into()));
}

#[test]
fn a_file_that_is_too_large_costs_itself_alone() {
    let folder = Folder::with(&[("a.js", WRONG)]);
    let huge = fs::File::create(folder.path().join("huge.js")).expect("a file");
    huge.set_len(100 * 1024 * 1024).expect("a hole takes no room");
    let output = folder.run("check --format json");
    assert_eq!((output.status, files(&output)), (2, 1), "{}", output.stderr);
    let messages = problems(&output);
    assert!(messages.len() == 1 && messages[0].0 == "huge.js", "{messages:?}");
    assert!(messages[0].1.contains("too large"), "{messages:?}");
}

#[test]
fn what_is_no_file_does_not_hold_the_run_up() {
    let folder = Folder::with(&[("a.js", WRONG), ("sub.js/b.js", WRONG)]);
    let pipe = folder.path().join("pipe.js");
    let made = std::process::Command::new("mkfifo").arg(&pipe).status();
    assert!(made.is_ok_and(|status| status.success()), "mkfifo is part of every Unix");
    let output = folder.run("check --format json");
    assert_eq!((output.status, files(&output), problems(&output)), (1, 2, vec![]), "a folder's pipes are left out");
    symlink("/dev/zero", folder.path().join("endless.js")).expect("a link");
    let endless = folder.run("check --format json endless.js");
    assert_eq!(endless.status, 2, "{}", endless.stderr);
}

#[test]
fn bytes_that_are_no_text_are_told_with_their_place() {
    let folder = Folder::with(&[("a.js", WRONG)]);
    folder.write("binary.js", b"\x7fELF\x02\0\x01");
    folder.write("half.js", "x = 'é".as_bytes().split_last().expect("bytes").1);
    folder.write("surrogate.js", b"'\xed\xa0\x80'");
    let output = folder.run("check --format json a.js binary.js half.js surrogate.js");
    assert_eq!((output.status, files(&output)), (2, 1));
    let expected = [
        ("binary.js", "a binary file (a NUL at byte 5)"),
        ("half.js", "not valid UTF-8 (byte 5): save the file as UTF-8"),
        ("surrogate.js", "not valid UTF-8 (byte 1): save the file as UTF-8"),
    ];
    assert_eq!(problems(&output), expected.map(|(path, message)| (path.to_owned(), message.to_owned())));
    assert_eq!(folder.run("check --fix binary.js").status, 2);
    assert_eq!(fs::read(folder.path().join("binary.js")).expect("read"), b"\x7fELF\x02\0\x01");
}

fn utf16(text: &str) -> Vec<u8> {
    std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect()
}

#[test]
fn bytes_of_a_folder_that_are_no_text_matter_when_they_speak_of_the_sdk() {
    let folder = Folder::with(&[("a.js", "let a;")]);
    folder.write("latin.js", b"// caf\xe9");
    folder.write("video.ts", b"\x47\0\x01");
    let output = folder.run("check");
    let note = "note: skipped 2 files not valid UTF-8, with nothing of the SDK in what can be read\n";
    assert_eq!((output.status, output.stderr.contains(note)), (0, true), "{}", output.stderr);
    assert!(folder.run("check --show-files").stderr.contains(note));
    folder.write("latin.js", b"DWObject.x; // caf\xe9");
    folder.write("wide.js", &utf16("DWObject.x"));
    folder.write("_references.js", &utf16("/// <reference path=\"jquery.js\" />"));
    let told = problems(&folder.run("check --format json"));
    assert_eq!(told.iter().map(|(path, _)| path.as_str()).collect::<Vec<_>>(), ["latin.js", "wide.js"]);
}

#[test]
fn names_may_hold_anything_that_the_system_allows() {
    let folder = Folder::new();
    let mut names: Vec<&[u8]> = vec![b"with blank.js", b"line\nbreak.js", b"latin\xe9.js", b"-dash.js"];
    // Some systems allow nothing but UTF-8.
    names.retain(|name| fs::write(folder.path().join(OsStr::from_bytes(name)), WRONG).is_ok());
    assert!(names.len() >= 3, "{names:?}");
    for format in ["json", "sarif", "concise", "github", "gitlab", "junit", "checkstyle", "rdjson", "agent", "pretty"] {
        let output = folder.run(&format!("check --format {format}"));
        assert_eq!(output.status, 1, "{format}: {}", output.stderr);
    }
    let concise = folder.run("check --format concise").stdout;
    assert_eq!(concise.lines().count(), names.len(), "a line a finding, whatever the name: {concise}");
    for name in names {
        let mut command = folder.command("check --format json --");
        let output = run(command.arg(OsStr::from_bytes(name)), b"");
        assert_eq!((output.status, files(&output)), (1, 1), "{}: {}", name.escape_ascii(), output.stderr);
        let fixed = run(folder.command("check --fix --unsafe-fixes --").arg(OsStr::from_bytes(name)), b"");
        assert_eq!(fixed.status, 0, "{}: {}", name.escape_ascii(), fixed.stderr);
    }
    assert_eq!(folder.run("check").status, 0, "each was written under its own name");
}

#[test]
fn a_folder_that_vanishes_takes_nothing_else_along() {
    let folder = Folder::with(&[("a.js", WRONG), ("gone/b.js", WRONG)]);
    // The working directory is removed when the program has started in it: a shell does both in order.
    let script = "rm -r ../gone; exec \"$0\" check --format json \"$1\"";
    let mut shell = std::process::Command::new("sh");
    shell.current_dir(folder.path().join("gone")).args(["-c", script]).arg(binary().get_program());
    let output = run(shell.arg(folder.path().join("a.js")), b"");
    assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{}", output.stderr);
    assert!(output.stderr.contains("the working directory cannot be used"), "{}", output.stderr);
    assert_eq!(folder.run("check a.js gone").status, 2);
}

#[test]
fn a_reader_that_takes_the_first_lines_is_no_failure() {
    let folder = Folder::new();
    for index in 0..400 {
        folder.write(&format!("f{index}.js"), WRONG.as_bytes());
    }
    for format in ["pretty", "concise", "json", "sarif"] {
        let mut child = folder.command(&format!("check --quiet --format {format}"));
        let mut child = child.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("run");
        let mut head = std::process::Command::new("head");
        let first = head.arg("-n1").stdin(child.stdout.take().expect("a pipe")).output().expect("head");
        // It holds the end that is read.
        drop(head);
        let output = child.wait_with_output().expect("ended");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!((output.status.code(), stderr.as_ref()), (Some(1), ""), "{format}");
        assert!(!first.stdout.is_empty(), "{format}");
    }
}

/// On a file system of a few pages that is full, in a name space of its own: nothing of it is left when the shell ends.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_leaves_every_file_as_it_was() {
    const SKIPPED: i32 = 77;
    let script = "
        mount -t tmpfs -o size=16k tmpfs \"$1\" 2>/dev/null && cd \"$1\" && cp \"$2\" a.js || exit 77
        cat /dev/zero > filler 2>/dev/null
        \"$0\" check --fix --unsafe-fixes; status=$?
        cmp a.js \"$2\" && ls -A && exit $status";
    let folder = Folder::with(&[("original.js", WRONG), ("small/keep", "")]);
    let mut shell = std::process::Command::new("unshare");
    shell.args(["--mount", "sh", "-c", script]).arg(binary().get_program());
    shell.arg(folder.path().join("small")).arg(folder.path().join("original.js"));
    let started = shell.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn();
    let Some(output) = started.ok().and_then(|child| child.wait_with_output().ok()) else {
        return println!("skipped: there is no `unshare`");
    };
    let (stdout, stderr) = (String::from_utf8_lossy(&output.stdout), String::from_utf8_lossy(&output.stderr));
    if output.status.code() == Some(SKIPPED) || stderr.starts_with("unshare:") {
        return println!("skipped: this user may not mount a file system: {stderr}");
    }
    assert_eq!(output.status.code(), Some(2), "{stdout}{stderr}");
    assert!(stderr.contains("error: a.js: not fixed: cannot be written: No space left on device"), "{stderr}");
    assert!(stdout.ends_with("a.js\nfiller\n"), "nothing is left over: {stdout}");
}
