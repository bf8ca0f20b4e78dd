use jsonc_parser::ast::{Object, ObjectProp, Value};
use jsonc_parser::common::Ranged as _;
use jsonc_parser::{CollectOptions, parse_to_ast};
use std::path::{Path, PathBuf};

use crate::text::decode;

use super::globs::Globs;
use super::json::{Reader, syntax};
use super::layer::Layer;
use super::read_layer::{LAYER_KEYS, read_layer_key};
use super::{Config, ConfigError};

const PACKAGE_KEY: &str = "dwt-lint";
pub(super) const OWN_KEYS: [&str; 5] = ["$schema", "extends", "include", "exclude", "overrides"];

/// Reads a configuration file (absolute path), and those that it extends.
///
/// # Errors
/// With everything that is wrong in them.
pub fn load(path: &Path) -> Result<Config, ConfigError> {
    load_below(path, &[])
}

/// Reads the text of a configuration file that stands, or will stand, at `path` (absolute).
///
/// # Errors
/// With everything that is wrong in it, and in the files that it extends.
pub fn parse(path: &Path, text: &str) -> Result<Config, ConfigError> {
    parse_below(path, text, &[])
}

/// Whether the text of a `package.json` has our key, or cannot be read to tell.
pub(super) fn package_has_key(text: &str) -> bool {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    match parse_to_ast(text, &CollectOptions::default(), &syntax()) {
        Ok(parsed) => parsed.value.is_some_and(|value| value.as_object().is_some_and(|o| o.get(PACKAGE_KEY).is_some())),
        Err(_) => true,
    }
}

/// `above`: the files whose `extends` led here.
fn load_below(path: &Path, above: &[PathBuf]) -> Result<Config, ConfigError> {
    let unreadable = |why: String| ConfigError::of_file(path.to_owned(), format!("cannot be read: {why}"));
    let bytes = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
    let text = decode(bytes).map_err(|error| unreadable(error.to_string()))?;
    parse_below(path, &text, above)
}

fn parse_below(path: &Path, text: &str, above: &[PathBuf]) -> Result<Config, ConfigError> {
    let mut reader = Reader::new(path, text);
    let document = reader.parse();
    let mut config = Config { path: path.to_owned(), layers: Vec::new(), include: None, exclude: Vec::new() };
    if let Some(value) = document.as_ref().and_then(|document| own_part(document, &mut reader)) {
        read_document(value, &mut config, &mut reader, above);
    }
    let mut problems = reader.problems;
    problems.sort_by_key(|problem| (problem.path != path, problem.place.map(|place| place.span)));
    if problems.is_empty() { Ok(config) } else { Err(ConfigError { problems }) }
}

/// The configuration in a document: all of it, or the value of our key in a `package.json`.
fn own_part<'v, 'a>(document: &'v Value<'a>, reader: &mut Reader<'a>) -> Option<&'v Object<'a>> {
    if reader.path().file_name().is_none_or(|name| name != "package.json") {
        return reader.object(document, "the configuration");
    }
    let package = reader.object(document, "a package.json")?;
    let Some(own) = package.get(PACKAGE_KEY) else {
        reader.problem(package.range(), format!("this package.json has no `{PACKAGE_KEY}` key"));
        return None;
    };
    reader.object(&own.value, "the configuration")
}

fn read_document<'a>(object: &Object<'a>, config: &mut Config, reader: &mut Reader<'a>, above: &[PathBuf]) {
    if let Some(extends) = object.get("extends") {
        read_extends(&extends.value, config, reader, above);
    }
    let mut layer = Layer::default();
    let mut overrides = Vec::new();
    for property in &object.properties {
        let value = &property.value;
        match property.name.as_str() {
            "$schema" => drop(reader.string(value, "`$schema`")),
            "extends" => {}
            "include" => config.include = read_globs(value, "`include`", reader).or(config.include.take()),
            "exclude" => config.exclude.extend(read_globs(value, "`exclude`", reader)),
            "overrides" => overrides = read_overrides(value, reader),
            _ => read_layer_property(property, &mut layer, reader, &OWN_KEYS),
        }
    }
    config.layers.push(layer);
    config.layers.append(&mut overrides);
}

fn read_layer_property<'a>(
    property: &ObjectProp<'a>,
    layer: &mut Layer,
    reader: &mut Reader<'a>,
    other_keys: &[&'static str],
) {
    let key = property.name.as_str();
    if !read_layer_key(key, &property.value, layer, reader) {
        let known: Vec<&'static str> = other_keys.iter().chain(&LAYER_KEYS).copied().collect();
        reader.unknown(property.name.range(), "key", key, &known);
    }
}

fn read_overrides<'a>(value: &Value<'a>, reader: &mut Reader<'a>) -> Vec<Layer> {
    let Value::Array(array) = value else {
        reader.wrong_kind(value, "`overrides`", "an array of objects");
        return Vec::new();
    };
    array.elements.iter().filter_map(|element| read_override(element, reader)).collect()
}

fn read_override<'a>(value: &Value<'a>, reader: &mut Reader<'a>) -> Option<Layer> {
    let object = reader.object(value, "an override")?;
    let mut layer = Layer::default();
    for property in &object.properties {
        match property.name.as_str() {
            "files" => layer.files = read_globs(&property.value, "`files`", reader),
            _ => read_layer_property(property, &mut layer, reader, &["files"]),
        }
    }
    if object.get("files").is_none() {
        reader.problem(object.range(), "an override needs `files`: the patterns of the files that it is for".into());
    }
    Some(layer)
}

fn read_globs<'a>(value: &Value<'a>, what: &str, reader: &mut Reader<'a>) -> Option<Globs> {
    let patterns = reader.strings(value, what)?;
    let base = reader.path().parent().unwrap_or(Path::new(""));
    match Globs::new(base, patterns.iter().map(|&(pattern, _)| pattern)) {
        Ok(globs) => Some(globs),
        Err((index, why)) => {
            let range = patterns.get(index).map_or(value.range(), |&(_, range)| range);
            reader.problem(range, format!("not a pattern of files: {why}"));
            None
        }
    }
}

/// One file or several; a later one stands above an earlier one.
fn read_extends<'a>(value: &Value<'a>, config: &mut Config, reader: &mut Reader<'a>, above: &[PathBuf]) {
    let named = match value {
        Value::StringLit(string) => vec![(string.value.as_ref(), value.range())],
        Value::Array(_) => reader.strings(value, "`extends`").unwrap_or_default(),
        _ => return reader.wrong_kind(value, "`extends`", "a path or an array of paths"),
    };
    let chain: Vec<PathBuf> = above.iter().cloned().chain([normal(reader.path())]).collect();
    for (name, range) in named {
        let path = normal(&reader.path().with_file_name(name));
        if chain.contains(&path) {
            reader.problem(range, format!("`{name}` extends this file in turn"));
            continue;
        }
        if !path.is_file() {
            reader
                .problem(range, format!("no such file: `{name}` (`extends` takes local files, relative to this one)"));
            continue;
        }
        match load_below(&path, &chain) {
            Ok(base) => {
                config.layers.extend(base.layers);
                config.include = base.include.or(config.include.take());
                config.exclude.extend(base.exclude);
            }
            Err(error) => reader.problems.extend(error.problems),
        }
    }
}

/// The path without `.` and `..`, as far as they can be resolved by name alone.
pub(super) fn normal(path: &Path) -> PathBuf {
    use std::path::Component;
    let mut normal = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(normal.components().next_back(), Some(Component::Normal(_))) => {
                normal.pop();
            }
            _ => normal.push(component),
        }
    }
    normal
}

#[cfg(test)]
#[path = "read_tests.rs"]
mod tests;
