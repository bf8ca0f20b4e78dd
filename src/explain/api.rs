//! The pages of what the SDK declares: members, enumerations and their members, events.

use super::found::{Found, INSTANCE};
use crate::rules::{self, Rule};
use crate::sdk::api::{Member, Release};
use crate::sdk::describe::{
    enum_member_markdown, enumeration_markdown, event_markdown, member_headline, member_markdown,
};

/// Of more members with one name, only the instance's own is told in full.
const MANY: usize = 6;

pub fn page(found: &Found) -> String {
    sections(found).join("\n\n---\n\n")
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
