//! What stands at a place, and what is told of it.

use dwt_lint::assist::explain;
use dwt_lint::sdk::api::Release;

use crate::{index, source};

/// What is told of the text between `«` and `»`: at its start, inside and at its end, and only there.
fn told(marked: &str) -> Option<String> {
    let source = source(&marked.replace(['«', '»'], ""));
    let (start, end) = (marked.find('«').expect("a mark"), marked.find('»').expect("its end") - '«'.len_utf8());
    let index = index(&source);
    let at = |offset: usize| index.thing_at(&source.text, offset);
    let (span, thing) = at(start)?;
    assert_eq!(span.of(&source.text), &source.text[start..end], "{marked}");
    assert!(at(start + 1).is_some() && at(end).is_some(), "{marked}");
    Some(explain(thing, &index, Release::newest()))
}

#[test]
fn everything_of_the_sdk_is_told_where_code_writes_it() {
    for (code, start) in [
        ("DWObject.«AcquireImage»();", "**WebTwain.AcquireImage** - method"),
        ("DWObject['«AcquireImage»']();", "**WebTwain.AcquireImage** - method"),
        ("DWObject.Viewer.«bind»(element);", "**WebTwain.Viewer.bind** - method"),
        ("Dynamsoft.DWT.«ProductKey» = key;", "**Dynamsoft.DWT.ProductKey** - property"),
        ("const d = Dynamsoft.DWT.GetWebTwain('a'); d?.«HTTPPort»;", "**WebTwain.HTTPPort** - property"),
        ("DWObject.PixelType = Dynamsoft.DWT.«EnumDWT_PixelType».TWPT_BW;", "**EnumDWT_PixelType** - enumeration"),
        ("DWObject.PixelType = Dynamsoft.DWT.EnumDWT_PixelType.«TWPT_BW»;", "**EnumDWT_PixelType.TWPT_BW** = 0"),
        ("DWObject.PixelType = EnumDWT_PixelType.«TWPT_GRAY»;", "**EnumDWT_PixelType.TWPT_GRAY** = 1"),
        ("DWObject.PixelType = «2»;", "**EnumDWT_PixelType.TWPT_RGB** = 2"),
        ("if (DWObject.PixelType === «0») {}", "**EnumDWT_PixelType.TWPT_BW** = 0"),
        ("switch (DWObject.PixelType) { case «1»: }", "**EnumDWT_PixelType.TWPT_GRAY** = 1"),
        ("DWObject.ConvertToBase64([0], «1», ok, fail);", "**EnumDWT_ImageType.IT_JPG** = 1"),
        ("DWObject.AcquireImage({ «IfShowUI»: false });", "**DeviceConfiguration.IfShowUI** - option"),
        ("DWObject.AcquireImage({ PixelType: «1» }, ok);", "**EnumDWT_PixelType.TWPT_GRAY** = 1"),
        ("const c = { «Resolution»: 200 }; DWObject.AcquireImage(c);", "**DeviceConfiguration.Resolution** - option"),
        ("DWObject.RegisterEvent('«OnPostTransfer»', f);", "**OnPostTransfer** - event of `WebTwain.RegisterEvent`"),
        ("DWObject.RegisterEvent(`«OnPostTransfer»`, f);", "**OnPostTransfer** - event of `WebTwain.RegisterEvent`"),
        ("if (DWObject.ErrorCode == «-2003») {}", "**-2003**"),
        ("DWObject.x(); // dwt-lint-disable-line «unused-suppression»", "**unused-suppression** (suppression"),
        ("Dynamsoft.DWT.Containers = [{ ContainerId: '«box»', Width: 1 }];", "**box** - id"),
        ("Dynamsoft.DWT.GetWebTwain('«box»');", "**box** - id"),
        ("<p>é</p><script>DWObject.«AcquireImage»()</script>", "**WebTwain.AcquireImage** - method"),
        ("<b onclick=\"DWObject.«AcquireImage»()\">", "**WebTwain.AcquireImage** - method"),
        ("<b onclick=\"DWObject.RegisterEvent(&quot;«OnPostTransfer»&quot;, f)\">", "**OnPostTransfer** - event"),
    ] {
        let told = told(code).unwrap_or_else(|| panic!("nothing is told: {code}"));
        assert!(told.starts_with(start), "{code}: {told}");
    }
}

#[test]
fn what_is_not_the_sdk_s_is_left_alone() {
    for code in [
        "«DWObject».AcquireImage();",
        "other.«AcquireImage»(); DWObject.x;",
        "DWObject.«noSuchMember»;",
        "DWObject.IfShowUI = «1»;",
        "DWObject.PixelType = «mode»;",
        "DWObject.PixelType = «77»;",
        "const c = { «Resolution»: 200 }; other(c, DWObject.x);",
        "DWObject.RegisterEvent('«OnNoSuchThing»', f);",
        "on('«OnPostTransfer»'); DWObject.x;",
        "// DWObject.«AcquireImage»\nDWObject.x;",
        "'DWObject.«AcquireImage»'; DWObject.x;",
        "d.«AcquireImage»();",
    ] {
        assert_eq!(told(code), None, "{code}");
    }
}

#[test]
fn an_id_is_told_by_whether_the_page_has_it() {
    let page = |id: &str| format!("<div id='box'></div><script>Dynamsoft.DWT.GetWebTwain('«{id}»')</script>");
    assert!(told(&page("box")).expect("told").contains("is in this page"));
    assert!(told(&page("bax")).expect("told").contains("No element of this program"));
}

#[test]
fn what_is_told_of_a_member_is_for_the_version_in_use() {
    let source = source("DWObject.SelectedImagesCount");
    let index = index(&source);
    let (_, thing) = index.thing_at(&source.text, 12).expect("a member");
    let told = |version: &str| explain(thing, &index, Release::of(version.parse().expect("a version")));
    assert!(told("19.3").contains("Deprecated"), "{}", told("19.3"));
    assert!(!told("14.4").contains("Deprecated"), "{}", told("14.4"));
}
