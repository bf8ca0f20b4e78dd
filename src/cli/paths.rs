use std::path::{Component, Path, PathBuf};

/// The working directory, to which paths are relative that are shown.
#[derive(Clone, Debug)]
pub struct WorkingFolder(PathBuf);

impl WorkingFolder {
    /// # Errors
    /// When the working directory was removed, or may not be read.
    pub fn current() -> Result<Self, String> {
        std::env::current_dir().map(Self).map_err(|error| format!("the working directory cannot be used: {error}"))
    }

    /// Another folder to be the base of paths. It is absolute.
    #[must_use]
    pub fn at(folder: &Path) -> Self {
        Self(folder.to_owned())
    }

    /// The absolute path, without `.` and `..`.
    #[must_use]
    pub fn absolute(&self, path: &Path) -> PathBuf {
        let mut absolute = PathBuf::new();
        for component in self.0.join(path).components() {
            match component {
                Component::CurDir => {}
                Component::ParentDir => {
                    absolute.pop();
                }
                _ => absolute.push(component),
            }
        }
        absolute
    }

    /// As shown to the user: relative to the working directory where it can be, with `/`.
    #[must_use]
    pub fn shown(&self, absolute: &Path) -> String {
        let relative = self.relative(absolute);
        let shown = relative.as_deref().unwrap_or(absolute).to_string_lossy().into_owned();
        if cfg!(windows) { shown.replace('\\', "/") } else { shown }
    }

    /// The way from the root of the repository to the working directory, with `/` at its end; empty at the root, and where
    /// there is no repository.
    #[must_use]
    pub fn repository_prefix(&self) -> String {
        let root = self.0.ancestors().find(|folder| folder.join(".git").exists());
        let below = root.and_then(|root| self.0.strip_prefix(root).ok()).unwrap_or(Path::new(""));
        below.components().map(|part| format!("{}/", part.as_os_str().to_string_lossy())).collect()
    }

    fn relative(&self, absolute: &Path) -> Option<PathBuf> {
        let ours: Vec<Component<'_>> = self.0.components().collect();
        let theirs: Vec<Component<'_>> = absolute.components().collect();
        let shared = ours.iter().zip(&theirs).take_while(|(our, their)| our == their).count();
        let is_far = shared < ours.len() && theirs[..shared].iter().all(|part| !matches!(part, Component::Normal(_)));
        if is_far {
            return None;
        }
        let up = std::iter::repeat_n(Component::ParentDir, ours.len() - shared);
        let relative: PathBuf = up.chain(theirs[shared..].iter().copied()).collect();
        Some(if relative.as_os_str().is_empty() { PathBuf::from(".") } else { relative })
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn paths_are_shown_relative_to_the_working_directory() {
        let folder = WorkingFolder("/home/ann/app".into());
        let shown = |path: &str| folder.shown(&folder.absolute(Path::new(path)));
        assert_eq!(shown("./src/../a.js"), "a.js");
        assert_eq!(shown("/home/ann/app/b/c.js"), "b/c.js");
        assert_eq!(shown("../lib/d.js"), "../lib/d.js");
        assert_eq!(shown("/srv/e.js"), "/srv/e.js");
        assert_eq!(shown("."), ".");
    }
}
