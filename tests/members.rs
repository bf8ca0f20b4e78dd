//! Which rule speaks of a member, at which version of the SDK, on which platforms: one, and never two.

use dwt_lint::lint::lint;
use dwt_lint::report::{Finding, Tag};
use dwt_lint::sdk::Platform;
use dwt_lint::settings::{Level, Settings};
use dwt_lint::text::{FileKind, Source};

fn findings(sdk_version: &str, platforms: &[Platform], code: &str) -> Vec<Finding> {
    let sdk_version = (!sdk_version.is_empty()).then(|| sdk_version.parse().expect("a version of the SDK"));
    let mut settings = Settings { sdk_version, platforms: platforms.to_vec(), ..Settings::default() };
    // The instance is there from the first line, to be short.
    settings.levels.rules.insert("get-webtwain-before-ready", Level::Off);
    let code = format!("const d = Dynamsoft.DWT.GetWebTwain(\"here\");\n{code}");
    lint(&Source::new("scan.js", FileKind::JavaScript, &code), &settings).findings
}

fn rules(sdk_version: &str, code: &str) -> Vec<&'static str> {
    findings(sdk_version, &[], code).into_iter().map(|finding| finding.rule).collect()
}

#[test]
fn one_rule_speaks_of_a_member_and_the_version_says_which() {
    for (version, code, expected) in [
        ("", "d.Viewer.disableFocusOutline = true;", "removed-api"),
        ("19.0", "d.Viewer.disableFocusOutline = true;", ""),
        ("19.3", "d.Viewer.disableFocusOutline = true;", "removed-api"),
        ("17.2", "d.OpenFile(name);", ""),
        ("17.3", "d.OpenFile(name);", "deprecated-api"),
        ("17.2", "d.RenameDocument(name, other);", "api-newer-than-target"),
        ("17.3", "d.RenameDocument(name, other);", ""),
        ("18.3", "d.Addon.PDF.SetConvertMode(1);", ""),
        ("18.4", "d.Addon.PDF.SetConvertMode(1);", "deprecated-api"),
        ("18.3", "d.Addon.PDF.SetReaderOptions({});", "api-newer-than-target"),
        ("19.3", "d.MouseX = 1;", "assign-to-readonly"),
        ("19.3", "d.Viewer.gotopage(1);", "unknown-member"),
        ("19.3", "d.gotoPage(1);", "wrong-receiver"),
        ("19.3", "d.OnPostTransfer = f;", "event-assigned-as-property"),
        ("19.3", "d.HowManyImagesInBuffer();", "property-method-confusion"),
        ("19.3", "d.PixelType = EnumDWT_PixelType.TWPT_BW;", "legacy-namespace"),
        ("16.2", "d.PixelType = EnumDWT_PixelType.TWPT_BW;", ""),
        ("19.3", "d.PixelType = EnumDWT_PixelType.TWPT_GREY;", "unknown-enum-member"),
    ] {
        assert_eq!(rules(version, code).join(" "), expected, "{version}: {code}");
    }
}

#[test]
fn a_version_outside_of_the_catalogue_is_given_the_benefit_of_the_doubt() {
    let code = "d.BrandNew(); d.Shiny = true;";
    assert_eq!(rules("19.3.3", code), ["unknown-member", "unknown-member"]);
    assert!(rules("99.0", code).is_empty() && rules("12.0", code).is_empty());
    assert_eq!(rules("99.0", "d.selectSource();"), ["unknown-member"], "a slip of the pen is one in any version");
}

#[test]
fn what_is_old_is_struck_through_and_what_is_too_new_is_not() {
    for (version, code, tag) in [
        ("19.3", "d.Print();", Some(Tag::Deprecated)),
        ("19.3", "d.UpdateViewer();", Some(Tag::Deprecated)),
        ("19.3", "Dynamsoft.WebTwainEnv.Load();", Some(Tag::Deprecated)),
        ("17.0", "d.IsBlankImageAsync(0);", None),
    ] {
        let tags: Vec<_> = findings(version, &[], code).into_iter().map(|finding| finding.tag).collect();
        assert_eq!(tags, [tag], "{code}");
    }
}

#[test]
fn a_member_is_new_by_the_platform_that_has_it_first() {
    let code = "d.DefaultSourceName = name;";
    let rules = |version: &str, platforms: &[Platform]| -> Vec<_> {
        findings(version, platforms, code).into_iter().map(|finding| finding.rule).collect()
    };
    assert!(rules("19.3", &[Platform::Windows, Platform::Linux]).is_empty());
    assert_eq!(rules("19.3", &[Platform::MacOsIca]), ["platform-unavailable-api"]);
    assert!(rules("19.3", &[Platform::MacOs]).is_empty() && rules("19.3", &[]).is_empty());
}
