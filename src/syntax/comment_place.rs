use tree_sitter::Node;

use super::{Document, Region};
use crate::text::Source;

/// Where a line begins, as far as it matters to a comment that is put on a line of its own before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommentPlace {
    /// Between the tokens of a program.
    Script,
    /// Among the children of a JSX element.
    JsxChildren,
    /// Before a tag of a page.
    Markup,
}

/// What the line is whose first character that is no blank stands at `offset`. `None` where a comment would be something else,
/// or where that is not sure: inside of a template, a comment, a tag, the text of a page.
#[must_use]
pub fn comment_place(document: &Document<'_>, source: &Source, offset: usize) -> Option<CommentPlace> {
    let holds = |region: &&Region<'_>| region.span.range().contains(&offset);
    let is_in_island = document.islands.iter().any(|it| (it.start as usize) < offset && offset < it.end as usize);
    match document.all_regions().find(holds) {
        _ if is_in_island => None,
        Some(region) if region.role.is_in_markup() => None,
        Some(region) => in_script(region, offset),
        None if source.kind.is_script() => None,
        None => before_tag(document, &source.text, offset),
    }
}

fn before_tag(document: &Document<'_>, text: &str, offset: usize) -> Option<CommentPlace> {
    let is_in_comment = document.html_comments.iter().any(|comment| comment.touches(offset));
    let begins_tag = text.get(offset..)?.strip_prefix('<')?.starts_with(|first: char| first.is_ascii_alphabetic());
    (begins_tag && !is_in_comment).then_some(CommentPlace::Markup)
}

fn in_script(region: &Region<'_>, offset: usize) -> Option<CommentPlace> {
    let root = region.tree_at(offset).root_node();
    let deepest = root.descendant_for_byte_range(offset, offset + 1)?;
    if deepest.start_byte() < offset && deepest.child_count() == 0 {
        return (deepest.kind() == "jsx_text").then_some(CommentPlace::JsxChildren);
    }
    let first = outermost_at(deepest, offset);
    let around = if first.start_byte() == offset { first.parent() } else { Some(first) };
    match around.map(|node| node.kind()) {
        Some("jsx_element" | "jsx_fragment") => Some(CommentPlace::JsxChildren),
        Some("template_string" | "string") => None,
        _ => Some(CommentPlace::Script),
    }
}

/// The largest node that begins at `offset`; `node` itself when it begins before.
fn outermost_at(node: Node<'_>, offset: usize) -> Node<'_> {
    let above = std::iter::successors(Some(node), |node| node.parent());
    above.take_while(|node| node.start_byte() == offset).last().unwrap_or(node)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::syntax;
    use crate::text::FileKind;

    /// What the line with the `§` is.
    fn place(kind: FileKind, marked: &str) -> Option<CommentPlace> {
        let offset = marked.find('§').expect("a mark");
        let source = Source::new("a", kind, &marked.replace('§', ""));
        comment_place(&syntax::read(&source), &source, offset)
    }

    #[test]
    fn a_line_of_a_script_is_told_from_jsx_and_from_text() {
        for (code, expected) in [
            ("§a();", Some(CommentPlace::Script)),
            ("f(\n  §a,\n)", Some(CommentPlace::Script)),
            ("x = <div>\n  §<b a={d.x}/>\n</div>", Some(CommentPlace::JsxChildren)),
            ("x = <div>\n  §{d.x}\n</div>", Some(CommentPlace::JsxChildren)),
            ("x = <div>\n  §text {d.x}\n</div>", Some(CommentPlace::JsxChildren)),
            ("x = <div\n  §a={d.x}>\n</div>", Some(CommentPlace::Script)),
            ("x = <div a={() => {\n  §d.x()\n}}/>", Some(CommentPlace::Script)),
            ("x = `\n§text ${d.x}`", None),
            ("x = `\n§${d.x}`", None),
            ("x = `${\n§d.x}`", Some(CommentPlace::Script)),
            ("/*\n§*/ d.x", None),
        ] {
            assert_eq!(place(FileKind::JavaScript, code), expected, "{code}");
        }
    }

    #[test]
    fn a_line_of_a_page_must_begin_with_a_tag() {
        for (page, expected) in [
            ("<p>\n§<b onclick='d.x'>", Some(CommentPlace::Markup)),
            ("§<script>d.x</script>", Some(CommentPlace::Markup)),
            ("<script>\n§d.x\n</script>", Some(CommentPlace::Script)),
            ("<b\n§onclick='d.x'>", None),
            ("<p>\n§text <b onclick='d.x'>", None),
            ("<!--\n§<b>\n-->", None),
            ("<b onclick='f();\n§d.x'>", None),
        ] {
            assert_eq!(place(FileKind::Html, page), expected, "{page}");
        }
    }

    #[test]
    fn what_a_server_reads_is_left_alone() {
        for (page, expected) in [
            ("<script>\nvar p = <?= $p ?>;\n§d.x;\n</script>", Some(CommentPlace::Script)),
            ("<script>\n<?php if ($a)\n§{ ?> d.x; <?php } ?>\n</script>", None),
            ("<?php f('\n§<b>') ?><b onclick='d.x'>", None),
        ] {
            assert_eq!(place(FileKind::Template(crate::text::Template::Php), page), expected, "{page}");
        }
    }
}
