use rustc_hash::FxHashMap;

use crate::facts::{ExprId, ExprKind, Facts, FunctionId, StatementId, StatementKind};
use crate::model::{Access, InstanceId, Parent};
use crate::report::{Finding, Label, Severity};
use crate::sdk::semantics;
use crate::sdk::values::ONE_HANDLER_METHODS;
use crate::text::Span;

use super::startup::functions_at_start;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "event-listener-replaced",
    category: Category::ApiUsage,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::None,
    codes: &[],
    versions: "",
    summary: "A second handler for the same event of an instance replaces the first one, which never runs",
    options: &[],
    page: include_str!("event_listener_replaced.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let registrations = Registrations::of(context);
    if registrations.by_statement.len() < 2 {
        return;
    }
    for list in lists(context.model.facts) {
        registrations.judge(context, list, findings);
    }
    registrations.judge_later_ones(context, findings);
}

struct Registrations<'a> {
    by_statement: FxHashMap<StatementId, Registration<'a>>,
    /// Where a list of statements may take another course, sorted.
    turns: Vec<Span>,
}

/// A statement that registers a handler, or takes one away.
struct Registration<'a> {
    instance: InstanceId,
    event: &'a str,
    /// Where the event is named.
    place: Span,
    /// `None` where it is taken away.
    handler: Option<ExprId>,
    /// The function that it stands in.
    function: Option<FunctionId>,
}

impl<'a> Registration<'a> {
    fn read(
        context: &Context<'a>,
        access: &Access,
        inside: &FxHashMap<ExprId, Option<FunctionId>>,
    ) -> Option<(StatementId, Self)> {
        let model = context.model;
        let called = model.facts.names.text(access.name);
        let registers = semantics::registering_method(called)?;
        let method = format!("{}.{registers}", access.on.name());
        if !ONE_HANDLER_METHODS.contains(&method.as_str()) {
            return None;
        }
        let call = access.call()?;
        let ExprKind::Call { arguments, .. } = model.facts.kind(call) else { return None };
        let Parent::Statement(statement) = model.parents.of_expr(call) else { return None };
        let &event = arguments.first()?;
        let registration = Self {
            instance: access.instance?,
            event: model.scopes.constant_text(model.facts, event)?,
            place: context.span(event),
            handler: if called == registers { Some(*arguments.get(1)?) } else { None },
            function: inside.get(&call).copied().flatten(),
        };
        Some((statement, registration))
    }
}

/// Every list of statements that run one after the other.
fn lists(facts: &Facts) -> Vec<&[StatementId]> {
    let mut lists: Vec<&[StatementId]> = facts.units.iter().map(|unit| unit.body.as_slice()).collect();
    lists.extend(facts.functions().map(|(_, function)| function.body.as_slice()));
    for (_, statement) in facts.statements() {
        match &statement.kind {
            StatementKind::Block(body) => lists.push(body),
            StatementKind::Switch { cases, .. } => lists.extend(cases.iter().map(|case| &*case.body)),
            _ => {}
        }
    }
    lists
}

impl<'a> Registrations<'a> {
    fn of(context: &Context<'a>) -> Self {
        let model = context.model;
        let inside: FxHashMap<_, _> = model.scopes.calls.iter().copied().collect();
        let accesses = model.accesses().iter();
        let by_statement: FxHashMap<_, _> =
            accesses.filter_map(|access| Registration::read(context, access, &inside)).collect();
        let awaits = model.facts.exprs().filter(|(_, expr)| matches!(expr.kind, ExprKind::Await(_)));
        let mut turns: Vec<Span> = awaits.map(|(_, expr)| expr.span).collect();
        turns.extend(model.creations().map(|call| context.span(call)));
        turns.extend(by_statement.values().map(|registration| registration.place));
        turns.sort_unstable();
        Self { by_statement, turns }
    }

    /// Walks one list, and remembers which handler each event has.
    fn judge(&self, context: &Context<'_>, list: &[StatementId], findings: &mut Vec<Finding>) {
        let mut current: Vec<&Registration<'_>> = Vec::new();
        for &statement in list {
            let Some(registration) = self.by_statement.get(&statement) else {
                if self.changes_course(context, statement) {
                    current.clear();
                }
                continue;
            };
            let is_same = |other: &&Registration<'_>| {
                (other.instance, other.event) == (registration.instance, registration.event)
            };
            let before = current.iter().position(is_same).map(|at| current.remove(at));
            if let (Some(before), Some(handler)) = (before, registration.handler)
                && before.handler.is_some_and(|replaced| !is_same_handler(context, replaced, handler))
            {
                context.tell(findings, report(registration, before));
            }
            current.push(registration);
        }
    }

    /// Handlers that a function registers which runs some time after the start, in the place of those from the start.
    fn judge_later_ones(&self, context: &Context<'_>, findings: &mut Vec<Finding>) {
        let starts = functions_at_start(context);
        let mut by_event: FxHashMap<_, Vec<&Registration<'_>>> = FxHashMap::default();
        for registration in self.by_statement.values() {
            by_event.entry((registration.instance, registration.event)).or_default().push(registration);
        }
        for mut same in by_event.into_values().filter(|same| same.iter().all(|one| one.handler.is_some())) {
            same.sort_unstable_by_key(|registration| registration.place);
            let is_at_start = |one: &&Registration<'_>| one.function.is_some_and(|function| starts.contains(&function));
            let Some(first) = same.iter().copied().find(is_at_start) else { continue };
            for later in same.iter().copied().filter(|one| one.function.is_some() && !is_at_start(one)) {
                let handlers = first.handler.zip(later.handler);
                if handlers.is_some_and(|(first, later)| !is_same_handler(context, first, later)) {
                    let mut finding = report(later, first);
                    finding.severity = Severity::Info;
                    context.tell(findings, finding);
                }
            }
        }
    }

    /// Whether after a statement another instance may be meant, the event may have been handled already, or the rest may
    /// not run: then nothing is certain about what comes before it.
    fn changes_course(&self, context: &Context<'_>, statement: StatementId) -> bool {
        let statement = context.model.facts.statement(statement);
        let is_plain = matches!(
            statement.kind,
            StatementKind::Expression(_)
                | StatementKind::Declare { .. }
                | StatementKind::Function(_)
                | StatementKind::Empty
        );
        let next = self.turns.partition_point(|turn| turn.start < statement.span.start);
        !is_plain || self.turns.get(next).is_some_and(|turn| statement.span.contains(*turn))
    }
}

/// Registering a handler twice harms nobody.
fn is_same_handler(context: &Context<'_>, one: ExprId, other: ExprId) -> bool {
    let model = context.model;
    let targets = (model.functions.target(one), model.functions.target(other));
    let is_same_function = targets.0.is_some() && targets.0 == targets.1;
    is_same_function || context.text(context.span(one)) == context.text(context.span(other))
}

fn report(registration: &Registration<'_>, before: &Registration<'_>) -> Finding {
    let event = registration.event;
    let message =
        format!("this handler replaces the one that `{event}` has, which no longer runs: an event has only one");
    let mut finding = RULE.finding(registration.place, message);
    finding.help = Some("do in one handler what both do".to_owned());
    finding.related.push(Label { span: before.place, message: "the other handler is registered here".to_owned() });
    finding
}
