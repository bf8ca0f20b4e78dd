//! What the rules about arguments say depends on the version of the SDK, and one rule speaks of an argument.

use dwt_lint::lint::lint;
use dwt_lint::settings::{Level, Settings};
use dwt_lint::text::{FileKind, Source};

const SCANNER: &str = "const d = Dynamsoft.DWT.GetWebTwain('scan');\n";

/// The rules that speak of code which has an instance `d`, at a version of the SDK.
fn rules(sdk_version: &str, code: &str) -> Vec<&'static str> {
    let sdk_version = Some(sdk_version.parse().expect("a version of the SDK"));
    let mut settings = Settings { sdk_version, ..Settings::default() };
    settings.levels.rules.insert("sync-overload", Level::Default);
    // The instance is there from the first line, to be short.
    settings.levels.rules.insert("get-webtwain-before-ready", Level::Off);
    let source = Source::new("scan.js", FileKind::JavaScript, &format!("{SCANNER}{code}"));
    lint(&source, &settings).findings.iter().map(|finding| finding.rule).collect()
}

#[test]
fn overloads_count_from_the_version_that_brings_them() {
    let code = "d.getCapabilities([1], () => show(), (code) => log(code));";
    assert_eq!(rules("17.3", code), ["wrong-argument-count"]);
    assert_eq!(rules("19.3", code), [""; 0]);
    let code = "d.PrintEx([0], true);";
    assert_eq!(rules("18.5", code), ["wrong-argument-count"]);
    assert_eq!(rules("19.3", code), [""; 0]);
}

#[test]
fn what_later_types_allow_to_leave_out_may_always_be_left_out() {
    let code = "d.Viewer.fitWindow();";
    assert_eq!(rules("17.0", code), [""; 0]);
    assert_eq!(rules("19.3", code), [""; 0]);
}

#[test]
fn releases_of_which_nothing_is_known_may_take_other_arguments() {
    let code = "d.RemoveAllImages(true);";
    for (version, found) in [("12.0", &[][..]), ("13.4.1", &["wrong-argument-count"]), ("99.0", &[])] {
        assert_eq!(rules(version, code), found, "{version}");
    }
}

#[test]
fn option_keys_are_those_of_the_version() {
    for (version, code, found) in [
        ("19.3", "Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: 'a', port: 1 }, ok, no);", "unknown-option-key"),
        (
            "99.0",
            "d.AcquireImage({ IfShowUi: true }, ok, no); onpagehide = () => d.CloseSourceAsync();",
            "unknown-option-key",
        ),
        ("17.0", "d.startScan({ settings: { pixeltype: 1 } }).catch(no);", "unknown-option-key"),
    ] {
        assert_eq!(rules(version, code), [found], "{version}: {code}");
    }
    let code = "Dynamsoft.DWT.CreateDWTObjectEx({ WebTwainId: 'a', container: 'b' }, ok, no);";
    assert_eq!(rules("19.3", code), ["unknown-option-key"]);
    assert_eq!(rules("99.0", code), [""; 0]);
}

#[test]
fn handlers_of_transfers_may_wait_before_the_overloads_were_deprecated() {
    let code = "d.RegisterEvent('OnPostTransfer', () => { d.RotateLeft(0); });";
    assert_eq!(rules("18.4", code), [""; 0]);
    assert_eq!(rules("18.5", code), ["sync-overload"]);
}

#[test]
fn one_rule_speaks_of_an_argument() {
    for (code, rule) in [
        ("d.HTTPUpload(url, -1, 4, 1, 'a', ok, no);", "index-argument-shape"),
        ("d.HTTPUpload(url, [-1], 4, 1, 'a', ok, no);", "invalid-image-indices"),
        ("d.HTTPUpload(url, null, 4, 1, 'a', ok, no);", "invalid-image-indices"),
        ("d.RemoveImage([-1]);", "index-argument-shape"),
        ("d.RemoveImage(-1);", "invalid-image-indices"),
        ("d.RemoveImage();", "wrong-argument-count"),
        ("d.LoadImageEx('', null, ok, no);", "empty-required-argument"),
        ("d.LoadImageEx('', 9, ok, no);", "invalid-enum-value"),
        ("d.RegisterEvent('OnPostTransfer', (image) => keep(image));", "callback-arity"),
    ] {
        assert_eq!(rules("19.3", code), [rule], "{code}");
    }
}
