use crate::facts::{ExprId, ExprKind};
use crate::model::{Access, Constant};
use crate::report::{Finding, Severity};
use crate::sdk::api::{EnumMember, Enumeration, Release, Value};
use crate::sdk::values::{FLAG_ENUMERATIONS, OPEN_ENUMERATIONS};

use super::inputs::{self, Input, Slot};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "invalid-enum-value",
    category: Category::ApiUsage,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::None,
    codes: &[-1033, -2310, -2315, -2321, -2359, -2616],
    versions: "",
    summary: "A number that an enumeration does not have, or a member of another one, is given where the enumeration is expected",
    options: &[],
    page: include_str!("invalid_enum_value.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    for Input { slot, branches, .. } in &context.inputs(access).values {
        let expected = slot.enumerations();
        if expected.is_empty() {
            continue;
        }
        for branch in branches.iter().copied().flat_map(|branch| items(context, branch)) {
            if let Some(mut finding) = judge(context, slot, &expected, branch) {
                finding.severity = access.severity(finding.severity);
                context.tell(findings, finding);
            }
        }
    }
}

/// The items of a list, or the value itself.
fn items(context: &Context<'_>, value: ExprId) -> Vec<ExprId> {
    match context.model.facts.kind(value) {
        ExprKind::Array(items) => items.to_vec(),
        _ => vec![value],
    }
}

fn judge(context: &Context<'_>, slot: &Slot, expected: &[Enumeration], value: ExprId) -> Option<Finding> {
    let constant = context.model.constant(value)?;
    let is_foreign = match &constant {
        Constant::EnumMember(of, _) => !expected.contains(of),
        Constant::Number(_) => false,
        _ => return None,
    };
    let is_valid = constant.as_number().is_none_or(|number| is_valid(context, expected, number));
    let (severity, problem) = match (is_foreign, is_valid) {
        (false, true) => return None,
        (true, true) => (Severity::Warning, meaning(context, expected, &constant)),
        (_, false) => (Severity::Error, format!("which {} does not have: it is out of range", names(expected))),
    };
    let message = format!("{} is {}, {problem}", slot.shown(), shown(&constant));
    let mut finding = RULE.finding(context.span(value), message);
    finding.severity = severity;
    finding.help = expected.first().map(|known| help(context, *known));
    finding.related.extend(inputs::definition(context, value));
    Some(finding)
}

/// What a member of another enumeration does here.
fn meaning(context: &Context<'_>, expected: &[Enumeration], constant: &Constant) -> String {
    let release = context.release().unwrap_or_else(Release::newest);
    let number = constant.as_number().map(|number| number as i64);
    let taken_for = number
        .and_then(|number| expected.iter().find_map(|known| known.members_with(Value::Number(number), release).next()));
    match taken_for {
        Some(member) => {
            format!("a member of another enumeration: {} takes it for `{}`", names(expected), member.name())
        }
        None => format!("a member of another enumeration than {}", names(expected)),
    }
}

/// Releases of which nothing is known may have more.
fn is_valid(context: &Context<'_>, expected: &[Enumeration], number: f64) -> bool {
    let is_unknown_release = context.is_beyond_catalogue() || context.is_before_catalogue();
    is_unknown_release || expected.iter().any(|known| has(*known, number))
}

fn has(enumeration: Enumeration, number: f64) -> bool {
    if OPEN_ENUMERATIONS.contains(&enumeration.name()) {
        return true;
    }
    if number.fract() != 0.0 || number.abs() > f64::from(i32::MAX) {
        return false;
    }
    let number = number as i64;
    let mut values = enumeration.all_values();
    if FLAG_ENUMERATIONS.contains(&enumeration.name()) {
        let known = values.fold(0, |all, value| all | value);
        return number >= 0 && number & !known == 0;
    }
    values.any(|value| value == number)
}

/// The value as the user knows it.
fn shown(constant: &Constant) -> String {
    match constant {
        Constant::EnumMember(of, member) => match member.newest_value() {
            Value::Number(number) => format!("`{}.{}` ({number})", of.name(), member.name()),
            Value::Text(_) => format!("`{}.{}`", of.name(), member.name()),
        },
        Constant::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn names(enumerations: &[Enumeration]) -> String {
    let names: Vec<String> = enumerations.iter().map(|known| format!("`{}`", known.name())).collect();
    names.join(" or ")
}

fn help(context: &Context<'_>, enumeration: Enumeration) -> String {
    const MOST_SHOWN: usize = 10;
    let release = context.release().unwrap_or_else(Release::newest);
    let mut members: Vec<(EnumMember, i64)> =
        enumeration.members().filter_map(|member| Some((member, member.value(release)?.as_number()?))).collect();
    members.sort_by_key(|(_, value)| *value);
    if members.len() > MOST_SHOWN || members.is_empty() {
        return format!("use a member of `{}`", enumeration.name());
    }
    let listed: Vec<String> = members.iter().map(|(member, value)| format!("{} ({value})", member.name())).collect();
    format!("it has {}", listed.join(", "))
}
