use crate::facts::{ExprId, ExprKind};
use crate::model::Access;
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::api::{EnumMember, Enumeration, Release, Value};

use super::inputs::Input;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "magic-enum-number",
    category: Category::Style,
    severity: Severity::Hint,
    recommended: false,
    confidence: Confidence::High,
    fix: FixKind::Safe,
    codes: &[],
    versions: "",
    summary: "A bare number is given where the SDK has an enumeration with a name for it",
    options: &[],
    page: include_str!("magic_enum_number.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    for Input { slot, branches, .. } in &context.inputs(access).values {
        let expected = slot.enumerations();
        if expected.is_empty() {
            continue;
        }
        for &branch in branches {
            let Some((enumeration, member)) = named(context, &expected, branch) else { continue };
            let (number, name) = (context.text(context.span(branch)), member.name());
            let message = format!("{} is {number}: `{}` calls it `{name}`", slot.shown(), enumeration.name());
            let mut finding = RULE.finding(context.span(branch), message);
            finding.severity = access.severity(finding.severity);
            finding.help = Some("use the name: other enumerations count otherwise".to_owned());
            finding.fixes.extend(replacement(context, branch, enumeration, member));
            context.tell(findings, finding);
        }
    }
}

/// The member that a literal number stands for.
fn named(context: &Context<'_>, expected: &[Enumeration], value: ExprId) -> Option<(Enumeration, EnumMember)> {
    let ExprKind::Number(number) = *context.model.facts.kind(value) else { return None };
    let number = (number.fract() == 0.0 && number.abs() < f64::from(i32::MAX)).then_some(number as i64)?;
    let release = context.release().unwrap_or_else(Release::newest);
    expected.iter().find_map(|known| {
        let member = known.members_with(Value::Number(number), release).next()?;
        Some((*known, member))
    })
}

fn replacement(context: &Context<'_>, value: ExprId, enumeration: Enumeration, member: EnumMember) -> Option<Fix> {
    let text = format!("{}.{}", path_in_scope(context, enumeration)?, member.name());
    let edits = vec![Edit { span: context.span(value), text: text.clone() }];
    Some(Fix { title: format!("Replace by `{text}`"), safety: Safety::Safe, edits })
}

/// How the file can reach an enumeration: through a namespace that it spells out elsewhere.
fn path_in_scope(context: &Context<'_>, enumeration: Enumeration) -> Option<&'static str> {
    let releases = || context.release().map_or_else(|| Release::all().rev().collect(), |release| vec![release]);
    releases().into_iter().filter_map(|release| enumeration.path(release)).find(|path| {
        let namespace = path.strip_suffix(enumeration.name()).and_then(|start| start.strip_suffix('.'));
        namespace.is_some_and(|namespace| is_spelled_out(context, namespace))
    })
}

fn is_spelled_out(context: &Context<'_>, namespace: &str) -> bool {
    let model = context.model;
    model
        .facts
        .exprs()
        .any(|(expr, known)| model.path(expr) == Some(namespace) && context.text(known.span) == namespace)
}
