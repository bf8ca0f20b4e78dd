//! What is said of the SDK's interface in words, and where the official reference does.

use dwt_lint::sdk::api::{self, Enumeration, Event, Member, Receiver};
use dwt_lint::sdk::semantics;

/// Each description with what it is about.
fn descriptions() -> Vec<(String, &'static str)> {
    let members = described_members().into_iter().map(|(member, text)| (format!("{member:?}"), text));
    let enumerations = api::enumerations().map(|found| (found.name().to_owned(), found.description()));
    let events = api::events().map(|event| (format!("{} {}", event.method(), event.name()), event.description()));
    members.chain(enumerations).chain(events).collect()
}

fn described_members() -> Vec<(Member, &'static str)> {
    let all = api::receivers().flat_map(Receiver::members);
    all.filter_map(|member| Some((member, member.description()?))).collect()
}

#[test]
fn every_enumeration_and_event_is_described() {
    let enumerations: Vec<Enumeration> = api::enumerations().filter(|found| found.description().is_empty()).collect();
    assert_eq!(enumerations, [], "data/descriptions/enums.toml lacks some");
    let events: Vec<&str> = api::events().filter(|event| event.description().is_empty()).map(Event::name).collect();
    assert_eq!(events, [""; 0], "data/descriptions/events.toml lacks some");
}

#[test]
fn the_members_in_use_are_described() {
    assert!(described_members().len() >= 600, "{}", described_members().len());
    let instance = api::receiver("WebTwain").expect("the instance");
    let has_meaning = |member: &Member| semantics::member(member.name()).is_some();
    let lacking: Vec<&str> = instance
        .members()
        .filter(|member| has_meaning(member) && member.description().is_none())
        .map(Member::name)
        .collect();
    assert_eq!(lacking, [""; 0], "members that rules speak of, without a description");
}

#[test]
fn a_description_is_one_plain_sentence() {
    for (of, text) in descriptions() {
        assert!(text.starts_with(|first: char| first.is_ascii_uppercase()), "{of}: {text}");
        assert!(text.ends_with('.') && text.matches(". ").count() == 0, "{of}: one sentence: {text}");
        assert!(text.len() <= 130 && text.is_ascii() && !text.contains("  "), "{of}: short and plain: {text}");
    }
}

#[test]
fn links_lead_to_a_heading_of_the_official_reference() {
    let members = api::receivers().flat_map(Receiver::members).filter_map(Member::docs_url);
    let enumerations = api::enumerations().filter_map(Enumeration::docs_url);
    let all: Vec<String> = members.chain(enumerations).chain(api::events().filter_map(Event::docs_url)).collect();
    assert!(all.len() > 700, "{}", all.len());
    for url in all {
        let rest = url.strip_prefix("https://www.dynamsoft.com/web-twain/docs/info/api/").expect("the reference");
        let (page, anchor) = rest.split_once(".html#").expect("a page and a heading");
        assert!(page.chars().all(|character| character.is_ascii_alphabetic() || character == '_'), "{url}");
        let is_of_anchor = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
        assert!(!anchor.is_empty() && anchor.chars().all(is_of_anchor), "{url}");
    }
}

#[test]
fn a_link_leads_to_the_thing_itself_or_to_its_type() {
    let member = |path: &str| api::member_at(path).expect("a member").docs_url();
    let at = |page: &str| Some(format!("https://www.dynamsoft.com/web-twain/docs/info/api/{page}"));
    assert_eq!(member("WebTwain.AcquireImage"), at("WebTwain_Acquire.html#acquireimage"));
    assert_eq!(member("WebTwain.Addon.PDF.Write.Setup"), at("Addon_PDF.html#writesetup"));
    assert_eq!(member("DeviceConfiguration.IfShowUI"), at("interfaces.html#deviceconfiguration"));
    assert_eq!(member("ScanSetup.settings.bDuplex"), at("interfaces.html#scansetup"));
    let enumeration = api::enumeration("EnumDWT_PixelType").expect("an enumeration");
    assert_eq!(enumeration.docs_url(), at("Dynamsoft_Enum.html#dynamsoftdwtenumdwt_pixeltype"));
    let event = api::event("WebTwain.Viewer.on", "click").expect("an event");
    assert_eq!(event.docs_url(), at("WebTwain_Viewer.html#on"));
}

#[test]
fn what_the_reference_no_longer_has_has_no_link() {
    for path in ["WebTwain.ProxyServer", "DeviceConfiguration.RemoteScan", "WebTwain.Addon.Camera.play"] {
        assert_eq!(api::member_at(path).expect("a member").docs_url(), None, "{path}");
    }
    assert_eq!(api::enumeration("EnumDWT_OCRLanguage").expect("an enumeration").docs_url(), None);
}
