use rustc_hash::FxHashSet;

use crate::facts::{ExprId, ExprKind};
use crate::flow::{Operation, OperationKind, PropertyState, Run, State, Value};
use crate::model::InstanceId;
use crate::report::{Edit, Finding, Fix, Label, Safety, Severity};
use crate::sdk::semantics::{DEFAULT_HTTP_PORT, DEFAULT_TLS_PORT};
use crate::text::Span;

use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "http-port-ssl-mismatch",
    category: Category::Network,
    severity: Severity::Error,
    recommended: true,
    confidence: Confidence::High,
    fix: FixKind::Unsafe,
    codes: &[-2003, -2001, -2002, -2301, -2000, -2816],
    versions: "",
    summary: "HTTPPort and IfSSL contradict each other for the same transfer",
    options: &[],
    page: include_str!("http_port_ssl_mismatch.md"),
    check: Check::Program(check),
};

/// 443 with its digits turned round, as an old vendor guide prints it.
const MISSPELT_TLS_PORT: u16 = 433;

fn check(context: &Context<'_>, findings: &mut Vec<Finding>) {
    let mut clashes: Vec<Clash> = Vec::new();
    let mut judged: FxHashSet<ExprId> = FxHashSet::default();
    for operation in context.flow.operations.iter().filter(|operation| operation.kind == OperationKind::Call) {
        let Some(meaning) = context.meaning(operation) else { continue };
        if let Some(position) = meaning.url {
            super::url_scheme::check(context, operation, position, findings);
        }
        if meaning.host.is_none() {
            continue;
        }
        for sample in &operation.samples {
            let Some(setting) = Setting::at(context, &sample.state, sample.run, operation.instance) else { continue };
            judged.insert(setting.port_write);
            clashes.extend(setting.clash(context, &sample.state, operation.is_complete));
        }
    }
    let instances = instances(context);
    for exit in context.flow.exits.iter().filter(|exit| exit.is_complete) {
        for state in &exit.states {
            for &instance in &instances {
                let Some(setting) = Setting::at(context, state, exit.run, instance) else { continue };
                if !judged.contains(&setting.port_write) && setting.is_the_only_one(context, instance) {
                    clashes.extend(setting.clash(context, state, true));
                }
            }
        }
    }
    report_each(context, clashes, findings);
}

fn instances(context: &Context<'_>) -> Vec<InstanceId> {
    let mut instances: Vec<_> = context.flow.operations.iter().map(|operation| operation.instance).collect();
    instances.sort_unstable();
    instances.dedup();
    instances
}

/// The two properties as a transfer finds them.
struct Setting<'a> {
    ssl: Ssl<'a>,
    port: Value,
    port_write: ExprId,
}

enum Ssl<'a> {
    Set {
        value: &'a Value,
        write: ExprId,
    },
    /// Nothing in the program turns it on.
    Off {
        is_certain: bool,
    },
}

struct Clash {
    kind: ClashKind,
    severity: Severity,
    port: u16,
    port_write: ExprId,
    ssl_write: Option<ExprId>,
    is_idiom: bool,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum ClashKind {
    SecureOnPlainPort,
    MaybeSecureOnPlainPort,
    PlainOnSecurePort,
    Misspelt,
}

impl<'a> Setting<'a> {
    fn at(context: &Context<'a>, state: &'a State, run: Run, instance: InstanceId) -> Option<Self> {
        let names = &context.model.facts.names;
        let known = state.instance(instance)?;
        let PropertyState::Set(port) = known.property(names.find("HTTPPort")?) else { return None };
        let ssl = match names.find("IfSSL").map(|name| known.property(name)) {
            Some(PropertyState::Set(ssl)) => Ssl::Set { value: &ssl.value, write: ssl.write },
            _ if !context.program.is_understood() => return None,
            _ if !context.program.may_assign(instance, "IfSSL") => {
                Ssl::Off { is_certain: context.program.is_whole(instance) }
            }
            Some(PropertyState::Default) => Ssl::Off { is_certain: true },
            _ => Ssl::elsewhere(context, instance, run)?,
        };
        Some(Self { ssl, port: port.value.clone(), port_write: port.write })
    }

    /// Whether no other place of the program writes the two: what a setting function leaves behind is then what transfers find.
    fn is_the_only_one(&self, context: &Context<'_>, instance: InstanceId) -> bool {
        let mut ports = context.program.writes(instance, "HTTPPort");
        let mut switches = context.program.writes(instance, "IfSSL");
        let is_own_switch = |write: &Operation| matches!(self.ssl, Ssl::Set { write: own, .. } if own == write.expr);
        ports.all(|write| write.expr == self.port_write) && switches.all(is_own_switch)
    }

    fn clash(&self, context: &Context<'_>, state: &State, is_complete: bool) -> Option<Clash> {
        let port = u16::try_from(self.port.as_integer()?).ok()?;
        let is_idiom = falls_back_from_page_port(context, state);
        let (truth, ssl_write, is_certain) = match self.ssl {
            Ssl::Set { value, write } => (context.truth(value, state), Some(write), true),
            Ssl::Off { is_certain } => (Some(false), None, is_certain),
        };
        let (kind, severity) = match (truth, port) {
            (Some(true), DEFAULT_HTTP_PORT) if is_idiom => (ClashKind::SecureOnPlainPort, Severity::Warning),
            (Some(true), DEFAULT_HTTP_PORT) => (ClashKind::SecureOnPlainPort, Severity::Error),
            (None, DEFAULT_HTTP_PORT) if is_idiom && is_complete => (ClashKind::MaybeSecureOnPlainPort, Severity::Info),
            (Some(false), DEFAULT_TLS_PORT) if !is_certain => (ClashKind::PlainOnSecurePort, Severity::Info),
            (Some(false), DEFAULT_TLS_PORT) if is_idiom => (ClashKind::PlainOnSecurePort, Severity::Warning),
            (Some(false), DEFAULT_TLS_PORT) => (ClashKind::PlainOnSecurePort, Severity::Error),
            (Some(true), MISSPELT_TLS_PORT) => (ClashKind::Misspelt, Severity::Error),
            _ => return None,
        };
        Some(Clash { kind, severity, port, port_write: self.port_write, ssl_write, is_idiom })
    }
}

impl<'a> Ssl<'a> {
    /// What the program's only write of `IfSSL` always stores. A run that comes by it has not taken its path here.
    fn elsewhere(context: &Context<'a>, instance: InstanceId, run: Run) -> Option<Self> {
        let mut writes = context.program.writes(instance, "IfSSL");
        let (only, None) = (writes.next()?, writes.next()) else { return None };
        if only.samples.iter().any(|sample| sample.run == run) {
            return None;
        }
        let mut values = only.samples.iter().filter_map(|sample| sample.values.first());
        let first = values.next()?;
        let is_constant = matches!(first, Value::Bool(_)) && values.all(|value| value == first);
        is_constant.then_some(Self::Set { value: first, write: only.expr })
    }
}

/// Whether the path is the one on which the page's own port is empty: `location.port == "" ? 80 : location.port`.
fn falls_back_from_page_port(context: &Context<'_>, state: &State) -> bool {
    context.flow.symbols.global("location.port").is_some_and(|port| state.assumed(port) == Some(false))
}

/// One finding for each assignment of the port: the worst that any path shows.
fn report_each(context: &Context<'_>, mut clashes: Vec<Clash>, findings: &mut Vec<Finding>) {
    clashes.sort_by_key(|clash| (clash.port_write, std::cmp::Reverse(clash.severity)));
    clashes.dedup_by_key(|clash| clash.port_write);
    findings.extend(clashes.iter().map(|clash| report(context, clash)));
}

fn report(context: &Context<'_>, clash: &Clash) -> Finding {
    let port = clash.port;
    let message = match clash.kind {
        ClashKind::SecureOnPlainPort if clash.is_idiom => {
            "HTTPPort falls back to 80 on a page with the default port while IfSSL is true: the secure transfer goes to the plain port".to_owned()
        }
        ClashKind::SecureOnPlainPort => {
            format!("HTTPPort is {port} while IfSSL is true: the secure transfer goes to the plain port")
        }
        ClashKind::MaybeSecureOnPlainPort => {
            "HTTPPort falls back to 80 on a page with the default port, also when IfSSL is on: on an https page that is the wrong port".to_owned()
        }
        ClashKind::PlainOnSecurePort if clash.ssl_write.is_some() => {
            format!("HTTPPort is {port} while IfSSL is false: the plain transfer goes to the TLS port")
        }
        ClashKind::PlainOnSecurePort => {
            format!("HTTPPort is {port} but IfSSL is never turned on: the plain transfer goes to the TLS port")
        }
        ClashKind::Misspelt => format!("HTTPPort is {port} while IfSSL is true: did you mean {DEFAULT_TLS_PORT}?"),
    };
    let mut finding = RULE.finding(context.span(clash.port_write), message);
    finding.severity = clash.severity;
    finding.help = Some(match clash.kind {
        ClashKind::PlainOnSecurePort => "turn IfSSL on for a TLS server, or use the server's plain port".to_owned(),
        _ => format!("use the server's TLS port, {DEFAULT_TLS_PORT} by default"),
    });
    if let Some(ssl) = clash.ssl_write {
        finding.related.push(Label { span: context.span(ssl), message: "IfSSL is set here".to_owned() });
    }
    finding.fixes.extend(fix(context, clash));
    finding
}

fn fix(context: &Context<'_>, clash: &Clash) -> Option<Fix> {
    let value = context.written(clash.port_write)?;
    let replace = |span: Span, text: &str| Edit { span, text: text.to_owned() };
    let (title, edits) = match clash.kind {
        ClashKind::PlainOnSecurePort => {
            let switch = context.written(clash.ssl_write?)?;
            matches!(context.model.facts.kind(switch), ExprKind::Bool(false)).then_some(())?;
            ("Turn IfSSL on".to_owned(), vec![replace(context.span(switch), "true")])
        }
        _ if matches!(context.model.facts.kind(value), ExprKind::Number(_)) => {
            let port = DEFAULT_TLS_PORT.to_string();
            (format!("Use port {port}"), vec![replace(context.span(value), &port)])
        }
        _ => {
            let switch = context.written(clash.ssl_write?)?;
            let (switch, value) = (context.span(switch), context.span(value));
            if switch.contains(value) || value.contains(switch) {
                return None;
            }
            let port =
                format!("location.port || (location.protocol === 'https:' ? {DEFAULT_TLS_PORT} : {DEFAULT_HTTP_PORT})");
            let mut edits = vec![replace(switch, "location.protocol === 'https:'"), replace(value, &port)];
            edits.sort_by_key(|edit| edit.span);
            ("Follow the page's own scheme and port".to_owned(), edits)
        }
    };
    let changes = edits.iter().any(|edit| edit.text != context.text(edit.span));
    changes.then_some(Fix { title, safety: Safety::Unsafe, edits })
}
