//! Why nothing is looked for in a document, for editors that tell it beside the document's language.

use serde::Deserialize;
use tower_lsp::ls_types::TextDocumentIdentifier;

use super::view::View;
use crate::lint::{may_concern, may_matter};
use crate::sdk::is_vendored;

/// What `dwtLint/idleReason` asks of.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IdleReasonParams {
    pub text_document: TextDocumentIdentifier,
}

/// `None` for a document that is linted.
pub fn idle_reason(view: &View) -> Option<String> {
    let source = &view.snapshot.source;
    let document = view.settings();
    if document.is_excluded {
        let file = document.configuration.map(|path| path.display().to_string());
        return Some(format!("excluded by {}", file.as_deref().unwrap_or("the configuration")));
    }
    if is_vendored(&source.path, &source.text) {
        return Some("a file of the SDK itself, or built code".to_owned());
    }
    let is_in_company = || may_matter(source) && !view.program().is_empty();
    let is_ours = may_concern(&source.text, &document.settings) || is_in_company();
    (!is_ours).then(|| "nothing in it speaks of the SDK".to_owned())
}
