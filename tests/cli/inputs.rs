use serde_json::Value;

use crate::files_of;
use crate::support::folder::Folder;

#[test]
fn folders_are_walked_as_their_ignore_files_say() {
    let folder = Folder::with(&[
        ("b.js", ""),
        ("a/c.HTML", ""),
        ("a/d.mjs", ""),
        ("a/e.txt", ""),
        (".hidden/f.js", ""),
        (".gitignore", "out\n*.gen.js"),
        ("out/g.js", ""),
        ("h.gen.js", ""),
        ("node_modules/m/i.js", ""),
        ("lib/j.min.js", ""),
        ("Resources/dynamsoft.webtwain.config.js", ""),
    ]);
    assert_eq!(files_of(&folder, ""), [".hidden/f.js", "a/c.HTML", "a/d.mjs", "b.js"]);
    assert_eq!(files_of(&folder, "--no-ignore a out h.gen.js"), ["a/c.HTML", "a/d.mjs", "h.gen.js", "out/g.js"]);
    assert_eq!(
        files_of(&folder, "--no-ignore ."),
        [".hidden/f.js", "a/c.HTML", "a/d.mjs", "b.js", "h.gen.js", "out/g.js"]
    );
    assert_eq!(
        files_of(&folder, "out/g.js lib/j.min.js node_modules/m/i.js"),
        ["lib/j.min.js", "node_modules/m/i.js", "out/g.js"]
    );
    assert_eq!(files_of(&folder, "./b.js b.js a/../b.js"), ["b.js"]);
    assert!(folder.run("check").stderr.contains("skipped 2 files"), "said on standard error");
}

#[test]
fn named_files_may_be_held_to_what_folders_leave_out() {
    let folder = Folder::with(&[
        (".gitignore", "out/\n*.gen.js\n"),
        ("dwt-lint.json", r#"{ "exclude": ["old"] }"#),
        ("a.js", "DWObject.x"),
        ("sub/b.js", ""),
        ("sub/h.gen.js", ""),
        ("old/c.js", ""),
        ("out/g.js", ""),
        ("lib/j.min.js", ""),
        ("node_modules/m/i.js", ""),
    ]);
    let named = "a.js sub/b.js sub/h.gen.js old/c.js out/g.js lib/j.min.js node_modules/m/i.js";
    assert_eq!(files_of(&folder, named).len(), 7);
    assert_eq!(files_of(&folder, &format!("--force-exclude {named}")), ["a.js", "sub/b.js"]);
    assert_eq!(files_of(&folder, "--force-exclude --no-ignore out/g.js old/c.js"), ["out/g.js"]);
    let note = folder.run(&format!("check --force-exclude {named}")).stderr;
    assert!(note.contains("skipped 5 files: excluded or ignored (--force-exclude)"), "{note}");
    let stdin = |name: &str, options: &str| {
        folder.run_with(&format!("check - --force-exclude --stdin-filename {name} {options}"), b"DWObject.x;\r\n")
    };
    assert_eq!(stdin("old/new.js", "--format json").json()["summary"]["files"], 0);
    assert_eq!(stdin("sub/new.js", "--format json").json()["summary"]["files"], 1);
    let passed_on = stdin("old/new.js", "--fix");
    assert_eq!((passed_on.status, passed_on.stdout.as_str()), (0, "DWObject.x;\r\n"));
}

#[test]
fn what_cannot_be_read_is_said_and_is_exit_2() {
    let folder = Folder::with(&[("good.js", "DWObject.x"), ("sub/also.js", "")]);
    folder.write("latin.js", b"caf\xe9 dwt");
    folder.write("utf16.html", b"\xff\xfed\0w\0t\0");
    folder.write("broken.bin", b"\x7fELF\0");
    let output = folder.run("check . broken.bin gone.js --format json");
    assert_eq!(output.status, 2);
    let json = output.json();
    assert_eq!(json["summary"]["files"], 2);
    let problems: Vec<(&str, &str)> = json["problems"]
        .as_array()
        .expect("an array")
        .iter()
        .filter_map(|problem| Some((problem["path"].as_str()?, problem["message"].as_str()?)))
        .collect();
    let paths: Vec<&str> = problems.iter().map(|&(path, _)| path).collect();
    assert_eq!(paths, ["broken.bin", "gone.js", "latin.js", "utf16.html"]);
    for ((path, message), start) in problems.into_iter().zip([
        "a binary file",
        "no such file or folder",
        "not valid UTF-8 (byte 3)",
        "encoded as UTF-16",
    ]) {
        assert!(message.starts_with(start), "{path}: {message}");
        assert!(output.stderr.contains(&format!("error: {path}: {message}")), "{}", output.stderr);
    }
}

#[test]
fn a_named_file_that_is_no_code_is_skipped_aloud() {
    let folder = Folder::with(&[("notes.txt", "DWObject"), ("a.js", "")]);
    let output = folder.run("check notes.txt a.js");
    assert_eq!((output.status, output.stdout.as_str()), (0, ""));
    assert!(output.stderr.contains("notes.txt: skipped"), "{}", output.stderr);
}

#[test]
fn standard_input_is_a_file_of_any_name() {
    let folder = Folder::with(&[("legacy/dwt-lint.json", "{ \"sdkVersion\": \"16.1\" }")]);
    let output = folder.run_with("check - --format json", b"<script>DWObject.x</script>");
    assert_eq!((output.status, &output.json()["summary"]["files"]), (0, &Value::from(1)));
    let broken = folder.run_with("check - --stdin-filename not/there.js --format json", b"a\xff");
    assert_eq!((broken.status, &broken.json()["problems"][0]["path"]), (2, &Value::from("not/there.js")));
    let config = folder.run("check - --stdin-filename legacy/new.js --show-config").json();
    assert_eq!((&config["sdkVersion"], &config["config"]), (&"16.1".into(), &"legacy/dwt-lint.json".into()));
}

#[test]
fn an_empty_folder_is_no_failure_but_said() {
    let output = Folder::new().run("check --format concise");
    assert_eq!((output.status, output.stdout.as_str()), (0, ""));
    assert!(output.stderr.contains("no scripts, pages or components to lint"), "{}", output.stderr);
}

#[test]
fn deep_nesting_does_not_stop_the_run() {
    let folder = Folder::new();
    for (name, open) in [("a.js", "("), ("b.js", "[{a:"), ("c.html", "<div>"), ("d.js", "f(function(){")] {
        folder.write(name, format!("DWObject.x;{}", open.repeat(20_000)).as_bytes());
    }
    let output = folder.run("check --format json a.js b.js c.html d.js");
    assert_eq!((output.status, &output.json()["summary"]["files"]), (0, &Value::from(4)), "{}", output.stderr);
}

#[test]
#[cfg(unix)]
fn odd_file_names_are_shown_without_steering_the_terminal() {
    let folder = Folder::with(&[("a\u{1b}[31m é 😀.js", "dwt\0")]);
    let output = folder.run("check");
    assert_eq!(output.status, 2);
    assert!(output.stderr.contains("é 😀.js") && !output.stderr.contains('\u{1b}'), "{}", output.stderr);
}
