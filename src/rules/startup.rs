//! How a program starts the library: the calls that do it, and the functions that run when it has started.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::facts::{ExprId, ExprKind, FunctionId};
use crate::model::{Access, FunctionUse, Parent};
use crate::sdk::semantics::{CREATES, DELETES, GETS, LIBRARY, LOAD};
use crate::sdk::values::EVENTS_AT_START;
use crate::syntax::Role;
use crate::text::Span;

use super::Context;
use super::enclosing::{Scope, function_of, scope_at, span_of};

/// Functions that call functions are followed this deep, and so many calls and steps in all.
const MAX_DEPTH: usize = 5;
const MAX_ITEMS: usize = 2_000;

/// Something that happens to the library, or a wait.
#[derive(Clone, Copy)]
pub(super) struct Step<'a> {
    pub kind: StepKind,
    /// The access that is called; `None` for a wait.
    pub access: Option<&'a Access>,
    /// Whether it may be left out.
    pub is_conditional: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepKind {
    Load,
    Get,
    Create,
    Delete,
    /// Other code may run before it goes on.
    Wait,
}

/// What happens to the library, scope by scope.
pub(super) struct Startup<'a, 'c> {
    context: &'c Context<'a>,
    items: FxHashMap<Scope, Vec<Item<'c>>>,
}

struct Item<'c> {
    place: Span,
    what: What<'c>,
    /// Whether the scope may leave it out when it runs.
    is_in_branch: bool,
}

enum What<'c> {
    Step(StepKind, &'c Access),
    Wait,
    Call { function: FunctionId, is_awaited: bool },
}

impl<'a, 'c> Startup<'a, 'c> {
    /// `None` when the file does not call the library to get or make an instance.
    pub fn of(context: &'c Context<'a>) -> Option<Self> {
        let steps: Vec<_> = context.model.accesses().iter().filter_map(|access| step(context, access)).collect();
        let matters = steps.iter().any(|(kind, _)| matches!(kind, StepKind::Get | StepKind::Create));
        if !matters {
            return None;
        }
        let mut startup = Self { context, items: FxHashMap::default() };
        for (kind, access) in steps {
            startup.add(access.call()?, What::Step(kind, access));
        }
        startup.add_calls();
        startup.add_waits();
        for (scope, items) in &mut startup.items {
            let whole = span_of(context, *scope);
            for item in items.iter_mut() {
                let mut branches = context.layout.branches().around(item.place);
                item.is_in_branch = branches.any(|(branch, ())| whole.contains(branch) && branch != whole);
            }
            items.sort_by_key(|item| (item.place.end, std::cmp::Reverse(item.place.start)));
        }
        Some(startup)
    }

    /// Every scope in which something happens to the library.
    pub fn scopes(&self) -> Vec<Scope> {
        let mut scopes: Vec<Scope> = self.items.keys().copied().collect();
        scopes.sort_unstable_by_key(|scope| match scope {
            Scope::Unit(at) => (0, *at),
            Scope::Function(function) => (1, function.index()),
        });
        scopes
    }

    pub fn role(&self, scope: Scope) -> Option<&'a Role> {
        match scope {
            Scope::Unit(at) => self.context.model.facts.units.get(at).map(|unit| &unit.role),
            Scope::Function(_) => None,
        }
    }

    /// What happens when a scope runs, in order, with what the functions do that it calls.
    pub fn steps(&self, scope: Scope) -> Vec<Step<'c>> {
        let mut steps = Vec::new();
        let mut items_left = MAX_ITEMS;
        self.collect(scope, false, MAX_DEPTH, &mut items_left, &mut steps);
        steps
    }

    fn collect(
        &self,
        scope: Scope,
        is_conditional: bool,
        depth: usize,
        items_left: &mut usize,
        steps: &mut Vec<Step<'c>>,
    ) {
        let Some(depth) = depth.checked_sub(1) else { return };
        for item in self.items.get(&scope).into_iter().flatten() {
            let Some(left) = items_left.checked_sub(1) else { return };
            *items_left = left;
            let is_conditional = is_conditional || item.is_in_branch;
            match item.what {
                What::Step(kind, access) => steps.push(Step { kind, access: Some(access), is_conditional }),
                What::Wait => steps.push(Step { kind: StepKind::Wait, access: None, is_conditional }),
                What::Call { function, is_awaited } => {
                    let before = steps.len();
                    self.collect(Scope::Function(function), is_conditional, depth, items_left, steps);
                    let goes_on_later = self.context.model.facts.function(function).is_async && !is_awaited;
                    let wait = steps[before..].iter().position(|step| step.kind == StepKind::Wait);
                    if let Some(wait) = wait.filter(|_| goes_on_later) {
                        steps.truncate(before + wait);
                    }
                }
            }
        }
    }

    fn add(&mut self, call: ExprId, what: What<'c>) {
        let place = self.context.span(call);
        if let Some(scope) = scope_at(self.context, place) {
            self.items.entry(scope).or_default().push(Item { place, what, is_in_branch: false });
        }
    }

    /// Calls of the functions in which something happens, and of those that call them.
    fn add_calls(&mut self) {
        let model = self.context.model;
        let mut queue: Vec<FunctionId> = self.items.keys().filter_map(|scope| function_of(*scope)).collect();
        let mut known: FxHashSet<FunctionId> = queue.iter().copied().collect();
        while let Some(function) = queue.pop() {
            for how in model.functions.uses(function) {
                let FunctionUse::Called(call) = *how else { continue };
                let is_awaited = is_awaited(self.context, call);
                self.add(call, What::Call { function, is_awaited });
                let caller = scope_at(self.context, self.context.span(call)).and_then(function_of);
                queue.extend(caller.filter(|caller| known.insert(*caller)));
            }
        }
    }

    fn add_waits(&mut self) {
        let facts = self.context.model.facts;
        for (expr, it) in facts.exprs() {
            if matches!(it.kind, ExprKind::Await(_))
                && let Some(scope) = scope_at(self.context, it.span)
                && self.items.contains_key(&scope)
            {
                self.add(expr, What::Wait);
            }
        }
    }
}

/// Whether the program shows that it starts the library. Other code may be added to a page when the library has started.
pub(super) fn is_shown(context: &Context<'_>) -> bool {
    let names = &context.model.facts.names;
    let is_about_start = |access: &Access| {
        let name = names.text(access.name);
        access.on.name() == LIBRARY && access.member.is_some() && !GETS.contains(&name) && !DELETES.contains(&name)
    };
    let program = &context.program;
    program.loads_library() || program.starts_library() || context.model.accesses().iter().any(is_about_start)
}

fn step<'c>(context: &'c Context<'_>, access: &'c Access) -> Option<(StepKind, &'c Access)> {
    access.call().filter(|_| access.on.name() == LIBRARY)?;
    let name = context.model.facts.names.text(access.name);
    let lists = [(GETS, StepKind::Get), (CREATES, StepKind::Create), (DELETES, StepKind::Delete)];
    let kind = match lists.iter().find(|(names, _)| names.contains(&name)) {
        Some((_, kind)) => *kind,
        None if name == LOAD => StepKind::Load,
        None => return None,
    };
    Some((kind, access))
}

pub(super) fn is_awaited(context: &Context<'_>, call: ExprId) -> bool {
    let Parent::Expr(parent) = context.model.parents.of_expr(call) else { return false };
    matches!(context.model.facts.kind(parent), ExprKind::Await(_))
}

/// The functions that run once, when the library is ready or has made an instance.
pub(super) fn functions_at_start(context: &Context<'_>) -> FxHashSet<FunctionId> {
    let model = context.model;
    let creations = model.creations().filter_map(|call| {
        let ExprKind::Call { arguments, .. } = model.facts.kind(call) else { return None };
        arguments.iter().find_map(|&argument| model.functions.target(argument))
    });
    let ready = model.accesses().iter().filter_map(|access| {
        let ExprKind::Call { arguments, .. } = model.facts.kind(access.call()?) else { return None };
        let event = model.scopes.constant_text(model.facts, *arguments.first()?)?;
        let handler = arguments.get(1).filter(|_| EVENTS_AT_START.contains(&event))?;
        model.functions.target(*handler)
    });
    creations.chain(ready).collect()
}
