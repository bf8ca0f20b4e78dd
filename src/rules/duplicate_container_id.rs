use rustc_hash::FxHashMap;

use crate::facts::{ExprId, ExprKind, StatementKind};
use crate::model::{Access, Constant, FunctionUse, Usage};
use crate::report::{Finding, Label, Severity};
use crate::sdk::semantics::{
    AUTO_LOAD, CONTAINER_ID, CONTAINERS, DELETES, INSTANCE_ID, LIBRARY, LOAD, REPEATED_HANDLERS, REPEATING_EVENTS,
};
use crate::syntax::Role;

use super::enclosing::Scope;
use super::startup::{Startup, Step, StepKind};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "duplicate-container-id",
    category: Category::Lifecycle,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::None,
    codes: &[-2812, -2815],
    versions: "",
    summary: "Two instances of a page are given the same container or the same id",
    options: &[],
    page: include_str!("duplicate_container_id.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let entries = container_entries(context);
    for pair in same_key_twice(&entries) {
        context.tell(findings, report(context, pair.0, pair.1, "another entry has it already"));
    }
    let Some(startup) = Startup::of(context) else { return };
    let by_load = made_by_load(context, &entries);
    for scope in startup.scopes() {
        let steps = startup.steps(scope);
        for (first, second) in created_twice(context, &steps) {
            context.tell(findings, report(context, &first, &second, "an instance is made with it here before"));
        }
        for (entry, made) in made_as_well(context, &by_load, &steps) {
            context.tell(findings, report(context, &entry, &made, "`Load()` makes an instance for this entry"));
        }
    }
    if !is_deleted_somewhere(context) {
        for scope in startup.scopes() {
            repeated(context, &startup, scope).into_iter().for_each(|finding| context.tell(findings, finding));
        }
    }
}

/// A constant id, and where it stands.
#[derive(Clone)]
struct Id {
    /// `ContainerId` or `WebTwainId`.
    key: &'static str,
    text: Box<str>,
    place: ExprId,
}

fn constant_id(context: &Context<'_>, key: &'static str, place: ExprId) -> Option<Id> {
    match context.model.constant(place)? {
        Constant::Text(text) if !text.is_empty() => Some(Id { key, text, place }),
        _ => None,
    }
}

/// The ids in the literal that `Containers` is given, entry by entry.
fn container_entries(context: &Context<'_>) -> Vec<Vec<Id>> {
    let model = context.model;
    let is_containers =
        |access: &&Access| access.on.name() == LIBRARY && model.facts.names.text(access.name) == CONTAINERS;
    let lists = model.accesses().iter().filter(is_containers).filter_map(|access| match access.usage {
        Usage::Write { value: Some(value), .. } => Some(value),
        _ => None,
    });
    let lists: Vec<ExprId> = lists.collect();
    // Of several lists, the last one that runs holds.
    let [list] = *lists else { return Vec::new() };
    let ExprKind::Array(items) = model.facts.kind(list) else { return Vec::new() };
    items.iter().map(|&item| entry_ids(context, item)).collect()
}

fn entry_ids(context: &Context<'_>, entry: ExprId) -> Vec<Id> {
    let ExprKind::Object(properties) = context.model.facts.kind(entry) else { return Vec::new() };
    let ids = properties.iter().filter_map(|property| {
        let name = context.model.facts.names.text(property.key?);
        let key = [CONTAINER_ID, INSTANCE_ID].into_iter().find(|key| *key == name)?;
        constant_id(context, key, property.value)
    });
    ids.collect()
}

fn same_key_twice(entries: &[Vec<Id>]) -> Vec<(&Id, &Id)> {
    let mut found = Vec::new();
    let mut known: FxHashMap<(&str, &str), &Id> = FxHashMap::default();
    for id in entries.iter().flatten() {
        match known.get(&(id.key, &*id.text)) {
            Some(first) => found.push((*first, id)),
            None => _ = known.insert((id.key, &id.text), id),
        }
    }
    found
}

/// The id that a call makes an instance under, or takes one away by.
fn id_of_call(context: &Context<'_>, access: &Access) -> Option<Id> {
    let ExprKind::Call { arguments, .. } = context.model.facts.kind(access.call()?) else { return None };
    let first = *arguments.first()?;
    let options = context.inputs(access).options.first().and_then(|options| options.get(context, INSTANCE_ID));
    match options {
        Some(id) => constant_id(context, INSTANCE_ID, id),
        None => constant_id(context, CONTAINER_ID, first),
    }
}

/// Pairs of calls that one run comes to, with nothing in between that takes the first instance away.
fn created_twice(context: &Context<'_>, steps: &[Step<'_>]) -> Vec<(Id, Id)> {
    let mut found = Vec::new();
    let mut made: Vec<Id> = Vec::new();
    for step in steps {
        let Some(access) = step.access else { continue };
        match (step.kind, id_of_call(context, access)) {
            (StepKind::Create, Some(id)) if !step.is_conditional => {
                match made.iter().find(|other| other.text == id.text && other.key == id.key) {
                    Some(first) if first.place != id.place => found.push((first.clone(), id)),
                    Some(_) => {}
                    None => made.push(id),
                }
            }
            (StepKind::Delete, Some(id)) => made.retain(|other| other.text != id.text),
            (StepKind::Delete, None) => made.clear(),
            _ => {}
        }
    }
    found
}

/// The ids of the instances that `Load()` makes by itself.
fn made_by_load(context: &Context<'_>, entries: &[Vec<Id>]) -> Vec<Id> {
    let names = &context.model.facts.names;
    let mut loads = context.accesses_named(LOAD).iter().filter(|access| access.on.name() == LIBRARY);
    let loads = loads.any(|access| access.call().is_some());
    if !loads || names.find(AUTO_LOAD).is_some() || is_deleted_somewhere(context) {
        return Vec::new();
    }
    let instance = |entry: &'_ Vec<Id>| entry.iter().find(|id| id.key == INSTANCE_ID).or(entry.first()).cloned();
    entries.iter().filter_map(instance).collect()
}

/// Calls that make what is there already.
fn made_as_well(context: &Context<'_>, by_load: &[Id], steps: &[Step<'_>]) -> Vec<(Id, Id)> {
    let made = steps.iter().filter(|step| step.kind == StepKind::Create && !step.is_conditional);
    let made = made.filter_map(|step| id_of_call(context, step.access?));
    made.filter_map(|id| Some((by_load.iter().find(|other| other.text == id.text)?.clone(), id))).collect()
}

fn is_deleted_somewhere(context: &Context<'_>) -> bool {
    let is_named = |name: &&str| context.model.facts.names.find(name).is_some();
    DELETES.iter().any(is_named) || DELETES.iter().any(|name| context.program.others_call_by_name(name))
}

/// Calls with a constant id that come again and again: in a loop, in a handler of the page.
fn repeated(context: &Context<'_>, startup: &Startup<'_, '_>, scope: Scope) -> Vec<Finding> {
    let reason = is_handler(context, startup, scope).then_some("the handler may run again");
    let steps = startup.steps(scope);
    let creates = steps.iter().filter(|step| step.kind == StepKind::Create);
    let found = creates.filter_map(|step| {
        let access = step.access?;
        let id = id_of_call(context, access)?;
        let in_loop = is_in_loop(context, access).then_some("the loop may come here again");
        let reason = in_loop.or(reason.filter(|_| !step.is_conditional))?;
        let message = format!(
            "{reason}, and a second instance may not have the {} `{}` of the first (-2812, -2815)",
            id.key, id.text
        );
        let mut finding = RULE.finding(context.span(id.place), message);
        finding.severity = Severity::Info;
        finding.help = Some("make the instance once, or take the old one away by `DeleteDWTObject` first".to_owned());
        Some(finding)
    });
    found.collect()
}

/// Whether the innermost function around a call has a loop around it.
fn is_in_loop(context: &Context<'_>, access: &Access) -> bool {
    let facts = context.model.facts;
    let place = context.span(access.expr);
    let function = super::enclosing::function_at(context, place).map(|function| facts.function(function).span);
    let is_inside = |id: crate::facts::StatementId| {
        let body = facts.statement(id).span;
        body.contains(place) && function.is_none_or(|function| function.contains(body))
    };
    let mut around = context.layout.statements().around(place);
    around.any(|(_, id)| match facts.statement(id).kind {
        StatementKind::For { body, .. } | StatementKind::ForEach { body, .. } | StatementKind::While { body, .. } => {
            is_inside(body)
        }
        _ => false,
    })
}

/// Whether the page runs the code each time that the user does something.
fn is_handler(context: &Context<'_>, startup: &Startup<'_, '_>, scope: Scope) -> bool {
    match (startup.role(scope), scope) {
        (Some(Role::Handler { attribute }), _) => {
            let event = attribute.trim_start_matches("on").trim_start_matches('@');
            REPEATING_EVENTS.contains(&event)
        }
        (_, Scope::Function(function)) => {
            let uses = context.model.functions.uses(function).iter();
            uses.copied().any(|how| is_registered(context, how))
        }
        _ => false,
    }
}

/// `button.addEventListener("click", create)`, `$("#go").on("click", create)`, `$("#go").click(create)`
fn is_registered(context: &Context<'_>, how: FunctionUse) -> bool {
    let model = context.model;
    let FunctionUse::Argument { call, index } = how else { return false };
    let ExprKind::Call { callee, arguments } = model.facts.kind(call) else { return false };
    let ExprKind::Member { property, .. } = model.facts.kind(*callee) else { return false };
    let method = model.facts.names.text(*property);
    let event = arguments.first().and_then(|&event| model.scopes.constant_text(model.facts, event));
    let by_event = REPEATED_HANDLERS.contains(&method) && index == 1 && arguments.len() == 2;
    let by_name = REPEATING_EVENTS.contains(&method) && index == 0 && arguments.len() == 1;
    by_name || (by_event && event.is_some_and(|event| REPEATING_EVENTS.contains(&event)))
}

fn report(context: &Context<'_>, first: &Id, second: &Id, story: &str) -> Finding {
    let (key, text) = (second.key, &second.text);
    let message = format!("the {key} `{text}` is taken: a second instance with it is refused (-2812, -2815)");
    let mut finding = RULE.finding(context.span(second.place), message);
    finding.help = Some(format!("give each instance a {key} of its own"));
    finding.related.push(Label { span: context.span(first.place), message: story.to_owned() });
    finding
}
