use crate::model::Access;
use crate::report::{Finding, Severity};
use crate::sdk::api::{self, Support};
use crate::sdk::{Platform, semantics};
use crate::text::Span;

use super::members::{coming, is_version_switch, named_event, removal, shown};
use super::spelling::unquoted;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "platform-unavailable-api",
    category: Category::Platform,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::Medium,
    fix: FixKind::None,
    codes: &[-2905, -2209, -1013, -1006, -1014, -2701, -2910],
    versions: "",
    summary: "A member is used that does not work on one of the platforms that the application runs on",
    options: &[],
    page: include_str!("platform_unavailable_api.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    if !context.platforms.is_empty() && !asks_for_platform(context) {
        findings.extend(member(context, access).or_else(|| event(context, access)));
    }
}

/// A file that asks where it runs is taken to know what works there.
fn asks_for_platform(context: &Context<'_>) -> bool {
    semantics::PLATFORM_QUESTIONS.iter().any(|name| context.model.facts.names.find(name).is_some())
}

fn member(context: &Context<'_>, access: &Access) -> Option<Finding> {
    let member = access.member?;
    // Another rule speaks of what is not there at all.
    let is_left_to_others = is_version_switch(context, access, member)
        || removal(context, member).is_some()
        || coming(context, access.on, member).is_some();
    if is_left_to_others {
        return None;
    }
    let what = format!("`{}` of `{}`", member.name(), shown(context, access.object, access.on.name()));
    report(context, access, &what, unquoted(context, access.name_span), |platform| member.support(platform))
}

fn event(context: &Context<'_>, access: &Access) -> Option<Finding> {
    let named = named_event(context, access)?;
    let event = api::event(&named.method, named.name)?;
    let what = format!("the event `{}`", named.name);
    report(context, access, &what, context.span(named.argument), |platform| event.support(platform))
}

/// A finding where one of the platforms of the application does not have it.
fn report(
    context: &Context<'_>,
    access: &Access,
    what: &str,
    span: Span,
    support: impl Fn(Platform) -> Support,
) -> Option<Finding> {
    let platforms = context.platforms.iter().copied();
    let missing: Vec<Platform> = platforms.filter(|platform| support(*platform) == Support::Never).collect();
    if missing.is_empty() {
        return None;
    }
    let names: Vec<&str> = missing.iter().map(|platform| platform.name()).collect();
    let message = format!("{what} does not work on {}", names.join(" and "));
    let mut finding = RULE.finding(span, message);
    let on_macos = support(Platform::MacOs);
    let is_by_driver = missing.iter().all(|platform| depends_on_driver(*platform, on_macos));
    finding.severity = access.severity(if is_by_driver { Severity::Info } else { RULE.severity });
    finding.help = Some("ask for the platform before it, or do without".to_owned());
    Some(finding)
}

/// Whether another scanner interface of the same system has it.
fn depends_on_driver(platform: Platform, on_macos: Support) -> bool {
    matches!(platform, Platform::MacOsTwain | Platform::MacOsIca) && matches!(on_macos, Support::Since(_))
}
