//! What the editor shows under the mouse.

use tower_lsp::ls_types::{Hover, HoverContents, Position};

use super::markup::markup;
use super::view::View;
use crate::assist::{self, Thing};

/// What is known of the thing at the position; `None` for all that is not ours to explain.
pub fn hover(view: &View, position: Position) -> Option<Hover> {
    let places = view.places();
    let settings = view.settings().settings;
    let index = view.index(&settings);
    let (span, thing) = index.thing_at(places.text, places.offset(position))?;
    let elsewhere = match thing {
        Thing::Container(id) if index.element_ids.iter().all(|(known, _)| known != id) => container(id, view),
        _ => None,
    };
    let markdown = elsewhere.unwrap_or_else(|| assist::explain(thing, &index, settings.release()));
    let content = markup(markdown, &view.setup.client.hover_format);
    Some(Hover { contents: HoverContents::Markup(content), range: Some(places.range(span)) })
}

/// What is told of an element in a page that the document runs in.
fn container(id: &str, view: &View) -> Option<String> {
    let (_, page) = view.ids_of_pages().into_iter().find(|(known, _)| known == id)?;
    Some(assist::container(id, Some(&format!("`{page}`"))))
}
