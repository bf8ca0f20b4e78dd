use tower_lsp::ls_types::{InlayHint, InlayHintLabel, Range};

use super::view::View;
use crate::assist::Hint;

/// What the numbers in a part of the document stand for; nothing is looked at when the user has turned it off.
pub fn inlay_hints(view: &View, range: Range) -> Option<Vec<InlayHint>> {
    let kinds = view.setup.options.hints;
    if !kinds.codes && !kinds.enums {
        return None;
    }
    let places = view.places();
    let index = view.index(&view.settings().settings);
    let hint = |hint: Hint| InlayHint {
        position: places.position(hint.offset),
        label: InlayHintLabel::String(hint.text),
        kind: None,
        text_edits: None,
        tooltip: None,
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    let hints = index.hints(places.text, places.span(range), kinds);
    Some(hints.into_iter().map(hint).collect())
}
