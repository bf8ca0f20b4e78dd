//! `--watch`: what changes is linted again, and Ctrl-C ends it with the status of the last run.
#![cfg(unix)]

mod support;

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, ChildStderr, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use support::folder::Folder;

const WRONG: &str = "const d = Dynamsoft.DWT.GetWebTwain('c');\nd.AcquireImag();\n";

/// A watching run, and what it says on standard error.
struct Watching {
    child: Child,
    said: Receiver<String>,
}

impl Watching {
    fn start(folder: &Folder) -> Self {
        let mut command = folder.command("check --watch --format concise");
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::piped()).spawn().expect("run");
        let said = lines_of(child.stderr.take().expect("a pipe"));
        Self { child, said }
    }

    /// What is said until a run that waits for changes has said this. A busy system may tell of one change in pieces, with a
    /// run for each.
    fn until(&self, sentence: &str) -> String {
        let mut text = String::new();
        while !(text.contains(sentence) && text.ends_with("Ctrl-C ends.\n")) {
            text += &self.said.recv_timeout(Duration::from_secs(60)).unwrap_or_else(|_| panic!("it said: {text}"));
            text += "\n";
        }
        text
    }

    /// The exit status after Ctrl-C.
    fn interrupt(mut self) -> Option<i32> {
        let sent = Command::new("kill").args(["-INT", &self.child.id().to_string()]).status();
        assert!(sent.is_ok_and(|status| status.success()));
        self.child.wait().expect("ended").code()
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        // It has ended already, unless the test failed.
        let _ = self.child.kill();
    }
}

fn lines_of(stderr: ChildStderr) -> Receiver<String> {
    let (sender, lines) = mpsc::channel();
    thread::spawn(move || BufReader::new(stderr).lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
    lines
}

#[test]
fn every_change_is_linted_and_the_last_run_decides_the_status() {
    let folder = Folder::with(&[("src/a.js", "let a;\n"), ("notes.txt", "")]);
    let watching = Watching::start(&folder);
    watching.until("Found nothing in 1 file.");
    folder.write("src/a.js", WRONG.as_bytes());
    let wrong = watching.until("Found 1 warning in 1 file.");
    assert!(wrong.contains("Changed: src/a.js\n"), "{wrong}");
    folder.write("src/new/deep/b.js", WRONG.as_bytes());
    watching.until("Found 2 warnings in 2 files.");
    fs::remove_dir_all(folder.path().join("src/new")).expect("removed");
    watching.until("Found 1 warning in 1 file.");
    assert_eq!(watching.interrupt(), Some(1));
}

#[test]
fn a_mistake_in_the_configuration_is_told_and_waited_out() {
    let folder = Folder::with(&[("a.js", WRONG), ("dwt-lint.json", "{ \"rulez\": {} }")]);
    let watching = Watching::start(&folder);
    watching.until("error: dwt-lint.json:1:3: unknown key `rulez`");
    folder.write("dwt-lint.json", b"{ \"rules\": { \"unknown-member\": \"off\" } }");
    watching.until("Found nothing in 1 file.");
    assert_eq!(watching.interrupt(), Some(0));
}

#[test]
fn what_has_no_end_to_wait_for_is_refused() {
    let folder = Folder::with(&[("a.js", WRONG)]);
    for (arguments, complaint) in [
        ("--watch -", "--watch waits for files to change"),
        ("--watch --fix", "cannot be used with"),
        ("--watch --output json=out.json", "cannot be used with"),
        ("--watch --write-baseline b.json", "cannot be used with"),
    ] {
        let output = folder.run(&format!("check {arguments}"));
        assert_eq!((output.status, output.stdout.as_str()), (2, ""), "{arguments}");
        assert!(output.stderr.contains(complaint), "{arguments}: {}", output.stderr);
    }
}
