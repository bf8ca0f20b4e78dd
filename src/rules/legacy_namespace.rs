use crate::facts::{ExprId, ExprKind};
use crate::model::Parent;
use crate::report::{Edit, Finding, Fix, Safety, Severity, Tag};
use crate::sdk::api::{self, Release};
use crate::sdk::semantics::{LIBRARY, OLD_LIBRARY};
use crate::text::Span;

use super::members::removal;
use super::spelling::{spelled, starts_of, unquoted};
use super::{Category, Check, Confidence, Context, FixKind, Rule, unknown_enum_member};

pub static RULE: Rule = Rule {
    id: "legacy-namespace",
    category: Category::Deprecated,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Safe,
    codes: &[-2360],
    versions: "17.0 and later",
    summary: "The library or an enumeration is called by its name of before 17, which is undefined since",
    options: &[],
    page: include_str!("legacy_namespace.md"),
    check: Check::Program(check),
};

/// What the vendor's products share.
const NAMESPACE: &str = "Dynamsoft";

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let Some(severity) = severity(context) else { return };
    let old_names = old_names(context);
    if severity == Severity::Info {
        findings.extend(old_names.first().map(|first| report(first, severity, &old_names)));
    } else {
        findings.extend(old_names.iter().map(|old| report(old, severity, std::slice::from_ref(old))));
    }
}

/// Every use of an old name, in source order, where the file does not ask for it first.
fn old_names<'a>(context: &Context<'a>) -> Vec<Old<'a>> {
    let mut found = Vec::new();
    for (expr, _) in context.model.facts.exprs() {
        let Some(old) = read(context, expr) else { continue };
        let asked = context.asked();
        let is_asked_for =
            starts_of(old.path).chain(starts_of(old.new)).any(|start| start != NAMESPACE && asked.has_path(start));
        if !is_asked_for && !is_misspelt_further(context, expr) && !is_parameter_of_signature(context, old.span) {
            found.push(old);
        }
    }
    found.sort_unstable_by_key(|old| old.span);
    found
}

/// Whether it is a parameter in a signature that documentation shows, which is no code: `save(EnumDWT_ImageType: number): void;`
fn is_parameter_of_signature(context: &Context<'_>, name: Span) -> bool {
    let after = &context.source.text[name.end as usize..];
    !context.text(name).contains('.') && after.trim_start().starts_with(':')
}

/// Whether an expression is the library by its old name.
pub(super) fn is_old_library(context: &Context<'_>, expr: ExprId) -> bool {
    context.model.path(expr) == Some(OLD_LIBRARY)
}

/// Where the version is not known, the file's first use says enough, unless it has names of both generations: then one of
/// them fails, whatever the version.
fn severity(context: &Context<'_>) -> Option<Severity> {
    match context.sdk_version {
        Some(_) => removal(context, api::member_at(OLD_LIBRARY)?).map(|_| Severity::Error),
        None if names(context, LIBRARY) => Some(Severity::Warning),
        None => Some(Severity::Info),
    }
}

fn names(context: &Context<'_>, path: &str) -> bool {
    context.model.facts.exprs().any(|(expr, _)| context.model.path(expr) == Some(path))
}

/// A name of old, and what it is called today.
struct Old<'a> {
    path: &'a str,
    new: &'static str,
    /// What is replaced, and by what.
    span: Span,
    text: &'static str,
}

fn read<'a>(context: &Context<'a>, expr: ExprId) -> Option<Old<'a>> {
    let (path, span) = spelled(context.model, expr)?;
    let new = if path == OLD_LIBRARY { LIBRARY } else { new_path_of_enumeration(path)? };
    let is_below_library = path != last(path);
    let text = if is_below_library { new.strip_prefix(NAMESPACE)?.strip_prefix('.')? } else { new };
    let name = unquoted(context, span);
    (name == span || !text.contains('.')).then_some(Old { path, new, span: name, text })
}

fn new_path_of_enumeration(path: &str) -> Option<&'static str> {
    let new = api::enumeration_at(path)?.path(Release::newest())?;
    (new != path && is_of_this_library(path)).then_some(new)
}

/// A bare name, or one directly in the namespace.
fn is_of_this_library(path: &str) -> bool {
    path == last(path) || path.strip_prefix(NAMESPACE).is_some_and(|rest| rest.strip_prefix('.') == Some(last(path)))
}

fn last(path: &str) -> &str {
    path.rsplit('.').next().unwrap_or(path)
}

/// Whether the member that is taken of an enumeration has a finding of its own.
fn is_misspelt_further(context: &Context<'_>, expr: ExprId) -> bool {
    let Parent::Expr(parent) = context.model.parents.of_expr(expr) else { return false };
    let is_member = matches!(context.model.facts.kind(parent), ExprKind::Member { object, .. } if *object == expr);
    is_member && unknown_enum_member::speaks_of(context, parent)
}

/// The fix changes all of `together`: a file with names of both generations is right in no version.
fn report(old: &Old<'_>, severity: Severity, together: &[Old<'_>]) -> Finding {
    let message = format!("`{}` is called `{}` since 17.0: the old name is undefined there", old.path, old.new);
    let mut finding = RULE.finding(old.span, message);
    finding.severity = severity;
    finding.tag = Some(Tag::Deprecated);
    finding.help = Some(format!("use `{}`", old.new));
    let edits = together.iter().map(|old| Edit { span: old.span, text: old.text.to_owned() }).collect();
    let title = match together {
        [_] => format!("Replace by `{}`", old.new),
        _ => "Use the names of 17.0 in the whole file".to_owned(),
    };
    let safety = if severity == Severity::Error { Safety::Safe } else { Safety::Unsafe };
    finding.fixes.push(Fix { title, safety, edits });
    finding
}
