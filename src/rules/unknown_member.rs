use crate::model::{Access, Usage};
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::api::Receiver;
use crate::sdk::semantics;
use crate::text;

use super::members::{is_doubted, is_of_every_object, name_of, nearly, shown};
use super::spelling::unquoted;
use super::{Category, Check, Confidence, Context, FixKind, Rule, event_assigned_as_property, wrong_receiver};

pub static RULE: Rule = Rule {
    id: "unknown-member",
    category: Category::ApiUsage,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Safe,
    codes: &[-2209],
    versions: "",
    summary: "A property or method that no version of the SDK has: nothing reads it, or the call throws",
    options: &[],
    page: include_str!("unknown_member.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    if !is_unknown(context, access)
        || event_assigned_as_property::speaks_of(context, access)
        || wrong_receiver::speaks_of(context, access)
    {
        return;
    }
    findings.extend(judge(context, access));
}

/// Whether an object of the SDK has no member of that name, in any release, as far as can be known.
pub(super) fn is_unknown(context: &Context<'_>, access: &Access) -> bool {
    let name = name_of(context, access);
    access.member.is_none()
        && !name.is_empty()
        && !is_internal(name)
        && !is_open(access.on)
        && !is_of_every_object(name)
        && !semantics::is_undocumented(access.on.name(), name)
        && !is_before_types(context, access.on)
        && !is_enumeration(context, access, name)
        && !is_doubted(context, access)
        && !is_made_loose(context, access)
}

/// What the SDK keeps for itself is not in its types.
fn is_internal(name: &str) -> bool {
    name.starts_with('_')
}

fn is_open(on: Receiver) -> bool {
    on.is_open() || semantics::OPEN_TYPES.contains(&on.name())
}

/// Whether the version in use is older than what is known of the type.
fn is_before_types(context: &Context<'_>, on: Receiver) -> bool {
    context.is_before_catalogue() || is_respelled(on) && context.release().is_some_and(|release| !on.is_in(release))
}

/// Whether the type had other members once.
fn is_respelled(on: Receiver) -> bool {
    semantics::RESPELLED_TYPES.contains(&on.name())
}

/// Enumerations have a rule of their own.
fn is_enumeration(context: &Context<'_>, access: &Access, name: &str) -> bool {
    context.model.path(access.expr).is_some() && name.starts_with("Enum")
}

/// Whether the file adds members out of sight to the object, or says by a cast that it uses what the types do not have.
fn is_made_loose(context: &Context<'_>, access: &Access) -> bool {
    let facts = context.model.facts;
    if context.asked().is_extended(facts, access.object) {
        return true;
    }
    let span = context.span(access.object);
    let start = context.source.text.get(..span.start as usize).unwrap_or("");
    let between = context.source.text.get(span.end as usize..access.name_span.start as usize).unwrap_or("");
    between.trim_start().starts_with("as any") || start.trim_end().ends_with("<any>")
}

/// What is wrong with a name, and how sure that is.
struct Slip {
    /// The name that is meant for certain.
    meant: Option<&'static str>,
    severity: Severity,
    consequence: &'static str,
}

fn judge(context: &Context<'_>, access: &Access) -> Option<Finding> {
    let name = name_of(context, access);
    let slip = read_slip(context, access, name)?;
    let object = shown(context, access.object, access.on.name());
    let span = unquoted(context, access.name_span);
    let message = format!("`{object}` has no member `{name}`: {}", slip.consequence);
    let mut finding = RULE.finding(span, message);
    finding.severity = slip.severity;
    let Some(meant) = slip.meant else {
        let near = access.on.nearest(name, context.release());
        finding.help = text::did_you_mean(&near).strip_prefix("; ").map(str::to_owned);
        return Some(finding);
    };
    finding.help = Some(format!("use `{meant}`"));
    let safety = if meant.eq_ignore_ascii_case(name) { Safety::Safe } else { Safety::Unsafe };
    let edits = vec![Edit { span, text: meant.to_owned() }];
    finding.fixes.push(Fix { title: format!("Replace by `{meant}`"), safety, edits });
    Some(finding)
}

fn read_slip(context: &Context<'_>, access: &Access, name: &str) -> Option<Slip> {
    let asked = context.asked();
    let alias = semantics::member_alias(access.on.name(), name);
    let meant = alias.or_else(|| nearly(context, access.on, access.name));
    let consequence = match access.usage {
        Usage::Call(_) | Usage::New(_) => "the call throws a TypeError",
        Usage::Write { .. } => "a property is added that the SDK does not read",
        Usage::Read => "the value is undefined",
    };
    let severity = match access.usage {
        Usage::Write { value, .. } => {
            let is_function = value.is_some_and(|value| context.model.functions.target(value).is_some());
            let is_own = asked.is_used(access.name) || meant.is_none() && (is_function || looks_own(name));
            if is_own {
                return None;
            }
            if meant.is_some() { Severity::Warning } else { Severity::Info }
        }
        _ if asked.is_written(access.name) => return None,
        Usage::Call(_) | Usage::New(_) => Severity::Warning,
        Usage::Read if meant.is_some() => Severity::Warning,
        Usage::Read if looks_own(name) => return None,
        Usage::Read => Severity::Info,
    };
    if meant.is_none() && (!access.is_known || context.is_beyond_catalogue()) {
        return None;
    }
    let may_be_old = context.sdk_version.is_none() && is_respelled(access.on);
    let severity = if access.is_known && !may_be_old { severity } else { Severity::Info };
    Some(Slip { meant, severity, consequence })
}

/// The SDK's own members begin with a capital letter, but for those of the viewer and a few more.
fn looks_own(name: &str) -> bool {
    !name.starts_with(|first: char| first.is_uppercase())
}
