use crate::facts::{ExprId, ExprKind};
use crate::flow::{Depth, Operation, OperationKind};
use crate::report::{Finding, Severity};
use crate::sdk::semantics::{BLACK_AND_WHITE, Member, Role, property_with};

use super::jpeg;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "jpeg-without-bit-depth-check",
    category: Category::ImageFormat,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::Medium,
    fix: FixKind::Unsafe,
    codes: &[-1073],
    versions: "warning before 18.4; from then on info, and not for saving",
    summary: "An image of unknown bit depth is exported as JPEG without a check or a conversion",
    options: &[],
    page: include_str!("jpeg_without_bit_depth_check.md"),
    check: Check::Operation(check),
};

fn check(context: &Context<'_>, operation: &Operation, findings: &mut Vec<Finding>) {
    if operation.kind != OperationKind::Call || !context.program.is_understood() {
        return;
    }
    let Some(meaning) = context.meaning(operation) else { return };
    if jpeg::converts_by_itself(context, meaning) || !has_unchecked_path(context, operation, meaning) {
        return;
    }
    if may_be_black_and_white(context, operation) {
        findings.push(report(context, operation, meaning));
    }
}

fn has_unchecked_path(context: &Context<'_>, operation: &Operation, meaning: &Member) -> bool {
    operation.samples.iter().any(|sample| {
        let images = jpeg::images(context, meaning, sample, operation).unwrap_or_default();
        images.iter().any(|image| image.fact.depth == Depth::Unknown)
    })
}

/// Whether the program lets black and white pages come: by name, by a pixel type that varies, or by the driver's dialog.
fn may_be_black_and_white(context: &Context<'_>, operation: &Operation) -> bool {
    let program = &context.program;
    if context.model.facts.names.find(BLACK_AND_WHITE.1).is_some() {
        return true;
    }
    let facts = context.model.facts;
    let is_constant =
        |value: ExprId| matches!(facts.kind(value), ExprKind::Number(_)) || context.model.path(value).is_some();
    if program.assigns_other_than(property_with(Role::PixelType), is_constant) {
        return true;
    }
    let shows_dialog = || {
        let is_false = |value: ExprId| matches!(facts.kind(value), ExprKind::Bool(false));
        !program.assigns_anywhere("IfShowUI") || program.assigns_other_than("IfShowUI", is_false)
    };
    program.scans(operation.instance) && shows_dialog()
}

fn report(context: &Context<'_>, operation: &Operation, meaning: &Member) -> Finding {
    let member = context.member_name(operation);
    let receiver = context.receiver(operation);
    let index = jpeg::index_text(context, meaning, operation);
    let image = index.map_or_else(|| "the image".to_owned(), |index| format!("image `{index}`"));
    let message =
        format!("`{member}` makes a JPEG of {image} whatever its bit depth: a black and white page fails with -1073");
    let mut finding = RULE.finding(context.member_span(operation), message);
    if jpeg::is_converting_version(context) {
        finding.severity = Severity::Info;
    }
    finding.help = Some("look at GetImageBitDepth first and convert 1-bit images to gray".to_owned());
    if let Some(index) = index {
        let code = format!("if ({receiver}.GetImageBitDepth({index}) === 1) {receiver}.ConvertToGrayScale({index});");
        finding.fixes.extend(jpeg::fix_before(context, operation, "Convert black and white images to gray", &code));
    }
    finding
}
