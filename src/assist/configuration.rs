//! Help in a configuration file: what its keys mean, and what may be put in. All of it follows from the schema.

use serde_json::Value;

use crate::rules;
use crate::settings::{JsonPlace, schema};
use crate::text::Span;

use super::complete::{Kind, Proposal};
use super::explain::rule_markdown;
use super::topic::Topic;

/// The key of a `package.json` that holds a configuration.
const PACKAGE_KEY: &str = "dwt-lint";

/// A configuration file that is open, whole or half typed.
#[derive(Clone, Copy, Debug)]
pub struct Configuration<'a> {
    pub text: &'a str,
    pub is_package: bool,
}

impl Configuration<'_> {
    /// What is told of the key or value at a place, as Markdown, and its exact place.
    #[must_use]
    pub fn explain(&self, offset: usize) -> Option<(Span, String)> {
        let place = self.place(offset).filter(|place| place.is_quoted)?;
        let name = place.span.of(self.text);
        if let Some(rule) = rules::find(name).filter(|_| place.is_key) {
            return Some((place.span, rule_markdown(rule)));
        }
        let schema = schema();
        let around = at(&schema, &place)?;
        let own = if place.is_key { property(around, name)? } else { around };
        let description = own.get("description")?.as_str()?;
        Some((place.span, format!("**{name}**\n\n{description}")))
    }

    /// What may be put in, and the part of the text that it replaces.
    #[must_use]
    pub fn proposals(&self, offset: usize) -> Option<(Span, Vec<Proposal>)> {
        let place = self.place(offset)?;
        let schema = schema();
        let around = at(&schema, &place)?;
        let names: Vec<(String, String)> = if place.is_key {
            let properties =
                alternatives(&schema, around).into_iter().filter_map(|it| it.get("properties")?.as_object());
            properties.flatten().map(|(name, it)| (name.clone(), text_of(it, "description"))).collect()
        } else {
            let values = alternatives(&schema, around).into_iter().filter_map(|it| it.get("enum")?.as_array());
            values.flatten().filter_map(|value| Some((value.as_str()?.to_owned(), String::new()))).collect()
        };
        let proposal = |(name, detail): (String, String)| {
            let rule = rules::find(&name).filter(|_| place.is_key);
            Proposal {
                text: (!place.is_quoted).then(|| format!("\"{name}\"")),
                detail: rule.map_or(detail, |rule| rule.summary.to_owned()),
                kind: if rule.is_some() { Kind::Rule } else { Kind::Option },
                is_deprecated: false,
                topic: rule.map(|rule| Topic::Rule(rule.id)),
                label: name,
            }
        };
        Some((place.span, names.into_iter().map(proposal).collect()))
    }

    /// In the part of the file that is ours.
    fn place(&self, offset: usize) -> Option<JsonPlace> {
        let mut place = JsonPlace::at(self.text, offset)?;
        if self.is_package {
            let is_ours = place.path.first().is_some_and(|key| key.as_deref() == Some(PACKAGE_KEY));
            if !is_ours {
                return None;
            }
            place.path.remove(0);
        }
        Some(place)
    }
}

/// The part of the schema that is for a value, or for the object that a key is in.
fn at<'s>(schema: &'s Value, place: &JsonPlace) -> Option<&'s Value> {
    let steps = place.path.iter().map(Option::as_deref).chain(place.key.as_deref().map(Some));
    steps
        .clone()
        .try_fold(schema, |around, step| {
            let mut alternatives = alternatives(schema, around).into_iter();
            match step {
                Some(key) => alternatives.find_map(|it| property(it, key)),
                None => alternatives.find_map(item),
            }
        })
        .map(|found| {
            if is_in_array(place) {
                alternatives(schema, found).into_iter().find_map(item).unwrap_or(found)
            } else {
                found
            }
        })
}

/// A value that stands in an array is for its items.
fn is_in_array(place: &JsonPlace) -> bool {
    !place.is_key && place.key.is_none()
}

fn property<'s>(schema: &'s Value, key: &str) -> Option<&'s Value> {
    schema.get("properties")?.get(key)
}

/// What the items of an array are: the first of them, where they differ.
fn item(schema: &Value) -> Option<&Value> {
    let items = schema.get("items")?;
    items.as_array().map_or(Some(items), |items| items.first())
}

/// The schema itself, or those that it may be.
fn alternatives<'s>(whole: &'s Value, schema: &'s Value) -> Vec<&'s Value> {
    let target = |it: &'s Value| match it.get("$ref").and_then(Value::as_str) {
        Some(path) => whole.pointer(path.trim_start_matches('#')).unwrap_or(it),
        None => it,
    };
    match schema.get("anyOf").and_then(Value::as_array) {
        Some(all) => all.iter().map(target).collect(),
        None => vec![target(schema)],
    }
}

fn text_of(schema: &Value, key: &str) -> String {
    schema.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(marked: &str, is_package: bool) -> Vec<String> {
        let offset = marked.find('§').expect("a cursor");
        let text = marked.replace('§', "");
        let found = Configuration { text: &text, is_package }.proposals(offset);
        found.map_or_else(Vec::new, |(_, all)| all.into_iter().map(|it| it.text.unwrap_or(it.label)).collect())
    }

    #[test]
    fn keys_rules_and_values_are_offered() {
        let has = |marked: &str, label: &str| labels(marked, false).iter().any(|known| known == label);
        assert!(has("{ \"§", "preset") && has("{ § }", "\"rules\""));
        assert!(has("{ \"rules\": { \"j§", "jpeg-of-bw-image") && has("{ \"rules\": { \"§", "network"));
        assert!(
            has("{ \"overrides\": [{ \"rules\": { \"§", "jpeg-of-bw-image") && has("{ \"overrides\": [{ \"§", "files")
        );
        assert!(!has("{ \"overrides\": [{ \"§", "exclude"));
        for marked in ["{ \"rules\": { \"network\": \"§\" } }", "{ \"rules\": { \"jpeg-of-bw-image\": [\"§\"] } }"] {
            assert!(has(marked, "off") && has(marked, "warning"), "{marked}");
        }
        assert!(has("{ \"preset\": \"§\" }", "strict") && has("{ \"platforms\": [§] }", "\"linux\""));
        assert_eq!(labels("{ \"include\": [\"§\"] }", false), [] as [&str; 0]);
    }

    #[test]
    fn of_a_package_only_our_part_is_ours() {
        assert_eq!(labels("{ \"§\": 1 }", true), [] as [&str; 0]);
        assert!(labels("{ \"dwt-lint\": { \"§", true).contains(&"rules".to_owned()));
    }

    #[test]
    fn keys_and_rules_are_explained_in_place() {
        let text = "{ \"rules\": { \"jpeg-of-bw-image\": \"off\" } }";
        let explain = |what: &str| Configuration { text, is_package: false }.explain(text.find(what).expect("there"));
        let (span, rule) = explain("jpeg").expect("a rule");
        assert_eq!(span.of(text), "jpeg-of-bw-image");
        assert!(rule.contains("[Documentation]("), "{rule}");
        assert!(explain("rules").is_some_and(|(_, told)| told.contains("severity of rules")));
        assert_eq!(explain("{"), None);
    }
}
