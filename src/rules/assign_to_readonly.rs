use crate::model::{Access, Usage};
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::api::Member;
use crate::sdk::semantics;
use crate::text::Span;

use super::members::{forms, shown};
use super::spelling::unquoted;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "assign-to-readonly",
    category: Category::ApiUsage,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-2209],
    versions: "",
    summary: "A property that can only be read is given a value, which has no effect",
    options: &[],
    page: include_str!("assign_to_readonly.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    let Some(member) = written(context, access) else { return };
    let (name, on) = (member.name(), access.on.name());
    let object = shown(context, access.object, on);
    let message = format!("`{name}` of `{object}` can only be read: what it is given here is lost");
    let mut finding = RULE.finding(unquoted(context, access.name_span), message);
    finding.severity = access.severity(RULE.severity);
    let method = semantics::setter(on, name);
    finding.help = method.or_else(|| semantics::changed_by(on, name)).map(|method| format!("call `{method}(...)`"));
    finding.fixes.extend(method.and_then(|method| call(context, access, method)));
    findings.push(finding);
}

/// The property that is written to though it can only be read.
pub(super) fn written(context: &Context<'_>, access: &Access) -> Option<Member> {
    let member = access.member.filter(|_| matches!(access.usage, Usage::Write { .. }))?;
    let forms = forms(context, member);
    let is_readonly = !forms.is_empty() && forms.iter().all(|form| form.is_readonly());
    (is_readonly && !semantics::OPEN_TYPES.contains(&access.on.name())).then_some(member)
}

/// `buf.SelectedImagesIndices = a;` becomes `buf.SelectImages(a);`.
fn call(context: &Context<'_>, access: &Access, method: &str) -> Option<Fix> {
    let Usage::Write { by, value: Some(value) } = access.usage else { return None };
    if !context.is_statement(by) || unquoted(context, access.name_span) != access.name_span {
        return None;
    }
    let (name, value, whole) = (access.name_span, context.span(value), context.span(by));
    let edit = Span::new(name.start as usize, value.start.max(name.end) as usize);
    if whole.end != value.end || context.text(edit).contains('(') {
        return None;
    }
    let end = Span::new(whole.end as usize, whole.end as usize);
    let edits = vec![Edit { span: edit, text: format!("{method}(") }, Edit { span: end, text: ")".to_owned() }];
    Some(Fix { title: format!("Call {method}"), safety: Safety::Unsafe, edits })
}
