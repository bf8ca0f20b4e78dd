use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use ignore::DirEntry;

use crate::lint::Walk;
use crate::render::Problem;
use crate::sdk::is_vendored;
use crate::settings::Config;
use crate::text::FileKind;

use super::Failure;
use super::args::{CheckArgs, nearest_verb};
use super::changed::Changed;
use super::configure::Configurations;
use super::excluded::Exclusion;
use super::paths::WorkingFolder;

/// What stands for the path of standard input without a name.
pub const STDIN: &str = "<stdin>";

/// Something to lint.
#[derive(Clone, Debug)]
pub struct Input {
    /// As shown to the user, and by which inputs are sorted.
    pub shown: String,
    pub place: Place,
    pub config: Option<Arc<Config>>,
    /// Named by the user, not found in a folder: linted whatever it is.
    pub is_named: bool,
    /// Others are read for what these need of them.
    pub is_wanted: bool,
}

#[derive(Clone, Debug)]
pub enum Place {
    /// An absolute path.
    File(PathBuf),
    /// Standard input, and the absolute path that it was said to have.
    Stdin(Option<PathBuf>),
}

impl Place {
    pub fn path(&self) -> Option<&Path> {
        match self {
            Self::File(path) | Self::Stdin(Some(path)) => Some(path),
            Self::Stdin(None) => None,
        }
    }

    /// The path, or for what has no name one in the folder where the user stands.
    pub fn stand_in(&self, folder: &WorkingFolder) -> PathBuf {
        self.path().map_or_else(|| folder.absolute(Path::new("stdin")), Path::to_owned)
    }
}

/// What the paths of the command line came to.
#[derive(Debug, Default)]
pub struct Inputs {
    /// Sorted by path, each once.
    pub inputs: Vec<Input>,
    pub problems: Vec<Problem>,
    /// How many files in folders are by their name the SDK's own or built code.
    pub vendored: usize,
    /// How many named files are left out by `--force-exclude`.
    pub excluded: usize,
}

/// Finds everything to lint.
///
/// # Errors
/// When a configuration cannot be used, or git does not know what has changed.
pub fn find(args: &CheckArgs, folder: &WorkingFolder, configs: &mut Configurations) -> Result<Inputs, Failure> {
    let mut finder = Finder { args, folder, configs, found: BTreeMap::new(), problems: Vec::new(), vendored: 0 };
    for path in &args.paths {
        finder.add(path)?;
    }
    let excluded = if args.force_exclude { finder.exclude_named() } else { 0 };
    if let Some(reference) = &args.changed_since {
        let changed = Changed::since(reference, folder)?;
        finder.found.values_mut().for_each(|input| input.is_wanted = changed.has(&input.place));
    }
    let mut problems = finder.problems;
    problems.sort();
    problems.dedup();
    Ok(Inputs { inputs: finder.found.into_values().collect(), problems, vendored: finder.vendored, excluded })
}

struct Finder<'a> {
    args: &'a CheckArgs,
    folder: &'a WorkingFolder,
    configs: &'a mut Configurations,
    found: BTreeMap<String, Input>,
    problems: Vec<Problem>,
    vendored: usize,
}

impl Finder<'_> {
    fn add(&mut self, path: &Path) -> Result<(), Failure> {
        if path.as_os_str() == "-" {
            return self.add_stdin();
        }
        let absolute = self.folder.absolute(path);
        match std::fs::metadata(&absolute) {
            Ok(metadata) if metadata.is_dir() => self.add_folder(&absolute),
            Ok(_) => {
                let config = self.configs.of_file(&absolute)?;
                self.insert(Place::File(absolute), config, true);
                Ok(())
            }
            Err(error) => {
                let message = self.missing(path, &error);
                self.problem(&absolute, message);
                Ok(())
            }
        }
    }

    fn add_stdin(&mut self) -> Result<(), Failure> {
        let place = Place::Stdin(self.args.stdin_filename.as_deref().map(|path| self.folder.absolute(path)));
        let config = self.configs.of_file(&place.stand_in(self.folder))?;
        self.insert(place, config, true);
        Ok(())
    }

    fn missing(&self, path: &Path, error: &std::io::Error) -> String {
        if error.kind() != std::io::ErrorKind::NotFound {
            return format!("cannot be read: {error}");
        }
        let is_word = self.args.paths.first().is_some_and(|first| first == path) && path.extension().is_none();
        let verb = path.to_str().filter(|_| is_word).and_then(nearest_verb);
        let guess = verb.map_or_else(String::new, |verb| format!("; did you mean `dwt-lint {verb}`?"));
        format!("no such file or folder{guess}")
    }

    fn add_folder(&mut self, root: &Path) -> Result<(), Failure> {
        let mut entries: Vec<_> = walk(self.args).below(root, |_| true).collect();
        entries.sort_by(|one, other| path_of(one).cmp(&path_of(other)));
        for entry in entries {
            match entry {
                Ok(entry) => self.add_found(entry)?,
                Err(error) => {
                    let path = error_path(&error).unwrap_or(root).to_owned();
                    self.problem(&path, format!("cannot be read: {}", reason(&error)));
                }
            }
        }
        Ok(())
    }

    fn add_found(&mut self, entry: DirEntry) -> Result<(), Failure> {
        let path = entry.into_path();
        let name = path.to_string_lossy();
        if FileKind::of_path(&name).is_none() {
            return Ok(());
        }
        let config = self.configs.of_file(&path)?;
        if config.as_ref().is_some_and(|config| !config.includes(&path)) {
            return Ok(());
        }
        if is_vendored(&self.folder.shown(&path), "") {
            self.vendored += 1;
            return Ok(());
        }
        self.insert(Place::File(path), config, false);
        Ok(())
    }

    fn insert(&mut self, place: Place, config: Option<Arc<Config>>, is_named: bool) {
        let shown = place.path().map_or_else(|| STDIN.to_owned(), |path| self.folder.shown(path));
        let input = Input { shown, place, config, is_named, is_wanted: true };
        self.found.entry(input.shown.clone()).or_insert(input).is_named |= is_named;
    }

    /// Treats named files as if they were found in their folders. Gives how many of them would not be.
    fn exclude_named(&mut self) -> usize {
        let named = self.found.values().filter(|input| input.is_named);
        let named: Vec<PathBuf> = named.filter_map(|input| input.place.path().map(Path::to_owned)).collect();
        let exclusion = Exclusion::of(&named, self.folder, self.args);
        let before = self.found.len();
        self.found.retain(|_, input| {
            let is_kept = !input.is_named || !exclusion.takes(input);
            input.is_named = false;
            is_kept
        });
        before - self.found.len()
    }

    fn problem(&mut self, path: &Path, message: String) {
        self.problems.push(Problem { path: self.folder.shown(path), message });
    }
}

/// How the folders of the command line are searched.
pub fn walk(args: &CheckArgs) -> Walk {
    Walk { heeds_ignore_files: !args.no_ignore, threads: args.threads.map_or(0, usize::from) }
}

fn path_of(entry: &Result<DirEntry, ignore::Error>) -> Option<&Path> {
    entry.as_ref().ok().map(DirEntry::path)
}

fn error_path(error: &ignore::Error) -> Option<&Path> {
    match error {
        ignore::Error::WithPath { path, .. } => Some(path),
        ignore::Error::WithDepth { err, .. } | ignore::Error::WithLineNumber { err, .. } => error_path(err),
        ignore::Error::Loop { child, .. } => Some(child),
        _ => None,
    }
}

/// The error without the path that is said before it.
fn reason(error: &ignore::Error) -> String {
    error.io_error().map_or_else(|| error.to_string(), ToString::to_string)
}
