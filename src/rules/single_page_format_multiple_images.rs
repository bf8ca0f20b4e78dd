use crate::facts::{BinaryOperator, ExprId, ExprKind};
use crate::flow::Value;
use crate::model::Access;
use crate::report::{Edit, Finding, Fix, Label, Safety, Severity};
use crate::sdk::api::Indices;
use crate::sdk::enums;
use crate::sdk::semantics::{MULTI_PAGE_FORMATS, SINGLE_PAGE_FORMATS, TOO_MANY_IMAGES};
use crate::text::Span;

use super::calls::SdkCall;
use super::enclosing::scope_of;
use super::images::{is_image_count, wanted};
use super::inputs::{self, Slot};
use super::variables::{is_member_written, places_of};
use super::{Category, Check, Confidence, Context, FixKind, Rule, every_image};

pub static RULE: Rule = Rule {
    id: "single-page-format-multiple-images",
    category: Category::ImageFormat,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-2351, -2361, -2372, -2618, -2619, -2623],
    versions: "",
    summary: "Several images are put in one file of a type that holds a single image",
    options: &[],
    page: include_str!("single_page_format_multiple_images.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    let (Some(kind), Some(images)) = (type_argument(context, access), images_argument(context, access)) else { return };
    let Some(call) = SdkCall::of(context, access) else { return };
    let Some(format) = single_page_format(context, &call, kind) else { return };
    let Some(several) = several(context, images) else { return };
    if matches!(several, Several::All(_)) && asks_for_one(context, access) {
        return;
    }
    findings.push(report(context, &call, kind, format, several));
}

/// How it is known that there are several images.
#[derive(Clone, Copy)]
enum Several {
    Counted(usize),
    /// Every image of the buffer, since here.
    All(Span),
}

/// The argument that takes a list of images.
fn images_argument(context: &Context<'_>, access: &Access) -> Option<ExprId> {
    let inputs = context.inputs(access).values.iter();
    let mut lists = inputs.filter(|input| wanted(context, &input.slot) == Some(Indices::Many));
    lists.next().map(|input| input.value)
}

/// The argument that says of what type the file is.
fn type_argument(context: &Context<'_>, access: &Access) -> Option<ExprId> {
    let names_type = |slot: &Slot| {
        let known = SINGLE_PAGE_FORMATS.first().map(|(enumeration, _)| *enumeration);
        slot.enumerations().iter().any(|enumeration| Some(enumeration.name()) == known)
    };
    context.inputs(access).values.iter().find(|input| names_type(&input.slot)).map(|input| input.value)
}

/// The type that holds one image, on some path to the call.
fn single_page_format(context: &Context<'_>, call: &SdkCall<'_>, kind: ExprId) -> Option<(&'static str, &'static str)> {
    let known = |value: i64| SINGLE_PAGE_FORMATS.iter().copied().find(|member| enums::value_of(*member) == Some(value));
    if let Some(constant) = context.model.constant(kind) {
        return known(constant.as_number()? as i64);
    }
    let position = call.arguments.iter().position(|&argument| argument == kind)?;
    let operation = context.operations_at(context.span(call.call)).first()?;
    let value = |values: &[Value]| known(values.get(position)?.as_integer()?);
    operation.samples.iter().find_map(|sample| value(&sample.values))
}

fn several(context: &Context<'_>, images: ExprId) -> Option<Several> {
    let model = context.model;
    let mut list = images;
    if let Some(variable) = model.scopes.resolve(images)
        && let Some(value) = model.scopes.binding(variable).only_value()
        && places_of(context, variable).all(|place| is_only_read(context, place))
    {
        list = value;
    }
    if let ExprKind::Array(items) = model.facts.kind(list) {
        let certain = items.iter().filter(|&&item| !matches!(model.facts.kind(item), ExprKind::Spread(_)));
        let count = certain.count();
        if count > 1 {
            return Some(Several::Counted(count));
        }
    }
    every_image::because(context, images).map(Several::All)
}

/// Whether a place that names a list cannot change it: an argument of the SDK, its declaration, or `.length`.
fn is_only_read(context: &Context<'_>, place: ExprId) -> bool {
    let model = context.model;
    match model.parents.of_expr(place) {
        crate::model::Parent::Expr(parent) => match model.facts.kind(parent) {
            ExprKind::Call { callee, .. } => *callee != place && model.access(*callee).is_some(),
            ExprKind::Member { property, .. } => {
                model.facts.names.text(*property) == "length" && !is_member_written(context, place)
            }
            _ => false,
        },
        crate::model::Parent::Statement(_) => true,
        crate::model::Parent::Other => false,
    }
}

/// Whether the code around tells one image from several.
fn asks_for_one(context: &Context<'_>, access: &Access) -> bool {
    let facts = context.model.facts;
    let Some(scope) = scope_of(context, context.span(access.expr)) else { return false };
    let is_few = |expr: ExprId| matches!(facts.kind(expr), ExprKind::Number(number) if [1.0, 2.0].contains(number));
    let is_size = |expr: ExprId| match facts.kind(expr) {
        ExprKind::Member { property, .. } => facts.names.text(*property) == "length" || is_image_count(context, expr),
        ExprKind::Name(_) => every_image::is_count(context, expr),
        _ => false,
    };
    let mut exprs = context.layout.exprs_in(scope);
    exprs.any(|expr| match *facts.kind(expr) {
        ExprKind::Binary { operator, left, right } => {
            let compares = !matches!(
                operator,
                BinaryOperator::Add | BinaryOperator::Subtract | BinaryOperator::Multiply | BinaryOperator::Other
            );
            compares && ((is_size(left) && is_few(right)) || (is_few(left) && is_size(right)))
        }
        _ => false,
    })
}

fn report(context: &Context<'_>, call: &SdkCall<'_>, kind: ExprId, format: (&str, &str), several: Several) -> Finding {
    let (method, format) = (call.method.name(), format.1);
    let path = format!("{}.{method}", call.access.on.name());
    let code = TOO_MANY_IMAGES.iter().find(|(known, _)| *known == path).map(|(_, code)| *code);
    let consequence = code.map_or_else(|| "the call fails".to_owned(), |code| format!("the call fails with {code}"));
    let message = match several {
        Several::Counted(count) => {
            format!("`{method}` is given {count} images, but a file of type {format} holds one: {consequence}")
        }
        Several::All(_) => format!(
            "`{method}` is given every image of the buffer, but a file of type {format} holds one: with more than one, {consequence}"
        ),
    };
    let mut finding = RULE.finding(context.span(kind), message);
    finding.help = Some("use a type that holds several pages, PDF or TIFF, or call it once for each image".to_owned());
    if let Several::All(since) = several {
        finding.severity = Severity::Warning;
        finding.related.push(Label { span: since, message: "every image is meant since here".to_owned() });
    }
    finding.related.extend(inputs::definition(context, kind));
    let fixes = MULTI_PAGE_FORMATS.iter().filter_map(|(_, member)| use_format(context, kind, member));
    finding.fixes.extend(fixes);
    finding
}

/// Names another member of the same enumeration.
fn use_format(context: &Context<'_>, kind: ExprId, member: &str) -> Option<Fix> {
    let ExprKind::Member { property_span, .. } = context.model.facts.kind(kind) else { return None };
    context.model.path(kind)?;
    let edit = Edit { span: *property_span, text: member.to_owned() };
    Some(Fix { title: format!("Use {member}"), safety: Safety::Unsafe, edits: vec![edit] })
}
