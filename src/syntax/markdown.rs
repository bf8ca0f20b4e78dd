//! Markdown: the code in its fences. A fence is an excerpt, and a document of its own.

use std::ops::Range;
use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag};

use super::document::read_kind;
use super::piece::{Covering, Host, Piece};
use super::{Document, Grammar, Memory, Role, mentions_sdk};
use crate::text::{FileKind, Span};

/// Each fence with markup is read in a copy of the file up to its end; together they are no longer than this.
const MAX_COPIED_BYTES: usize = 16 * 1024 * 1024;

pub(super) fn read(text: &str) -> Document<'_> {
    let mut document = Document::new(text);
    let (fences, comments) = fences(text);
    let fences: Vec<Fence> = fences.into_iter().filter(|fence| mentions_sdk(fence.span().of(text))).collect();
    document.html_comments = comments;
    let code: Arc<str> = only(&fences, text, text.len()).into();
    let mut copied = 0;
    for fence in &fences {
        let excerpt = match script_grammar(fence.kind) {
            Some(grammar) => read_script(text, &code, Piece::code(Role::File, grammar, fence.span())),
            None => {
                let end = fence.span().end as usize;
                copied += end;
                if copied > MAX_COPIED_BYTES {
                    break;
                }
                read_kind(fence.kind, text, &only(std::slice::from_ref(fence), text, end), &Memory::default())
            }
        };
        document.excerpts.push(excerpt);
    }
    for region in document.excerpts.iter_mut().flat_map(|excerpt| &mut excerpt.regions) {
        // What an excerpt leaves out is elsewhere.
        region.is_whole = false;
    }
    document
}

fn read_script<'s>(text: &'s str, code: &Arc<str>, piece: Piece) -> Document<'s> {
    let mut excerpt = Document::new(text);
    let host = Host { text, memory: &Memory::default(), covered: Some(code.clone()), cover: Covering::Outside };
    excerpt.parse(vec![piece], &host);
    excerpt
}

fn script_grammar(kind: FileKind) -> Option<Grammar> {
    match kind {
        FileKind::JavaScript => Some(Grammar::JavaScript),
        FileKind::TypeScript => Some(Grammar::TypeScript),
        FileKind::Tsx => Some(Grammar::Tsx),
        _ => None,
    }
}

struct Fence {
    kind: FileKind,
    /// Without the marks of the quotes and lists around it.
    lines: Vec<Range<usize>>,
}

impl Fence {
    fn span(&self) -> Span {
        let (first, last) = (self.lines.first(), self.lines.last());
        Span::new(first.map_or(0, |line| line.start), last.map_or(0, |line| line.end))
    }
}

/// The fences whose language is read, and the comments of HTML between them.
fn fences(text: &str) -> (Vec<Fence>, Vec<Span>) {
    let (mut fences, mut comments): (Vec<Fence>, Vec<Span>) = (Vec::new(), Vec::new());
    let mut is_in_fence = false;
    for (event, range) in Parser::new_ext(text, Options::empty()).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(kind)) => {
                let kind = kind_of_fence(&kind);
                is_in_fence = kind.is_some();
                fences.extend(kind.map(|kind| Fence { kind, lines: Vec::new() }));
            }
            Event::Text(_) if is_in_fence => fences.last_mut().into_iter().for_each(|it| it.lines.push(range.clone())),
            Event::End(_) => is_in_fence = false,
            Event::Start(Tag::HtmlBlock) | Event::InlineHtml(_) => {
                comments.extend(comment_in(range, text));
            }
            _ => {}
        }
    }
    (fences, comments)
}

/// The comment that a piece of HTML begins with.
fn comment_in(range: Range<usize>, text: &str) -> Option<Span> {
    let html = text.get(range.clone())?;
    let start = html.len() - html.trim_start().len();
    let end = html[start..].strip_prefix("<!--")?.find("-->")?;
    Some(Span::new(range.start + start, range.start + start + "<!--".len() + end + "-->".len()))
}

/// By the first word behind the fence: of `js {1,3}` and `js:src/a.js` it is `js`.
fn kind_of_fence(kind: &CodeBlockKind<'_>) -> Option<FileKind> {
    let CodeBlockKind::Fenced(info) = kind else { return None };
    let word = info.trim().split([' ', '\t', ',', ':', '{', '=']).next()?;
    FileKind::of_language_id(word).filter(|&kind| kind != FileKind::Markdown)
}

/// The text up to `end` with blanks for everything but the lines of the fences.
fn only(fences: &[Fence], text: &str, end: usize) -> String {
    let blank = |byte: &u8| if matches!(byte, b'\n' | b'\r') { *byte } else { b' ' };
    let mut bytes: Vec<u8> = text.as_bytes()[..end].iter().map(blank).collect();
    for line in fences.iter().flat_map(|fence| &fence.lines) {
        bytes[line.clone()].copy_from_slice(&text.as_bytes()[line.clone()]);
    }
    String::from_utf8(bytes).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Each fence: the code that is read of it.
    fn excerpts(text: &str) -> Vec<String> {
        let document = read(text);
        let excerpts = document.excerpts.iter();
        excerpts.flat_map(|it| &it.regions).map(|it| it.span.of(it.code.text()).trim().to_owned()).collect()
    }

    #[test]
    fn fences_are_read_by_their_language() {
        let text = "# dwt\n```js {1}\ndwt.a()\n```\n\n~~~TypeScript\nlet dwt: A;\n~~~\n```html\n<b onclick='dwt.b()'>\n```\n\
                    ```c\ndwt.c()\n```\n    dwt.d()\n\n`dwt.e()`\n```vue\n<script>dwt.f()</script>\n```\n```js\nnothing\n```\n";
        assert_eq!(excerpts(text), ["dwt.a()", "let dwt: A;", "dwt.b()", "dwt.f()"]);
    }

    #[test]
    fn marks_of_quotes_and_lists_are_no_code() {
        let text =
            "> ```js\n> dwt.a(\n>   b)\n> ```\n\n1. x\n   ```js\n   dwt.c(`\n   d`)\n   ```\n- > ```ts\n  > dwt.e()\n";
        let found: Vec<String> =
            excerpts(text).iter().map(|code| code.split_whitespace().collect::<Vec<_>>().join(" ")).collect();
        assert_eq!(found, ["dwt.a( b)", "dwt.c(` d`)", "dwt.e()"]);
    }

    #[test]
    fn line_ends_of_every_kind_are_kept() {
        let text = "é\r\n```js\r\ndwt.a()\r\ndwt.b()\r\n```\r\n";
        assert_eq!(excerpts(text), ["dwt.a()\r\ndwt.b()"]);
        assert!(read(text).excerpts[0].regions[0].parses);
    }
}
