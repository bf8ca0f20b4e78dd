//! The page of what a word names: a rule, an error code, a topic of the error guide, or something that the SDK declares.

mod api;
mod found;
mod unknown;

use crate::rules::{self, Rule};
use crate::sdk::codes::{self, CodeMatch};
use crate::sdk::describe::code_markdown;
use crate::sdk::guide::{self, Topic};
use crate::text;

pub use found::Found;

/// What a name or a number means.
pub enum Subject {
    Code(CodeMatch),
    Rule(&'static Rule),
    Topic(&'static Topic),
    Interface(Found),
}

/// What a word means, as people type or copy it.
///
/// # Errors
/// When nothing is called so: a sentence that says it, with the nearest names.
pub fn find(what: &str) -> Result<Subject, String> {
    let what = what.trim();
    if let Some(value) = number(what) {
        return codes::lookup(value).map(Subject::Code).ok_or_else(|| unknown_code(value));
    }
    if let Some(rule) = rules::find(what) {
        return Ok(Subject::Rule(rule));
    }
    if let Some(topic) = guide::topic(what) {
        return Ok(Subject::Topic(topic));
    }
    found::find(what).map(Subject::Interface).ok_or_else(|| unknown_name(what))
}

/// Its page, as Markdown.
#[must_use]
pub fn page(subject: &Subject) -> String {
    match subject {
        Subject::Code(found) => code_page(found),
        Subject::Rule(rule) => rule_page(rule),
        Subject::Topic(topic) => topic_page(topic, "#"),
        Subject::Interface(found) => api::page(found),
    }
}

/// A number as people copy it, typographic minus sign included.
fn number(what: &str) -> Option<i64> {
    what.replace('\u{2212}', "-").parse().ok()
}

fn code_page(found: &CodeMatch) -> String {
    let known_rule = |id: &str| rules::find(id).map(|_| String::new());
    let description = code_markdown(found, &known_rule);
    let topics = found.code.guide.iter().filter_map(|id| guide::topic(id)).map(|topic| topic_page(topic, "##"));
    std::iter::once(description).chain(topics).collect::<Vec<_>>().join("\n\n")
}

fn topic_page(topic: &Topic, heading: &str) -> String {
    let sections = [
        ("What you see", topic.symptom),
        ("Why", topic.cause),
        ("What to do", topic.fix),
        ("In the code", topic.in_code),
    ];
    let sections = sections.iter().filter(|(_, text)| !text.trim().is_empty());
    let sections: Vec<String> =
        sections.map(|(title, text)| format!("{heading}# {title}\n\n{}", text.trim())).collect();
    format!("{heading} {}\n\n{}", topic.title, sections.join("\n\n"))
}

fn rule_page(rule: &Rule) -> String {
    let mut facts = vec![
        format!("category: {}", rule.category.name()),
        format!("severity: {}", rule.severity),
        format!("default: {}", if rule.recommended { "on" } else { "off" }),
        format!("fix: {}", rule.fix.name()),
    ];
    if !rule.codes.is_empty() {
        let codes: Vec<String> = rule.codes.iter().map(i32::to_string).collect();
        facts.push(format!("codes: {}", codes.join(", ")));
    }
    if !rule.versions.is_empty() {
        facts.push(format!("SDK: {}", rule.versions));
    }
    format!("{}\n\n---\n\n{}\n\n{}", rule.page.trim(), facts.join(" | "), rule.url())
}

fn unknown_code(value: i64) -> String {
    let near: Vec<String> = codes::nearest(value).iter().map(ToString::to_string).collect();
    let near: Vec<&str> = near.iter().map(String::as_str).collect();
    let guess = text::did_you_mean(&near);
    format!("{value} is no error code of the SDK{guess} (`dwt-lint codes` lists them)")
}

fn unknown_name(what: &str) -> String {
    let near = unknown::nearest_names(what);
    let guess = text::did_you_mean(&near.iter().map(String::as_str).collect::<Vec<_>>());
    format!(
        "nothing is known of `{what}`{guess} (give a rule id, an error code, a topic of the error guide, or a member, \
         enumeration or event of the SDK)"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rules::RULES;
    use crate::sdk::api as sdk;

    fn explanation(what: &str) -> Result<String, String> {
        find(what).map(|subject| page(&subject))
    }

    #[test]
    fn every_code_rule_and_topic_is_explained() {
        for code in codes::all() {
            let page = explanation(&code.code.to_string()).expect("a page");
            assert!(page.contains(&code.code.to_string()), "{page}");
        }
        for rule in RULES {
            assert!(explanation(rule.id).expect("a page").contains(rule.page.trim()), "{rule:?}");
        }
        for topic in guide::all() {
            assert!(explanation(topic.id).expect("a page").starts_with(&format!("# {}", topic.title)));
        }
    }

    #[test]
    fn all_that_the_sdk_declares_is_explained_by_its_path() {
        for member in sdk::receivers().flat_map(sdk::Receiver::members) {
            let path = format!("{}.{}", member.receiver().name(), member.name());
            let page = explanation(&path).unwrap_or_else(|failure| panic!("{failure}"));
            assert!(page.starts_with(&format!("**{path}**")) && page.contains("```ts\n"), "{page}");
        }
        for enumeration in sdk::enumerations() {
            let page = explanation(enumeration.name()).expect("a page");
            for member in enumeration.members() {
                assert!(page.contains(&format!("- `{}` = ", member.name())), "{page}");
                let path = format!("{}.{}", enumeration.name(), member.name());
                assert!(explanation(&path).expect("a page").contains(&format!("**{path}** = ")), "{path}");
            }
        }
        for event in sdk::events() {
            let page = explanation(event.name()).expect("a page");
            assert!(page.contains(&format!("event of `{}`", event.method())), "{page}");
        }
    }

    #[test]
    fn numbers_are_read_as_people_copy_them() {
        assert_eq!(number("\u{2212}1073"), Some(-1073));
        assert_eq!(number("port"), None);
    }

    #[test]
    fn mistakes_get_a_guess() {
        let guess = explanation("1073").expect_err("no code");
        assert!(guess.contains("did you mean `-1073`"), "{guess}");
        assert!(explanation("no-such-thing-at-all").expect_err("no rule").contains("nothing is known of"));
    }
}
