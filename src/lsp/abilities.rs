use tower_lsp::ls_types::{ClientCapabilities, CompletionItemTag, DiagnosticTag, MarkupKind};

use super::convert::choose_encoding;
use crate::text::Encoding;

/// What the client can do, as far as it changes what we send.
#[derive(Clone, Debug)]
pub struct Abilities {
    pub encoding: Encoding,
    pub hover_format: MarkupKind,
    pub completion_format: MarkupKind,
    pub signature_format: MarkupKind,
    /// Takes a parameter as a place in the signature's text.
    pub takes_label_offsets: bool,
    pub strikes_deprecated_items: bool,
    pub takes_snippets: bool,
    /// Shows an outline of symbols with two ranges.
    pub nests_symbols: bool,
    pub shows_related: bool,
    pub strikes_deprecated: bool,
    /// Takes code actions with edits in them, and not commands alone.
    pub takes_code_actions: bool,
    /// Takes edits of a certain version of a document.
    pub versions_edits: bool,
    /// Asks for inlay hints anew when told to.
    pub redraws_hints: bool,
    /// Asks for diagnostics, also anew when told to; another is sent them. Never both.
    pub pulls_diagnostics: bool,
    /// Shows a web page when asked.
    pub shows_pages: bool,
    /// Answers `workspace/configuration`.
    pub answers_settings: bool,
    /// Must be asked to tell of changed settings.
    pub registers_settings: bool,
    /// Tells of changed files when asked.
    pub watches_files: bool,
}

impl Default for Abilities {
    fn default() -> Self {
        Self::of(&ClientCapabilities::default())
    }
}

impl Abilities {
    pub fn of(client: &ClientCapabilities) -> Self {
        let general = client.general.as_ref();
        let workspace = client.workspace.as_ref();
        let document = client.text_document.as_ref();
        let window = client.window.as_ref();
        let diagnostics = document.and_then(|document| document.publish_diagnostics.as_ref());
        let pulled = document.and_then(|document| document.diagnostic.as_ref());
        let offered = general.and_then(|general| general.position_encodings.as_deref());
        let formats =
            document.and_then(|document| document.hover.as_ref()).and_then(|hover| hover.content_format.as_deref());
        let item = document
            .and_then(|document| document.completion.as_ref())
            .and_then(|completion| completion.completion_item.as_ref());
        let item_formats = item.and_then(|item| item.documentation_format.as_deref());
        let signature = document
            .and_then(|document| document.signature_help.as_ref())
            .and_then(|help| help.signature_information.as_ref());
        let signature_formats = signature.and_then(|signature| signature.documentation_format.as_deref());
        let item_tags = item.and_then(|item| item.tag_support.as_ref());
        let tags = diagnostics.and_then(|diagnostics| diagnostics.tag_support.as_ref());
        let changes = workspace.and_then(|workspace| workspace.did_change_configuration);
        let watches = workspace.and_then(|workspace| workspace.did_change_watched_files);
        Self {
            encoding: choose_encoding(offered.unwrap_or_default()),
            hover_format: preferred(formats),
            completion_format: preferred(item_formats),
            signature_format: preferred(signature_formats),
            takes_label_offsets: signature
                .and_then(|signature| signature.parameter_information.as_ref())
                .and_then(|parameter| parameter.label_offset_support)
                .unwrap_or(false),
            strikes_deprecated_items: item_tags
                .is_some_and(|tags| tags.value_set.contains(&CompletionItemTag::DEPRECATED)),
            takes_snippets: item.and_then(|item| item.snippet_support).unwrap_or(false),
            nests_symbols: document
                .and_then(|document| document.document_symbol.as_ref())
                .and_then(|symbols| symbols.hierarchical_document_symbol_support)
                .unwrap_or(false),
            shows_related: diagnostics.and_then(|diagnostics| diagnostics.related_information).unwrap_or(false)
                || pulled.and_then(|pulled| pulled.related_information).unwrap_or(false),
            // What is in the set of a client that asks, the library does not tell.
            strikes_deprecated: tags.is_some_and(|tags| tags.value_set.contains(&DiagnosticTag::DEPRECATED))
                || pulled.is_some_and(|pulled| pulled.tag_support.is_some()),
            takes_code_actions: document
                .and_then(|document| document.code_action.as_ref())
                .is_some_and(|actions| actions.code_action_literal_support.is_some()),
            versions_edits: workspace
                .and_then(|workspace| workspace.workspace_edit.as_ref())
                .and_then(|edits| edits.document_changes)
                .unwrap_or(false),
            redraws_hints: workspace
                .and_then(|workspace| workspace.inlay_hint.as_ref())
                .and_then(|hints| hints.refresh_support)
                .unwrap_or(false),
            pulls_diagnostics: pulled.is_some()
                && workspace
                    .and_then(|workspace| workspace.diagnostics.as_ref())
                    .and_then(|diagnostics| diagnostics.refresh_support)
                    .unwrap_or(false),
            shows_pages: window.and_then(|window| window.show_document.as_ref()).is_some_and(|shows| shows.support),
            answers_settings: workspace.and_then(|workspace| workspace.configuration).unwrap_or(false),
            registers_settings: changes.and_then(|changes| changes.dynamic_registration).unwrap_or(false),
            watches_files: watches.and_then(|watches| watches.dynamic_registration).unwrap_or(false),
        }
    }
}

/// The first of the formats that the client names.
fn preferred(formats: Option<&[MarkupKind]>) -> MarkupKind {
    formats.and_then(|formats| formats.first().cloned()).unwrap_or(MarkupKind::PlainText)
}
