use crate::facts::{BinaryOperator, ExprId, ExprKind, StatementKind};
use crate::model::Constant;
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::codes::{self, MatchKind};
use crate::sdk::values::UNDOCUMENTED_ERROR_CODES;
use crate::text;

use super::error_code_values::ErrorCodes;
use super::inputs;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "unknown-error-code",
    category: Category::ApiUsage,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-2325],
    versions: "",
    summary: "An error code of the SDK is compared with a number that is none of its codes",
    options: &[],
    page: include_str!("unknown_error_code.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if context.model.accesses().is_empty() {
        return;
    }
    let codes = ErrorCodes::of(context);
    for (code, number) in compared(context) {
        let Some(is_known) = number_of(context, number).and_then(|_| codes.is_known(code)) else { continue };
        if let Some(mut finding) = judge(context, number) {
            if !is_known {
                finding.severity = finding.severity.lowered();
            }
            context.tell(findings, finding);
        }
    }
}

/// Every two expressions that are held against each other, both ways round.
fn compared(context: &Context<'_>) -> Vec<(ExprId, ExprId)> {
    let facts = context.model.facts;
    let mut found = Vec::new();
    for (_, expr) in facts.exprs() {
        if let ExprKind::Binary { operator: BinaryOperator::Equal | BinaryOperator::NotEqual, left, right } = expr.kind
        {
            found.extend([(left, right), (right, left)]);
        }
    }
    for (_, statement) in facts.statements() {
        if let StatementKind::Switch { subject, cases } = &statement.kind {
            found.extend(cases.iter().filter_map(|case| Some((*subject, case.test?))));
        }
    }
    found
}

/// The whole number that an expression always is.
fn number_of(context: &Context<'_>, expr: ExprId) -> Option<i64> {
    match context.model.constant(expr)? {
        Constant::Number(number) if number.fract() == 0.0 && number.abs() < 1e9 => Some(number as i64),
        _ => None,
    }
}

fn judge(context: &Context<'_>, place: ExprId) -> Option<Finding> {
    let number = number_of(context, place)?;
    let found = codes::lookup(number);
    let mut finding = if UNDOCUMENTED_ERROR_CODES.contains(&number) {
        undocumented(context, place, number)
    } else if let Some(original) = found.filter(|found| found.kind == MatchKind::Original) {
        licence_servers(context, place, number, original.code.code)
    } else if found.is_some() {
        return None;
    } else if let Some(meant) = codes::lookup(-number).filter(|meant| number > 0 && meant.kind == MatchKind::Exact) {
        without_sign(context, place, meant.code.code)
    } else {
        unheard_of(context, place, number)
    };
    finding.related.extend(inputs::definition(context, place));
    Some(finding)
}

fn undocumented(context: &Context<'_>, place: ExprId, number: i64) -> Finding {
    let message = format!("no published list of error codes has {number}, though other programs know it");
    let mut finding = RULE.finding(context.span(place), message);
    finding.severity = Severity::Info;
    finding.codes.clear();
    finding
}

fn licence_servers(context: &Context<'_>, place: ExprId, number: i64, code: i32) -> Finding {
    let message = format!("{number} is what the licence server calls it: the SDK's own code is {code}");
    let mut finding = RULE.finding(context.span(place), message);
    finding.severity = Severity::Info;
    finding.codes = vec![code];
    finding
}

fn without_sign(context: &Context<'_>, place: ExprId, code: i32) -> Finding {
    let message = format!("{} is never the error code: the codes of the SDK are negative", -code);
    let mut finding = RULE.finding(context.span(place), message);
    finding.codes = vec![code];
    finding.help = Some(format!("did you mean {code}?"));
    if matches!(context.model.facts.kind(place), ExprKind::Number(_)) {
        let start = context.span(place).start as usize;
        let edits = vec![Edit { span: text::Span::new(start, start), text: "-".to_owned() }];
        finding.fixes.push(Fix { title: "Add the minus sign".to_owned(), safety: Safety::Unsafe, edits });
    }
    finding
}

fn unheard_of(context: &Context<'_>, place: ExprId, number: i64) -> Finding {
    let message = format!("{number} is in no list of the SDK's error codes: the comparison never holds");
    let mut finding = RULE.finding(context.span(place), message);
    finding.codes.clear();
    let near: Vec<String> = codes::nearest(number).into_iter().map(|code| code.code.to_string()).collect();
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    finding.help = text::did_you_mean(&near).strip_prefix("; ").map(str::to_owned);
    finding
}
