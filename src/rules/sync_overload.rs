use crate::facts::{ExprKind, FunctionId};
use crate::model::{FunctionUse, Parent};
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::SdkVersion;
use crate::sdk::api::{ArgumentKind, Form, Member};
use crate::sdk::semantics::{self, Completes};
use crate::sdk::values::{ASYNCHRONOUS_TWIN, SYNCHRONOUS_DEPRECATED_SINCE, SYNCHRONOUS_IN_EVENTS};
use crate::text::Span;

use super::calls::SdkCall;
use super::members::name_of;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "sync-overload",
    category: Category::Async,
    severity: Severity::Hint,
    recommended: false,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[],
    versions: "",
    summary: "A call waits for the SDK where the page could go on: the method has an asynchronous form",
    options: &[],
    page: include_str!("sync_overload.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let model = context.model;
    for &(call, around) in &model.scopes.calls {
        let ExprKind::Call { callee, .. } = model.facts.kind(call) else { continue };
        let Some(call) = model.access(*callee).and_then(|access| SdkCall::of(context, access)) else { continue };
        if is_synchronous(&call) && !is_in_transfer(context, around) {
            findings.extend(report(context, &call, around));
        }
    }
}

fn report(context: &Context<'_>, call: &SdkCall<'_>, around: Option<FunctionId>) -> Option<Finding> {
    let method = name_of(context, &call.access);
    let mut finding = RULE.finding(call.access.name_span, format!("`{method}` stops the page until it is done"));
    finding.severity = call.access.severity(RULE.severity);
    if let Some(twin) = twin(context, call) {
        finding.help = Some(format!("await `{}` instead", twin.name()));
        finding.fixes.extend(awaited(context, call, around, twin));
    } else {
        let form = call.forms.iter().copied().find(|&form| callbacks(form) > 0)?;
        finding.help = Some(format!("give `{method}` its callbacks"));
        finding.fixes.extend(called_back(context, call, form));
    }
    Some(finding)
}

/// Whether a call without callbacks gives a result at once.
fn is_synchronous(call: &SdkCall<'_>) -> bool {
    let completes = semantics::member(call.method.name()).map(|member| member.completes);
    let is_always_later = matches!(completes, Some(Completes::Callbacks | Completes::Promise));
    let gives_at_once = |form: Form| {
        let gives = form.type_text();
        gives != "void" && !gives.starts_with("Promise")
    };
    let may_be_callback = |kind: &ArgumentKind| matches!(kind, ArgumentKind::Function | ArgumentKind::Unknown);
    let takes_callback = |form: Form| callbacks(form) > 0 && call.kinds.len() > form.params().len() - callbacks(form);
    let has_callback = call.kinds.iter().any(may_be_callback) && call.fitting().any(takes_callback);
    !is_always_later && !has_callback && call.fitting().any(gives_at_once)
}

/// How many callbacks end the parameters of an overload.
fn callbacks(form: Form) -> usize {
    form.params().rev().take_while(|param| param.takes_function()).count()
}

/// The method that promises the result of this one.
fn twin(context: &Context<'_>, call: &SdkCall<'_>) -> Option<Member> {
    let twin = call.access.on.member(&format!("{}{ASYNCHRONOUS_TWIN}", call.method.name()))?;
    context.release().is_none_or(|release| twin.is_in(release)).then_some(twin)
}

/// Before the next image arrives there is time only for what is done at once, as it was usual before the overloads were
/// deprecated.
fn is_in_transfer(context: &Context<'_>, around: Option<FunctionId>) -> bool {
    let since = SYNCHRONOUS_DEPRECATED_SINCE.parse::<SdkVersion>().ok();
    if context.sdk_version.is_some_and(|version| Some(version) >= since) {
        return false;
    }
    around.is_some_and(|function| handles_transfer(context, function))
}

fn handles_transfer(context: &Context<'_>, function: FunctionId) -> bool {
    let model = context.model;
    model.functions.uses(function).iter().any(|how| {
        let FunctionUse::Argument { call, index: 1 } = how else { return false };
        let ExprKind::Call { arguments, .. } = model.facts.kind(*call) else { return false };
        let event = arguments.first().and_then(|&event| model.scopes.constant_text(model.facts, event));
        event.is_some_and(|event| SYNCHRONOUS_IN_EVENTS.contains(&event))
    })
}

/// Where the code around may wait.
fn awaited(context: &Context<'_>, call: &SdkCall<'_>, around: Option<FunctionId>, twin: Member) -> Option<Fix> {
    let model = context.model;
    if !model.facts.function(around?).is_async || !twin.all_forms().any(|form| form.fits(&call.kinds)) {
        return None;
    }
    let is_object = |outer| matches!(model.facts.kind(outer), ExprKind::Member { .. } | ExprKind::Index { .. });
    let is_looked_into = matches!(model.parents.of_expr(call.call), Parent::Expr(outer) if is_object(outer));
    let (before, after) = if is_looked_into { ("(await ", ")") } else { ("await ", "") };
    let (span, name) = (context.span(call.call), call.access.name_span);
    let insert = |at: u32, text: &str| Edit { span: Span::new(at as usize, at as usize), text: text.to_owned() };
    let mut edits = vec![insert(span.start, before), insert(name.end, ASYNCHRONOUS_TWIN)];
    edits.extend((!after.is_empty()).then(|| insert(span.end, after)));
    Some(Fix { title: format!("Await `{}`", twin.name()), safety: Safety::Unsafe, edits })
}

/// Where nothing uses what the call gives, and nothing after it counts on its being done.
fn called_back(context: &Context<'_>, call: &SdkCall<'_>, form: Form) -> Option<Fix> {
    let needed = form.params().len().saturating_sub(callbacks(form));
    let is_last = context.is_last(context.span(call.call));
    if !context.is_statement(call.call) || !is_last || call.arguments.len() != needed {
        return None;
    }
    let close = context.span(call.call).end as usize - 1;
    let before = if call.arguments.is_empty() { "" } else { ", " };
    let text = format!(
        "{before}function () {{}}, function (errorCode, errorString) {{ console.error(errorCode, errorString); }}"
    );
    let edits = vec![Edit { span: Span::new(close, close), text }];
    Some(Fix { title: "Give it callbacks".to_owned(), safety: Safety::Unsafe, edits })
}
