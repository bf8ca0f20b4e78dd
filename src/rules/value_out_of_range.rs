use crate::facts::ExprId;
use crate::model::{Access, Constant};
use crate::report::{Finding, Severity};
use crate::sdk::values::{self, Range};

use super::inputs::{self, Input, Slot};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "value-out-of-range",
    category: Category::ApiUsage,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::None,
    codes: &[-1034, -1010, -2307, -2313, -2367, -2368, -2848, -2418, -2419, -2423],
    versions: "",
    summary: "A number is outside the range that the documentation of a property or argument gives",
    options: &[],
    page: include_str!("value_out_of_range.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    if !access.is_known {
        return;
    }
    for Input { slot, path, branches, .. } in &context.inputs(access).values {
        let Some(range) = values::range(path) else { continue };
        for &branch in branches {
            if let Some(finding) = judge(context, slot, range, branch) {
                context.tell(findings, finding);
            }
        }
    }
}

fn judge(context: &Context<'_>, slot: &Slot, range: &Range, value: ExprId) -> Option<Finding> {
    let constant = context.model.constant(value)?;
    let number = match &constant {
        Constant::Text(text) => text.trim().parse().ok(),
        _ => constant.as_number(),
    };
    let number = number.filter(|number: &f64| number.is_finite() && !range.contains(*number))?;
    let (severity, what_happens) = if range.is_typical {
        (Severity::Warning, "the SDK does not say what it makes of it")
    } else {
        (Severity::Error, "the SDK refuses it, or takes another value")
    };
    let message = format!("{} is {number}, and the range is {}: {what_happens}", slot.shown(), shown(range));
    let mut finding = RULE.finding(context.span(value), message);
    finding.severity = severity;
    finding.codes = range.codes.to_vec();
    finding.related.extend(inputs::definition(context, value));
    Some(finding)
}

/// `0 to 100`, `1 or more, or -1`, `1, 4, 8 or 24`.
fn shown(range: &Range) -> String {
    let mut parts: Vec<String> = range.only.iter().map(f64::to_string).collect();
    parts.extend(match (range.least, range.most) {
        (Some(least), Some(most)) => Some(format!("{least} to {most}")),
        (Some(least), None) => Some(format!("{least} or more")),
        (None, Some(most)) => Some(format!("{most} or less")),
        (None, None) => None,
    });
    parts.extend(range.besides.iter().map(f64::to_string));
    match parts.as_slice() {
        [rest @ .., last] if !rest.is_empty() => format!("{} or {last}", rest.join(", ")),
        parts => parts.concat(),
    }
}
