use crate::facts::{ExprId, ExprKind};
use crate::model::Access;
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::api::Indices;
use crate::text::Span;

use super::images::{shape, wanted};
use super::inputs::{self, Input, Slot};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "index-argument-shape",
    category: Category::ApiUsage,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Safe,
    codes: &[-2358, -2352, -2612, -2423],
    versions: "",
    summary: "An array is given where one index of an image is expected, or one index where an array of them is",
    options: &[],
    page: include_str!("index_argument_shape.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    for Input { slot, branches, .. } in &context.inputs(access).values {
        let Some(wanted) = wanted(context, slot) else { continue };
        for &branch in branches {
            let given = shape(context, branch).filter(|given| *given != wanted);
            if given.is_some() {
                context.tell(findings, report(context, access, slot, wanted, branch));
            }
        }
    }
}

fn report(context: &Context<'_>, access: &Access, slot: &Slot, wanted: Indices, value: ExprId) -> Finding {
    let span = context.span(value);
    let (takes, is, codes) = match wanted {
        Indices::Many => ("an array of indices", "one index", vec![-2358]),
        Indices::One => ("one index", "an array", vec![-2352, -2423]),
    };
    let mut finding = RULE.finding(span, format!("{} takes {takes}, and this is {is}", slot.shown()));
    finding.severity = access.severity(RULE.severity);
    finding.codes = codes;
    finding.help = Some(match wanted {
        Indices::Many => "put the index into an array".to_owned(),
        Indices::One => "give it one index, and call it once for each image".to_owned(),
    });
    finding.related.extend(inputs::definition(context, value));
    finding.fixes.extend(match wanted {
        Indices::Many => Some(wrapped(span)),
        Indices::One => first_of(context, value),
    });
    finding
}

fn wrapped(span: Span) -> Fix {
    let insert = |at: u32, text: &str| Edit { span: Span::new(at as usize, at as usize), text: text.to_owned() };
    let edits = vec![insert(span.start, "["), insert(span.end, "]")];
    Fix { title: "Put it into an array".to_owned(), safety: Safety::Safe, edits }
}

/// The first image of several may not be the one that is meant.
fn first_of(context: &Context<'_>, value: ExprId) -> Option<Fix> {
    let span = context.span(value);
    let edit = match context.model.facts.kind(value) {
        ExprKind::Array(items) => match **items {
            [only] => Edit { span, text: context.text(context.span(only)).to_owned() },
            _ => return None,
        },
        _ => Edit { span: Span::new(span.end as usize, span.end as usize), text: "[0]".to_owned() },
    };
    Some(Fix { title: "Take the first index".to_owned(), safety: Safety::Unsafe, edits: vec![edit] })
}
