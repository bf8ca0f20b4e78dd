use memchr::memmem;

use super::html::{Attribute, Page, Tag};
use super::recover::recover_scripts;
use super::script_type::ScriptType;
use super::{Region, Role};
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
        FileKind::JavaScript => read_script_file(&source.text),
        FileKind::Html => read_page(&source.text),
    }
}

fn read_script_file(host: &str) -> Document<'_> {
    let region = Region::verbatim(Role::File, host, Span::new(0, host.len()));
    Document { regions: region.into_iter().collect(), host, ..Document::default() }
}

fn read_page(host: &str) -> Document<'_> {
    let mut page = Page::read(host, Span::new(0, host.len()));
    recover_scripts(&mut page, host);
    let mut document = Document { html_comments: page.comments, host, ..Document::default() };
    let mut is_in_textarea = false;
    for tag in &page.tags {
        if tag.is("textarea", host) {
            is_in_textarea = !tag.is_end(host);
        } else if is_in_textarea {
            continue; // tags there are text that the user may edit
        }
        document.read_attributes(tag, host);
        if tag.is("script", host) {
            document.read_script(tag, host);
        }
    }
    document
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
        let value = |name| tag.attribute(name, host).map(|attribute: Attribute| attribute.text(host));
        let role = match ScriptType::of(value("type").as_deref(), value("language").as_deref()) {
            ScriptType::Classic => Role::ClassicScript,
            ScriptType::Module => Role::ModuleScript,
            ScriptType::Other => return,
        };
        if let Some(source) = tag.attribute("src", host) {
            let span = source.value.unwrap_or(source.name);
            self.script_sources.push((source.text(host).trim().to_owned(), span));
        } else if let Some(body) = tag.raw.filter(|body| !body.of(host).trim().is_empty()) {
            self.regions.extend(Region::verbatim(role, host, body));
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
