use crate::model::Access;
use crate::report::{Finding, Severity};

use super::inputs;
use super::product_keys::{self, KeyKind};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "trial-product-key",
    category: Category::Licensing,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::Medium,
    fix: FixKind::None,
    codes: &[-2326, -2331, -2332],
    versions: "",
    summary: "A key for a limited time is in the code: scanning stops when it expires",
    options: &[],
    page: include_str!("trial_product_key.md"),
    check: Check::Access(check),
};

/// No message shows a key.
fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    for (place, text) in product_keys::given(context, access) {
        let (severity, message) = match product_keys::kind(&text) {
            KeyKind::Demo => (Severity::Warning, "this is the public demo key, which is good for a day"),
            KeyKind::Trial => (Severity::Info, "this looks like a trial key: scanning stops when it expires"),
            KeyKind::Placeholder | KeyKind::Other => continue,
        };
        let mut finding = RULE.finding(context.span(place), message.to_owned());
        finding.severity = severity;
        finding.codes = vec![-2326];
        finding.help = Some("read the key from the configuration, and put one of your own there".to_owned());
        finding.related.extend(inputs::definition(context, place));
        context.tell(findings, finding);
    }
}
