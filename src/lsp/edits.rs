//! Edits as the client takes them.

use std::collections::HashMap;

use tower_lsp::ls_types::{
    DocumentChanges, OneOf, OptionalVersionedTextDocumentIdentifier, TextDocumentEdit, TextEdit, WorkspaceEdit,
};

use super::view::View;
use crate::report::Edit;

/// Changes of the document in view. With the version, where the client knows of versions: an edit that comes too late is
/// refused, and not applied to another text.
pub fn workspace_edit<'a>(view: &View, edits: impl IntoIterator<Item = &'a Edit>) -> WorkspaceEdit {
    let places = view.places();
    let edits = edits.into_iter().map(|edit| TextEdit::new(places.range(edit.span), edit.text.clone()));
    if !view.setup.client.versions_edits {
        let changes = HashMap::from([(view.uri.clone(), edits.collect())]);
        return WorkspaceEdit { changes: Some(changes), ..WorkspaceEdit::default() };
    }
    let document = TextDocumentEdit {
        text_document: OptionalVersionedTextDocumentIdentifier::new(view.uri.clone(), view.snapshot.version),
        edits: edits.map(OneOf::Left).collect(),
    };
    WorkspaceEdit { document_changes: Some(DocumentChanges::Edits(vec![document])), ..WorkspaceEdit::default() }
}
