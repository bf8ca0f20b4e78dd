use crate::text::{LineIndex, Span};

/// The line that `dwt-lint-disable-next-line` speaks of: the first one behind the comment that holds code.
pub(super) fn next_code_line(text: &str, lines: &LineIndex, comment: Span) -> Option<usize> {
    let comment_line = lines.line_of((comment.end.max(1) - 1) as usize);
    if comment_line + 1 >= lines.line_count() {
        return None;
    }
    let mut at = lines.line_span(text, comment_line + 1).start as usize;
    loop {
        let rest = text.get(at..)?;
        let content = rest.trim_start();
        at += rest.len() - content.len();
        if content.is_empty() {
            return None;
        }
        match comment_length(content) {
            Some(length) if is_blank_behind(text, at + length) => at += length,
            _ => return Some(lines.line_of(at)),
        }
    }
}

/// How long the comment is that the text begins with.
fn comment_length(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find(['\n', '\r']).unwrap_or(text.len()));
    }
    [("{/*", "*/}"), ("/*", "*/"), ("<!--", "-->")]
        .into_iter()
        .find(|(open, _)| text.starts_with(open))
        .map(|(open, close)| text[open.len()..].find(close).map_or(text.len(), |at| open.len() + at + close.len()))
}

/// Whether nothing more stands on the line.
pub(super) fn is_blank_behind(text: &str, at: usize) -> bool {
    let rest = text.get(at..).unwrap_or_default();
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    line.trim().is_empty()
}

/// Whether nothing else stands on the line before.
pub(super) fn is_blank_before(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    line.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_and_comments_are_passed_over() {
        for (text, line) in [
            ("// x\nf()", Some(1)),
            ("// x\r\n\r\n  // y\r\n/* z\r\n*/ \r\nf()", Some(5)),
            ("// x\r\rf()", Some(2)),
            ("// x\n/* y */ f()", Some(1)),
            ("// x\n<!-- y -->\n{/* z */}\n<b>", Some(3)),
            ("// x\n// y", None),
            ("// x", None),
            ("// x\n/* y", None),
        ] {
            let lines = LineIndex::new(text);
            assert_eq!(next_code_line(text, &lines, Span::new(0, 4)), line, "{text:?}");
        }
    }
}
