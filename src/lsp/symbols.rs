use tower_lsp::ls_types::{DocumentSymbol, DocumentSymbolResponse, Location, SymbolInformation, SymbolKind};

use super::view::View;
use crate::assist::{Landmark, LandmarkKind};

/// The outline: what the document sets up with the SDK. Nothing for a document that does not use it.
pub fn document_symbols(view: &View) -> Option<DocumentSymbolResponse> {
    let index = view.index(&view.settings().settings);
    let landmarks = index.landmarks.iter();
    Some(if view.setup.client.nests_symbols {
        DocumentSymbolResponse::Nested(landmarks.map(|landmark| symbol(landmark, view)).collect())
    } else {
        DocumentSymbolResponse::Flat(landmarks.map(|landmark| flat_symbol(landmark, view)).collect())
    })
}

#[expect(deprecated, reason = "the type has a field of old that must be filled")]
fn symbol(landmark: &Landmark, view: &View) -> DocumentSymbol {
    let places = view.places();
    DocumentSymbol {
        name: landmark.name.to_string(),
        detail: Some(detail(landmark.kind).to_owned()),
        kind: kind(landmark.kind),
        tags: None,
        deprecated: None,
        range: places.range(landmark.span.cover(landmark.selection)),
        selection_range: places.range(landmark.selection),
        children: None,
    }
}

#[expect(deprecated, reason = "the type has a field of old that must be filled")]
fn flat_symbol(landmark: &Landmark, view: &View) -> SymbolInformation {
    SymbolInformation {
        name: landmark.name.to_string(),
        kind: kind(landmark.kind),
        tags: None,
        deprecated: None,
        location: Location::new(view.uri.clone(), view.places().range(landmark.span)),
        container_name: Some(detail(landmark.kind).to_owned()),
    }
}

fn detail(kind: LandmarkKind) -> &'static str {
    match kind {
        LandmarkKind::Instance => "instance of WebTwain",
        LandmarkKind::Event => "event",
        LandmarkKind::Scan => "scan",
        LandmarkKind::Upload => "upload",
    }
}

fn kind(kind: LandmarkKind) -> SymbolKind {
    match kind {
        LandmarkKind::Instance => SymbolKind::OBJECT,
        LandmarkKind::Event => SymbolKind::EVENT,
        LandmarkKind::Scan | LandmarkKind::Upload => SymbolKind::METHOD,
    }
}
