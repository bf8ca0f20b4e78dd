use memchr::memmem;

use super::html::{Attribute, Page, Tag};
use super::recover::recover_scripts;
use super::script_type::ScriptType;
use super::{Grammar, Region, Role};
use crate::text::{FileKind, Source, Span};

/// A host file: the code in it, and what its markup says that code depends on.
#[derive(Debug, Default)]
pub struct Document<'s> {
    /// In document order.
    pub regions: Vec<Region<'s>>,
    /// The `src` of every `<script>` that is JavaScript, in document order.
    pub script_sources: Vec<(String, Span)>,
    /// The `id` of every element, in document order.
    pub element_ids: Vec<(String, Span)>,
    pub html_comments: Vec<Span>,
    host: &'s str,
}

/// Finds the code of a file and parses it. Never fails: what cannot be read gives a region that is not confident.
#[must_use]
pub fn read(source: &Source) -> Document<'_> {
    match source.kind {
        FileKind::JavaScript => read_script_file(&source.text, Grammar::JavaScript),
        FileKind::TypeScript => read_script_file(&source.text, Grammar::TypeScript),
        FileKind::Tsx => read_script_file(&source.text, Grammar::Tsx),
        _ => read_page(&source.text),
    }
}

fn read_script_file(host: &str, grammar: Grammar) -> Document<'_> {
    let region = Region::verbatim(Role::File, grammar, host, Span::new(0, host.len()));
    Document { regions: region.into_iter().collect(), host, ..Document::default() }
}

fn read_page(host: &str) -> Document<'_> {
    let page = whole_page(host);
    let mut document = Document { host, ..Document::default() };
    for tag in live_tags(&page, host) {
        document.read_attributes(tag, host);
        if tag.is("script", host) {
            document.read_script(tag, host);
        }
    }
    document.html_comments = page.comments;
    document
}

fn whole_page(host: &str) -> Page {
    let mut page = Page::read(host, Span::new(0, host.len()));
    recover_scripts(&mut page, host);
    page
}

/// Those that are not the text of a `<textarea>`, which the user may edit.
fn live_tags<'p>(page: &'p Page, host: &'p str) -> impl Iterator<Item = &'p Tag> {
    let mut is_in_textarea = false;
    page.tags.iter().filter(move |tag| {
        let is_edge = tag.is("textarea", host);
        if is_edge {
            is_in_textarea = !tag.is_end(host);
        }
        is_edge || !is_in_textarea
    })
}

/// The [`Document::script_sources`] of a page alone: no code is parsed for them.
#[must_use]
pub fn script_sources(source: &Source) -> Vec<String> {
    let host = &*source.text;
    let page = if source.kind == FileKind::Html { whole_page(host) } else { Page::default() };
    let scripts = live_tags(&page, host).filter(|tag| tag.is("script", host) && script_role(tag, host).is_some());
    scripts.filter_map(|tag| Some(address(tag, host)?.0)).collect()
}

/// How the code of a `<script>` runs; `None` when it is not JavaScript.
fn script_role(tag: &Tag, host: &str) -> Option<Role> {
    let value = |name| tag.attribute(name, host).map(|attribute: Attribute| attribute.text(host));
    match ScriptType::of(value("type").as_deref(), value("language").as_deref()) {
        ScriptType::Classic => Some(Role::ClassicScript),
        ScriptType::Module => Some(Role::ModuleScript),
        ScriptType::Other => None,
    }
}

/// The `src` of a tag, and where it stands.
fn address(tag: &Tag, host: &str) -> Option<(String, Span)> {
    let source = tag.attribute("src", host)?;
    Some((source.text(host).trim().to_owned(), source.value.unwrap_or(source.name)))
}

impl<'s> Document<'s> {
    /// The comments that hold `marker`, of the markup and of the code, in order of place. Costs nothing to speak of in a file
    /// that does not hold it.
    #[must_use]
    pub fn comments_with(&self, marker: &str) -> Vec<Span> {
        let mut comments: Vec<Span> = self.regions.iter().flat_map(|region| region.comments_with(marker)).collect();
        let in_markup = self.html_comments.iter().copied();
        comments.extend(
            in_markup.filter(|comment| memmem::find(comment.of(self.host).as_bytes(), marker.as_bytes()).is_some()),
        );
        comments.sort_unstable();
        comments.dedup();
        comments
    }

    fn read_attributes(&mut self, tag: &Tag, host: &'s str) {
        for attribute in &tag.attributes {
            let Some(value) = attribute.value else { continue };
            let name = attribute.name.of(host).to_ascii_lowercase();
            if name == "id" {
                self.element_ids.push((attribute.text(host).into_owned(), value));
            } else if let Some(code) = handler_code(&name, value, host) {
                let role = Role::Handler { attribute: name };
                self.regions.extend(Region::attribute_value(role, host, code));
            }
        }
    }

    fn read_script(&mut self, tag: &Tag, host: &'s str) {
        let Some(role) = script_role(tag, host) else { return };
        if let Some(address) = address(tag, host) {
            self.script_sources.push(address);
        } else if let Some(body) = tag.raw.filter(|body| !body.of(host).trim().is_empty()) {
            self.regions.extend(Region::verbatim(role, Grammar::JavaScript, host, body));
        }
    }
}

/// The part of an attribute value that is code: all of an `on*` handler but a `javascript:` before it, and what follows
/// the `javascript:` of an `href`.
fn handler_code(name: &str, value: Span, host: &str) -> Option<Span> {
    let is_event = name
        .strip_prefix("on")
        .is_some_and(|event| !event.is_empty() && event.bytes().all(|byte| byte.is_ascii_alphabetic()));
    let after_scheme =
        after_javascript_scheme(value.of(host)).map(|at| Span::new(value.start as usize + at, value.end as usize));
    let code = match after_scheme {
        Some(code) if is_event || name == "href" => code,
        None if is_event => value,
        _ => return None,
    };
    (!code.of(host).trim().is_empty()).then_some(code)
}

fn after_javascript_scheme(value: &str) -> Option<usize> {
    const SCHEME: &str = "javascript:";
    let start = value.len() - value.trim_start().len();
    let scheme = value.get(start..start + SCHEME.len())?;
    scheme.eq_ignore_ascii_case(SCHEME).then_some(start + SCHEME.len())
}
