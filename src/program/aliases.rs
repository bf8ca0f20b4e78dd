//! Prefixes of imports: what `tsconfig.json` or `jsconfig.json` says, and `@/`, which the tools of Vue give every project.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::paths::Alias;

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Configuration {
    compiler_options: CompilerOptions,
}

#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct CompilerOptions {
    base_url: Option<String>,
    paths: BTreeMap<String, Vec<String>>,
}

/// The aliases for the files of a folder, by the closest configuration above it. `read` gives the text of a file.
#[must_use]
pub fn aliases_of(folder: &Path, read: &dyn Fn(&Path) -> Option<String>) -> Vec<Alias> {
    let mut aliases = Vec::new();
    for above in folder.ancestors() {
        let configuration = ["tsconfig.json", "jsconfig.json"].iter().find_map(|name| read(&above.join(name)));
        if let Some(text) = configuration {
            aliases.extend(of_configuration(above, &text));
            aliases.push(source_folder(above));
            break;
        }
        if read(&above.join("package.json")).is_some() {
            aliases.push(source_folder(above));
            break;
        }
    }
    aliases
}

fn source_folder(project: &Path) -> Alias {
    Alias { prefix: "@/".to_owned(), folders: vec![project.join("src")] }
}

/// Patterns with one `*` at the end, as all but a few are. A file that cannot be read says nothing.
fn of_configuration(folder: &Path, text: &str) -> Vec<Alias> {
    let options = jsonc_parser::ParseOptions::default();
    let Ok(configuration) = jsonc_parser::parse_to_serde_value::<Configuration>(text, &options) else {
        return Vec::new();
    };
    let CompilerOptions { base_url, paths } = configuration.compiler_options;
    let base = base_url.as_deref().map_or_else(|| folder.to_owned(), |base| folder.join(base));
    let target = |target: &String| -> PathBuf { base.join(target.trim_end_matches('*')) };
    let mut aliases: Vec<Alias> = paths
        .iter()
        .filter_map(|(pattern, targets)| {
            let prefix = pattern.strip_suffix('*')?.to_owned();
            Some(Alias { prefix, folders: targets.iter().map(target).collect() })
        })
        .collect();
    if base_url.is_some() {
        aliases.push(Alias { prefix: String::new(), folders: vec![base] });
    }
    aliases
}

#[cfg(test)]
mod tests {
    use super::*;

    fn aliases(files: &[(&str, &str)]) -> Vec<(String, Vec<PathBuf>)> {
        let read = |path: &Path| {
            let file = files.iter().find(|(name, _)| Path::new(name) == path);
            file.map(|(_, text)| (*text).to_owned())
        };
        let found = aliases_of(Path::new("/p/src/app"), &read);
        found.into_iter().map(|alias| (alias.prefix, alias.folders)).collect()
    }

    #[test]
    fn paths_of_the_closest_configuration_hold() {
        let text = "{ // comments are allowed\n \"compilerOptions\": { \"baseUrl\": \".\", \"paths\": { \"~/*\": [\"lib/*\"], \"x\": [\"y\"] } } }";
        let found = aliases(&[("/p/tsconfig.json", text), ("/tsconfig.json", "{}")]);
        let expected = [("~/", "/p/./lib/"), ("", "/p/."), ("@/", "/p/src")];
        assert_eq!(found, expected.map(|(prefix, folder)| (prefix.to_owned(), vec![PathBuf::from(folder)])));
    }

    #[test]
    fn without_one_the_sources_of_the_package_are_meant() {
        let found = aliases(&[("/p/package.json", "{}")]);
        assert_eq!(found, [("@/".to_owned(), vec![PathBuf::from("/p/src")])]);
        assert!(aliases(&[("/p/tsconfig.json", "{ broken")]).len() == 1 && aliases(&[]).is_empty());
    }
}
