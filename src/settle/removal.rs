use super::Suppression;
use super::scope::{is_blank_before, is_blank_behind};
use crate::report::Edit;
use crate::text::Span;

/// Removes a comment, and its line when nothing else stands there. `None` where that could change what the code means: a
/// comment over several lines between two pieces of code ends a line.
pub(super) fn remove_comment(text: &str, comment: Span) -> Option<Edit> {
    let (start, end) = (comment.start as usize, comment.end as usize);
    let (before, behind) = (text.get(..start)?, text.get(end..)?);
    let line_end = end + blanks(behind.as_bytes());
    let line_start = start - blanks_back(before.as_bytes());
    let edit = |start, end, text: &str| Some(Edit { span: Span::new(start, end), text: text.to_owned() });
    match (is_blank_before(text, start), is_blank_behind(text, end)) {
        (true, true) => edit(line_start, line_end + line_break(&text[line_end..]), ""),
        (false, true) if !is_broken(comment.of(text)) => edit(line_start, end, ""),
        (true, false) if !is_broken(comment.of(text)) => edit(start, line_end, ""),
        (false, false) if !is_broken(comment.of(text)) => {
            let is_glue = comment.of(text).starts_with("/*") && line_start == start && line_end == end;
            edit(start, if line_start < start { line_end } else { end }, if is_glue { " " } else { "" })
        }
        _ => None,
    }
}

/// Removes one of several names, and a comma.
pub(super) fn remove_name(suppression: &Suppression, index: usize) -> Edit {
    let names = &suppression.rules;
    let this = names[index].span;
    let span = match (names.get(index + 1), index.checked_sub(1)) {
        (Some(next), _) => Span { start: this.start, end: next.span.start },
        (None, Some(before)) => Span { start: names[before].span.end, end: this.end },
        (None, None) => this,
    };
    Edit { span, text: String::new() }
}

fn is_broken(comment: &str) -> bool {
    comment.contains(['\n', '\r'])
}

fn blanks(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

fn blanks_back(bytes: &[u8]) -> usize {
    bytes.iter().rev().take_while(|byte| matches!(byte, b' ' | b'\t')).count()
}

fn line_break(text: &str) -> usize {
    ["\r\n", "\n", "\r"].into_iter().find(|ending| text.starts_with(ending)).map_or(0, str::len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Fix, Safety, apply};

    fn without(text: &str, comment: &str) -> Option<String> {
        let start = text.find(comment)?;
        let edit = remove_comment(text, Span::new(start, start + comment.len()))?;
        Some(apply(text, &[Fix { title: String::new(), safety: Safety::Safe, edits: vec![edit] }]))
    }

    #[test]
    fn a_comment_goes_with_its_line_when_alone() {
        for (text, comment, expected) in [
            ("a\n  // x\nb", "// x", "a\nb"),
            ("a\r\n\t/* x\r\n*/ \r\nb", "/* x\r\n*/", "a\r\nb"),
            ("a\r// x\rb", "// x", "a\rb"),
            ("\u{feff}// x\nb", "// x", "\u{feff}b"),
            ("a // x\nb", "// x", "a\nb"),
            ("  /* x */ b", "/* x */", "  b"),
            ("a /* x */ b", "/* x */", "a b"),
            ("a/* x */b", "/* x */", "a b"),
            ("a<!-- x -->b", "<!-- x -->", "ab"),
            ("{/* x */}", "/* x */", "{ }"),
            ("a\n// x", "// x", "a\n"),
        ] {
            assert_eq!(without(text, comment).as_deref(), Some(expected), "{text:?}");
        }
    }

    #[test]
    fn a_comment_that_ends_a_line_of_code_stays() {
        for text in ["return /*\n*/ x", "return /*\n*/\n x", "\n/*\n*/ x"] {
            assert_eq!(without(text, "/*\n*/"), None, "{text:?}");
        }
    }
}
