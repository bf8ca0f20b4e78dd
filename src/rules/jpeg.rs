//! JPEG sinks: the calls that make a JPEG of an image. Shared by the rules of bit depth.

use crate::facts::ExprId;
use crate::flow::{Fact, ImageIndex, Operation, Sample, Value, image_index};
use crate::report::{Edit, Fix, Safety};
use crate::sdk::enums;
use crate::sdk::semantics::{Exports, JPEG_IMAGE, Member, SAVING_JPEG_CONVERTS_SINCE};

use super::Context;

/// An image that a call makes a JPEG of, on one path.
pub struct JpegImage {
    pub index: ImageIndex,
    pub fact: Fact,
}

/// The images that the call makes JPEGs of on this path; `None` when it makes none, or that is not known.
pub fn images(
    context: &Context<'_>,
    meaning: &Member,
    sample: &Sample,
    operation: &Operation,
) -> Option<Vec<JpegImage>> {
    if !makes_jpeg(meaning, &sample.values) {
        return None;
    }
    let image = |value: &Value| {
        let index = image_index(&context.flow.symbols, &context.model.facts.names, value)?;
        let fact = match sample.state.instance(operation.instance) {
            Some(instance) => instance.images.fact(index),
            None => Fact { depth: crate::flow::Depth::Unknown, because: None },
        };
        Some(JpegImage { index, fact })
    };
    let value = sample.values.get(meaning.index.or(meaning.indices)?)?;
    match value {
        Value::Array(items) => items.iter().map(image).collect(),
        single => Some(vec![image(single)?]),
    }
}

fn makes_jpeg(meaning: &Member, values: &[Value]) -> bool {
    if meaning.exports.is_none() {
        return false;
    }
    if meaning.is_always_jpeg {
        return true;
    }
    let argument = |position: Option<usize>| position.and_then(|position| values.get(position));
    if meaning.image_type.is_some() {
        let jpeg = enums::value_of(JPEG_IMAGE);
        return argument(meaning.image_type).is_some_and(|value| value.as_integer().is_some_and(|it| Some(it) == jpeg));
    }
    let name = argument(meaning.file_name).and_then(Value::suffix).unwrap_or("").to_ascii_lowercase();
    name.ends_with(".jpg") || name.ends_with(".jpeg")
}

/// Whether this SDK version converts by itself what the call exports.
pub fn converts_by_itself(context: &Context<'_>, meaning: &Member) -> bool {
    is_converting_version(context) && meaning.exports == Some(Exports::File)
}

pub fn is_converting_version(context: &Context<'_>) -> bool {
    context.sdk_version.is_some_and(|version| version.is_at_least(SAVING_JPEG_CONVERTS_SINCE))
}

/// The one index expression of the call, when it can be written again.
pub fn index_text<'a>(context: &Context<'a>, meaning: &Member, operation: &Operation) -> Option<&'a str> {
    let argument = *context.arguments(operation).get(meaning.index.or(meaning.indices)?)?;
    let index = match context.model.facts.kind(argument) {
        crate::facts::ExprKind::Array(items) => match &**items {
            [only] => *only,
            _ => return None,
        },
        _ => argument,
    };
    is_repeatable(context, index).then(|| context.text(context.span(index)))
}

/// Names, members, numbers and sums of them: evaluating them twice changes nothing.
fn is_repeatable(context: &Context<'_>, expr: ExprId) -> bool {
    use crate::facts::ExprKind;
    match context.model.facts.kind(expr) {
        ExprKind::Name(_) | ExprKind::Number(_) | ExprKind::This => true,
        ExprKind::Member { object, .. } => is_repeatable(context, *object),
        ExprKind::Binary { left, right, .. } => is_repeatable(context, *left) && is_repeatable(context, *right),
        _ => false,
    }
}

/// Puts a statement before the call.
pub fn fix_before(context: &Context<'_>, operation: &Operation, title: &str, code: &str) -> Option<Fix> {
    let edit: Edit = context.insert_before(context.span(operation.expr), code)?;
    Some(Fix { title: title.to_owned(), safety: Safety::Unsafe, edits: vec![edit] })
}
