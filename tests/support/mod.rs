//! What several tests share: the files that they lint, and how.
#![allow(dead_code, reason = "each test uses its part")]

pub mod folder;
pub mod schemas;
pub mod xml;

use std::fs;
use std::path::{Path, PathBuf};

use dwt_lint::lint::lint;
use dwt_lint::report::{Finding, Report};
use dwt_lint::settings::Settings;
use dwt_lint::text::{Encoding, FileKind, LineIndex, Source, decode};

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder of the repository, in order.
pub fn files_below(folder: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root().join(folder)];
    while let Some(folder) = folders.pop() {
        let entries = fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("a folder of the repository can be listed").path();
            if path.is_dir() { folders.push(path) } else { found.push(path) }
        }
    }
    found.sort();
    found
}

/// The files below a folder that the linter reads.
pub fn sources_below(folder: &str) -> Vec<Source> {
    files_below(folder).iter().filter_map(|path| source(path)).collect()
}

fn source(path: &Path) -> Option<Source> {
    let shown = path.strip_prefix(root()).unwrap_or(path).to_string_lossy().replace('\\', "/");
    let kind = FileKind::of_path(&shown)?;
    let bytes = fs::read(path).unwrap_or_else(|error| panic!("{shown}: {error}"));
    let text = decode(bytes).unwrap_or_else(|error| panic!("{shown}: {error}"));
    Some(Source::new(&shown, kind, &text))
}

/// The code blocks of the pages of all rules.
pub fn rule_examples() -> Vec<Source> {
    let pages = files_below("src/rules").into_iter().filter(|path| path.extension().is_some_and(|end| end == "md"));
    pages.flat_map(|page| code_blocks(&page, &fs::read_to_string(&page).expect("a rule page is UTF-8"))).collect()
}

fn code_blocks(page: &Path, markdown: &str) -> Vec<Source> {
    let mut blocks = Vec::new();
    let mut open: Option<(FileKind, String, String)> = None;
    for line in markdown.lines() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                let language = info.split([' ', ',', '{']).next().unwrap_or_default();
                let ending = if language == "javascript" { "js" } else { language };
                let name = format!("{}.{ending}", page.display());
                open = FileKind::of_path(&name).map(|kind| (kind, name, String::new()));
            }
            (Some(_), Some(_)) => {
                let (kind, name, text) = open.take().expect("a block is open");
                blocks.push(Source::new(&name, kind, &text));
            }
            (Some((_, _, text)), None) => {
                text.push_str(line);
                text.push('\n');
            }
            (None, None) => {}
        }
    }
    blocks
}

pub fn javascript(text: &str) -> Source {
    Source::new("test.js", FileKind::JavaScript, text)
}

/// Lints with the default settings.
pub fn lint_default(source: &Source) -> Report {
    lint(source, &Settings::default())
}

/// `file:line:column: severity rule: message`, as a person wants to read it in a failed test.
pub fn describe(source: &Source, finding: &Finding) -> String {
    let place = LineIndex::new(&source.text).place(&source.text, finding.span.start as usize, Encoding::Utf16);
    format!(
        "{}:{}:{}: {} {}: {}",
        source.path,
        place.line + 1,
        place.column + 1,
        finding.severity,
        finding.rule,
        finding.message
    )
}
