//! Ways between what belongs together in markup and code, in the document and in the files that it runs with. What is
//! in one language is left to the server of that language.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use tower_lsp::ls_types::{Location, Position, Range};

use super::documents::Snapshot;
use super::view::View;
use crate::assist::{Handler, Index, Tie};
use crate::text::Span;

/// So many files of a program are looked through.
const MAX_FILES: usize = 100;

/// The element of an id, the function of a handler attribute, the handler of an event.
pub fn definition(view: &View, position: Position) -> Option<Vec<Location>> {
    let files = Files::of(view);
    let tie = files.tie_at(view, position)?;
    let found = match &tie {
        Tie::Event { handler: Some(Handler::Here(span)), .. } => vec![files.own.location(*span, view)],
        _ => files.each(view, |file| file.index.definitions(&tie)),
    };
    (!found.is_empty()).then_some(found)
}

/// Where code names an element, markup calls a function, an event is spoken of.
pub fn references(view: &View, position: Position, with_definitions: bool) -> Option<Vec<Location>> {
    let files = Files::of(view);
    let tie = files.tie_at(view, position)?;
    let found = files.each(view, |file| {
        let definitions = if with_definitions { file.index.definitions(&tie) } else { Vec::new() };
        file.index.uses(&file.snapshot.source.text, &tie).into_iter().chain(definitions).collect()
    });
    (!found.is_empty()).then_some(found)
}

/// The document and the files that it runs with.
struct Files {
    own: File,
    others: Vec<PathBuf>,
}

struct File {
    snapshot: Arc<Snapshot>,
    index: Arc<Index>,
}

impl Files {
    fn of(view: &View) -> Self {
        let own = File { snapshot: view.snapshot.clone(), index: view.full_index() };
        Self { own, others: view.program().into_iter().take(MAX_FILES).collect() }
    }

    fn tie_at(&self, view: &View, position: Position) -> Option<Tie> {
        let places = view.places();
        self.own.index.tie_at(places.text, places.offset(position)).map(|(_, tie)| tie)
    }

    /// The places in each file, its own first.
    fn each(&self, view: &View, find: impl Fn(&File) -> Vec<Span>) -> Vec<Location> {
        let locations = |file: &File| find(file).into_iter().map(|span| file.location(span, view)).collect::<Vec<_>>();
        let mut found = locations(&self.own);
        for path in &self.others {
            if let Some(file) = File::read(path, view) {
                found.extend(locations(&file));
            }
        }
        found
    }
}

impl File {
    fn read(path: &Path, view: &View) -> Option<Self> {
        let snapshot = view.other(path)?;
        let names = &view.settings().settings.instance_names;
        let company = view.surroundings.programs.company(Some(path));
        let index = Arc::new(Index::of_any(&snapshot.source, names, &company.outside));
        Some(Self { snapshot, index })
    }

    fn location(&self, span: Span, view: &View) -> Location {
        let range: Range = self.snapshot.places(view.setup.client.encoding).range(span);
        Location::new(self.snapshot.uri.clone(), range)
    }
}
