//! C# in a page, and where markup begins in it.

use super::{Frame, Reader, identifier, starts_with_tag};
use crate::syntax::islands::branches::{end_of_string, of_braces};
use crate::syntax::islands::{IslandKind, end_of, find_from};

impl Reader<'_> {
    /// Goes on to the next sign that matters in C#, and past it.
    pub(super) fn code(&mut self) {
        let Some(&byte) = self.bytes().get(self.at) else { return };
        let rest = self.rest();
        match byte {
            b'@' if rest.starts_with("@*") => self.at = end_of(self.text, self.at, "*@"),
            b'@' if rest.starts_with("@:") => {
                self.end_code(self.at + 2);
                self.frames.push(Frame::Line);
            }
            b'@' if rest.starts_with("@\"") => self.at = end_of_verbatim(self.bytes(), self.at + 2),
            b'"' | b'\'' => self.at = end_of_string(self.bytes(), self.at, byte),
            b'/' if rest.starts_with("//") => {
                self.at = find_from(self.text, self.at, "\n").unwrap_or(self.text.len());
            }
            b'/' if rest.starts_with("/*") => self.at = end_of(self.text, self.at + 2, "*/"),
            b'{' => {
                self.deepen();
                self.at += 1;
            }
            b'}' => self.close(),
            b'<' if self.is_markup_here() => self.begin_markup(),
            _ => self.at += 1,
        }
    }

    fn deepen(&mut self) {
        if let Some(Frame::Code { depth, .. }) = self.frames.last_mut() {
            *depth += 1;
        }
    }

    fn close(&mut self) {
        self.at += 1;
        let goes_on = ["else", "catch", "finally"].contains(&identifier(self.rest().trim_start()));
        let next_block = self.block_start(self.at).filter(|_| goes_on);
        let Some(Frame::Code { depth, .. }) = self.frames.last_mut() else { return };
        match next_block {
            _ if *depth > 1 => *depth -= 1,
            Some(open) => self.at = open,
            None => {
                *depth = 0;
                self.end_code(self.at);
                self.frames.pop();
            }
        }
    }

    /// Whether the `<` here begins a tag: it stands where a statement begins.
    fn is_markup_here(&self) -> bool {
        let next = self.bytes().get(self.at + 1);
        let is_tag = next.is_some_and(|&byte| byte.is_ascii_alphabetic() || byte == b'!');
        let before = self.text[self.code_start..self.at].trim_end();
        is_tag && (before.is_empty() || before.ends_with(['{', '}', ';', '>', ':']))
    }

    fn begin_markup(&mut self) {
        let (start, rest) = (self.at, self.rest());
        if starts_with_tag(rest, "<text") {
            self.end_code(end_of(self.text, start, ">"));
            self.frames.push(Frame::Text);
        } else if rest.starts_with("<!--") {
            self.end_code(start);
            self.at = end_of(self.text, start, "-->");
            self.code_start = self.at;
        } else {
            self.end_code(start);
            let name = identifier(&rest[1..]);
            self.frames.push(Frame::Element { name, depth: 0 });
        }
    }

    /// The piece of C# up to `end` is an island.
    pub(super) fn end_code(&mut self, end: usize) {
        let code = &self.text[self.code_start..end];
        let mut branch = of_braces(code);
        if let Some(Frame::Code { is_condition: false, depth }) = self.frames.last() {
            // The outermost braces say nothing of what is in them.
            if code.starts_with('@') {
                branch.opens = branch.opens.saturating_sub(1);
            }
            if *depth == 0 {
                branch.closes = branch.closes.saturating_sub(1);
            }
        }
        let kind = IslandKind::of_branch(branch, IslandKind::Statement);
        if end > self.code_start {
            self.push(self.code_start, end, kind);
        }
        self.at = end;
        self.code_start = end;
    }
}

/// Behind a string such as `@"C:\"`, whose text begins at `from`.
fn end_of_verbatim(bytes: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(quote) = memchr::memchr(b'"', bytes.get(at..).unwrap_or_default()) {
        at += quote + 1;
        if bytes.get(at) != Some(&b'"') {
            return at;
        }
        at += 1;
    }
    bytes.len()
}
