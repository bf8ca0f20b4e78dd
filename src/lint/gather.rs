//! Finds the files that run together with given ones, by what they say of each other.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::program::{Alias, Node, paths};
use crate::sdk::{is_configuration, is_vendored, semantics};
use crate::settings::Settings;
use crate::syntax;
use crate::text::Source;

use super::Read;

/// A file that is named but was not given is read only up to this size: what people write is smaller.
const MAX_NAMED_BYTES: usize = 1024 * 1024;
/// And so many of them.
const MAX_NAMED_FILES: usize = 400;

/// The disk, or what an editor has of it.
pub trait Files: Sync {
    fn is_file(&self, path: &Path) -> bool;
    /// Reads a file if its text is wanted. `None` for one that is not, that cannot be read, or that is no code.
    fn read(&self, path: &Path, is_wanted: fn(&Source) -> bool) -> Option<Arc<Read>>;
    /// The prefixes that imports of a file may have.
    fn aliases(&self, path: &Path) -> Vec<Alias>;
}

/// A file of a program. Paths are absolute.
pub struct Member {
    pub path: PathBuf,
    pub read: Arc<Read>,
    pub settings: Settings,
}

/// Adds the files that the members name, and those that these name, as far as they may have to do with the SDK. Gives, for
/// each member, which of the others it names.
pub fn gather(members: &mut Vec<Member>, files: &dyn Files) -> Vec<Node> {
    let mut places: FxHashMap<PathBuf, Option<usize>> =
        members.iter().enumerate().map(|(at, member)| (member.path.clone(), Some(at))).collect();
    let mut nodes = Vec::new();
    let given = members.len();
    let mut at = 0;
    while at < members.len() {
        let named = Named::of(&members[at].path, &members[at].read, files);
        let settings = members[at].settings.clone();
        let mut place = |path: PathBuf| {
            *places.entry(path.clone()).or_insert_with(|| {
                let room = members.len() - given < MAX_NAMED_FILES;
                let read = room.then(|| files.read(&path, may_matter)).flatten()?;
                members.push(Member { path, read, settings: settings.clone() });
                Some(members.len() - 1)
            })
        };
        let modules = named.modules.into_iter().filter_map(|(name, path)| Some((name, place(path)?))).collect();
        let scripts = named.scripts.into_iter().filter_map(place).collect();
        nodes.push(Node { modules, scripts, misses_file: named.misses_file });
        at += 1;
    }
    nodes
}

/// The files of its program that a file names, by their absolute paths. `from` is its own.
#[must_use]
pub fn named(from: &Path, read: &Read, files: &dyn Files) -> Vec<PathBuf> {
    let named = Named::of(from, read, files);
    named.modules.into_iter().map(|(_, path)| path).chain(named.scripts).collect()
}

/// The files that a file names.
struct Named {
    modules: Vec<(Box<str>, PathBuf)>,
    scripts: Vec<PathBuf>,
    misses_file: bool,
}

impl Named {
    fn of(from: &Path, read: &Read, files: &dyn Files) -> Self {
        let links = &read.links;
        let is_file = |path: &Path| files.is_file(path);
        let aliases = if links.modules.is_empty() { Vec::new() } else { files.aliases(from) };
        let module = |name: &str| Some((name.into(), paths::module(from, name, &aliases, &is_file)?));
        let misses_module = |name: &str| paths::module(from, name, &aliases, &is_file).is_none();
        let misses_script = |name: &str| paths::script(from, name, &is_file).is_none();
        Self {
            misses_file: links.local_modules().any(misses_module) || links.local_scripts().any(misses_script),
            modules: links.modules.iter().filter_map(|name| module(name)).collect(),
            scripts: links.scripts.iter().filter_map(|name| paths::script(from, name, &is_file)).collect(),
        }
    }
}

/// Whether a file that is named by one that uses the SDK may use it too, though perhaps under no name of the SDK's, or pass
/// on what others have of it.
#[must_use]
pub fn may_matter(source: &Source) -> bool {
    let text = &source.text;
    text.len() <= MAX_NAMED_BYTES
        && (!is_vendored(&source.path, text) || is_configuration(&source.path))
        && (syntax::mentions_sdk(text) || semantics::names_a_member(text) || passes_on(text))
}

/// Whether it looks like a module that gives out what others export.
fn passes_on(text: &str) -> bool {
    text.contains("export * from") || (text.contains("export {") && text.contains("} from"))
}
