use crate::model::Access;
use crate::report::{Finding, Severity};

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
    for (place, text) in product_keys::given(context, access) {
        if product_keys::kind(&text) != KeyKind::Placeholder {
            continue;
        }
        let shown = if text.len() <= MOST_SHOWN { format!(" `{text}`") } else { String::new() };
        let message = format!("the product key is still a placeholder{shown}: the SDK finds no licence");
        let mut finding = RULE.finding(context.span(place), message);
        finding.help = Some("set a key of your own, best from the configuration of the server or the build".to_owned());
        finding.related.extend(inputs::definition(context, place));
        inputs::add(findings, finding);
    }
}
