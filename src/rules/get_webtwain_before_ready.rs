use rustc_hash::FxHashMap;

use crate::facts::{ExprId, ExprKind, Pattern, StatementKind};
use crate::model::{Access, Parent};
use crate::report::{Edit, Finding, Fix, Label, Safety, Severity};
use crate::sdk::semantics::{READY, REGISTER};
use crate::syntax::Role;
use crate::text::{FileKind, Span};

use super::enclosing::Scope;
use super::startup::{Startup, Step, StepKind, is_awaited, is_shown};
use super::variables::{is_asked_for, is_asked_in, members_named, places_behind};
use super::{Category, Check, Confidence, Context, FixKind, Rule, enclosing};

pub static RULE: Rule = Rule {
    id: "get-webtwain-before-ready",
    category: Category::Lifecycle,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-2813, -2807, -2908],
    versions: "",
    summary: "GetWebTwain is called before the library has made the instance",
    options: &[],
    page: include_str!("get_webtwain_before_ready.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(startup) = Startup::of(context) else { return };
    // The script of a component runs each time that one is made, which may be long after the library has started.
    let is_component = matches!(context.source.kind, FileKind::Vue | FileKind::Svelte);
    let is_first_run = !is_component && is_shown(context);
    let mut early: FxHashMap<ExprId, Early<'_>> = FxHashMap::default();
    for scope in startup.scopes() {
        let is_handler = matches!(startup.role(scope), Some(Role::Handler { .. }));
        let is_start = matches!(scope, Scope::Unit(_)) && !is_handler && is_first_run;
        for found in find(context, &startup.steps(scope), is_start) {
            let known = early.entry(found.get.expr).or_insert_with(|| found.clone());
            if found.severity() > known.severity() {
                *known = found;
            }
        }
    }
    let mut early: Vec<Early<'_>> = early.into_values().collect();
    early.sort_by_key(|early| context.span(early.get.expr));
    findings.extend(early.iter().map(|early| report(context, early)));
}

/// A call that comes too early.
#[derive(Clone)]
struct Early<'c> {
    get: &'c Access,
    when: When<'c>,
}

#[derive(Clone)]
enum When<'c> {
    /// While the script itself runs, for the first time; before this call of `Load`, if there is one.
    AtStart(Option<&'c Access>),
    BeforeLoad(&'c Access),
    /// Nothing has waited for this call to be done.
    AfterLoad(&'c Access),
}

impl Early<'_> {
    fn severity(&self) -> Severity {
        match self.when {
            When::AtStart(_) | When::BeforeLoad(_) => Severity::Error,
            When::AfterLoad(_) => Severity::Warning,
        }
    }
}

fn find<'c>(context: &Context<'_>, steps: &[Step<'c>], is_start: bool) -> Vec<Early<'c>> {
    let mut found = Vec::new();
    for (at, step) in steps.iter().enumerate() {
        let Some(get) = step.access.filter(|_| step.kind == StepKind::Get && !step.is_conditional) else { continue };
        if is_asked(context, get) || !context.parses_at(get.name_span) {
            continue;
        }
        let before: Vec<_> = steps[..at].iter().rev().take_while(|step| step.kind != StepKind::Wait).collect();
        let has_waited = before.len() < at;
        let loaded = before.iter().find_map(|step| unawaited_load(context, step));
        let after = steps[at..].iter().take_while(|step| step.kind != StepKind::Wait);
        let loads = after.filter(|step| !step.is_conditional).find(|step| step.kind == StepKind::Load);
        let loads = loads.and_then(|step| step.access);
        let makes = before.iter().any(|step| step.kind == StepKind::Create);
        let when = match (loaded, loads) {
            (Some(load), _) => When::AfterLoad(load),
            (None, _) if makes => continue,
            (None, _) if is_start && !has_waited => When::AtStart(loads),
            (None, Some(load)) => When::BeforeLoad(load),
            (None, None) => continue,
        };
        found.push(Early { get, when });
    }
    found
}

fn unawaited_load<'c>(context: &Context<'_>, step: &Step<'c>) -> Option<&'c Access> {
    let load = step.access.filter(|_| step.kind == StepKind::Load && !step.is_conditional)?;
    (!is_awaited(context, load.call()?)).then_some(load)
}

/// Whether the code around looks whether there is an instance.
fn is_asked(context: &Context<'_>, get: &Access) -> bool {
    let Some(call) = get.call() else { return false };
    if is_asked_for(context, call) {
        return true;
    }
    let own = enclosing::function_at(context, context.span(call));
    let variable = target_of(context, call).and_then(|target| context.model.scopes.resolve(target));
    variable.is_some_and(|variable| is_asked_in(context, variable, own))
}

/// What the result of a call is stored in.
fn target_of(context: &Context<'_>, call: ExprId) -> Option<ExprId> {
    let model = context.model;
    let target = match model.parents.of_expr(call) {
        Parent::Expr(parent) => match model.facts.kind(parent) {
            ExprKind::Assign { target, value, .. } if *value == call => target,
            _ => return None,
        },
        Parent::Statement(statement) => match &model.facts.statement(statement).kind {
            StatementKind::Declare { declarations, .. } => {
                &declarations.iter().find(|declaration| declaration.value == Some(call))?.target
            }
            _ => return None,
        },
        Parent::Other => return None,
    };
    match target {
        Pattern::Target(target) => Some(*target),
        _ => None,
    }
}

fn report(context: &Context<'_>, early: &Early<'_>) -> Finding {
    let name = context.model.facts.names.text(early.get.name);
    let (message, load) = match early.when {
        When::AtStart(load) => (
            format!(
                "`{name}` is called while the script starts: the library has made no instance yet, and it gives null"
            ),
            load.map(|load| (load, "the library begins to load here")),
        ),
        When::BeforeLoad(load) => (
            format!("`{name}` is called before `Load()`: there is no instance yet, and it gives null"),
            Some((load, "the library begins to load here, later")),
        ),
        When::AfterLoad(load) => (
            format!(
                "`{name}` is called right after `Load()`, which has not done yet: there may be no instance, and it gives null"
            ),
            Some((load, "the library begins to load here, and nothing waits for it")),
        ),
    };
    let mut finding = RULE.finding(context.span(early.get.expr), message);
    finding.severity = early.severity();
    finding.help = Some(format!("call it in a handler for `{READY}`"));
    finding.related.extend(load.map(|(load, message)| Label { span: load.name_span, message: message.to_owned() }));
    finding.fixes.extend(wrap(context, early.get));
    finding
}

/// Whether the same function goes on with what the call gives: all of that would have to wait as well.
fn is_used_at_once(context: &Context<'_>, call: ExprId) -> bool {
    let own = enclosing::function_at(context, context.span(call));
    let Some(target) = target_of(context, call) else { return !context.is_statement(call) };
    let is_later = |place: ExprId| {
        let span = context.span(place);
        span.start > context.span(target).start && enclosing::function_at(context, span) == own
    };
    match context.model.facts.kind(target) {
        ExprKind::Member { property, .. } => members_named(context, *property).any(is_later),
        _ => {
            let variable = context.model.scopes.resolve(target);
            variable.is_some_and(|it| places_behind(context, it, context.span(target).start).any(is_later))
        }
    }
}

/// Puts the statement into a handler.
fn wrap(context: &Context<'_>, get: &Access) -> Option<Fix> {
    let facts = context.model.facts;
    let call = get.call()?;
    if is_used_at_once(context, call) {
        return None;
    }
    let library = context.text(context.span(get.object));
    let id = context.statement_in_list(context.span(call))?;
    let statement = facts.statement(id);
    let (declaration, code) = match &statement.kind {
        StatementKind::Expression(expr) => (String::new(), context.text(context.span(*expr))),
        StatementKind::Declare { declarations, .. } => {
            let [only] = &**declarations else { return None };
            let Pattern::Target(target) = only.target else { return None };
            // A type would have to stay with the declaration.
            if only.value != Some(call) || facts.annotation(target).is_some() {
                return None;
            }
            let name = context.span(target);
            let code = context.text(Span::new(name.start as usize, context.span(call).end as usize));
            (format!("let {};{}", context.text(name), context.gap_before(statement.span)), code)
        }
        _ => return None,
    };
    if code.contains(['\n', '\r']) {
        return None;
    }
    let (outer, quote) = (context.gap_before(statement.span), context.quote(statement.span));
    let inner = if outer == " " { outer.clone() } else { format!("{outer}  ") };
    let text = format!("{declaration}{library}.{REGISTER}({quote}{READY}{quote}, () => {{{inner}{code};{outer}}});");
    let edit = Edit { span: statement.span, text };
    Some(Fix { title: format!("Wait for {READY}"), safety: Safety::Unsafe, edits: vec![edit] })
}
