use crate::facts::{BinaryOperator, ExprId, ExprKind};
use crate::model::{Access, BindingKind, Constant};
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::api::{enumerations_in, union_parts};

use super::inputs::{Input, Slot};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "string-for-number-property",
    category: Category::Style,
    severity: Severity::Hint,
    recommended: false,
    confidence: Confidence::Medium,
    fix: FixKind::Safe,
    codes: &[-1034],
    versions: "",
    summary: "A text, such as the value of a form field, is given to a property of the SDK that holds a number",
    options: &[],
    page: include_str!("string_for_number_property.md"),
    check: Check::Access(check),
};

/// Members of an element, or of the event on one, and of the page's address, that hold a text.
const ELEMENT_TEXTS: [&str; 4] = ["value", "innerText", "textContent", "innerHTML"];
const EVENT_TARGETS: [&str; 2] = ["target", "currentTarget"];
const FINDERS: [&str; 3] = ["getElementById", "querySelector", "closest"];
/// Calls that give a text whatever they are called on.
const TEXT_CALLS: [&str; 6] = ["val", "toFixed", "toString", "getAttribute", "getItem", "trim"];

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    for Input { slot, branches, .. } in &context.inputs(access).values {
        if !takes_only_numbers(context, slot) {
            continue;
        }
        for branch in branches.iter().copied().filter(|&branch| is_text(context, branch)) {
            let given = context.text(context.span(branch));
            let message = format!("{} holds a number, and `{given}` is a text", slot.shown());
            let mut finding = RULE.finding(context.span(branch), message);
            finding.severity = access.severity(finding.severity);
            finding.help = Some("make it a number first, and see to it that it is one".to_owned());
            finding.fixes.push(conversion(context, branch));
            context.tell(findings, finding);
        }
    }
}

/// The release in use decides: in early ones a port may be a text.
fn takes_only_numbers(context: &Context<'_>, slot: &Slot) -> bool {
    let is_number = |one: &str| matches!(one, "number" | "undefined") || enumerations_in(one).next().is_some();
    slot.type_now(context).is_some_and(|types| !types.contains("[]") && union_parts(types).all(is_number))
        && !slot.enumerations().iter().any(|known| known.all_values().next().is_none())
}

fn is_text(context: &Context<'_>, expr: ExprId) -> bool {
    let model = context.model;
    if let Some(constant) = model.constant(expr) {
        return matches!(constant, Constant::Text(_));
    }
    let facts = model.facts;
    match facts.kind(expr) {
        ExprKind::Template { .. } => true,
        ExprKind::Binary { operator: BinaryOperator::Add, left, right } => {
            [left, right].into_iter().any(|part| matches!(model.constant(*part), Some(Constant::Text(_))))
        }
        ExprKind::Call { callee, .. } => match facts.kind(*callee) {
            ExprKind::Member { property, .. } => TEXT_CALLS.contains(&facts.names.text(*property)),
            ExprKind::Name(name) => facts.names.text(*name) == "String",
            _ => false,
        },
        ExprKind::Member { object, property, .. } => match facts.names.text(*property) {
            "port" => is_location(context, *object),
            name => ELEMENT_TEXTS.contains(&name) && is_element(context, *object),
        },
        _ => only_value(context, expr).is_some_and(|value| is_text(context, value)),
    }
}

/// What code finds in the page, or an event came from; and a global that nobody declares is an element by its id.
fn is_element(context: &Context<'_>, object: ExprId) -> bool {
    let (model, facts) = (context.model, context.model.facts);
    match facts.kind(object) {
        ExprKind::Call { callee, .. } => {
            matches!(facts.kind(*callee), ExprKind::Member { property, .. } if FINDERS.contains(&facts.names.text(*property)))
        }
        ExprKind::Member { property, .. } => EVENT_TARGETS.contains(&facts.names.text(*property)),
        ExprKind::Index { object, .. } => {
            matches!(facts.kind(*object), ExprKind::Member { property, .. } if facts.names.text(*property) == "options")
        }
        ExprKind::Name(_) => match model.scopes.resolve(object).map(|binding| model.scopes.binding(binding)) {
            Some(binding) if binding.kind == BindingKind::Undeclared && binding.writes.is_empty() => true,
            Some(_) => only_value(context, object).is_some_and(|value| is_element(context, value)),
            None => false,
        },
        _ => false,
    }
}

/// `location`, `window.location`, `document.location`.
fn is_location(context: &Context<'_>, object: ExprId) -> bool {
    let facts = context.model.facts;
    match facts.kind(object) {
        ExprKind::Name(name) | ExprKind::Member { property: name, .. } => facts.names.text(*name) == "location",
        _ => false,
    }
}

fn only_value(context: &Context<'_>, expr: ExprId) -> Option<ExprId> {
    let scopes = &context.model.scopes;
    let value = scopes.binding(scopes.resolve(expr)?).only_value()?;
    // A variable that holds another one is followed no further: each may hold the other.
    (!matches!(context.model.facts.kind(value), ExprKind::Name(_))).then_some(value)
}

/// What may be empty may be no number, too, so that the change wants a look.
fn conversion(context: &Context<'_>, expr: ExprId) -> Fix {
    let text = context.text(context.span(expr));
    let is_number = |text: &str| text.trim().parse::<f64>().is_ok();
    let is_certain = matches!(context.model.constant(expr), Some(Constant::Text(text)) if is_number(&text));
    let safety = if is_certain { Safety::Safe } else { Safety::Unsafe };
    let edits = vec![Edit { span: context.span(expr), text: format!("Number({text})") }];
    Fix { title: "Make it a number".to_owned(), safety, edits }
}
