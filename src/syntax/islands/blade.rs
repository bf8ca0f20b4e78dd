//! Blade, the templates of Laravel: `{{ $x }}`, `{!! $x !!}`, `@if ($x)`, and PHP.

use rustc_hash::FxHashSet;

use crate::text::Span;

use super::{Groups, Island, IslandKind, Signs, find_from, php};

/// What these begin is always there, though an `@end…` ends it.
const PARTS: [&str; 11] = [
    "section",
    "push",
    "pushonce",
    "prepend",
    "component",
    "slot",
    "fragment",
    "php",
    "verbatim",
    "once",
    "prependonce",
];

/// Directives without an end of their own and, mostly, without arguments.
const DIRECTIVES: [&str; 24] = [
    "csrf",
    "extends",
    "yield",
    "include",
    "includeif",
    "includewhen",
    "each",
    "stack",
    "show",
    "stop",
    "parent",
    "overwrite",
    "append",
    "break",
    "continue",
    "method",
    "props",
    "aware",
    "inject",
    "use",
    "vite",
    "livewirestyles",
    "livewirescripts",
    "routes",
];

/// At-rules of style sheets, which may have parentheses too.
const AT_RULES: [&str; 6] = ["media", "supports", "import", "container", "layer", "keyframes"];

pub(super) fn find(text: &str) -> Vec<Island> {
    let bytes = text.as_bytes();
    let mut reader = Reader { text, signs: Signs::of(text), groups: Groups::default(), ended: ended_words(text) };
    let mut islands = Vec::new();
    let mut at = 0;
    while let Some(start) = memchr::memchr3(b'{', b'@', b'<', bytes.get(at..).unwrap_or_default()).map(|next| at + next)
    {
        let island = match bytes[start] {
            b'{' => reader.echo(start),
            b'@' => reader.directive(start),
            _ if bytes[start..].starts_with(b"<?") => Some(php::island_at(text, start)),
            _ => None,
        };
        let Some(island) = island else {
            // `@@if` is text.
            at = start + if bytes[start..].starts_with(b"@@") { 2 } else { 1 };
            continue;
        };
        islands.push(island);
        at = island.span.end as usize;
        if island.span.of(text) == "@verbatim" {
            at = find_from(text, at, "@endverbatim").unwrap_or(text.len());
        }
    }
    islands
}

struct Reader<'t> {
    text: &'t str,
    signs: Signs<'t>,
    groups: Groups,
    /// The words of which the page has an `@end…`.
    ended: FxHashSet<String>,
}

fn ended_words(text: &str) -> FxHashSet<String> {
    let ends = memchr::memmem::find_iter(text.as_bytes(), b"@end");
    ends.map(|at| name_of(&text[at + "@end".len()..]).to_ascii_lowercase()).collect()
}

fn name_of(text: &str) -> &str {
    &text[..text.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(text.len())]
}

impl Reader<'_> {
    fn echo(&mut self, start: usize) -> Option<Island> {
        let rest = &self.text[start..];
        let (close, kind) = match rest {
            _ if rest.starts_with("{{--") => ("--}}", IslandKind::Comment),
            _ if rest.starts_with("{{{") => ("}}}", IslandKind::Value),
            _ if rest.starts_with("{{") => ("}}", IslandKind::Value),
            _ if rest.starts_with("{!!") => ("!!}", IslandKind::Value),
            _ => return None,
        };
        let end = self.signs.end_of(start + 2, close)?;
        Some(Island { span: Span::new(start, end), kind })
    }

    fn directive(&mut self, start: usize) -> Option<Island> {
        let before = self.text[..start].chars().next_back();
        let rest = &self.text[start + 1..];
        if rest.starts_with("{{") || rest.starts_with("{!!") {
            // Left to a framework of the page: `@{{ name }}`.
            let echo = self.echo(start + 1)?;
            return Some(Island { span: Span::new(start, echo.span.end as usize), kind: IslandKind::Value });
        }
        if before.is_some_and(|c| c.is_alphanumeric() || c == '@') {
            return None;
        }
        let name = name_of(rest);
        let word = name.to_ascii_lowercase();
        let name_end = start + 1 + name.len();
        let arguments = self.end_of_arguments(name_end);
        let kind = self.kind_of(&word, arguments.is_some(), name_end)?;
        let end = match word.as_str() {
            "php" if arguments.is_none() => self.signs.end_of(name_end, "@endphp").unwrap_or(name_end),
            _ => arguments.unwrap_or(name_end),
        };
        Some(Island { span: Span::new(start, end), kind })
    }

    fn kind_of(&self, word: &str, has_arguments: bool, name_end: usize) -> Option<IslandKind> {
        Some(match word {
            "" => return None,
            "else" | "default" => IslandKind::ELSE,
            "elseif" | "case" => IslandKind::ELSE_IF,
            "empty" if !has_arguments => IslandKind::ELSE,
            "json" | "js" | "this" | "entangle" => IslandKind::Value,
            _ if word.starts_with("else") => IslandKind::ELSE_IF,
            _ if PARTS.contains(&word) || DIRECTIVES.contains(&word) => IslandKind::Statement,
            _ => match word.strip_prefix("end") {
                Some(part) if PARTS.contains(&part) => IslandKind::Statement,
                Some(_) => IslandKind::CLOSE,
                None if self.ended.contains(word) => IslandKind::OPEN,
                None if has_arguments && !AT_RULES.contains(&word) && self.text[name_end..].starts_with('(') => {
                    IslandKind::Statement
                }
                None => return None,
            },
        })
    }

    /// Behind the parentheses of a directive, when it has some.
    fn end_of_arguments(&mut self, from: usize) -> Option<usize> {
        let rest = &self.text[from..];
        let at = from + rest.len() - rest.trim_start_matches(' ').len();
        let is_group = self.text[at..].starts_with('(');
        is_group.then(|| self.groups.end(self.text.as_bytes(), at)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, IslandKind)> {
        find(text).into_iter().map(|island| (island.span.of(text), island.kind)).collect()
    }

    #[test]
    fn directives_are_told_from_other_signs() {
        use IslandKind::{Comment, Statement, Value};
        for (text, expected) in [
            ("{{ env('KEY') }}", vec![("{{ env('KEY') }}", Value)]),
            ("{!! $x !!} {{-- it's --}}", vec![("{!! $x !!}", Value), ("{{-- it's --}}", Comment)]),
            (
                "@if ($a == f(')')) x @elseif($b) y @else z @endif",
                vec![
                    ("@if ($a == f(')'))", IslandKind::OPEN),
                    ("@elseif($b)", IslandKind::ELSE_IF),
                    ("@else", IslandKind::ELSE),
                    ("@endif", IslandKind::CLOSE),
                ],
            ),
            (
                "@section('x') @endsection @csrf",
                vec![("@section('x')", Statement), ("@endsection", Statement), ("@csrf", Statement)],
            ),
            ("@php $a = '{{'; @endphp", vec![("@php $a = '{{'; @endphp", Statement)]),
            ("@json($x)", vec![("@json($x)", Value)]),
            ("@{{ name }} me@if.org <b @click=\"f()\"> @media (x) {} @@if (x)", vec![("@{{ name }}", Value)]),
            ("@verbatim {{ x }} @endverbatim", vec![("@verbatim", Statement), ("@endverbatim", Statement)]),
            ("<?php f('{{'); ?>", vec![("<?php f('{{'); ?>", Statement)]),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
