use crate::model::Access;
use crate::report::{Finding, Severity};
use crate::sdk::api::{Member, Support};
use crate::sdk::{Platform, semantics};

use super::members::{coming, is_version_switch, name_of, removal, shown};
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
    page: include_str!("platform_unavailable_api.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    let Some(member) = access.member else { return };
    let missing = missing(context, member);
    if missing.is_empty() || asks_for_platform(context) || is_left_to_others(context, access, member) {
        return;
    }
    findings.push(report(context, access, member, &missing));
}

/// The platforms of the application that do not have it.
fn missing(context: &Context<'_>, member: Member) -> Vec<Platform> {
    let is_missing = |platform: &Platform| member.support(*platform) == Support::Never;
    context.platforms.iter().copied().filter(is_missing).collect()
}

/// A file that asks where it runs is taken to know what works there.
fn asks_for_platform(context: &Context<'_>) -> bool {
    semantics::PLATFORM_QUESTIONS.iter().any(|name| context.model.facts.names.find(name).is_some())
}

/// Whether another rule speaks of the member, or the code makes sure of a method before it calls it.
fn is_left_to_others(context: &Context<'_>, access: &Access, member: Member) -> bool {
    is_version_switch(context, access, member)
        || removal(context, member).is_some()
        || coming(context, access.on, member).is_some()
}

fn report(context: &Context<'_>, access: &Access, member: Member, missing: &[Platform]) -> Finding {
    let (name, object) = (name_of(context, access), shown(context, access.object, access.on.name()));
    let names: Vec<&str> = missing.iter().map(|platform| platform.name()).collect();
    let message = format!("`{name}` of `{object}` does not work on {}", names.join(" and "));
    let mut finding = RULE.finding(unquoted(context, access.name_span), message);
    let by_driver = missing.iter().all(|platform| is_by_driver(member, *platform));
    let severity = if by_driver { Severity::Info } else { RULE.severity };
    finding.severity = access.severity(severity);
    finding.help = Some("ask for the platform before it, or do without".to_owned());
    finding
}

/// Whether another scanner interface of the same system has it, so that it depends on the driver.
fn is_by_driver(member: Member, platform: Platform) -> bool {
    let is_of_macos = matches!(platform, Platform::MacOsTwain | Platform::MacOsIca);
    is_of_macos && matches!(member.support(Platform::MacOs), Support::Since(_))
}
