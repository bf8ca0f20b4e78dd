use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::rules::{RULES, Rule};

use super::Failure;
use super::args::ListFormat;
use super::terminal::Terminal;

/// Lists every rule.
///
/// # Errors
/// When the output cannot be written.
pub fn run(format: ListFormat, terminal: &Terminal) -> Result<u8, Failure> {
    let text = match format {
        ListFormat::Text => table(RULES),
        ListFormat::Json => format!("{:#}\n", RULES.iter().map(|rule| object(rule)).collect::<Value>()),
    };
    terminal.print(&text)?;
    Ok(0)
}

/// A line a rule: id, category, severity, default, fix, sentence, and what it prevents.
fn table(rules: &[&Rule]) -> String {
    let ids = rules.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let categories = rules.iter().map(|rule| rule.category.name().len()).max().unwrap_or(0);
    let mut out = String::new();
    for rule in rules {
        let _ = write!(
            out,
            "{:ids$}  {:categories$}  {:7}  {:3}  {:6}  {}",
            rule.id,
            rule.category.name(),
            rule.severity,
            if rule.recommended { "on" } else { "off" },
            rule.fix.name(),
            rule.summary,
        );
        if !rule.codes.is_empty() {
            let codes: Vec<String> = rule.codes.iter().map(i32::to_string).collect();
            let _ = write!(out, " ({})", codes.join(", "));
        }
        if !rule.versions.is_empty() {
            let _ = write!(out, " [SDK {}]", rule.versions);
        }
        out.push('\n');
    }
    out
}

/// A rule as data.
pub fn object(rule: &Rule) -> Value {
    json!({
        "id": rule.id,
        "category": rule.category.name(),
        "severity": rule.severity.name(),
        "default": rule.recommended,
        "confidence": rule.confidence.name(),
        "fix": rule.fix.name(),
        "codes": rule.codes,
        "sdkVersions": rule.versions,
        "summary": rule.summary,
        "url": rule.url(),
    })
}
