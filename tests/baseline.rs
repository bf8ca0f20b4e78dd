//! `--baseline` and `--write-baseline`: what is known stays quiet, what is new does not, what is gone is told.

mod support;

use support::folder::{Folder, Output};

const SCANNER: &str = "const DWObject = Dynamsoft.DWT.GetWebTwain('c');\n";
const WRONG: &str = "DWObject.SelectSourc();\n";

fn code(lines: &str) -> String {
    format!("{SCANNER}{lines}")
}

/// Two files with a pitfall each, and a baseline that has both.
fn adopted() -> Folder {
    let folder = Folder::with(&[("src/a.js", &code(WRONG)), ("src/b.js", &code(WRONG))]);
    let output = folder.run("check --write-baseline baseline.json");
    assert_eq!((output.status, output.stdout.as_str()), (0, ""), "{}", output.stderr);
    assert!(output.stderr.contains("Wrote 2 findings to baseline.json."), "{}", output.stderr);
    folder
}

/// The exit status, and how many findings are shown and left out.
fn counts(output: &Output) -> (i32, usize, u64) {
    let json = output.json();
    let shown = json["diagnostics"].as_array().expect("an array").len();
    (output.status, shown, json["summary"]["baselined"].as_u64().expect("a number"))
}

#[test]
fn what_the_baseline_has_is_left_out() {
    let folder = adopted();
    let output = folder.run("check --baseline baseline.json");
    assert_eq!((output.status, output.stdout.as_str()), (0, ""));
    assert!(output.stderr.contains("Found nothing in 2 files, 2 in the baseline."), "{}", output.stderr);
    assert_eq!(counts(&folder.run("check --baseline baseline.json --format json")), (0, 0, 2));
    assert_eq!(counts(&folder.run("check --format json")), (1, 2, 0));
}

#[test]
fn lines_may_move_and_what_is_new_stands_out() {
    let folder = adopted();
    folder.write(
        "src/a.js",
        code(&format!("// one\n\n// two\nfunction f() {{\n  {}}}\n", WRONG.replace('\n', "\n  "))).as_bytes(),
    );
    assert_eq!(counts(&folder.run("check --baseline baseline.json --format json")), (0, 0, 2));
    folder.write("src/a.js", code(&format!("{WRONG}{WRONG}")).as_bytes());
    let output = folder.run("check --baseline baseline.json --format json");
    assert_eq!(counts(&output), (1, 1, 2), "the same mistake once more is a new one");
    assert_eq!(output.json()["diagnostics"][0]["path"], "src/a.js");
}

#[test]
fn what_is_gone_is_told_and_taken_out() {
    let folder = adopted();
    folder.write("src/a.js", code("").as_bytes());
    std::fs::remove_file(folder.path().join("src/b.js")).expect("removed");
    let output = folder.run("check --baseline baseline.json");
    let note = "gone from the code, but still in baseline.json: src/a.js (1), src/b.js (1); --write-baseline";
    assert!(output.status == 0 && output.stderr.contains(note), "{}", output.stderr);
    assert!(!folder.run("check --quiet --baseline baseline.json").stderr.contains("gone"));
    folder.run("check --write-baseline baseline.json");
    assert!(!folder.run("check --baseline baseline.json").stderr.contains("gone"));
    assert!(!folder.read("baseline.json").contains("src/"), "{}", folder.read("baseline.json"));
}

#[test]
fn what_a_run_does_not_look_at_is_neither_gone_nor_lost() {
    let folder = adopted();
    let before = folder.read("baseline.json");
    for arguments in ["src/a.js", "--only lifecycle", "--skip unknown-member", "--min-severity error"] {
        let output = folder.run(&format!("check {arguments} --baseline baseline.json"));
        assert!(output.status == 0 && !output.stderr.contains("gone"), "{arguments}: {}", output.stderr);
        folder.run(&format!("check {arguments} --write-baseline baseline.json"));
        assert_eq!(folder.read("baseline.json"), before, "{arguments}");
    }
}

#[test]
fn paths_are_from_the_folder_of_the_baseline() {
    let folder = adopted();
    let mut command = folder.command("check . --baseline ../baseline.json --format json");
    let output = support::folder::run(command.current_dir(folder.path().join("src")), b"");
    assert_eq!(counts(&output), (0, 0, 2), "{}", output.stderr);
    let stdin = "check - --stdin-filename src/b.js --baseline baseline.json --format json";
    assert_eq!(counts(&folder.run_with(stdin, code(WRONG).as_bytes())), (0, 0, 1));
}

#[test]
fn what_is_fixed_is_gone() {
    let folder = adopted();
    let output = folder.run("check --fix --unsafe-fixes --baseline baseline.json");
    assert!(output.status == 0 && output.stderr.contains("2 fixed"), "{}", output.stderr);
    assert!(output.stderr.contains("src/a.js (1), src/b.js (1)"), "{}", output.stderr);
}

#[test]
fn a_baseline_that_cannot_be_used_is_exit_2_before_anything_is_done() {
    let folder = Folder::with(&[("a.js", &code(WRONG)), ("bad.json", "{\n  \"version\": 1,\n  \"filez\": 1\n}")]);
    for (arguments, complaint) in [
        ("--baseline gone.json", "error: no such baseline: gone.json (--write-baseline gone.json makes it)"),
        (
            "--baseline bad.json",
            "error: bad.json is no baseline: unknown field `filez`, expected `version` or `files` at line 3",
        ),
        ("--write-baseline bad.json", "bad.json is no baseline"),
        ("--write-baseline a.js/baseline.json", "a.js/baseline.json: cannot be read"),
    ] {
        let output = folder.run(&format!("check {arguments}"));
        assert!(output.status == 2 && output.stderr.contains(complaint), "{arguments}: {}", output.stderr);
        let fixed = folder.run(&format!("check --fix --unsafe-fixes {arguments}"));
        assert_eq!((fixed.status, fixed.stdout.as_str()), (2, ""));
    }
    assert_eq!(folder.read("a.js"), code(WRONG));
}
