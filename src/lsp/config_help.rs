//! Help in an open configuration file.

use tower_lsp::ls_types::{CompletionResponse, Hover, HoverContents, Position};

use super::completion::items;
use super::documents::Snapshot;
use super::markup::markup;
use super::session::Setup;
use crate::assist::Configuration;
use crate::sdk::api::Release;

pub fn hover(snapshot: &Snapshot, setup: &Setup, position: Position) -> Option<Hover> {
    let places = snapshot.places(setup.client.encoding);
    let (span, told) = configuration(snapshot).explain(places.offset(position))?;
    let content = markup(told, &setup.client.hover_format);
    Some(Hover { contents: HoverContents::Markup(content), range: Some(places.range(span)) })
}

pub fn completion(snapshot: &Snapshot, setup: &Setup, position: Position) -> Option<CompletionResponse> {
    let places = snapshot.places(setup.client.encoding);
    let (span, proposals) = configuration(snapshot).proposals(places.offset(position))?;
    Some(items(proposals, Release::newest(), places.range(span), &setup.client))
}

fn configuration(snapshot: &Snapshot) -> Configuration<'_> {
    Configuration { text: &snapshot.source.text, is_package: snapshot.source.path.ends_with("package.json") }
}
