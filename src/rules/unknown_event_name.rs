use crate::facts::ExprId;
use crate::model::Access;
use crate::report::{Edit, Finding, Fix, Safety, Severity};
use crate::sdk::api::{self, Event};
use crate::sdk::semantics;
use crate::text::{self, Span};

use super::members::{NamedEvent, name_of, named_event};
use super::places::library_path;
use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "unknown-event-name",
    category: Category::ApiUsage,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Safe,
    codes: &[-2391],
    versions: "",
    summary: "A handler is registered for an event that the object does not have, so it never runs",
    options: &[],
    page: include_str!("unknown_event_name.md"),
    check: Check::Access(check),
};

fn check(context: &Context<'_>, access: &Access, findings: &mut Vec<Finding>) {
    findings.extend(Registration::read(context, access).and_then(|registration| judge(context, &registration)));
}

/// A call that names an event.
struct Registration<'a> {
    /// What the method is called on.
    object: ExprId,
    called: &'a str,
    /// Type and name of the method that registers handlers for it: `WebTwain.RegisterEvent`.
    method: String,
    argument: ExprId,
    event: &'a str,
    /// Whether the object is the SDK's for certain, and not only called like that.
    is_known: bool,
}

impl<'a> Registration<'a> {
    fn read(context: &Context<'a>, access: &Access) -> Option<Self> {
        let NamedEvent { argument, name: event, method } = named_event(context, access)?;
        api::events_of(&method).next()?;
        let called = name_of(context, access);
        Some(Self { object: access.object, called, method, argument, event, is_known: access.is_known })
    }

    fn consequence(&self) -> &'static str {
        let is_registering = semantics::registering_method(self.called) == Some(self.called);
        if is_registering { "the handler never runs" } else { "no handler is taken away" }
    }
}

fn judge(context: &Context<'_>, registration: &Registration<'_>) -> Option<Finding> {
    let Registration { event, method, .. } = registration;
    let known: Vec<&str> = all_events().filter(|(of, _)| of == method).map(|(_, name)| name).collect();
    if known.contains(event) {
        return None;
    }
    let (severity, mut finding) = if let Some(name) = known.iter().find(|name| name.eq_ignore_ascii_case(event)) {
        (Severity::Error, wrong_case(context, registration, name))
    } else if let Some(homes) = homes(event) {
        (Severity::Error, wrong_receiver(context, registration, &homes))
    } else if semantics::OPEN_EVENT_METHODS.contains(&method.as_str()) {
        return None;
    } else {
        (Severity::Warning, unheard_of(context, registration, &known))
    };
    finding.severity = if registration.is_known { severity } else { severity.lowered() };
    Some(finding)
}

/// Every event: the method that registers handlers for it, and its name.
fn all_events() -> impl Iterator<Item = (&'static str, &'static str)> {
    let documented = api::events().map(|event: Event| (event.method(), event.name()));
    documented.chain(semantics::undocumented_events())
}

fn wrong_case(context: &Context<'_>, registration: &Registration<'_>, name: &str) -> Finding {
    let message =
        format!("`{}` is spelled `{name}`: case counts, and {}", registration.event, registration.consequence());
    let mut finding = RULE.finding(context.span(registration.argument), message);
    finding.fixes.extend(rename(context, registration, name, Safety::Safe));
    finding
}

/// The methods that register handlers for an event of this name, whatever its case, and its right spelling.
fn homes(event: &str) -> Option<(Vec<&'static str>, &'static str)> {
    let homes: Vec<_> = all_events().filter(|(_, name)| name.eq_ignore_ascii_case(event)).collect();
    let name = homes.first()?.1;
    Some((homes.into_iter().map(|(method, _)| method).collect(), name))
}

fn wrong_receiver(
    context: &Context<'_>,
    registration: &Registration<'_>,
    (methods, name): &(Vec<&'static str>, &'static str),
) -> Finding {
    let object = context.text(context.span(registration.object));
    let message = format!("`{object}` has no event `{}`: {}", registration.event, registration.consequence());
    let mut finding = RULE.finding(context.span(registration.argument), message);
    let calls: Vec<String> = methods.iter().map(|method| format!("`{method}(\"{name}\", ...)`")).collect();
    finding.help = Some(format!("register it with {}", calls.join(" or ")));
    finding.fixes.extend(methods.iter().find_map(|method| move_to(context, registration, method, name)));
    finding
}

/// Registers on the part of the library that has the event.
fn move_to(context: &Context<'_>, registration: &Registration<'_>, method: &str, name: &str) -> Option<Fix> {
    let (home, registers) = method.rsplit_once('.')?;
    if registers != registration.called {
        return None;
    }
    let path = library_path(context, home)?;
    let mut edits = vec![Edit { span: context.span(registration.object), text: path.clone() }];
    if registration.event != name {
        edits.push(Edit { span: literal(context, registration)?, text: name.to_owned() });
    }
    Some(Fix { title: format!("Register it on {path}"), safety: Safety::Unsafe, edits })
}

fn unheard_of(context: &Context<'_>, registration: &Registration<'_>, known: &[&str]) -> Finding {
    let event = registration.event;
    let object = context.text(context.span(registration.object));
    let message = format!("`{object}` has no event `{event}` that is known: {}", registration.consequence());
    let mut finding = RULE.finding(context.span(registration.argument), message);
    let near = text::nearest(event, known.iter().copied());
    finding.help = text::did_you_mean(&near).strip_prefix("; ").map(str::to_owned);
    let meant = text::certain(event, known.iter().copied());
    finding.fixes.extend(meant.and_then(|name| rename(context, registration, name, Safety::Unsafe)));
    finding
}

fn rename(context: &Context<'_>, registration: &Registration<'_>, name: &str, safety: Safety) -> Option<Fix> {
    let edit = Edit { span: literal(context, registration)?, text: name.to_owned() };
    Some(Fix { title: format!("Replace by `{name}`"), safety, edits: vec![edit] })
}

/// The name between its quotes, when it is written where it is used.
fn literal(context: &Context<'_>, registration: &Registration<'_>) -> Option<Span> {
    let span = context.span(registration.argument);
    let inner = context.text(span).strip_prefix(['"', '\'', '`'])?.strip_suffix(['"', '\'', '`'])?;
    (inner == registration.event).then(|| Span::new(span.start as usize + 1, span.end as usize - 1))
}
