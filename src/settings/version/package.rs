use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::sdk::SdkVersion;

use super::numbers::Allowed;

pub(super) const PACKAGE: &str = "package.json";

const FIELDS: [&str; 4] = ["dependencies", "devDependencies", "optionalDependencies", "peerDependencies"];

/// What a `package.json` asks for.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    pub file: PathBuf,
    /// `None`: any version, one by a tag, or a package from elsewhere.
    allowed: Option<Allowed>,
}

impl Asked {
    pub fn allows(&self, version: SdkVersion) -> bool {
        self.allowed.as_ref().is_none_or(|allowed| allowed.allows(version))
    }

    pub fn minimum(&self) -> Option<SdkVersion> {
        self.allowed.as_ref().map(|allowed| allowed.minimum)
    }
}

/// What a `package.json` asks for of a package; `None` when it does not ask for it.
pub(super) fn asked(file: &Path, text: &str, package: &str) -> Option<Asked> {
    if !text.contains(package) {
        return None;
    }
    let document: Value = serde_json::from_str(text.trim_start_matches('\u{feff}')).ok()?;
    let range = FIELDS.iter().find_map(|field| document.get(field)?.get(package)?.as_str())?;
    // An alias may name the package itself.
    let alias = format!("npm:{package}@");
    let range = range.strip_prefix(alias.as_str()).unwrap_or(range);
    Some(Asked { file: file.to_owned(), allowed: Allowed::read(range) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn minimum(text: &str) -> Option<String> {
        let asked = asked(Path::new("package.json"), text, "dwt")?;
        Some(asked.minimum().map_or("unclear".to_owned(), |minimum| minimum.to_string()))
    }

    #[test]
    fn every_kind_of_dependency_is_read() {
        for (text, expected) in [
            (r#"{ "dependencies": { "dwt": "^18.4.2" }, "devDependencies": { "dwt": "17.0.2" } }"#, Some("18.4.2")),
            (r#"{ "devDependencies": { "dwt": "17.0.2" } }"#, Some("17.0.2")),
            (r#"{ "peerDependencies": { "dwt": ">=16.2.4" } }"#, Some("16.2.4")),
            ("\u{feff}{ \"dependencies\": { \"dwt\": \"npm:dwt@19.3.0\" } }", Some("19.3.0")),
            (r#"{ "dependencies": { "dwt": "npm:@fork/dwt@1.0.0" } }"#, Some("unclear")),
            (r#"{ "dependencies": { "dwt": "latest" } }"#, Some("unclear")),
            (r#"{ "dependencies": { "dwt-lint": "1.0.0" }, "name": "dwt" }"#, None),
            (r#"{ "dependencies": { "dwt": 18 } }"#, None),
            (r#"{ "dependencies": ["dwt"] }"#, None),
            (r#"{ "dependencies": { "dwt": "18.4.2" "#, None),
        ] {
            assert_eq!(minimum(text).as_deref(), expected, "{text}");
        }
    }
}
