//! `--add-suppressions`: what is found gets a comment in the style of its place, and is found no more.

mod support;

use dwt_lint::syntax::read;
use dwt_lint::text::Source;
use support::folder::{Folder, Output};
use support::{rule_examples, sources_below};

const SCANNER: &str = "const d = Dynamsoft.DWT.GetWebTwain('c');\n";

fn add(folder: &Folder) -> Output {
    folder.run("check --add-suppressions --preset strict --min-severity hint --format json")
}

/// How many findings are left that a comment could suppress, and how many are suppressed.
fn left(output: &Output) -> (usize, u64) {
    let json = output.json();
    let found = json["diagnostics"].as_array().expect("an array").iter();
    let found = found.filter(|found| found["category"] != "suppression").count();
    (found, json["summary"]["suppressed"].as_u64().expect("a number"))
}

#[test]
fn each_finding_gets_a_comment_in_the_style_of_its_place() {
    let reason = "unknown-member -- TODO: say why";
    for (name, before, after) in [
        (
            "a.js",
            format!("{SCANNER}\td.AcquireImag();\r\n"),
            format!("{SCANNER}\t// dwt-lint-disable-next-line {reason}\r\n\td.AcquireImag();\r\n"),
        ),
        (
            "b.ts",
            format!("{SCANNER}f(1);\nd.AcquireImag();"),
            format!("{SCANNER}f(1);\n// dwt-lint-disable-next-line {reason}\nd.AcquireImag();"),
        ),
        (
            "c.html",
            format!("<script>\n{SCANNER}</script>\n<b onclick='d.AcquireImag()'></b>\n"),
            format!(
                "<script>\n{SCANNER}</script>\n<!-- dwt-lint-disable-next-line {reason} -->\n<b onclick='d.AcquireImag()'></b>\n"
            ),
        ),
        (
            "page.php",
            format!("<script>\nvar page = <?= $page ?>;\n{SCANNER}d.AcquireImag();\n</script>\n"),
            format!(
                "<script>\nvar page = <?= $page ?>;\n{SCANNER}// dwt-lint-disable-next-line {reason}\nd.AcquireImag();\n</script>\n"
            ),
        ),
        (
            "d.js",
            format!("{SCANNER}// dwt-lint-disable-next-line deprecated-api -- old\nd.AcquireImag(); d.OpenSourceX;\n"),
            format!(
                "{SCANNER}// dwt-lint-disable-next-line deprecated-api, unknown-member -- old\nd.AcquireImag(); d.OpenSourceX;\n"
            ),
        ),
    ] {
        let folder = Folder::with(&[(name, &before)]);
        let output = folder.run("check --add-suppressions --only unknown-member");
        assert_eq!((output.status, output.stdout.as_str()), (0, ""), "{name}: {}", output.stderr);
        assert_eq!(folder.read(name), after, "{name}");
        assert!(output.stderr.contains("Wrote suppression comments into 1 file: say in each"), "{}", output.stderr);
        let again = folder.run("check --add-suppressions --only unknown-member");
        assert_eq!((again.status, folder.read(name)), (0, after), "{name}");
    }
}

#[test]
fn several_rules_in_one_line_share_a_comment() {
    let code = format!("{SCANNER}d.IfSSL = true; d.HTTPPort = 80; d.AcquireImag();\n");
    let folder = Folder::with(&[("a.js", &code)]);
    let output = folder.run("check --add-suppressions --only http-port-ssl-mismatch,unknown-member");
    assert_eq!(output.status, 0, "{}", output.stderr);
    let comment = folder.read("a.js").lines().nth(1).expect("a line").to_owned();
    assert!(
        comment.starts_with("// dwt-lint-disable-next-line ") && comment.ends_with(" -- TODO: say why"),
        "{comment}"
    );
    assert!(comment.contains("http-port-ssl-mismatch") && comment.contains("unknown-member"), "{comment}");
    assert_eq!(folder.read("a.js").lines().count(), 3);
}

#[test]
fn a_patch_shows_them_and_writes_nothing() {
    let code = format!("{SCANNER}d.AcquireImag();\n");
    let folder = Folder::with(&[("a.js", &code)]);
    let output = folder.run("check --add-suppressions --diff");
    assert_eq!((output.status, folder.read("a.js")), (1, code));
    assert!(output.stdout.contains("+// dwt-lint-disable-next-line unknown-member -- TODO"), "{}", output.stdout);
    assert!(output.stderr.contains("Would write suppression comments into 1 file."), "{}", output.stderr);
}

#[test]
fn what_no_comment_can_reach_is_reported() {
    let code = format!("{SCANNER}x = `\n  ${{d.AcquireImag()}}`;\n");
    let folder = Folder::with(&[("a.js", &code)]);
    let output = folder.run("check --add-suppressions");
    assert_eq!((output.status, folder.read("a.js")), (1, code), "{}", output.stderr);
    assert!(output.stdout.contains("warning[unknown-member]"), "{}", output.stdout);
}

#[test]
fn the_pitfalls_of_all_pages_of_rules_fall_silent() {
    let folder = Folder::new();
    // Nothing is put into code that does not parse.
    let parses = |source: &Source| read(source).all_regions().all(|region| region.parses);
    let examples = rule_examples().into_iter().chain(sources_below("examples")).filter(parses);
    for (number, source) in examples.enumerate() {
        let ending = source.path.rsplit('.').next().expect("a name ends in something");
        folder.write(&format!("{number}/a.{ending}"), source.text.as_bytes());
    }
    let before = folder.run("check --preset strict --min-severity hint --format json");
    let (found, known) = left(&before);
    assert!(found > 300, "only {found} findings tried");
    let after = add(&folder);
    let (rest, suppressed) = left(&after);
    let rules = |output: &Output| -> Vec<String> {
        let json = output.json();
        let found = json["diagnostics"].as_array().expect("an array").iter();
        let found = found.filter(|found| found["category"] != "suppression");
        found.map(|found| format!("{} {} {}", found["path"], found["range"]["start"]["line"], found["rule"])).collect()
    };
    assert_eq!(rules(&after), [""; 0], "of {found}");
    assert_eq!((rest, suppressed), (0, found as u64 + known));
    let unused = folder.run("check --preset strict --min-severity hint --only unused-suppression --format concise");
    let ours = unused.stdout.lines().filter(|line| line.contains("TODO: say why")).count();
    assert_eq!(ours, 0, "none is written in vain: {}", unused.stdout);
}
