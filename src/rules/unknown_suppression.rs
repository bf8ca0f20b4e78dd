use super::{Category, Check, Confidence, FixKind, Rule};
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::text::Span;

pub static RULE: Rule = Rule {
    id: "unknown-suppression",
    category: Category::Suppression,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[],
    versions: "",
    summary: "A suppression comment names a rule that does not exist",
    options: &[],
    page: include_str!("unknown_suppression.md"),
    check: Check::Suppressions,
};

/// A name in a suppression comment that is none of `ids`.
pub(crate) fn unknown_rule(span: Span, text: &str, ids: &[&'static str]) -> Finding {
    let name = span.of(text);
    let mut finding = RULE.finding(span, format!("`{name}` is not a rule: nothing is suppressed by it"));
    let nearest = super::nearest_of(name, ids);
    finding.help = Some(if name.contains(char::is_whitespace) {
        "put commas between rules, and a reason behind ` -- `".to_owned()
    } else {
        did_you_mean(&nearest).unwrap_or_else(|| "`dwt-lint rules` lists the rules".to_owned())
    });
    finding.fixes.extend(nearest.first().map(|nearest| replacement(span, nearest)));
    finding
}

/// A word that begins like a suppression and is none.
pub(crate) fn unknown_directive(span: Span, text: &str, directives: &[&'static str]) -> Finding {
    let word = span.of(text);
    let mut finding = RULE.finding(span, format!("`{word}` is not a suppression: nothing is suppressed by it"));
    let nearest = super::nearest_of(word, directives);
    let listed = || format!("the suppressions are `{}`", directives.join("`, `"));
    finding.help = Some(did_you_mean(&nearest).unwrap_or_else(listed));
    finding.fixes.extend(nearest.first().map(|nearest| replacement(span, nearest)));
    finding
}

fn did_you_mean(names: &[&str]) -> Option<String> {
    (!names.is_empty()).then(|| format!("did you mean `{}`?", names.join("` or `")))
}

fn replacement(span: Span, name: &str) -> Fix {
    let edit = Edit { span, text: name.to_owned() };
    Fix { title: format!("Replace by `{name}`"), safety: Safety::Unsafe, edits: vec![edit] }
}
