//! The interface of the SDK by version: answers that differ between versions, and what must hold of all of the data.

use dwt_lint::sdk::api::{
    self, Enumeration, Form, Member, MemberKind, Presence, Receiver, Release, Support, Value, enumeration, event,
    receiver,
};
use dwt_lint::sdk::{Platform, SdkVersion, semantics};

fn version(text: &str) -> SdkVersion {
    text.parse().expect("a version")
}

fn release(text: &str) -> Release {
    Release::of(version(text))
}

fn type_named(name: &str) -> Receiver {
    receiver(name).unwrap_or_else(|| panic!("there is a type {name}"))
}

fn member(path: &str) -> Member {
    let (receiver, name) = path.rsplit_once('.').expect("a type and a member");
    type_named(receiver).member(name).unwrap_or_else(|| panic!("there is a member {path}"))
}

fn enum_named(name: &str) -> Enumeration {
    enumeration(name).unwrap_or_else(|| panic!("there is an enumeration {name}"))
}

/// The releases among some versions that have a member.
fn having<'a>(path: &str, versions: &[&'a str]) -> Vec<&'a str> {
    versions.iter().copied().filter(|version| member(path).is_in(release(version))).collect()
}

fn forms(path: &str, version: &str) -> Vec<String> {
    member(path).forms(release(version)).map(|form| form.to_string()).collect()
}

#[test]
fn a_version_means_the_release_that_an_installer_makes_of_it() {
    for (given, meant) in [
        ("19.3", "19.3.3"),
        ("19.3.0", "19.3.0"),
        ("19.3.1", "19.3.1"),
        ("17.1", "17.1.12"),
        ("18.5", "18.5.1"),
        ("18.2.0", "18.2.1"),
        ("18.5.2", "18.5.1"),
        ("18.5.4", "18.5.4"),
        ("18.6", "18.5.1"),
        ("16.2.9", "16.2.4"),
        ("12.3", "13.4.1"),
        ("99", "19.3.3"),
    ] {
        assert_eq!(release(given).name(), meant, "{given}");
    }
    assert!(release("18.5.4").is_side() && !release("18.5.1").is_side());
    assert!(Release::is_newer_than_all(version("19.4")) && Release::is_newer_than_all(version("19.3.4")));
    assert!(!Release::is_newer_than_all(version("19.3")) && !Release::is_newer_than_all(version("18.5.4")));
}

#[test]
fn members_come_and_go() {
    assert_eq!(having("WebTwain.ConvertToBW", &["15.2.3", "15.3.4", "19.3.3"]), ["15.3.4", "19.3.3"]);
    assert_eq!(having("WebTwain.FTPDownloadDirectly", &["13.4.1", "15.2.3", "15.3.4"]), ["13.4.1", "15.2.3"]);
    assert_eq!(having("WebTwain.Addon.OCRKit.Recognize", &["19.2", "19.3"]), ["19.3"]);
    assert_eq!(having("WebTwain.Addon.Camera.scanDocument", &["17.3", "18.1.1"]), ["17.3"]);
    assert_eq!(having("Dynamsoft.WebTwainEnv", &["13.4.1", "16.2.4", "17.0.2"]), ["13.4.1", "16.2.4"]);
    assert_eq!(member("WebTwain.ConvertToBW").first_release().name(), "15.3.4");
    assert_eq!(member("WebTwain.ConvertToBW").since(), version("15.3"), "the documentation knows it better");
    assert!(type_named("WebTwain").member_in("ConvertToBW", release("15.2.3")).is_none());
    assert!(type_named("WebTwain").member("Convert").is_none());
}

#[test]
fn what_a_side_version_brings_is_not_in_the_next_release() {
    let frame_number = ["15.3.4", "18.5.1", "18.5.4", "19.0.0", "19.2.0"];
    assert_eq!(having("WebTwain.ImageLayoutFrameNumber", &frame_number), ["15.3.4", "18.5.4", "19.2.0"]);
    let border = ["18.5.1", "18.5.4", "19.0.0", "19.2.0", "19.3.0"];
    assert_eq!(having("ThumbnailViewer.hoverBorder", &border), ["18.5.1", "19.0.0", "19.2.0"]);
    assert_eq!(member("ThumbnailViewer.hoverBorder").last_release().name(), "19.2.0");
}

#[test]
fn a_removal_is_certain_only_where_it_is_known() {
    let asnyc = member("WebTwain.ChangeContrastAsnyc").removal().expect("it is gone");
    assert!(asnyc.is_certain && asnyc.version == version("19.2.0") && asnyc.replacement == Some("ChangeContrastAsync"));
    let zoom = member("WebTwain.Viewer.zoomIn").removal().expect("the types have it no longer");
    assert!(!zoom.is_certain && zoom.replacement == Some("Viewer.zoom"));
    assert_eq!(member("WebTwain.AcquireImage").removal(), None);
}

#[test]
fn what_the_types_of_a_release_lack_may_be_there_all_the_same() {
    let presence = |path: &str, version: &str| member(path).presence(release(version));
    assert_eq!(presence("WebTwain.ConvertToBW", "19.3"), Presence::Declared);
    assert_eq!(presence("WebTwain.ConvertToBW", "15.2.3"), Presence::NotYet);
    assert_eq!(presence("WebTwain.ChangeContrastAsnyc", "19.3"), Presence::Gone);
    assert_eq!(presence("WebTwain.Viewer.zoomIn", "19.3"), Presence::Undeclared);
    assert_eq!(presence("WebTwain.ImageLayoutFrameNumber", "17.3"), Presence::Undeclared, "a gap");
    assert_eq!(presence("Dynamsoft.DWT.OnWebTwainError", "18.2.1"), Presence::Undeclared, "documented since 18.2");
    assert_eq!(presence("Dynamsoft.DWT.OnWebTwainError", "18.1.1"), Presence::NotYet);
}

#[test]
fn an_overload_is_deprecated_alone() {
    let verdicts = |path: &str, version: &str| -> Vec<bool> {
        let at = release(version);
        member(path).forms(at).map(|form| form.deprecation(at).is_some()).collect()
    };
    assert_eq!(verdicts("WebTwain.SaveAsJPEG", "18.4.2"), [false]);
    assert_eq!(verdicts("WebTwain.SaveAsJPEG", "18.5.1"), [true, false]);
    assert_eq!(member("WebTwain.SaveAsJPEG").deprecation(release("19.3")), None);
}

#[test]
fn a_whole_member_is_deprecated_from_the_named_version_on() {
    let read_by = |path: &str, version: &str| member(path).deprecation(release(version));
    assert_eq!(read_by("WebTwain.Addon.PDF.SetPassword", "18.3"), None);
    let password = read_by("WebTwain.Addon.PDF.SetPassword", "18.4").expect("since 18.4");
    assert_eq!((password.since, password.replacement), (Some(version("18.4")), vec!["SetReaderOptions"]));
    let noted_later = read_by("WebTwain.BackgroundColor", "17.0.2").expect("since 16.2, though noted in 18.4.1");
    assert_eq!(noted_later.replacement, ["Viewer.background"]);
    assert!(read_by("WebTwain.BackgroundColor", "15.3.4").is_none());
    assert!(read_by("WebTwain.GetSourceNames", "19.3").is_some(), "a comment that documents nothing says so");
    assert!(read_by("WebTwain.isUsingActiveX", "19.0").is_some(), "only the documentation says so");
    for current in ["WebTwain.AcquireImage", "WebTwain.SelectedImagesIndices", "WebTwain.GetSourceNamesAsync"] {
        assert_eq!(read_by(current, "19.3"), None, "{current}");
    }
}

#[test]
fn a_note_without_a_version_holds_unless_later_types_took_it_back() {
    let at = release("15.3.4");
    assert!(member("WebTwain.IfModalUI").forms(at).all(|form| form.deprecation(at).is_some()));
    assert!(member("WebTwain.IsBlankImage").forms(at).all(|form| form.deprecation(at).is_none()));
}

#[test]
fn signatures_follow_the_version() {
    assert_eq!(
        forms("WebTwain.ConvertToBW", "19.3"),
        [
            "(index: number): boolean",
            "(index: number, successCallback: () => void, \
             failureCallback: (errorCode: number, errorString: string) => void): void"
        ]
    );
    assert_eq!(forms("WebTwain.AcquireImage", "15.3.4").len(), 1);
    assert_eq!(forms("WebTwain.AcquireImage", "19.3").len(), 2);
    let arities = |path: &str, version: &str| -> Vec<(usize, Option<usize>)> {
        member(path).forms(release(version)).map(Form::arity).collect()
    };
    assert_eq!(arities("WebTwain.AcquireImage", "19.3"), [(0, Some(2)), (0, Some(3))]);
    assert_eq!(arities("WebTwain.ConvertToBW", "19.3"), [(1, Some(1)), (3, Some(3))]);
}

#[test]
fn callbacks_and_options_are_known_by_their_parameter() {
    let save = member("WebTwain.SaveAsJPEG").forms(release("19.3")).nth(1).expect("the asynchronous overload");
    let failure = save.params().nth(3).expect("a failure callback");
    assert_eq!(failure.callback().map(Iterator::collect), Some(vec!["errorCode", "errorString"]));
    assert!(save.params().next().is_some_and(|name| name.callback().is_none() && name.gives().is_none()));

    let scan = member("WebTwain.startScan").forms(release("19.3")).next().expect("one form");
    let setup = scan.params().next().and_then(|param| param.gives()).expect("it takes a set-up");
    assert_eq!((setup.name(), setup.is_options(), setup.is_open()), ("ScanSetup", true, false));
    assert_eq!(scan.gives().map(Receiver::name), Some("ScanSetup"), "through the promise");
}

#[test]
fn option_keys_follow_the_version() {
    assert_eq!(
        having("DWTInitialConfig.SSLPort", &["16.1.1", "19.3"]),
        ["16.1.1", "19.3"],
        "renamed in the types only"
    );
    assert_eq!(having("DWTInitialConfig.PortSSL", &["16.1.1", "19.3"]), ["19.3"]);
    assert!(type_named("ScanSetup.ui").member_in("bShowUI", release("19.3")).is_some());
    assert!(type_named("DeviceConfiguration").is_open(), "it has an index signature");
    assert!(type_named("DeviceConfiguration").is_options() && !type_named("WebTwain").is_options());
}

#[test]
fn names_that_differ_by_case_are_different() {
    assert_eq!(having("OutputInfo.Path", &["18.4.2", "19.3"]), ["18.4.2"]);
    assert_eq!(having("OutputInfo.path", &["18.4.2", "19.3"]), ["19.3"]);
    assert!(type_named("WebTwain").member("acquireImage").is_none());
    assert_eq!(type_named("WebTwain").nearest("acquireImage", Some(release("19.3")))[0], "AcquireImage");
}

#[test]
fn code_reaches_types_by_the_members_that_give_them() {
    let gives = |path: &str, version: &str| {
        member(path).forms(release(version)).find_map(Form::gives).map_or("", Receiver::name)
    };
    assert_eq!(gives("WebTwain.Viewer", "19.3"), "WebTwain.Viewer");
    assert_eq!(gives("WebTwain.Addon", "15.3.4"), "WebTwain.Addon");
    assert_eq!(gives("WebTwain.Addon.PDF", "13.4.1"), "WebTwain.Addon.PDF");
    assert_eq!(gives("Dynamsoft.WebTwainEnv", "16.2.4"), "Dynamsoft.DWT");
    assert_eq!(gives("Dynamsoft.DWT", "19.3"), "Dynamsoft.DWT");
    assert_eq!(gives("Dynamsoft.DWT.GetWebTwain", "19.3"), "WebTwain");
    assert_eq!(gives("WebTwain.GetDevicesAsync", "19.3"), "Device", "through promise and array");
    let inherited = member("RemoteScanObject.Viewer.bind");
    assert_eq!(inherited.receiver().name(), "WebTwain.Viewer");
}

#[test]
fn a_name_is_found_on_every_type_that_declares_it() {
    let owners = |name: &str, version: &str| -> Vec<&str> {
        let members = api::members_named(name).filter(|member| member.is_in(release(version)));
        members.map(|member| member.receiver().name()).collect()
    };
    assert_eq!(owners("HTTPPort", "19.3"), ["WebTwain"]);
    assert_eq!(owners("ProductKey", "16.2.4"), ["Dynamsoft.DWT", "WebTwain"]);
    assert_eq!(owners("gotoPage", "15.3.4"), Vec::<&str>::new());
    assert_eq!(owners("gotoPage", "19.3"), ["WebTwain.Viewer"]);
}

#[test]
fn kinds_and_readonly_follow_the_version() {
    let is_readonly = |path: &str, version: &str| member(path).forms(release(version)).any(Form::is_readonly);
    assert!(!is_readonly("WebTwain.BlankImageCurrentStdDev", "13.4.1"));
    assert!(is_readonly("WebTwain.BlankImageCurrentStdDev", "19.3"));
    assert!(!is_readonly("WebTwain.PixelType", "19.3"));
    let kind = |path: &str, version: &str| member(path).kind(release(version));
    assert_eq!(kind("WebTwain.OpenSource", "19.3"), Some(MemberKind::Method));
    assert_eq!(kind("WebTwain.Resolution", "19.3"), Some(MemberKind::Property));
    assert_eq!(kind("Dynamsoft.DWT.OnWebTwainPreExecute", "13.4.1"), Some(MemberKind::Method));
    assert_eq!(kind("Dynamsoft.DWT.OnWebTwainPreExecute", "19.3"), Some(MemberKind::Handler));
    assert_eq!(kind("Dynamsoft.WebTwainEnv", "19.3"), None);
}

#[test]
fn enumerations_move_and_their_members_change() {
    let pixel_type = enum_named("EnumDWT_PixelType");
    assert_eq!(pixel_type.path(release("15.3.4")), Some("EnumDWT_PixelType"));
    assert_eq!(pixel_type.path(release("16.2.4")), Some("Dynamsoft.EnumDWT_PixelType"));
    assert_eq!(pixel_type.path(release("17.0.2")), Some("Dynamsoft.DWT.EnumDWT_PixelType"));
    let moved = api::enumeration_at("Dynamsoft.EnumDWT_PixelType").expect("it was there once");
    assert!(moved.is_at("Dynamsoft.EnumDWT_PixelType", release("16.2.4")));
    assert!(!moved.is_at("Dynamsoft.EnumDWT_PixelType", release("19.3")));
    assert!(api::enumeration_at("Dynamsoft.Lib.EnumDWT_PixelType").is_none());

    let suggested = |version: &str| api::nearest_enumeration("Dynamsoft.EnumDWT_PixelTyp", release(version))[0];
    assert_eq!(suggested("16.2.4"), "Dynamsoft.EnumDWT_PixelType");
    assert_eq!(suggested("19.3"), "Dynamsoft.DWT.EnumDWT_PixelType");

    let scanner = enum_named("EnumDWT_DeviceType").member("WIATWAINSCANNER").expect("a member");
    let values = ["17.3.5", "18.1.1", "18.2.1"].map(|version| scanner.value(release(version)));
    assert_eq!(values, [None, Some(Value::Number(32)), Some(Value::Number(2048))]);
    assert_eq!(scanner.newest_value(), Value::Number(2048));
    let english = enum_named("EnumDWT_OCRLanguage").member("OCRL_ENG").expect("a member");
    assert_eq!(english.newest_value(), Value::Text("eng"));

    let jpeg: Vec<_> = enum_named("EnumDWT_ImageType").members_with(Value::Number(1), release("19.3")).collect();
    assert_eq!(jpeg.iter().map(|member| member.name()).collect::<Vec<_>>(), ["IT_JPG"]);
    assert_eq!(enum_named("EnumDWT_ImageType").nearest("IT_JPEG", Some(release("19.3")))[0], "IT_JPG");
}

#[test]
fn events_are_known_with_what_their_handlers_get() {
    let transferred = event("WebTwain.RegisterEvent", "OnPostTransferAsync").expect("an event");
    assert_eq!(transferred.params().collect::<Vec<_>>(), [("outputInfo", Some("OutputInfo"))]);
    assert_eq!(transferred.param_receivers().map(|(_, known)| known.name()).collect::<Vec<_>>(), ["OutputInfo"]);
    assert!(transferred.is_current());
    let closed = event("WebTwain.Addon.Camera.on", "video-closed").expect("an event of old");
    assert!(!closed.is_current());
    assert!(event("WebTwain.RegisterEvent", "onposttransferasync").is_none(), "case counts");
    assert!(event("WebTwain.Viewer.on", "OnPostTransferAsync").is_none());
    assert_eq!(api::nearest_event("WebTwain.RegisterEvent", "OnPostAllTransfer")[0], "OnPostAllTransfers");
}

#[test]
fn support_is_told_by_platform() {
    let on = |path: &str, platform: Platform| member(path).support(platform);
    assert_eq!(on("WebTwain.AcquireImage", Platform::Linux), Support::Since(version("12.1")));
    assert_eq!(on("WebTwain.Addon.OCRKit.Recognize", Platform::Windows), Support::Since(version("19.3")));
    assert_eq!(on("WebTwain.Addon.OCRKit.Recognize", Platform::MacOsIca), Support::Never, "macos stands for both");
    assert_eq!(on("WebTwain.startScan", Platform::MacOs), Support::Since(version("15.1")));
    assert_eq!(on("ScanSetup.ui", Platform::Windows), Support::Unknown);
    let closed = event("WebTwain.RegisterEvent", "OnSourceUIClose").expect("an event");
    assert_eq!(closed.support(Platform::Linux), Support::Never);
    assert_eq!(closed.support(Platform::MacOs), Support::Since(version("11.0")));
}

#[test]
fn everything_is_found_by_its_own_name() {
    for known in api::receivers() {
        assert!(receiver(known.name()).is_some(), "{}", known.name());
        for found in known.members() {
            assert_eq!(known.member(found.name()).map(|member| format!("{member:?}")), Some(format!("{found:?}")));
            assert!(found.is_in(found.first_release()) && found.is_in(found.last_release()), "{found:?}");
            assert!(found.forms(found.last_release()).next().is_some(), "{found:?}");
        }
    }
    for known in api::enumerations() {
        for found in known.members() {
            assert!(found.value(found.last_release()).is_some(), "{}.{}", known.name(), found.name());
        }
    }
    for known in api::events() {
        let (target, method) = known.method().rsplit_once('.').expect("a type and a method");
        assert!(receiver(target).and_then(|target| target.member(method)).is_some(), "{}", known.method());
    }
    assert!(api::receivers().len() > 200 && api::enumerations().len() > 100 && api::events().len() > 40);
}

#[test]
fn the_releases_are_in_order() {
    let all: Vec<SdkVersion> = Release::all().map(Release::version).collect();
    assert!(all.is_sorted() && all.len() >= 32);
    assert_eq!(Release::newest().version(), all[all.len() - 1]);
}

/// `data/semantics.toml` speaks only of what some release declares.
#[test]
fn meanings_are_of_members_that_exist() {
    let members = semantics::MEMBERS.iter().map(|member| member.name);
    for name in members.chain(semantics::PROPERTIES.iter().map(|(name, _)| *name)) {
        assert!(type_named("WebTwain").member(name).is_some(), "WebTwain.{name}");
    }
}
