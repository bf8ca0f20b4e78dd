use std::cell::OnceCell;

use rustc_hash::FxHashMap;

use crate::facts::ExprKind;
use crate::flow::{EventKind, InstanceState, Operation, OperationKind, Sample, SourceState};
use crate::model::InstanceId;
use crate::report::{Finding, Fix, Label, Safety, Severity};
use crate::sdk::semantics::{Completes, Need, SourceEffect, need_of_open_source};
use crate::text::Span;

use super::story::story;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "capability-set-before-open-source",
    category: Category::Lifecycle,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-1031, -1011, -1015, -1013],
    versions: "",
    summary: "A setting of the scanner is written or read while its source is still closed, so it does not reach the scan",
    options: &[],
    page: include_str!("capability_set_before_open_source.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let next_uses = OnceCell::new();
    for operation in &context.flow.operations {
        let Some(need) = need_of_open_source(context.member_name(operation)) else { continue };
        if !operation.is_complete || !operation.samples.iter().all(|sample| is_closed(operation, sample)) {
            continue;
        }
        let here = (operation.instance, context.span(operation.expr));
        if let Some(next) = next_uses.get_or_init(|| next_uses_of(context)).get(&here) {
            findings.push(report(context, operation, need, next));
        }
    }
}

fn is_closed(operation: &Operation, sample: &Sample) -> bool {
    let source = sample.state.instance(operation.instance).map_or(SourceState::Unknown, |instance| instance.source);
    !matches!(source, SourceState::Unknown | SourceState::Open | SourceState::Acquiring)
}

/// The first call that opens the source, or scans, on a path on which a member was used too early, by the place of that use.
fn next_uses_of<'a>(context: &Context<'a>) -> FxHashMap<(InstanceId, Span), &'a Operation> {
    let mut found = FxHashMap::default();
    for operation in context.flow.operations.iter().filter(|operation| operation.kind == OperationKind::Call) {
        let effect = context.meaning(operation).and_then(|meaning| meaning.source);
        if !matches!(effect, Some(SourceEffect::Open | SourceEffect::Acquire)) {
            continue;
        }
        let events = operation.samples.iter().filter_map(|sample| Some(&state_of(operation, sample)?.events));
        for early in events.flat_map(|events| events.iter()).filter(|event| event.kind == EventKind::EarlyUse) {
            found.entry((operation.instance, early.span)).or_insert(operation);
        }
    }
    found
}

fn report(context: &Context<'_>, operation: &Operation, need: Need, next: &Operation) -> Finding {
    let (receiver, member) = (context.receiver(operation), context.member_name(operation));
    let may_be_open = operation.samples.iter().any(|sample| {
        state_of(operation, sample).is_some_and(|instance| instance.source == SourceState::SelectedOrOpen)
    });
    let done = match operation.kind {
        OperationKind::Write => "is set",
        OperationKind::Read => "is read",
        OperationKind::Call => "is called",
    };
    let opens = context.meaning(next).and_then(|meaning| meaning.source) == Some(SourceEffect::Open);
    let next_call = format!("`{}.{}()`", context.receiver(next), context.member_name(next));
    let consequence = match (opens, may_be_open) {
        (_, true) => "the source may be only selected and not open yet, and then it fails (-1031)".to_owned(),
        (true, _) => format!("the source is opened only by {next_call} after it, so it fails (-1031) or is lost"),
        (false, _) => format!("the source is still closed when {next_call} comes, so it fails (-1031) or is lost"),
    };
    let mut finding =
        RULE.finding(context.member_span(operation), format!("`{receiver}.{member}` {done} too early: {consequence}"));
    if need == Need::Likely || may_be_open {
        finding.severity = Severity::Info;
    }
    finding.help = Some(match opens {
        true => format!("move it after {next_call}"),
        false => "open the source first, or give the setting to the scan in its configuration".to_owned(),
    });
    if let Some(instance) = operation.samples.first().and_then(|sample| state_of(operation, sample)) {
        finding.related = story(&*instance.events);
    }
    let what = if opens { "the source is opened here" } else { "the scan is started here" };
    finding.related.push(Label { span: context.span(next.expr), message: what.to_owned() });
    finding.fixes.extend(if opens { move_after(context, operation, next) } else { open_before(context, operation) });
    finding
}

fn state_of<'s>(operation: &Operation, sample: &'s Sample) -> Option<&'s InstanceState> {
    sample.state.instance(operation.instance)
}

/// Moves the statement behind the one that opens the source, when it is a statement of its own.
fn move_after(context: &Context<'_>, operation: &Operation, open: &Operation) -> Option<Fix> {
    let facts = context.model.facts;
    let own = facts.statement(context.statement_in_list(context.span(operation.expr))?).span;
    let other = facts.statement(context.statement_in_list(context.span(open.expr))?).span;
    let is_over = context.meaning(open)?.completes == Completes::Sync || is_awaited(context, open);
    let is_movable = context.is_statement(operation.expr)
        && is_over
        && own.end <= other.start
        && context.function_around(own) == context.function_around(other);
    if !is_movable {
        return None;
    }
    let code = context.text(own);
    let semicolon = if code.ends_with(';') { "" } else { ";" };
    let insertion = context.insert_after(context.span(open.expr), &format!("{code}{semicolon}"))?;
    let title = format!("Move it after {}()", context.member_name(open));
    Some(Fix { title, safety: Safety::Unsafe, edits: vec![context.removal(own), insertion] })
}

fn is_awaited(context: &Context<'_>, call: &Operation) -> bool {
    match context.model.parents.of_expr(call.expr) {
        crate::model::Parent::Expr(parent) => matches!(context.model.facts.kind(parent), ExprKind::Await(_)),
        _ => false,
    }
}

/// Opens the source before the first of the settings.
fn open_before(context: &Context<'_>, operation: &Operation) -> Option<Fix> {
    let is_first = operation.samples.iter().all(|sample| {
        let events = state_of(operation, sample).map_or(&[][..], |instance| &instance.events);
        !events.iter().any(|event| event.kind == EventKind::EarlyUse)
    });
    if !is_first || !context.is_statement(operation.expr) {
        return None;
    }
    let code = format!("{}.OpenSource();", context.receiver(operation));
    let edit = context.insert_before(context.span(operation.expr), &code)?;
    Some(Fix { title: "Open the source before it".to_owned(), safety: Safety::Unsafe, edits: vec![edit] })
}
