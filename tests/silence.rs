//! Correct code, shaped like what people write and near to what the rules look for: nothing may be found in it.

mod support;

use dwt_lint::syntax::read;
use dwt_lint::text::FileKind;
use support::{describe, lint_default, sources_below};

#[test]
fn nothing_is_found_in_correct_code() {
    let sources = sources_below("tests/silence");
    assert!(sources.len() >= 25, "only {} files below tests/silence", sources.len());
    let found = findings_in(&sources);
    assert!(found.is_empty(), "{} findings in correct code:\n{}", found.len(), found.join("\n"));
}

#[test]
fn nothing_is_found_in_the_corrected_example() {
    let sources = sources_below("examples/scan-station-fixed");
    assert!(sources.len() >= 4, "only {} files in the corrected example", sources.len());
    let found = findings_in(&sources);
    assert!(found.is_empty(), "{} findings in the corrected example:\n{}", found.len(), found.join("\n"));
}

/// Code that does not parse is silent for the wrong reason.
#[test]
fn the_correct_code_is_well_formed() {
    for source in sources_below("tests/silence").iter().chain(&sources_below("examples")) {
        let is_template = matches!(source.kind, FileKind::Template(_)) || source.path.ends_with("template-page.html");
        let document = read(source);
        let is_confident = document.all_regions().all(|region| region.confident());
        // Of an excerpt nobody can be sure.
        assert!(is_confident != is_template || source.kind == FileKind::Markdown, "{}: {is_confident}", source.path);
        assert!(document.all_regions().all(|region| region.parses), "{}: does not parse", source.path);
    }
}

fn findings_in(sources: &[dwt_lint::text::Source]) -> Vec<String> {
    sources
        .iter()
        .flat_map(|source| lint_default(source).findings.into_iter().map(|finding| describe(source, &finding)))
        .collect()
}
