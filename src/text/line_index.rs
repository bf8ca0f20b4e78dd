use super::{Span, char_boundary};

/// The unit in which columns are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

/// A place as editors count it: line and column from 0, the column in code units of an [`Encoding`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct LineColumn {
    pub line: u32,
    pub column: u32,
}

/// Where the lines of a text begin. Lines end at `\n`, `\r\n` or a lone `\r`, as in the language server protocol.
/// A byte order mark is no part of the first line.
#[derive(Clone, Debug)]
pub struct LineIndex {
    starts: Vec<u32>,
    /// Known places inside long lines, in order, so that none is counted from its beginning each time.
    marks: Vec<Mark>,
}

/// A place inside a line: its byte offset, and how many units of the line are before it.
#[derive(Clone, Copy, Debug)]
struct Mark {
    at: u32,
    utf8: u32,
    utf16: u32,
    utf32: u32,
}

/// How far marks are apart, in bytes. Shorter lines have none.
const STRIDE: usize = 1024;

impl LineIndex {
    #[must_use]
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let bom = if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        let mut starts = vec![offset(bom)];
        for at in memchr::memchr2_iter(b'\n', b'\r', bytes) {
            let is_first_half_of_crlf = bytes[at] == b'\r' && bytes.get(at + 1) == Some(&b'\n');
            if !is_first_half_of_crlf {
                starts.push(offset(at + 1));
            }
        }
        let marks = marks(text, &starts);
        Self { starts, marks }
    }

    #[must_use]
    pub fn line_count(&self) -> usize {
        self.starts.len()
    }

    /// The line (from 0) that holds the byte offset; a line's terminator belongs to it.
    #[must_use]
    pub fn line_of(&self, at: usize) -> usize {
        self.starts.partition_point(|&start| start as usize <= at).saturating_sub(1)
    }

    /// The bytes of a line (from 0), without its terminator; empty beyond the last line.
    #[must_use]
    pub fn line_span(&self, text: &str, line: usize) -> Span {
        let Some(&start) = self.starts.get(line) else {
            return Span::new(text.len(), text.len());
        };
        let next = self.starts.get(line + 1).map_or(text.len(), |&next| next as usize);
        let whole = text.get(start as usize..next).unwrap_or("");
        let content = if line + 1 < self.starts.len() { whole.trim_end_matches(['\n', '\r']) } else { whole };
        Span::new(start as usize, start as usize + content.len())
    }

    /// The place of a byte offset. An offset inside a character counts as that character's start, one inside the byte
    /// order mark as the first column, one beyond the text as its end.
    #[must_use]
    pub fn place(&self, text: &str, at: usize, encoding: Encoding) -> LineColumn {
        let line = self.line_of(at);
        let start = self.starts[line] as usize;
        let mut end = at.min(text.len()).max(start);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        let (from, counted) = self.mark_before(start, |mark| mark.at as usize <= end, encoding);
        let before = text.get(from..end).unwrap_or("");
        LineColumn { line: offset(line), column: offset(counted + units(before, encoding)) }
    }

    /// The last mark of the line that starts at `start` for which `is_before` holds: its byte offset and its column.
    fn mark_before(&self, start: usize, is_before: impl Fn(&Mark) -> bool, encoding: Encoding) -> (usize, usize) {
        let of_line = self.marks.partition_point(|mark| mark.at as usize <= start);
        let marks = &self.marks[of_line..];
        let is_of_line = |mark: &Mark| (mark.at - mark.utf8) as usize == start;
        let count = marks.partition_point(|mark| is_of_line(mark) && is_before(mark));
        let last = count.checked_sub(1).and_then(|last| marks.get(last));
        last.map_or((start, 0), |mark| (mark.at as usize, mark.units(encoding)))
    }

    /// The byte offset of a place. A column beyond the line's end, or inside a character, is the nearest place before it.
    #[must_use]
    pub fn offset(&self, text: &str, place: LineColumn, encoding: Encoding) -> usize {
        let line = self.line_span(text, place.line as usize);
        let column = place.column as usize;
        let (from, counted) = self.mark_before(line.start as usize, |mark| mark.units(encoding) <= column, encoding);
        let mut left = column - counted;
        for (at, character) in text.get(from..line.end as usize).unwrap_or("").char_indices() {
            let width = character_units(character, encoding);
            if left < width {
                return from + at;
            }
            left -= width;
        }
        line.end as usize
    }
}

impl Mark {
    fn units(&self, encoding: Encoding) -> usize {
        let units = match encoding {
            Encoding::Utf8 => self.utf8,
            Encoding::Utf16 => self.utf16,
            Encoding::Utf32 => self.utf32,
        };
        units as usize
    }
}

fn marks(text: &str, starts: &[u32]) -> Vec<Mark> {
    let mut marks = Vec::new();
    for (line, &start) in starts.iter().enumerate() {
        let end = starts.get(line + 1).map_or(text.len(), |&next| next as usize);
        let (mut from, mut utf16, mut utf32) = (start as usize, 0, 0);
        while end.saturating_sub(from) > STRIDE {
            let at = char_boundary(text, from + STRIDE);
            let part = text.get(from..at).unwrap_or("");
            utf16 += units(part, Encoding::Utf16);
            utf32 += units(part, Encoding::Utf32);
            let utf8 = offset(at) - start;
            marks.push(Mark { at: offset(at), utf8, utf16: offset(utf16), utf32: offset(utf32) });
            from = at;
        }
    }
    marks
}

fn units(text: &str, encoding: Encoding) -> usize {
    if encoding == Encoding::Utf8 || text.is_ascii() {
        return text.len();
    }
    text.chars().map(|character| character_units(character, encoding)).sum()
}

fn character_units(character: char, encoding: Encoding) -> usize {
    match encoding {
        Encoding::Utf8 => character.len_utf8(),
        Encoding::Utf16 => character.len_utf16(),
        Encoding::Utf32 => 1,
    }
}

fn offset(value: usize) -> u32 {
    u32::try_from(value).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(line: u32, column: u32) -> LineColumn {
        LineColumn { line, column }
    }

    #[test]
    fn every_kind_of_line_end_counts_once() {
        let text = "a\nb\r\nc\rd";
        let index = LineIndex::new(text);
        assert_eq!(index.line_count(), 4);
        let starts: Vec<_> = text
            .char_indices()
            .filter(|(_, c)| c.is_alphabetic())
            .map(|(at, _)| index.place(text, at, Encoding::Utf16))
            .collect();
        assert_eq!(starts, [place(0, 0), place(1, 0), place(2, 0), place(3, 0)]);
        assert_eq!(index.line_span(text, 1).of(text), "b");
    }

    #[test]
    fn columns_are_counted_in_the_asked_encoding() {
        let text = "é😀x";
        let index = LineIndex::new(text);
        let x = text.len() - 1;
        for (encoding, column) in [(Encoding::Utf8, 6), (Encoding::Utf16, 3), (Encoding::Utf32, 2)] {
            assert_eq!(index.place(text, x, encoding), place(0, column));
            assert_eq!(index.offset(text, place(0, column), encoding), x);
        }
        assert_eq!(index.offset(text, place(0, 2), Encoding::Utf16), 2, "inside the surrogate pair");
        assert_eq!(index.offset(text, place(0, 99), Encoding::Utf16), text.len());
        assert_eq!(index.offset(text, place(9, 0), Encoding::Utf16), text.len());
    }

    #[test]
    fn a_byte_order_mark_is_no_column() {
        let text = "\u{feff}ab";
        let index = LineIndex::new(text);
        assert_eq!(index.place(text, 3, Encoding::Utf16), place(0, 0));
        assert_eq!(index.place(text, 0, Encoding::Utf16), place(0, 0));
        assert_eq!(index.offset(text, place(0, 1), Encoding::Utf16), 4);
    }
    #[test]
    fn long_lines_are_counted_as_short_ones() {
        let long = "aé😀".repeat(2_000);
        let text = format!("{long}x\r\nshort\n{long}y\n");
        let index = LineIndex::new(&text);
        for (line, last) in [(0, 'x'), (2, 'y')] {
            let at = text.find(last).expect("it is there");
            for (encoding, width) in [(Encoding::Utf8, 7), (Encoding::Utf16, 4), (Encoding::Utf32, 3)] {
                let expected = place(line, width * 2_000);
                assert_eq!(index.place(&text, at, encoding), expected);
                assert_eq!(index.offset(&text, expected, encoding), at);
                let emoji = place(line, width * 700 + 2 + u32::from(encoding == Encoding::Utf8));
                let there = index.offset(&text, emoji, encoding);
                assert!(text[there..].starts_with('😀'));
                assert_eq!(index.place(&text, there, encoding), emoji);
            }
        }
        let short = text.find("short").expect("it is there");
        assert_eq!(index.place(&text, short + 1, Encoding::Utf16), place(1, 1));
        assert_eq!(index.offset(&text, place(1, 9_999), Encoding::Utf16), short + 5);
    }
}
