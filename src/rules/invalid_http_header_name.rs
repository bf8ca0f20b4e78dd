use crate::facts::{ExprId, ExprKind};
use crate::model::{Access, Constant, Usage};
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::values::{BUILT_IN_HEADER, HEADER_KEYED, HEADER_NAMES, MULTIPART_HEADER, is_protected_header};
use crate::text::Span;

use super::inputs::{Input, Slot};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "invalid-http-header-name",
    category: Category::Network,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Safe,
    codes: &[-2353, -2354, -2355, -2356, -2357, -2137],
    versions: "",
    summary: "The name of an HTTP header is empty, has characters that no name has, or belongs to the browser",
    options: &[],
    page: include_str!("invalid_http_header_name.md"),
    check: Check::Access(check),
};

/// Where a name of a header is written, and what it is.
struct HeaderName<'a> {
    span: Span,
    /// The name between its quotes, when it is written here.
    literal: Option<Span>,
    name: Constant,
    /// The constant text that stands for the value of the header.
    value: Option<&'a str>,
}

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    for Input { value, slot, path, branches } in &context.inputs(access).values {
        if HEADER_NAMES.contains(&&**path) {
            for &branch in branches {
                let Some(name) = context.model.constant(branch) else { continue };
                let span = context.span(branch);
                let literal = inside_quotes(context, span);
                let value = header_value(context, access, slot);
                report(context, &HeaderName { span, literal, name, value }, findings);
            }
        } else if HEADER_KEYED.contains(&&**path) {
            keys(context, *value).iter().for_each(|name| report(context, name, findings));
        }
    }
}

/// The second argument of a call that is given a name and a value.
fn header_value<'a>(context: &Context<'a>, access: &Access, slot: &Slot) -> Option<&'a str> {
    let (Slot::Argument { position, .. }, Usage::Call(call)) = (slot, access.usage) else { return None };
    let facts = context.model.facts;
    let ExprKind::Call { arguments, .. } = facts.kind(call) else { return None };
    context.model.scopes.constant_text(facts, *arguments.get(position + 1)?)
}

/// The keys of a literal whose keys are names of headers.
fn keys<'a>(context: &Context<'_>, literal: ExprId) -> Vec<HeaderName<'a>> {
    let facts = context.model.facts;
    let ExprKind::Object(properties) = facts.kind(literal) else { return Vec::new() };
    let names = properties.iter().filter_map(|property| {
        let name = Constant::Text(facts.names.text(property.key?).into());
        let literal = inside_quotes(context, property.key_span);
        Some(HeaderName { span: property.key_span, literal, name, value: None })
    });
    names.collect()
}

fn inside_quotes(context: &Context<'_>, span: Span) -> Option<Span> {
    let is_quoted = context.text(span).starts_with(['"', '\'', '`']) && span.len() >= 2;
    is_quoted.then(|| Span::new(span.start as usize + 1, span.end as usize - 1))
}

fn report(context: &Context<'_>, header: &HeaderName<'_>, findings: &mut Vec<Finding>) {
    let finding = match &header.name {
        Constant::Text(name) => judge(context, header, name),
        Constant::Null => Some(no_name(header, "null", -2355)),
        Constant::Undefined => Some(no_name(header, "undefined", -2356)),
        _ => None,
    };
    if let Some(finding) = finding {
        context.tell(findings, finding);
    }
}

fn judge(context: &Context<'_>, header: &HeaderName<'_>, name: &str) -> Option<Finding> {
    if name.is_empty() {
        return Some(no_name(header, "empty", -2354));
    }
    if let Some(wrong) = name.chars().find(|&character| !is_token(character)) {
        return Some(illegal(context, header, name, wrong));
    }
    let lower = name.to_ascii_lowercase();
    let (severity, codes, message, help) = if is_protected_header(name) {
        let message = format!("only the browser sets the header `{name}`: the SDK refuses it");
        (Severity::Warning, vec![-2353], message, "send the value in a header of your own, or in a form field")
    } else if lower == BUILT_IN_HEADER {
        let message = format!("`{name}` is the library's own header");
        (
            Severity::Info,
            vec![-2137],
            message,
            "set IfAddMD5InUploadHeader instead, and let the server allow the header",
        )
    } else if lower == MULTIPART_HEADER {
        let message = format!("a `{name}` of your own lacks the boundary that parts the fields of an upload");
        (Severity::Info, Vec::new(), message, "leave it to the library")
    } else {
        return None;
    };
    let mut finding = RULE.finding(header.span, message);
    finding.severity = severity;
    finding.codes = codes;
    finding.help = Some(help.to_owned());
    Some(finding)
}

fn no_name(header: &HeaderName<'_>, what: &str, code: i32) -> Finding {
    let mut finding = RULE.finding(header.span, format!("the name of the header is {what}: the SDK refuses it"));
    finding.codes = vec![code];
    finding.help = Some("give the header a name, such as X-Tenant-Id".to_owned());
    finding
}

fn illegal(context: &Context<'_>, header: &HeaderName<'_>, name: &str, wrong: char) -> Finding {
    let what = if wrong == ' ' { "a blank".to_owned() } else { format!("`{}`", wrong.escape_debug()) };
    let message = format!("`{}` is no name of a header: no name has {what} in it", name.escape_debug());
    let mut finding = RULE.finding(header.span, message);
    finding.codes = vec![-2357];
    let is_swapped =
        header.value.is_some_and(|value| is_name(value) && value.contains(|c: char| c.is_ascii_uppercase()));
    let help =
        if is_swapped { "the name comes first, and the value after it" } else { "use letters, digits and hyphens" };
    finding.help = Some(help.to_owned());
    finding.fixes.extend(trimmed(context, header, name).filter(|_| !is_swapped));
    finding
}

/// Without the blanks around it and the colon at its end, if that is all.
fn trimmed(context: &Context<'_>, header: &HeaderName<'_>, name: &str) -> Option<Fix> {
    let mended = name.trim().trim_end_matches(':').trim_end();
    let span = header.literal.filter(|span| context.text(*span) == name && is_name(mended))?;
    let edits = vec![Edit { span, text: mended.to_owned() }];
    Some(Fix { title: format!("Replace by `{mended}`"), safety: Safety::Safe, edits })
}

fn is_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(is_token)
}

/// A character of a token: RFC 9110, section 5.6.2.
fn is_token(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}
