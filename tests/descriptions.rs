//! What is said of the SDK's interface in words.

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
