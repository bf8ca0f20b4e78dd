//! What is known of a subject as data: a list of objects, each with its `kind`.

use serde_json::{Value, json};

use super::super::{codes, rules};
use super::interface;
use crate::explain::Subject;
use crate::rules::Rule;
use crate::sdk::codes::CodeMatch;
use crate::sdk::guide::{self, Topic};

pub fn objects(subject: &Subject) -> Value {
    Value::Array(match subject {
        Subject::Code(found) => code(found),
        Subject::Rule(found) => vec![rule(found)],
        Subject::Topic(found) => vec![topic(found)],
        Subject::Interface(found) => interface::objects(found),
    })
}

/// The code, and the topics of the error guide that treat it.
fn code(found: &CodeMatch) -> Vec<Value> {
    let topics = found.code.guide.iter().filter_map(|id| guide::topic(id)).map(topic);
    std::iter::once(of_kind("code", codes::met_object(found))).chain(topics).collect()
}

/// As in the list of rules, with the page as Markdown.
fn rule(rule: &Rule) -> Value {
    let mut object = of_kind("rule", rules::object(rule));
    object["page"] = rule.page.trim().into();
    object
}

fn topic(topic: &Topic) -> Value {
    json!({
        "kind": "topic",
        "id": topic.id,
        "title": topic.title,
        "codes": topic.codes,
        "rules": topic.rules.iter().filter(|id| crate::rules::find(id).is_some()).collect::<Vec<_>>(),
        "symptom": topic.symptom.trim(),
        "cause": topic.cause.trim(),
        "fix": topic.fix.trim(),
        "inCode": topic.in_code.trim(),
    })
}

fn of_kind(kind: &str, mut object: Value) -> Value {
    object["kind"] = kind.into();
    object
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::explain::find;
    use crate::sdk::{api, codes};

    fn first(what: &str) -> Value {
        objects(&find(what).expect("something"))[0].clone()
    }

    #[test]
    fn each_kind_of_subject_is_told_as_data() {
        let cases = [
            ("HTTPPort", "/kind", json!("property")),
            ("HTTPPort", "/name", json!("WebTwain.HTTPPort")),
            ("HTTPPort", "/signatures/0/text", json!("HTTPPort: number")),
            ("HTTPPort", "/inTypes", json!({ "from": "13.4.1", "through": null })),
            ("SaveAsJPEG", "/signatures/0/deprecated/since", json!("18.5")),
            (
                "WebTwain.ShowImageEditor",
                "/deprecated",
                json!({ "since": "16.2", "use": ["Viewer.createImageEditor"] }),
            ),
            ("exceptition", "/removed", json!({ "since": "18.5.0", "isCertain": true, "use": "exception" })),
            ("WebTwain.Addon.Webcam.SelectSource", "/platforms/linux", json!(false)),
            ("WebTwain.Addon.Webcam.SelectSource", "/platforms/windows", json!("10.2")),
            ("DeviceConfiguration.IfShowUI", "/kind", json!("option")),
            ("EnumDWT_DUPLEX", "/paths/0/path", json!("Dynamsoft.DWT.EnumDWT_DUPLEX")),
            (
                "EnumDWT_DUPLEX",
                "/members/2",
                json!({
                    "name": "TWDX_NONE",
                    "value": 0,
                    "inTypes": { "from": "13.4.1", "through": null },
                    "deprecated": null,
                }),
            ),
            ("TWPT_BW", "/name", json!("EnumDWT_PixelType.TWPT_BW")),
            ("TWPT_BW", "/value", json!(0)),
            ("OnGetFilePath", "/handlerParameters/0/name", json!("isSave")),
            ("-2003", "/value", json!(-2003)),
            ("http-port-ssl-mismatch", "/category", json!("network")),
            ("jpeg-needs-gray-or-colour", "/kind", json!("topic")),
        ];
        for (what, pointer, expected) in cases {
            let object = first(what);
            assert_eq!(object.pointer(pointer), Some(&expected), "{what} {pointer}: {object:#}");
        }
    }

    #[test]
    fn everything_has_a_kind() {
        let members = api::receivers().flat_map(api::Receiver::members);
        let paths = members.map(|member| format!("{}.{}", member.receiver().name(), member.name()));
        let enumerations = api::enumerations().map(|found| found.name().to_owned());
        let events = api::events().map(|event| event.name().to_owned());
        let codes = codes::all().iter().map(|code| code.code.to_string());
        for what in paths.chain(enumerations).chain(events).chain(codes) {
            assert!(first(&what)["kind"].is_string(), "{what}");
        }
    }
}
