//! What a name that nothing is called by may have meant.

use std::collections::BTreeSet;

use super::found::{enumeration, path};
use crate::rules::RULES;
use crate::sdk::{api, guide};
use crate::text::nearest;

const AT_MOST: usize = 3;

/// The nearest names, best first, at most three.
pub fn nearest_names(what: &str) -> Vec<String> {
    let what = path(what);
    let Some((owner, name)) = what.rsplit_once('.') else { return nearest_of_all(&what) };
    let mut found = below(owner, name);
    if found.is_empty() {
        found = elsewhere(name);
    }
    if found.is_empty() { nearest_of_all(name) } else { found }
}

fn nearest_of_all(name: &str) -> Vec<String> {
    let mut known: BTreeSet<&str> = RULES.iter().map(|rule| rule.id).collect();
    known.extend(guide::all().iter().map(|topic| topic.id));
    known.extend(api::receivers().flat_map(|receiver| receiver.members().map(api::Member::name)));
    known.extend(api::enumerations().map(api::Enumeration::name));
    known.extend(api::enumerations().flat_map(|owner| owner.members().map(api::EnumMember::name)));
    known.extend(api::events().map(api::Event::name));
    nearest(name, known).into_iter().map(str::to_owned).collect()
}

/// The nearest names of a known type or enumeration.
fn below(owner: &str, name: &str) -> Vec<String> {
    let receiver = api::receiver(owner);
    let bases = std::iter::successors(receiver, |known| known.base());
    let mut known: Vec<&str> = bases.flat_map(api::Receiver::members).map(api::Member::name).collect();
    known.extend(enumeration(owner).iter().flat_map(|found| found.members()).map(|member| member.name()));
    let method = |event: &api::Event| event.method().rsplit_once('.').map(|(receiver, _)| receiver);
    known.extend(api::events().filter(|event| method(event) == Some(owner)).map(|event| event.name()));
    nearest(name, known).into_iter().map(|name| format!("{owner}.{name}")).collect()
}

/// Where a name is, when it was looked for in the wrong place.
fn elsewhere(name: &str) -> Vec<String> {
    let enumerations = api::enumeration(name).and_then(|found| found.path(api::Release::newest()));
    let members = api::members_named(name).map(|member| format!("{}.{name}", member.receiver().name()));
    let owners = api::enumerations().filter(|owner| owner.member(name).is_some());
    let all = enumerations.map(str::to_owned).into_iter().chain(members);
    let mut all: Vec<String> = all.chain(owners.map(|owner| format!("{}.{name}", owner.name()))).collect();
    all.sort_by_key(|path| !path.starts_with("WebTwain."));
    all.truncate(AT_MOST);
    all
}
