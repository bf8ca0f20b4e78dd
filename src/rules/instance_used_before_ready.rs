use std::cell::OnceCell;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{ExprId, ExprKind, FunctionId, MemberValue, Name, StatementKind};
use crate::model::{Access, BindingId, BindingKind, FunctionUse, Parent, Write};
use crate::report::{Finding, Fix, Label, Safety, Severity};
use crate::sdk::semantics::READY;
use crate::syntax::Role;
use crate::text::{FileKind, Span};

use super::enclosing::{Scope, function_at, scope_at, span_of};
use super::startup::functions_at_start;
use super::variables::{is_asked_for, is_asked_in, members_named, places_of};
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
    let awaits = OnceCell::new();
    let mut holders: FxHashMap<Holder, Option<Set>> = FxHashMap::default();
    let uses = model.accesses().iter().filter(|access| access.instance.is_some());
    for access in uses.filter(|access| context.parses_at(access.name_span)) {
        let Some(holder) = Holder::of(context, access.object) else { continue };
        let known = holders.entry(holder).or_insert_with(|| set_in_callback(context, holder, &callbacks));
        let Some(set) = known else { continue };
        if runs_before(context, access, holder, set, &awaits) && !is_doubted(context, access, holder) {
            findings.push(report(context, access, holder, set));
            // The first use throws: what comes after it does not run.
            *known = None;
        }
    }
}

/// What holds an instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Holder {
    Variable(BindingId),
    /// `this.name`
    Field(Name),
}

impl Holder {
    fn of(context: &Context<'_>, object: ExprId) -> Option<Self> {
        let model = context.model;
        if let Some(variable) = model.scopes.resolve(object) {
            return Some(Self::Variable(variable));
        }
        match model.facts.kind(object) {
            ExprKind::Member { object: owner, property, .. } if matches!(model.facts.kind(*owner), ExprKind::This) => {
                Some(Self::Field(*property))
            }
            _ => None,
        }
    }

    /// Everything that is stored in it; `None` when that is not all seen.
    fn values(self, context: &Context<'_>) -> Option<Vec<ExprId>> {
        let model = context.model;
        match self {
            Self::Variable(variable) => {
                let binding = model.scopes.binding(variable);
                let is_shared =
                    binding.owner.is_none() && context.program.others_share(model.facts.names.text(binding.name));
                let values = binding.writes.iter().map(|write| match write {
                    Write::Value(value) => Some(*value),
                    _ => None,
                });
                if binding.kind == BindingKind::Variable && !is_shared { values.collect() } else { None }
            }
            Self::Field(name) => {
                let members = model.facts.classes().flat_map(|(_, class)| &class.members);
                let fields =
                    members.filter(|member| member.key == Some(name)).filter_map(|member| match member.value {
                        MemberValue::Field(None) => None,
                        MemberValue::Field(value) => Some(value),
                        _ => Some(None),
                    });
                let writes = model.scopes.member_writes.iter().filter(|write| write.property == name);
                fields.chain(writes.map(|write| write.value)).collect()
            }
        }
    }

    /// Every name or member that stands for it.
    fn places(self, context: &Context<'_>) -> Vec<ExprId> {
        match self {
            Self::Variable(variable) => places_of(context, variable).collect(),
            Self::Field(name) => members_named(context, name).collect(),
        }
    }
}

/// Where an instance is stored.
struct Set {
    /// What is stored in it.
    value: ExprId,
    callback: FunctionId,
    /// The call that makes the instance, where the callback is one of its arguments.
    creation: Option<ExprId>,
}

/// The one callback in which all values are stored.
fn set_in_callback(context: &Context<'_>, holder: Holder, callbacks: &FxHashSet<FunctionId>) -> Option<Set> {
    let model = context.model;
    let mut found: Option<Set> = None;
    for value in holder.values(context)? {
        if matches!(model.facts.kind(value), ExprKind::Undefined | ExprKind::Null) {
            continue;
        }
        let callback = function_at(context, context.span(value)).filter(|it| callbacks.contains(it))?;
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
fn runs_before(
    context: &Context<'_>,
    access: &Access,
    holder: Holder,
    set: &Set,
    awaits: &OnceCell<FxHashMap<Scope, Vec<Span>>>,
) -> bool {
    let facts = context.model.facts;
    let place = context.span(access.expr);
    let Some(scope) = scope_at(context, place) else { return false };
    let waits = |from: u32| {
        let awaits = awaits.get_or_init(|| awaits_of(context)).get(&scope);
        awaits.into_iter().flatten().any(|wait| wait.start >= from && wait.end <= place.start)
    };
    let whole = span_of(context, scope);
    let comes_first = match scope {
        Scope::Unit(at) if matches!(holder, Holder::Variable(_)) => {
            let is_component = matches!(context.source.kind, FileKind::Vue | FileKind::Svelte);
            let is_handler = matches!(facts.units[at].role, Role::Handler { .. });
            (!is_handler && !is_component || follows(context, set, place, scope)) && !waits(whole.start)
        }
        _ => {
            let from = set.creation.map_or(u32::MAX, |creation| context.span(creation).end);
            follows(context, set, place, scope) && !waits(from)
        }
    };
    comes_first && !context.layout.branches().around(place).any(|(branch, ())| whole.contains(branch))
}

/// Where each scope waits.
fn awaits_of(context: &Context<'_>) -> FxHashMap<Scope, Vec<Span>> {
    let mut found: FxHashMap<Scope, Vec<Span>> = FxHashMap::default();
    for (_, expr) in context.model.facts.exprs().filter(|(_, expr)| matches!(expr.kind, ExprKind::Await(_))) {
        if let Some(scope) = scope_at(context, expr.span) {
            found.entry(scope).or_default().push(expr.span);
        }
    }
    found
}

/// Whether a place comes after the call that makes the instance, in the same go.
fn follows(context: &Context<'_>, set: &Set, place: Span, scope: Scope) -> bool {
    set.creation.is_some_and(|creation| {
        let creation = context.span(creation);
        creation.end <= place.start && scope_at(context, creation) == Some(scope)
    })
}

/// Whether the code asks if there is anything: `unit?.Viewer`, or a condition in the same function.
fn is_doubted(context: &Context<'_>, access: &Access, holder: Holder) -> bool {
    let dot = Span::new(context.span(access.object).end as usize, access.name_span.start as usize);
    let own = function_at(context, context.span(access.expr));
    let asks = |place: ExprId| is_asked_for(context, place) && function_at(context, context.span(place)) == own;
    let is_asked = || match holder {
        Holder::Variable(variable) => is_asked_in(context, variable, own),
        Holder::Field(name) => members_named(context, name).any(asks),
    };
    context.text(dot).contains('?') || is_asked()
}

fn report(context: &Context<'_>, access: &Access, holder: Holder, set: &Set) -> Finding {
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
    finding.fixes.extend(move_into_callback(context, access, holder, set));
    finding
}

/// Moves every statement of the scope that uses the instance to where it has arrived, when all of them can be moved.
fn move_into_callback(context: &Context<'_>, access: &Access, holder: Holder, set: &Set) -> Option<Fix> {
    let facts = context.model.facts;
    let callback = facts.function(set.callback);
    let last = facts.statement(*callback.body.last()?);
    let scope = scope_at(context, context.span(access.expr))?;
    let mut moved: Vec<Span> = Vec::new();
    for used in holder.places(context) {
        let Parent::Expr(member) = context.model.parents.of_expr(used) else { continue };
        let Some(other) = context.model.access(member) else { continue };
        let place = context.span(member);
        if Holder::of(context, other.object) != Some(holder) || scope_at(context, place) != Some(scope) {
            continue;
        }
        let statement = facts.statement(context.statement_in_list(place)?);
        if !matches!(statement.kind, StatementKind::Expression(_)) || statement.span.contains(callback.span) {
            return None;
        }
        moved.push(statement.span);
    }
    moved.dedup();
    if matches!(last.kind, StatementKind::Return(_) | StatementKind::Throw(_)) {
        return None;
    }
    let finished = |span: &Span| match context.text(*span) {
        code if code.ends_with(';') => code.to_owned(),
        code => format!("{code};"),
    };
    let code: Vec<String> = moved.iter().map(finished).collect();
    let mut edits = vec![context.insert_after(last.span, &code.join(&context.gap_before(last.span)))?];
    edits.extend(moved.iter().map(|span| context.removal(*span)));
    edits.sort_by_key(|edit| edit.span);
    Some(Fix { title: "Move it into the callback".to_owned(), safety: Safety::Unsafe, edits })
}
