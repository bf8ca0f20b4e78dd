//! What the user sets in the editor: the `dwtLint` object, by whichever of three ways the editor sends it.

use serde_json::{Map, Value};

use crate::assist::HintKinds;
use crate::sdk::SdkVersion;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Options {
    pub enable: bool,
    pub run: Run,
    pub config_path: Option<String>,
    pub sdk_version: Option<SdkVersion>,
    /// What is written into the text beside numbers.
    pub hints: HintKinds,
}

/// When a document is linted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Run {
    OnType,
    OnSave,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            enable: true,
            run: Run::OnType,
            config_path: None,
            sdk_version: None,
            hints: HintKinds { codes: true, enums: false },
        }
    }
}

const SECTION: &str = "dwtLint";
const KEYS: [&str; 5] = ["enable", "run", "configPath", "sdkVersion", "inlayHints"];
/// What an editor keeps in the same section for itself: which program to start, and what to log of it.
const OF_THE_EDITOR: [&str; 2] = ["path", "trace"];

impl Options {
    /// The options that an editor sent, with what is wrong in them; wrong values count as not set. `None` when it sent
    /// none. `{ "dwtLint": { … } }` is the form, but an editor that is asked for the section may send what is inside.
    pub fn read(sent: &Value) -> Option<(Self, Vec<String>)> {
        let object = match sent.get(SECTION) {
            Some(section) => section.as_object()?,
            None => sent.as_object().filter(|object| object.keys().any(|key| KEYS.contains(&key.as_str())))?,
        };
        let mut problems = unknown_keys(object, SECTION, &KEYS);
        let default = Self::default();
        let hints = hints(object, default.hints, &mut problems);
        let options = Self {
            enable: value(object, "enable", "true or false", Value::as_bool, &mut problems).unwrap_or(default.enable),
            run: value(object, "run", "\"onType\" or \"onSave\"", run, &mut problems).unwrap_or(default.run),
            config_path: value(object, "configPath", "the path of a configuration file", text, &mut problems),
            sdk_version: value(object, "sdkVersion", "a version such as \"19.3\"", version, &mut problems),
            hints,
        };
        Some((options, problems))
    }
}

fn unknown_keys(object: &Map<String, Value>, section: &str, known: &[&str]) -> Vec<String> {
    let is_known = |key: &str| known.contains(&key) || (section == SECTION && OF_THE_EDITOR.contains(&key));
    let unknown = object.keys().filter(|key| !is_known(key));
    unknown.map(|key| format!("the setting {section}.{key} is not known; known are {}", known.join(", "))).collect()
}

fn hints(object: &Map<String, Value>, default: HintKinds, problems: &mut Vec<String>) -> HintKinds {
    let wanted = "an object with errorCodes and enums";
    let sent = |sent: &Value| sent.as_object().cloned();
    let Some(hints) = value(object, "inlayHints", wanted, sent, problems) else { return default };
    problems.extend(unknown_keys(&hints, &format!("{SECTION}.inlayHints"), &["errorCodes", "enums"]));
    let mut is_on = |key: &str| value(&hints, key, "true or false", Value::as_bool, problems);
    HintKinds { codes: is_on("errorCodes").unwrap_or(default.codes), enums: is_on("enums").unwrap_or(default.enums) }
}

fn value<T>(
    object: &Map<String, Value>,
    key: &str,
    wanted: &str,
    read: impl Fn(&Value) -> Option<T>,
    problems: &mut Vec<String>,
) -> Option<T> {
    let sent = object.get(key).filter(|sent| !sent.is_null())?;
    let value = read(sent);
    if value.is_none() {
        problems.push(format!("the setting {SECTION}.{key} is {sent}, but must be {wanted}; it is ignored"));
    }
    value
}

fn run(sent: &Value) -> Option<Run> {
    match sent.as_str()? {
        "onType" => Some(Run::OnType),
        "onSave" => Some(Run::OnSave),
        _ => None,
    }
}

fn text(sent: &Value) -> Option<String> {
    sent.as_str().map(str::to_owned)
}

fn version(sent: &Value) -> Option<SdkVersion> {
    sent.as_str()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_section_is_read_with_and_without_its_name() {
        let hints = json!({ "errorCodes": false, "enums": true });
        let inner = json!({ "enable": false, "run": "onSave", "configPath": "a.json", "sdkVersion": "19.3", "inlayHints": hints });
        let expected = Options {
            enable: false,
            run: Run::OnSave,
            config_path: Some("a.json".to_owned()),
            sdk_version: Some(SdkVersion::new(19, 3)),
            hints: HintKinds { codes: false, enums: true },
        };
        assert_eq!(Options::read(&inner), Some((expected.clone(), Vec::new())));
        assert_eq!(Options::read(&json!({ "dwtLint": inner })), Some((expected, Vec::new())));
    }

    #[test]
    fn what_an_editor_sends_for_nothing_set_is_no_options() {
        for sent in
            [json!(null), json!({}), json!([]), json!({ "other": { "enable": false } }), json!({ "dwtLint": null })]
        {
            assert_eq!(Options::read(&sent), None, "{sent}");
        }
        let own = json!({ "dwtLint": { "enable": true, "path": "/bin/dwt-lint", "trace": { "server": "off" } } });
        assert_eq!(Options::read(&own), Some((Options::default(), Vec::new())), "what the editor keeps for itself");
        let nulls = json!({ "dwtLint": { "configPath": null, "sdkVersion": null } });
        assert_eq!(Options::read(&nulls), Some((Options::default(), Vec::new())));
    }

    #[test]
    fn wrong_values_and_unknown_keys_are_told_and_ignored() {
        let read = Options::read(
            &json!({ "dwtLint": { "enable": "yes", "sdkVersion": "new", "sdkVersoin": "19", "inlayHints": { "enums": 1, "codes": true } } }),
        );
        let Some((options, problems)) = read else { panic!("no options") };
        assert_eq!(options, Options::default());
        assert_eq!(problems.len(), 5, "{problems:?}");
        assert!(problems.iter().any(|problem| problem.contains("dwtLint.sdkVersoin")), "{problems:?}");
        assert!(problems.iter().any(|problem| problem.contains("dwtLint.inlayHints.codes")), "{problems:?}");
    }
}
