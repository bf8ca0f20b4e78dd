use crate::flow::{Event, EventKind, Operation, OperationKind, Sample};
use crate::report::{Finding, Fix, Safety, Severity};

use crate::sdk::semantics::{Completes, Role, SourceEffect, role};

use super::scan_callbacks::add_callbacks;
use super::story::{story, story_line};
use super::{Category, Check, Confidence, Context, FixKind, Rule, RuleOption};

pub static RULE: Rule = Rule {
    id: "disable-source-after-acquire-order",
    category: Category::Lifecycle,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-1001, -1004],
    versions: "",
    summary: "IfDisableSourceAfterAcquire is turned on after the source was selected, or after the scan was started",
    options: &[RuleOption {
        name: "order",
        values: &["before-select", "before-acquire"],
        summary: "Whether what comes after the source was selected is reported, or only what comes after the scan was started",
    }],
    page: include_str!("disable_source_after_acquire_order.md"),
    check: Check::Operation(check),
};

fn check(context: &Context<'_>, operation: &Operation, findings: &mut Vec<Finding>) {
    if operation.kind != OperationKind::Write || role(context.member_name(operation)) != Some(Role::DisableAfterAcquire)
    {
        return;
    }
    let turns_on =
        |sample: &Sample| sample.values.first().is_some_and(|value| context.truth(value, &sample.state) == Some(true));
    if !operation.samples.iter().all(turns_on) {
        return;
    }
    let asks_for_select = context.option(RULE.id, "order") != Some("before-acquire");
    let verdicts = operation.samples.iter().filter_map(|sample| judge(context, operation, sample, asks_for_select));
    if let Some(verdict) = verdicts.max_by_key(|verdict| verdict.severity) {
        findings.push(report(context, operation, &verdict));
    }
}

/// Why the write comes too late on one path.
struct Verdict {
    severity: Severity,
    /// The select, open or acquire call that it should stand before.
    late_after: Event,
    /// What the path did to the source, in order.
    story: Vec<Event>,
}

fn judge(context: &Context<'_>, operation: &Operation, sample: &Sample, asks_for_select: bool) -> Option<Verdict> {
    let events = of_this_scan(context, operation, &sample.state.instance(operation.instance)?.events)?;
    let position = |is_it: fn(EventKind) -> bool| events.iter().position(|event| is_it(event.kind));
    let select = position(|kind| matches!(kind, EventKind::Select | EventKind::Open));
    let acquire = position(|kind| kind == EventKind::Acquire);
    let late_after = if asks_for_select { select.into_iter().chain(acquire).min()? } else { acquire? };
    let set_in_time = events[..late_after].iter().any(|event| event.kind == EventKind::DisableAfterAcquire);
    if set_in_time {
        return None;
    }
    let closes_itself = || {
        let open = position(|kind| kind == EventKind::Open).unwrap_or(events.len());
        let before_open = &events[..open];
        before_open.iter().any(|event| event.kind == EventKind::Close)
            || context.program.closes_after_scan(operation.instance)
            || context.program.closes_by_configuration()
            || !context.program.is_understood()
    };
    let severity = if acquire.is_none() && closes_itself() { Severity::Info } else { Severity::Warning };
    let story = events.iter().filter(|event| story_line(event.kind).is_some()).copied().collect();
    Some(Verdict { severity, late_after: events[late_after], story })
}

/// What happened since the last scan was over and its source closed; `None` when the write is in time for a scan that follows.
fn of_this_scan<'e>(context: &Context<'_>, operation: &Operation, events: &'e [Event]) -> Option<&'e [Event]> {
    let starts = |event: &Event| matches!(event.kind, EventKind::Select | EventKind::Open | EventKind::Acquire);
    let acquire = events.iter().position(|event| event.kind == EventKind::Acquire);
    let close = events.iter().rposition(|event| event.kind == EventKind::Close);
    let since = match (acquire, close) {
        (Some(acquire), Some(close)) if acquire < close => &events[close + 1..],
        _ => return Some(events),
    };
    if since.iter().any(starts) {
        return Some(since);
    }
    let write = context.span(operation.expr);
    let is_write = |event: &Event| event.kind == EventKind::DisableAfterAcquire && event.span == write;
    (!context.program.starts_source_after(operation.instance, is_write)).then_some(events)
}

fn report(context: &Context<'_>, operation: &Operation, verdict: &Verdict) -> Finding {
    let receiver = context.receiver(operation);
    let member = context.member_name(operation);
    let too_late_for = call_text(context, verdict.late_after);
    let has_acquired = verdict.story.iter().any(|event| event.kind == EventKind::Acquire);
    let consequence = match (verdict.severity, has_acquired) {
        (Severity::Info, _) => "it has no effect on this scan; the source is closed all the same",
        (_, true) => "it comes too late for this scan, and the source may stay connected (-1001, -1004)",
        _ => "it comes too late, and nothing closes the source: the next scan may fail (-1001, -1004)",
    };
    let message = format!("`{receiver}.{member}` is turned on after `{too_late_for}`: {consequence}");
    let mut finding = RULE.finding(context.span(operation.expr), message);
    finding.severity = verdict.severity;
    finding.help = Some(format!("turn it on before `{too_late_for}`, and close the source when the scan has ended"));
    finding.related = story(&verdict.story);
    finding.fixes.extend(hoist(context, operation, verdict.late_after));
    let closing_would_mend = finding.severity == Severity::Warning && !has_acquired;
    if closing_would_mend {
        finding.fixes.extend(close_in_callbacks(context, operation));
    }
    finding
}

/// The call without its arguments: `DWObject.SelectSource()`.
fn call_text(context: &Context<'_>, event: Event) -> String {
    let call = context.text(event.span);
    match call.split_once('(') {
        Some((callee, _)) => format!("{}()", callee.trim_end()),
        None => call.to_owned(),
    }
}

/// Moves the assignment above the call, when both are statements of one list.
fn hoist(context: &Context<'_>, operation: &Operation, late_after: Event) -> Option<Fix> {
    let facts = context.model.facts;
    let write = facts.statement(context.statement_in_list(context.span(operation.expr))?).span;
    let call = facts.statement(context.statement_in_list(late_after.span)?).span;
    let is_constant = context.written(operation.expr).is_some_and(|value| facts.kind(value).is_true());
    let is_hoistable = is_constant
        && call.end <= write.start
        && context.span(operation.expr).len() + 1 >= write.len()
        && context.function_around(write) == context.function_around(call);
    if !is_hoistable {
        return None;
    }
    let code = context.text(write);
    let semicolon = if code.ends_with(';') { "" } else { ";" };
    let insertion = context.insert_before(late_after.span, &format!("{code}{semicolon}"))?;
    let title = format!("Move it above {}", call_text(context, late_after));
    Some(Fix { title, safety: Safety::Unsafe, edits: vec![insertion, context.removal(write)] })
}

/// Gives the next scan of the same function callbacks that close the source, when it has none.
fn close_in_callbacks(context: &Context<'_>, operation: &Operation) -> Option<Fix> {
    let write = context.span(operation.expr);
    let starts_scan = |call: &&Operation| {
        call.instance == operation.instance
            && call.kind == OperationKind::Call
            && context.span(call.expr).start > write.end
            && context.meaning(call).is_some_and(|meaning| {
                meaning.source == Some(SourceEffect::Acquire) && meaning.completes == Completes::Callbacks
            })
    };
    let scan = context.flow.operations.iter().find(starts_scan)?;
    let close = format!("() => {}.CloseSource()", context.receiver(scan));
    let edit = add_callbacks(context, scan, &format!("{close}, {close}"))?;
    let title = format!("Close the source in both callbacks of {}", context.member_name(scan));
    Some(Fix { title, safety: Safety::Unsafe, edits: vec![edit] })
}
