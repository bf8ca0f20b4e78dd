//! The command that shows the page of a rule in the user's browser.

use serde_json::{Value, json};
use tower_lsp::Client;
use tower_lsp::ls_types::{Command, ShowDocumentParams};

use super::runtime;
use crate::rules::{self, Rule};

pub const SHOW_DOCUMENTATION: &str = "dwt-lint.showDocumentation";

pub fn command(rule: &Rule) -> Command {
    let title = format!("Show the documentation of {}", rule.id);
    Command::new(title, SHOW_DOCUMENTATION.to_owned(), Some(vec![json!(rule.id)]))
}

/// Asks the client to open the page, from a task of its own; does nothing for a rule that there is not.
pub fn show(client: Client, arguments: &[Value]) {
    let rule = arguments.first().and_then(Value::as_str).and_then(rules::find);
    let Some(uri) = rule.and_then(|rule| rule.url().parse().ok()) else { return };
    let page = ShowDocumentParams { uri, external: Some(true), take_focus: Some(true), selection: None };
    runtime::spawn(async move { client.show_document(page).await });
}
