use super::notes::{bullets, code_block, documentation, paragraphs, platforms, rules};
use crate::sdk::api::Event;

/// How a handler is registered for it and what that is called with.
#[must_use]
pub fn event_markdown(event: Event, rule_links: &[(&str, String)]) -> String {
    let headline = format!("**{}** - event of `{}`", event.name(), event.method());
    let since = event.since().filter(|version| version.major > 0).map(|version| format!("Since {version}"));
    let past = (!event.is_current()).then(|| "No longer in the documentation".to_owned());
    paragraphs([
        headline,
        code_block(&[registration(event)]),
        event.description().to_owned(),
        bullets([
            since,
            past,
            platforms(|platform| event.support(platform)),
            rules(rule_links),
            documentation(event.docs_url()),
        ]),
    ])
}

fn registration(event: Event) -> String {
    let params = event.params().map(|(name, type_text)| match type_text {
        Some(type_text) => format!("{name}: {type_text}"),
        None => name.to_owned(),
    });
    let params: Vec<String> = params.collect();
    format!("{}(\"{}\", ({}) => {{ ... }})", event.method(), event.name(), params.join(", "))
}
