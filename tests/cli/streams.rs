use std::fs;
use std::process::Stdio;

use crate::support::folder::Folder;

#[test]
fn colours_come_when_asked_for_only() {
    let folder = Folder::new();
    let is_coloured = |arguments: &str, variables: &[(&str, &str)]| {
        let output = folder.command(arguments).envs(variables.iter().copied()).output().expect("run");
        output.stderr.contains(&0x1b)
    };
    assert!(!is_coloured("check gone.js", &[]));
    assert!(is_coloured("check gone.js --color always", &[]));
    assert!(is_coloured("check gone.js", &[("FORCE_COLOR", "1")]));
    assert!(!is_coloured("check gone.js", &[("FORCE_COLOR", "1"), ("NO_COLOR", "1")]));
    assert!(!is_coloured("--color never check gone.js", &[("FORCE_COLOR", "1")]));
}

#[test]
fn what_took_how_long_is_said_aside() {
    let folder = Folder::with(&[("a.js", "DWObject.x"), ("b.js", "")]);
    let plain = folder.run("check --format json");
    let timed = folder.run("check --format json --timing");
    assert_eq!((timed.status, &timed.stdout), (plain.status, &plain.stdout));
    let lines: Vec<&str> = timed.stderr.lines().collect();
    assert!(lines[0].starts_with("Took ") && lines[0].contains("finding files"), "{lines:?}");
    assert!(
        lines[1].starts_with("Linting, on all threads together: parsing ") && lines[1].contains("flow"),
        "{lines:?}"
    );
    assert!(lines[2..].iter().all(|line| line.contains(" ms  ")), "{lines:?}");
    let is_named = |name: &str| lines.iter().any(|line| line.ends_with(&format!("  {name}")));
    assert!(is_named("a.js") && is_named("b.js"), "{lines:?}");
    assert!(dwt_lint::rules::RULES.iter().any(|rule| is_named(rule.id)), "{lines:?}");
}

#[test]
fn quiet_says_nothing_but_what_failed() {
    let folder = Folder::with(&[("a.js", ""), ("notes.txt", ""), ("b.min.js", "")]);
    let output = folder.run("check --quiet . notes.txt");
    assert_eq!((output.status, output.stdout.as_str(), output.stderr.as_str()), (0, "", ""));
    assert!(folder.run("check --quiet gone.js").stderr.contains("gone.js"));
}

#[test]
#[cfg(unix)]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let folder = Folder::new();
    for arguments in ["codes --format json", "explain -2003", "check --format json", "rules"] {
        let mut child = folder.command(arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("run");
        drop(child.stdout.take());
        let output = child.wait_with_output().expect("ended");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(0), "{arguments}: {stderr}");
        assert!(!stderr.contains("panicked"), "{arguments}: {stderr}");
    }
}

#[test]
#[cfg(target_os = "linux")]
fn output_that_cannot_be_written_is_a_failure() {
    let full = fs::File::create("/dev/full").expect("the full device");
    let output = Folder::new().command("codes").stdout(full).output().expect("run");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("standard output cannot be written"));
}
