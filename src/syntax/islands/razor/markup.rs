//! The markup of a page, and where C# begins in it.

use super::{Frame, Reader, identifier, starts_with_tag};
use crate::syntax::islands::{IslandKind, end_of};

/// Words behind which a block of C# follows, in which there may be markup.
const STATEMENTS: [&str; 11] =
    ["if", "for", "foreach", "while", "switch", "lock", "using", "do", "try", "helper", "section"];

/// Directives that take the rest of their line.
const DIRECTIVES: [&str; 18] = [
    "model",
    "using",
    "inject",
    "page",
    "inherits",
    "layout",
    "namespace",
    "attribute",
    "implements",
    "addTagHelper",
    "removeTagHelper",
    "tagHelperPrefix",
    "typeparam",
    "rendermode",
    "ModelType",
    "Imports",
    "preservewhitespace",
    "sessionstate",
];

/// Elements that no end tag closes.
const VOID: [&str; 14] =
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"];

impl Reader<'_> {
    /// Goes on to the next sign that matters in markup, and past it.
    pub(super) fn markup(&mut self) {
        let is_line = matches!(self.frames.last(), Some(Frame::Line));
        let is_element = matches!(self.frames.last(), Some(Frame::Element { .. } | Frame::Text));
        let matters = |byte: &u8| *byte == b'@' || (is_line && *byte == b'\n') || (is_element && *byte == b'<');
        let Some(found) = self.bytes()[self.at..].iter().position(matters) else {
            self.at = self.text.len();
            return;
        };
        self.at += found;
        match self.bytes()[self.at] {
            b'@' => self.transition(),
            b'<' => self.tag(),
            _ => self.back_to_code(self.at),
        }
    }

    fn back_to_code(&mut self, at: usize) {
        self.frames.pop();
        self.code_start = at;
        self.at = at.max(self.at);
    }

    /// A tag in markup that stands in C#: its end may be the end of the markup.
    fn tag(&mut self) {
        let (start, rest) = (self.at, self.rest());
        let end = self.end_of_tag(start);
        self.at += 1;
        match self.frames.last_mut() {
            Some(Frame::Text) if starts_with_tag(rest, "</text") => {
                self.frames.pop();
                self.code_start = start;
                self.at = end;
            }
            Some(Frame::Element { name, depth }) => {
                let is_end =
                    rest.get(2..).filter(|_| rest.starts_with("</")).is_some_and(|rest| starts_with_tag(rest, name));
                let is_start = starts_with_tag(&rest[1..], name);
                if is_start && !VOID.contains(name) && !self.text[start..end].ends_with("/>") {
                    *depth += 1;
                } else if is_end {
                    *depth = depth.saturating_sub(1);
                }
                if *depth == 0 && (is_end || is_start) {
                    self.back_to_code(end);
                }
            }
            _ => {}
        }
    }

    /// At an `@` in markup.
    fn transition(&mut self) {
        let start = self.at;
        let next = self.rest()[1..].chars().next();
        let before = self.text[..start].chars().next_back();
        match next {
            Some('*') => self.push(start, end_of(self.text, start + 2, "*@"), IslandKind::Comment),
            Some('@') => self.push(start, start + 2, IslandKind::Value),
            Some('(') => match self.end_of_group(start + 1) {
                Some(end) => self.push(start, end, IslandKind::Value),
                None => self.at += 1,
            },
            Some('{') => self.begin_code(start, start + 2, false),
            Some(first) if first.is_alphabetic() || first == '_' => {
                // An address: `me@example.org`.
                if before.is_some_and(char::is_alphanumeric) {
                    self.at += 1;
                } else {
                    self.word(start);
                }
            }
            _ => self.at += 1,
        }
    }

    fn word(&mut self, start: usize) {
        let word = identifier(&self.text[start + 1..]);
        let word_end = start + 1 + word.len();
        let after = self.text[word_end..].trim_start();
        let line_end =
            memchr::memchr2(b'\n', b'\r', &self.bytes()[word_end..]).map_or(self.text.len(), |at| word_end + at);
        match word {
            "functions" | "code" if after.starts_with('{') => {
                let open = self.text.len() - after.len();
                let end = self.end_of_group(open).unwrap_or(self.text.len());
                self.push(start, end, IslandKind::Statement);
            }
            "Code" | "Functions" => {
                self.push(start, end_of(self.text, word_end, &format!("End {word}")), IslandKind::Statement)
            }
            "section" => {
                let end = self.block_start(word_end).unwrap_or(word_end);
                self.push(start, end, IslandKind::Statement);
            }
            "using" if !after.starts_with('(') => self.push(start, line_end, IslandKind::Statement),
            _ if STATEMENTS.contains(&word) => match self.block_start(word_end) {
                Some(open) => self.begin_code(start, open, !matches!(word, "using" | "lock" | "helper" | "try" | "do")),
                None => self.push(start, word_end, IslandKind::Value),
            },
            "If" | "For" | "While" | "Select" | "Using" | "Section" | "End" => {
                self.push(start, line_end, IslandKind::Statement);
            }
            _ if DIRECTIVES.contains(&word) && !after.starts_with(['.', '(', '[']) => {
                self.push(start, line_end, IslandKind::Statement);
            }
            _ => {
                let end = self.end_of_expression(word_end);
                self.push(start, end, IslandKind::Value);
            }
        }
    }

    /// Behind the `{` of a statement, which may have parentheses or a name before it.
    pub(super) fn block_start(&mut self, from: usize) -> Option<usize> {
        let mut at = from;
        loop {
            let rest = self.text.get(at..)?;
            let next = rest.trim_start();
            at += rest.len() - next.len();
            match next.as_bytes().first()? {
                b'{' => return Some(at + 1),
                b'(' => at = self.end_of_group(at)?,
                byte if byte.is_ascii_alphanumeric() || *byte == b'_' => at += identifier(next).len().max(1),
                _ => return None,
            }
        }
    }

    /// Behind an expression such as `Model.Items[0].Name` that goes on at `from`.
    fn end_of_expression(&mut self, from: usize) -> usize {
        let mut end = from;
        loop {
            let rest = &self.text[end..];
            let dot = ["?.", "!.", "."].into_iter().find(|dot| rest.starts_with(dot));
            let name = dot.map_or("", |dot| identifier(&rest[dot.len()..]));
            end = match rest.as_bytes().first() {
                _ if !name.is_empty() => end + dot.map_or(0, str::len) + name.len(),
                Some(b'(' | b'[') => match self.end_of_group(end) {
                    Some(end) => end,
                    None => return end,
                },
                // `@await Html.PartialAsync(…)`
                Some(b' ') if self.text[..end].ends_with("@await") => end + 1 + identifier(&rest[1..]).len(),
                _ => return end,
            };
        }
    }
}
