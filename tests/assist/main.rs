//! What an editor may ask of a place in a text, without an editor.

mod completion;
mod half_typed;
mod hints;
mod places;
mod signature;
mod things;

use dwt_lint::assist::Index;
use dwt_lint::model::Outside;
use dwt_lint::text::{FileKind, Source};

/// A page when it begins with a tag, else a script.
fn source(text: &str) -> Source {
    let kind = if text.starts_with('<') { FileKind::Html } else { FileKind::JavaScript };
    Source::new("a", kind, text)
}

fn index(source: &Source) -> Index {
    Index::of(source, &[], &Outside::default())
}
