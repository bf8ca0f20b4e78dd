use crate::text::Span;

/// What every suppression comment begins with; a file without it has none.
pub const MARKER: &str = "dwt-lint-";

/// What a suppression comment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppression {
    pub kind: Kind,
    /// The whole comment.
    pub span: Span,
    /// The word such as `dwt-lint-disable-line`.
    pub directive: Span,
    /// Empty: every rule.
    pub rules: Vec<RuleName>,
    /// What stands behind `--`.
    pub reason: Option<String>,
}

impl Suppression {
    #[must_use]
    pub fn names(&self) -> Vec<&str> {
        self.rules.iter().map(|rule| rule.name.as_str()).collect()
    }
}

/// A rule as a comment names it; perhaps misspelt.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RuleName {
    pub name: String,
    pub span: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `dwt-lint-disable-line`
    Line,
    /// `dwt-lint-disable-next-line`
    NextLine,
    /// `dwt-lint-disable`: from here on.
    Start,
    /// `dwt-lint-enable`: up to here.
    End,
    /// `dwt-lint-disable-file`
    File,
    /// The marker with something else behind it, probably misspelt.
    Unknown,
}

impl Kind {
    pub const DIRECTIVES: [(&'static str, Self); 5] = [
        ("dwt-lint-disable-line", Self::Line),
        ("dwt-lint-disable-next-line", Self::NextLine),
        ("dwt-lint-disable", Self::Start),
        ("dwt-lint-enable", Self::End),
        ("dwt-lint-disable-file", Self::File),
    ];

    fn of_directive(word: &str) -> Self {
        Self::DIRECTIVES.into_iter().find(|&(directive, _)| directive == word).map_or(Self::Unknown, |(_, kind)| kind)
    }
}

/// Reads those of the comments that begin with the [`MARKER`].
#[must_use]
pub fn parse(text: &str, comments: &[Span]) -> Vec<Suppression> {
    comments.iter().filter_map(|&comment| parse_comment(text, comment)).collect()
}

fn parse_comment(text: &str, comment: Span) -> Option<Suppression> {
    let content = content(text, comment);
    let inside = content.of(text);
    if !inside.starts_with(MARKER) {
        return None;
    }
    let word_end = inside.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(inside.len());
    let names_end = reason_separator(inside, word_end).unwrap_or(inside.len());
    let reason =
        inside.get(names_end..).map(|rest| rest.trim_start_matches('-').trim()).filter(|reason| !reason.is_empty());
    let at = |start: usize, end: usize| Span::new(content.start as usize + start, content.start as usize + end);
    Some(Suppression {
        kind: Kind::of_directive(&inside[..word_end]),
        span: comment,
        directive: at(0, word_end),
        rules: names(text, at(word_end, names_end)),
        reason: reason.map(str::to_owned),
    })
}

/// A comment without its delimiters, and without blanks and stars around the rest.
fn content(text: &str, comment: Span) -> Span {
    let whole = comment.of(text);
    let (open, close) = [("/*", "*/"), ("<!--", "-->"), ("//", "")]
        .into_iter()
        .find(|(open, _)| whole.starts_with(open))
        .unwrap_or_default();
    let inside = whole.get(open.len()..).unwrap_or_default();
    let inside = inside.strip_suffix(close).unwrap_or(inside);
    let is_padding = |c: char| c.is_whitespace() || c == '*';
    let start = inside.len() - inside.trim_start_matches(is_padding).len();
    let length = inside.trim_matches(is_padding).len();
    let start = comment.start as usize + open.len() + start;
    Span::new(start, start + length)
}

/// Where ` -- ` stands.
fn reason_separator(text: &str, from: usize) -> Option<usize> {
    let bytes = text.as_bytes();
    let is_blank = |at: usize| bytes.get(at).is_none_or(u8::is_ascii_whitespace);
    (from..text.len()).find(|&at| bytes[at..].starts_with(b"--") && is_blank(at.wrapping_sub(1)) && is_blank(at + 2))
}

/// Names stand between commas. What follows a name without a comma is taken for a name of its own, so that it is reported.
fn names(text: &str, span: Span) -> Vec<RuleName> {
    let mut names = Vec::new();
    let mut at = span.start as usize;
    for piece in span.of(text).split(',') {
        let trimmed = piece.trim();
        let start = at + (piece.len() - piece.trim_start().len());
        let word = trimmed.find(char::is_whitespace).unwrap_or(trimmed.len());
        let rest = trimmed[word..].trim_start();
        for (part, part_start) in [(&trimmed[..word], start), (rest, start + trimmed.len() - rest.len())] {
            if !part.is_empty() {
                let span = Span::new(part_start, part_start + part.len());
                names.push(RuleName { name: part.to_owned(), span });
            }
        }
        at += piece.len() + 1;
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(comment: &str) -> Option<Suppression> {
        parse(comment, &[Span::new(0, comment.len())]).pop()
    }

    fn summary(comment: &str) -> Option<(Kind, Vec<String>, Option<String>)> {
        let suppression = parsed(comment)?;
        for rule in &suppression.rules {
            assert_eq!(rule.span.of(comment), rule.name);
        }
        Some((suppression.kind, suppression.rules.into_iter().map(|rule| rule.name).collect(), suppression.reason))
    }

    fn expected(kind: Kind, rules: &[&str], reason: Option<&str>) -> Option<(Kind, Vec<String>, Option<String>)> {
        Some((kind, rules.iter().map(|&rule| rule.to_owned()).collect(), reason.map(str::to_owned)))
    }

    #[test]
    fn every_kind_of_comment_is_read() {
        assert_eq!(summary("// dwt-lint-disable-line a-b"), expected(Kind::Line, &["a-b"], None));
        assert_eq!(
            summary("//dwt-lint-disable-next-line a, b-c,d -- old scanner -- really"),
            expected(Kind::NextLine, &["a", "b-c", "d"], Some("old scanner -- really"))
        );
        assert_eq!(summary("/* dwt-lint-disable a */"), expected(Kind::Start, &["a"], None));
        assert_eq!(summary("/** dwt-lint-enable */"), expected(Kind::End, &[], None));
        assert_eq!(
            summary("/*\n * dwt-lint-disable-file a,\n b\n -- é\n */"),
            expected(Kind::File, &["a", "b"], Some("é"))
        );
        assert_eq!(summary("<!-- dwt-lint-disable a -- b -->"), expected(Kind::Start, &["a"], Some("b")));
        assert_eq!(summary("<!-- dwt-lint-disable a"), expected(Kind::Start, &["a"], None));
        assert_eq!(summary("// dwt-lint-disable-line --"), expected(Kind::Line, &[], None));
    }

    #[test]
    fn what_is_no_suppression_is_left_alone() {
        for comment in ["// see dwt-lint-disable-line", "// dwt-lint", "//", "/**/", "/*/", "<!---->", ""] {
            assert_eq!(summary(comment), None, "{comment}");
        }
    }

    #[test]
    fn mistakes_are_kept_for_a_report() {
        assert_eq!(summary("// dwt-lint-ignore a"), expected(Kind::Unknown, &["a"], None));
        assert_eq!(
            summary("// dwt-lint-disable-line a as we must, b"),
            expected(Kind::Line, &["a", "as we must", "b"], None)
        );
    }
}
