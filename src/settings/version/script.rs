//! What the addresses of a page's own scripts say.

use std::path::{Path, PathBuf};

use memchr::memmem;

use crate::sdk::SdkVersion;
use crate::settings::read::normal;
use crate::syntax;
use crate::text::Source;

use super::numbers::published;

/// How the names of the SDK's own scripts begin.
const SCRIPT: &str = "dynamsoft.webtwain.";

/// The addresses of the scripts of the SDK that a page loads.
pub(super) fn addresses(source: &Source) -> Vec<String> {
    let has = |word: &str| memmem::find(source.text.as_bytes(), word.as_bytes()).is_some();
    if !source.kind.is_page() || !(has("dwt@") || has(SCRIPT)) {
        return Vec::new();
    }
    let scripts = syntax::script_sources(source);
    scripts.into_iter().filter(|address| address.contains("dwt@") || address.contains(SCRIPT)).collect()
}

/// The version in the address of a package, as public servers have it: `https://unpkg.com/dwt@18.4.2/dist/…`. A major
/// version alone, or a tag, may be any version.
pub(super) fn version_in(address: &str) -> Option<SdkVersion> {
    let (before, rest) = address.split_once("dwt@")?;
    let text = rest.split(['/', '?', '#']).next()?;
    (before.ends_with('/') && text.contains('.')).then(|| published(text))?
}

/// The file that an address means to a page in `folder`, when it is one of the project.
pub(super) fn file_of(address: &str, folder: &Path) -> Option<PathBuf> {
    let path = address.split(['?', '#']).next()?;
    let is_relative = !path.starts_with(['/', '\\', '~']) && !path.contains(':');
    is_relative.then(|| normal(&folder.join(path)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_public_servers_have_the_version() {
        let version = |address| version_in(address).map(|version| version.to_string());
        for (address, expected) in [
            ("https://unpkg.com/dwt@18.4.2/dist/dynamsoft.webtwain.min.js", Some("18.4.2")),
            ("//cdn.jsdelivr.net/npm/dwt@19.3/dist/dynamsoft.webtwain.min.js", Some("19.3")),
            ("https://cdn.example.com/npm/dwt@18.5.0-patch-20240517?x", Some("18.5.0")),
            ("https://unpkg.com/dwt@18/dist/a.js", None),
            ("https://unpkg.com/dwt@latest/dist/a.js", None),
            ("https://unpkg.com/dwt/dist/a.js", None),
            ("https://unpkg.com/other-dwt@1.2.3/a.js", None),
            ("https://unpkg.com/@types/dwt@", None),
        ] {
            assert_eq!(version(address).as_deref(), expected, "{address}");
        }
    }

    #[test]
    fn only_files_of_the_project_are_files() {
        let file = |address| file_of(address, Path::new("/app/web"));
        assert_eq!(file("../lib/dynamsoft.webtwain.min.js?v=1"), Some("/app/lib/dynamsoft.webtwain.min.js".into()));
        for address in ["/lib/a.js", "~/lib/a.js", "//cdn/a.js", "https://cdn/a.js", "C:\\a.js"] {
            assert_eq!(file(address), None, "{address}");
        }
    }
}
