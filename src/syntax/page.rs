//! Pages: HTML, and what a server makes HTML of.

use super::cover::{COVER, Cover};
use super::html::{Attribute, Page, Tag};
use super::islands::{self, Island};
use super::piece::{Covering, Host, Piece};
use super::recover::recover_scripts;
use super::script_type::ScriptType;
use super::{Document, Grammar, Memory, Role};
use crate::text::{Span, Template};

/// Reads the page that is `shown` of a host; `template` is the language of its islands, where its name says that it has any.
pub(super) fn read<'s>(host: &'s str, shown: &str, template: Option<Template>, memory: &Memory) -> Document<'s> {
    let mut document = Document::new(host);
    let islands = islands_of(shown, template);
    let mut cover = (!islands.is_empty()).then(|| Cover::new(shown, &islands));
    let readable = cover.as_ref().map_or(shown, Cover::text);
    let page = whole_page(readable);
    let mut pieces = Vec::new();
    for tag in live_tags(&page, readable) {
        pieces.extend(handlers(tag, readable));
        document.element_ids.extend(id(tag, readable));
        if tag.is("script", readable) {
            match address(tag, readable) {
                Some(address) => document.script_sources.extend(script_role(tag, readable).map(|_| address)),
                None => pieces.extend(script(tag, readable)),
            }
        }
    }
    document.html_comments = page.comments;
    if let Some(cover) = &mut cover {
        pieces.iter().for_each(|piece| cover.cover_code(piece.span));
    }
    let covered = cover.map(Cover::finish).or_else(|| (shown != host).then(|| shown.into()));
    let covering = if template.is_some() { Covering::Islands } else { Covering::Guesses };
    document.parse(pieces, &Host { text: host, memory, covered, cover: covering });
    if template.is_some() && !islands.is_empty() {
        // What the server puts in may be code as well.
        document.regions.iter_mut().for_each(|region| region.is_whole = false);
    }
    document.islands = islands.into_iter().map(|island| island.span).collect();
    document
}

fn islands_of(text: &str, template: Option<Template>) -> Vec<Island> {
    match template {
        Some(template) => islands::find(template, text),
        None => islands::guess(text),
    }
}

/// The `src` of every script, and where it stands.
pub(super) fn script_sources(text: &str, template: Option<Template>) -> Vec<(String, Span)> {
    let islands = islands_of(text, template);
    let cover = (!islands.is_empty()).then(|| Cover::new(text, &islands));
    let readable = cover.as_ref().map_or(text, Cover::text);
    let page = whole_page(readable);
    let scripts = live_tags(&page, readable).filter(|tag| tag.is("script", readable));
    scripts.filter(|tag| script_role(tag, readable).is_some()).filter_map(|tag| address(tag, readable)).collect()
}

/// The tags of a page, those among them that the grammar loses on a broken one.
pub(super) fn whole_page(text: &str) -> Page {
    let mut page = Page::read(text, Span::new(0, text.len()));
    recover_scripts(&mut page, text);
    page
}

/// Those that are not the text of a `<textarea>`, which the user may edit.
fn live_tags<'p>(page: &'p Page, text: &'p str) -> impl Iterator<Item = &'p Tag> {
    let mut is_in_textarea = false;
    page.tags.iter().filter(move |tag| {
        let is_edge = tag.is("textarea", text);
        if is_edge {
            is_in_textarea = !tag.is_end(text);
        }
        is_edge || !is_in_textarea
    })
}

/// How the code of a `<script>` runs; `None` when it is not JavaScript, or runs on the server.
fn script_role(tag: &Tag, text: &str) -> Option<Role> {
    let value = |name| tag.attribute(name, text).map(|attribute: Attribute| attribute.text(text));
    if value("runat").is_some_and(|place| place.eq_ignore_ascii_case("server")) {
        return None;
    }
    match ScriptType::of(value("type").as_deref(), value("language").as_deref()) {
        ScriptType::Classic => Some(Role::ClassicScript),
        ScriptType::Module => Some(Role::ModuleScript),
        ScriptType::Other => None,
    }
}

fn script(tag: &Tag, text: &str) -> Option<Piece> {
    let role = script_role(tag, text)?;
    let body = tag.raw.filter(|body| !body.of(text).trim().is_empty())?;
    Some(Piece::code(role, Grammar::JavaScript, body))
}

/// The `src` of a tag, and where it stands. What a server puts before a path is left out.
fn address(tag: &Tag, text: &str) -> Option<(String, Span)> {
    let source = tag.attribute("src", text)?;
    let address = source.text(text);
    let known = address.rsplit(COVER).next().unwrap_or_default().trim();
    Some((known.to_owned(), source.value.unwrap_or(source.name)))
}

fn id(tag: &Tag, text: &str) -> Option<(String, Span)> {
    let attributes = tag.attributes.iter();
    let id = attributes.clone().find(|attribute| attribute.name.of(text).eq_ignore_ascii_case("id"))?;
    let known = id.text(text).into_owned();
    Some((known, id.value?)).filter(|(known, _)| !known.contains(COVER))
}

/// The code in the attributes of a tag.
fn handlers(tag: &Tag, text: &str) -> Vec<Piece> {
    let handler = |attribute: &Attribute| {
        let name = attribute.name.of(text).to_ascii_lowercase();
        let code = handler_code(&name, attribute.value?, text)?;
        Some(Piece::attribute(Role::Handler { attribute: name }, code))
    };
    tag.attributes.iter().filter_map(handler).collect()
}

/// The part of an attribute value that is code: all of an `on*` handler but a `javascript:` before it, and what follows
/// the `javascript:` of an `href`.
fn handler_code(name: &str, value: Span, text: &str) -> Option<Span> {
    let is_event = name
        .strip_prefix("on")
        .is_some_and(|event| !event.is_empty() && event.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let after_scheme =
        after_javascript_scheme(value.of(text)).map(|at| Span::new(value.start as usize + at, value.end as usize));
    let code = match after_scheme {
        Some(code) if is_event || name == "href" => code,
        None if is_event => value,
        _ => return None,
    };
    (!code.of(text).trim().is_empty()).then_some(code)
}

fn after_javascript_scheme(value: &str) -> Option<usize> {
    const SCHEME: &str = "javascript:";
    let start = value.len() - value.trim_start().len();
    let scheme = value.get(start..start + SCHEME.len())?;
    scheme.eq_ignore_ascii_case(SCHEME).then_some(start + SCHEME.len())
}
