use std::fs::File;
use std::io::{self, Write as _};
use std::path::Path;

use crate::settings::{FoundVersion, Origin, ProjectVersions, closest, schema_url};
use crate::text::{FileKind, Source};

use super::Failure;
use super::paths::WorkingFolder;
use super::terminal::Terminal;

const NAME: &str = "dwt-lint.json";

/// Writes a configuration to begin with.
///
/// # Errors
/// When the working directory has a configuration, or may not be written to.
pub fn run(terminal: &Terminal) -> Result<u8, Failure> {
    let folder = WorkingFolder::current()?;
    let path = folder.absolute(Path::new(NAME));
    let here = path.parent().unwrap_or(&path);
    if let Some(known) = closest(here).filter(|known| known.parent() == Some(here)) {
        return Err(format!("{} configures this folder: nothing was written", folder.shown(&known)));
    }
    let nothing = Source::new(NAME, FileKind::JavaScript, "");
    let version = ProjectVersions::of_a_run().of_file(&nothing, Some(&path)).map(|found| told(&found, &folder));
    write_new(&path, &template(version.as_deref())).map_err(|error| format!("{NAME} cannot be written: {error}"))?;
    terminal.remark(&format!("Wrote {NAME}."));
    Ok(0)
}

/// Never overwrites, not even a file that was made in between.
fn write_new(path: &Path, text: &str) -> io::Result<()> {
    File::create_new(path)?.write_all(text.as_bytes())
}

/// `19.3.1, by package-lock.json`
fn told(found: &FoundVersion, folder: &WorkingFolder) -> String {
    match &found.origin {
        Origin::File(file) => format!("{}, by {}", found.version, folder.shown(file)),
        Origin::Address(address) => format!("{}, by {address}", found.version),
    }
}

/// `version`: what the project says of the SDK's version.
fn template(version: Option<&str>) -> String {
    let (schema, version) = (schema_url(), version.unwrap_or("which does not say it"));
    format!(
        r#"{{
  "$schema": "{schema}",

  // "recommended", or "strict" for every rule. `dwt-lint rules` lists them.
  "preset": "recommended",

  // The version of Dynamic Web TWAIN that the code is for: some pitfalls ended with a version, some APIs began with one.
  // Unset, it is taken from the project ({version}).
  // "sdkVersion": "19.3",

  // What the application runs on: "windows", "macos", "macos-twain", "macos-ica", "linux".
  // "platforms": ["windows", "macos"],

  // Names that always hold a WebTwain instance, where dwt-lint cannot see it from the code.
  // "instanceNames": ["scanner"],

  // Severities of rules and categories: "error", "warning", "info", "hint" or "off".
  "rules": {{
    // "jpeg-without-bit-depth-check": "off"
  }},

  // Other settings for some of the files.
  // "overrides": [{{ "files": ["legacy/**"], "sdkVersion": "16.1" }}],

  // Files of folders that are not linted, besides those of .gitignore.
  "exclude": []
}}
"#
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::parse;

    #[test]
    fn what_is_written_is_a_configuration() {
        for version in [None, Some("19.3.1, by package-lock.json")] {
            let config = parse(Path::new("/app/dwt-lint.json"), &template(version)).expect("a configuration");
            assert_eq!(config.for_file(Path::new("/app/a.js")).sdk_version, None);
        }
    }

    #[test]
    fn what_its_comments_offer_is_right_too() {
        let template = template(None);
        let offered = template.lines().map(|line| {
            let is_offer = line.trim_start().starts_with("// \"") && line.contains("\":");
            if is_offer { line.replacen("// ", "", 1) } else { line.to_owned() }
        });
        let text = offered.collect::<Vec<_>>().join("\n");
        let config = parse(Path::new("/app/dwt-lint.json"), &text).unwrap_or_else(|error| panic!("{error}\n{text}"));
        let settings = config.for_file(Path::new("/app/legacy/a.js"));
        assert!(
            settings.sdk_version.is_some() && !settings.instance_names.is_empty() && !settings.platforms.is_empty()
        );
    }
}
