//! What users start from is right code.

use dwt_lint::lint::lint;
use dwt_lint::report::Severity;
use dwt_lint::sdk::api::Release;
use dwt_lint::sdk::snippets;
use dwt_lint::settings::Settings;
use dwt_lint::text::{FileKind, Source};

#[test]
fn nothing_is_found_in_a_snippet_in_any_version_that_it_is_for() {
    let releases: Vec<Release> = Release::all().collect();
    for snippet in snippets::all() {
        let source = Source::new("a.js", FileKind::JavaScript, &format!("{}\n", snippet.code()));
        for release in releases.iter().filter(|release| snippet.is_for(**release)) {
            let settings = Settings { sdk_version: Some(release.version()), ..Settings::default() };
            let findings = lint(&source, &settings).findings;
            let told: Vec<_> = findings.iter().filter(|finding| finding.severity != Severity::Hint).collect();
            assert!(told.is_empty(), "{} in {release}: {told:#?}", snippet.label);
        }
    }
}

#[test]
fn what_a_snippet_writes_is_looked_at() {
    let is_clean = |code: &str| {
        let source = Source::new("a.js", FileKind::JavaScript, code);
        lint(&source, &Settings::default()).findings.is_empty()
    };
    for snippet in snippets::all() {
        let code = snippet.code();
        let slips =
            [("DWObject.", "DWObject.X"), ("nPost", "nPots"), ("WebTwainReady", "WebTwainRedy"), ("_GRAY", "_GREY")];
        let is_found = |(right, wrong): (&str, &str)| !is_clean(&code.replace(right, wrong));
        assert!(slips.into_iter().any(is_found), "{}", snippet.label);
    }
}
