use std::path::{Path, PathBuf};

use tower_lsp::ls_types::{DocumentLink, Uri};

use super::view::View;
use crate::assist::Goal;
use crate::program::paths;

/// What places of the document lead to: pages about rules and error codes, scripts of the page, the folder of the SDK.
pub fn document_links(view: &View) -> Option<Vec<DocumentLink>> {
    let places = view.places();
    let index = view.index(&view.settings().settings);
    let link = |(span, goal): (_, Goal)| {
        let (target, tooltip) = target(&goal, view)?;
        Some(DocumentLink { range: places.range(span), target: Some(target), tooltip, data: None })
    };
    Some(index.links(places.text).into_iter().filter_map(link).collect())
}

fn target(goal: &Goal, view: &View) -> Option<(Uri, Option<String>)> {
    match goal {
        Goal::Page { address, title } => Some((address.parse().ok()?, Some(title.clone()))),
        Goal::Script(address) => Some((script(address, view)?, None)),
        Goal::Folder(address) => Some((Uri::from_file_path(folder(address, view.snapshot.file.as_deref()?)?)?, None)),
    }
}

/// A script on another host, or one that is on disk.
fn script(address: &str, view: &View) -> Option<Uri> {
    if let Some(rest) = address.strip_prefix("//") {
        return format!("https://{rest}").parse().ok();
    }
    if address.starts_with("https://") || address.starts_with("http://") {
        return address.parse().ok();
    }
    let open = &view.surroundings.open;
    let is_file = |path: &Path| open.contains_key(path) || path.is_file();
    Uri::from_file_path(paths::script(view.snapshot.file.as_deref()?, address, &is_file)?)
}

/// A folder beside the file, or below the root of the site.
fn folder(address: &str, file: &Path) -> Option<PathBuf> {
    paths::script(file, address.trim_end_matches('/'), &|path| path.is_dir())
}
