use crate::facts::{ExprId, ExprKind};
use crate::flow::{Operation, OperationKind, Unfinished};
use crate::model::{InstanceId, Parent};
use crate::report::{Finding, Label, Severity};
use crate::sdk::api::{self, Form, Member, Release};
use crate::sdk::semantics::{Completes, Exports, RESULT_OF_CALL, RESULT_OF_UPLOAD};
use crate::text::Span;

use super::places::INSTANCE;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "async-result-read-too-early",
    category: Category::Async,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::None,
    codes: &[-2003, -1001],
    versions: "",
    summary: "The result of an asynchronous call is read where the call has only been started",
    options: &[],
    page: include_str!("async_result_read_too_early.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut reported: Vec<(InstanceId, Span)> = Vec::new();
    for operation in &context.flow.operations {
        match operation.kind {
            OperationKind::Read => {
                if let Some(call) = unanswered(context, operation)
                    && !context.may_end_at_once(&call)
                    && !is_told_by_itself(context, &call)
                    && !reported.contains(&(operation.instance, call.span))
                {
                    // The code and the message of one call are one mistake.
                    reported.push((operation.instance, call.span));
                    findings.push(read_too_early(context, operation, call));
                }
            }
            OperationKind::Call => findings.extend(use_of_nothing(context, operation)),
            OperationKind::Write => {}
        }
    }
}

/// The call whose result a read asks for, while it still runs.
fn unanswered(context: &Context<'_>, read: &Operation) -> Option<Unfinished> {
    let member = context.member_name(read);
    let (of_call, of_upload) = (RESULT_OF_CALL.contains(&member), RESULT_OF_UPLOAD.contains(&member));
    if !of_call && !of_upload {
        return None;
    }
    let is_transfer = |call: &Unfinished| call.meaning.exports == Some(Exports::Upload) || call.meaning.host.is_some();
    read.samples.iter().find_map(|sample| {
        let last = sample.state.instance(read.instance)?.unanswered;
        let mut running = sample.state.unfinished(read.instance);
        running.find(|call| if of_call { Some(call.span) == last } else { is_transfer(call) })
    })
}

/// Whether a condition asks for the value of the call: releases in which it has one tell by it what could not even be started,
/// and set the code by then.
fn is_told_by_itself(context: &Context<'_>, call: &Unfinished) -> bool {
    let mut operations = context.operations_at(call.span).iter();
    let Some(operation) = operations.find(|it| it.kind == OperationKind::Call) else { return false };
    is_condition(context, operation.expr) && may_return(context, call.meaning.name)
}

fn is_condition(context: &Context<'_>, expr: ExprId) -> bool {
    let facts = context.model.facts;
    match context.model.parents.of_expr(expr) {
        Parent::Expr(parent) => match facts.kind(parent) {
            ExprKind::Unary { .. } | ExprKind::Logical { .. } => is_condition(context, parent),
            ExprKind::Conditional { test, .. } => *test == expr,
            _ => false,
        },
        Parent::Statement(statement) => {
            use crate::facts::StatementKind as Kind;
            matches!(&facts.statement(statement).kind, Kind::If { test, .. } | Kind::While { test, .. } if *test == expr)
        }
        Parent::Other => false,
    }
}

fn read_too_early(context: &Context<'_>, read: &Operation, call: Unfinished) -> Finding {
    let (receiver, member, start) = (context.receiver(read), context.member_name(read), call.meaning.name);
    let message = format!(
        "`{receiver}.{member}` is read right after `{start}()` has only been started: it still speaks of what was before"
    );
    let mut finding = RULE.finding(context.member_span(read), message);
    finding.help = Some(help(call.meaning.completes, start));
    finding.related = vec![Label { span: call.span, message: "started here, and goes on after the call".to_owned() }];
    finding
}

fn help(completes: Completes, call: &str) -> String {
    match completes {
        Completes::Promise => format!("wait for the promise of `{call}()`; what goes wrong is in its rejection"),
        _ => format!(
            "read it in the callbacks of `{call}()`: they get the code, the message and the answer as arguments"
        ),
    }
}

/// A call that returns nothing, as a value.
fn use_of_nothing(context: &Context<'_>, operation: &Operation) -> Option<Finding> {
    let meaning = context.meaning(operation).filter(|meaning| meaning.completes == Completes::Callbacks)?;
    let usage = value_usage(context, operation.expr)?;
    if !returns_nothing(context, meaning.name) {
        return None;
    }
    let (receiver, call) = (context.receiver(operation), meaning.name);
    let message = match usage {
        Usage::Awaited => {
            format!("`await` does not wait for `{receiver}.{call}()`: it returns nothing, and goes on after the call")
        }
        Usage::Asked => format!(
            "`{receiver}.{call}()` returns nothing that could be used: it has only been started when it returns"
        ),
    };
    let mut finding = RULE.finding(context.member_span(operation), message);
    finding.help = Some(match promise_form(context, call) {
        Some(other) => format!("use `{other}()`, which gives a promise"),
        None => help(Completes::Callbacks, call),
    });
    Some(finding)
}

#[derive(Clone, Copy)]
enum Usage {
    Awaited,
    Asked,
}

/// How code uses the value of a call, if it certainly does.
fn value_usage(context: &Context<'_>, call: ExprId) -> Option<Usage> {
    let facts = context.model.facts;
    match context.model.parents.of_expr(call) {
        Parent::Expr(parent) => match facts.kind(parent) {
            ExprKind::Await(_) => Some(Usage::Awaited),
            ExprKind::Assign { value, .. } if *value == call => Some(Usage::Asked),
            ExprKind::Member { object, .. } if *object == call => Some(Usage::Asked),
            ExprKind::Conditional { test, .. } if *test == call => Some(Usage::Asked),
            _ => None,
        },
        Parent::Statement(statement) => {
            use crate::facts::StatementKind as Kind;
            let is_value = match &facts.statement(statement).kind {
                Kind::Declare { .. } => true,
                Kind::If { test, .. } | Kind::While { test, .. } => *test == call,
                _ => false,
            };
            is_value.then_some(Usage::Asked)
        }
        Parent::Other => None,
    }
}

/// Whether some overload of the release in use gives a value; of any, where it is not known.
fn may_return(context: &Context<'_>, method: &str) -> bool {
    let is_there = |form: &Form| context.release().is_none_or(|release| form.is_in(release));
    instance_member(method).is_some_and(|it| it.all_forms().filter(is_there).any(|form| form.type_text() != "void"))
}

/// Whether no overload of the release in use gives a value.
fn returns_nothing(context: &Context<'_>, method: &str) -> bool {
    let release = context.release().unwrap_or_else(Release::newest);
    let Some(member) = instance_member(method) else { return false };
    let mut forms = member.forms(release).peekable();
    forms.peek().is_some() && forms.all(|form| form.type_text() == "void")
}

/// The method of the same name that gives a promise.
fn promise_form(context: &Context<'_>, method: &str) -> Option<&'static str> {
    let member = instance_member(&format!("{method}Async"))?;
    context.release().is_none_or(|release| member.is_in(release)).then(|| member.name())
}

fn instance_member(name: &str) -> Option<Member> {
    api::receiver(INSTANCE)?.member(name)
}
