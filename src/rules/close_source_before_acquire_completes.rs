use crate::facts::ExprKind;
use crate::flow::{Operation, OperationKind, Unfinished};
use crate::report::{Edit, Finding, Fix, Label, Safety, Severity};
use crate::sdk::semantics::{Completes, SourceEffect};
use crate::text::Span;

use super::scan_callbacks::add_callbacks;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "close-source-before-acquire-completes",
    category: Category::Lifecycle,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-1031, -1032, -1001, -2432],
    versions: "",
    summary: "The source is closed in the same breath in which a scan was started, before the first page can arrive",
    options: &[],
    page: include_str!("close_source_before_acquire_completes.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    for close in &context.flow.operations {
        if is_closing(context, close)
            && let Some(scan) = running_scan(close)
        {
            let mut finding = report(context, context.span(close.expr), context.receiver(close), scan.span);
            finding.span = context.member_span(close);
            finding.fixes.extend(fix(context, close, scan));
            findings.push(finding);
        }
    }
    for release in &context.flow.releases {
        let ExprKind::Call { callee, arguments } = context.model.facts.kind(release.call) else { continue };
        let is_only_instance = || context.flow.operations.iter().all(|other| other.instance == release.instance);
        if arguments.is_empty() || is_only_instance() {
            findings.push(report(context, context.span(*callee), "the instance", release.scan));
        }
    }
}

fn is_closing(context: &Context<'_>, operation: &Operation) -> bool {
    let effect = context.meaning(operation).and_then(|meaning| meaning.source);
    operation.kind == OperationKind::Call
        && matches!(effect, Some(SourceEffect::Close | SourceEffect::CloseManager | SourceEffect::Disable))
}

/// The scan that goes on when the source is closed.
fn running_scan(close: &Operation) -> Option<Unfinished> {
    let mut running = close.samples.iter().flat_map(|sample| sample.state.unfinished(close.instance));
    running.find(|call| call.meaning.source == Some(SourceEffect::Acquire))
}

fn report(context: &Context<'_>, span: Span, receiver: &str, scan: Span) -> Finding {
    let start = context.text(scan);
    let start = start.split_once('(').map_or(start, |(callee, _)| callee.trim_end());
    let subject = if receiver == "the instance" { receiver.to_owned() } else { format!("`{receiver}`") };
    let message = format!(
        "{subject} is closed right after `{start}()` has started a scan: it ends before the first page, or fails (-1031, -2432)"
    );
    let mut finding = RULE.finding(span, message);
    finding.help = Some("close it when the scan has ended: in both callbacks, or after an `await`".to_owned());
    finding.related =
        vec![Label { span: scan, message: "the scan is started here, and goes on after the call".to_owned() }];
    finding
}

/// Lets the scan close the source when it has ended, where both calls are statements of one list.
fn fix(context: &Context<'_>, close: &Operation, scan: Unfinished) -> Option<Fix> {
    let facts = context.model.facts;
    let close_statement = facts.statement(context.statement_in_list(context.span(close.expr))?).span;
    let scan_statement = facts.statement(context.statement_in_list(scan.span)?).span;
    let is_same_list = context.function_around(close_statement) == context.function_around(scan_statement)
        && scan_statement.end <= close_statement.start
        && context.is_statement(close.expr);
    let is_alone = scan_statement.len() <= scan.span.len() + 1;
    if !is_same_list || !is_alone {
        return None;
    }
    let call = context.text(context.span(close.expr));
    let (edit, title) = match scan.meaning.completes {
        Completes::Promise => {
            let end = scan.span.end as usize;
            let edit = Edit { span: Span::new(end, end), text: format!(".finally(() => {call})") };
            (edit, "Close it when the promise has settled")
        }
        _ => (in_callbacks(context, scan, call)?, "Close it in both callbacks of the scan"),
    };
    Some(Fix { title: title.to_owned(), safety: Safety::Unsafe, edits: vec![edit, context.removal(close_statement)] })
}

/// Two callbacks for a scan that has none.
fn in_callbacks(context: &Context<'_>, scan: Unfinished, close: &str) -> Option<Edit> {
    let call = context.operations_at(scan.span).first()?;
    add_callbacks(context, call, &format!("() => {close}, () => {close}"))
}
