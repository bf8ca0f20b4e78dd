use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged as _;

use crate::rules::{self, Category};
use crate::text;

use super::json::Reader;
use super::layer::{LEVEL_NAMES, Layer, RuleName, level_from_name};
use super::read_options::read_options;
use super::{Level, Platform};

/// The keys that an override may have, too.
pub(super) const LAYER_KEYS: [&str; 5] = ["preset", "rules", "sdkVersion", "platforms", "instanceNames"];

/// What `preset` may be; the first is the default.
pub(super) const PRESETS: [&str; 2] = ["recommended", "strict"];

/// Reads one key into the layer; false when it is none of [`LAYER_KEYS`].
pub(super) fn read_layer_key<'a>(key: &str, value: &Value<'a>, layer: &mut Layer, reader: &mut Reader<'a>) -> bool {
    match key {
        "preset" => layer.strict = read_preset(value, reader),
        "rules" => read_rules(value, layer, reader),
        "sdkVersion" => {
            if let Some(version) = reader.string(value, "`sdkVersion`") {
                match version.parse() {
                    Ok(version) => layer.sdk_version = Some(version),
                    Err(why) => reader.problem(value.range(), why),
                }
            }
        }
        "platforms" => layer.platforms = read_platforms(value, reader),
        "instanceNames" => layer.instance_names = read_names(value, reader),
        _ => return false,
    }
    true
}

fn read_preset<'a>(value: &Value<'a>, reader: &mut Reader<'a>) -> Option<bool> {
    let name = reader.string(value, "`preset`")?;
    if !PRESETS.contains(&name) {
        reader.unknown(value.range(), "preset", name, &PRESETS);
        return None;
    }
    Some(name == "strict")
}

fn read_names<'a>(value: &Value<'a>, reader: &mut Reader<'a>) -> Option<Vec<String>> {
    let names = reader.strings(value, "`instanceNames`")?;
    for &(name, range) in &names {
        let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '$'));
        if !is_name {
            reader.problem(range, format!("`{name}` is not the name of a variable or property"));
        }
    }
    Some(names.into_iter().map(|(name, _)| name.to_owned()).collect())
}

fn read_platforms<'a>(value: &Value<'a>, reader: &mut Reader<'a>) -> Option<Vec<Platform>> {
    let names = reader.strings(value, "`platforms`")?;
    let known = Platform::ALL.map(Platform::name);
    let mut platforms = Vec::new();
    for (name, range) in names {
        match Platform::from_name(name) {
            Some(platform) => platforms.push(platform),
            None => reader.unknown(range, "platform", name, &known),
        }
    }
    Some(platforms)
}

fn read_rules<'a>(value: &Value<'a>, layer: &mut Layer, reader: &mut Reader<'a>) {
    let Some(object) = reader.object(value, "`rules`") else { return };
    for property in &object.properties {
        let key = property.name.as_str();
        let Some(name) = rule_name(key) else {
            let guess = text::did_you_mean(&nearest_rule_names(key));
            reader.problem(
                property.name.range(),
                format!("unknown rule or category `{key}`{guess} (`dwt-lint rules` lists them)"),
            );
            continue;
        };
        read_rule(name, &property.value, layer, reader);
    }
}

fn rule_name(key: &str) -> Option<RuleName> {
    let rule = rules::find(key).map(|rule| RuleName::Rule(rule.id));
    rule.or_else(|| Category::from_name(key).map(RuleName::Category))
}

fn nearest_rule_names(key: &str) -> Vec<&'static str> {
    let rules = rules::RULES.iter().map(|rule| rule.id);
    text::nearest(key, rules.chain(Category::ALL.into_iter().map(Category::name)))
}

/// `"level"` or `["level", { options }]`.
fn read_rule<'a>(name: RuleName, value: &Value<'a>, layer: &mut Layer, reader: &mut Reader<'a>) {
    let (level, options) = match value {
        Value::StringLit(_) => (value, None),
        Value::Array(array) => match array.elements.as_slice() {
            [level] => (level, None),
            [level, options] => (level, Some(options)),
            _ => return reader.wrong_kind(value, "a rule", "a severity or `[\"severity\", { options }]`"),
        },
        _ => return reader.wrong_kind(value, "a rule", "a severity or `[\"severity\", { options }]`"),
    };
    if let Some(level) = read_level(level, reader) {
        layer.levels.push((name, level));
    }
    let Some(options) = options else { return };
    match name {
        RuleName::Category(_) => reader.problem(options.range(), "options belong to a rule, not to a category".into()),
        RuleName::Rule(id) => {
            if let Some(options) = read_options(id, options, reader) {
                layer.options.push((id, options));
            }
        }
    }
}

fn read_level<'a>(value: &Value<'a>, reader: &mut Reader<'a>) -> Option<Level> {
    let name = reader.string(value, "a severity")?;
    let level = level_from_name(name);
    if level.is_none() {
        reader.unknown(value.range(), "severity", name, &LEVEL_NAMES);
    }
    level
}
