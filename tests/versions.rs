//! What a rule says of a name depends on the version of the SDK that the program uses.

use dwt_lint::lint::lint;
use dwt_lint::settings::Settings;
use dwt_lint::text::{FileKind, Source};

/// What `unknown-enum-member` says.
fn messages(sdk_version: &str, code: &str) -> Vec<String> {
    let settings =
        Settings { sdk_version: Some(sdk_version.parse().expect("a version of the SDK")), ..Settings::default() };
    let source = Source::new("scan.js", FileKind::JavaScript, code);
    found(&source, &settings)
}

fn found(source: &Source, settings: &Settings) -> Vec<String> {
    let findings = lint(source, settings).findings.into_iter();
    findings.filter(|finding| finding.rule == "unknown-enum-member").map(|finding| finding.message).collect()
}

#[test]
fn a_version_newer_than_the_catalogue_may_have_more() {
    let code = "DWObject.IfShowUI = Dynamsoft.DWT.EnumDWT_Beams.Laser || Dynamsoft.DWT.EnumDWT_ImageType.IT_AVIF;";
    assert_eq!(messages("19.3.3", code).len(), 2);
    assert!(messages("99.0", code).is_empty());
}

#[test]
fn a_slip_is_a_slip_in_a_version_newer_than_the_catalogue() {
    let code = "DWObject.PixelType = Dynamsoft.DWT.EnumDWT_PixelType.TWPT_GREY;";
    assert_eq!(messages("99.0", code).len(), 1);
}

#[test]
fn nothing_is_known_of_versions_before_the_catalogue() {
    let code = "DWObject.PixelType = EnumDWT_PixelType.TWPT_GREY;";
    assert!(messages("12.0", code).is_empty());
    assert_eq!(messages("13.4.1", code).len(), 1);
}

#[test]
fn a_spelling_of_old_is_wrong_only_from_the_release_that_changed_it() {
    let code = "DWObject.PDFCompressionType = EnumDWT_PDFCompressionType.PDF_JBig2;";
    assert!(messages("16.2", code).is_empty());
    assert_eq!(messages("17.3", code).len(), 1);
    let unknown = Source::new("scan.js", FileKind::JavaScript, code);
    assert!(found(&unknown, &Settings::default()).is_empty());
}
