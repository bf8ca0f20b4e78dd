use crate::flow::{Operation, OperationKind, PropertyState, Sample};
use crate::report::{Finding, Fix, Label, Safety, Severity};
use crate::sdk::semantics::{DEFAULT_HTTP_PORT, DEFAULT_TLS_PORT};

use super::{Category, Check, Confidence, Context, FixKind, Rule};

pub static RULE: Rule = Rule {
    id: "ssl-without-port",
    category: Category::Network,
    severity: Severity::Warning,
    recommended: true,
    confidence: Confidence::Medium,
    fix: FixKind::Unsafe,
    codes: &[-2003, -2001, -2301],
    versions: "",
    summary: "IfSSL is turned on but no HTTPPort is ever assigned, so the secure transfer goes to port 80",
    options: &[],
    page: include_str!("ssl_without_port.md"),
    check: Check::Operation(check),
};

fn check(context: &Context<'_>, operation: &Operation, findings: &mut Vec<Finding>) {
    if operation.kind != OperationKind::Write || context.member_name(operation) != "IfSSL" {
        return;
    }
    let can_be_true =
        |sample: &Sample| sample.values.first().is_some_and(|value| context.truth(value, &sample.state) != Some(false));
    let is_absent = context.program.is_understood() && !context.program.may_assign(operation.instance, "HTTPPort");
    if !is_absent || !operation.samples.iter().any(can_be_true) {
        return;
    }
    if let Some(transfer) = secure_transfer(context, operation) {
        findings.push(report(context, operation, transfer));
    }
}

/// A transfer to a bare host that this write may reach.
fn secure_transfer<'a>(context: &Context<'a>, write: &Operation) -> Option<&'a Operation> {
    let name = write.name;
    let may_be_secure =
        |sample: &Sample| match sample.state.instance(write.instance).map(|instance| instance.property(name)) {
            Some(PropertyState::Set(set)) => context.truth(&set.value, &sample.state) != Some(false),
            _ => true,
        };
    context.flow.operations.iter().find(|operation| {
        operation.instance == write.instance
            && operation.kind == OperationKind::Call
            && context.meaning(operation).is_some_and(|meaning| meaning.host.is_some())
            && operation.samples.iter().any(may_be_secure)
    })
}

fn report(context: &Context<'_>, operation: &Operation, transfer: &Operation) -> Finding {
    let receiver = context.receiver(operation);
    let message = format!(
        "`{receiver}.IfSSL` is turned on but `HTTPPort` is never assigned: `{}` goes to port {DEFAULT_HTTP_PORT}, where no TLS server answers (-2003)",
        context.member_name(transfer)
    );
    let mut finding = RULE.finding(context.span(operation.expr), message);
    if !context.program.is_whole(operation.instance) {
        finding.severity = Severity::Info;
    }
    finding.help = Some(format!("set HTTPPort to the server's TLS port, {DEFAULT_TLS_PORT} by default"));
    finding
        .related
        .push(Label { span: context.member_span(transfer), message: "the transfer that uses them".to_owned() });
    let code = format!("{receiver}.HTTPPort = {DEFAULT_TLS_PORT};");
    finding.fixes.extend(context.insert_after(context.span(operation.expr), &code).map(|edit| Fix {
        title: format!("Set HTTPPort to {DEFAULT_TLS_PORT}"),
        safety: Safety::Unsafe,
        edits: vec![edit],
    }));
    finding
}
