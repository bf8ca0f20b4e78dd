use crate::model::{Access, Usage};
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::api::{self, Receiver};
use crate::sdk::semantics;

use super::members::{name_of, nearly, shown};
use super::places::{INSTANCE, way_to};
use super::spelling::unquoted;
use super::unknown_member::is_unknown;
use super::{Category, Check, Confidence, Context, FixKind, Rule, event_assigned_as_property};

pub static RULE: Rule = Rule {
    id: "wrong-receiver",
    category: Category::ApiUsage,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-2003, -2325],
    versions: "",
    summary: "A member of one object of the SDK is used on another, which does not have it",
    options: &[],
    page: include_str!("wrong_receiver.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    findings.extend(home(context, access).map(|home| report(context, access, home)));
}

/// Whether this rule reports an access, and no other does.
pub(super) fn speaks_of(context: &Context<'_>, access: &Access) -> bool {
    home(context, access).is_some()
}

/// The one other object that has the member.
fn home(context: &Context<'_>, access: &Access) -> Option<Receiver> {
    let name = name_of(context, access);
    if !access.is_known
        || !semantics::COMPANIONS.contains(&access.on.name())
        || !is_unknown(context, access)
        || event_assigned_as_property::speaks_of(context, access)
    {
        return None;
    }
    let others = semantics::COMPANIONS.iter().filter_map(|other| api::receiver(other));
    let mut homes = others.filter(|other| *other != access.on && other.member(name).is_some());
    let only = homes.next().filter(|_| homes.next().is_none())?;
    let is_slip = nearly(context, access.on, access.name).is_some_and(|near| near.eq_ignore_ascii_case(name));
    (!is_slip && !is_own(context, access)).then_some(only)
}

/// Whether the file keeps something of its own under the name.
fn is_own(context: &Context<'_>, access: &Access) -> bool {
    match access.usage {
        Usage::Write { value, .. } => value.is_some_and(|value| context.model.functions.target(value).is_some()),
        _ => context.asked().is_added(access.name),
    }
}

fn report(context: &Context<'_>, access: &Access, home: Receiver) -> Finding {
    let name = name_of(context, access);
    let object = shown(context, access.object, access.on.name());
    let consequence = match access.usage {
        Usage::Write { .. } => "the setting is lost",
        Usage::Call(_) | Usage::New(_) => "the call throws a TypeError",
        Usage::Read => "the value is undefined",
    };
    let owner = if home.name() == INSTANCE { "an instance".to_owned() } else { format!("`{}`", home.name()) };
    let message = format!("`{object}` has no `{name}`, {owner} has: {consequence}");
    let mut finding = RULE.finding(unquoted(context, access.name_span), message);
    let way = way_to(context, access, home.name());
    finding.help = Some(match &way {
        Some(way) => format!("use `{way}.{name}`"),
        None => format!("use it on {owner}"),
    });
    finding.fixes.extend(way.as_ref().map(|way| Fix {
        title: format!("Use it on {way}"),
        safety: Safety::Unsafe,
        edits: vec![Edit { span: context.span(access.object), text: way.clone() }],
    }));
    finding
}
