//! Promises that nobody waits for.

use crate::facts::{ExprId, ExprKind};
use crate::report::{Edit, Fix, Safety};
use crate::text::Span;

use super::Context;
use super::callbacks::chained;

/// The end of the chain that hangs on a promise, and whether something in it handles a rejection.
pub(super) fn chain_end(context: &Context<'_>, promise: ExprId) -> (ExprId, bool) {
    let (mut end, mut is_handled) = (promise, false);
    while let Some((method, call)) = chained(context, end) {
        let ExprKind::Call { arguments, .. } = context.model.facts.kind(call) else { break };
        is_handled |= match method {
            "catch" => !arguments.is_empty(),
            "then" => arguments.len() > 1,
            "finally" => false,
            _ => break,
        };
        end = call;
    }
    (end, is_handled)
}

/// Puts `await` before a call that is a statement of an asynchronous function.
pub(super) fn wait_for(context: &Context<'_>, call: Span) -> Option<Fix> {
    let facts = context.model.facts;
    let statement = facts.statement(context.statement_in_list(call)?).span;
    let function = facts.function(context.function_around(call)?);
    let gives_promise =
        context.layout.exprs_in(call).any(|expr| context.span(expr) == call && gives_promise(context, expr));
    if !function.is_async || !gives_promise || statement.start != call.start {
        return None;
    }
    let at = call.start as usize;
    let edit = Edit { span: Span::new(at, at), text: "await ".to_owned() };
    Some(Fix { title: "Wait for it".to_owned(), safety: Safety::Unsafe, edits: vec![edit] })
}

fn gives_promise(context: &Context<'_>, call: ExprId) -> bool {
    let ExprKind::Call { callee, .. } = context.model.facts.kind(call) else { return false };
    context.model.access(*callee).is_some_and(|access| returns_promise(context, access))
}

/// Whether every overload that the call fits gives a promise.
pub(super) fn returns_promise(context: &Context<'_>, access: &crate::model::Access) -> bool {
    let Some(call) = super::calls::SdkCall::of(context, access) else { return false };
    let mut fitting = call.fitting().peekable();
    match fitting.peek() {
        Some(_) => fitting.all(|form| form.type_text().starts_with("Promise")),
        None => !call.forms.is_empty() && call.forms.iter().all(|form| form.type_text().starts_with("Promise")),
    }
}
