use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

const VERSION: u32 = 1;

/// Findings that a project lives with for now: what is new stands out against them. Each is told by its fingerprint, so that
/// lines may move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    version: u32,
    /// By the path of the file: the rule of each finding, by its fingerprint.
    files: BTreeMap<String, BTreeMap<String, String>>,
}

/// One finding of a baseline.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BaselineEntry<'a> {
    /// From the folder of the baseline, with `/`.
    pub path: &'a str,
    pub fingerprint: &'a str,
    pub rule: &'a str,
}

impl Default for Baseline {
    fn default() -> Self {
        Self { version: VERSION, files: BTreeMap::new() }
    }
}

impl Baseline {
    /// # Errors
    /// Why the text is no baseline, with the place, for people.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let baseline: Self = serde_json::from_str(text).map_err(|error| format!("is no baseline: {error}"))?;
        if baseline.version != VERSION {
            return Err(format!(
                "is a baseline of version {}; this dwt-lint knows version {VERSION}",
                baseline.version
            ));
        }
        Ok(baseline)
    }

    /// A line a finding, sorted, so that a change of it can be read.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }

    pub fn insert(&mut self, entry: BaselineEntry<'_>) {
        let file = self.files.entry(entry.path.to_owned()).or_default();
        file.insert(entry.fingerprint.to_owned(), entry.rule.to_owned());
    }

    /// Takes a finding out. False when it is not there.
    pub fn remove(&mut self, path: &str, fingerprint: &str) -> bool {
        self.files.get_mut(path).is_some_and(|file| file.remove(fingerprint).is_some())
    }

    /// Sorted by path and fingerprint.
    pub fn entries(&self) -> impl Iterator<Item = BaselineEntry<'_>> {
        self.files.iter().flat_map(|(path, file)| {
            file.iter().map(move |(fingerprint, rule)| BaselineEntry { path, fingerprint, rule })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ENTRY: BaselineEntry<'_> = BaselineEntry { path: "src/a.js", fingerprint: "00ff", rule: "some-rule" };

    #[test]
    fn what_is_written_is_read_again() {
        let mut baseline = Baseline::default();
        baseline.insert(ENTRY);
        let text = baseline.to_text();
        assert!(text.contains("\n      \"00ff\": \"some-rule\"\n"), "{text}");
        let mut read = Baseline::parse(&format!("\u{feff}{text}")).expect("a baseline");
        assert_eq!(read, baseline);
        assert_eq!(read.entries().collect::<Vec<_>>(), [ENTRY]);
        assert!(read.remove("src/a.js", "00ff") && !read.remove("src/a.js", "00ff") && !read.remove("b.js", "00ff"));
        assert_eq!(read.entries().count(), 0);
    }

    #[test]
    fn what_is_no_baseline_is_told() {
        for (text, expected) in [
            ("", "is no baseline: EOF"),
            ("{\n \"version\": 1,\n \"filez\": {} }", "at line 3"),
            (r#"{ "version": 2, "files": {} }"#, "version 2; this dwt-lint knows version 1"),
            (r#"{ "version": 1, "files": { "a.js": ["00ff"] } }"#, "is no baseline"),
        ] {
            let why = Baseline::parse(text).expect_err(text);
            assert!(why.contains(expected), "{why}");
        }
    }
}
