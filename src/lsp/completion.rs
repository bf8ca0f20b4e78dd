//! What the editor offers while the user types.

use serde_json::{Value, json};
use tower_lsp::ls_types::{
    CompletionItem, CompletionItemKind, CompletionItemTag, CompletionResponse, CompletionTextEdit, Documentation,
    InsertTextFormat, Position, Range, TextEdit,
};

use super::abilities::Abilities;
use super::markup::markup;
use super::view::View;
use crate::assist::{self, HalfTyped, Index, Kind, Proposal, Slot, Topic, proposals};
use crate::sdk::SdkVersion;
use crate::sdk::api::Release;

/// What the client asks after besides letters: a member, a string, a code or a rule.
pub const TRIGGERS: [&str; 5] = [".", "'", "\"", "`", "-"];

/// What may be put in at the position; `None` where that is not ours to say. TypeScript's own server offers what the SDK
/// declares, in a file of its language.
pub fn completion(view: &View, position: Position) -> Option<CompletionResponse> {
    let settings = view.settings().settings;
    let places = view.places();
    let source = &view.snapshot.source;
    let here = HalfTyped { source, offset: places.offset(position) };
    let mut blank = here.blank(&|source| view.index_of(source, &settings))?;
    if source.kind.is_typed() && blank.slot.is_declared() {
        return None;
    }
    if blank.slot == Slot::Container {
        let others = view.ids_of_pages().into_iter().map(|(id, _)| id);
        blank.names.extend(others);
        blank.names.sort();
        blank.names.dedup();
    }
    let release = settings.release();
    Some(items(proposals(&blank, release), release, places.range(blank.span), &view.setup.client))
}

/// What the client can take of some proposals, each to replace a range.
pub fn items(proposals: Vec<Proposal>, release: Release, range: Range, client: &Abilities) -> CompletionResponse {
    let can_take = |proposal: &Proposal| proposal.kind != Kind::Snippet || client.takes_snippets;
    let all = proposals.into_iter().filter(can_take).enumerate();
    CompletionResponse::Array(all.map(|(at, proposal)| item(proposal, at, release, range, client)).collect())
}

/// Adds the text about an item that the user looks at.
pub fn resolve(mut item: CompletionItem, client: &Abilities) -> CompletionItem {
    let text = |key: &str| item.data.as_ref().and_then(|data| data.get(key)?.as_str());
    let version = text("sdk").and_then(|version| version.parse::<SdkVersion>().ok());
    let thing = text("of").and_then(Topic::thing);
    if let Some(thing) = thing {
        let release = version.map_or_else(Release::newest, Release::of);
        let content = markup(assist::explain(thing, &Index::default(), release), &client.completion_format);
        item.documentation = Some(Documentation::MarkupContent(content));
    }
    item
}

fn item(proposal: Proposal, at: usize, release: Release, range: Range, client: &Abilities) -> CompletionItem {
    let format = (proposal.kind == Kind::Snippet).then_some(InsertTextFormat::SNIPPET);
    let is_struck = proposal.is_deprecated && client.strikes_deprecated_items;
    let text = proposal.text.unwrap_or_else(|| proposal.label.clone());
    CompletionItem {
        label: proposal.label,
        kind: Some(kind(proposal.kind)),
        detail: Some(proposal.detail),
        sort_text: Some(sort_text(at, proposal.is_deprecated)),
        tags: is_struck.then(|| vec![CompletionItemTag::DEPRECATED]),
        text_edit: Some(CompletionTextEdit::Edit(TextEdit::new(range, text))),
        insert_text_format: format,
        data: proposal.topic.map(|topic| data(&topic, release)),
        ..CompletionItem::default()
    }
}

/// What comes back when the item is to be resolved.
fn data(topic: &Topic, release: Release) -> Value {
    json!({ "of": topic.to_string(), "sdk": release.version().to_string() })
}

/// Behind what TypeScript's server offers, whose texts begin with a digit, or with "z" for what is deprecated.
fn sort_text(at: usize, is_deprecated: bool) -> String {
    let group = if is_deprecated { "zz" } else { "y" };
    format!("{group}{at:04}")
}

fn kind(kind: Kind) -> CompletionItemKind {
    match kind {
        Kind::Method => CompletionItemKind::METHOD,
        Kind::Property => CompletionItemKind::PROPERTY,
        Kind::Handler | Kind::Event => CompletionItemKind::EVENT,
        Kind::Option => CompletionItemKind::FIELD,
        Kind::Enumeration => CompletionItemKind::ENUM,
        Kind::EnumMember => CompletionItemKind::ENUM_MEMBER,
        Kind::Number => CompletionItemKind::VALUE,
        Kind::Rule => CompletionItemKind::KEYWORD,
        Kind::Element => CompletionItemKind::REFERENCE,
        Kind::Snippet => CompletionItemKind::SNIPPET,
    }
}
