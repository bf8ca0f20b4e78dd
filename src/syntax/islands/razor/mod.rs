//! Razor: `@Model.X`, `@(x)`, `@if (x) { … }` with C# up to the next tag in it, `@* … *@`.

mod code;
mod markup;

use crate::text::Span;

use super::{Groups, Island, IslandKind, end_of};

pub(super) fn find(text: &str) -> Vec<Island> {
    let mut reader = Reader {
        text,
        at: 0,
        islands: Vec::new(),
        frames: Vec::new(),
        code_start: 0,
        groups: Groups::default(),
        tag_end: 0,
    };
    while reader.at < text.len() {
        match reader.frames.last() {
            Some(Frame::Code { .. }) => reader.code(),
            _ => reader.markup(),
        }
    }
    if matches!(reader.frames.last(), Some(Frame::Code { .. })) {
        reader.end_code(text.len());
    }
    reader.islands
}

/// What the text is inside of.
#[derive(Debug)]
enum Frame<'t> {
    /// C#, by how many braces deep, and whether what is in it may be left out.
    Code { depth: usize, is_condition: bool },
    /// Markup in C#: an element.
    Element { name: &'t str, depth: usize },
    /// Markup in C#: between `<text>` and `</text>`.
    Text,
    /// Markup in C#: behind `@:`.
    Line,
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    islands: Vec<Island>,
    frames: Vec<Frame<'t>>,
    /// Where the piece of C# began that is being read.
    code_start: usize,
    groups: Groups,
    /// Behind the `>` that was found last.
    tag_end: usize,
}

impl<'t> Reader<'t> {
    fn bytes(&self) -> &'t [u8] {
        self.text.as_bytes()
    }

    fn rest(&self) -> &'t str {
        self.text.get(self.at..).unwrap_or("")
    }

    /// Behind the end of the tag at `at`.
    fn end_of_tag(&mut self, at: usize) -> usize {
        if self.tag_end <= at {
            self.tag_end = end_of(self.text, at, ">");
        }
        self.tag_end
    }

    fn end_of_group(&mut self, start: usize) -> Option<usize> {
        self.groups.end(self.text.as_bytes(), start)
    }

    fn push(&mut self, start: usize, end: usize, kind: IslandKind) {
        self.islands.push(Island { span: Span::new(start, end), kind });
        self.at = end;
    }
    fn begin_code(&mut self, start: usize, open: usize, is_condition: bool) {
        self.frames.push(Frame::Code { depth: 1, is_condition });
        self.code_start = start;
        self.at = open;
    }
}

/// The name that a text begins with; empty when it begins with none.
fn identifier(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// Whether a text begins with a tag: `</text` and no longer name.
fn starts_with_tag(text: &str, tag: &str) -> bool {
    let rest =
        text.get(tag.len()..).filter(|_| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag)));
    rest.is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric() || c == '-'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax::islands::{Branch, Link};

    fn found(text: &str) -> Vec<(&str, IslandKind)> {
        find(text).into_iter().map(|island| (island.span.of(text), island.kind)).collect()
    }

    #[test]
    fn expressions_end_where_razor_ends_them() {
        for (text, island) in [
            ("x = '@Model.Name.';", "@Model.Name"),
            ("f(@Html.Raw(Json.Encode(new { a = \")\" })), 1)", "@Html.Raw(Json.Encode(new { a = \")\" }))"),
            ("x = @(1 + f(2)) * 3", "@(1 + f(2))"),
            ("x = @Model?.Items[0].Id;", "@Model?.Items[0].Id"),
            ("'@Url.Action(\"Upload\", \"Scan\")'", "@Url.Action(\"Upload\", \"Scan\")"),
            ("a@@b", "@@"),
        ] {
            assert_eq!(found(text), [(island, IslandKind::Value)], "{text}");
        }
        assert_eq!(found("mail me@example.org, 5 @ 3, @"), []);
    }

    #[test]
    fn directives_and_blocks_are_no_values() {
        for island in [
            "@model Scan.Page<Item>",
            "@using System.Linq",
            "@{ var x = \"}\"; /* } */ }",
            "@functions { string F() { return \"<b>\"; } }",
            "@section Scripts {",
            "@Code\n x = 1\nEnd Code",
        ] {
            assert_eq!(found(&format!("{island}\n<p>")), [(island, IslandKind::Statement)], "{island}");
        }
        assert_eq!(found("@* it's @x *@"), [("@* it's @x *@", IslandKind::Comment)]);
    }

    #[test]
    fn markup_in_code_is_the_pages() {
        let branch = |closes, opens, link| IslandKind::Branch(Branch { closes, opens, link });
        for (text, expected) in [
            (
                "@if (x) { <text>f();</text> } else { <text>g();</text> } h();",
                vec![
                    ("@if (x) { <text>", IslandKind::OPEN),
                    ("</text> } else { <text>", branch(1, 1, Some(Link::Else))),
                    ("</text> }", IslandKind::CLOSE),
                ],
            ),
            (
                "@foreach (var x in y) {\n @:f('@x');\n }\ng();",
                vec![
                    ("@foreach (var x in y) {\n @:", IslandKind::OPEN),
                    ("@x", IslandKind::Value),
                    ("\n }", IslandKind::CLOSE),
                ],
            ),
            (
                "@if (x) { <p><p></p>@y</p> var z = 1; <br> } <i>",
                vec![
                    ("@if (x) { ", IslandKind::OPEN),
                    ("@y", IslandKind::Value),
                    (" var z = 1; ", IslandKind::Statement),
                    (" }", IslandKind::CLOSE),
                ],
            ),
            (
                "@{ if (a < b) { <script>f()</script> } }",
                vec![("@{ if (a < b) { ", IslandKind::OPEN), (" } }", IslandKind::CLOSE)],
            ),
            (
                "@using (Html.BeginForm()) { <b/> }",
                vec![("@using (Html.BeginForm()) { ", IslandKind::Statement), (" }", IslandKind::Statement)],
            ),
        ] {
            assert_eq!(found(text), expected, "{text}");
        }
    }
}
