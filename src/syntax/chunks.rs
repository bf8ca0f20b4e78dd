//! Code with a syntax error, in chunks: what begins at the margin is parsed by itself, so that one broken function leaves the
//! others as they are.

use tree_sitter::{Node, Tree};

use super::Grammar;
use super::parse::{self, Parsed, or_as_tsx};
use crate::text::Span;

/// What an earlier version's tree tells of a text.
pub(super) struct Known<'t> {
    /// Without errors, and told of what is new.
    tree: &'t Tree,
    /// Where what it speaks of ends now.
    end: u32,
    /// All that is new in the text.
    changed: Span,
    /// The top-level nodes of the tree, in order, and whether something new is in them.
    nodes: Vec<(Span, bool)>,
}

impl<'t> Known<'t> {
    pub(super) fn new(tree: &'t Tree, end: u32, changed: Span) -> Self {
        let root = tree.root_node();
        let place = |node: Node<'_>| (Span::new(node.start_byte(), node.end_byte()), node.has_changes());
        Self { tree, end, changed, nodes: root.children(&mut root.walk()).map(place).collect() }
    }

    /// Whether a chunk is old, and whole nodes of the tree.
    fn holds(&self, chunk: Span) -> bool {
        let is_beside = chunk.end <= self.changed.start || self.changed.end <= chunk.start;
        let is_old = is_beside && chunk.end <= self.end;
        let first = self.nodes.partition_point(|(node, _)| node.end <= chunk.start);
        let mut nodes = self.nodes[first..].iter().take_while(|(node, _)| node.start < chunk.end);
        is_old && nodes.all(|&(node, has_changed)| chunk.contains(node) && !has_changed)
    }
}

/// Parses code that is broken as a whole, in chunks. `None` unless there is one broken stretch among chunks that parse: with
/// two, each may be half of something that was cut apart.
pub(super) fn parse(grammar: Grammar, text: &str, span: Span, known: Option<&Known<'_>>) -> Option<Vec<Parsed>> {
    let chunks = cut(text, span);
    if chunks.len() < 2 {
        return None;
    }
    let mut parts = read(grammar, text, chunks, known)?;
    let is_broken = |part: &Parsed| !part.is_sound();
    let (first, last) = (parts.iter().position(is_broken)?, parts.iter().rposition(is_broken)?);
    let stretch = &parts[first..=last];
    if stretch.len() == parts.len() || !stretch.iter().all(is_broken) {
        return None;
    }
    let span = stretch[0].span.cover(stretch[stretch.len() - 1].span);
    // What spans several chunks may be whole, as a long text.
    let broken = parse::parse(grammar, text, span).filter(is_broken)?;
    parts.splice(first..=last, [or_as_tsx(broken, text)]);
    Some(parts)
}

/// Every chunk, but as one part what is known of several.
fn read(grammar: Grammar, text: &str, chunks: Vec<Span>, known: Option<&Known<'_>>) -> Option<Vec<Parsed>> {
    let mut parts: Vec<Parsed> = Vec::new();
    let mut is_after_known = false;
    for chunk in chunks {
        let holder = known.filter(|known| known.holds(chunk));
        match (holder, parts.last_mut()) {
            (Some(_), Some(last)) if is_after_known => last.span.end = chunk.end,
            (Some(known), _) => {
                parts.push(Parsed { grammar, tree: known.tree.clone(), span: chunk, complete: true });
            }
            (None, _) => parts.push(parse::parse(grammar, text, chunk).filter(|parsed| parsed.complete)?),
        }
        is_after_known = holder.is_some();
    }
    Some(parts)
}

/// The code cut where something new begins: at lines with the indentation of the first one, after a blank line, a closed brace
/// or a semicolon.
fn cut(text: &str, span: Span) -> Vec<Span> {
    let code = span.of(text);
    let mut starts = vec![0];
    let mut margin = None;
    let mut before = "";
    let mut at = 0;
    for line in code.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let indentation = &line[..line.len() - line.trim_start().len()];
            let margin = *margin.get_or_insert(indentation);
            let may_begin = before.is_empty() || before.starts_with('}') || before.ends_with([';', '}']);
            if at > 0 && indentation == margin && may_begin && begins_statement(trimmed) {
                starts.push(at);
            }
        }
        before = trimmed;
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([code.len()]);
    let offset = span.start as usize;
    starts.iter().zip(ends).map(|(&start, end)| Span::new(offset + start, offset + end)).collect()
}

/// Words that go on with what stands before them.
const GOES_ON: [&str; 8] = ["else", "catch", "finally", "while", "of", "in", "instanceof", "as"];

fn begins_statement(line: &str) -> bool {
    let is_part = |c: char| c.is_alphanumeric() || matches!(c, '_' | '$');
    let word = line.find(|c| !is_part(c)).map_or(line, |end| &line[..end]);
    let is_comment = line.starts_with("//") || line.starts_with("/*");
    is_comment || line.starts_with('@') || (!word.is_empty() && !GOES_ON.contains(&word))
}
