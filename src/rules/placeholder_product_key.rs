use crate::facts::ExprId;
use crate::model::{Access, Usage};
use crate::report::{Finding, Severity};

use super::enclosing::{is_skippable_before, scope_of};
use super::inputs;
use super::product_keys::{self, KeyKind};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "placeholder-product-key",
    category: Category::Licensing,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::None,
    codes: &[-2325, -2370],
    versions: "",
    summary: "The product key is still what a sample has in the place of one",
    options: &[],
    page: include_str!("placeholder_product_key.md"),
    check: Check::Access(check),
};

/// Longer ones are not shown: part of them may be a key.
const MOST_SHOWN: usize = 40;

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    for (place, text) in placeholders(context, access) {
        if is_replaced(context, access) {
            continue;
        }
        let shown = if text.len() <= MOST_SHOWN { format!(" `{text}`") } else { String::new() };
        let message = format!("the product key is still a placeholder{shown}: the SDK finds no licence");
        let mut finding = RULE.finding(context.span(place), message);
        finding.help = Some("set a key of your own, best from the configuration of the server or the build".to_owned());
        finding.related.extend(inputs::definition(context, place));
        context.tell(findings, finding);
    }
}

fn placeholders(context: &Context<'_>, access: &Access) -> impl Iterator<Item = (ExprId, Box<str>)> {
    let given = product_keys::given(context, access).into_iter();
    given.filter(|(_, text)| product_keys::kind(text) == KeyKind::Placeholder)
}

/// Whether the same code sets another key for certain, before it calls the SDK.
fn is_replaced(context: &Context<'_>, access: &Access) -> bool {
    let here = context.span(access.expr);
    let all = context.model.accesses();
    let from = all.partition_point(|other| other.name_span.start < here.end);
    let later = all[from..].iter().filter(|other| context.span(other.expr).start >= here.end);
    let ahead = later.take_while(|other| other.call().is_none());
    let is_same = |other: &&Access| other.name == access.name && other.on.name() == access.on.name();
    let mut written = ahead.filter(is_same).filter(|other| matches!(other.usage, Usage::Write { .. }));
    written.any(|other| {
        let there = context.span(other.expr);
        scope_of(context, here) == scope_of(context, there)
            && !is_skippable_before(context, there, here)
            && placeholders(context, other).next().is_none()
    })
}
