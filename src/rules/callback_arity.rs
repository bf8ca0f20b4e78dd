use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{ExprId, ExprKind, FunctionId, Pattern};
use crate::model::{Access, FunctionUse};
use crate::report::{Edit, Finding, Fix, Label, Safety, Severity};
use crate::text::Span;

use super::callbacks::{Callback, Passed, callbacks};
use super::variables::{is_asked_for, is_joined, reads_arguments, uses_of};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "callback-arity",
    category: Category::ApiUsage,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-2510],
    versions: "",
    summary: "A callback uses a parameter that the SDK never passes, or an object that it passes as if it were a text",
    options: &[],
    page: include_str!("callback_arity.md"),
    check: Check::Program(check),
};

/// A function at a place where the SDK takes a callback.
struct Given<'a> {
    access: &'a Access,
    callback: Callback<'a>,
}

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut by_function: FxHashMap<FunctionId, Vec<Given<'_>>> = FxHashMap::default();
    for access in context.model.accesses() {
        for callback in callbacks(context, access) {
            if let Some(function) = context.model.functions.target(callback.function) {
                by_function.entry(function).or_default().push(Given { access, callback });
            }
        }
    }
    findings.extend(by_function.iter().filter_map(|(&function, given)| judge(context, function, given)));
}

/// What is wrong with a function wherever it is given: what it is passed at most counts.
fn judge(context: &Context<'_>, function: FunctionId, given: &[Given<'_>]) -> Option<Finding> {
    if !is_suspect(context, function, given) {
        return None;
    }
    let parameters = &context.model.facts.function(function).parameters;
    let told = given.iter().filter_map(|given| Some((given, given.callback.passed()?)));
    let told: Vec<(&Given<'_>, Passed)> = told.collect();
    let (Given { access, .. }, passed) = told.iter().max_by_key(|(_, passed)| passed.names.len())?;
    if is_used_otherwise(context, function, &told, passed) || reads_arguments(context, function) {
        return None;
    }
    let extra = parameters.iter().skip(passed.names.len()).filter_map(target).find(|&extra| is_needed(context, extra));
    let mut finding = match extra {
        Some(extra) => never_passed(context, function, extra, passed),
        None => {
            let is_object = told.iter().all(|(_, other)| other.object == passed.object);
            let object = target(parameters.get(passed.object.filter(|_| is_object)?)?)?;
            no_text(context, object, joined(context, object)?, passed)
        }
    };
    finding.severity = access.severity(finding.severity);
    Some(finding)
}

/// Whether a function makes a text of a parameter, or no place is seen to pass all that it needs. Most are cleared by the
/// first place where they are given.
fn is_suspect(context: &Context<'_>, function: FunctionId, given: &[Given<'_>]) -> bool {
    let targets: Vec<Option<ExprId>> = context.model.facts.function(function).parameters.iter().map(target).collect();
    let is_last_needed = |parameter: &Option<ExprId>| parameter.is_some_and(|it| is_needed(context, it));
    let needs = targets.iter().rposition(is_last_needed).map_or(0, |last| last + 1);
    let gets = |given: &Given<'_>| given.callback.passed().map_or(0, |passed| passed.names.len());
    targets.iter().flatten().any(|&parameter| joined(context, parameter).is_some())
        || given.iter().all(|given| gets(given) < needs)
}

/// Where a variable becomes a part of a text.
fn joined(context: &Context<'_>, variable: ExprId) -> Option<ExprId> {
    uses_of(context, variable).find(|&used| is_joined(context, used))
}

/// Whether other code uses the function, and may give it more.
fn is_used_otherwise(
    context: &Context<'_>,
    function: FunctionId,
    told: &[(&Given<'_>, Passed)],
    passed: &Passed,
) -> bool {
    let facts = context.model.facts;
    let places: FxHashSet<ExprId> = told.iter().map(|(given, _)| given.callback.function).collect();
    let is_inline = places.iter().all(|&place| matches!(facts.kind(place), ExprKind::Function(_)));
    context.model.functions.uses(function).iter().any(|how| {
        let (FunctionUse::Called(call) | FunctionUse::Argument { call, .. }) = how else { return !is_inline };
        let (ExprKind::Call { arguments, .. } | ExprKind::New { arguments, .. }) = facts.kind(*call) else {
            return true;
        };
        match how {
            FunctionUse::Argument { index, .. } => arguments.get(*index).is_none_or(|place| !places.contains(place)),
            _ => arguments.len() > passed.names.len(),
        }
    })
}

fn target(pattern: &Pattern) -> Option<ExprId> {
    match pattern {
        Pattern::Target(target) => Some(*target),
        _ => None,
    }
}

/// Whether a function uses a parameter without asking if it is there.
fn is_needed(context: &Context<'_>, parameter: ExprId) -> bool {
    let scopes = &context.model.scopes;
    let is_written = scopes.resolve(parameter).is_none_or(|binding| !scopes.binding(binding).writes.is_empty());
    let uses: Vec<ExprId> = uses_of(context, parameter).collect();
    !is_written && !uses.is_empty() && !uses.iter().any(|&used| is_asked_for(context, used))
}

fn never_passed(context: &Context<'_>, function: FunctionId, extra: ExprId, passed: &Passed) -> Finding {
    let span = context.span(extra);
    let (by, name) = (&passed.by, context.text(span));
    let message = match passed.names.as_slice() {
        [] => format!("{by} passes nothing to its callback: `{name}` is undefined"),
        names => format!("{by} passes {} and no more: `{name}` is undefined", listed(names)),
    };
    let mut finding = RULE.finding(span, message);
    if passed.may_be_more {
        finding.severity = Severity::Info;
        finding.message = format!("{by} is not documented to pass `{name}` to this callback");
    }
    if passed.is_error {
        finding.help = Some("the one value is an object: read its `code` and its `message`".to_owned());
        finding.fixes.extend(taken_apart(context, function));
    }
    finding
}

/// `the value` as it is, names of the documentation between their marks.
fn listed(names: &[&str]) -> String {
    let quoted = names.iter().map(|name| if name.contains(' ') { (*name).to_owned() } else { format!("`{name}`") });
    quoted.collect::<Vec<_>>().join(", ")
}

/// `({ code, message: text })` for `(code, text)`, in a function that nothing else calls.
fn taken_apart(context: &Context<'_>, function: FunctionId) -> Option<Fix> {
    let [code, message] = context.model.facts.function(function).parameters.as_slice() else { return None };
    let (code, message) = (context.span(target(code)?), context.span(target(message)?));
    if context.model.functions.uses(function).len() > 1 {
        return None;
    }
    let part = |key: &str, span: Span| match context.text(span) {
        name if name == key => key.to_owned(),
        name => format!("{key}: {name}"),
    };
    let text = format!("{{ {}, {} }}", part("code", code), part("message", message));
    let edits = vec![Edit { span: code.cover(message), text }];
    Some(Fix { title: "Take the object apart".to_owned(), safety: Safety::Unsafe, edits })
}

fn no_text(context: &Context<'_>, object: ExprId, joined: ExprId, passed: &Passed) -> Finding {
    let name = context.text(context.span(object));
    let message = format!("{} passes an object as `{name}`, and here it becomes `[object Object]`", passed.by);
    let mut finding = RULE.finding(context.span(joined), message);
    finding.help = Some(format!("read what you need from `{name}`, such as one of its properties"));
    finding.related.push(Label { span: context.span(object), message: "it is passed here".to_owned() });
    finding
}
