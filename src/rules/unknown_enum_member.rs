use rustc_hash::FxHashSet;

use crate::facts::{BinaryOperator, ExprId, ExprKind, StatementKind, UnaryOperator};
use crate::model::Model;
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::api::{self, EnumMember, Enumeration, Release};
use crate::sdk::semantics;
use crate::text::{self, Span};

use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "unknown-enum-member",
    category: Category::ApiUsage,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Safe,
    codes: &[-2360, -2310, -2315, -2321, -2359, -2616],
    versions: "",
    summary: "An enumeration, or a member of one, that no version of the SDK has: the value is undefined",
    page: include_str!("unknown_enum_member.md"),
    check: Check::Program(check),
};

/// What every object has.
const OBJECT_MEMBERS: [&str; 6] =
    ["constructor", "hasOwnProperty", "isPrototypeOf", "propertyIsEnumerable", "toString", "valueOf"];

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if !context.model.uses_sdk() || is_before_catalogue(context) {
        return;
    }
    let mut own = None;
    for (expr, _) in context.model.facts.exprs() {
        let Some(finding) = judge(context, expr) else { continue };
        let own = own.get_or_insert_with(|| own_paths(context.model));
        if !context.model.path(expr).is_some_and(|path| starts_of(path).any(|start| own.contains(start))) {
            findings.push(finding);
        }
    }
}

fn judge(context: &Context<'_>, expr: ExprId) -> Option<Finding> {
    let (path, span) = spelled(context.model, expr)?;
    let span = unquoted(context, span);
    let place = EnumPath::read(path)?;
    match (api::enumeration(place.name), place.member) {
        (Some(known), Some(member)) => judge_member(context, known, member, span),
        (None, None) => judge_enumeration(context, &place, span),
        _ => None,
    }
}

/// The path that an expression spells out, and the place of its last name. A variable that holds the value spells none.
fn spelled<'a>(model: &'a Model<'_>, expr: ExprId) -> Option<(&'a str, Span)> {
    let path = model.path(expr)?;
    match model.facts.kind(expr) {
        ExprKind::Member { object, property, property_span } => {
            let owner = path.strip_suffix(model.facts.names.text(*property))?.strip_suffix('.')?;
            (model.path(*object) == Some(owner)).then_some((path, *property_span))
        }
        ExprKind::Name(name) => (model.facts.names.text(*name) == path).then(|| (path, model.facts.span(expr))),
        _ => None,
    }
}

/// The name in `["name"]`.
fn unquoted(context: &Context<'_>, span: Span) -> Span {
    let is_quoted = context.text(span).starts_with(['"', '\'', '`']) && span.len() > 2;
    if is_quoted { Span::new(span.start as usize + 1, span.end as usize - 1) } else { span }
}

/// `Dynamsoft.DWT.EnumDWT_PixelType.TWPT_BW`, in parts.
struct EnumPath<'a> {
    name: &'a str,
    member: Option<&'a str>,
    /// Whether it is in the namespace that newer releases have, where the catalogue lacks nothing.
    is_current: bool,
}

impl<'a> EnumPath<'a> {
    /// Only what is this SDK's for certain: other products share `Dynamsoft`, and some of its namespaces.
    fn read(path: &'a str) -> Option<Self> {
        let rest = path.strip_prefix("Dynamsoft.").unwrap_or(path);
        let current = rest.strip_prefix("DWT.");
        let mut parts = current.unwrap_or(rest).split('.');
        let (name, member) = (parts.next()?, parts.next());
        let start = if current.is_some() { "Enum" } else { "EnumDWT_" };
        (name.starts_with(start) && parts.next().is_none()).then_some(Self {
            name,
            member,
            is_current: current.is_some(),
        })
    }
}

fn judge_member(context: &Context<'_>, of: Enumeration, member: &str, span: Span) -> Option<Finding> {
    if of.member(member).is_some() || OBJECT_MEMBERS.contains(&member) {
        return None;
    }
    let is_old_spelling = semantics::respelled_in(of.name(), member)
        .is_some_and(|respelled| context.sdk_version.is_none_or(|version| !version.is_at_least(respelled)));
    if is_old_spelling {
        return None;
    }
    let names = || members(context, of).map(EnumMember::name);
    let meant = semantics::enum_alias(of.name(), member).or_else(|| text::certain(member, names()));
    if meant.is_none() && is_beyond_catalogue(context) {
        return None;
    }
    let message = format!("`{}` has no member `{member}`: the value is undefined", of.name());
    let mut finding = RULE.finding(span, message);
    finding.help = match meant {
        Some(name) => Some(format!("use `{name}`")),
        None => home(member, of).or_else(|| question(&text::nearest(member, names()))),
    };
    finding.fixes.extend(meant.map(|name| rename(span, name)));
    Some(finding)
}

/// Those of the release in use, or of the newest; all, when that has none of them.
fn members(context: &Context<'_>, of: Enumeration) -> impl Iterator<Item = EnumMember> {
    let release = context.sdk_version.map_or_else(Release::newest, Release::of);
    let is_there = of.path(release).is_some();
    of.members().filter(move |member| !is_there || member.value(release).is_some())
}

fn is_before_catalogue(context: &Context<'_>) -> bool {
    let first = Release::all().next().map(Release::version);
    context.sdk_version.zip(first).is_some_and(|(version, first)| !version.is_at_least(first))
}

/// A newer SDK than every release of the catalogue may have more.
fn is_beyond_catalogue(context: &Context<'_>) -> bool {
    context.sdk_version.is_some_and(Release::is_newer_than_all)
}

/// Where else the name is a member.
fn home(member: &str, not: Enumeration) -> Option<String> {
    let other = api::enumerations().find(|other| other.name() != not.name() && other.member(member).is_some())?;
    Some(format!("`{member}` is a member of `{}`", other.name()))
}

fn question(names: &[&str]) -> Option<String> {
    text::did_you_mean(names).strip_prefix("; ").map(str::to_owned)
}

fn judge_enumeration(context: &Context<'_>, place: &EnumPath<'_>, span: Span) -> Option<Finding> {
    let name = place.name;
    let names = || api::enumerations().map(Enumeration::name);
    let meant = text::certain(name, names()).map(str::to_owned).or_else(|| member_run_together(name));
    if meant.is_none() && (!place.is_current || is_beyond_catalogue(context)) {
        return None;
    }
    let message = format!("there is no enumeration `{name}`: the value is undefined");
    let mut finding = RULE.finding(span, message);
    finding.help = match &meant {
        Some(meant) => Some(format!("use `{meant}`")),
        None => question(&text::nearest(name, names())),
    };
    finding.fixes.extend(meant.map(|meant| rename(span, &meant)));
    Some(finding)
}

/// `EnumPDF_Page.Page_A4` for `EnumPDF_Page_A4`.
fn member_run_together(name: &str) -> Option<String> {
    let mut found = api::enumerations().filter_map(|known| {
        let ending = name.strip_prefix(known.name())?;
        let ends_so = |member: &EnumMember| ending.starts_with('_') && member.name().ends_with(ending);
        Some(format!("{}.{}", known.name(), known.members().find(ends_so)?.name()))
    });
    let only = found.next()?;
    found.next().is_none().then_some(only)
}

fn rename(span: Span, name: &str) -> Fix {
    Fix {
        title: format!("Replace by `{name}`"),
        safety: Safety::Safe,
        edits: vec![Edit { span, text: name.to_owned() }],
    }
}

/// `a`, `a.b` and `a.b.c` of `a.b.c`.
fn starts_of(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('.').map(|(at, _)| &path[..at]).chain([path])
}

/// Paths that the file itself gives a value, or asks whether they are there.
fn own_paths<'a>(model: &'a Model<'_>) -> FxHashSet<&'a str> {
    let mut own = FxHashSet::default();
    let changed = |target: ExprId| match model.facts.kind(target) {
        ExprKind::Index { object, .. } => model.path(*object),
        _ => spelled(model, target).map(|(path, _)| path),
    };
    for (_, expr) in model.facts.exprs() {
        match &expr.kind {
            ExprKind::Assign { target, .. } => target.each_target(&mut |target| own.extend(changed(target))),
            ExprKind::Call { callee, arguments } if is_of_object(model, *callee) => {
                arguments.first().into_iter().for_each(|&extended| own.extend(model.path(extended)));
            }
            ExprKind::Logical { left: asked, .. }
            | ExprKind::Conditional { test: asked, .. }
            | ExprKind::Unary { operator: UnaryOperator::Not | UnaryOperator::Typeof, operand: asked } => {
                own.extend(model.path(*asked))
            }
            ExprKind::Binary { operator, left, right } => match operator {
                BinaryOperator::Equal | BinaryOperator::NotEqual if is_nothing(model, *right) => {
                    own.extend(model.path(*left))
                }
                BinaryOperator::Equal | BinaryOperator::NotEqual if is_nothing(model, *left) => {
                    own.extend(model.path(*right))
                }
                BinaryOperator::Other if matches!(model.facts.kind(*left), ExprKind::String(_)) => {
                    own.extend(model.path(*right))
                }
                _ => {}
            },
            _ => {}
        }
    }
    for (_, statement) in model.facts.statements() {
        if let StatementKind::If { test, .. } = &statement.kind {
            own.extend(model.path(*test));
        }
    }
    own
}

/// `Object.assign` and the like.
fn is_of_object(model: &Model<'_>, callee: ExprId) -> bool {
    let ExprKind::Member { object, .. } = model.facts.kind(callee) else { return false };
    matches!(model.facts.kind(*object), ExprKind::Name(name) if model.facts.names.text(*name) == "Object")
}

fn is_nothing(model: &Model<'_>, expr: ExprId) -> bool {
    matches!(model.facts.kind(expr), ExprKind::Undefined | ExprKind::Null)
}
