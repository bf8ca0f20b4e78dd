//! `--changed-since`: what git says of the files that a branch changes, with all that is not committed yet.

use std::collections::HashSet;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use super::Failure;
use super::inputs::Place;
use super::paths::WorkingFolder;

/// The files of a repository that differ from where a branch began.
#[derive(Debug)]
pub struct Changed {
    /// Absolute, as are the files.
    root: PathBuf,
    files: HashSet<PathBuf>,
}

impl Changed {
    /// Those that differ from the commit at which `HEAD` and `reference` parted: committed, staged, changed in the working
    /// tree, or new and not ignored. A file that was renamed counts under its new name.
    ///
    /// # Errors
    /// When git is not there, there is no repository, or it does not know the reference.
    pub fn since(reference: &str, folder: &WorkingFolder) -> Result<Self, Failure> {
        let here = folder.absolute(Path::new(""));
        let up = text(&git(&here, &["rev-parse", "--show-cdup"])?);
        let root = folder.absolute(Path::new(&up));
        let base = merge_base(&here, reference)?;
        let diff = ["diff", "--name-only", "--find-renames", "--diff-filter=d", "--no-ext-diff", "--no-relative", "-z"];
        let changed = git(&root, &[&diff[..], &[&base, "--"]].concat())?;
        let new = git(&root, &["ls-files", "--others", "--exclude-standard", "-z"])?;
        let names = [changed, new].concat();
        let names = names.split(|&byte| byte == 0).filter(|name| !name.is_empty());
        let files = names.map(|name| root.join(path_of(name))).collect();
        Ok(Self { root, files })
    }

    /// Whether an input has changed. What is outside of the repository, and standard input, cannot be told and has.
    pub fn has(&self, place: &Place) -> bool {
        match place {
            Place::File(path) => !path.starts_with(&self.root) || self.files.contains(path),
            Place::Stdin(_) => true,
        }
    }
}

fn merge_base(folder: &Path, reference: &str) -> Result<String, Failure> {
    if reference.is_empty() || reference.starts_with('-') {
        return Err(format!("--changed-since: `{reference}` is not the name of a commit"));
    }
    let output = run(folder, &["merge-base", reference, "HEAD"])?;
    match output.status.code() {
        Some(0) => Ok(text(&output.stdout)),
        Some(1) => Err(format!(
            "--changed-since: git knows no commit that `{reference}` and HEAD have in common: \
             fetch more of the history (in CI, a full clone)"
        )),
        _ => Err(format!("--changed-since: {}: is `{reference}` fetched?", complaint(&output))),
    }
}

/// What git prints.
fn git(folder: &Path, arguments: &[&str]) -> Result<Vec<u8>, Failure> {
    let output = run(folder, arguments)?;
    if output.status.success() { Ok(output.stdout) } else { Err(format!("--changed-since: {}", complaint(&output))) }
}

fn run(folder: &Path, arguments: &[&str]) -> Result<Output, Failure> {
    // To look at a repository must not write to it.
    let started = Command::new("git").current_dir(folder).env("GIT_OPTIONAL_LOCKS", "0").args(arguments).output();
    started.map_err(|error| format!("--changed-since needs git, which cannot be started: {error}"))
}

fn text(output: &[u8]) -> String {
    String::from_utf8_lossy(output).trim_end_matches(['\n', '\r']).to_owned()
}

/// The first line of what git says is wrong.
fn complaint(output: &Output) -> String {
    let stderr = String::from_utf8_lossy(&output.stderr);
    let line = stderr.lines().next().unwrap_or("git failed");
    line.trim_start_matches("fatal: ").to_owned()
}

#[cfg(unix)]
fn path_of(name: &[u8]) -> &Path {
    use std::os::unix::ffi::OsStrExt as _;
    Path::new(std::ffi::OsStr::from_bytes(name))
}

#[cfg(not(unix))]
fn path_of(name: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(name).into_owned())
}
