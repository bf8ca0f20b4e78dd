//! The situations of the error guide: its advice is silent, and each slip away from it is reported.
//!
//! The code is our own; the calls and their order are the guide's.

mod support;

use dwt_lint::lint::lint;
use dwt_lint::report::Severity::{self, Error, Info, Warning};
use dwt_lint::settings::Settings;
use support::{describe, javascript};

const ORDER: &str = "disable-source-after-acquire-order";
const BLACK_AND_WHITE: &str = "jpeg-of-bw-image";
const UNCHECKED: &str = "jpeg-without-bit-depth-check";
const MISMATCH: &str = "http-port-ssl-mismatch";
const NO_PORT: &str = "ssl-without-port";
const TOO_EARLY: &str = "capability-set-before-open-source";

type Expected<'a> = &'a [(&'a str, Severity)];
const SILENT: Expected = &[];

fn expect(code: &str, expected: Expected) {
    expect_in(None, code, expected);
}

fn expect_in(sdk_version: Option<&str>, code: &str, expected: Expected) {
    let settings = Settings {
        sdk_version: sdk_version.map(|version| version.parse().expect("a version of the SDK")),
        ..Settings::default()
    };
    let source = javascript(code);
    let report = lint(&source, &settings);
    let findings: Vec<_> = report.findings.iter().filter(|finding| finding.severity >= Info).collect();
    let found: Vec<_> = findings.iter().map(|finding| (finding.rule, finding.severity)).collect();
    let described: Vec<_> = findings.iter().map(|finding| describe(&source, finding)).collect();
    assert_eq!(found, expected, "SDK {sdk_version:?}, found {described:#?} in\n{code}");
}

// "General failure": the switch comes before the selection.

#[test]
fn general_failure_advice_is_silent() {
    expect(
        "function scan() {
           DWObject.IfDisableSourceAfterAcquire = true;
           DWObject.SelectSource();
           DWObject.OpenSource();
           DWObject.AcquireImage();
         }",
        SILENT,
    );
}

#[test]
fn switch_moved_below_the_selection() {
    expect(
        "function scan() {
           DWObject.SelectSource();
           DWObject.IfDisableSourceAfterAcquire = true;
           DWObject.OpenSource();
           DWObject.AcquireImage();
         }",
        &[(ORDER, Warning)],
    );
}

#[test]
fn switch_moved_below_the_opening() {
    expect(
        "function scan() {
           DWObject.SelectSource();
           DWObject.OpenSource();
           DWObject.IfDisableSourceAfterAcquire = true;
           DWObject.AcquireImage();
         }",
        &[(ORDER, Warning)],
    );
}

#[test]
fn switch_moved_below_the_scan() {
    expect(
        "function scan() {
           DWObject.SelectSource();
           DWObject.OpenSource();
           DWObject.AcquireImage();
           DWObject.IfDisableSourceAfterAcquire = true;
         }",
        &[(ORDER, Warning)],
    );
}

#[test]
fn switch_after_a_scan_is_too_late_even_when_the_source_is_closed() {
    expect(
        "function scan() {
           DWObject.OpenSource();
           DWObject.AcquireImage(finish, finish);
           DWObject.IfDisableSourceAfterAcquire = true;
         }
         function finish() { DWObject.CloseSource(); }",
        &[(ORDER, Warning)],
    );
}

#[test]
fn switch_in_the_callback_of_the_selection() {
    expect(
        "function scan() {
           DWObject.SelectSource(function () {
             DWObject.OpenSource();
             DWObject.IfDisableSourceAfterAcquire = true;
             DWObject.AcquireImage();
           }, function () {});
         }",
        &[(ORDER, Warning)],
    );
}

/// Every snippet of the guide is followed by slips away from it; here a setting that the open source needs comes first.
#[test]
fn pixel_type_moved_above_the_opening() {
    expect(
        "function scan() {
           DWObject.IfDisableSourceAfterAcquire = true;
           DWObject.SelectSource();
           DWObject.PixelType = Dynamsoft.DWT.EnumDWT_PixelType.TWPT_GRAY;
           DWObject.OpenSource();
           DWObject.AcquireImage();
         }",
        &[(TOO_EARLY, Error)],
    );
    expect(
        "function scan() {
           DWObject.IfDisableSourceAfterAcquire = true;
           DWObject.SelectSource();
           DWObject.OpenSource();
           DWObject.PixelType = Dynamsoft.DWT.EnumDWT_PixelType.TWPT_GRAY;
           DWObject.AcquireImage();
         }",
        SILENT,
    );
}

// "Source is connected to the maximum supported number of applications": the flow closes the source itself.

#[test]
fn maximum_applications_advice_is_worth_knowing_only() {
    expect(
        r#"function scanClicked() {
           DWObject.RegisterEvent("OnPostAllTransfers", function () {
             DWObject.CloseSource();
           });
           DWObject.SelectSource();
           DWObject.CloseSource();
           DWObject.OpenSource();
           DWObject.IfDisableSourceAfterAcquire = true;
           DWObject.AcquireImage();
         }"#,
        &[(ORDER, Info)],
    );
}

#[test]
fn one_of_its_closes_is_enough() {
    expect(
        "function scanClicked() {
           DWObject.SelectSource();
           DWObject.CloseSource();
           DWObject.OpenSource();
           DWObject.IfDisableSourceAfterAcquire = true;
           DWObject.AcquireImage();
         }",
        &[(ORDER, Info)],
    );
    expect(
        r#"function scanClicked() {
           DWObject.RegisterEvent("OnPostAllTransfers", function () { DWObject.CloseSource(); });
           DWObject.SelectSource();
           DWObject.OpenSource();
           DWObject.IfDisableSourceAfterAcquire = true;
           DWObject.AcquireImage();
         }"#,
        &[(ORDER, Info)],
    );
    expect(
        "function scanClicked() {
           function finish() { DWObject.CloseSource(); }
           DWObject.SelectSource();
           DWObject.OpenSource();
           DWObject.IfDisableSourceAfterAcquire = true;
           DWObject.AcquireImage(finish, finish);
         }",
        &[(ORDER, Info)],
    );
}

#[test]
fn the_stricter_order_can_be_switched_off() {
    let mut settings = Settings::default();
    let order = [("order".to_owned(), "before-acquire".into())].into_iter().collect();
    settings.levels.options.insert(ORDER, order);
    let severities = |code: &str| {
        let findings = lint(&javascript(code), &settings).findings;
        findings.iter().filter(|it| it.rule == ORDER).map(|it| it.severity).collect::<Vec<_>>()
    };
    let switch = "DWObject.IfDisableSourceAfterAcquire = true;";
    let after_select = format!("function scan() {{ DWObject.SelectSource(); {switch} DWObject.AcquireImage(); }}");
    let after_scan = format!("function scan() {{ DWObject.SelectSource(); DWObject.AcquireImage(); {switch} }}");
    assert_eq!(severities(&after_select), []);
    assert_eq!(severities(&after_scan), [Warning]);
}

#[test]
fn its_closes_removed() {
    expect(
        r#"function scanClicked() {
           DWObject.RegisterEvent("OnPostAllTransfers", function () {
             console.log("done");
           });
           DWObject.SelectSource();
           DWObject.OpenSource();
           DWObject.IfDisableSourceAfterAcquire = true;
           DWObject.AcquireImage();
         }"#,
        &[(ORDER, Warning)],
    );
}

#[test]
fn its_switch_moved_up_is_silent() {
    expect(
        r#"function scanClicked() {
           DWObject.RegisterEvent("OnPostAllTransfers", function () {
             DWObject.CloseSource();
           });
           DWObject.IfDisableSourceAfterAcquire = true;
           DWObject.SelectSource();
           DWObject.CloseSource();
           DWObject.OpenSource();
           DWObject.AcquireImage();
         }"#,
        SILENT,
    );
}

// "HTTP process error": the port of the page, and a secure port with SSL.

#[test]
fn port_of_the_page_without_ssl_is_silent() {
    expect(
        r#"const server = location.hostname;
         DWObject.HTTPPort = location.port == "" ? 80 : location.port;
         DWObject.HTTPUploadThroughPost(server, 0, "/in", "page.tif", ok, no);"#,
        SILENT,
    );
}

#[test]
fn port_443_with_ssl_is_silent() {
    expect(
        r#"DWObject.IfSSL = true;
         DWObject.HTTPPort = 443;
         DWObject.HTTPUploadThroughPost("scans.example.org", 0, "/in", "page.tif", ok, no);"#,
        SILENT,
    );
}

#[test]
fn port_of_the_page_kept_while_ssl_is_turned_on() {
    expect(
        r#"DWObject.IfSSL = true;
         DWObject.HTTPPort = location.port == "" ? 80 : location.port;
         DWObject.HTTPUploadThroughPost(location.hostname, 0, "/in", "page.tif", ok, no);"#,
        &[(MISMATCH, Warning)],
    );
    expect(
        r#"function settings() {
           DWObject.HTTPPort = location.port == "" ? 80 : location.port;
           DWObject.IfSSL = true;
         }"#,
        &[(MISMATCH, Warning)],
    );
}

#[test]
fn port_of_the_page_while_ssl_is_not_known() {
    expect(
        r#"function send(secure) {
           DWObject.IfSSL = secure;
           DWObject.HTTPPort = location.port == "" ? 80 : location.port;
           DWObject.HTTPUploadThroughPost(location.hostname, 0, "/in", "page.tif", ok, no);
         }"#,
        &[(MISMATCH, Info)],
    );
}

#[test]
fn constant_ports_that_contradict_ssl() {
    for (ssl, port) in [("true", "80"), ("true", "433"), ("false", "443")] {
        expect(
            &format!(
                r#"DWObject.IfSSL = {ssl};
                DWObject.HTTPPort = {port};
                DWObject.HTTPUploadThroughPost("scans.example.org", 0, "/in", "page.tif", ok, no);"#
            ),
            &[(MISMATCH, Error)],
        );
    }
}

#[test]
fn port_line_removed() {
    expect(
        r#"DWObject.IfSSL = true;
         DWObject.HTTPUploadThroughPost("scans.example.org", 0, "/in", "page.tif", ok, no);"#,
        &[(NO_PORT, Info)],
    );
}

// "Only 24-bit true color ...": a black and white page cannot be a JPEG.

const SCANS_WITH_THE_DIALOG: &str = "
    function scan() {
      DWObject.IfDisableSourceAfterAcquire = true;
      DWObject.SelectSource();
      DWObject.OpenSource();
      DWObject.AcquireImage();
    }";

fn on_a_page_that_scans(code: &str) -> String {
    format!("{code}\n{SCANS_WITH_THE_DIALOG}")
}

#[test]
fn jpeg_advice_is_silent() {
    expect(
        &on_a_page_that_scans(
            r#"function save() {
              if (DWObject.GetImageBitDepth(DWObject.CurrentImageIndexInBuffer) == 1)
                DWObject.ConvertToGrayScale(DWObject.CurrentImageIndexInBuffer);
              DWObject.SaveAsJPEG("scan.jpg", DWObject.CurrentImageIndexInBuffer);
            }"#,
        ),
        SILENT,
    );
}

const UNGUARDED: &str = r#"function save() {
  DWObject.SaveAsJPEG("scan.jpg", DWObject.CurrentImageIndexInBuffer);
}"#;

#[test]
fn guard_removed() {
    expect(&on_a_page_that_scans(UNGUARDED), &[(UNCHECKED, Warning)]);
    expect(
        &on_a_page_that_scans(
            r#"function save(done, failed) {
              DWObject.ConvertToBlob([0], Dynamsoft.DWT.EnumDWT_ImageType.IT_JPG, done, failed);
            }"#,
        ),
        &[(UNCHECKED, Warning)],
    );
}

#[test]
fn guard_removed_where_nothing_scans_in_black_and_white() {
    expect(UNGUARDED, SILENT);
}

#[test]
fn guard_of_another_image() {
    expect(
        &on_a_page_that_scans(
            r#"function save(done, failed) {
              if (DWObject.GetImageBitDepth(0) === 1) DWObject.ConvertToGrayScale(0);
              DWObject.SaveAsJPEG("scan.jpg", 1, done, failed);
            }"#,
        ),
        &[(UNCHECKED, Warning)],
    );
}

#[test]
fn guard_turned_into_its_opposite() {
    expect(
        r#"function save(index, done, failed) {
          DWObject.ConvertToBW(index);
          DWObject.SaveAsJPEG("scan.jpg", index, done, failed);
        }"#,
        &[(BLACK_AND_WHITE, Error)],
    );
    expect(
        r#"function save(index, done, failed) {
          if (DWObject.GetImageBitDepth(index) === 1) {
            DWObject.SaveAsJPEG("scan.jpg", index, done, failed);
          }
        }"#,
        &[(BLACK_AND_WHITE, Error)],
    );
}

#[test]
fn scanned_in_black_and_white() {
    expect(
        r#"function scan() {
          DWObject.OpenSource();
          DWObject.IfShowUI = false;
          DWObject.PixelType = Dynamsoft.DWT.EnumDWT_PixelType.TWPT_BW;
          DWObject.AcquireImage(
            function () {
              DWObject.CloseSource();
              DWObject.SaveAsJPEG("scan.jpg", DWObject.CurrentImageIndexInBuffer, ok, no);
            },
            function () { DWObject.CloseSource(); }
          );
        }"#,
        &[(BLACK_AND_WHITE, Error)],
    );
}

#[test]
fn from_18_4_on_saving_converts_by_itself() {
    let saved = "function save(i) { DWObject.ConvertToBW(i); DWObject.SaveAsJPEG('scan.jpg', i, ok, no); }";
    expect_in(Some("18.3"), saved, &[(BLACK_AND_WHITE, Error)]);
    expect_in(Some("18.4"), saved, &[(BLACK_AND_WHITE, Info)]);
    expect_in(Some("18.3"), &on_a_page_that_scans(UNGUARDED), &[(UNCHECKED, Warning)]);
    expect_in(Some("18.4"), &on_a_page_that_scans(UNGUARDED), SILENT);
    expect_in(
        Some("19.3"),
        &on_a_page_that_scans(
            "function mail(done, failed) {
               DWObject.ConvertToBase64([0], Dynamsoft.DWT.EnumDWT_ImageType.IT_JPG, done, failed);
             }",
        ),
        &[(UNCHECKED, Info)],
    );
}
