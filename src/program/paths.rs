//! Which file a name in code means. Names are resolved as bundlers and browsers do, by asking which files there are.

use std::path::{Component, Path, PathBuf};

/// The endings that an import may leave out, the likeliest first.
const ENDINGS: [&str; 9] = ["ts", "tsx", "js", "jsx", "mjs", "vue", "mts", "cjs", "svelte"];

/// A prefix of imports and the folders that it stands for: `@/` and `src/`. Absolute paths.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Alias {
    pub prefix: String,
    pub folders: Vec<PathBuf>,
}

/// The file that an import of the file `from` means. `None` for a package, and for what is not there.
#[must_use]
pub fn module(from: &Path, name: &str, aliases: &[Alias], is_file: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
    let name = name.split(['?', '#']).next().unwrap_or(name);
    if name.starts_with("./") || name.starts_with("../") || name == "." || name == ".." {
        return completed(&joined(from.parent()?, name), is_file);
    }
    aliases.iter().find_map(|alias| {
        let rest = name.strip_prefix(&alias.prefix)?;
        alias.folders.iter().find_map(|folder| completed(&joined(folder, rest), is_file))
    })
}

/// The file that the `src` of a `<script>` in the page `from` means. `None` for another host, and for what is not there.
#[must_use]
pub fn script(from: &Path, source: &str, is_file: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
    let source = source.trim().split(['?', '#']).next().unwrap_or_default();
    if source.is_empty() || source.starts_with("//") || source.contains(':') {
        return None;
    }
    let folder = from.parent()?;
    let Some(rooted) = source.strip_prefix("~/").or_else(|| source.strip_prefix('/')) else {
        return Some(joined(folder, source)).filter(|path| is_file(path));
    };
    // The root of the site is one of the folders around the page.
    folder.ancestors().map(|root| joined(root, rooted)).find(|path| is_file(path))
}

/// The path itself, with an ending, or the index of the folder.
fn completed(path: &Path, is_file: &dyn Fn(&Path) -> bool) -> Option<PathBuf> {
    if is_file(path) {
        return Some(path.to_owned());
    }
    let with_ending = |path: &Path, ending: &str| PathBuf::from(format!("{}.{ending}", path.display()));
    let in_source = |ending: &str| {
        // TypeScript writes the ending of what it is compiled to.
        let compiled =
            path.extension()?.to_str()?.strip_suffix("js").or(path.extension()?.to_str()?.strip_suffix("jsx"))?;
        let is_typescript = matches!(ending, "ts" | "tsx" | "mts");
        (is_typescript && (compiled.is_empty() || compiled == "m" || compiled == "c"))
            .then(|| path.with_extension(ending))
    };
    let candidates = ENDINGS.iter().map(|ending| with_ending(path, ending));
    let candidates = candidates.chain(ENDINGS.iter().filter_map(|ending| in_source(ending)));
    let index = path.join("index");
    let mut candidates = candidates.chain(ENDINGS.iter().map(|ending| with_ending(&index, ending)));
    candidates.find(|candidate| is_file(candidate))
}

/// Joins without asking the disk: `..` takes the last part away.
fn joined(folder: &Path, name: &str) -> PathBuf {
    let mut path = folder.to_owned();
    for part in Path::new(name).components() {
        match part {
            Component::ParentDir => {
                path.pop();
            }
            Component::CurDir | Component::RootDir | Component::Prefix(_) => {}
            Component::Normal(name) => path.push(name),
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_file(files: &'static [&str]) -> impl Fn(&Path) -> bool {
        move |path| files.iter().any(|file| Path::new(file) == path)
    }

    #[test]
    fn imports_are_completed() {
        let files = &["/p/src/a.ts", "/p/src/b/index.js", "/p/lib/c.vue", "/p/src/d.js", "/p/src/e.tsx"];
        let aliases = [Alias { prefix: "@/".to_owned(), folders: vec!["/p/src".into()] }];
        let from = Path::new("/p/src/main.js");
        for (name, file) in [
            ("./a", Some("/p/src/a.ts")),
            ("./a.js", Some("/p/src/a.ts")),
            ("./b", Some("/p/src/b/index.js")),
            ("../lib/c.vue", Some("/p/lib/c.vue")),
            ("../lib/c", Some("/p/lib/c.vue")),
            ("@/d", Some("/p/src/d.js")),
            ("./e.jsx", Some("/p/src/e.tsx")),
            ("./none", None),
            ("dwt", None),
            ("@scope/d", None),
        ] {
            let found = module(from, name, &aliases, &is_file(files));
            assert_eq!(found.as_deref(), file.map(Path::new), "{name}");
        }
    }

    #[test]
    fn scripts_are_found_beside_the_page_and_below_the_root() {
        let files = &["/site/app/js/scan.js", "/site/js/all.js"];
        let page = Path::new("/site/app/index.html");
        for (source, file) in [
            ("js/scan.js?v=3", Some("/site/app/js/scan.js")),
            ("./js/scan.js", Some("/site/app/js/scan.js")),
            ("../js/all.js", Some("/site/js/all.js")),
            ("/js/all.js", Some("/site/js/all.js")),
            ("~/js/all.js", Some("/site/js/all.js")),
            ("/js/scan.js", Some("/site/app/js/scan.js")),
            ("https://example.org/js/scan.js", None),
            ("//example.org/js/scan.js", None),
            ("", None),
        ] {
            let found = script(page, source, &is_file(files));
            assert_eq!(found.as_deref(), file.map(Path::new), "{source}");
        }
    }
}
