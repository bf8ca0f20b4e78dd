use jsonc_parser::ast::Value;
use jsonc_parser::common::Ranged as _;

use crate::rules::{self, Options};

use super::json::Reader;

/// Reads the options of a rule: the object of `["warning", { … }]`.
pub(super) fn read_options<'a>(rule: &str, value: &Value<'a>, reader: &mut Reader<'a>) -> Option<Options> {
    let known = rules::find(rule)?.options;
    let object = reader.object(value, "the options of a rule")?;
    let names: Vec<&'static str> = known.iter().map(|option| option.name).collect();
    let mut options = Options::new();
    for property in &object.properties {
        let (name, value) = (property.name.as_str(), &property.value);
        match known.iter().find(|option| option.name == name) {
            Some(option) => {
                let Some(chosen) = reader.string(value, &format!("`{name}`")) else { continue };
                if option.values.contains(&chosen) {
                    options.insert(name.to_owned(), chosen.into());
                } else {
                    reader.unknown(value.range(), &format!("value of `{name}`:"), chosen, option.values);
                }
            }
            None if names.is_empty() => {
                reader.problem(property.name.range(), format!("unknown option `{name}`: `{rule}` has no options"));
            }
            None => reader.unknown(property.name.range(), "option", name, &names),
        }
    }
    Some(options)
}
