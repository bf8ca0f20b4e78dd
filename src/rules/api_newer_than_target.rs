use crate::facts::{ExprId, ExprKind};
use crate::model::Access;
use crate::report::{Finding, Severity};
use crate::sdk::SdkVersion;
use crate::sdk::api::{self, Receiver, Release};
use crate::text::Span;

use super::calls::SdkCall;
use super::members::{Coming, coming, coming_option, is_asked_for, name_of, named_event, seen_to_come, shown};
use super::spelling::{spelled, starts_of, unquoted};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "api-newer-than-target",
    category: Category::Deprecated,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::None,
    codes: &[-2209, -2397],
    versions: "where the version is known",
    summary: "A member, an option or an enumeration's member is used that came later than the version in use",
    options: &[],
    page: include_str!("api_newer_than_target.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    // The documentation tells of old versions less than they had.
    if context.release().is_none() || context.is_before_catalogue() || context.is_beyond_catalogue() {
        return;
    }
    for access in context.model.accesses() {
        match member(context, access).or_else(|| event(context, access)) {
            Some(finding) => findings.push(finding),
            None => options_of(context, access, findings),
        }
    }
    findings.extend(context.model.facts.exprs().filter_map(|(expr, _)| enum_member(context, expr)));
}

fn member(context: &Context<'_>, access: &Access) -> Option<Finding> {
    let coming = coming(context, access.on, access.member?)?;
    if is_asked_for(context, access) {
        return None;
    }
    let object = shown(context, access.object, access.on.name());
    let what = format!("`{}` of `{object}`", name_of(context, access));
    let mut finding = report(context, &what, coming.since, unquoted(context, access.name_span));
    finding.severity = access.severity(severity(coming));
    Some(finding)
}

fn event(context: &Context<'_>, access: &Access) -> Option<Finding> {
    let named = named_event(context, access)?;
    let since = api::event(&named.method, named.name)?.since()?;
    if context.sdk_version?.is_at_least(since) {
        return None;
    }
    let what = format!("the event `{}`", named.name);
    let mut finding = report(context, &what, since, context.span(named.argument));
    finding.severity = access.severity(finding.severity);
    Some(finding)
}

/// The types may have come to know a member later than the SDK did.
fn severity(coming: Coming) -> Severity {
    if coming.is_documented { RULE.severity } else { RULE.severity.lowered() }
}

/// The keys of object literals in a call.
fn options_of(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    let Some(call) = SdkCall::of(context, access) else { return };
    for (position, &argument) in call.arguments.iter().enumerate() {
        let options = call.params(position).filter_map(|param| param.gives()).find(|given| given.is_options());
        if let Some(options) = options {
            keys(context, access, options, argument, findings);
        }
    }
}

fn keys(context: &Context<'_>, access: &Access, options: Receiver, literal: ExprId, findings: &mut Vec<Finding>) {
    let facts = context.model.facts;
    let ExprKind::Object(properties) = facts.kind(literal) else { return };
    for property in properties {
        let Some(key) = property.key else { continue };
        let Some(option) = options.member(facts.names.text(key)) else { continue };
        if let Some(coming) = coming_option(context, options, option) {
            let what = format!("the option `{}` of `{}`", option.name(), name_of(context, access));
            let mut finding = report(context, &what, coming.since, unquoted(context, property.key_span));
            finding.severity = access.severity(severity(coming));
            findings.push(finding);
        } else if let Some(inner) = option.all_forms().find_map(|form| form.gives()).filter(|it| it.is_options()) {
            keys(context, access, inner, property.value, findings);
        }
    }
}

fn enum_member(context: &Context<'_>, expr: ExprId) -> Option<Finding> {
    let version = context.sdk_version?;
    let (path, span) = spelled(context.model, expr)?;
    let mut parts = path.rsplit('.');
    let (name, enumeration) = (parts.next()?, api::enumeration(parts.next()?)?);
    let member = enumeration.member(name).filter(|member| member.value(Release::of(version)).is_none())?;
    let since = seen_to_come(member.first_release()).filter(|since| !version.is_at_least(*since))?;
    let is_asked_for = starts_of(path).any(|start| context.asked().has_path(start));
    let what = format!("`{name}` of `{}`", enumeration.name());
    (!is_asked_for).then(|| report(context, &what, since, unquoted(context, span)))
}

fn report(context: &Context<'_>, what: &str, since: SdkVersion, span: Span) -> Finding {
    let target = context.sdk_version.map_or_else(String::new, |version| version.to_string());
    let message = format!("{what} came with {since}, and the SDK in use is {target}: it is undefined there");
    let mut finding = RULE.finding(span, message);
    finding.help = Some(format!("use version {since} or later of the SDK, or ask whether it is there first"));
    finding
}
