//! Comments that suppress a finding, written where the file's language has them.

use rustc_hash::FxHashMap;

use super::scope::next_code_line;
use super::{Kind, MARKER, Suppression, parse};
use crate::report::{Edit, Finding};
use crate::syntax::{CommentPlace, Document, comment_place};
use crate::text::{FileKind, LineIndex, Source, Span, line_end};

/// What stands where the user is to say why.
const REASON: &str = "TODO: say why";

/// Writes suppression comments into one file.
pub struct Silencer<'s> {
    source: &'s Source,
    document: Document<'s>,
    lines: LineIndex,
    suppressions: Vec<Suppression>,
    /// The comment that is there for a line, by its place among the suppressions.
    by_line: FxHashMap<usize, usize>,
    line_end: &'static str,
}

impl<'s> Silencer<'s> {
    /// `document` is what was read of the source.
    #[must_use]
    pub fn of(source: &'s Source, document: Document<'s>) -> Self {
        let suppressions = parse(&source.text, &document.comments_with(MARKER));
        let lines = LineIndex::new(&source.text);
        let mut by_line = FxHashMap::default();
        for (at, suppression) in suppressions.iter().enumerate() {
            if let Some(line) = line_of(suppression, &source.text, &lines) {
                by_line.entry(line).or_insert(at);
            }
        }
        Self { source, document, lines, suppressions, by_line, line_end: line_end(&source.text) }
    }

    /// Suppresses the finding's rule in its line: in a comment that is there for the line already, else by one on a line
    /// of its own, else by one inside of the handler attribute. `None` where no comment can stand.
    #[must_use]
    pub fn silence_line(&self, finding: &Finding) -> Option<Edit> {
        let line = self.lines.line_of(finding.span.start as usize);
        if let Some(&existing) = self.by_line.get(&line) {
            return add_name(&self.suppressions[existing], finding.rule);
        }
        let span = self.lines.line_span(&self.source.text, line);
        let content = span.of(&self.source.text).trim_start_matches(['\u{feff}', ' ', '\t']);
        let start = span.end as usize - content.len();
        match comment_place(&self.document, self.source, start) {
            Some(place) => {
                let comment = comment(place, "disable-next-line", finding.rule);
                let indentation = self.indentation(span.start as usize, start);
                Some(insertion(start, format!("{comment}{}{indentation}", self.line_end)))
            }
            None => self.silence_in_handler(finding, line),
        }
    }

    /// Suppresses the rule in the whole file.
    #[must_use]
    pub fn silence_file(&self, rule: &str) -> Option<Edit> {
        let is_for_file = |suppression: &&Suppression| suppression.kind == Kind::File;
        if let Some(existing) = self.suppressions.iter().find(is_for_file) {
            return add_name(existing, rule);
        }
        let directive = directive("disable-file", rule);
        let (comment, start) = match self.source.kind {
            FileKind::JavaScript | FileKind::TypeScript | FileKind::Tsx => {
                (format!("/* {directive} */"), after_shebang(&self.source.text))
            }
            FileKind::Html | FileKind::Vue | FileKind::Svelte => {
                (format!("<!-- {directive} -->"), after_doctype(&self.source.text))
            }
            // What must stand first in such a file is not ours to know.
            FileKind::Markdown | FileKind::Template(_) => return None,
        };
        let is_after_line = start > byte_order_mark(&self.source.text);
        let text = match is_after_line {
            true => format!("{}{comment}", self.line_end),
            false => format!("{comment}{}", self.line_end),
        };
        Some(insertion(start, text))
    }

    fn silence_in_handler(&self, finding: &Finding, line: usize) -> Option<Edit> {
        let mut handlers = self.document.all_regions().filter(|region| region.role.is_in_markup());
        let handler = handlers.find(|handler| handler.span.contains(finding.span))?.span.start as usize;
        let is_on_line = self.lines.line_of(handler) == line;
        is_on_line.then(|| insertion(handler, format!("/* {} */ ", directive("disable-line", finding.rule))))
    }

    fn indentation(&self, line_start: usize, start: usize) -> &str {
        self.source.text.get(line_start..start).unwrap_or("").trim_start_matches('\u{feff}')
    }
}

/// The line that a comment speaks of.
fn line_of(suppression: &Suppression, text: &str, lines: &LineIndex) -> Option<usize> {
    match suppression.kind {
        Kind::Line => Some(lines.line_of(suppression.span.start as usize)),
        Kind::NextLine => next_code_line(text, lines, suppression.span),
        Kind::Start | Kind::End | Kind::File | Kind::Unknown => None,
    }
}

fn comment(place: CommentPlace, kind: &str, rule: &str) -> String {
    let directive = directive(kind, rule);
    match place {
        CommentPlace::Script => format!("// {directive}"),
        CommentPlace::JsxChildren => format!("{{/* {directive} */}}"),
        CommentPlace::Markup => format!("<!-- {directive} -->"),
    }
}

fn directive(kind: &str, rule: &str) -> String {
    format!("{MARKER}{kind} {rule} -- {REASON}")
}

/// One more name behind the last. A comment without names suppresses everything already.
fn add_name(to: &Suppression, rule: &str) -> Option<Edit> {
    let last = to.rules.last()?;
    Some(insertion(last.span.end as usize, format!(", {rule}")))
}

fn insertion(at: usize, text: String) -> Edit {
    Edit { span: Span::new(at, at), text }
}

fn byte_order_mark(text: &str) -> usize {
    if text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 }
}

/// Nothing may stand before `#!`.
fn after_shebang(text: &str) -> usize {
    if text.starts_with("#!") { text.find(['\n', '\r']).unwrap_or(text.len()) } else { byte_order_mark(text) }
}

/// Old browsers read a page in another mode when something stands before its document type.
fn after_doctype(text: &str) -> usize {
    let start = byte_order_mark(text);
    let rest = &text[start..];
    let content = rest.trim_start();
    let is_doctype = |name: &str| content.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name));
    if !is_doctype("<!doctype") && !is_doctype("<?xml") {
        return start;
    }
    let doctype = rest.to_ascii_lowercase().find("<!doctype").unwrap_or(0);
    rest[doctype..].find('>').map_or(start, |end| start + doctype + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::{Fix, Safety, Severity, apply};
    use crate::syntax;

    const RULE: &str = "a-rule";

    /// The text after the edit that silences a finding at the `§`.
    fn silenced(kind: FileKind, marked: &str, edit: impl Fn(&Silencer, &Finding) -> Option<Edit>) -> Option<String> {
        let at = marked.find('§')?;
        let text = marked.replace('§', "");
        let source = Source::new("a", kind, &text);
        let finding = Finding {
            rule: RULE,
            severity: Severity::Error,
            span: Span::new(at, at + 1),
            message: String::new(),
            help: None,
            codes: Vec::new(),
            related: Vec::new(),
            fixes: Vec::new(),
            tag: None,
        };
        let edit = edit(&Silencer::of(&source, syntax::read(&source)), &finding)?;
        Some(apply(&text, &[Fix { title: String::new(), safety: Safety::Safe, edits: vec![edit] }]))
    }

    fn line(kind: FileKind, marked: &str) -> Option<String> {
        silenced(kind, marked, |silencer, finding| silencer.silence_line(finding))
    }

    fn file(kind: FileKind, marked: &str) -> Option<String> {
        silenced(kind, marked, |silencer, finding| silencer.silence_file(finding.rule))
    }

    #[test]
    fn a_line_gets_a_comment_in_the_style_of_its_place() {
        let reason = "a-rule -- TODO: say why";
        for (kind, code, expected) in [
            (
                FileKind::JavaScript,
                "f();\r\n\t§d.x",
                format!("f();\r\n\t// dwt-lint-disable-next-line {reason}\r\n\td.x"),
            ),
            (FileKind::JavaScript, "\u{feff}§d.x", format!("\u{feff}// dwt-lint-disable-next-line {reason}\nd.x")),
            (
                FileKind::JavaScript,
                "x = <p>\n  <b a={§d.x}/>\n</p>",
                format!("x = <p>\n  {{/* dwt-lint-disable-next-line {reason} */}}\n  <b a={{d.x}}/>\n</p>"),
            ),
            (
                FileKind::Html,
                "<p>\n <b onclick='§d.x'>",
                format!("<p>\n <!-- dwt-lint-disable-next-line {reason} -->\n <b onclick='d.x'>"),
            ),
            (
                FileKind::Html,
                "<b\n onclick='f(); §d.x'>",
                format!("<b\n onclick='/* dwt-lint-disable-line {reason} */ f(); d.x'>"),
            ),
            (
                FileKind::Html,
                "<script>\n  §d.x\n</script>",
                format!("<script>\n  // dwt-lint-disable-next-line {reason}\n  d.x\n</script>"),
            ),
        ] {
            assert_eq!(line(kind, code), Some(expected), "{code}");
        }
    }

    #[test]
    fn a_comment_that_is_there_already_gets_one_more_name() {
        for (code, expected) in [
            ("// dwt-lint-disable-next-line b -- why\n§d.x", "// dwt-lint-disable-next-line b, a-rule -- why\nd.x"),
            ("§d.x // dwt-lint-disable-line b, c", "d.x // dwt-lint-disable-line b, c, a-rule"),
        ] {
            assert_eq!(line(FileKind::JavaScript, code).as_deref(), Some(expected));
        }
        let (before, after) = ("/* dwt-lint-disable-file b */ §d.x", "/* dwt-lint-disable-file b, a-rule */ d.x");
        assert_eq!(file(FileKind::JavaScript, before).as_deref(), Some(after));
    }

    #[test]
    fn where_no_comment_can_stand_there_is_no_edit() {
        assert_eq!(line(FileKind::JavaScript, "x = `\n  text ${§d.x}`"), None);
        assert_eq!(line(FileKind::Html, "<b onclick='f();\n§d.x'>"), None);
    }

    #[test]
    fn a_comment_for_the_file_stands_at_its_top() {
        let reason = "dwt-lint-disable-file a-rule -- TODO: say why";
        for (kind, code, expected) in [
            (FileKind::JavaScript, "§d.x", format!("/* {reason} */\nd.x")),
            (FileKind::JavaScript, "#!/usr/bin/env node\n§d.x", format!("#!/usr/bin/env node\n/* {reason} */\nd.x")),
            (
                FileKind::Html,
                "<!DOCTYPE html>\r\n<b onclick=§d.x>",
                format!("<!DOCTYPE html>\r\n<!-- {reason} -->\r\n<b onclick=d.x>"),
            ),
            (FileKind::Html, "<b onclick=§d.x>", format!("<!-- {reason} -->\n<b onclick=d.x>")),
        ] {
            assert_eq!(file(kind, code), Some(expected), "{code}");
        }
    }
}
