//! Which rules speak of a thing of the SDK.

use crate::sdk::api::{self, Member};

use super::{Category, RULES, Rule};

const INSTANCE: &str = "WebTwain";

/// Pages that speak of a name mean the instance's own, or the option that is called like it.
#[must_use]
pub fn about_member(member: Member) -> Vec<&'static Rule> {
    let receiver = member.receiver();
    let is_own = receiver.name() == INSTANCE;
    let has_namesake = api::receiver(INSTANCE).is_some_and(|instance| instance.member(member.name()).is_some());
    if is_own || receiver.is_options() || !has_namesake { about(member.name()) } else { Vec::new() }
}

/// The rules whose page speaks of a name, as code does.
#[must_use]
pub fn about(name: &str) -> Vec<&'static Rule> {
    RULES.iter().copied().filter(|rule| rule.category != Category::Suppression && speaks_of(rule, name)).collect()
}

fn speaks_of(rule: &Rule, name: &str) -> bool {
    let is_part_of_name = |character: char| character.is_alphanumeric() || character == '_' || character == '$';
    rule.page.match_indices(name).any(|(start, _)| {
        let before = rule.page[..start].chars().next_back();
        let after = rule.page[start + name.len()..].chars().next();
        before.is_some_and(|before| "`.'\"".contains(before)) && !after.is_some_and(is_part_of_name)
    })
}
