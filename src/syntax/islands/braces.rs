//! `{{ … }}` and `{% … %}`: Handlebars, Jinja and Twig, Liquid.

use crate::text::Span;

use super::{Island, IslandKind, Signs, find_from, first_word};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dialect {
    Handlebars,
    Jinja,
    Liquid,
}

/// The words that begin what may be left out or repeated; `end` with the word ends it. What others begin is always there.
const CONDITIONS: [&str; 11] =
    ["if", "unless", "for", "case", "ifchanged", "ifequal", "ifnotequal", "tablerow", "paginate", "switch", "while"];

/// An island in which braces are paired is no longer than this.
const MAX_BRACED: usize = 4 * 1024;

/// What is between these words and their ends is no page, or no template.
const RAW: [&str; 4] = ["raw", "verbatim", "comment", "schema"];

pub(super) fn find(text: &str, dialect: Dialect) -> Vec<Island> {
    let mut islands = Vec::new();
    let mut signs = Signs::of(text);
    let mut at = 0;
    while let Some(start) = memchr::memchr(b'{', text.as_bytes().get(at..).unwrap_or_default()).map(|next| at + next) {
        let Some((end, kind)) = island_at(&mut signs, start, dialect) else {
            at = start + 1;
            continue;
        };
        at = end;
        islands.push(Island { span: Span::new(start, end), kind });
        if let Some((word, close)) = raw_part(&mut signs, start, end, dialect) {
            if word == "comment" {
                islands.push(Island { span: Span::new(end, close), kind: IslandKind::Comment });
            }
            at = close;
        }
    }
    islands.retain(|island| !island.span.is_empty());
    islands
}

fn island_at(signs: &mut Signs<'_>, start: usize, dialect: Dialect) -> Option<(usize, IslandKind)> {
    let rest = &signs.text[start..];
    if rest.starts_with("{{") {
        return mustache(signs, start, dialect);
    }
    if dialect == Dialect::Handlebars {
        return None;
    }
    if rest.starts_with("{#") && dialect == Dialect::Jinja {
        return Some((signs.end_of(start, "#}")?, IslandKind::Comment));
    }
    if rest.starts_with("{%") {
        let end = signs.end_of(start, "%}")?;
        return Some((end, tag_kind(&rest["{%".len()..end - start - "%}".len()])));
    }
    None
}

fn mustache(signs: &mut Signs<'_>, start: usize, dialect: Dialect) -> Option<(usize, IslandKind)> {
    let inside = start + "{{".len();
    if dialect != Dialect::Handlebars {
        let end = signs.end_of(inside, "}}")?;
        return Some((end_of_mustache(signs.text, inside).unwrap_or(end), IslandKind::Value));
    }
    let rest = &signs.text[inside..];
    if rest.trim_start_matches('~').starts_with("!--") {
        let end = signs.end_of(inside, "--}}").or_else(|| signs.end_of(inside, "--~}}"))?;
        return Some((end, IslandKind::Comment));
    }
    let end = signs.end_of(inside, if rest.starts_with('{') { "}}}" } else { "}}" })?;
    Some((end, handlebars_kind(rest[..end - inside].trim_end_matches('}'))))
}

/// Behind the `}}` of an island that begins before `from`; the braces of objects in it are no end.
fn end_of_mustache(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let bytes = &bytes[..bytes.len().min(from + MAX_BRACED)];
    let mut depth = 0_usize;
    let mut at = from;
    while let Some(next) = memchr::memchr2(b'{', b'}', bytes.get(at..)?) {
        at += next + 1;
        match bytes[at - 1] {
            b'{' => depth += 1,
            _ if depth > 0 => depth -= 1,
            _ if bytes.get(at) == Some(&b'}') => return Some(at + 1),
            _ => return None,
        }
    }
    None
}

fn handlebars_kind(code: &str) -> IslandKind {
    let code = code.trim_start_matches('~').trim_start();
    let rest = code.get(1..).unwrap_or("").trim();
    match code.as_bytes().first() {
        Some(b'!') => IslandKind::Comment,
        Some(b'#') => IslandKind::OPEN,
        Some(b'^') if rest.trim_matches('~').is_empty() => IslandKind::ELSE,
        Some(b'^') => IslandKind::OPEN,
        Some(b'/') => IslandKind::CLOSE,
        Some(b'>') => IslandKind::Statement,
        _ => match first_word(code) {
            "else" if code.trim_end_matches('~').trim() == "else" => IslandKind::ELSE,
            "else" => IslandKind::ELSE_IF,
            _ => IslandKind::Value,
        },
    }
}

fn tag_kind(code: &str) -> IslandKind {
    match first_word(code) {
        "else" | "empty" => IslandKind::ELSE,
        "elif" | "elsif" | "elseif" | "when" => IslandKind::ELSE_IF,
        word if CONDITIONS.contains(&word) => IslandKind::OPEN,
        word if word.strip_prefix("end").is_some_and(|word| word.is_empty() || CONDITIONS.contains(&word)) => {
            IslandKind::CLOSE
        }
        _ => IslandKind::Statement,
    }
}

/// The word of a tag behind which no template is read, and where its end begins.
fn raw_part(signs: &mut Signs<'_>, start: usize, end: usize, dialect: Dialect) -> Option<(&'static str, usize)> {
    let island = &signs.text[start..end];
    if dialect == Dialect::Handlebars || !island.starts_with("{%") {
        return None;
    }
    let word = RAW.into_iter().find(|word| first_word(&island["{%".len()..]) == *word)?;
    if signs.missing.contains(&word) {
        return None;
    }
    let mut at = end;
    while let Some(open) = find_from(signs.text, at, "{%") {
        if first_word(&signs.text[open + "{%".len()..]).strip_prefix("end") == Some(word) {
            return Some((word, open));
        }
        at = open + "{%".len();
    }
    signs.missing.push(word);
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str, dialect: Dialect) -> Vec<(&str, IslandKind)> {
        find(text, dialect).into_iter().map(|island| (island.span.of(text), island.kind)).collect()
    }

    #[test]
    fn islands_are_told_apart_by_their_words() {
        use IslandKind::{Comment, Statement, Value};
        for (island, dialect, kind) in [
            ("{{ x }}", Dialect::Jinja, Value),
            ("{{ {'a': {'b': 1}} | tojson }}", Dialect::Jinja, Value),
            ("{# it's }} #}", Dialect::Jinja, Comment),
            ("{%- if x -%}", Dialect::Jinja, IslandKind::OPEN),
            ("{% elif x %}", Dialect::Jinja, IslandKind::ELSE_IF),
            ("{% else %}", Dialect::Liquid, IslandKind::ELSE),
            ("{% endfor %}", Dialect::Liquid, IslandKind::CLOSE),
            ("{% block scripts %}", Dialect::Jinja, Statement),
            ("{% endblock %}", Dialect::Jinja, Statement),
            ("{% url 'x' %}", Dialect::Jinja, Statement),
            ("{{x}}", Dialect::Handlebars, Value),
            ("{{{x}}}", Dialect::Handlebars, Value),
            ("{{#if x}}", Dialect::Handlebars, IslandKind::OPEN),
            ("{{~else~}}", Dialect::Handlebars, IslandKind::ELSE),
            ("{{else if y}}", Dialect::Handlebars, IslandKind::ELSE_IF),
            ("{{^}}", Dialect::Handlebars, IslandKind::ELSE),
            ("{{/if}}", Dialect::Handlebars, IslandKind::CLOSE),
            ("{{> part}}", Dialect::Handlebars, Statement),
            ("{{! note }}", Dialect::Handlebars, Comment),
            ("{{!-- a }} b --}}", Dialect::Handlebars, Comment),
        ] {
            assert_eq!(found(&format!("a {island} b }}}}"), dialect), [(island, kind)], "{island}");
        }
    }

    #[test]
    fn what_is_raw_is_left_alone() {
        let raw = "{% raw %} {{ x }} {% endraw %}{{ y }}";
        let islands = found(raw, Dialect::Jinja);
        assert_eq!(islands.iter().map(|it| it.0).collect::<Vec<_>>(), ["{% raw %}", "{% endraw %}", "{{ y }}"]);
        let comment = "{% comment %} it's {{ x }} {% endcomment %}";
        assert_eq!(found(comment, Dialect::Liquid)[1], (" it's {{ x }} ", IslandKind::Comment));
        assert_eq!(found("if (a) { b({}); } {{ open", Dialect::Jinja), []);
    }
}
