use serde_json::{Map, Value, json};

use crate::rules::{Category, RULES, Rule, RuleOption, SITE};

use super::Platform;
use super::layer::LEVEL_NAMES;
use super::read::OWN_KEYS;
use super::read_layer::{LAYER_KEYS, PRESETS};

/// Where the schema stands on the web: the value of `$schema`.
#[must_use]
pub fn schema_url() -> String {
    format!("{SITE}/schema.json")
}

/// The JSON Schema of a configuration file, for editors that complete and check it. It follows from the same lists as the
/// reader, which says more: that a file of `extends` is there, that a pattern is one.
#[must_use]
pub fn schema() -> Value {
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": schema_url(),
        "title": "Configuration of dwt-lint",
        "type": "object",
        "properties": properties(OWN_KEYS.iter().chain(&LAYER_KEYS)),
        "additionalProperties": false,
        "allowComments": true,
        "allowTrailingCommas": true,
        "definitions": { "severity": { "description": "What its findings count as.", "enum": LEVEL_NAMES } },
    })
}

fn properties<'a>(keys: impl IntoIterator<Item = &'a &'static str>) -> Map<String, Value> {
    keys.into_iter().map(|&key| (key.to_owned(), of_key(key))).collect()
}

fn of_key(key: &str) -> Value {
    match key {
        "$schema" => described("The address of this schema.", json!({ "type": "string" })),
        "extends" => described(
            "Configuration files that this one stands on, relative to it; a later one stands above an earlier one.",
            json!({ "anyOf": [{ "type": "string" }, strings()] }),
        ),
        "preset" => described(
            "Which rules run that nothing else is said of: those that are on by default, or all.",
            json!({ "enum": PRESETS, "default": PRESETS[0] }),
        ),
        "rules" => described("The severity of rules and categories, and the options of rules.", rules()),
        "sdkVersion" => described(
            "The version of Dynamic Web TWAIN that the code is for, as in \"19.3\".",
            json!({ "type": "string", "pattern": "^[0-9]{1,4}(\\.[0-9]{1,4}){0,2}$" }),
        ),
        "platforms" => described(
            "What the application runs on.",
            json!({ "type": "array", "items": { "enum": Platform::ALL.map(Platform::name) } }),
        ),
        "instanceNames" => described(
            "Names taken for a WebTwain instance when the type of a variable is not known.",
            json!({ "type": "array", "items": { "type": "string", "pattern": "^[\\p{L}\\p{N}_$]+$" } }),
        ),
        "include" => described("Only these files of folders are linted: patterns, relative to this file.", strings()),
        "exclude" => described("These files of folders are not linted: patterns, relative to this file.", strings()),
        "overrides" => described("What holds for some files; the last one that takes a file wins.", overrides()),
        _ => json!({}),
    }
}

fn described(description: &str, mut schema: Value) -> Value {
    schema["description"] = description.into();
    schema
}

fn strings() -> Value {
    json!({ "type": "array", "items": { "type": "string" } })
}

fn overrides() -> Value {
    let mut properties = properties(&LAYER_KEYS);
    properties.insert("files".to_owned(), described("Patterns of the files, relative to this file.", strings()));
    let item = json!({
        "type": "object", "properties": properties, "required": ["files"], "additionalProperties": false
    });
    json!({ "type": "array", "items": item })
}

fn rules() -> Value {
    let categories = Category::ALL.map(|category| {
        let description = format!("Every rule of the category {}.", category.name());
        (category.name().to_owned(), described(&description, level(&[])))
    });
    let rules = RULES.iter().map(|rule| (rule.id.to_owned(), of_rule(rule)));
    let properties: Map<String, Value> = categories.into_iter().chain(rules).collect();
    json!({ "type": "object", "properties": properties, "additionalProperties": false })
}

fn of_rule(rule: &Rule) -> Value {
    let options: Map<String, Value> = rule.options.iter().map(of_option).collect();
    let options = json!({ "type": "object", "properties": options, "additionalProperties": false });
    described(&format!("{}.", rule.summary), level(&[options]))
}

fn of_option(option: &RuleOption) -> (String, Value) {
    let choice = json!({ "enum": option.values, "default": option.values.first() });
    (option.name.to_owned(), described(&format!("{}.", option.summary), choice))
}

/// `"severity"`, or `["severity"]` with what may follow it.
fn level(more: &[Value]) -> Value {
    let severity = json!({ "$ref": "#/definitions/severity" });
    let items: Vec<Value> = std::iter::once(&severity).chain(more).cloned().collect();
    let tuple = json!({ "type": "array", "items": items, "minItems": 1, "additionalItems": false });
    json!({ "anyOf": [severity, tuple] })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::parse;
    use jsonc_parser::parse_to_serde_value;
    use std::path::Path;

    /// Whether the reader takes a text, and whether the schema does.
    fn verdicts(text: &str) -> (bool, bool) {
        let read = parse(Path::new("/app/dwt-lint.json"), text);
        let value: Value = parse_to_serde_value(text, &crate::settings::json::syntax()).expect("JSON");
        (read.is_ok(), jsonschema::validator_for(&schema()).expect("a schema").is_valid(&value))
    }

    #[test]
    fn the_reader_and_the_schema_agree() {
        for (text, is_right) in [
            ("{}", true),
            (
                r#"{ "$schema": "x", "preset": "strict", "sdkVersion": "18.4.2", "platforms": ["windows", "macos-ica"] }"#,
                true,
            ),
            (
                r#"{ "instanceNames": ["scanner", "größe", "$d"], "include": ["*.js"], "exclude": [], "overrides": [] }"#,
                true,
            ),
            (r#"{ "rules": { "network": "info", "style": ["off"], "jpeg-of-bw-image": ["hint", {}] } }"#, true),
            (
                r#"{ "rules": { "disable-source-after-acquire-order": ["error", { "order": "before-acquire" }] } }"#,
                true,
            ),
            (r#"{ "overrides": [{ "files": ["a"], "preset": "strict", "rules": { "network": "off" } }], }"#, true),
            (r#"{ "rulez": {} }"#, false),
            (r#"{ "preset": "strickt" }"#, false),
            (r#"{ "rules": { "netwrok": "off" } }"#, false),
            (r#"{ "rules": { "network": "warn" } }"#, false),
            (r#"{ "rules": { "network": 1 } }"#, false),
            (r#"{ "rules": { "network": [] } }"#, false),
            (r#"{ "rules": { "network": ["error", {}] } }"#, false),
            (r#"{ "rules": { "jpeg-of-bw-image": ["hint", {}, {}] } }"#, false),
            (r#"{ "rules": { "jpeg-of-bw-image": ["hint", { "order": "before-acquire" }] } }"#, false),
            (
                r#"{ "rules": { "disable-source-after-acquire-order": ["error", { "ordr": "before-acquire" }] } }"#,
                false,
            ),
            (r#"{ "rules": { "disable-source-after-acquire-order": ["error", { "order": "never" }] } }"#, false),
            (r#"{ "sdkVersion": 19.3 }"#, false),
            (r#"{ "sdkVersion": "new" }"#, false),
            (r#"{ "platforms": ["mac"] }"#, false),
            (r#"{ "instanceNames": ["a b"] }"#, false),
            (r#"{ "instanceNames": "a" }"#, false),
            (r#"{ "include": "a" }"#, false),
            (r#"{ "overrides": [{}] }"#, false),
            (r#"{ "overrides": [{ "files": ["a"], "exclude": [] }] }"#, false),
            (r#"{ "extends": 1 }"#, false),
            ("[]", false),
        ] {
            assert_eq!(verdicts(text), (is_right, is_right), "{text}");
        }
    }

    #[test]
    fn every_key_rule_and_option_is_described() {
        let schema = schema();
        for key in OWN_KEYS.iter().chain(&LAYER_KEYS) {
            assert!(schema["properties"][key]["description"].is_string(), "{key}");
        }
        for rule in RULES {
            let described = &schema["properties"]["rules"]["properties"][rule.id];
            assert!(described["description"].as_str().is_some_and(|text| text.contains(rule.summary)), "{}", rule.id);
        }
    }
}
