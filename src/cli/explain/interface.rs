//! What the SDK declares as data. Versions are texts; where nothing is known of something it is `null`.

use serde_json::{Map, Value, json};

use crate::explain::Found;
use crate::rules::{self, Rule};
use crate::sdk::api::{self, Deprecation, EnumMember, Enumeration, Event, Form, Member, Release, Removal, Support};
use crate::sdk::describe::{enumeration_paths, signature};
use crate::sdk::{Platform, SdkVersion};

pub fn objects(found: &Found) -> Vec<Value> {
    let enumeration = found.enumeration.map(enumeration);
    let members = found.members.iter().map(|found| member(*found));
    let events = found.events.iter().map(|found| event(*found));
    let enum_members = found.enum_members.iter().map(|(owner, found)| enum_member(*owner, *found));
    enumeration.into_iter().chain(members).chain(events).chain(enum_members).collect()
}

/// As it is in the newest release that has it.
fn member(member: Member) -> Value {
    let release = member.last_release();
    json!({
        "kind": member_kind(member, release),
        "name": format!("{}.{}", member.receiver().name(), member.name()),
        "description": member.description(),
        "signatures": member.forms(release).map(|form| form_object(member, form, release)).collect::<Vec<_>>(),
        "since": member.documented_since().map(version),
        "inTypes": in_types(member.first_release(), release),
        "deprecated": member.deprecation(Release::newest()).as_ref().map(deprecation),
        "removed": member.removal().map(removal),
        "platforms": platforms(|platform| member.support(platform)),
        "rules": ids(rules::about_member(member)),
        "url": member.docs_url(),
    })
}

fn member_kind(member: Member, release: Release) -> &'static str {
    match member.kind(release) {
        Some(api::MemberKind::Method) => "method",
        _ if member.receiver().is_options() => "option",
        _ => "property",
    }
}

fn form_object(member: Member, form: Form, release: Release) -> Value {
    json!({
        "text": signature(member, form),
        "deprecated": form.deprecation(release).as_ref().map(deprecation),
    })
}

fn enumeration(enumeration: Enumeration) -> Value {
    let paths = enumeration_paths(enumeration).into_iter().rev();
    let paths = paths.map(|(last, path)| json!({ "path": path, "through": through(last) }));
    json!({
        "kind": "enumeration",
        "name": enumeration.name(),
        "description": enumeration.description(),
        "paths": paths.collect::<Vec<_>>(),
        "members": enumeration.members().map(enum_member_facts).collect::<Vec<_>>(),
        "rules": ids(rules::about(enumeration.name())),
        "url": enumeration.docs_url(),
    })
}

fn enum_member(enumeration: Enumeration, member: EnumMember) -> Value {
    let mut object = enum_member_facts(member);
    object["kind"] = "enumerationMember".into();
    object["name"] = format!("{}.{}", enumeration.name(), member.name()).into();
    object["description"] = enumeration.description().into();
    object["rules"] = json!(ids(rules::about(member.name())));
    object["url"] = enumeration.docs_url().into();
    object
}

fn enum_member_facts(member: EnumMember) -> Value {
    json!({
        "name": member.name(),
        "value": match member.newest_value() {
            api::Value::Number(number) => Value::from(number),
            api::Value::Text(text) => Value::from(text),
        },
        "inTypes": in_types(member.first_release(), member.last_release()),
        "deprecated": member.deprecation(Release::newest()).as_ref().map(deprecation),
    })
}

fn event(event: Event) -> Value {
    let params = event.params().map(|(name, type_text)| json!({ "name": name, "type": type_text }));
    json!({
        "kind": "event",
        "name": event.name(),
        "method": event.method(),
        "description": event.description(),
        "handlerParameters": params.collect::<Vec<_>>(),
        "since": event.since().map(version),
        "isCurrent": event.is_current(),
        "platforms": platforms(|platform| event.support(platform)),
        "rules": ids(rules::about(event.name())),
        "url": event.docs_url(),
    })
}

/// `0` for every version.
fn version(version: SdkVersion) -> String {
    if version.major == 0 { "0".to_owned() } else { version.to_string() }
}

/// The releases whose types have a thing; `through` is `null` when the newest still does.
fn in_types(first: Release, last: Release) -> Value {
    json!({ "from": first.name(), "through": through(last) })
}

fn through(last: Release) -> Option<&'static str> {
    (last != Release::newest()).then(|| last.name())
}

fn deprecation(found: &Deprecation) -> Value {
    json!({ "since": found.since.map(version), "use": found.replacement })
}

fn removal(found: Removal) -> Value {
    json!({ "since": version(found.version), "isCertain": found.is_certain, "use": found.replacement })
}

/// By platform the first version, or `false`; without those of which the documentation says nothing.
fn platforms(support: impl Fn(Platform) -> Support) -> Map<String, Value> {
    let known = Platform::ALL.into_iter().filter_map(|platform| {
        let value = match support(platform) {
            Support::Unknown => return None,
            Support::Never => Value::Bool(false),
            Support::Since(since) => version(since).into(),
        };
        Some((platform.name().to_owned(), value))
    });
    known.collect()
}

fn ids(rules: Vec<&Rule>) -> Vec<&'static str> {
    rules.into_iter().map(|rule| rule.id).collect()
}
