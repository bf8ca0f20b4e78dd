use crate::facts::{ExprId, ExprKind};
use crate::model::{Access, Constant};
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::values::{LONGEST_PASSWORD, PASSWORDS};

use super::inputs::{self, Input};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "password-too-long",
    category: Category::Security,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Safe,
    codes: &[-2849, -2850, -2851, -2852, -2829],
    versions: "",
    summary: "A password is longer than 32 characters, or is no text",
    options: &[],
    page: include_str!("password_too_long.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    for Input { path, branches, .. } in &context.inputs(access).values {
        if !PASSWORDS.contains(&&**path) {
            continue;
        }
        for &branch in branches {
            if let Some(finding) = judge(context, branch) {
                context.tell(findings, finding);
            }
        }
    }
}

/// The password itself is nobody's business: no message shows it.
fn judge(context: &Context<'_>, value: ExprId) -> Option<Finding> {
    let what = match context.model.constant(value)? {
        Constant::Text(text) => return too_long(context, value, text.encode_utf16().count()),
        Constant::Number(_) | Constant::EnumMember(..) => "a number",
        Constant::Bool(_) => "a boolean",
        Constant::Null => "null",
        Constant::Undefined => return None,
    };
    let message = format!("the password is {what}, not a text: the call fails with \"The password is not a string\"");
    let mut finding = RULE.finding(context.span(value), message);
    finding.codes = vec![-2850, -2852, -2829];
    finding.help = Some(format!("give a text of at most {LONGEST_PASSWORD} characters"));
    finding.fixes.extend(quoted(context, value));
    finding.related.extend(inputs::definition(context, value));
    Some(finding)
}

fn too_long(context: &Context<'_>, value: ExprId, length: usize) -> Option<Finding> {
    if length <= LONGEST_PASSWORD {
        return None;
    }
    let message = format!("the password has {length} characters: the SDK takes no more than {LONGEST_PASSWORD}");
    let mut finding = RULE.finding(context.span(value), message);
    finding.codes = vec![-2849, -2851];
    finding.help = Some(format!("use a password of at most {LONGEST_PASSWORD} characters"));
    finding.related.extend(inputs::definition(context, value));
    Some(finding)
}

/// Only for digits as they are: leading zeros, exponents and separators would change.
fn quoted(context: &Context<'_>, value: ExprId) -> Option<Fix> {
    let digits = context.text(context.span(value));
    let is_plain = matches!(context.model.facts.kind(value), ExprKind::Number(_))
        && digits.len() <= LONGEST_PASSWORD
        && digits.bytes().all(|byte| byte.is_ascii_digit())
        && !digits.starts_with('0');
    let quote = context.quote(context.span(value));
    let edits = vec![Edit { span: context.span(value), text: format!("{quote}{digits}{quote}") }];
    is_plain.then(|| Fix { title: "Quote it".to_owned(), safety: Safety::Safe, edits })
}
