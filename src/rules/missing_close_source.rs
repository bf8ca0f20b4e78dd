use crate::facts::ExprKind;
use crate::flow::Operation;
use crate::model::InstanceId;
use crate::report::{Edit, Finding, Fix, Label, Safety, Severity};
use crate::sdk::api::{self, ArgumentKind, Release};
use crate::sdk::semantics::{Role, SourceEffect, property_with};
use crate::text::Span;

use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "missing-close-source",
    category: Category::Lifecycle,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::Medium,
    fix: FixKind::Unsafe,
    codes: &[-1004, -1001, -1031],
    versions: "",
    summary: "A source is opened or scanned from, and nothing in the program ever closes it",
    options: &[],
    page: include_str!("missing_close_source.md"),
    check: Check::Program(check),
};

/// The setting of a scan that closes the source when it has ended.
const CLOSES: &str = "IfCloseSourceAfterAcquire";

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if !context.program.is_understood() || context.program.may_close() {
        return;
    }
    let mut seen: Vec<InstanceId> = Vec::new();
    for operation in &context.flow.operations {
        if !seen.contains(&operation.instance) {
            seen.push(operation.instance);
            findings.extend(unclosed(context, operation.instance));
        }
    }
}

/// What starts the use of a source, when nothing ends it.
fn unclosed(context: &Context<'_>, instance: InstanceId) -> Option<Finding> {
    let mut starts: Vec<&Operation> = context.program.starts(instance).collect();
    starts.sort_by_key(|start| context.span(start.expr).start);
    // A scan by set-up sees to its source itself, and one with a configuration that is not seen may.
    if starts.iter().any(|start| may_close(context, start)) {
        return None;
    }
    let is_scan = |start: &&&Operation| {
        context.meaning(start).is_some_and(|meaning| meaning.source == Some(SourceEffect::Acquire))
    };
    let first = starts.iter().find(is_scan).or(starts.first())?;
    Some(report(context, first, &starts))
}

fn may_close(context: &Context<'_>, start: &Operation) -> bool {
    let Some(meaning) = context.meaning(start) else { return true };
    let Some(&configuration) = meaning.configuration.and_then(|at| context.arguments(start).get(at)) else {
        return meaning.setup.is_some();
    };
    let facts = context.model.facts;
    match facts.kind(configuration) {
        ExprKind::Object(properties) => {
            properties.iter().any(|property| property.key.is_none_or(|key| is_meant_to_close(facts.names.text(key))))
        }
        _ => context.model.functions.argument_kind(facts, configuration) == ArgumentKind::Unknown,
    }
}

/// Whether a key that no configuration has is a misspelling of the one that closes.
fn is_meant_to_close(key: &str) -> bool {
    let Some(configuration) = api::receiver("DeviceConfiguration") else { return false };
    configuration.member(key).is_none() && configuration.nearest(key, None).contains(&CLOSES)
}

fn report(context: &Context<'_>, first: &Operation, starts: &[&Operation]) -> Finding {
    let (receiver, member) = (context.receiver(first), context.member_name(first));
    let message = format!(
        "nothing closes the source that `{receiver}.{member}()` uses: it stays claimed, and the next scan or application fails (-1004, -1001)"
    );
    let mut finding = RULE.finding(context.member_span(first), message);
    let disables = context.program.may_assign(first.instance, property_with(Role::DisableAfterAcquire));
    finding.severity = match (disables, context.program.is_whole(first.instance)) {
        (true, _) => Severity::Hint,
        (false, true) => Severity::Warning,
        (false, false) => Severity::Info,
    };
    finding.help =
        Some(format!("call `{receiver}.CloseSource()` when the scan has ended, or give the scan `{CLOSES}: true`"));
    let others = starts.iter().filter(|start| start.expr != first.expr);
    finding.related =
        others.map(|start| Label { span: context.span(start.expr), message: "this uses it, too".to_owned() }).collect();
    finding.fixes.extend(close_by_configuration(context, first));
    finding
}

/// Has the scan close the source.
fn close_by_configuration(context: &Context<'_>, scan: &Operation) -> Option<Fix> {
    let release = context.release().unwrap_or_else(Release::newest);
    let is_known = api::receiver("DeviceConfiguration").and_then(|on| on.member_in(CLOSES, release)).is_some();
    let position = context.meaning(scan)?.configuration.filter(|_| is_known)?;
    let edit = match context.arguments(scan).get(position) {
        None if position == 0 => {
            let call = context.span(scan.expr);
            let before_end = context.text(call).strip_suffix(')')?;
            let end = call.start as usize + before_end.len();
            Edit { span: Span::new(end, end), text: format!("{{ {CLOSES}: true }}") }
        }
        Some(&configuration) => {
            let ExprKind::Object(properties) = context.model.facts.kind(configuration) else { return None };
            let at = context.span(configuration).start as usize + 1;
            let separator = if properties.is_empty() { " " } else { "," };
            Edit { span: Span::new(at, at), text: format!(" {CLOSES}: true{separator}") }
        }
        None => return None,
    };
    Some(Fix { title: format!("Close it by {CLOSES}"), safety: Safety::Unsafe, edits: vec![edit] })
}
