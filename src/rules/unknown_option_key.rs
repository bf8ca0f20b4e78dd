use rustc_hash::FxHashSet;

use crate::facts::{ExprId, ExprKind, Name, Property};
use crate::model::{Access, Parent};
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::api::{Form, Member, Param, Receiver};
use crate::sdk::values::FREE_FORM_OPTIONS;
use crate::text;

use super::inputs::OptionLiteral;
use super::spelling::unquoted;
use super::variables::{is_member_written, places_of};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "unknown-option-key",
    category: Category::ApiUsage,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Safe,
    codes: &[-2514],
    versions: "",
    summary: "An object of options has a key that the SDK does not know, and passes over",
    options: &[],
    page: include_str!("unknown_option_key.md"),
    check: Check::Program(check),
};

/// Options that have no more keys than these are all named.
const FEW: usize = 8;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut seen = FxHashSet::default();
    for access in context.model.accesses() {
        if context.asked().is_written(access.name) && access.call().is_some() {
            continue;
        }
        for literal in &context.inputs(access).options {
            let is_new = literal.variable.is_none_or(|variable| seen.insert(variable));
            if is_new && literal.of.is_options() && is_closed(context, literal.of) {
                judge_literal(context, access, literal, findings);
            }
        }
    }
}

fn judge_literal(context: &Context<'_>, access: &Access, literal: &OptionLiteral<'_>, findings: &mut Vec<Finding>) {
    let is_taken = |property: &&Property| {
        let key = property.key.map(|key| context.model.facts.names.text(key));
        key.is_some_and(|key| taken_instead(access, literal.of).any(|other| other.member(key).is_some()))
    };
    let doubted = literal.properties.iter().filter(|property| !is_taken(property));
    let mut found: Vec<Finding> = doubted.filter_map(|property| judge(context, literal, property)).collect();
    if !found.is_empty() && !is_used_otherwise(context, literal) {
        found.iter_mut().for_each(|finding| finding.severity = access.severity(finding.severity));
        findings.append(&mut found);
    }
}

/// What the method takes in place of a type, in other releases or overloads.
fn taken_instead(access: &Access, of: Receiver) -> impl Iterator<Item = Receiver> {
    let types =
        move || access.member.into_iter().flat_map(Member::all_forms).flat_map(Form::params).filter_map(Param::gives);
    let is_argument = types().any(|taken| taken == of);
    types().filter(move |taken| is_argument && *taken != of)
}

/// Whether the release in use says what the keys are.
fn is_closed(context: &Context<'_>, of: Receiver) -> bool {
    let is_free_form = FREE_FORM_OPTIONS.iter().any(|free| of.name().starts_with(free));
    !is_free_form && context.release().is_none_or(|release| of.is_in(release))
}

/// A variable that holds the literal for other code as well, whose key it may be.
fn is_used_otherwise(context: &Context<'_>, literal: &OptionLiteral<'_>) -> bool {
    literal.variable.is_some_and(|variable| places_of(context, variable).any(|used| !is_given_to_sdk(context, used)))
}

/// Whether a use of the variable is its declaration, an argument for the SDK, or a write to a key.
fn is_given_to_sdk(context: &Context<'_>, used: ExprId) -> bool {
    let model = context.model;
    let Parent::Expr(parent) = model.parents.of_expr(used) else { return true };
    match model.facts.kind(parent) {
        ExprKind::Call { callee, .. } | ExprKind::New { callee, .. } => model.access(*callee).is_some(),
        ExprKind::Assign { .. } => true,
        ExprKind::Member { .. } => is_member_written(context, used),
        _ => false,
    }
}

fn judge(context: &Context<'_>, literal: &OptionLiteral<'_>, property: &Property) -> Option<Finding> {
    let names = &context.model.facts.names;
    let key = names.text(property.key?);
    let of = literal.of;
    if key.is_empty() || of.member(key).is_some() {
        return None;
    }
    let known: Vec<&str> = keys(context, of).map(Member::name).collect();
    let meant = text::certain(key, known.iter().copied()).filter(|meant| !has(literal, names.find(meant)));
    if meant.is_none() && (of.is_open() || context.is_beyond_catalogue()) {
        return None;
    }
    let message = format!("{} has no option `{key}`: the SDK passes over it", shown(of));
    let mut finding = RULE.finding(unquoted(context, property.key_span), message);
    finding.help = advice(key, meant, &known);
    finding.fixes.extend(meant.map(|meant| rename(context, property, key, meant)));
    Some(finding)
}

/// The keys of the release in use; of all, when that is not known.
fn keys(context: &Context<'_>, of: Receiver) -> impl Iterator<Item = Member> {
    let release = context.release();
    let all = std::iter::successors(Some(of), |known| known.base()).flat_map(Receiver::members);
    all.filter(move |member| release.is_none_or(|release| member.is_in(release)))
}

fn has(literal: &OptionLiteral<'_>, key: Option<Name>) -> bool {
    key.is_some() && literal.properties.iter().any(|property| property.key == key)
}

/// The type, or for what has no name of its own the method that takes it.
fn shown(of: Receiver) -> String {
    let name = of.name();
    match name.split_once('(') {
        Some((method, _)) => format!("what `{}` takes", method.rsplit('.').next().unwrap_or(method)),
        None => format!("`{name}`"),
    }
}

fn advice(key: &str, meant: Option<&str>, known: &[&str]) -> Option<String> {
    if let Some(meant) = meant {
        return Some(format!("use `{meant}`"));
    }
    let near = text::nearest(key, known.iter().copied());
    let question = text::did_you_mean(&near).strip_prefix("; ").map(str::to_owned);
    question.or_else(|| {
        let quoted: Vec<String> = known.iter().map(|name| format!("`{name}`")).collect();
        (known.len() <= FEW).then(|| format!("it has {}", quoted.join(", ")))
    })
}

fn rename(context: &Context<'_>, property: &Property, key: &str, meant: &str) -> Fix {
    let safety = if key.eq_ignore_ascii_case(meant) { Safety::Safe } else { Safety::Unsafe };
    let is_shorthand = context.span(property.value) == property.key_span;
    let text = if is_shorthand { format!("{meant}: {key}") } else { meant.to_owned() };
    let edits = vec![Edit { span: unquoted(context, property.key_span), text }];
    Fix { title: format!("Replace by `{meant}`"), safety, edits }
}
