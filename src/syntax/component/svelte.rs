//! Svelte: `<script>`, `<script module>`, and everything in braces.

use crate::syntax::html::Page;
use crate::syntax::islands::end_of_string;
use crate::syntax::page::whole_page;
use crate::syntax::{Document, Memory};
use crate::text::Span;

use super::Component;

/// Reads the component that is shown (`text`) of a host.
pub(in crate::syntax) fn read<'s>(host: &'s str, text: &str, memory: &Memory) -> Document<'s> {
    let braces = braces(text);
    let readable = covered(text, &braces);
    let page = whole_page(&readable);
    let mut component = Component::with_scripts(text, &readable, &page, |_, _| true);
    let mut blocks = Vec::new();
    for span in braces {
        add_part(&mut component, span, &mut blocks);
    }
    add_passed_names(&mut component, &page, &readable);
    component.finish(page, host, memory)
}

/// What is in braces, covered so that the tags around can be read.
fn covered(text: &str, braces: &[Span]) -> String {
    let mut bytes = text.as_bytes().to_vec();
    for span in braces {
        bytes[span.start as usize - 1..=span.end as usize].fill(b'_');
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

/// `let:item`: what a component gives its content.
fn add_passed_names(component: &mut Component<'_>, page: &Page, readable: &str) {
    for (tag, element) in page.tags.iter().zip(page.elements(readable)) {
        for attribute in &tag.attributes {
            let Some(name) = attribute.name.of(readable).strip_prefix("let:") else { continue };
            match attribute.value {
                Some(value) => component.add_locals(value.of(component.text), element),
                None => component.add_locals(name, element),
            }
        }
    }
}

/// Adds the expression of `{x}`, `{#if x}`, `{:else if x}`, `{@html x}`, `{...x}`, and the names that a block declares. `blocks`
/// are those that are open: how many names there were before each.
fn add_part(component: &mut Component<'_>, span: Span, blocks: &mut Vec<usize>) {
    let code = span.of(component.text);
    let start = span.start as usize + code.len() - code.trim_start().len();
    let code = &component.text[start..span.end as usize];
    if let Some(rest) = code.strip_prefix("...") {
        return component.add_expression(Span::new(start + code.len() - rest.len(), span.end as usize), false);
    }
    if !code.starts_with(['#', ':', '@', '/']) {
        return component.add_expression(span, false);
    }
    let word_end = code.find(char::is_whitespace).unwrap_or(code.len());
    let rest = Span::new(start + word_end, span.end as usize);
    let skip = |blanks: usize| Span::new(rest.start as usize + blanks.min(rest.len()), rest.end as usize);
    if code.starts_with('#') {
        blocks.push(component.scope.locals.len());
    } else if code.starts_with('/') {
        let first = blocks.pop().unwrap_or(component.scope.locals.len());
        end_names(&mut component.scope.locals[first..], span);
    }
    let seen = Span::new(span.start as usize, component.text.len());
    match &code[..word_end] {
        "#if" | "#key" | "@html" | "@render" | "@attach" => component.add_expression(skip(1), false),
        ":else" => {
            let condition = rest.of(component.text).trim_start();
            if let Some(condition) = condition.strip_prefix("if ") {
                component.add_expression(Span::new(rest.end as usize - condition.len(), rest.end as usize), false);
            }
        }
        "#each" => add_with_names(component, skip(1), &[" as "], seen),
        "#await" => add_with_names(component, skip(1), &[" then", " catch"], seen),
        "@const" => {
            let (names, value) = rest.of(component.text).split_once('=').unwrap_or_default();
            component.add_locals(names, seen);
            component.add_expression(Span::new(rest.end as usize - value.len(), rest.end as usize), false);
        }
        ":then" | ":catch" | "#snippet" => component.add_locals(rest.of(component.text), seen),
        _ => {}
    }
}

/// The names of a block are seen up to its end.
fn end_names(names: &mut [(String, Span)], end: Span) {
    names.iter_mut().for_each(|(_, seen)| seen.end = seen.end.min(end.end));
}

/// An expression, and behind one of the words the names that it declares.
fn add_with_names(component: &mut Component<'_>, span: Span, words: &[&str], seen: Span) {
    let code = span.of(component.text);
    let word = outer_positions(code).find(|&at| words.iter().any(|word| code[at..].starts_with(word)));
    let end = word.unwrap_or(code.len());
    component.add_locals(&code[end..], seen);
    component.add_expression(Span::new(span.start as usize, span.start as usize + end), false);
}

/// Where blanks stand that are in no brackets.
fn outer_positions(code: &str) -> impl Iterator<Item = usize> + '_ {
    let mut depth = 0_usize;
    code.bytes().enumerate().filter_map(move |(at, byte)| {
        match byte {
            b'(' | b'[' | b'{' => depth += 1,
            b')' | b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0 && byte == b' ').then_some(at)
    })
}

/// Braces may never be closed; each try reads the rest of the file.
const MAX_OPEN: usize = 50;

/// What stands in braces, outside of scripts, styles and comments.
fn braces(text: &str) -> Vec<Span> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let (mut at, mut open) = (0, 0);
    while let Some(next) = memchr::memchr2(b'{', b'<', bytes.get(at..).unwrap_or_default()).map(|next| at + next) {
        at = next + 1;
        if bytes[next] == b'<' {
            at = end_of_raw(bytes, next).unwrap_or(at);
        } else if let Some(end) = end_of_braces(bytes, next) {
            found.push(Span::new(next + 1, end));
            at = end + 1;
        } else {
            open += 1;
            if open > MAX_OPEN {
                break;
            }
        }
    }
    found
}

/// Behind a comment, script or style that begins at `start`; none is left open.
fn end_of_raw(bytes: &[u8], start: usize) -> Option<usize> {
    let rest = &bytes[start..];
    let close = if rest.starts_with(b"<!--") {
        "-->"
    } else if rest.starts_with(b"<script") {
        "</script"
    } else if rest.starts_with(b"<style") {
        "</style"
    } else {
        return None;
    };
    let end = memchr::memmem::find(rest, close.as_bytes());
    Some(end.map_or(bytes.len(), |end| start + end + close.len()))
}

/// Where the brace stands that closes the one at `start`. Those in strings and comments do not count.
fn end_of_braces(bytes: &[u8], start: usize) -> Option<usize> {
    let mut depth = 0_usize;
    let mut at = start;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at),
            b'}' => depth -= 1,
            b'\'' | b'"' | b'`' => {
                at = end_of_string(bytes, at, byte);
                continue;
            }
            b'/' if bytes.get(at + 1) == Some(&b'*') => {
                at += memchr::memmem::find(&bytes[at..], b"*/")?;
            }
            b'/' if bytes.get(at + 1) == Some(&b'/') => {
                at += memchr::memchr(b'\n', &bytes[at..])?;
            }
            _ => {}
        }
        at += 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::Role;

    #[test]
    fn all_code_of_a_component_is_found() {
        let text = "<script context=\"module\">let m;</script><script lang=\"ts\">let s: T = {a};</script>
            <b on:click={() => f({a: '}'})} {...r} {c} class=\"x {d ? 'e' : `}`}\" let:item let:old={fresh} use:act={{p: 1}}>it's {x > 1 /* } */}</b>
            {#each (list as T[]) as { d, e }, i (d.id)}{@html h}{:else if k}{:else}{/each}{#await p then v}{:catch w}{/await}
            {@const z = {y: 1}}<!-- {no} -->{#if q}{/if}<style>a { b: c }</style>{open";
        let document = read(text, text, &Memory::default());
        let found: Vec<_> = document.regions.iter().map(|it| (it.span.of(text).trim(), &it.role)).collect();
        assert!(document.regions.iter().all(|it| it.confident()), "{found:?}");
        let template: Vec<_> = found.iter().filter(|(_, role)| **role == Role::Template).map(|it| it.0).collect();
        assert_eq!(found.len(), template.len() + 2);
        assert_eq!(
            template,
            [
                "() => f({a: '}'})",
                "r",
                "c",
                "d ? 'e' : `}`",
                "fresh",
                "{p: 1}",
                "x > 1 /* } */",
                "(list as T[])",
                "h",
                "k",
                "p",
                "{y: 1}",
                "q"
            ]
        );
        let locals = document.template.expect("a template").locals;
        let seen: Vec<(&str, &str)> = locals.iter().map(|(name, seen)| (&**name, seen.of(text))).collect();
        let names: Vec<&str> = seen.iter().map(|(name, _)| *name).collect();
        assert_eq!(names, ["as", "d", "e", "i", "d", "id", "then", "v", "w", "z", "item", "fresh"]);
        assert!(seen[1].1.starts_with("#each (list") && seen[1].1.ends_with("{/each"), "{}", seen[1].1);
        assert!(seen[7].1.starts_with("#await p") && seen[7].1.ends_with("{:catch w}{/await"), "{}", seen[7].1);
    }
}
