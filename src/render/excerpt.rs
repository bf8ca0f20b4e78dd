use std::ops::Range;

use crate::text::{LineIndex, Span, char_boundary};

use super::redact::redacted;

/// Lines up to this many bytes are shown whole.
const LONGEST_LINE: usize = 160;
/// How much of a longer line is shown before and after what matters in it.
const AROUND: usize = 40;
/// Lines this near to one that matters are shown with it.
const NEAR: usize = 2;
const CUT: &str = "...";

/// The lines of a file from the first to the last that matters, as a reader should see them: long lines cut to the
/// places that matter, product keys redacted, every line ended by `\n`.
#[derive(Debug)]
pub(super) struct Excerpt {
    pub text: String,
    /// The number of the first line, from 1.
    pub first_line: usize,
    pieces: Vec<Piece>,
}

/// A stretch of the file and where it stands in the excerpt; of equal length unless a key was redacted.
#[derive(Debug)]
struct Piece {
    file: Range<usize>,
    shown: Range<usize>,
}

/// A file to take excerpts of.
#[derive(Clone, Copy, Debug)]
pub(super) struct Page<'a> {
    pub text: &'a str,
    pub lines: &'a LineIndex,
    /// From `product_keys`.
    pub keys: &'a [Range<usize>],
}

impl Page<'_> {
    /// The excerpt that shows all of `spans`.
    pub fn excerpt(self, spans: &[Span]) -> Excerpt {
        let mut matter: Vec<usize> =
            spans.iter().flat_map(|&span| [self.first_line(span), self.last_line(span)]).collect();
        matter.sort_unstable();
        matter.dedup();
        let (first, last) = (matter.first().copied().unwrap_or(0), matter.last().copied().unwrap_or(0));
        let mut excerpt = Excerpt { text: String::new(), first_line: first + 1, pieces: Vec::new() };
        for line in first..=last {
            let next = matter.partition_point(|&other| other < line);
            let is_near = |&other: &usize| other.abs_diff(line) <= NEAR;
            if matter[..next].last().is_some_and(is_near) || matter[next..].first().is_some_and(is_near) {
                self.show_line(line, spans, &mut excerpt);
            } else {
                excerpt.text.push('\n');
            }
        }
        excerpt
    }

    /// The part of a span that is on its first line.
    pub fn first_line_of(self, span: Span) -> Span {
        let line = self.lines.line_span(self.text, self.first_line(span));
        Span { start: span.start, end: span.end.min(line.end).max(span.start) }
    }

    fn first_line(self, span: Span) -> usize {
        self.lines.line_of(span.start as usize)
    }

    /// The line of the last character of the span, not of what follows it.
    fn last_line(self, span: Span) -> usize {
        self.lines.line_of((span.end as usize).saturating_sub(1).max(span.start as usize))
    }

    fn show_line(self, line: usize, spans: &[Span], excerpt: &mut Excerpt) {
        let next = self.lines.line_span(self.text, line + 1).start as usize;
        let line = self.lines.line_span(self.text, line).range();
        let mut done = line.start;
        for window in self.windows(&line, spans) {
            if window.start > done {
                excerpt.text.push_str(CUT);
            }
            done = window.end;
            self.show(window, excerpt);
        }
        if done < line.end {
            excerpt.text.push_str(CUT);
        }
        if line.end < next {
            excerpt.push(line.end..next, "\n");
        } else {
            excerpt.text.push('\n');
        }
    }

    /// The parts of a line that are shown, in order, apart from each other.
    fn windows(self, line: &Range<usize>, spans: &[Span]) -> Vec<Range<usize>> {
        if line.len() <= LONGEST_LINE {
            return vec![line.clone()];
        }
        let on_line = |span: &&Span| (span.start as usize) <= line.end && (span.end as usize) >= line.start;
        let places = spans.iter().filter(on_line).flat_map(|span| [span.start as usize, span.end as usize]);
        let places = places.filter(|place| (line.start..=line.end).contains(place));
        let mut windows: Vec<_> = places.map(|place| self.around(place, line)).collect();
        if windows.is_empty() {
            windows.push(line.start..char_boundary(self.text, line.start + 2 * AROUND));
        }
        windows.sort_by_key(|window| window.start);
        windows.dedup_by(|next, kept| {
            let joins = next.start <= kept.end + CUT.len();
            kept.end = if joins { kept.end.max(next.end) } else { kept.end };
            joins
        });
        windows
    }

    fn around(self, place: usize, line: &Range<usize>) -> Range<usize> {
        let start = char_boundary(self.text, place.saturating_sub(AROUND).max(line.start));
        let end = char_boundary(self.text, (place + AROUND).min(line.end));
        start..end.max(start)
    }

    fn show(self, window: Range<usize>, excerpt: &mut Excerpt) {
        let mut done = window.start;
        let next_key = self.keys.partition_point(|key| key.end <= window.start);
        for key in self.keys[next_key..].iter().take_while(|key| key.start < window.end) {
            let seen = key.start.max(window.start)..key.end.min(window.end);
            excerpt.push(done..seen.start, &self.text[done..seen.start]);
            excerpt.push(seen.clone(), &redacted(&self.text[key.clone()]));
            done = seen.end;
        }
        excerpt.push(done..window.end, &self.text[done..window.end]);
    }
}

impl Excerpt {
    fn push(&mut self, file: Range<usize>, shown: &str) {
        let start = self.text.len();
        self.text.push_str(shown);
        self.pieces.push(Piece { file, shown: start..self.text.len() });
    }

    /// The number of the last line, from 1.
    pub fn last_line(&self) -> usize {
        self.first_line + self.text.matches('\n').count().saturating_sub(1)
    }

    /// Where a span of the file stands in the excerpt.
    pub fn place(&self, span: Span) -> Range<usize> {
        let (start, end) = (span.start as usize, span.end as usize);
        let shown_start = self.last_piece(|piece| piece.file.start <= start).map_or(0, |piece| piece.start(start));
        let shown_start = char_boundary(&self.text, shown_start);
        if start == end {
            return shown_start..shown_start;
        }
        let shown_end = self.last_piece(|piece| piece.file.start < end).map_or(0, |piece| piece.end(end));
        shown_start..char_boundary(&self.text, shown_end).max(shown_start)
    }

    fn last_piece(&self, before: impl Fn(&Piece) -> bool) -> Option<&Piece> {
        let count = self.pieces.partition_point(before);
        self.pieces[..count].last()
    }
}

impl Piece {
    fn is_as_written(&self) -> bool {
        self.file.len() == self.shown.len()
    }

    fn start(&self, at: usize) -> usize {
        if at >= self.file.end {
            self.shown.end
        } else if self.is_as_written() {
            self.shown.start + (at - self.file.start)
        } else {
            self.shown.start
        }
    }

    fn end(&self, at: usize) -> usize {
        if self.is_as_written() && at < self.file.end {
            self.shown.start + (at - self.file.start)
        } else {
            self.shown.end
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::redact::product_keys;
    use super::*;

    fn excerpt(text: &str, spans: &[Span]) -> (Excerpt, Vec<String>) {
        let (lines, keys) = (LineIndex::new(text), product_keys(text));
        let excerpt = Page { text, lines: &lines, keys: &keys }.excerpt(spans);
        let shown = spans.iter().map(|&span| excerpt.text[excerpt.place(span)].to_owned()).collect();
        (excerpt, shown)
    }

    fn span_of(text: &str, part: &str) -> Span {
        let start = text.find(part).expect("the part");
        Span::new(start, start + part.len())
    }

    #[test]
    fn every_kind_of_line_end_becomes_one() {
        let text = "\u{feff}one\rtwo\r\nthree\nfour";
        let (excerpt, shown) = excerpt(text, &[span_of(text, "two"), span_of(text, "three")]);
        assert_eq!((excerpt.text.as_str(), excerpt.first_line), ("two\nthree\n", 2));
        assert_eq!(shown, ["two", "three"]);
    }

    #[test]
    fn lines_far_from_what_matters_are_left_empty() {
        let text = "a\nb\nc\nd\ne\nf\ng\n";
        let (excerpt, shown) = excerpt(text, &[span_of(text, "a"), span_of(text, "g")]);
        assert_eq!(excerpt.text, "a\nb\nc\n\ne\nf\ng\n");
        assert_eq!(shown, ["a", "g"]);
    }

    #[test]
    fn a_long_line_is_cut_to_what_matters() {
        let text = format!("{}FIRST{}SECOND{}", "x".repeat(5000), "é".repeat(5000), "y".repeat(5000));
        let spans = [span_of(&text, "FIRST"), span_of(&text, "SECOND")];
        let (excerpt, shown) = excerpt(&text, &spans);
        assert!(excerpt.text.len() < 300 && excerpt.text.matches("...").count() == 3, "{}", excerpt.text);
        assert_eq!(shown, ["FIRST", "SECOND"]);
    }

    #[test]
    fn a_key_is_not_shown_even_where_the_line_is_cut_inside_it() {
        let key = format!("t0068{}", "A1b2".repeat(100));
        let text = format!("k = '{key}'; bad");
        let (excerpt, shown) = excerpt(&text, &[span_of(&text, &key), span_of(&text, "bad")]);
        assert!(!excerpt.text.contains("A1b2"), "{}", excerpt.text);
        assert!(shown[0].starts_with("t0068...[redacted]"), "{shown:?}");
        assert_eq!(shown[1], "bad");
    }

    #[test]
    fn the_end_of_the_file_is_a_place() {
        let (excerpt, shown) = excerpt("ab\n", &[Span::new(3, 3)]);
        assert_eq!((excerpt.text.as_str(), excerpt.first_line, shown), ("\n", 2, vec![String::new()]));
    }
}
