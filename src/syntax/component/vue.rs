//! Vue: `<script>`, `<script setup>`, directives such as `@click` and `v-if`, and `{{ … }}`.

use memchr::memmem;

use super::Component;
use crate::syntax::html::{Attribute, Page, Tag};
use crate::syntax::page::whole_page;
use crate::syntax::{Document, Memory, TemplateElement};
use crate::text::Span;

/// Reads the component that is shown (`text`) of a host.
pub(in crate::syntax) fn read<'s>(host: &'s str, text: &str, memory: &Memory) -> Document<'s> {
    let page = whole_page(text);
    let is_setup = |tag: &Tag, text: &str| tag.attribute("setup", text).is_some();
    let mut component = Component::with_scripts(text, text, &page, is_setup);
    component.scope.sees_members = true;
    if let Some(template) = template(&page, text) {
        let elements = page.elements(text);
        for (tag, element) in page.tags.iter().zip(elements).filter(|(tag, _)| template.contains(tag.name)) {
            for attribute in &tag.attributes {
                add_directive(&mut component, attribute, element);
            }
            component.scope.elements.extend(given(tag, text));
        }
        for span in interpolations(&page, text, template) {
            component.add_expression(span, false);
        }
    }
    component.finish(page, host, memory)
}

/// What a tag gives to the component that it names. A component's name has a capital or a hyphen in it.
fn given(tag: &Tag, text: &str) -> Option<TemplateElement> {
    let name = tag.name.of(text);
    if tag.is_end(text) || !(name.contains('-') || name.starts_with(char::is_uppercase)) {
        return None;
    }
    let bound = tag.attributes.iter().filter_map(|attribute| {
        let name = attribute.name.of(text);
        let name = name.strip_prefix(':').or_else(|| name.strip_prefix("v-bind:"))?;
        Some((in_camel_case(name), attribute.value?))
    });
    let properties: Vec<(String, Span)> = bound.collect();
    let component = in_camel_case(&format!("-{name}"));
    (!properties.is_empty()).then_some(TemplateElement { component, name: tag.name, properties })
}

/// `scan-view` is `scanView` to a script.
fn in_camel_case(name: &str) -> String {
    let mut parts = name.split('-');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| {
        let mut letters = part.chars();
        let capital = letters.next().map(|first| first.to_uppercase().to_string());
        name + &capital.unwrap_or_default() + letters.as_str()
    })
}

/// From the first to the last tag of the template, unless it is in another language.
fn template(page: &Page, text: &str) -> Option<Span> {
    let mut tags = page.tags.iter().filter(|tag| tag.is("template", text));
    let first = tags.next()?;
    let last = tags.next_back()?;
    let language = first.attribute("lang", text).map(|language| language.text(text).to_ascii_lowercase());
    language.is_none_or(|language| language == "html").then(|| first.name.cover(last.name))
}

/// What a directive does with its value.
enum Use {
    Handler,
    Expression,
    /// `item in items`
    Loop,
    /// Declares names.
    Names,
}

fn use_of(name: &str) -> Option<Use> {
    let directive = name.split([':', '.']).next().unwrap_or(name);
    match directive {
        "v-for" => Some(Use::Loop),
        "v-slot" | "slot-scope" => Some(Use::Names),
        "v-else" | "v-pre" | "v-cloak" | "v-once" => None,
        "v-on" if name.contains(':') => Some(Use::Handler),
        _ if name.starts_with('@') => Some(Use::Handler),
        _ if name.starts_with('#') => Some(Use::Names),
        _ if name.starts_with([':', '.']) || name.starts_with("v-") => Some(Use::Expression),
        _ => None,
    }
}

/// `element` is where the names are seen that the directive declares.
fn add_directive(component: &mut Component<'_>, attribute: &Attribute, element: Span) {
    let text = component.text;
    let (Some(value), Some(how)) = (attribute.value, use_of(attribute.name.of(text))) else { return };
    match how {
        Use::Handler if is_function(value.of(text)) => component.add_expression(value, true),
        Use::Handler => component.add_statements(value),
        Use::Expression => component.add_expression(value, true),
        Use::Names => component.add_locals(value.of(text), element),
        Use::Loop => {
            if let Some((names, list)) = parts_of_loop(value, text) {
                component.add_locals(names.of(text), element);
                component.add_expression(list, true);
            }
        }
    }
}

fn is_function(handler: &str) -> bool {
    let handler = handler.trim_start();
    handler.strip_prefix("async").unwrap_or(handler).trim_start().starts_with("function")
}

/// The names and the list of `(item, index) in items`. The list begins behind a blank.
fn parts_of_loop(value: Span, text: &str) -> Option<(Span, Span)> {
    let bytes = value.of(text).as_bytes();
    let is_blank = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_whitespace);
    let is_word = |at: usize| matches!(bytes.get(at..at + 2), Some(b"in" | b"of"));
    let word = (1..bytes.len()).find(|&at| is_blank(at - 1) && is_word(at) && is_blank(at + 2))?;
    let start = value.start as usize;
    Some((Span::new(start, start + word), Span::new(start + word + 3, value.end as usize)))
}

/// The code between the braces in the text of a template.
fn interpolations(page: &Page, text: &str, template: Span) -> Vec<Span> {
    let mut taken: Vec<Span> = page.comments.clone();
    taken.extend(page.tags.iter().filter_map(|tag| tag.raw));
    taken.extend(page.tags.iter().flat_map(|tag| &tag.attributes).filter_map(|attribute| attribute.value));
    taken.sort_unstable();
    let is_taken = |at: usize| {
        let before = taken.partition_point(|span| span.start as usize <= at);
        before.checked_sub(1).is_some_and(|last| at < taken[last].end as usize)
    };
    let bytes = &text.as_bytes()[..template.end as usize];
    let (open, close) = (memmem::Finder::new("{{"), memmem::Finder::new("}}"));
    let mut found = Vec::new();
    let mut at = template.start as usize;
    while let Some(start) = open.find(&bytes[at..]).map(|next| at + next + "{{".len()) {
        at = start;
        if is_taken(start - 1) {
            continue;
        }
        let Some(end) = close.find(&bytes[start..]).map(|next| start + next) else { break };
        found.push(Span::new(start, end));
        at = end + "}}".len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::{Grammar, Role};

    /// The text and kind of each region.
    fn regions(text: &str) -> Vec<(&str, bool, bool)> {
        let document = read(text, text, &Memory::default());
        let regions = document.regions.iter();
        regions.map(|it| (it.span.of(text), it.role == Role::Template, it.confident())).collect()
    }

    #[test]
    fn all_code_of_a_component_is_found() {
        let text = "<template><p :class=\"{ a: b, c }\" class='x' @click=\"f(); g('{{')\" v-on:x.y='function () { h() }'
            v-for=\"(d, i) in list\" v-slot:a=\"{ item }\" v-else #b='c' v-if=x v-bind='{...y}'>{{ {z: 1} }} {{ w | v('q') }}
            <A/><b v-else>&lt;</b><!-- {{ no }} --></p></template>
            <script>export default {}</script><script setup>var s;</script><style>.a { b: {{ c }} }</style>";
        let expected = [
            ("{ a: b, c }", true),
            ("f(); g('{{')", true),
            ("function () { h() }", true),
            ("list", true),
            ("x", true),
            ("{...y}", true),
            (" {z: 1} ", true),
            (" w | v('q') ", true),
            ("export default {}", false),
            ("var s;", false),
        ];
        assert_eq!(regions(text), expected.map(|(code, is_template)| (code, is_template, true)));
        let scope = read(text, text, &Memory::default()).template.expect("a template");
        let names: Vec<&str> = scope.locals.iter().map(|(name, _)| &**name).collect();
        assert_eq!(names, ["d", "i", "item", "c"]);
    }

    #[test]
    fn names_of_a_template_are_seen_in_their_element() {
        let text = "<template><b v-for='a in b'><b/><b>x</b></b><A v-slot='c' /><br v-for='d in e'>f</template>";
        let scope = read(text, text, &Memory::default()).template.expect("a template");
        let seen: Vec<(&str, &str)> = scope.locals.iter().map(|(name, seen)| (&**name, seen.of(text))).collect();
        let item = "b v-for='a in b'><b/><b>x</b></b";
        assert_eq!(seen, [("a", item), ("c", "A v-slot='c"), ("d", "br v-for='d in e")]);
    }

    #[test]
    fn the_language_of_the_scripts_is_that_of_the_template() {
        let text = "<script lang=\"ts\" setup>let a: B;</script><template><p @click=\"f(a as C)\" :b='a!'/></template>";
        let document = read(text, text, &Memory::default());
        assert!(document.regions.iter().all(|it| it.confident() && it.parts[0].grammar == Grammar::TypeScript));
        assert_eq!(document.regions.len(), 3);
        assert_eq!(
            regions("<script lang='coffee'>a b</script><template lang=\"pug\">p(@click=\"a\") {{ b }}</template>"),
            []
        );
    }

    #[test]
    fn entities_in_attributes_are_decoded() {
        let text = "<template><p :a=\"b &amp;&amp; {c: 1}\"></p></template>";
        assert_eq!(regions(text), [("b &amp;&amp; {c: 1}", true, true)]);
    }
}
