//! The address of a whole-URL transfer against its own port, and against `IfSSL`: the second half of `http-port-ssl-mismatch`.

use crate::flow::{Operation, PropertyState, Sample};
use crate::report::{Finding, Severity};
use crate::sdk::semantics::{DEFAULT_HTTP_PORT, DEFAULT_TLS_PORT};

use super::Context;
use super::http_port_ssl_mismatch::RULE;

/// What is wrong with an address on one path.
struct Contradiction {
    severity: Severity,
    message: String,
}

pub fn check(context: &Context<'_>, operation: &Operation, position: usize, findings: &mut Vec<Finding>) {
    let Some(&argument) = context.arguments(operation).get(position) else { return };
    let contradictions = operation.samples.iter().filter_map(|sample| judge(context, operation, sample, position));
    if let Some(worst) = contradictions.max_by_key(|contradiction| contradiction.severity) {
        let mut finding = RULE.finding(context.span(argument), worst.message);
        finding.severity = worst.severity;
        finding.help = Some("let the scheme, the port and IfSSL of the address agree".to_owned());
        findings.push(finding);
    }
}

fn judge(context: &Context<'_>, operation: &Operation, sample: &Sample, position: usize) -> Option<Contradiction> {
    let address = sample.values.get(position)?;
    let prefix = address.prefix()?.to_ascii_lowercase();
    let is_secure = match prefix.split_once("://")?.0 {
        "https" => true,
        "http" => false,
        _ => return None,
    };
    let wrong_port = if is_secure { DEFAULT_HTTP_PORT } else { DEFAULT_TLS_PORT };
    let scheme = if is_secure { "https" } else { "http" };
    let has_wrong_port =
        port(address.constant().as_deref().or(Some(&prefix))).or_else(|| port_at_end(address.suffix()?));
    if has_wrong_port == Some(wrong_port) {
        let falls_back =
            context.flow.symbols.global("location.port").is_some_and(|port| sample.state.assumed(port) == Some(false));
        let severity = if falls_back { Severity::Warning } else { Severity::Error };
        return Some(Contradiction {
            severity,
            message: format!(
                "the address is {scheme} on port {wrong_port}: the server answers in the other protocol there"
            ),
        });
    }
    let name = context.model.facts.names.find("IfSSL")?;
    let PropertyState::Set(switch) = sample.state.instance(operation.instance)?.property(name) else { return None };
    let is_on = context.truth(&switch.value, &sample.state)?;
    (is_on != is_secure).then(|| Contradiction {
        severity: Severity::Info,
        message: format!("the address is {scheme} while IfSSL is {is_on}: make clear which of the two is meant"),
    })
}

/// The port in an address such as `https://host:80/path`.
fn port(address: Option<&str>) -> Option<u16> {
    let host = address?.split_once("://")?.1.split(['/', '?', '#']).next()?;
    host.rsplit_once(':')?.1.parse().ok()
}

/// The port in the known end of an address: `:80/path`.
fn port_at_end(suffix: &str) -> Option<u16> {
    let (_, rest) = suffix.split_once(':')?;
    rest.split(['/', '?', '#']).next()?.parse().ok()
}
