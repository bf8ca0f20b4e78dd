use crate::facts::{ExprId, ExprKind};
use crate::model::{Access, Constant};
use crate::report::{Finding, Severity};
use crate::sdk::values::{self, Required};

use super::inputs::{self, Input, Slot};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "empty-required-argument",
    category: Category::ApiUsage,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::None,
    codes: &[
        -2300, -2304, -2306, -2309, -2311, -2314, -2316, -2317, -2318, -2319, -2320, -2312, -2360, -2843, -2855, -2846,
        -2853, -2530, -2517, -2518, -2365, -2394,
    ],
    versions: "",
    summary: "An empty text, null or undefined is given where the SDK must have something",
    options: &[],
    page: include_str!("empty_required_argument.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    for Input { value, slot, path, .. } in &context.inputs(access).values {
        let Some(required) = values::required(path).filter(|_| !is_callback(slot)) else { continue };
        let Some(what) = emptiness(context, *value) else { continue };
        let mut finding = report(context, slot, required, *value, what);
        finding.severity = access.severity(finding.severity);
        context.tell(findings, finding);
    }
}

/// Overloads with fewer parameters have their callbacks in this place.
fn is_callback(slot: &Slot) -> bool {
    matches!(slot, Slot::Argument { params, .. } if params.iter().any(|param| param.takes_function()))
}

/// What an empty value is called, when it is empty whatever happens.
fn emptiness(context: &Context<'_>, value: ExprId) -> Option<&'static str> {
    if may_be_given_elsewhere(context, value) {
        return None;
    }
    match context.model.constant(value)? {
        Constant::Text(text) if text.is_empty() => Some("empty"),
        Constant::Null => Some("null"),
        Constant::Undefined => Some("undefined"),
        _ => None,
    }
}

/// A variable of the whole page may be a blank that another script fills in.
fn may_be_given_elsewhere(context: &Context<'_>, value: ExprId) -> bool {
    let model = context.model;
    let binding = model.scopes.resolve(value).map(|binding| model.scopes.binding(binding));
    matches!(model.facts.kind(value), ExprKind::Name(_) | ExprKind::Member { .. })
        && binding.is_some_and(|binding| binding.owner.is_none())
}

fn report(context: &Context<'_>, slot: &Slot, required: &Required, value: ExprId, what: &str) -> Finding {
    let shown = slot.shown();
    let (severity, message) = if required.is_tolerated {
        (Severity::Info, format!("{shown} is {what}: the SDK makes up a value"))
    } else {
        (RULE.severity, format!("{shown} is {what}, and the SDK refuses the call without it"))
    };
    let mut finding = RULE.finding(context.span(value), message);
    finding.severity = severity;
    finding.codes = required.codes.to_vec();
    if let Slot::Argument { params, .. } = slot
        && let Some(param) = params.first()
    {
        finding.help = Some(format!("give it its `{}`", param.name()));
    }
    finding.related.extend(inputs::definition(context, value));
    finding
}
