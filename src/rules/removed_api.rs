use crate::model::{Access, Usage};
use crate::report::{Finding, Severity, Tag};
use crate::sdk::SdkVersion;
use crate::sdk::api::{self, Member, Receiver, Removal};
use crate::sdk::semantics;

use super::members::{is_asked_for, latest, name_of, removal, shown};
use super::renames::{advice, rename};
use super::spelling::unquoted;
use super::{Category, Check, Confidence, Context, FixKind, Rule, legacy_namespace};

pub static RULE: Rule = Rule {
    id: "removed-api",
    category: Category::Deprecated,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Safe,
    codes: &[-2209, -2907],
    versions: "",
    summary: "A member is used that the version of the SDK no longer has",
    options: &[],
    page: include_str!("removed_api.md"),
    check: Check::Access(check),
};

/// How the paths of the add-ons begin.
const ADDONS: &str = "WebTwain.Addon.";

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    let Some(removal) = access.member.and_then(|member| removal(context, member)) else { return };
    let is_left_to_others = legacy_namespace::is_old_library(context, access.expr) || is_of_gone_value(context, access);
    if !is_left_to_others && !is_asked_for(context, access) && !is_before_removal(context, access, &removal) {
        findings.push(report(context, access, removal));
    }
}

/// Whether the object is a mere value that went with what gave it, which has a finding of its own, or one that the code
/// makes itself.
fn is_of_gone_value(context: &Context<'_>, access: &Access) -> bool {
    let is_value = !semantics::COMPANIONS.contains(&access.on.name());
    let is_made_here = access.on.is_options() && matches!(access.usage, Usage::Write { .. });
    is_value && (is_made_here || !access.on.is_in(latest(context)))
}

/// Whether the version, which is not known, is one that still has the member: the program loads the script of the add-on that
/// the member is of, or of one whose members went no later.
fn is_before_removal(context: &Context<'_>, access: &Access, removal: &Removal) -> bool {
    let path = format!("{}.{}", access.on.name(), name_of(context, access));
    let mut loaded = api::receivers().filter(|addon| {
        let name = addon.name().strip_prefix(ADDONS);
        name.is_some_and(|name| context.program.loads_addon(name))
    });
    let is_still_there = |addon: Receiver| {
        let is_of_addon = path.strip_prefix(addon.name()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'));
        is_of_addon || end_of(addon).is_some_and(|end| removal.version.is_at_least(end))
    };
    context.sdk_version.is_none() && loaded.any(is_still_there)
}

/// The first version without the last of an add-on's members that went.
fn end_of(addon: Receiver) -> Option<SdkVersion> {
    let removals = addon.members().filter_map(Member::removal);
    removals.filter(|removal| removal.is_certain).map(|removal| removal.version).max()
}

fn report(context: &Context<'_>, access: &Access, removal: Removal) -> Finding {
    let (name, object) = (name_of(context, access), shown(context, access.object, access.on.name()));
    let consequence = match access.usage {
        Usage::Call(_) | Usage::New(_) => "the call fails",
        Usage::Write { .. } => "what it is given is lost",
        Usage::Read => "the value is undefined",
    };
    let message = format!("`{name}` of `{object}` was removed in {}: {consequence}", removal.version);
    let mut finding = RULE.finding(unquoted(context, access.name_span), message);
    let known_version = if context.sdk_version.is_some() { Severity::Error } else { Severity::Warning };
    finding.severity = access.severity(known_version);
    finding.tag = Some(Tag::Deprecated);
    let replacement: Vec<&'static str> = removal.replacement.into_iter().collect();
    finding.help = advice(&replacement);
    finding.fixes.extend(rename(context, access, &replacement));
    finding
}
