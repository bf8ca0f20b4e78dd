//! `<?php … ?>` and `<?= … ?>`.

use crate::text::Span;

use super::branches::{end_of_string, of_php};
use super::{Island, IslandKind, find_from, first_word};

pub(super) fn find(text: &str) -> Vec<Island> {
    let mut islands = Vec::new();
    let mut at = 0;
    while let Some(start) = find_from(text, at, "<?") {
        let island = island_at(text, start);
        at = island.span.end as usize;
        islands.push(island);
    }
    islands
}

/// The island whose `<?` stands at `start`.
pub(super) fn island_at(text: &str, start: usize) -> Island {
    let inside = start + "<?".len();
    let end = end_of_code(text, inside);
    Island { span: Span::new(start, end), kind: kind_of(text[inside..end].trim_end_matches("?>")) }
}

fn kind_of(code: &str) -> IslandKind {
    if code.starts_with('=') {
        return IslandKind::Value;
    }
    let is_named = code.get(..3).is_some_and(|name| name.eq_ignore_ascii_case("php"));
    let code = if is_named { &code[3..] } else { code };
    let otherwise = match first_word(code) {
        "echo" | "print" => IslandKind::Value,
        _ => IslandKind::Statement,
    };
    IslandKind::of_branch(of_php(code), otherwise)
}

/// Behind the `?>` that ends code which begins at `from`: not one in a string, a block comment or a heredoc. Without one,
/// everything up to the end of the text is code.
fn end_of_code(text: &str, from: usize) -> usize {
    let bytes = text.as_bytes();
    let mut at = from;
    while let Some(next) = next_sign(bytes, at) {
        let rest = &bytes[next..];
        at = match bytes[next] {
            quote @ (b'"' | b'\'' | b'`') => end_of_string(bytes, next, quote),
            b'?' if rest.starts_with(b"?>") => return next + "?>".len(),
            b'/' if rest.starts_with(b"/*") => find_from(text, next, "*/").map_or(bytes.len(), |end| end + 2),
            b'/' if rest.starts_with(b"//") => end_of_line_comment(bytes, next),
            b'#' if !rest.starts_with(b"#[") => end_of_line_comment(bytes, next),
            b'<' if rest.starts_with(b"<<<") => end_of_heredoc(text, next),
            _ => next + 1,
        };
    }
    text.len()
}

fn next_sign(bytes: &[u8], from: usize) -> Option<usize> {
    let is_sign = |byte: &u8| matches!(byte, b'"' | b'\'' | b'`' | b'?' | b'/' | b'#' | b'<');
    bytes.get(from..)?.iter().position(is_sign).map(|at| from + at)
}

/// A comment up to the end of the line ends at `?>` all the same.
fn end_of_line_comment(bytes: &[u8], at: usize) -> usize {
    let line_end = memchr::memchr2(b'\n', b'\r', &bytes[at..]).map_or(bytes.len(), |end| at + end);
    memchr::memmem::find(&bytes[at..line_end], b"?>").map_or(line_end, |end| at + end)
}

/// Behind the text of a `<<<NAME`, which a line that begins with the name ends.
fn end_of_heredoc(text: &str, at: usize) -> usize {
    let start = at + "<<<".len();
    let rest = text[start..].trim_start_matches([' ', '\t']).trim_start_matches(['"', '\'']);
    let name_end = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let name = &rest[..name_end];
    if name.is_empty() {
        return start;
    }
    let mut line_start = text.len() - rest.len();
    while let Some(end) = memchr::memchr(b'\n', &text.as_bytes()[line_start..]) {
        line_start += end + 1;
        let line = text[line_start..].trim_start_matches([' ', '\t']);
        let after = line.strip_prefix(name);
        if let Some(after) = after.filter(|after| !after.starts_with(|c: char| c.is_alphanumeric() || c == '_')) {
            return text.len() - after.len();
        }
    }
    start
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, IslandKind)> {
        find(text).into_iter().map(|island| (island.span.of(text), island.kind)).collect()
    }

    #[test]
    fn code_ends_where_php_ends_it() {
        for island in [
            "<?= $x ?>",
            "<?php f('?>', \"\\\"?>\"); ?>",
            "<?php /* ?> */ f() ?>",
            "<?php // it's ?>",
            "<?php # it's\nf('?>') ?>",
            "<?php $a = <<<HTML\n it's ?> <b>\n  HTML; ?>",
            "<?php $a = <<<'X'\nXY ?>\nX\n; ?>",
            "<?php #[A('?>')] class B {} ?>",
        ] {
            assert_eq!(found(&format!("<p>{island}?>")).first().map(|it| it.0), Some(island), "{island}");
        }
        let open = "<?php\nclass A { function f() { return 'x'; } }\n";
        assert_eq!(found(open).first().map(|it| it.0), Some(open));
    }

    #[test]
    fn what_prints_and_what_branches_is_told_apart() {
        for (island, kind) in [
            ("<?= $x ?>", IslandKind::Value),
            ("<?php echo $x; ?>", IslandKind::Value),
            ("<?PHP f(); ?>", IslandKind::Statement),
            ("<?php if ($x): ?>", IslandKind::OPEN),
            ("<? } else { ?>", IslandKind::ELSE),
            ("<?php endif ?>", IslandKind::CLOSE),
            ("<?xml version=\"1.0\"?>", IslandKind::Statement),
        ] {
            assert_eq!(found(island), [(island, kind)], "{island}");
        }
    }
}
