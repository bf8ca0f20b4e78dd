use crate::facts::ExprId;
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::api::{self, EnumMember, Enumeration, Release};
use crate::sdk::semantics;
use crate::text::{self, Span};

use super::members::is_of_every_object;
use super::spelling::{spelled, starts_of, unquoted};
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
    options: &[],
    page: include_str!("unknown_enum_member.md"),
    check: Check::Program(check),
};

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    if !context.model.uses_sdk() || context.is_before_catalogue() {
        return;
    }
    findings.extend(context.model.facts.exprs().filter_map(|(expr, _)| find(context, expr)));
}

/// Whether this rule reports an expression.
pub(super) fn speaks_of(context: &Context<'_>, expr: ExprId) -> bool {
    find(context, expr).is_some()
}

fn find(context: &Context<'_>, expr: ExprId) -> Option<Finding> {
    let finding = judge(context, expr)?;
    let asked = context.asked();
    let is_asked_for = starts_of(context.model.path(expr)?).any(|start| asked.has_path(start));
    (!is_asked_for).then_some(finding)
}

fn judge(context: &Context<'_>, expr: ExprId) -> Option<Finding> {
    let (path, span) = spelled(context.model, expr)?;
    let span = unquoted(context, span);
    let place = EnumPath::read(path).filter(|place| place.member != Some(""))?;
    match (api::enumeration(place.name), place.member) {
        (Some(known), Some(member)) => judge_member(context, known, member, span),
        (None, None) => judge_enumeration(context, &place, span),
        _ => None,
    }
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
    if of.member(member).is_some() || is_of_every_object(member) {
        return None;
    }
    let is_old_spelling = semantics::respelled_in(of.name(), member)
        .is_some_and(|respelled| context.sdk_version.is_none_or(|version| !version.is_at_least(respelled)));
    if is_old_spelling {
        return None;
    }
    let names = || members(context, of).map(EnumMember::name);
    let meant = semantics::enum_alias(of.name(), member).or_else(|| text::certain(member, names()));
    if meant.is_none() && context.is_beyond_catalogue() {
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
    let release = context.release().unwrap_or_else(Release::newest);
    let is_there = of.path(release).is_some();
    of.members().filter(move |member| !is_there || member.value(release).is_some())
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
    if meant.is_none() && (!place.is_current || context.is_beyond_catalogue()) {
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
