use super::notes::{bullets, labelled, rule_link};
use crate::sdk::codes::{CodeMatch, ErrorCode, MatchKind, Message, Source};
use crate::sdk::guide;

/// The SDK's messages word for word, then cause, what to do, topic of the guide, the rules that prevent it, and where the
/// code is written down when not everywhere. `link_rule` gives the address of a rule's page, empty for a name without a
/// link, `None` for a rule that is not to be shown.
#[must_use]
pub fn code_markdown(found: &CodeMatch, link_rule: &dyn Fn(&str) -> Option<String>) -> String {
    let code = found.code;
    let mut paragraphs = vec![headline(found), messages(code)];
    paragraphs.push(code.cause.to_owned());
    paragraphs.push(format!("**What to do:** {}", code.fix));
    paragraphs.push(remarks(code, link_rule));
    paragraphs.retain(|paragraph| !paragraph.is_empty());
    paragraphs.join("\n\n")
}

fn headline(found: &CodeMatch) -> String {
    let code = found.code;
    let number = match (found.kind, code.original) {
        (MatchKind::Range, _) => format!("**{}** (as every code {code} without an entry of its own)", found.value),
        (MatchKind::Original, _) => {
            format!("**{}** on the licence server, **{}** in the SDK", found.value, code.code)
        }
        (MatchKind::Exact, Some(original)) => format!("**{code}** ({original} on the licence server)"),
        (MatchKind::Exact, None) => format!("**{code}**"),
    };
    format!("{number} - {}", code.group.title)
}

/// As a quote, one message a line; nothing in them needs escaping, by test.
fn messages(code: &ErrorCode) -> String {
    let current = code.current_messages().map(quote);
    let earlier = code.earlier_messages().map(|message| format!("{} _(earlier wording)_", quote(message)));
    current.chain(earlier).collect::<Vec<_>>().join("  \n")
}

fn quote(message: &Message) -> String {
    format!("> **{}**", message.text)
}

fn remarks(code: &ErrorCode, link_rule: &dyn Fn(&str) -> Option<String>) -> String {
    let items = [
        labelled("Guide", code.guide.iter().filter_map(|id| guide::topic(id)).map(|topic| topic.title.to_owned())),
        prevented_by(code, link_rule),
        labelled("Says the same", code.twins.iter().map(i32::to_string)),
        labelled("Name", code.names.iter().map(|name| format!("`{name}`"))),
        origin(code).map(str::to_owned),
    ];
    bullets(items)
}

/// More rules than this are counted, not named.
const MOST_RULES: usize = 5;

fn prevented_by(code: &ErrorCode, link_rule: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    let rules: Vec<_> = code.rules.iter().filter_map(|id| Some(rule_link(id, &link_rule(id)?))).collect();
    let shown = labelled("Prevented by", rules.iter().take(MOST_RULES).cloned())?;
    let more = rules.len().saturating_sub(MOST_RULES);
    Some(if more == 0 { shown } else { format!("{shown} and {more} more") })
}

/// Said only of a code that not both appendices have.
fn origin(code: &ErrorCode) -> Option<&'static str> {
    let has = |source| code.sources.contains(&source);
    let note = if has(Source::Samples) {
        "In no published list: known from official samples only, so the SDK's message is not known"
    } else if has(Source::RestDocs) {
        "Not in the list of codes: documented with the REST interface only"
    } else if has(Source::Appendix2022) {
        "Only in lists up to 2022"
    } else if has(Source::Appendix194) {
        if has(Source::Appendix) || has(Source::LicenceServer) {
            return None;
        }
        "Only in newer lists (19.4)"
    } else if has(Source::Appendix) {
        "Only in older lists: the one of 19.4 does not have it"
    } else {
        "In no published list: known from the SDK's type declarations only"
    };
    Some(note)
}
