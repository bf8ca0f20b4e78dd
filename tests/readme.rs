//! The generated parts of the README are what the program says today. `UPDATE=1 cargo test --test readme` writes them anew.

mod support;

use std::fmt::Write as _;
use std::fs;

use dwt_lint::rules::RULES;
use support::folder::binary;
use support::root;

#[test]
fn the_generated_parts_are_fresh() {
    let path = root().join("README.md");
    let readme = fs::read_to_string(&path).expect("the README is UTF-8");
    let fresh = with_fresh_outputs(&with_fresh_rules(&readme));
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &fresh).expect("the README can be written");
    }
    let shown = fs::read_to_string(&path).expect("the README is UTF-8");
    assert_eq!(shown, fresh, "README.md is out of date; write it anew with: UPDATE=1 cargo test --test readme");
}

#[test]
fn its_links_lead_somewhere() {
    let readme = fs::read_to_string(root().join("README.md")).expect("the README is UTF-8");
    let targets: Vec<_> = readme.split("](").skip(1).filter_map(|rest| rest.split(')').next()).collect();
    assert!(targets.len() > 3, "no links found: {targets:?}");
    for target in targets.into_iter().filter(|target| !target.starts_with("https://")) {
        assert!(root().join(target).exists(), "the README links to {target}, which is not there");
    }
}

fn with_fresh_rules(readme: &str) -> String {
    between(readme, "<!-- rules -->", "<!-- /rules -->", &rule_table())
}

fn rule_table() -> String {
    let mut table = String::from("\n| rule | severity | fix | finds | error codes |\n|:-|:-|:-|:-|:-|\n");
    for rule in RULES {
        let codes: Vec<_> = rule.codes.iter().map(i32::to_string).collect();
        let page = format!("src/rules/{}.md", rule.id.replace('-', "_"));
        let (severity, fix, codes) = (rule.severity, rule.fix.name(), codes.join(", "));
        writeln!(table, "| [`{}`]({page}) | {severity} | {fix} | {} | {codes} |", rule.id, rule.summary)
            .expect("a string can be written to");
    }
    table
}

/// Runs the command that each `<!-- output: ... -->` names and puts what it prints behind it.
fn with_fresh_outputs(readme: &str) -> String {
    const OPEN: &str = "<!-- output: ";
    let mut fresh = readme.to_owned();
    let markers: Vec<&str> = readme.split(OPEN).skip(1).filter_map(|rest| rest.split(" -->").next()).collect();
    assert!(!markers.is_empty(), "the README shows no output");
    for arguments in markers {
        let block = format!("```text\n$ dwt-lint {arguments}\n{}```\n", output_of(arguments));
        fresh = between(&fresh, &format!("{OPEN}{arguments} -->"), "<!-- /output -->", &block);
    }
    fresh
}

fn output_of(arguments: &str) -> String {
    let output = binary()
        .args(arguments.split(' '))
        .current_dir(root())
        .env("NO_COLOR", "1")
        .env("COLUMNS", "100")
        .output()
        .expect("dwt-lint starts");
    let printed = String::from_utf8(output.stdout).expect("dwt-lint prints UTF-8");
    let lines: Vec<_> = printed.lines().map(str::trim_end).collect();
    format!("{}\n", lines.join("\n").trim())
}

fn between(text: &str, open: &str, close: &str, inside: &str) -> String {
    let (before, rest) = text.split_once(open).unwrap_or_else(|| panic!("the README has no {open}"));
    let (_, after) = rest.split_once(close).unwrap_or_else(|| panic!("the README has no {close} after {open}"));
    format!("{before}{open}\n{inside}{close}{after}")
}
