use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::flow::{Operation, OperationKind};
use crate::model::Access;
use crate::report::{Edit, Finding, Fix, Label, Safety, Severity};
use crate::sdk::semantics::{self, LET_GO, SourceEffect, need_of_open_source};
use crate::text::Span;

use super::floating::{chain_end, returns_promise, wait_for};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "floating-sdk-promise",
    category: Category::Async,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-1031, -2432, -2305],
    versions: "",
    summary: "Nobody waits for a promise of the SDK or handles its rejection, so errors are lost and the next call may come too early",
    options: &[],
    page: include_str!("floating_sdk_promise.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let followers = OnceCell::new();
    for access in context.model.accesses() {
        let Some(call) = access.call() else { continue };
        let (end, is_handled) = chain_end(context, call);
        let is_let_go = context.model.path(access.expr).is_some_and(|path| LET_GO.contains(&path));
        if is_handled || is_let_go || !context.is_statement(end) || !returns_promise(context, access) {
            continue;
        }
        let span = context.span(call);
        let next = followers.get_or_init(|| followers_of(context)).get(&span).copied();
        let reported_elsewhere = next.is_some_and(|next| is_told_by_another_rule(context, span, next));
        if !reported_elsewhere {
            findings.push(report(context, access, end == call, next));
        }
    }
}

/// The first call on the same instance that comes while a call is still to end, by the place of the latter.
fn followers_of<'a>(context: &Context<'a>) -> FxHashMap<Span, &'a Operation> {
    let mut found = FxHashMap::default();
    for operation in context.flow.operations.iter().filter(|operation| is_in_sequence(context, operation)) {
        for sample in &operation.samples {
            for running in sample.state.unfinished(operation.instance) {
                found.entry(running.span).or_insert(operation);
            }
        }
    }
    found
}

/// Whether what an operation does depends on what has been done before.
fn is_in_sequence(context: &Context<'_>, operation: &Operation) -> bool {
    let has_effect =
        |meaning: &semantics::Member| meaning.source.is_some() || meaning.exports.is_some() || meaning.buffer.is_some();
    let is_effective_call = operation.kind == OperationKind::Call && context.meaning(operation).is_some_and(has_effect);
    is_effective_call || need_of_open_source(context.member_name(operation)).is_some()
}

/// What comes too early after a selection, or in the middle of a scan, has rules of its own.
fn is_told_by_another_rule(context: &Context<'_>, call: Span, next: &Operation) -> bool {
    let effect = context.operations_at(call).iter().find_map(|operation| context.meaning(operation)?.source);
    let meaning = context.meaning(next);
    let next_effect = meaning.and_then(|meaning| meaning.source);
    match effect {
        Some(SourceEffect::Select) => true,
        Some(SourceEffect::Open) => next_effect != Some(SourceEffect::Close),
        Some(SourceEffect::Acquire) => {
            meaning.is_some_and(|meaning| meaning.exports.is_some())
                || matches!(next_effect, Some(SourceEffect::Close | SourceEffect::CloseManager | SourceEffect::Disable))
        }
        _ => false,
    }
}

fn report(context: &Context<'_>, access: &Access, is_bare: bool, next: Option<&Operation>) -> Finding {
    let names = &context.model.facts.names;
    let (receiver, method) = (context.text(context.span(access.object)), names.text(access.name));
    let message = match next {
        Some(next) => format!(
            "nobody waits for `{receiver}.{method}()`, and `{}.{}` comes before it has ended: it may fail (-1031, -2432)",
            context.receiver(next),
            context.member_name(next)
        ),
        None if is_bare => format!("nobody waits for `{receiver}.{method}()`: when it fails, nobody hears of it"),
        None => format!("nothing handles a failure of `{receiver}.{method}()`: it ends in an unhandled rejection"),
    };
    let mut finding = RULE.finding(access.name_span, message);
    let ends_session = semantics::member(method)
        .is_some_and(|member| matches!(member.source, Some(SourceEffect::Close | SourceEffect::CloseManager)));
    finding.severity = match next {
        Some(_) => Severity::Error,
        // Nothing builds on the end of a session.
        None if ends_session => Severity::Info,
        None => access.severity(Severity::Warning),
    };
    finding.help = Some("`await` it, return it, or end the chain with `.catch(…)`".to_owned());
    finding.related = next
        .map(|next| Label { span: context.span(next.expr), message: "this does not wait for it".to_owned() })
        .into_iter()
        .collect();
    if let Some(call) = access.call().filter(|_| is_bare) {
        let span = context.span(call);
        finding.fixes.extend(wait_for(context, span).or_else(|| give_back(context, span)));
    }
    finding
}

/// Returns the promise from a callback of `.then`, where it is the last statement.
fn give_back(context: &Context<'_>, call: Span) -> Option<Fix> {
    let facts = context.model.facts;
    let function = context.function_around(call)?;
    let is_then = context.model.functions.uses(function).iter().any(|how| match how {
        crate::model::FunctionUse::Argument { call, .. } => match facts.kind(*call) {
            crate::facts::ExprKind::Call { callee, .. } => match facts.kind(*callee) {
                crate::facts::ExprKind::Member { property, .. } => facts.names.text(*property) == "then",
                _ => false,
            },
            _ => false,
        },
        _ => false,
    });
    if !is_then || !context.is_last(call) {
        return None;
    }
    let at = call.start as usize;
    let edit = Edit { span: Span::new(at, at), text: "return ".to_owned() };
    Some(Fix { title: "Return it to the chain".to_owned(), safety: Safety::Unsafe, edits: vec![edit] })
}
