use crate::flow::{Operation, OperationKind, Unfinished};
use crate::report::{Finding, Label, Severity};
use crate::sdk::semantics::{Completes, SourceEffect, need_of_open_source};
use crate::text::Span;

use super::floating::wait_for;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "select-source-callback-race",
    category: Category::Lifecycle,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-1031, -1003],
    versions: "",
    summary: "The source is opened or scanned from right after its selection was started, before the user has chosen",
    options: &[],
    page: include_str!("select_source_callback_race.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut reported: Vec<Span> = Vec::new();
    for operation in &context.flow.operations {
        if let Some(choice) = open_choice(context, operation)
            && !reported.contains(&choice.span)
        {
            reported.push(choice.span);
            findings.push(report(context, operation, choice));
        }
    }
}

/// The selection, or opening, that has not ended when an operation builds on it.
fn open_choice(context: &Context<'_>, operation: &Operation) -> Option<Unfinished> {
    let effect = context.meaning(operation).and_then(|meaning| meaning.source);
    let is_call = operation.kind == OperationKind::Call;
    let opens = is_call && effect == Some(SourceEffect::Open);
    let scans = is_call && effect == Some(SourceEffect::Acquire) && !brings_its_source(context, operation);
    let needs_open = need_of_open_source(context.member_name(operation)).is_some();
    if !opens && !scans && !needs_open {
        return None;
    }
    let is_awaited_by = |call: &Unfinished| match call.meaning.source {
        Some(SourceEffect::Select) => true,
        Some(SourceEffect::Open) => !opens,
        _ => false,
    };
    let mut running = operation.samples.iter().flat_map(|sample| sample.state.unfinished(operation.instance));
    running.find(is_awaited_by)
}

/// Whether the configuration of a scan chooses the source itself, or may.
fn brings_its_source(context: &Context<'_>, scan: &Operation) -> bool {
    let Some(meaning) = context.meaning(scan) else { return false };
    if meaning.setup.is_some() {
        return true;
    }
    let configuration = meaning.configuration.and_then(|at| context.arguments(scan).get(at));
    configuration.is_some_and(|&it| match context.model.facts.kind(it) {
        crate::facts::ExprKind::Object(properties) => properties.iter().any(|property| {
            property.key.is_none_or(|key| context.model.facts.names.text(key) == "SelectSourceByIndex")
        }),
        _ => context.model.functions.target(it).is_none(),
    })
}

fn report(context: &Context<'_>, operation: &Operation, choice: Unfinished) -> Finding {
    let (receiver, member, start) = (context.receiver(operation), context.member_name(operation), choice.meaning.name);
    let is_choice = choice.meaning.source == Some(SourceEffect::Select);
    let why = if is_choice { "the user has not chosen a source yet" } else { "the source is not open yet" };
    let message = format!(
        "`{receiver}.{member}` comes right after `{start}()` has only been started: {why}, so it fails (-1031)"
    );
    let mut finding = RULE.finding(context.member_span(operation), message);
    finding.help = Some(match choice.meaning.completes {
        Completes::Promise => format!("wait for the promise of `{start}()`"),
        _ => format!("do it in the success callback of `{start}()`"),
    });
    finding.related = vec![Label { span: choice.span, message: "started here, and goes on after the call".to_owned() }];
    finding.fixes.extend(wait_for(context, choice.span));
    finding
}
