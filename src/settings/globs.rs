use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use std::path::{Path, PathBuf};

/// Patterns of one configuration file, relative to its folder. One without a slash matches at any depth, and one that
/// matches a folder takes everything in it.
#[derive(Clone, Debug)]
pub(super) struct Globs {
    base: PathBuf,
    set: GlobSet,
}

impl Globs {
    /// # Errors
    /// With the index of the first pattern that is none, and why.
    pub fn new<'a>(base: &Path, patterns: impl IntoIterator<Item = &'a str>) -> Result<Self, (usize, String)> {
        let mut builder = GlobSetBuilder::new();
        for (index, pattern) in patterns.into_iter().enumerate() {
            let anchored = anchored(pattern);
            let glob = GlobBuilder::new(&anchored).literal_separator(true).empty_alternates(true).build();
            builder.add(glob.map_err(|error| (index, error.kind().to_string()))?);
        }
        let set = builder.build().map_err(|error| (0, error.to_string()))?;
        Ok(Self { base: base.to_owned(), set })
    }

    /// Whether the file, or a folder that it is in, matches. Both paths absolute.
    pub fn take(&self, path: &Path) -> bool {
        let Ok(relative) = path.strip_prefix(&self.base) else { return false };
        relative.ancestors().filter(|part| !part.as_os_str().is_empty()).any(|part| self.set.is_match(part))
    }
}

fn anchored(pattern: &str) -> String {
    let pattern = pattern.strip_prefix("./").unwrap_or(pattern);
    let trimmed = pattern.strip_suffix('/').unwrap_or(pattern);
    match trimmed.strip_prefix('/') {
        Some(rooted) => rooted.to_owned(),
        None if trimmed.contains('/') => trimmed.to_owned(),
        None => format!("**/{trimmed}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn takes(pattern: &str, path: &str) -> bool {
        Globs::new(Path::new("/app"), [pattern]).expect("a pattern").take(Path::new(path))
    }

    #[test]
    fn patterns_are_relative_to_the_configuration() {
        assert!(takes("src/**/*.js", "/app/src/a/b.js") && takes("src/*.js", "/app/src/b.js"));
        assert!(!takes("src/*.js", "/app/src/a/b.js") && !takes("src/*.js", "/other/src/b.js"));
        assert!(takes("./src/*.js", "/app/src/b.js") && takes("/a.js", "/app/a.js") && !takes("/a.js", "/app/b/a.js"));
    }

    #[test]
    fn a_bare_name_matches_anywhere_and_a_folder_takes_its_files() {
        assert!(takes("*.gen.js", "/app/x/y/a.gen.js") && takes("vendor", "/app/x/vendor/a/b.js"));
        assert!(takes("lib/old/", "/app/lib/old/a.js") && !takes("lib/old", "/app/lib/older/a.js"));
    }

    #[test]
    fn what_is_no_pattern_is_named() {
        let error = Globs::new(Path::new("/app"), ["ok", "[a"]).expect_err("no pattern");
        assert_eq!(error.0, 1);
    }
}
