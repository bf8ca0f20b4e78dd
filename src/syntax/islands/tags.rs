//! JSP: `<% … %>`, `${ … }`, and tags of libraries that stand where no tag of HTML can: `<c:if test="…">`.

use crate::text::Span;

use super::branches::end_of_string;
use super::percent::{self, Dialect};
use super::{Groups, Island, IslandKind};

/// Tags between which the server may leave something out, whatever the prefix of their library.
const CONDITIONS: [&str; 14] = [
    "if",
    "else",
    "elseif",
    "when",
    "otherwise",
    "forEach",
    "forTokens",
    "iterator",
    "iterate",
    "present",
    "notPresent",
    "equal",
    "empty",
    "notEmpty",
];

pub(super) fn find(text: &str) -> Vec<Island> {
    let bytes = text.as_bytes();
    let mut islands = Vec::new();
    let mut choice = None;
    let mut groups = Groups::default();
    let mut at = 0;
    while let Some(start) = memchr::memchr3(b'<', b'$', b'#', bytes.get(at..).unwrap_or_default()).map(|next| at + next)
    {
        let rest = &bytes[start..];
        let island = match bytes[start] {
            b'<' if rest.starts_with(b"<%") => Some(percent::island_at(text, start, Dialect::Jsp)),
            b'<' => tag_at(text, start, &mut choice, &mut islands),
            _ if rest.get(1) == Some(&b'{') => expression_at(bytes, start, &mut groups),
            _ => None,
        };
        at = island.map_or(start + 1, |island| island.span.end as usize);
        islands.extend(island);
    }
    islands
}

/// `${x}` or `#{x}`, unless a backslash stands before it.
fn expression_at(bytes: &[u8], start: usize, groups: &mut Groups) -> Option<Island> {
    if start > 0 && bytes[start - 1] == b'\\' {
        return None;
    }
    let end = groups.end(bytes, start + 1)?;
    Some(Island { span: Span::new(start, end), kind: IslandKind::Value })
}

/// The end of a choice, such as `</c:when>`: where it ends, and its place among the islands.
type Choice = Option<(usize, usize)>;

fn tag_at(text: &str, start: usize, choice: &mut Choice, islands: &mut [Island]) -> Option<Island> {
    let (name, is_end) = match text[start + 1..].strip_prefix('/') {
        Some(rest) => (rest, true),
        None => (&text[start + 1..], false),
    };
    let name = &name[..name.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, ':' | '_' | '-'))?];
    let (prefix, local) = name.split_once(':')?;
    if prefix.is_empty() || local.is_empty() {
        return None;
    }
    let end = end_of_tag(text.as_bytes(), start + 1)?;
    let span = Span::new(start, end);
    let is_condition = CONDITIONS.contains(&local);
    let kind = match (is_condition, is_end) {
        (true, true) => {
            *choice = Some((end, islands.len()));
            IslandKind::CLOSE
        }
        (true, false) => alternative(text, start, local, choice.take(), islands).unwrap_or(IslandKind::OPEN),
        (false, _) if local == "choose" => IslandKind::Statement,
        (false, false) if text[..end].ends_with("/>") && !text[start..end].contains(" on") => IslandKind::Value,
        _ => return None,
    };
    Some(Island { span, kind })
}

/// What begins a choice right behind the end of another takes that end's place.
fn alternative(text: &str, start: usize, local: &str, before: Choice, islands: &mut [Island]) -> Option<IslandKind> {
    let kind = match local {
        "otherwise" | "else" => IslandKind::ELSE,
        "when" | "elseif" => IslandKind::ELSE_IF,
        _ => return None,
    };
    let (end, place) = before?;
    if !text.get(end..start)?.trim().is_empty() {
        return None;
    }
    islands.get_mut(place)?.kind = IslandKind::Statement;
    Some(kind)
}

/// Behind the `>` of a tag; not one in a value.
fn end_of_tag(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        at = match byte {
            b'>' => return Some(at + 1),
            b'<' if bytes[at..].starts_with(b"<%") => {
                at + memchr::memmem::find(&bytes[at..], b"%>").map(|end| end + "%>".len())?
            }
            b'<' => return None,
            b'"' | b'\'' => end_of_string(bytes, at, byte),
            _ => at + 1,
        };
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(&str, IslandKind)> {
        find(text).into_iter().map(|island| (island.span.of(text), island.kind)).collect()
    }

    #[test]
    fn expressions_and_tags_of_libraries_are_islands() {
        use IslandKind::{Statement, Value};
        assert_eq!(
            found("<p> ${x['}']} \\${y} <c:out value='${z}'/> <%= \"${x}\" %> <o:p> <form:button onclick='f()'/>"),
            [("${x['}']}", Value), ("<c:out value='${z}'/>", Value), ("<%= \"${x}\" %>", Value)]
        );
        assert_eq!(
            found("<c:choose><c:when test='${a > 1}'>1</c:when> <c:otherwise>2</c:otherwise></c:choose><s:if test=''>"),
            [
                ("<c:choose>", Statement),
                ("<c:when test='${a > 1}'>", IslandKind::OPEN),
                ("</c:when>", Statement),
                ("<c:otherwise>", IslandKind::ELSE),
                ("</c:otherwise>", IslandKind::CLOSE),
                ("</c:choose>", Statement),
                ("<s:if test=''>", IslandKind::OPEN),
            ]
        );
        assert_eq!(found("a < b:c ? ${ : <x:y"), []);
    }
}
