//! `--fix` and `--diff`: of any text by property, and of files with the real binary.

mod support;

use std::fs;

use dwt_lint::lint::{allowed_fix, lint, mend};
use dwt_lint::report::{Fix, Safety, apply};
use dwt_lint::rules::RULES;
use dwt_lint::settings::{Level, Settings};
use dwt_lint::syntax::read;
use dwt_lint::text::{FileKind, Source};
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use support::folder::{Folder, binary, run};
use support::rule_examples;

/// Every rule is on, also those of style.
fn settings() -> Settings {
    let mut settings = Settings::default();
    settings.levels.rules.extend(RULES.iter().map(|rule| (rule.id, Level::Default)));
    settings
}

fn parses(source: &Source) -> bool {
    read(source).regions.iter().all(|region| region.confident())
}

fn with_text(source: &Source, text: &str) -> Source {
    Source::new(&source.path, source.kind, text)
}

/// One example, or several one after the other, some of them as the scripts of a page.
fn example() -> impl Strategy<Value = Source> {
    (prop::collection::vec(any::<Index>(), 1..4), any::<bool>()).prop_map(|(picks, is_page)| {
        let examples = rule_examples();
        let first = picks[0].get(&examples);
        if first.kind == FileKind::Html {
            return first.clone();
        }
        let scripts: Vec<&Source> = examples.iter().filter(|source| source.kind == FileKind::JavaScript).collect();
        let picked: Vec<&str> = picks.iter().map(|pick| &*pick.get(&scripts).text).collect();
        if is_page {
            let tags: String = picked.iter().map(|code| format!("<script>\n{code}</script>\n")).collect();
            Source::new("page.html", FileKind::Html, &format!("<!doctype html>\n{tags}"))
        } else {
            Source::new("all.js", FileKind::JavaScript, &picked.join("\n"))
        }
    })
}

fn fixes_of(source: &Source) -> Vec<Fix> {
    lint(source, &settings()).findings.into_iter().flat_map(|finding| finding.fixes).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_of_the_fixes_together_leave_code_that_parses(
        (source, chosen) in example().prop_flat_map(|source| {
            let fixes = fixes_of(&source);
            let count = 0..=fixes.len();
            (Just(source), subsequence(fixes, count))
        })
    ) {
        let fixed = with_text(&source, &apply(&source.text, &chosen));
        let titles: Vec<&str> = chosen.iter().map(|fix| fix.title.as_str()).collect();
        prop_assert!(parses(&fixed) || !parses(&source), "{titles:?} broke\n{}\ninto\n{}", source.text, fixed.text);
    }

    #[test]
    fn what_is_mended_is_clean_and_mending_it_again_changes_nothing(source in example(), is_safe in any::<bool>()) {
        let allowed = if is_safe { Safety::Safe } else { Safety::Unsafe };
        let mended = mend(&source, &settings(), allowed).source;
        prop_assert!(parses(&mended) || !parses(&source), "{}", mended.text);
        if parses(&source) {
            let left = lint(&mended, &settings()).findings;
            let left: Vec<_> = left.iter().filter(|finding| allowed_fix(finding, allowed).is_some()).collect();
            prop_assert!(left.is_empty(), "{}\nbecame\n{}\nwith\n{left:#?}", source.text, mended.text);
        }
        let again = mend(&mended, &settings(), allowed);
        prop_assert_eq!((again.fixes, again.source.text), (0, mended.text));
    }

    #[test]
    fn line_ends_and_the_byte_order_mark_stay(source in example(), line_end in prop::sample::select(vec!["\r\n", "\r"])) {
        let mended = mend(&source, &settings(), Safety::Unsafe).source.text;
        let disguised = |text: &str| format!("\u{feff}{}", text.replace('\n', line_end));
        let other = mend(&with_text(&source, &disguised(&source.text)), &settings(), Safety::Unsafe);
        prop_assert_eq!(&*other.source.text, disguised(&mended));
    }
}

const PITFALLS: &str = "\
// dwt-lint-disable-next-line jpeg-of-bw-image
DWObject.IfSSL = true;
DWObject.HTTPPort = 80;
";
const SAFELY_FIXED: &str = "DWObject.IfSSL = true;\nDWObject.HTTPPort = 80;\n";
const ALL_FIXED: &str = "DWObject.IfSSL = true;\nDWObject.HTTPPort = 443;\n";

/// With a variable that is an instance for certain.
fn code(pitfalls: &str) -> String {
    format!("const DWObject = Dynamsoft.DWT.GetWebTwain('c');\n{pitfalls}")
}

#[test]
fn only_safe_fixes_are_applied_unasked() {
    let folder = Folder::with(&[("a.js", &code(PITFALLS)), ("b.js", "let a = 1;\n")]);
    let output = folder.run("check --fix --format json");
    assert_eq!((output.status, folder.read("a.js")), (1, code(SAFELY_FIXED)), "{}", output.stderr);
    assert_eq!(output.json()["summary"]["fixed"], 1);
    assert_eq!(output.json()["diagnostics"][0]["rule"], "http-port-ssl-mismatch");
    let output = folder.run("check --fix --unsafe-fixes");
    assert_eq!((output.status, folder.read("a.js")), (0, code(ALL_FIXED)), "{}", output.stderr);
    assert!(output.stderr.contains("Found nothing in 2 files, 1 fixed."), "{}", output.stderr);
    assert_eq!(folder.read("b.js"), "let a = 1;\n");
}

#[test]
fn what_could_be_fixed_is_said() {
    let folder = Folder::with(&[("a.js", &code(PITFALLS))]);
    let said = |arguments: &str| folder.run(arguments).stderr;
    assert!(said("check").contains("1 can be fixed with --fix, 1 more with --unsafe-fixes."), "{}", said("check"));
    assert!(!said("check --quiet").contains("fix"));
    let fixed = said("check --fix");
    assert!(fixed.contains("1 more can be fixed with --unsafe-fixes."), "{fixed}");
    assert!(!said("check --fix --unsafe-fixes").contains("can be fixed"));
}

#[test]
fn what_would_not_be_fixed_is_not_counted() {
    let folder = Folder::with(&[("a.js", &code(&format!("{PITFALLS}if (")))]);
    let output = folder.run("check --format concise");
    assert!(output.status == 1 && output.stdout.contains("http-port-ssl-mismatch"), "{}", output.stdout);
    assert!(!output.stderr.contains("can be fixed"), "{}", output.stderr);
    assert_eq!(folder.run("check --diff --unsafe-fixes").stdout, "");
    assert!(!folder.run("check --statistics").stdout.contains("with a fix"));
}

#[test]
fn a_diff_is_a_patch_and_nothing_is_written() {
    let folder = Folder::with(&[("src/a.js", &code(&PITFALLS.replace('\n', "\r\n"))), ("b.js", "let a = 1;\n")]);
    let before = folder.read("src/a.js");
    let output = folder.run("check --diff --unsafe-fixes");
    assert_eq!((output.status, folder.read("src/a.js")), (1, before));
    assert!(output.stdout.starts_with("--- a/src/a.js\n+++ b/src/a.js\n@@ "), "{}", output.stdout);
    assert!(output.stderr.contains("Would fix 2 findings in 1 file."), "{}", output.stderr);
    let mut git = std::process::Command::new("git");
    let applied = run(git.current_dir(folder.path()).args(["apply", "-"]), output.stdout.as_bytes());
    assert_eq!((applied.status, applied.stderr.as_str()), (0, ""));
    assert_eq!(folder.read("src/a.js"), code(&ALL_FIXED.replace('\n', "\r\n")));
    let nothing = folder.run("check --diff --unsafe-fixes");
    assert_eq!((nothing.status, nothing.stdout.as_str()), (0, ""));
}

#[test]
fn the_patch_of_a_file_elsewhere_goes_from_the_root() {
    let folder = Folder::with(&[("a.js", &code(PITFALLS)), ("work/b.js", "")]);
    let mut program = binary();
    program.current_dir(folder.path().join("work")).args(["check", "--diff", "../a.js"]);
    let patch = run(&mut program, b"").stdout;
    let path = folder.path().canonicalize().expect("a folder").join("a.js");
    assert!(patch.starts_with(&format!("--- a{0}\n+++ b{0}\n", path.display())), "{patch}");
}

#[test]
fn standard_input_is_fixed_to_standard_output_and_reported_to_standard_error() {
    let folder = Folder::new();
    let mark = |text: &str| format!("\u{feff}{}", code(text).replace('\n', "\r\n"));
    let output = folder.run_with("check --fix --stdin-filename src/a.js -", mark(PITFALLS).as_bytes());
    assert_eq!((output.status, output.stdout), (1, mark(SAFELY_FIXED)));
    assert!(output.stderr.contains("error[http-port-ssl-mismatch]"), "{}", output.stderr);
    assert!(output.stderr.contains("--> src/a.js:3:1"), "{}", output.stderr);
    for text in ["let a = 1;\n", "", "no code at all {{{", "\r"] {
        let output = folder.run_with("check --fix -", text.as_bytes());
        assert_eq!((output.status, output.stdout.as_str()), (0, text), "{}", output.stderr);
    }
    let broken = folder.run_with("check --fix -", b"a\xff");
    assert_eq!((broken.status, broken.stdout.as_str()), (2, ""));
    let diff = folder.run_with("check --diff --stdin-filename src/a.js -", code(PITFALLS).as_bytes());
    assert!(diff.status == 1 && diff.stdout.starts_with("--- a/src/a.js\n"), "{}", diff.stdout);
}

#[test]
fn files_that_run_together_are_fixed_together() {
    let folder = Folder::with(&[
        ("scanner.js", "export const DWObject = Dynamsoft.DWT.GetWebTwain('c');\nDWObject.IfSSL = true;\n"),
        ("upload.js", "import { DWObject } from './scanner.js';\nDWObject.IfSSL = true;\nDWObject.HTTPPort = 80;\n"),
    ]);
    let output = folder.run("check --fix --unsafe-fixes");
    assert_eq!(output.status, 0, "{}", output.stderr);
    assert!(folder.read("upload.js").ends_with("DWObject.HTTPPort = 443;\n"), "{}", folder.read("upload.js"));
}

#[test]
fn a_page_that_a_server_fills_in_is_fixed_around_what_it_fills_in() {
    let page = |pitfalls: &str| format!("<script>\nvar id = <?= $id ?>;\n{}</script>\n", code(pitfalls));
    let folder = Folder::with(&[("a.php", &page(PITFALLS))]);
    let output = folder.run("check --fix --unsafe-fixes");
    assert_eq!((output.status, folder.read("a.php")), (0, page(ALL_FIXED)), "{}", output.stderr);
}

#[test]
fn code_that_does_not_parse_is_not_touched() {
    let text = format!("{}function (", code(PITFALLS));
    let folder = Folder::with(&[("a.js", &text)]);
    folder.run("check --fix --unsafe-fixes");
    assert_eq!(folder.read("a.js"), text);
}

#[test]
fn options_that_would_do_nothing_are_refused() {
    let folder = Folder::with(&[("a.js", "")]);
    for (arguments, complaint) in [
        ("check --unsafe-fixes", "give --fix or --diff"),
        ("check --diff --format json", "--diff prints a patch"),
        ("check --diff --statistics", "--diff prints a patch"),
    ] {
        let output = folder.run(arguments);
        assert!(output.status == 2 && output.stderr.contains(complaint), "{arguments}: {}", output.stderr);
    }
}

/// Permissions, links, and files that changed meanwhile are tested beside the function that writes.
#[cfg(unix)]
#[test]
fn a_write_that_fails_is_told_and_the_file_stays() {
    let folder = Folder::with(&[("a.js", &code(PITFALLS)), ("b.js", &code(PITFALLS))]);
    // No file may grow: what a full disk looks like, for anybody.
    let script = "trap '' XFSZ; ulimit -f 0; exec \"$0\" check --fix --unsafe-fixes";
    let mut shell = std::process::Command::new("sh");
    shell.current_dir(folder.path()).args(["-c", script]).arg(binary().get_program());
    let output = run(&mut shell, b"");
    assert_eq!(output.status, 2, "{}", output.stderr);
    for name in ["a.js", "b.js"] {
        let complaint = format!("error: {name}: not fixed: cannot be written: ");
        assert!(output.stderr.contains(&complaint), "{}", output.stderr);
        assert_eq!(folder.read(name), code(PITFALLS));
    }
    assert!(output.stdout.contains("http-port-ssl-mismatch"), "what is left is reported: {}", output.stdout);
    assert!(!output.stderr.contains("fixed.\n") && !output.stderr.contains("panicked"), "{}", output.stderr);
    let names = fs::read_dir(folder.path()).expect("a folder").count();
    assert_eq!(names, 2, "nothing is left over");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_standard_output_is_told() {
    let folder = Folder::new();
    let full = fs::File::options().write(true).open("/dev/full").expect("a full device");
    let input = folder.path().join("in.js");
    fs::write(&input, code(PITFALLS)).expect("written");
    let mut command = folder.command("check --fix -");
    let child = command.stdin(fs::File::open(&input).expect("read")).stdout(full).stderr(std::process::Stdio::piped());
    let output = child.spawn().expect("run").wait_with_output().expect("ended");
    assert_eq!(output.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&output.stderr).contains("standard output cannot be written"));
}
