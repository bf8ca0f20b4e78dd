//! Runs the examples in the pages of the rules.

use dwt_lint::lint::lint;
use dwt_lint::report::{Finding, apply};
use dwt_lint::rules::{Category, Options, RULES, Rule, find};
use dwt_lint::sdk::{Platform, SdkVersion};
use dwt_lint::settings::{Level, Settings};
use dwt_lint::syntax::read;
use dwt_lint::text::{Encoding, FileKind, LineIndex, Source};

/// A finding as a caret comment says it: line and columns from 0, in characters.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Expected {
    line: usize,
    columns: (usize, usize),
    rule: String,
    severity: Option<String>,
}

struct Block {
    kind: FileKind,
    is_fixed: bool,
    sdk_version: Option<SdkVersion>,
    platforms: Vec<Platform>,
    options: Options,
    code: String,
    expected: Vec<Expected>,
}

#[test]
fn every_page_says_what_happens() {
    let mut problems = String::new();
    for rule in RULES {
        let blocks = blocks(rule.page);
        if !blocks.iter().any(|block| !block.expected.is_empty()) {
            problems += &format!("{}: no example of the pitfall\n", rule.id);
        }
        for pair in blocks.windows(2) {
            if pair[1].is_fixed {
                problems += &check_fix(rule, &pair[0], &pair[1].code);
            }
        }
        blocks.iter().for_each(|block| problems += &check_findings(rule, block));
    }
    assert!(problems.is_empty(), "{problems}");
}

#[test]
fn every_option_is_on_the_page() {
    for rule in RULES {
        for option in rule.options {
            assert!(rule.page.contains(&format!("`{}`", option.name)), "{}: {}", rule.id, option.name);
            for value in option.values {
                assert!(rule.page.contains(&format!("`\"{value}\"`")), "{}: {value}", rule.id);
            }
        }
    }
}

#[test]
fn every_fix_parses_and_takes_its_finding_away() {
    let mut fixes = 0;
    for rule in RULES {
        for block in blocks(rule.page) {
            let source = source(&block);
            let settings = settings(rule, &block);
            let before = lint(&source, &settings).findings;
            for finding in &before {
                for fix in &finding.fixes {
                    let text = apply(&source.text, [fix]);
                    let fixed = Source::new(&source.path, source.kind, &text);
                    let parses = |source: &Source| read(source).regions.iter().all(|region| region.confident());
                    assert!(
                        parses(&fixed) || !parses(&source),
                        "{}: `{}` breaks the code:\n{text}",
                        rule.id,
                        fix.title
                    );
                    let weight = |findings: &[Finding]| {
                        let same = findings.iter().filter(|other| other.rule == finding.rule);
                        same.map(|finding| finding.severity as usize + 1).sum::<usize>()
                    };
                    let after = lint(&fixed, &settings).findings;
                    assert!(weight(&after) < weight(&before), "{}: `{}` mends nothing:\n{text}", rule.id, fix.title);
                    fixes += 1;
                }
            }
        }
    }
    assert!(fixes > 20, "only {fixes} fixes tried");
}

fn source(block: &Block) -> Source {
    Source::new(if block.kind.is_script() { "example.js" } else { "example.html" }, block.kind, &block.code)
}

fn settings(rule: &Rule, block: &Block) -> Settings {
    let mut settings =
        Settings { sdk_version: block.sdk_version, platforms: block.platforms.clone(), ..Settings::default() };
    if !rule.recommended {
        settings.levels.rules.insert(rule.id, Level::Default);
    }
    // Most examples begin with an instance at hand, to be short.
    if rule.id != "get-webtwain-before-ready" {
        settings.levels.rules.insert("get-webtwain-before-ready", Level::Off);
    }
    for (name, value) in &block.options {
        let option = rule.options.iter().find(|option| option.name == name.as_str());
        let is_value = option.is_some_and(|option| option.values.iter().any(|known| value.as_str() == Some(known)));
        assert!(is_value, "{}: `{name}={value}` is no option of it", rule.id);
    }
    settings.levels.options.insert(rule.id, block.options.clone());
    settings
}

/// What is wrong with the carets of a block: the block as its carets should be.
fn is_about_age(id: &str) -> bool {
    find(id).is_some_and(|rule| rule.category == Category::Deprecated)
}

fn check_findings(rule: &Rule, block: &Block) -> String {
    let source = source(block);
    let lines = LineIndex::new(&source.text);
    let report = lint(&source, &settings(rule, block));
    let mut found: Vec<Expected> = Vec::new();
    for finding in report.findings {
        let place = |at: u32| lines.place(&source.text, at as usize, Encoding::Utf32);
        let (start, end) = (place(finding.span.start), place(finding.span.end));
        assert_eq!(start.line, end.line, "{}: the range of a finding is no longer than a line", finding.rule);
        found.push(Expected {
            line: start.line as usize,
            columns: (start.column as usize, end.column as usize),
            rule: finding.rule.to_owned(),
            severity: Some(finding.severity.to_string()),
        });
    }
    let is_expected = |finding: &Expected| {
        block.expected.iter().any(|expected| {
            (expected.line, expected.columns, &expected.rule) == (finding.line, finding.columns, &finding.rule)
                && (expected.severity.is_none() || expected.severity == finding.severity)
        })
    };
    // A page shows its own pitfall, in code of every age and no more of it than that takes.
    found.retain(|finding| {
        let is_spoken_of = if is_about_age(&finding.rule) {
            rule.category == Category::Deprecated
        } else {
            rule.page.contains(&finding.rule)
        };
        is_expected(finding) || is_spoken_of
    });
    if found.len() == block.expected.len() && found.iter().all(is_expected) {
        return String::new();
    }
    let mut shown = format!("\n{}: found in this block:\n", rule.id);
    for (number, line) in block.code.lines().enumerate() {
        shown += &format!("{line}\n");
        for finding in found.iter().filter(|finding| finding.line == number) {
            let (start, end) = finding.columns;
            let severity = finding.severity.as_deref().unwrap_or("");
            shown += &format!(
                "//{}{} {} {severity}\n",
                " ".repeat(start.saturating_sub(2)),
                "^".repeat(end - start),
                finding.rule
            );
        }
    }
    shown
}

fn check_fix(rule: &Rule, block: &Block, fixed: &str) -> String {
    let source = source(block);
    let report = lint(&source, &settings(rule, block));
    let spoken_of = report.findings.iter().filter(|finding| rule.page.contains(finding.rule));
    let fixes = spoken_of.flat_map(|finding| finding.fixes.first());
    let result = apply(&source.text, fixes);
    if result == fixed { String::new() } else { format!("\n{}: the fixes give:\n{result}\n", rule.id) }
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let mut words = info.split_whitespace();
        let Some(kind) = words.next().and_then(FileKind::of_language_id) else { continue };
        let mut block = block(kind, &body);
        words.for_each(|word| read_word(&mut block, word));
        blocks.push(block);
    }
    blocks
}

/// What stands after the language of a block: `fixed`, `sdk=17.3`, `platforms=windows,linux`, or an option of the rule.
fn read_word(block: &mut Block, word: &str) {
    match word.split_once('=') {
        None => block.is_fixed = word == "fixed",
        Some(("sdk", version)) => block.sdk_version = Some(version.parse().expect("a version of the SDK")),
        Some(("platforms", names)) => {
            block.platforms = names.split(',').map(|name| Platform::from_name(name).expect("a platform")).collect();
        }
        Some((option, value)) => drop(block.options.insert(option.to_owned(), value.into())),
    }
}

fn block(kind: FileKind, body: &[&str]) -> Block {
    let (code, expected) = (String::new(), Vec::new());
    let mut block = Block {
        kind,
        is_fixed: false,
        sdk_version: None,
        platforms: Vec::new(),
        options: Options::new(),
        code,
        expected,
    };
    let mut lines_so_far = 0;
    for line in body {
        match caret(line) {
            Some((columns, rule, severity)) => {
                block.expected.push(Expected { line: lines_so_far - 1, columns, rule, severity });
            }
            None => {
                block.code.push_str(line);
                block.code.push('\n');
                lines_so_far += 1;
            }
        }
    }
    block
}

/// `//   ^^^ rule-id [severity]`, or the same in `<!-- -->`.
fn caret(line: &str) -> Option<((usize, usize), String, Option<String>)> {
    let is_comment = line.trim_start().starts_with("//") || line.trim_start().starts_with("<!--");
    let start = line.chars().position(|c| c == '^').filter(|_| is_comment)?;
    let length = line.chars().skip(start).take_while(|&c| c == '^').count();
    let before: String = line.chars().take(start).collect();
    if !before.trim().trim_start_matches("//").trim_start_matches("<!--").trim().is_empty() {
        return None;
    }
    let rest: String = line.chars().skip(start + length).collect();
    let mut words = rest.trim_end_matches("-->").split_whitespace();
    Some(((start, start + length), words.next()?.to_owned(), words.next().map(str::to_owned)))
}
