//! Findings that hang on the version of the SDK.

mod support;

use dwt_lint::lint::lint;
use dwt_lint::report::Severity;
use dwt_lint::settings::Settings;
use support::javascript;

const BLACK_AND_WHITE: &str = "DWObject.ConvertToBW(0); DWObject.SaveAsJPEG('a.jpg', 0);";
const UNCHECKED_SAVE: &str = "DWObject.SaveAsJPEG('a.jpg', 0); function scan() { DWObject.AcquireImage(); }";
const UNCHECKED_UPLOAD: &str = "DWObject.HTTPUploadThroughPost(location.hostname, 0, '/in', 'a.jpg', ok, no);
    function scan() { DWObject.AcquireImage(); }";

/// The severities that a version gives; `None` is an unknown version.
fn severities(code: &str, version: Option<&str>) -> Vec<Severity> {
    let sdk_version = version.map(|version| version.parse().expect("a version"));
    let settings = Settings { sdk_version, ..Settings::default() };
    lint(&javascript(code), &settings).findings.iter().map(|finding| finding.severity).collect()
}

#[test]
fn black_and_white_as_jpeg_fails_until_saving_converts() {
    for version in [None, Some("16.2"), Some("18.3.9")] {
        assert_eq!(severities(BLACK_AND_WHITE, version), [Severity::Error], "{version:?}");
    }
    for version in [Some("18.4"), Some("18.4.1"), Some("19.3")] {
        assert_eq!(severities(BLACK_AND_WHITE, version), [Severity::Info], "{version:?}");
    }
}

#[test]
fn unchecked_images_matter_until_saving_converts_and_for_uploads_ever_after() {
    for version in [None, Some("17.2.5")] {
        assert_eq!(severities(UNCHECKED_SAVE, version), [Severity::Warning], "{version:?}");
        assert_eq!(severities(UNCHECKED_UPLOAD, version), [Severity::Warning], "{version:?}");
    }
    assert_eq!(severities(UNCHECKED_SAVE, Some("18.4")), []);
    assert_eq!(severities(UNCHECKED_UPLOAD, Some("18.4")), [Severity::Info]);
}
