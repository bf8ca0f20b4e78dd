use super::{Category, Check, Confidence, FixKind, Rule};
use crate::report::{Finding, Fix, Severity};
use crate::text::Span;

pub static RULE: Rule = Rule {
    id: "unused-suppression",
    category: Category::Suppression,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Safe,
    codes: &[],
    versions: "",
    summary: "A suppression comment suppresses nothing",
    options: &[],
    page: include_str!("unused_suppression.md"),
    check: Check::Suppressions,
};

/// A comment none of whose rules find anything where it reaches; `names` is empty when it speaks of every rule.
pub(crate) fn unused_comment(span: Span, names: &[&str], fix: Option<Fix>) -> Finding {
    let what = match names {
        [] => "no rule finds anything here".to_owned(),
        [name] => format!("`{name}` finds nothing here"),
        [names @ .., last] => format!("`{}` and `{last}` find nothing here", names.join("`, `")),
    };
    let mut finding = unused(span, &what);
    finding.fixes.extend(fix);
    finding
}

/// One of several names in a comment.
pub(crate) fn unused_name(span: Span, name: &str, fix: Fix) -> Finding {
    let mut finding = unused(span, &format!("`{name}` finds nothing here"));
    finding.fixes.push(fix);
    finding
}

fn unused(span: Span, what: &str) -> Finding {
    let mut finding = RULE.finding(span, format!("{what}: the suppression would only hide a later mistake"));
    finding.help = Some("remove it".to_owned());
    finding
}
