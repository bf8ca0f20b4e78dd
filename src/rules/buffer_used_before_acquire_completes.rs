use rustc_hash::FxHashSet;

use crate::flow::{Operation, OperationKind, Unfinished};
use crate::model::InstanceId;
use crate::report::{Edit, Finding, Fix, Label, Safety, Severity};
use crate::sdk::semantics::{BufferEffect, Completes, Exports, NEEDS_IMAGES, SourceEffect};
use crate::text::Span;

use super::scan_callbacks::add_callbacks;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "buffer-used-before-acquire-completes",
    category: Category::Async,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-1035, -2350, -2352, -2306],
    versions: "",
    summary: "Images are saved, uploaded or counted in the same breath in which the scan or the load that brings them was started",
    options: &[],
    page: include_str!("buffer_used_before_acquire_completes.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut asked_of: FxHashSet<(InstanceId, Span)> = FxHashSet::default();
    for operation in context.flow.operations.iter().filter(|operation| operation.kind != OperationKind::Write) {
        let exports = context.meaning(operation).and_then(|meaning| meaning.exports);
        if exports.is_none() && !NEEDS_IMAGES.contains(&context.member_name(operation)) {
            continue;
        }
        let Some(producer) = producer(context, operation) else { continue };
        // All that is asked after one call is one mistake.
        let question = (operation.instance, producer.span);
        if !asked_of.insert(question) && exports.is_none() {
            continue;
        }
        findings.push(report(context, operation, exports, producer));
    }
}

/// The call that is still to bring the images.
fn producer(context: &Context<'_>, operation: &Operation) -> Option<Unfinished> {
    let here = context.span(operation.expr).start;
    let brings_images = |call: &Unfinished| {
        let meaning = call.meaning;
        meaning.source == Some(SourceEffect::Acquire) || meaning.buffer == Some(BufferEffect::Load)
    };
    // What a loop starts in one round may have ended in the next.
    let is_before = |call: &Unfinished| call.span.end <= here || !is_same_function(context, call.span, operation);
    let mut running = operation.samples.iter().flat_map(|sample| sample.state.unfinished(operation.instance));
    running.find(|call| brings_images(call) && is_before(call) && !context.may_end_at_once(call))
}

fn is_same_function(context: &Context<'_>, call: Span, operation: &Operation) -> bool {
    context.function_around(call) == context.function_around(context.span(operation.expr))
}

fn report(context: &Context<'_>, operation: &Operation, exports: Option<Exports>, producer: Unfinished) -> Finding {
    let (receiver, member) = (context.receiver(operation), context.member_name(operation));
    let is_scan = producer.meaning.source.is_some();
    let (start, brings) =
        (producer.meaning.name, if is_scan { "no page has arrived yet" } else { "nothing is loaded yet" });
    let message = match exports {
        Some(_) => format!(
            "`{receiver}.{member}()` runs right after `{start}()` has only been started: {brings}, so it fails or misses the new images"
        ),
        None => format!("`{receiver}.{member}` is asked right after `{start}()` has only been started: {brings}"),
    };
    let mut finding = RULE.finding(context.member_span(operation), message);
    if exports.is_none() {
        finding.severity = Severity::Info;
    }
    let event = if is_scan { ", or in OnPostAllTransfers" } else { "" };
    finding.help = Some(format!("do it in the success callback of `{start}()`{event}"));
    finding.related =
        vec![Label { span: producer.span, message: "started here, and goes on after the call".to_owned() }];
    finding.fixes.extend(wait(context, operation, producer));
    finding
}

/// Waits for the scan or load, where both calls are statements of one list.
fn wait(context: &Context<'_>, operation: &Operation, producer: Unfinished) -> Option<Fix> {
    let facts = context.model.facts;
    let own = facts.statement(context.statement_in_list(context.span(operation.expr))?).span;
    let start = facts.statement(context.statement_in_list(producer.span)?).span;
    let function = context.function_around(start);
    let is_alone = start.start == producer.span.start && start.len() <= producer.span.len() + 1;
    if !is_alone || function != context.function_around(own) || start.end > own.start {
        return None;
    }
    if producer.meaning.completes == Completes::Promise {
        let is_async = function.is_some_and(|function| facts.function(function).is_async);
        let at = producer.span.start as usize;
        let edit = Edit { span: Span::new(at, at), text: "await ".to_owned() };
        let title = format!("Wait for {}()", producer.meaning.name);
        return is_async.then_some(Fix { title, safety: Safety::Unsafe, edits: vec![edit] });
    }
    if !context.is_statement(operation.expr) {
        return None;
    }
    let call = context.operations_at(producer.span).first()?;
    let edit = add_callbacks(context, call, &format!("() => {}", context.text(context.span(operation.expr))))?;
    let title = format!("Do it when {}() has ended", producer.meaning.name);
    Some(Fix { title, safety: Safety::Unsafe, edits: vec![edit, context.removal(own)] })
}
