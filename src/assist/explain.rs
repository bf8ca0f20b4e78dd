//! What is told of a thing, as Markdown.

use crate::rules::{self, Rule};
use crate::sdk::api::Release;
use crate::sdk::{codes::CodeMatch, describe};

use super::{Index, Thing};

/// Most useful first; with links to the pages of rules.
#[must_use]
pub fn explain(thing: Thing<'_>, index: &Index, release: Release) -> String {
    match thing {
        Thing::Member(member) => describe::member_markdown(member, release, &links(rules::about_member(member))),
        Thing::Enumeration(found) => describe::enumeration_markdown(found, release, &links(rules::about(found.name()))),
        Thing::EnumMember(of, member) => {
            describe::enum_member_markdown(of, member, release, &links(rules::about(member.name())))
        }
        Thing::Event(event) => describe::event_markdown(event, &links(rules::about(event.name()))),
        Thing::Code(found) => code(&found),
        Thing::Rule(rule) => rule_markdown(rule),
        Thing::Snippet(snippet) => format!("{}\n\n```js\n{}\n```", snippet.title, snippet.code()),
        Thing::Container(id) => {
            let is_here = index.element_ids.iter().any(|(known, _)| known == id);
            container(id, is_here.then_some("this page"))
        }
    }
}

pub fn code(found: &CodeMatch) -> String {
    describe::code_markdown(found, &|rule| rules::find(rule).map(Rule::url))
}

pub fn rule_markdown(rule: &Rule) -> String {
    let (category, severity) = (rule.category.name(), rule.severity.name());
    format!("**{}** ({category}, {severity})\n\n{}.\n\n[Documentation]({})", rule.id, rule.summary, rule.url())
}

/// Of an id; `page` is what the page with an element of that id is called.
#[must_use]
pub fn container(id: &str, page: Option<&str>) -> String {
    let place = match page {
        Some(page) => format!("The element with this id is in {page}."),
        None => "No element of this program's pages has this id.".to_owned(),
    };
    format!("**{id}** - id of an element, or of an instance\n\n{place}")
}

fn links(rules: Vec<&Rule>) -> Vec<(&'static str, String)> {
    rules.into_iter().map(|rule| (rule.id, rule.url())).collect()
}
