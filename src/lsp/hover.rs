//! What the editor shows under the mouse.

use tower_lsp::ls_types::{Hover, HoverContents, Position};

use super::markup::markup;
use super::view::View;
use crate::assist;

/// What is known of the thing at the position; `None` for all that is not ours to explain.
pub fn hover(view: &View, position: Position) -> Option<Hover> {
    let places = view.places();
    let settings = view.settings().settings;
    let index = view.index(&settings);
    let (span, thing) = index.thing_at(places.text, places.offset(position))?;
    let markdown = assist::explain(thing, &index, settings.release());
    let content = markup(markdown, &view.setup.client.hover_format);
    Some(Hover { contents: HoverContents::Markup(content), range: Some(places.range(span)) })
}
