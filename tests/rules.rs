//! Runs the examples in the pages of the rules.

use dwt_lint::lint::lint;
use dwt_lint::report::apply;
use dwt_lint::rules::{RULES, Rule};
use dwt_lint::settings::{Level, Settings};
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
    code: String,
    expected: Vec<Expected>,
}

#[test]
fn every_page_says_what_happens() {
    for rule in RULES {
        let blocks = blocks(rule.page);
        assert!(blocks.iter().any(|block| !block.expected.is_empty()), "{}: no example of the pitfall", rule.id);
        for pair in blocks.windows(2) {
            if pair[1].is_fixed {
                check_fix(rule, &pair[0], &pair[1].code);
            }
        }
        blocks.iter().for_each(|block| check_findings(rule, block));
    }
}

fn source(block: &Block) -> Source {
    let path = if block.kind == FileKind::Html { "example.html" } else { "example.js" };
    Source::new(path, block.kind, &block.code)
}

fn settings(rule: &Rule) -> Settings {
    let mut settings = Settings::default();
    if !rule.recommended {
        settings.levels.rules.insert(rule.id, Level::Default);
    }
    settings
}

fn check_findings(rule: &Rule, block: &Block) {
    let source = source(block);
    let lines = LineIndex::new(&source.text);
    let found = lint(&source, &settings(rule)).findings.into_iter().map(|finding| {
        let place = |at: u32| lines.place(&source.text, at as usize, Encoding::Utf32);
        let (start, end) = (place(finding.span.start), place(finding.span.end));
        let columns = (start.column as usize, end.column as usize);
        (start.line as usize, columns, finding.rule.to_owned(), finding.severity.to_string())
    });
    let mut found: Vec<_> = found.collect();
    let mut expected: Vec<_> = block.expected.iter().collect();
    found.sort();
    expected.sort();
    let is_same = found.len() == expected.len()
        && found.iter().zip(&expected).all(|((line, columns, id, severity), expected)| {
            (*line, *columns, id) == (expected.line, expected.columns, &expected.rule)
                && expected.severity.as_ref().is_none_or(|wanted| wanted == severity)
        });
    assert!(is_same, "{}:\n{}\nexpected {expected:#?}\nfound {found:#?}", rule.id, block.code);
}

fn check_fix(rule: &Rule, block: &Block, fixed: &str) {
    let source = source(block);
    let report = lint(&source, &settings(rule));
    let fixes = report.findings.iter().flat_map(|finding| finding.fixes.first());
    assert_eq!(apply(&source.text, fixes), fixed, "{}", rule.id);
}

fn blocks(page: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
        let mut words = info.split_whitespace();
        let kind = match words.next() {
            Some("js") => FileKind::JavaScript,
            Some("html") => FileKind::Html,
            _ => continue,
        };
        let is_fixed = words.next() == Some("fixed");
        blocks.push(block(kind, is_fixed, &body));
    }
    blocks
}

fn block(kind: FileKind, is_fixed: bool, body: &[&str]) -> Block {
    let mut block = Block { kind, is_fixed, code: String::new(), expected: Vec::new() };
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
