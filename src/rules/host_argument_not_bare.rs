use crate::facts::{ExprId, ExprKind};
use crate::model::Access;
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::semantics;
use crate::sdk::values::HOST_PARAMETERS;

use super::inputs::{self, Input, Slot};
use super::pieces::{Piece, pieces};
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "host-argument-not-bare",
    category: Category::Network,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-2300, -2301, -2001, -2000, -2304],
    versions: "",
    summary: "The host of a transfer is an address with a scheme, port or path, and not the bare name of a server",
    options: &[],
    page: include_str!("host_argument_not_bare.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    for Input { slot, branches, .. } in &context.inputs(access).values {
        if !is_host(slot) {
            continue;
        }
        for &branch in branches {
            if let Some(finding) = judge(context, access, slot, branch) {
                context.tell(findings, finding);
            }
        }
    }
}

fn is_host(slot: &Slot) -> bool {
    let Slot::Argument { params, .. } = slot else { return false };
    params.iter().any(|param| HOST_PARAMETERS.contains(&param.name()))
}

/// What is wrong with a host, worst last.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Excess {
    /// The host and the port of the page.
    PageHost,
    Port,
    Path,
    Scheme,
}

fn judge(context: &Context<'_>, access: &Access, slot: &Slot, value: ExprId) -> Option<Finding> {
    let pieces = pieces(context, value);
    let excess = pieces.iter().filter_map(excess).max()?;
    let (severity, message) = match excess {
        Excess::Scheme => (Severity::Error, "has the scheme of an address in it"),
        Excess::Path => (Severity::Error, "has a path in it"),
        Excess::Port => (Severity::Warning, "has a port in it"),
        Excess::PageHost => (Severity::Info, "may have the port of the page in it"),
    };
    let shown = context.text(context.span(value));
    let message = format!("`{shown}` {message}: {} takes the bare name of a server", slot.shown());
    let mut finding = RULE.finding(context.span(value), message);
    finding.severity = severity;
    finding.help = Some(help(access, context).to_owned());
    finding.related.extend(inputs::definition(context, value));
    finding.fixes.extend(hostname(context, &pieces, excess).or_else(|| stripped(context, access, value)));
    Some(finding)
}

fn help(access: &Access, context: &Context<'_>) -> &'static str {
    if is_http(context, access) {
        "give the name or the address of the machine alone; the port goes to HTTPPort, and https to IfSSL"
    } else {
        "give the name or the address of the machine alone; the port goes to FTPPort"
    }
}

fn is_http(context: &Context<'_>, access: &Access) -> bool {
    semantics::member(context.model.facts.names.text(access.name)).is_some_and(|meaning| meaning.host.is_some())
}

fn excess(piece: &Piece) -> Option<Excess> {
    match piece {
        Piece::Unknown => None,
        Piece::OfLocation { name, .. } => match *name {
            "host" => Some(Excess::PageHost),
            "origin" | "href" => Some(Excess::Scheme),
            _ => None,
        },
        Piece::Known(text) if text.contains("://") => Some(Excess::Scheme),
        Piece::Known(text) if text.contains(['/', '?']) => Some(Excess::Path),
        Piece::Known(text) => has_port(text).then_some(Excess::Port),
    }
}

/// `:8080`; the colons of an address of version 6 are more than one.
fn has_port(text: &str) -> bool {
    let mut parts = text.split(':').skip(1);
    let is_number = |part: &str| part.starts_with(|digit: char| digit.is_ascii_digit());
    parts.next().is_some_and(is_number) && parts.next().is_none()
}

/// `location.hostname` for `location.host`, when that is all.
fn hostname(context: &Context<'_>, pieces: &[Piece], excess: Excess) -> Option<Fix> {
    let [Piece::OfLocation { expr, .. }] = pieces else { return None };
    let ExprKind::Member { property_span, .. } = context.model.facts.kind(*expr) else { return None };
    let edits = vec![Edit { span: *property_span, text: "hostname".to_owned() }];
    let safety = if excess == Excess::PageHost { Safety::Safe } else { Safety::Unsafe };
    Some(Fix { title: "Use location.hostname".to_owned(), safety, edits })
}

/// The name alone, with the rest of the address in the settings of the transfer.
fn stripped(context: &Context<'_>, access: &Access, value: ExprId) -> Option<Fix> {
    let ExprKind::String(text) = context.model.facts.kind(value) else { return None };
    let address = Address::read(text)?;
    let span = context.span(value);
    let quote = context.quote(span);
    let mut edits = vec![Edit { span, text: format!("{quote}{}{quote}", address.name) }];
    let settings = address.settings(context.text(context.span(access.object)), is_http(context, access));
    if !settings.is_empty() {
        edits.insert(0, context.insert_before(span, &settings)?);
    }
    Some(Fix { title: format!("Use `{}` and set the rest apart", address.name), safety: Safety::Unsafe, edits })
}

/// `https://intake.example.org:8443/`, in parts.
struct Address<'a> {
    is_secure: bool,
    name: &'a str,
    port: Option<&'a str>,
}

impl<'a> Address<'a> {
    /// Only one without a path, which nothing would be left of.
    fn read(text: &'a str) -> Option<Self> {
        let (scheme, rest) = text.split_once("://").unwrap_or(("", text));
        let host = rest.strip_suffix('/').unwrap_or(rest);
        let (name, port) = match host.split_once(':') {
            Some((name, port)) => (name, Some(port)),
            None => (host, None),
        };
        let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-');
        let is_port = |port: &str| !port.is_empty() && port.chars().all(|digit| digit.is_ascii_digit());
        let is_understood = !name.is_empty() && name.chars().all(is_name) && port.is_none_or(is_port);
        is_understood.then_some(Self { is_secure: scheme.eq_ignore_ascii_case("https"), name, port })
    }

    /// The statements that say the rest.
    fn settings(&self, receiver: &str, is_http: bool) -> String {
        let mut settings = Vec::new();
        if self.is_secure && is_http {
            settings.push(format!("{receiver}.IfSSL = true;"));
        }
        let default = (self.is_secure && is_http).then(|| semantics::DEFAULT_TLS_PORT.to_string());
        if let Some(port) = self.port.map(str::to_owned).or(default) {
            let property = if is_http { "HTTPPort" } else { "FTPPort" };
            settings.push(format!("{receiver}.{property} = {port};"));
        }
        settings.join(" ")
    }
}
