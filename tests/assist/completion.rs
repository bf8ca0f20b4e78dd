//! What is offered at a cursor.

use std::sync::Arc;

use dwt_lint::assist::{HalfTyped, Kind, Proposal, Topic, explain, proposals};
use dwt_lint::sdk::api::Release;
use dwt_lint::text::Source;

use crate::{index, source};

/// What is offered at the `§` to a user of this version.
fn offered(marked: &str, version: &str) -> Vec<Proposal> {
    let offset = marked.find('§').expect("a cursor");
    let source = source(&marked.replace('§', ""));
    let blank = HalfTyped { source: &source, offset }.blank(&|source: &Source| Arc::new(index(source)));
    let release = Release::of(version.parse().expect("a version"));
    blank.map(|blank| proposals(&blank, release)).unwrap_or_default()
}

fn labels(marked: &str) -> Vec<String> {
    offered(marked, "19.3").into_iter().map(|proposal| proposal.label).collect()
}

fn of<'a>(all: &'a [Proposal], label: &str) -> &'a Proposal {
    all.iter().find(|proposal| proposal.label == label).unwrap_or_else(|| panic!("no {label}"))
}

#[test]
fn an_instance_offers_its_members_with_the_deprecated_ones_last() {
    let all = offered("DWObject.§", "19.3");
    assert!(all.len() > 300, "{}", all.len());
    let acquire = of(&all, "AcquireImage");
    assert_eq!((acquire.kind, acquire.is_deprecated), (Kind::Method, false));
    assert!(acquire.detail.starts_with('('), "{}", acquire.detail);
    assert_eq!(of(&all, "IfShowUI").kind, Kind::Property);
    assert!(of(&all, "SelectedImagesCount").is_deprecated);
    assert!(all.is_sorted_by_key(|proposal| proposal.is_deprecated));
    let mut names: Vec<&str> = all.iter().map(|proposal| proposal.label.as_str()).collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "something is offered twice");
}

#[test]
fn what_is_offered_is_what_the_version_has() {
    let has = |version: &str, label: &str| offered("DWObject.§", version).iter().any(|it| it.label == label);
    assert!(has("19.3", "SelectDeviceAsync") && !has("16.2", "SelectDeviceAsync"));
    let path = |version: &str| of(&offered("DWObject.PixelType = §", version), "TWPT_GRAY").text.clone();
    assert_eq!(path("19.3").as_deref(), Some("Dynamsoft.DWT.EnumDWT_PixelType.TWPT_GRAY"));
    assert_eq!(path("13.4").as_deref(), Some("EnumDWT_PixelType.TWPT_GRAY"));
    let event = |version: &str| of(&offered("DWObject.RegisterEvent('§')", version), "OnMouseClick").is_deprecated;
    assert!(event("19.3"));
}

#[test]
fn each_kind_of_place_has_its_own_offers() {
    for (code, expected) in [
        ("Dynamsoft.DWT.§", &["GetWebTwain", "ProductKey", "EnumDWT_PixelType"][..]),
        ("DWObject.Viewer.§", &["bind", "on"]),
        ("x = Dynamsoft.DWT.EnumDWT_PixelType.§", &["TWPT_BW", "TWPT_GRAY"]),
        ("DWObject.PixelType = §", &["TWPT_BW", "1"]),
        ("DWObject.RegisterEvent('§')", &["OnPostTransfer", "OnPostAllTransfers"]),
        ("DWObject.Viewer.on('§')", &["pageAreaSelected"]),
        ("DWObject.AcquireImage({ § })", &["IfShowUI", "Resolution"]),
        ("if (DWObject.ErrorCode == §) {}", &["-2003", "-2115"]),
        ("/* dwt-lint-disable-file § */", &["http-port-ssl-mismatch"]),
        ("dwt§", &["dwtLoad", "dwtScan"]),
        ("<p id='one'></p><script>Dynamsoft.DWT.GetWebTwain('§')</script>", &["one"]),
        ("Dynamsoft.DWT.Containers = [{ ContainerId: 'one' }]; Dynamsoft.DWT.GetWebTwain('§')", &["one"]),
    ] {
        let labels = labels(code);
        assert!(expected.iter().all(|label| labels.iter().any(|known| known == label)), "{code}: {labels:?}");
    }
}

#[test]
fn a_key_is_offered_once() {
    for code in [
        "DWObject.AcquireImage({ Resolution: 200, § })",
        "DWObject.AcquireImage({ §, Resolution: 200 })",
        "DWObject.AcquireImage({ 'Resolution': 200, §\n})",
    ] {
        let labels = labels(code);
        assert!(labels.iter().any(|label| label == "IfShowUI"), "{code}: {labels:?}");
        assert!(labels.iter().all(|label| label != "Resolution"), "{code}");
    }
    assert!(labels("DWObject.AcquireImage({ Resol§: 200 })").iter().any(|label| label == "Resolution"));
}

#[test]
fn the_member_of_an_enumeration_is_offered_as_code_and_as_a_number() {
    let all = offered("DWObject.PixelType = §", "19.3");
    assert_eq!(of(&all, "1").detail, "TWPT_GRAY");
    assert_eq!(of(&all, "TWPT_GRAY").detail, "1");
    assert_eq!(of(&all, "1").text, None);
}

#[test]
fn everything_that_is_offered_can_be_told_of_later() {
    for code in [
        "DWObject.§",
        "Dynamsoft.DWT.§",
        "DWObject.PixelType = §",
        "DWObject.RegisterEvent('§')",
        "DWObject.AcquireImage({ § })",
        "DWObject.ErrorCode == §",
        "/* dwt-lint-disable-file § */",
    ] {
        for proposal in offered(code, "19.3") {
            let topic = proposal.topic.unwrap_or_else(|| panic!("{code}: {} has no topic", proposal.label));
            let thing = Topic::thing(&topic.to_string()).unwrap_or_else(|| panic!("{topic} is nothing"));
            let told = explain(thing, &Default::default(), Release::newest());
            assert!(told.contains(&proposal.label) || told.contains(&proposal.detail), "{topic}: {told}");
        }
    }
}
