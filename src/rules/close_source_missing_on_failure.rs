use crate::facts::{ExprKind, FunctionId, StatementId, StatementKind};
use crate::flow::{Operation, ScanEnd};
use crate::report::{Finding, Fix, Label, Safety, Severity};
use crate::text::Span;

use super::callbacks::chained;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "close-source-missing-on-failure",
    category: Category::Lifecycle,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::Medium,
    fix: FixKind::Unsafe,
    codes: &[-1004, -1001],
    versions: "",
    summary: "The source is closed when a scan has succeeded only: one that fails or is cancelled leaves it open",
    options: &[],
    page: include_str!("close_source_missing_on_failure.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let ends = &context.flow.scan_ends;
    if ends.is_empty() || context.program.closes_by_configuration() || context.program.others_may_close() {
        return;
    }
    let mut ends: Vec<&ScanEnd> = ends.iter().collect();
    ends.sort_by_key(|end| end.scan);
    let by_scan = ends.chunk_by(|one, other| one.scan == other.scan);
    findings.extend(by_scan.filter_map(|ends| left_open(context, ends)));
}

/// Whether the ends of one scan close the source where it went well, and nowhere else.
fn left_open(context: &Context<'_>, ends: &[&ScanEnd]) -> Option<Finding> {
    let (failed, succeeded): (Vec<&ScanEnd>, Vec<&ScanEnd>) = ends.iter().copied().partition(|end| end.has_failed);
    let closed = succeeded.iter().find_map(|end| end.closed)?;
    let is_left_open = !failed.is_empty() && failed.iter().all(|end| end.closed.is_none() && !end.may_be_closed);
    let scan = ends.first()?;
    if !is_left_open || context.program.closes_in_event(scan.instance) {
        return None;
    }
    let scan = context.operations_at(scan.scan).first()?;
    let is_left_to_the_scan = context.meaning(scan).is_none_or(|meaning| {
        let configuration = meaning.configuration.and_then(|at| context.arguments(scan).get(at));
        meaning.setup.is_some() || configuration.is_some_and(|&it| has_unseen_settings(context, it))
    });
    (!is_left_to_the_scan).then(|| report(context, scan, closed))
}

fn has_unseen_settings(context: &Context<'_>, configuration: crate::facts::ExprId) -> bool {
    match context.model.facts.kind(configuration) {
        ExprKind::Object(properties) => properties.iter().any(|property| property.key.is_none()),
        _ => context.model.functions.target(configuration).is_none(),
    }
}

fn report(context: &Context<'_>, scan: &Operation, closed: Span) -> Finding {
    let (receiver, member) = (context.receiver(scan), context.member_name(scan));
    let message = format!(
        "when `{receiver}.{member}()` fails or is cancelled, nothing closes the source: the next scan may fail (-1004, -1001)"
    );
    let mut finding = RULE.finding(context.member_span(scan), message);
    finding.help = Some("close it on failure, too: in `finally`, or in the failure callback".to_owned());
    finding.related =
        vec![Label { span: closed, message: "it is closed here only when the scan has succeeded".to_owned() }];
    finding.fixes.extend(close_on_failure(context, scan));
    finding
}

/// Closes the source first thing in the code that handles the failure.
fn close_on_failure(context: &Context<'_>, scan: &Operation) -> Option<Fix> {
    let first = failure_handler(context, scan)?;
    let code = format!("{}.CloseSource();", context.receiver(scan));
    let edit = context.insert_before(context.model.facts.statement(first).span, &code)?;
    Some(Fix { title: "Close the source on failure".to_owned(), safety: Safety::Unsafe, edits: vec![edit] })
}

/// The first statement of what runs when the scan has failed.
fn failure_handler(context: &Context<'_>, scan: &Operation) -> Option<StatementId> {
    let facts = context.model.facts;
    let inline = |argument: crate::facts::ExprId| match facts.kind(argument) {
        ExprKind::Function(function) => Some(*function),
        _ => None,
    };
    let first_of = |function: FunctionId| facts.function(function).body.first().copied();
    let arguments = context.arguments(scan);
    if let Some(function) = arguments.iter().filter_map(|&argument| inline(argument)).nth(1) {
        return first_of(function);
    }
    let mut promise = scan.expr;
    while let Some((method, call)) = chained(context, promise) {
        let ExprKind::Call { arguments, .. } = facts.kind(call) else { break };
        let handler = match method {
            "catch" => arguments.first(),
            "then" => arguments.get(1),
            _ => None,
        };
        if let Some(&handler) = handler {
            return first_of(inline(handler)?);
        }
        promise = call;
    }
    let span = context.span(scan.expr);
    let handler = context.layout.statements().around(span).find_map(|(_, id)| match facts.statement(id).kind {
        StatementKind::Try { block, handler: Some(handler), .. } if facts.statement(block).span.contains(span) => {
            Some(handler)
        }
        _ => None,
    })?;
    match &facts.statement(handler).kind {
        StatementKind::Block(body) => body.first().copied(),
        _ => None,
    }
}
