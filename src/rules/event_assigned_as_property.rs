use crate::facts::ExprId;
use crate::model::{Access, Usage};
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::api::{self, ArgumentKind};
use crate::text::Span;

use super::members::{name_of, shown};
use super::spelling::unquoted;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "event-assigned-as-property",
    category: Category::ApiUsage,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-2391],
    versions: "",
    summary: "A handler is assigned to the name of an event, and not registered, so it never runs",
    options: &[],
    page: include_str!("event_assigned_as_property.md"),
    check: Check::Access(check),
};

/// The method that registers handlers for the events of an instance.
const REGISTERS: &str = "RegisterEvent";

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    let Usage::Write { by, value: Some(value) } = access.usage else { return };
    let kind = context.model.functions.argument_kind(context.model.facts, value);
    if !speaks_of(context, access) || !matches!(kind, ArgumentKind::Function | ArgumentKind::Unknown) {
        return;
    }
    let (event, object) = (name_of(context, access), shown(context, access.object, access.on.name()));
    let message = format!("`{event}` is an event of `{object}`, and not a property: the handler never runs");
    let mut finding = RULE.finding(unquoted(context, access.name_span), message);
    finding.severity = access.severity(RULE.severity);
    finding.help = Some(format!("register it with `{object}.{REGISTERS}(\"{event}\", ...)`"));
    finding.fixes.extend(register(context, access, by, value));
    findings.push(finding);
}

/// Whether an event is written to as if it were a property; whatever is written, no other rule speaks of it.
pub(super) fn speaks_of(context: &Context<'_>, access: &Access) -> bool {
    let is_write = matches!(access.usage, Usage::Write { .. });
    let method = || format!("{}.{REGISTERS}", access.on.name());
    is_write && access.member.is_none() && api::event(&method(), name_of(context, access)).is_some()
}

/// `unit.OnPostLoad = show;` becomes `unit.RegisterEvent("OnPostLoad", show);`.
fn register(context: &Context<'_>, access: &Access, by: ExprId, value: ExprId) -> Option<Fix> {
    let (name, whole) = (access.name_span, context.span(by));
    let before = Span::new(name.end as usize, context.span(value).start.max(name.end) as usize);
    let operator = context.text(before).strip_prefix(' ').unwrap_or(context.text(before));
    if !context.is_statement(by) || unquoted(context, name) != name || !operator.starts_with('=') {
        return None;
    }
    let after_operator = name.end as usize + context.text(before).find('=')? + 1;
    let call = format!("{REGISTERS}(\"{}\",", name_of(context, access));
    let edits = vec![
        Edit { span: Span::new(name.start as usize, after_operator), text: call },
        Edit { span: Span::new(whole.end as usize, whole.end as usize), text: ")".to_owned() },
    ];
    Some(Fix { title: format!("Register it with {REGISTERS}"), safety: Safety::Unsafe, edits })
}
