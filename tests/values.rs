//! What the rules about values say depends on the version of the SDK, and never gives a secret away.

use dwt_lint::lint::lint;
use dwt_lint::report::Finding;
use dwt_lint::settings::{Level, Settings};
use dwt_lint::text::{FileKind, Source};

const SCANNER: &str = "const d = Dynamsoft.DWT.GetWebTwain('scan');\n";

/// The findings of one rule in code that has an instance `d`.
fn findings(rule: &'static str, sdk_version: Option<&str>, code: &str) -> Vec<Finding> {
    let sdk_version = sdk_version.map(|version| version.parse().expect("a version of the SDK"));
    let mut settings = Settings { sdk_version, ..Settings::default() };
    settings.levels.rules.insert(rule, Level::Default);
    let source = Source::new("scan.js", FileKind::JavaScript, &format!("{SCANNER}{code}"));
    lint(&source, &settings).findings.into_iter().filter(|finding| finding.rule == rule).collect()
}

fn count(rule: &'static str, sdk_version: &str, code: &str) -> usize {
    findings(rule, Some(sdk_version), code).len()
}

#[test]
fn releases_of_which_nothing_is_known_may_have_more_numbers() {
    let code = "d.LoadImageEx('', 9, ok, no);";
    assert_eq!(count("invalid-enum-value", "13.4.1", code), 1);
    assert_eq!(count("invalid-enum-value", "19.3", code), 1);
    assert_eq!(count("invalid-enum-value", "12.0", code), 0);
    assert_eq!(count("invalid-enum-value", "99.0", code), 0);
}

#[test]
fn another_enumeration_is_another_one_in_every_release() {
    let code = "d.TIFFCompressionType = Dynamsoft.DWT.EnumDWT_PDFCompressionType.PDF_JPEG;";
    assert_eq!(count("invalid-enum-value", "17.3", code), 1);
    assert_eq!(count("invalid-enum-value", "99.0", code), 1);
}

#[test]
fn a_property_that_releases_declare_as_a_number_is_of_the_enumeration_all_the_same() {
    let code = "d.FitWindowType = 9; d.ImageCaptureDriverType = 9;";
    assert_eq!(count("invalid-enum-value", "13.4.1", code), 2);
    assert_eq!(count("invalid-enum-value", "19.3", code), 2);
}

#[test]
fn the_name_for_a_number_is_reached_as_in_the_release() {
    let title = |version, code| {
        let found = findings("magic-enum-number", Some(version), code);
        found.first().and_then(|finding| finding.fixes.first()).map(|fix| fix.edits[0].text.clone())
    };
    let current = "Dynamsoft.DWT.Load(); d.PixelType = 2;";
    assert_eq!(title("19.3", current).as_deref(), Some("Dynamsoft.DWT.EnumDWT_PixelType.TWPT_RGB"));
    assert_eq!(title("13.4.1", current), None, "enumerations are globals there");
}

#[test]
fn a_port_may_be_a_text_in_early_releases() {
    let code = "d.HTTPPort = location.port;";
    assert_eq!(count("string-for-number-property", "15.3.4", code), 0);
    assert_eq!(count("string-for-number-property", "16.1.1", code), 1);
}

#[test]
fn a_kind_of_archive_is_there_from_the_release_that_brought_it() {
    let code = "d.Addon.PDF.Write.Setup({ pdfaVersion: 'pdf/a-3b' });";
    assert_eq!(count("invalid-pdf-write-settings", "19.3.0", code), 1);
    assert_eq!(count("invalid-pdf-write-settings", "19.4", code), 0);
    let unheard_of = "d.Addon.PDF.Write.Setup({ pdfaVersion: 'pdf/a-4' });";
    assert_eq!(count("invalid-pdf-write-settings", "19.3", unheard_of), 1);
    assert_eq!(count("invalid-pdf-write-settings", "99.0", unheard_of), 0);
}

#[test]
fn settings_are_known_before_the_types_speak_of_them() {
    let code = "d.Addon.PDF.Write.Setup({ version: '1.3', compression: 7 });";
    assert_eq!(count("invalid-pdf-write-settings", "15.0.1", code), 1);
    assert_eq!(count("invalid-pdf-write-settings", "19.3", code), 1);
}

#[test]
fn secrets_are_in_no_message() {
    let secret = "t0068TGVhcm4tdG8tc2Nhbi13aXRob3V0LWEta2V5LWFuZC13YWl0";
    let code = format!("const s = '{secret}'; Dynamsoft.DWT.ProductKey = s; d.createLocalStorage({{ password: s }});");
    for rule in ["trial-product-key", "password-too-long"] {
        let found = findings(rule, None, &code);
        assert_eq!(found.len(), 1, "{rule}");
        let shown = format!("{} {:?} {:?}", found[0].message, found[0].help, found[0].related);
        assert!(!shown.contains(&secret[5..]), "{rule}: {shown}");
    }
}

#[test]
fn a_literal_that_two_calls_share_is_reported_once() {
    let code = "const s = { PixelType: 99 }; d.AcquireImage(s, ok, no); d.AcquireImage(s, ok, no);";
    let found = findings("invalid-enum-value", None, code);
    assert_eq!(found.len(), 1);
}
