use std::borrow::Cow;
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::time::{Duration, Instant};

use tree_sitter::{Node, ParseOptions, Parser, Point, Range, Tree};

use super::{Grammar, chunks};
use crate::text::Span;

/// Far beyond what any file written by a person takes.
const DEADLINE: Duration = Duration::from_secs(2);

/// The top-level statements at `span`, in a tree that may hold others besides.
#[derive(Debug)]
pub struct Parsed {
    pub grammar: Grammar,
    /// Its offsets are those of the text that was parsed.
    pub tree: Tree,
    pub span: Span,
    /// False when the deadline was hit: the tree is then empty.
    pub(super) complete: bool,
}

impl Parsed {
    /// Whether all of it was understood.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        self.complete && !self.tree.root_node().has_error()
    }
}

/// Parses code: as a whole, or where one stretch of it is broken, that stretch apart from the rest.
pub(super) fn parse_code(grammar: Grammar, text: &str, span: Span) -> Vec<Parsed> {
    let Some(whole) = parse(grammar, text, span) else { return Vec::new() };
    if !whole.complete || whole.is_sound() {
        return vec![whole];
    }
    chunks::parse(grammar, text, span, None).unwrap_or_else(|| vec![or_as_tsx(whole, text)])
}

/// The same for code that is broken in more than one stretch.
pub(super) fn parse_broken(grammar: Grammar, text: &str, span: Span) -> Option<Parsed> {
    let as_tsx = || if grammar == Grammar::JavaScript { parse(Grammar::Tsx, text, span) } else { None };
    let (broken, tsx) = rayon::join(|| parse(grammar, text, span), as_tsx);
    Some(less_damaged(broken?, tsx))
}

/// JavaScript that does not parse is also tried as TSX (which knows JSX that the JavaScript grammar does not, and type
/// annotations); the tree with less that is wrong is given.
pub(super) fn or_as_tsx(broken: Parsed, text: &str) -> Parsed {
    if broken.grammar != Grammar::JavaScript {
        return broken;
    }
    let tsx = parse(Grammar::Tsx, text, broken.span);
    less_damaged(broken, tsx)
}

fn less_damaged(broken: Parsed, tsx: Option<Parsed>) -> Parsed {
    match tsx {
        Some(tsx) if tsx.complete && damage(&tsx.tree) < damage(&broken.tree) => tsx,
        _ => broken,
    }
}

/// Parses the part of `text` at `span`; offsets in the tree are those of `text`.
pub(super) fn parse(grammar: Grammar, text: &str, span: Span) -> Option<Parsed> {
    parse_with(grammar, text, span, None)
}

/// The same with what may be kept of an earlier tree. That one must have been told what is new.
pub(super) fn parse_again(grammar: Grammar, text: &str, span: Span, edited: &Tree) -> Option<Parsed> {
    parse_with(grammar, text, span, Some(edited))
}

fn parse_with(grammar: Grammar, text: &str, span: Span, edited: Option<&Tree>) -> Option<Parsed> {
    thread_local! {
        static PARSERS: RefCell<[Option<Parser>; Grammar::ALL.len()]> = const { RefCell::new([const { None }; Grammar::ALL.len()]) };
    }
    let part = with_line_feeds(span.of(text));
    PARSERS.with_borrow_mut(|parsers| {
        let slot = &mut parsers[grammar as usize];
        let parser = match slot {
            Some(parser) => parser,
            None => slot.insert(new_parser(grammar)?),
        };
        parser.set_included_ranges(&[included(span)]).ok()?;
        if let Some(tree) = parse_in_time(parser, part.as_bytes(), span.start as usize, edited) {
            return Some(Parsed { grammar, tree, span, complete: true });
        }
        parser.reset();
        let tree = parser.parse("", None)?;
        Some(Parsed { grammar, tree, span, complete: false })
    })
}

fn new_parser(grammar: Grammar) -> Option<Parser> {
    let mut parser = Parser::new();
    parser.set_language(&grammar.language()).ok()?;
    Some(parser)
}

/// `part` is what stands at the offset `part_start` of the host.
fn parse_in_time(parser: &mut Parser, part: &[u8], part_start: usize, edited: Option<&Tree>) -> Option<Tree> {
    let start = Instant::now();
    let mut watch = |_: &_| if start.elapsed() < DEADLINE { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    let options = ParseOptions::new().progress_callback(&mut watch);
    let mut read = |at: usize, _| at.checked_sub(part_start).and_then(|at| part.get(at..)).unwrap_or_default();
    parser.parse_with_options(&mut read, edited, Some(options))
}

/// Rows and columns are left at zero: nothing asks tree-sitter for them.
fn included(span: Span) -> Range {
    Range {
        start_byte: span.start as usize,
        end_byte: span.end as usize,
        start_point: Point::default(),
        end_point: Point::default(),
    }
}

/// A lone `\r` ends a line in JavaScript, but not for the grammars (statements without semicolons, `<!--` comments).
fn with_line_feeds(text: &str) -> Cow<'_, str> {
    if !has_lone_returns(text) {
        return Cow::Borrowed(text);
    }
    let mut characters = text.chars().peekable();
    let mut mended = String::with_capacity(text.len());
    while let Some(character) = characters.next() {
        let is_lone = character == '\r' && characters.peek() != Some(&'\n');
        mended.push(if is_lone { '\n' } else { character });
    }
    Cow::Owned(mended)
}

pub(super) fn has_lone_returns(text: &str) -> bool {
    let bytes = text.as_bytes();
    memchr::memchr_iter(b'\r', bytes).any(|at| bytes.get(at + 1) != Some(&b'\n'))
}

/// How many bytes of a tree are errors; a missing token counts as one.
pub(super) fn damage(tree: &Tree) -> usize {
    let mut cursor = tree.walk();
    let mut total = 0;
    loop {
        let node = cursor.node();
        let is_error = node.is_error() || node.is_missing();
        if is_error {
            total += width(node);
        }
        if !is_error && node.has_error() && cursor.goto_first_child() {
            continue;
        }
        while !cursor.goto_next_sibling() {
            if !cursor.goto_parent() {
                return total;
            }
        }
    }
}

fn width(node: Node) -> usize {
    (node.end_byte() - node.start_byte()).max(1)
}
