use crate::facts::{DeclarationKind, ExprId, ExprKind, Pattern, StatementId, StatementKind};
use crate::report::{Edit, Finding, Fix, Label, Safety, Severity};
use crate::sdk::semantics::{REMOVALS, REMOVE_ALL, REMOVE_ONE};

use super::image_loop::ImageLoop;
use super::loop_paths::Paths;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "remove-image-in-forward-loop",
    category: Category::ApiUsage,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-2352],
    versions: "",
    summary: "Images are removed in a loop that counts up, so that the image after each removed one is passed over",
    options: &[],
    page: include_str!("remove_image_in_forward_loop.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let facts = context.model.facts;
    let is_removed = |(name, _): &(&str, usize)| facts.names.find(name).is_some();
    if !REMOVALS.iter().any(is_removed) {
        return;
    }
    for (statement, _) in facts.statements() {
        let Some(it) = ImageLoop::of(context, statement) else { continue };
        let is_removal = |expr: ExprId| removes_counted(context, &it, expr);
        let Some(paths) = (Paths { context, it: &it, is_removal: &is_removal }).to_next_round() else { continue };
        let skipping = paths.iter().find(|path| path.removed.is_some() && path.moved > 0);
        if let Some(removal) = skipping.and_then(|path| path.removed) {
            context.tell(findings, report(context, &it, removal));
        }
    }
}

/// Whether an expression is a call that takes the image with the counter's index out of the buffer.
fn removes_counted(context: &Context<'_>, it: &ImageLoop, expr: ExprId) -> bool {
    let model = context.model;
    let ExprKind::Call { callee, arguments } = model.facts.kind(expr) else { return false };
    let ExprKind::Member { property, .. } = model.facts.kind(*callee) else { return false };
    let method = model.facts.names.text(*property);
    let position = REMOVALS.iter().find(|(name, _)| *name == method).map(|(_, position)| *position);
    let index = position.and_then(|position| arguments.get(position)).copied().map(|argument| {
        match model.facts.kind(argument) {
            ExprKind::Array(items) if items.len() == 1 => items[0],
            _ => argument,
        }
    });
    model.receiver(*callee) == Some(it.instance)
        && index.is_some_and(|index| model.scopes.resolve(index) == Some(it.counter))
}

fn report(context: &Context<'_>, it: &ImageLoop, removal: ExprId) -> Finding {
    let facts = context.model.facts;
    let counter = facts.names.text(context.model.scopes.binding(it.counter).name);
    let method = match facts.kind(removal) {
        ExprKind::Call { callee, .. } => match facts.kind(*callee) {
            ExprKind::Member { property, .. } => facts.names.text(*property),
            _ => "",
        },
        _ => "",
    };
    let consequence = match it.is_cached {
        true => "the next image is passed over, and at the end the index is out of range (-2352)",
        false => "the next image is passed over",
    };
    let message = format!(
        "`{method}` takes image `{counter}` out while `{counter}` counts up: all later images move down by one, so {consequence}"
    );
    let mut finding = RULE.finding(context.span(removal), message);
    finding.help = Some("count down from the last image".to_owned());
    finding.related.push(Label { span: context.span(it.test), message: format!("`{counter}` counts up to here") });
    finding.fixes.extend(remove_all(context, it, removal));
    finding.fixes.extend(reverse(context, it));
    finding
}

/// Counts down instead.
fn reverse(context: &Context<'_>, it: &ImageLoop) -> Option<Fix> {
    let (start, name) = start(context, it)?;
    let update = it.update.filter(|&update| it.change(context, update) == Some(Some(1)))?;
    let bound = context.text(context.span(it.bound));
    let last = if it.is_inclusive { bound.to_owned() } else { format!("{bound} - 1") };
    let edit = |expr: ExprId, text: String| Edit { span: context.span(expr), text };
    let test = format!("{name} >= {}", context.text(context.span(start)));
    let mut edits = vec![edit(start, last), edit(it.test, test), edit(update, format!("{name}--"))];
    edits.sort_by_key(|edit| edit.span);
    Some(Fix { title: "Count down".to_owned(), safety: Safety::Unsafe, edits })
}

/// What the counter starts with, and its name, when it is set nowhere but in the head of the loop.
fn start<'a>(context: &Context<'a>, it: &ImageLoop) -> Option<(ExprId, &'a str)> {
    let facts = context.model.facts;
    let (target, value) = match &facts.statement(it.init?).kind {
        StatementKind::Declare { declarations, kind: DeclarationKind::Let | DeclarationKind::Var } => {
            match &**declarations {
                [only] => (&only.target, only.value?),
                _ => return None,
            }
        }
        StatementKind::Expression(expr) => match facts.kind(*expr) {
            ExprKind::Assign { target, value, .. } => (target, *value),
            _ => return None,
        },
        _ => return None,
    };
    let Pattern::Target(target) = target else { return None };
    let is_plain = matches!(facts.kind(value), ExprKind::Number(_)) && body_leaves_counter(context, it);
    let is_counter = context.model.scopes.resolve(*target) == Some(it.counter);
    (is_plain && is_counter).then(|| (value, context.text(context.span(*target))))
}

fn body_leaves_counter(context: &Context<'_>, it: &ImageLoop) -> bool {
    let body = context.model.facts.statement(it.body).span;
    let mut inside = context.model.facts.exprs().filter(|(_, expr)| body.contains(expr.span));
    !inside.any(|(expr, _)| it.change(context, expr).is_some())
}

/// A loop that does nothing but remove every image.
fn remove_all(context: &Context<'_>, it: &ImageLoop, removal: ExprId) -> Option<Fix> {
    let facts = context.model.facts;
    let only = match &facts.statement(it.body).kind {
        StatementKind::Block(body) => match &**body {
            [only] => *only,
            _ => return None,
        },
        _ => it.body,
    };
    let is_removal =
        |id: StatementId| matches!(facts.statement(id).kind, StatementKind::Expression(expr) if expr == removal);
    let (start, _) = start(context, it)?;
    let is_all = is_removal(only) && matches!(facts.kind(start), ExprKind::Number(0.0));
    let ExprKind::Call { callee, .. } = facts.kind(removal) else { return None };
    let ExprKind::Member { object, property, .. } = facts.kind(*callee) else { return None };
    let keeps_none = facts.names.text(*property) == REMOVE_ONE;
    let receiver = context.text(context.span(*object));
    let edit = Edit { span: facts.statement(it.statement).span, text: format!("{receiver}.{REMOVE_ALL}();") };
    (is_all && keeps_none).then(|| Fix {
        title: format!("Use {REMOVE_ALL}"),
        safety: Safety::Unsafe,
        edits: vec![edit],
    })
}
