use crate::facts::{ExprId, ExprKind};
use crate::model::{Access, BindingKind, Constant};
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::api::{Form, Indices};
use crate::sdk::values::INDICES_THAT_MAY_BE_EMPTY;
use crate::text::Span;

use super::images::{is_image_count, shape, wanted};
use super::inputs::{self, Input, Slot};
use super::members::forms;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "invalid-image-indices",
    category: Category::ApiUsage,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-2350, -2352, -2358, -2423],
    versions: "",
    summary: "An index of an image, or a list of them, can name no image: empty, negative, one past the last, no number",
    options: &[],
    page: include_str!("invalid_image_indices.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    for input in &context.inputs(access).values {
        let Some(wanted) = wanted(context, &input.slot) else { continue };
        for &branch in &input.branches {
            for mut finding in judge(context, input, wanted, branch) {
                finding.severity = access.severity(finding.severity);
                context.tell(findings, finding);
            }
        }
    }
}

fn judge(context: &Context<'_>, input: &Input, wanted: Indices, value: ExprId) -> Vec<Finding> {
    match (wanted, context.model.facts.kind(value)) {
        (Indices::Many, ExprKind::Array(items)) if items.is_empty() => {
            no_indices(context, input, value).into_iter().collect()
        }
        (Indices::Many, ExprKind::Array(items)) => {
            items.iter().filter_map(|&item| judge_index(context, &input.slot, item, true)).collect()
        }
        (Indices::Many, _) => no_array(context, input, value).into_iter().collect(),
        (Indices::One, _) => judge_index(context, &input.slot, value, false).into_iter().collect(),
    }
}

fn no_indices(context: &Context<'_>, input: &Input, value: ExprId) -> Option<Finding> {
    if INDICES_THAT_MAY_BE_EMPTY.contains(&&*input.path) {
        return None;
    }
    let message = format!("{} is empty: it names no image, and the SDK refuses it", input.slot.shown());
    let mut finding = found(context, value, message, -2350);
    finding.help = Some("name at least one image, such as `[0]`".to_owned());
    Some(finding)
}

/// What is neither an array nor a number, which another rule speaks of.
fn no_array(context: &Context<'_>, input: &Input, value: ExprId) -> Option<Finding> {
    let what = match context.model.constant(value) {
        Some(Constant::Text(_)) => "a text",
        Some(Constant::Bool(_)) => "true or false",
        Some(Constant::Null | Constant::Undefined) if !may_be_left_out(context, &input.slot) => "nothing",
        None if matches!(context.model.facts.kind(value), ExprKind::Object(_)) => "an object",
        _ => return None,
    };
    let message = format!("{} takes an array of indices, and this is {what}", input.slot.shown());
    let mut finding = found(context, value, message, -2358);
    finding.help = Some("name the images, such as `[0]`".to_owned());
    finding.related.extend(inputs::definition(context, value));
    Some(finding)
}

fn may_be_left_out(context: &Context<'_>, slot: &Slot) -> bool {
    match slot {
        Slot::Argument { params, .. } => params.iter().any(|param| param.is_optional()),
        Slot::Key(key) | Slot::Property(key) => forms(context, *key).into_iter().any(Form::is_optional),
    }
}

/// `is_listed`: it stands in a list, where the SDK looks closer.
fn judge_index(context: &Context<'_>, slot: &Slot, index: ExprId, is_listed: bool) -> Option<Finding> {
    if is_image_count(context, index) {
        return Some(one_past_the_last(context, index));
    }
    if shape(context, index) == Some(Indices::Many) {
        return None;
    }
    let problem = match context.model.constant(index) {
        None if is_not_a_number(context, index) => "is NaN".to_owned(),
        Some(Constant::Text(text)) if is_listed || text.trim().parse::<u32>().is_err() => "is a text".to_owned(),
        Some(Constant::Null) if is_listed => "is null".to_owned(),
        Some(Constant::Undefined) if is_listed => "is undefined".to_owned(),
        Some(constant) => match constant.as_number()? {
            number if number < 0.0 => format!("is {number}: indices count from 0"),
            number if number.fract() != 0.0 => format!("is {number}, which is between two images"),
            _ => return None,
        },
        None => return None,
    };
    let message = format!("an index given to {} {problem}", slot.of());
    let mut finding = found(context, index, message, -2352);
    finding.related.extend(inputs::definition(context, index));
    Some(finding)
}

/// The global of that name.
fn is_not_a_number(context: &Context<'_>, value: ExprId) -> bool {
    let model = context.model;
    let ExprKind::Name(name) = model.facts.kind(value) else { return false };
    let binding = model.scopes.resolve(value).map(|binding| model.scopes.binding(binding));
    model.facts.names.text(*name) == "NaN"
        && binding.is_none_or(|binding| binding.kind == BindingKind::Undeclared && binding.writes.is_empty())
}

fn one_past_the_last(context: &Context<'_>, index: ExprId) -> Finding {
    let count = context.text(context.span(index));
    let message = format!("there is no image `{count}`: indices count from 0, so the last one is one less");
    let mut finding = found(context, index, message, -2352);
    let at = context.span(index).end as usize;
    finding.help = Some(format!("use `{count} - 1`"));
    finding.fixes.push(Fix {
        title: "Take the last image".to_owned(),
        safety: Safety::Unsafe,
        edits: vec![Edit { span: Span::new(at, at), text: " - 1".to_owned() }],
    });
    finding
}

fn found(context: &Context<'_>, value: ExprId, message: String, code: i32) -> Finding {
    let mut finding = RULE.finding(context.span(value), message);
    finding.codes = vec![code];
    finding
}
