use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{ExprId, ExprKind, FunctionId, StatementKind};
use crate::model::{Access, Binding, BindingId, BindingKind, FunctionUse, Write};
use crate::report::{Finding, Fix, Label, Safety, Severity};
use crate::sdk::semantics::READY;
use crate::syntax::Role;
use crate::text::{FileKind, Span};

use super::enclosing::{self, function_at};
use super::startup::{Scope, functions_at_start, scope_at};
use super::variables::{is_asked_for, places_of};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "instance-used-before-ready",
    category: Category::Lifecycle,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[],
    versions: "",
    summary: "A variable is used before the callback has run that puts the instance in it",
    options: &[],
    page: include_str!("instance_used_before_ready.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let callbacks = functions_at_start(context);
    if callbacks.is_empty() {
        return;
    }
    let model = context.model;
    let mut branches: Option<Vec<Span>> = None;
    let mut variables: FxHashMap<BindingId, Option<Set>> = FxHashMap::default();
    for access in model.accesses().iter().filter(|access| access.instance.is_some()) {
        let Some(variable) = model.scopes.resolve(access.object) else { continue };
        let known = variables.entry(variable).or_insert_with(|| set_in_callback(context, variable, &callbacks));
        let Some(set) = known else { continue };
        let branches = branches.get_or_insert_with(|| enclosing::branches(model.facts));
        if runs_before(context, access, set, branches) && !is_doubted(context, access, variable) {
            findings.push(report(context, access, set));
            // The first use throws: what comes after it does not run.
            *known = None;
        }
    }
}

/// Where a variable gets its instance.
struct Set {
    /// What is stored in it.
    value: ExprId,
    callback: FunctionId,
    /// The call that makes the instance, where the callback is one of its arguments.
    creation: Option<ExprId>,
}

/// The one callback that a variable gets all of its values in.
fn set_in_callback(context: &Context<'_>, variable: BindingId, callbacks: &FxHashSet<FunctionId>) -> Option<Set> {
    let model = context.model;
    let binding: &Binding = model.scopes.binding(variable);
    let is_shared = binding.owner.is_none() && context.program.others_share(model.facts.names.text(binding.name));
    if binding.kind != BindingKind::Variable || is_shared {
        return None;
    }
    let mut found: Option<Set> = None;
    for write in &binding.writes {
        let Write::Value(value) = *write else { return None };
        if matches!(model.facts.kind(value), ExprKind::Undefined | ExprKind::Null) {
            continue;
        }
        let callback = function_at(model.facts, context.span(value)).filter(|it| callbacks.contains(it))?;
        if found.as_ref().is_some_and(|known| known.callback != callback) {
            return None;
        }
        let calls = model.functions.uses(callback).iter().map(|how| match how {
            FunctionUse::Argument { call, .. } => Some(*call),
            _ => None,
        });
        let calls: Vec<ExprId> = calls.collect::<Option<_>>()?;
        let [call] = *calls else { return None };
        found = Some(Set { value, callback, creation: Some(call).filter(|&call| model.creation(call).is_some()) });
    }
    found
}

/// Whether an access runs before the callback, whatever happens.
fn runs_before(context: &Context<'_>, access: &Access, set: &Set, branches: &[Span]) -> bool {
    let facts = context.model.facts;
    let place = context.span(access.expr);
    let Some(scope) = scope_at(context, place) else { return false };
    let waits = |from: u32| {
        facts.exprs().any(|(_, expr)| {
            matches!(expr.kind, ExprKind::Await(_))
                && expr.span.start >= from
                && expr.span.end <= place.start
                && scope_at(context, expr.span) == Some(scope)
        })
    };
    let whole = match scope {
        Scope::Unit(at) => facts.units[at].span,
        Scope::Function(function) => facts.function(function).span,
    };
    let is_in_branch = branches.iter().any(|branch| branch.contains(place) && whole.contains(*branch));
    if is_in_branch {
        return false;
    }
    match scope {
        Scope::Unit(at) => {
            let is_component = matches!(context.source.kind, FileKind::Vue | FileKind::Svelte);
            let is_handler = matches!(facts.units[at].role, Role::Handler { .. });
            (!is_handler && !is_component || follows(context, set, place, scope)) && !waits(whole.start)
        }
        Scope::Function(_) => {
            let from = set.creation.map_or(u32::MAX, |creation| context.span(creation).end);
            follows(context, set, place, scope) && !waits(from)
        }
    }
}

/// Whether a place comes after the call that makes the instance, in the same go.
fn follows(context: &Context<'_>, set: &Set, place: Span, scope: Scope) -> bool {
    set.creation.is_some_and(|creation| {
        let creation = context.span(creation);
        creation.end <= place.start && scope_at(context, creation) == Some(scope)
    })
}

/// Whether the code asks if the variable holds anything: `unit?.Viewer`, or a condition in the same function.
fn is_doubted(context: &Context<'_>, access: &Access, variable: BindingId) -> bool {
    let facts = context.model.facts;
    let dot = Span::new(context.span(access.object).end as usize, access.name_span.start as usize);
    let own = function_at(facts, context.span(access.expr));
    let asks = |place: ExprId| is_asked_for(context, place) && function_at(facts, context.span(place)) == own;
    context.text(dot).contains('?') || places_of(context, variable).any(asks)
}

fn report(context: &Context<'_>, access: &Access, set: &Set) -> Finding {
    let name = context.text(context.span(access.object));
    let later = match set.creation {
        Some(creation) => match context.model.facts.kind(creation) {
            ExprKind::Call { callee, .. } => format!("the callback of `{}`", context.text(context.span(*callee))),
            _ => "a callback".to_owned(),
        },
        None => format!("the handler for `{READY}`"),
    };
    let message =
        format!("`{name}` holds no instance yet: it gets it in {later}, which runs later, and this throws a TypeError");
    let place = Span::new(context.span(access.object).start as usize, access.name_span.end as usize);
    let mut finding = RULE.finding(place, message);
    finding.help = Some(format!("use `{name}` in {later}"));
    finding
        .related
        .push(Label { span: context.span(set.value), message: "it gets the instance here, later".to_owned() });
    finding.fixes.extend(move_into_callback(context, access, set));
    finding
}

/// Moves the statement to where the instance has arrived.
fn move_into_callback(context: &Context<'_>, access: &Access, set: &Set) -> Option<Fix> {
    let facts = context.model.facts;
    let statement = facts.statement(context.statement_in_list(context.span(access.expr))?);
    let stored = context.statement_in_list(context.span(set.value))?;
    let stands_alone = matches!(statement.kind, StatementKind::Expression(_))
        && facts.function(set.callback).span.contains(facts.statement(stored).span)
        && !facts.function(set.callback).span.contains(statement.span);
    if !stands_alone {
        return None;
    }
    let code = context.text(statement.span);
    let semicolon = if code.ends_with(';') { "" } else { ";" };
    let insertion = context.insert_after(context.span(set.value), &format!("{code}{semicolon}"))?;
    let mut edits = vec![insertion, context.removal(statement.span)];
    edits.sort_by_key(|edit| edit.span);
    Some(Fix { title: "Move it into the callback".to_owned(), safety: Safety::Unsafe, edits })
}
