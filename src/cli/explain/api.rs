//! The pages of what the SDK declares: members, enumerations and their members, events.

use crate::rules::{self, Rule};
use crate::sdk::api::{self, EnumMember, Enumeration, Event, Member, Release};
use crate::sdk::describe::{
    enum_member_markdown, enumeration_markdown, event_markdown, member_headline, member_markdown,
};
use crate::sdk::semantics::INSTANCE_NAMES;

const INSTANCE: &str = "WebTwain";
/// Of more members with one name, only the instance's own is told in full.
const MANY: usize = 6;

/// What is called by a name or a path; nothing found is an empty page.
#[derive(Default)]
struct Found {
    enumeration: Option<Enumeration>,
    members: Vec<Member>,
    events: Vec<Event>,
    enum_members: Vec<(Enumeration, EnumMember)>,
}

pub fn page(what: &str) -> Option<String> {
    let what = path(what);
    let found = match what.rsplit_once('.') {
        Some((owner, name)) => by_path(&what, owner, name),
        None => by_name(&what),
    };
    let sections = sections(&found);
    (!sections.is_empty()).then(|| sections.join("\n\n---\n\n"))
}

/// As code spells it: with the usual name of an instance for the type, and the parentheses of a call.
pub fn path(what: &str) -> String {
    let what = what.strip_suffix("()").unwrap_or(what);
    match what.split_once('.') {
        Some((first, rest)) if INSTANCE_NAMES.contains(&first) => format!("{INSTANCE}.{rest}"),
        _ => what.to_owned(),
    }
}

fn by_name(name: &str) -> Found {
    let mut members: Vec<Member> = api::members_named(name).collect();
    members.sort_by_key(|member| nearness(member.receiver().name()));
    let mut events: Vec<Event> = api::events().filter(|event| event.name() == name).collect();
    events.sort_by_key(|event| nearness(event.method()));
    let enum_members = api::enumerations().filter_map(|owner| Some((owner, owner.member(name)?))).collect();
    Found { enumeration: api::enumeration(name), members, events, enum_members }
}

fn by_path(path: &str, owner: &str, name: &str) -> Found {
    let registers = |event: &Event| event.method().rsplit_once('.').is_some_and(|(receiver, _)| receiver == owner);
    Found {
        enumeration: api::enumeration_at(path),
        members: api::receiver(owner).and_then(|known| known.member(name)).into_iter().collect(),
        events: api::events().filter(|event| event.name() == name && registers(event)).collect(),
        enum_members: enumeration(owner).and_then(|owner| Some((owner, owner.member(name)?))).into_iter().collect(),
    }
}

/// An enumeration by its name alone or by a path that some release has.
pub fn enumeration(path: &str) -> Option<Enumeration> {
    api::enumeration(path).or_else(|| api::enumeration_at(path))
}

/// The instance first, then what is reached from it, then the namespaces, then the rest.
fn nearness(receiver: &str) -> usize {
    let is_below = |start: &str| receiver.strip_prefix(start).is_some_and(|rest| rest.starts_with('.'));
    match receiver {
        INSTANCE => 0,
        _ if is_below(INSTANCE) => 1,
        _ if is_below("Dynamsoft") => 2,
        _ => 3,
    }
}

fn sections(found: &Found) -> Vec<String> {
    let newest = Release::newest();
    let (told, listed) = told_and_listed(&found.members);
    let members = told.iter().map(|member| member_markdown(*member, newest, &ids(rules::about_member(*member))));
    let list = (!listed.is_empty()).then(|| list(listed, newest));
    let events = found.events.iter().map(|event| event_markdown(*event, &ids(rules::about(event.name()))));
    let enum_members = found.enum_members.iter();
    let enum_members = enum_members
        .map(|(owner, member)| enum_member_markdown(*owner, *member, newest, &ids(rules::about(member.name()))));
    let enumeration =
        found.enumeration.map(|found| enumeration_markdown(found, newest, &ids(rules::about(found.name()))));
    let sections = enumeration.into_iter().chain(members).chain(list);
    sections.chain(events).chain(enum_members).collect()
}

fn told_and_listed(members: &[Member]) -> (&[Member], &[Member]) {
    if members.len() <= MANY {
        return (members, &[]);
    }
    let own = members.iter().take_while(|member| member.receiver().name() == INSTANCE).count();
    members.split_at(own)
}

fn list(members: &[Member], release: Release) -> String {
    let lines: Vec<String> = members.iter().map(|member| format!("- {}", member_headline(*member, release))).collect();
    format!("Of several types; give the type too to read more:\n\n{}", lines.join("\n"))
}

/// Ids and no addresses: a terminal shows them as they are.
fn ids(rules: Vec<&Rule>) -> Vec<(&'static str, String)> {
    rules.into_iter().map(|rule| (rule.id, String::new())).collect()
}
