//! The published shapes of reports.

use std::fs;

use jsonschema::Validator;
use serde_json::Value;

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

/// What is wrong with a report, and where in it.
pub fn errors(validator: &Validator, report: &Value) -> Vec<String> {
    validator.iter_errors(report).map(|error| format!("{error} at {}", error.instance_path())).collect()
}
