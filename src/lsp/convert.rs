//! The only place where positions of the protocol and byte offsets meet.

use tower_lsp::ls_types::{Position, PositionEncodingKind, Range};

use crate::text::{Encoding, LineColumn, LineIndex, Span};

/// The places of one text, in the units that were agreed on with the client.
#[derive(Clone, Copy)]
pub struct Places<'a> {
    pub text: &'a str,
    pub lines: &'a LineIndex,
    pub encoding: Encoding,
}

impl Places<'_> {
    pub fn range(&self, span: Span) -> Range {
        Range::new(self.position(span.start as usize), self.position(span.end as usize))
    }

    pub fn position(&self, offset: usize) -> Position {
        let place = self.lines.place(self.text, offset, self.encoding);
        Position::new(place.line, place.column)
    }

    /// A position beyond the text or inside a character is the nearest place before it.
    pub fn offset(&self, position: Position) -> usize {
        let place = LineColumn { line: position.line, column: position.character };
        self.lines.offset(self.text, place, self.encoding)
    }

    /// A range that ends before it starts is empty.
    pub fn span(&self, range: Range) -> Span {
        let start = self.offset(range.start);
        Span::new(start, self.offset(range.end).max(start))
    }
}

/// The first of the encodings that the client prefers which we know: all that the protocol has. UTF-16 when it says nothing.
pub fn choose_encoding(offered: &[PositionEncodingKind]) -> Encoding {
    offered.iter().find_map(known_encoding).unwrap_or(Encoding::Utf16)
}

fn known_encoding(kind: &PositionEncodingKind) -> Option<Encoding> {
    match kind.as_str() {
        "utf-8" => Some(Encoding::Utf8),
        "utf-16" => Some(Encoding::Utf16),
        "utf-32" => Some(Encoding::Utf32),
        _ => None,
    }
}

pub fn encoding_kind(encoding: Encoding) -> PositionEncodingKind {
    match encoding {
        Encoding::Utf8 => PositionEncodingKind::UTF8,
        Encoding::Utf16 => PositionEncodingKind::UTF16,
        Encoding::Utf32 => PositionEncodingKind::UTF32,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_s_first_known_encoding_is_taken() {
        let kinds = |names: &[&'static str]| names.iter().map(|&name| name.into()).collect::<Vec<_>>();
        assert_eq!(choose_encoding(&kinds(&["utf-7", "utf-32", "utf-8"])), Encoding::Utf32);
        assert_eq!(choose_encoding(&kinds(&["utf-8", "utf-16"])), Encoding::Utf8);
        assert_eq!(choose_encoding(&[]), Encoding::Utf16);
    }

    #[test]
    fn spans_survive_the_way_to_the_client_and_back() {
        let text = "a😀\r\né = -1;\r";
        let lines = LineIndex::new(text);
        for encoding in [Encoding::Utf8, Encoding::Utf16, Encoding::Utf32] {
            let places = Places { text, lines: &lines, encoding };
            let start = text.find("-1").unwrap_or(0);
            let span = Span::new(start, start + 2);
            assert_eq!(places.span(places.range(span)), span);
        }
    }

    #[test]
    fn a_backward_range_is_empty() {
        let lines = LineIndex::new("abc");
        let places = Places { text: "abc", lines: &lines, encoding: Encoding::Utf16 };
        assert_eq!(places.span(Range::new(Position::new(0, 2), Position::new(0, 1))), Span::new(2, 2));
    }
}
