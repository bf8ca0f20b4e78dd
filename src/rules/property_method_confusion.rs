use crate::facts::{BinaryOperator, ExprId, ExprKind, StatementId, StatementKind};
use crate::model::{Access, Parent, Usage};
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::api::{Form, Member, MemberKind, Release};
use crate::sdk::semantics;
use crate::text::Span;

use super::members::{forms, is_asked_for, shown};
use super::spelling::unquoted;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "property-method-confusion",
    category: Category::ApiUsage,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Safe,
    codes: &[],
    versions: "",
    summary: "A property is called, which throws, or a method is written without its call, which does nothing",
    options: &[],
    page: include_str!("property_method_confusion.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    let Some(member) = access.member else { return };
    let forms = forms(context, member);
    match access.usage {
        Usage::Call(call) if is_plain_property(context, access, &forms) => {
            findings.push(called(context, access, member, call));
        }
        Usage::Read if is_all(&forms, MemberKind::Method) => {
            findings
                .extend(left_uncalled(context, access, member).map(|effect| uncalled(context, access, &forms, effect)));
        }
        _ => {}
    }
}

fn is_all(forms: &[Form], kind: MemberKind) -> bool {
    !forms.is_empty() && forms.iter().all(|form| form.kind() == kind)
}

fn is_plain_property(context: &Context<'_>, access: &Access, forms: &[Form]) -> bool {
    let may_be_function =
        |form: &Form| matches!(form.type_text(), "any" | "object" | "unknown") || form.type_text().contains("Function");
    is_all(forms, MemberKind::Property)
        && !forms.iter().any(may_be_function)
        && !semantics::OPEN_TYPES.contains(&access.on.name())
        && !is_asked_for(context, access)
}

fn called(context: &Context<'_>, access: &Access, property: Member, call: ExprId) -> Finding {
    let object = shown(context, access.object, access.on.name());
    let name = property.name();
    let message = format!("`{name}` of `{object}` is a property, not a method: the call throws a TypeError");
    let mut finding = RULE.finding(unquoted(context, access.name_span), message);
    finding.severity = access.severity(RULE.severity);
    finding.fixes.extend(as_property(context, access, property, call));
    finding.help = Some(match finding.fixes.first() {
        Some(Fix { safety: Safety::Unsafe, .. }) => format!("assign to it: `{object}.{name} = ...`"),
        _ => format!("write `{object}.{name}`"),
    });
    finding
}

/// Takes away empty parentheses; of `d.IfShowUI(false);` makes an assignment.
fn as_property(context: &Context<'_>, access: &Access, property: Member, call: ExprId) -> Option<Fix> {
    let ExprKind::Call { arguments, .. } = context.model.facts.kind(call) else { return None };
    let (callee, whole) = (context.span(access.expr), context.span(call));
    if callee.end > whole.end || !context.text(Span::new(callee.end as usize, whole.end as usize)).starts_with('(') {
        return None;
    }
    match **arguments {
        [] => {
            let edits = vec![Edit { span: Span::new(callee.end as usize, whole.end as usize), text: String::new() }];
            Some(Fix { title: "Remove the parentheses".to_owned(), safety: Safety::Safe, edits })
        }
        [value] if context.is_statement(call) && !forms(context, property).iter().any(|form| form.is_readonly()) => {
            let value = context.span(value);
            let edits = vec![
                Edit { span: Span::new(callee.end as usize, value.start as usize), text: " = ".to_owned() },
                Edit { span: Span::new(value.end as usize, whole.end as usize), text: String::new() },
            ];
            Some(Fix { title: format!("Assign to {}", property.name()), safety: Safety::Unsafe, edits })
        }
        _ => None,
    }
}

/// What comes of a method that is written where only its call makes sense.
fn left_uncalled(context: &Context<'_>, access: &Access, method: Member) -> Option<&'static str> {
    if context.is_statement(access.expr) {
        return ends_there(context, access.expr).then_some("nothing happens");
    }
    if is_measured(context, access.expr) {
        return Some("the comparison is never true");
    }
    let statement = tests(context, access.expr)?;
    let is_always_there = method.since() <= Release::all().next().map(Release::version)?;
    (is_always_there && !is_used_in(context, access, statement)).then_some("the condition is always true")
}

/// Whether a statement may end after an expression. Where code does not parse, a call may be cut off from its parentheses.
fn ends_there(context: &Context<'_>, expr: ExprId) -> bool {
    let rest = context.source.text.get(context.span(expr).end as usize..).unwrap_or("");
    !rest.trim_start().starts_with(['(', ':'])
}

/// `d.GetImageBitDepth > 1`
fn is_measured(context: &Context<'_>, expr: ExprId) -> bool {
    let Parent::Expr(parent) = context.model.parents.of_expr(expr) else { return false };
    let ExprKind::Binary { operator, .. } = context.model.facts.kind(parent) else { return false };
    matches!(
        operator,
        BinaryOperator::Less | BinaryOperator::LessEqual | BinaryOperator::Greater | BinaryOperator::GreaterEqual
    )
}

/// The statement whose condition an expression is, by itself or as a part of `&&` and `||`. What is negated asks whether
/// the method is there.
fn tests(context: &Context<'_>, expr: ExprId) -> Option<StatementId> {
    let facts = context.model.facts;
    let mut at = expr;
    loop {
        match context.model.parents.of_expr(at) {
            Parent::Expr(parent) => match facts.kind(parent) {
                ExprKind::Logical { .. } => at = parent,
                _ => return None,
            },
            Parent::Statement(statement) => {
                let is_condition = matches!(
                    facts.statement(statement).kind,
                    StatementKind::If { .. } | StatementKind::While { .. } | StatementKind::DoWhile { .. }
                );
                return is_condition.then_some(statement);
            }
            Parent::Other => return None,
        }
    }
}

/// Whether the statement goes on to use the method: `if (d.Crop) d.Crop(0, ...)`.
fn is_used_in(context: &Context<'_>, access: &Access, statement: StatementId) -> bool {
    let whole = context.model.facts.statement(statement).span;
    let all = context.model.accesses();
    let start = all.partition_point(|other| other.name_span.start < whole.start);
    let mut inside = all[start..].iter().take_while(|other| other.name_span.start < whole.end);
    inside.any(|other| other.name == access.name && other.expr != access.expr)
}

fn uncalled(context: &Context<'_>, access: &Access, forms: &[Form], effect: &str) -> Finding {
    let object = shown(context, access.object, access.on.name());
    let name = context.model.facts.names.text(access.name);
    let message = format!("`{name}` of `{object}` is a method that is not called here: {effect}");
    let mut finding = RULE.finding(unquoted(context, access.name_span), message);
    finding.severity = access.severity(Severity::Warning);
    finding.help = Some(format!("call it: `{object}.{name}(...)`"));
    if forms.iter().any(|form| form.arity().0 == 0) {
        let end = context.span(access.expr).end as usize;
        let edits = vec![Edit { span: Span::new(end, end), text: "()".to_owned() }];
        finding.fixes.push(Fix { title: format!("Call {name}"), safety: Safety::Unsafe, edits });
    }
    finding
}
