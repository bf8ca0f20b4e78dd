use super::notes::{bullets, deprecated, documentation, labelled, paragraphs, rules};
use crate::sdk::api::{EnumMember, Enumeration, Release, Value};

/// What it is about, how code reaches it, and its members with their values.
#[must_use]
pub fn enumeration_markdown(enumeration: Enumeration, release: Release, rule_links: &[(&str, String)]) -> String {
    let notes =
        [path(enumeration, ""), earlier_paths(enumeration), rules(rule_links), documentation(enumeration.docs_url())];
    let headline = format!("**{}** - enumeration", enumeration.name());
    paragraphs([headline, enumeration.description().to_owned(), bullets(notes), members(enumeration, release)])
}

/// Its value, what its enumeration is about, and whether it is still to be used.
#[must_use]
pub fn enum_member_markdown(
    enumeration: Enumeration,
    member: EnumMember,
    release: Release,
    rule_links: &[(&str, String)],
) -> String {
    let value = value_in(member, release);
    let headline = format!("**{}.{}** = {value}", enumeration.name(), member.name());
    let same = enumeration.members_with(value, release).filter(|other| other.name() != member.name());
    let notes = [
        path(enumeration, &format!(".{}", member.name())),
        lifetime(enumeration, member).map(|lifetime| format!("In the types {lifetime}")),
        earlier_values(member, value),
        member.deprecation(release).as_ref().map(deprecated),
        labelled("The same value", same.map(|other| format!("`{}`", other.name()))),
        rules(rule_links),
        documentation(enumeration.docs_url()),
    ];
    paragraphs([headline, enumeration.description().to_owned(), bullets(notes)])
}

/// How code reaches it, or with what stands behind it.
fn path(enumeration: Enumeration, behind: &str) -> Option<String> {
    let (last, path) = enumeration_paths(enumeration).pop()?;
    let until = if last == Release::newest() { String::new() } else { format!(" (up to {last})") };
    Some(format!("In code: `{path}{behind}`{until}"))
}

fn earlier_paths(enumeration: Enumeration) -> Option<String> {
    let mut all = enumeration_paths(enumeration);
    all.pop();
    labelled("Earlier", all.into_iter().map(|(last, path)| format!("`{path}` (up to {last})")))
}

/// Every path by which code reaches it, with the newest release that has it there, oldest first.
#[must_use]
pub fn enumeration_paths(enumeration: Enumeration) -> Vec<(Release, &'static str)> {
    let mut found: Vec<(Release, &'static str)> = Vec::new();
    for release in main_line() {
        let Some(path) = enumeration.path(release) else { continue };
        found.retain(|(_, known)| *known != path);
        found.push((release, path));
    }
    found
}

fn members(enumeration: Enumeration, release: Release) -> String {
    let mut all: Vec<EnumMember> = enumeration.members().collect();
    all.sort_by_key(|member| match value_in(*member, release) {
        Value::Number(number) => (number, ""),
        Value::Text(text) => (0, text),
    });
    bullets(all.into_iter().map(|member| Some(member_line(enumeration, member, release))))
}

fn member_line(enumeration: Enumeration, member: EnumMember, release: Release) -> String {
    let deprecation = member.deprecation(release).as_ref().map(deprecated);
    let notes: Vec<String> = [lifetime(enumeration, member), deprecation].into_iter().flatten().collect();
    let notes = if notes.is_empty() { String::new() } else { format!(" ({})", notes.join("; ")) };
    format!("`{}` = {}{notes}", member.name(), value_in(member, release))
}

/// "since 17.0.2, up to 18.4.2"; said only of a member that not every release with the enumeration has.
fn lifetime(enumeration: Enumeration, member: EnumMember) -> Option<String> {
    let first = main_line().find(|release| enumeration.path(*release).is_some());
    let last = main_line().rev().find(|release| enumeration.path(*release).is_some());
    let since = (Some(member.first_release()) != first).then(|| format!("since {}", member.first_release()));
    let until = (Some(member.last_release()) != last).then(|| format!("up to {}", member.last_release()));
    let known: Vec<String> = [since, until].into_iter().flatten().collect();
    (!known.is_empty()).then(|| known.join(", "))
}

fn earlier_values(member: EnumMember, value: Value) -> Option<String> {
    let mut all: Vec<(Release, Value)> = Vec::new();
    for release in main_line() {
        let Some(found) = member.value(release).filter(|found| *found != value) else { continue };
        all.retain(|(_, known)| *known != found);
        all.push((release, found));
    }
    labelled("Other values", all.into_iter().map(|(last, value)| format!("{value} (up to {last})")))
}

fn main_line() -> impl DoubleEndedIterator<Item = Release> {
    Release::all().filter(|release| !release.is_side())
}

fn value_in(member: EnumMember, release: Release) -> Value {
    member.value(release).unwrap_or_else(|| member.newest_value())
}
