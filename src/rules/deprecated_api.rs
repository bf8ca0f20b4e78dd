use crate::facts::{ExprId, ExprKind};
use crate::model::Access;
use crate::report::{Finding, Severity, Tag};
use crate::sdk::api::{self, Deprecation, Form, Member, Presence, Release};
use crate::sdk::{SdkVersion, semantics};
use crate::text::Span;

use super::assign_to_readonly;
use super::members::{is_version_switch, latest, named_event, removal, shown};
use super::renames::{advice, rename};
use super::spelling::{spelled, unquoted};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "deprecated-api",
    category: Category::Deprecated,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Safe,
    codes: &[-2209, -2907],
    versions: "",
    summary: "A member, an enumeration's member or an event is used that is deprecated, and so no longer supported",
    options: &[],
    page: include_str!("deprecated_api.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for access in context.model.accesses() {
        findings.extend(member(context, access).or_else(|| event(context, access)));
    }
    findings.extend(context.model.facts.exprs().filter_map(|(expr, _)| enum_member(context, expr)));
}

fn member(context: &Context<'_>, access: &Access) -> Option<Finding> {
    let member = access.member?;
    let mut deprecation = deprecation(context, access, member)?;
    if is_version_switch(context, access, member)
        || removal(context, member).is_some()
        || assign_to_readonly::written(context, access).is_some()
    {
        return None;
    }
    if deprecation.replacement.is_empty() {
        deprecation.replacement.extend(semantics::replacement(access.on.name(), member.name()));
    }
    let what = format!("`{}` of `{}`", member.name(), shown(context, access.object, access.on.name()));
    let span = unquoted(context, access.name_span);
    let mut finding = report(&what, deprecation.since, span, &deprecation.replacement);
    finding.severity = access.severity(finding.severity);
    finding.fixes.extend(rename(context, access, &deprecation.replacement));
    Some(finding)
}

fn deprecation(context: &Context<'_>, access: &Access, member: Member) -> Option<Deprecation> {
    let release = latest(context);
    if member.is_in(release) {
        member.forms(release).find_map(|form| form.deprecation(release))?;
        let meant = forms_meant(context, access, member, release);
        return all_deprecated(member, &meant, release);
    }
    if member.presence(release) != Presence::Undeclared || member.last_release().version() > release.version() {
        return None;
    }
    let last = member.last_release();
    all_deprecated(member, &member.forms(last).collect::<Vec<_>>(), last).or_else(|| dropped(member, release))
}

/// The overloads that a call may mean; of what is not called, all forms.
fn forms_meant(context: &Context<'_>, access: &Access, member: Member, release: Release) -> Vec<Form> {
    let facts = context.model.facts;
    let arguments = match access.call().map(|call| facts.kind(call)) {
        Some(ExprKind::Call { arguments, .. }) => &**arguments,
        _ => return member.forms(release).collect(),
    };
    let kinds: Vec<_> = arguments.iter().map(|&it| context.model.functions.argument_kind(facts, it)).collect();
    let fitting: Vec<Form> = member.forms(release).filter(|form| form.fits(&kinds)).collect();
    if fitting.is_empty() { member.forms(release).collect() } else { fitting }
}

/// An overload whose replacement is another overload of the same method is not the method's.
fn all_deprecated(member: Member, forms: &[Form], release: Release) -> Option<Deprecation> {
    let of = |form: &Form| form.deprecation(release).filter(|it| it.replacement != [member.name()]);
    let mut all = forms.iter().map(of);
    let first = all.next()??;
    all.all(|other| other.is_some()).then_some(first)
}

/// What the types no longer have, and that has another name since.
fn dropped(member: Member, release: Release) -> Option<Deprecation> {
    let removal = member.removal().filter(|removal| removal.version <= release.version())?;
    Some(Deprecation { since: Some(removal.version), replacement: vec![removal.replacement?] })
}

fn event(context: &Context<'_>, access: &Access) -> Option<Finding> {
    let event = named_event(context, access)?;
    let (since, replacement) = semantics::deprecated_event(&event.method, event.name)?;
    if since > latest(context).version() {
        return None;
    }
    let what = format!("the event `{}`", event.name);
    let mut finding = report(&what, Some(since), context.span(event.argument), &[replacement]);
    finding.severity = access.severity(finding.severity);
    Some(finding)
}

fn enum_member(context: &Context<'_>, expr: ExprId) -> Option<Finding> {
    let (path, span) = spelled(context.model, expr)?;
    let mut parts = path.rsplit('.');
    let (name, enumeration) = (parts.next()?, api::enumeration(parts.next()?)?);
    let deprecation = enumeration.member(name)?.deprecation(latest(context))?;
    let what = format!("`{name}` of `{}`", enumeration.name());
    Some(report(&what, deprecation.since, unquoted(context, span), &deprecation.replacement))
}

fn report(what: &str, since: Option<SdkVersion>, span: Span, replacement: &[&'static str]) -> Finding {
    let since = since.map_or_else(String::new, |since| format!(" since {since}"));
    let message = format!("{what} is deprecated{since}: it is not supported any more and may go without notice");
    let mut finding = RULE.finding(span, message);
    if replacement.is_empty() {
        finding.severity = Severity::Hint;
    }
    finding.help = advice(replacement);
    finding.tag = Some(Tag::Deprecated);
    finding
}
