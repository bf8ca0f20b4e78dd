//! The published shapes of reports.

use std::fs;

use jsonschema::Validator;
use serde_json::Value;
use uppsala::XsdValidator;

use super::root;

pub fn sarif() -> Validator {
    // As published, the pattern of languages has a bracket too many.
    validator(&text("sarif-2.1.0.json").replace("[a-zA-Z]{2}]?$", "[a-zA-Z]{2}?$"))
}

pub fn gitlab() -> Validator {
    validator(&text("gitlab-code-quality.json"))
}

fn text(name: &str) -> String {
    fs::read_to_string(root().join("tests/schemas").join(name)).expect("the schema")
}

fn validator(schema: &str) -> Validator {
    jsonschema::validator_for(&serde_json::from_str(schema).expect("JSON")).expect("a schema that can be used")
}

/// What is wrong with an XML report by one of the schemas, and where in it.
pub fn xml_errors(schema: &str, report: &str) -> Vec<String> {
    let schema = text(schema);
    let schema = uppsala::parse(&schema).expect("XML");
    let validator = XsdValidator::from_schema(&schema).expect("a schema that can be used");
    match uppsala::parse(report) {
        Ok(report) => validator.validate(&report).iter().map(ToString::to_string).collect(),
        Err(error) => vec![error.to_string()],
    }
}

/// What is wrong with a report, and where in it.
pub fn errors(validator: &Validator, report: &Value) -> Vec<String> {
    validator.iter_errors(report).map(|error| format!("{error} at {}", error.instance_path())).collect()
}
