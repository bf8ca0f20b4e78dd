use crate::facts::{ExprId, ExprKind, FunctionId};
use crate::model::Access;
use crate::report::{Edit, Finding, Fix, Label, Safety, Severity};
use crate::sdk::api::{ArgumentKind, Form, MemberKind};
use crate::text::Span;

use super::inputs::{Input, Slot};
use super::members::named_event;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "callback-called-not-passed",
    category: Category::ApiUsage,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-2510],
    versions: "",
    summary: "A function is called where it should be given to the SDK to be called later",
    options: &[],
    page: include_str!("callback_called_not_passed.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    for Input { slot, branches, .. } in &context.inputs(access).values {
        if !takes_function(context, access, slot) {
            continue;
        }
        for &branch in branches {
            if let Some(function) = run_at_once(context, branch) {
                context.tell(findings, report(context, access, slot, branch, function));
            }
        }
    }
}

/// Whether a place is for a function and nothing else.
fn takes_function(context: &Context<'_>, access: &Access, slot: &Slot) -> bool {
    match slot {
        Slot::Argument { position, params, .. } => {
            let is_handler = *position == 1 && named_event(context, access).is_some();
            let is_callback = !params.is_empty()
                && params.iter().all(|param| param.takes_function() && !param.takes(ArgumentKind::Value));
            is_handler || is_callback
        }
        Slot::Property(member) => member.all_forms().any(|form| form.kind() == MemberKind::Handler),
        Slot::Key(key) => key.all_forms().all(|form: Form| form.kind() == MemberKind::Handler),
    }
}

/// The function that a call runs, when it is in sight and never gives a function.
fn run_at_once(context: &Context<'_>, value: ExprId) -> Option<FunctionId> {
    let model = context.model;
    let ExprKind::Call { callee, .. } = model.facts.kind(value) else { return None };
    let function = model.functions.target(*callee)?;
    let is_inline_async =
        matches!(model.facts.kind(*callee), ExprKind::Function(_)) && model.facts.function(function).is_async;
    let given = model.scopes.returns.get(&function).map_or(&[][..], Vec::as_slice);
    let is_no_function = |&value: &ExprId| {
        let kind = model.functions.argument_kind(model.facts, value);
        matches!(kind, ArgumentKind::Value | ArgumentKind::Nothing)
    };
    let gives_promise = model.facts.function(function).is_async;
    (!is_inline_async && (gives_promise || given.iter().all(is_no_function))).then_some(function)
}

fn report(context: &Context<'_>, access: &Access, slot: &Slot, call: ExprId, function: FunctionId) -> Finding {
    let called = context.text(callee_span(context, call));
    let shown = if called.contains('\n') || called.len() > 40 { "this function" } else { called };
    let what = match named_event(context, access) {
        Some(event) => format!("`{}` has no handler", event.name),
        None => format!("{} is no function", slot.shown()),
    };
    let gives = if context.model.facts.function(function).is_async { "gives a promise" } else { "gives no function" };
    let message = format!("`{shown}` is called here, at once, and {gives}: {what}");
    let mut finding = RULE.finding(context.span(call), message);
    finding.severity = access.severity(RULE.severity);
    finding.help = Some("give the function itself, without calling it".to_owned());
    let declared = context.model.facts.function(function);
    if let Some(name) = declared.name {
        let message = format!("`{}` is declared here", context.text(context.span(name)));
        finding.related.push(Label { span: context.span(name), message });
    }
    finding.fixes.push(fix(context, call));
    finding
}

fn callee_span(context: &Context<'_>, call: ExprId) -> Span {
    match context.model.facts.kind(call) {
        ExprKind::Call { callee, .. } => context.span(*callee),
        _ => context.span(call),
    }
}

/// A plain function is given as it is; one with arguments, or with an object that it belongs to, in a function that calls it.
fn fix(context: &Context<'_>, call: ExprId) -> Fix {
    let facts = context.model.facts;
    let is_plain = match facts.kind(call) {
        ExprKind::Call { callee, arguments } => {
            arguments.is_empty() && matches!(facts.kind(*callee), ExprKind::Name(_) | ExprKind::Function(_))
        }
        _ => false,
    };
    let (span, callee) = (context.span(call), callee_span(context, call));
    let edit = if is_plain {
        Edit { span, text: context.text(callee).to_owned() }
    } else {
        Edit { span: Span::new(span.start as usize, span.start as usize), text: "() => ".to_owned() }
    };
    let title = if is_plain { "Give the function itself" } else { "Call it in a function of its own" };
    Fix { title: title.to_owned(), safety: Safety::Unsafe, edits: vec![edit] }
}
