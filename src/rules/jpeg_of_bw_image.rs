use crate::flow::{Depth, ImageIndex, Operation, OperationKind, Sample, Value};
use crate::report::{Finding, Label, Severity};
use crate::sdk::enums;
use crate::sdk::semantics::{BLACK_AND_WHITE, JPEG_FILE, JPEG_IMAGE, Member, SCAN_SETUP};
use crate::text::Span;

use super::jpeg;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "jpeg-of-bw-image",
    category: Category::ImageFormat,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-1073, -1071],
    versions: "error before 18.4, info from then on",
    summary: "A black and white image is saved, converted or uploaded as JPEG",
    options: &[],
    page: include_str!("jpeg_of_bw_image.md"),
    check: Check::Operation(check),
};

fn check(context: &Context<'_>, operation: &Operation, findings: &mut Vec<Finding>) {
    if operation.kind != OperationKind::Call || !operation.is_complete {
        return;
    }
    let Some(meaning) = context.meaning(operation) else { return };
    let proof = match meaning.setup {
        Some(position) => scan_to_jpeg(context, operation, position),
        None => every_path(context, operation, meaning),
    };
    findings.extend(proof.map(|proof| report(context, operation, meaning, proof)));
}

/// What shows that the image is black and white.
struct Proof {
    index: Option<ImageIndex>,
    because: Option<Span>,
}

fn every_path(context: &Context<'_>, operation: &Operation, meaning: &Member) -> Option<Proof> {
    let mut proof = None;
    for sample in &operation.samples {
        let images = jpeg::images(context, meaning, sample, operation)?;
        let image = images.into_iter().find(|image| image.fact.depth == Depth::BlackWhite)?;
        proof = Some(Proof { index: Some(image.index), because: image.fact.because });
    }
    proof
}

/// `startScan` with black and white pages and a JPEG as output, in one literal.
fn scan_to_jpeg(context: &Context<'_>, operation: &Operation, position: usize) -> Option<Proof> {
    let setting = |sample: &Sample, path: &str| integer_at(context, sample.values.get(position)?, path);
    let black_and_white = enums::value_of(BLACK_AND_WHITE);
    let image_jpeg = enums::value_of(JPEG_IMAGE);
    let file_jpeg = enums::value_of(JPEG_FILE);
    let is_mismatch = |sample: &Sample| {
        let format = setting(sample, SCAN_SETUP.image_format).is_some_and(|format| Some(format) == image_jpeg)
            || setting(sample, SCAN_SETUP.file_format).is_some_and(|format| Some(format) == file_jpeg);
        format && setting(sample, SCAN_SETUP.pixel_type).is_some_and(|pixel| Some(pixel) == black_and_white)
    };
    operation.samples.iter().all(is_mismatch).then_some(Proof { index: None, because: None })
}

fn integer_at(context: &Context<'_>, value: &Value, path: &str) -> Option<i64> {
    let mut value = value.clone();
    for key in path.split('.') {
        let Value::Object(object) = &value else { return None };
        value = object.get(context.model.facts.names.find(key)?)?.clone();
    }
    value.as_integer()
}

fn report(context: &Context<'_>, operation: &Operation, meaning: &Member, proof: Proof) -> Finding {
    let member = context.member_name(operation);
    let receiver = context.receiver(operation);
    let index = jpeg::index_text(context, meaning, operation);
    let image = match (index, proof.index) {
        (Some(index), _) => format!("image `{index}`"),
        (None, Some(ImageIndex::Number(index))) => format!("image {index}"),
        _ => "the scanned page".to_owned(),
    };
    let converts = jpeg::is_converting_version(context);
    let consequence = match converts {
        true => "it becomes gray, or fails where the SDK does not convert by itself",
        false => "the call fails with -1073",
    };
    let message = format!("{image} is black and white, and `{member}` makes a JPEG of it: {consequence}");
    let mut finding = RULE.finding(context.member_span(operation), message);
    if converts {
        finding.severity = Severity::Info;
    }
    finding.help = Some("convert it to gray first, or use PNG, TIFF or PDF for black and white pages".to_owned());
    if let Some(because) = proof.because {
        finding.related.push(Label { span: because, message: "black and white since here".to_owned() });
    }
    if let Some(index) = index {
        let code = format!("{receiver}.ConvertToGrayScale({index});");
        finding.fixes.extend(jpeg::fix_before(context, operation, "Convert the image to gray first", &code));
    }
    finding
}
