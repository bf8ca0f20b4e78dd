//! What the SDK declares under a name: members, enumerations and their members, events.

use crate::sdk::api::{self, EnumMember, Enumeration, Event, Member};
use crate::sdk::semantics::INSTANCE_NAMES;

pub const INSTANCE: &str = "WebTwain";

/// What is called by a name or a path, the nearest to an instance first.
pub struct Found {
    pub enumeration: Option<Enumeration>,
    pub members: Vec<Member>,
    pub events: Vec<Event>,
    pub enum_members: Vec<(Enumeration, EnumMember)>,
}

/// `None` when nothing is called so.
pub fn find(what: &str) -> Option<Found> {
    let what = path(what);
    let found = match what.rsplit_once('.') {
        Some((owner, name)) => by_path(&what, owner, name),
        None => by_name(&what),
    };
    let is_empty = found.enumeration.is_none()
        && found.members.is_empty()
        && found.events.is_empty()
        && found.enum_members.is_empty();
    (!is_empty).then_some(found)
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
