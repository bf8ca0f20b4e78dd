//! One walk over a region's tree. Recursion is bounded, and the stack grows on the heap where it must.

mod expressions;
mod functions;
mod islands;
mod jsdoc;
mod jsx;
mod modules;
mod operators;
mod patterns;
mod statements;
mod strings;
mod template;
mod types;
mod typescript;

use tree_sitter::{Node, TreeCursor};

use crate::syntax::{Code, Parsed, Region, Role};
use crate::text::Span;

pub use template::{TemplateNames, add_elements};

use rustc_hash::FxHashSet;

use super::kinds::{Field, Kind, Vocabulary};
use super::{ExprId, ExprKind, Facts, Name, StatementId, Unit};

/// Deeper code is opaque: nobody writes it, and everything after this walk recurses as deep as it does.
const MAX_DEPTH: u32 = 1_000;

/// `template` says what the names stand for where the region is a part of a template.
pub fn lower_region(facts: &mut Facts, region: &Region<'_>, template: Option<&TemplateNames>) {
    let Some(first) = region.parts.first() else { return };
    let mut lowering = Lowering {
        facts,
        code: &region.code,
        vocabulary: Vocabulary::of(first.grammar),
        cursor: first.tree.walk(),
        children: Vec::new(),
        depth: 0,
        is_confident: region.is_whole,
        is_module: is_module(&region.role),
        has_documented_types: jsdoc::may_document_types(region.span.of(region.code.host_text())),
        template,
        own_names: FxHashSet::default(),
    };
    if template.is_some() {
        lowering.own_names = lowering.facts.template_locals.at(region.span).collect();
        region.parts.iter().for_each(|part| lowering.find_own_names(part.tree.root_node()));
    }
    let body = region.parts.iter().flat_map(|part| lowering.part(part)).collect();
    let (is_confident, is_module) = (lowering.is_confident, lowering.is_module);
    let wrecks = region.wrecks().collect();
    facts.units.push(Unit { role: region.role.clone(), span: region.span, body, wrecks, is_confident, is_module });
}

fn is_module(role: &Role) -> bool {
    match role {
        Role::ModuleScript | Role::ComponentScript { .. } | Role::Template => true,
        Role::File | Role::ClassicScript | Role::Handler { .. } => false,
    }
}

struct Lowering<'a, 't> {
    facts: &'a mut Facts,
    code: &'a Code<'t>,
    vocabulary: &'static Vocabulary,
    cursor: TreeCursor<'t>,
    /// A stack of child lists: `children_of` pushes one, `release` pops it.
    children: Vec<Child<'t>>,
    depth: u32,
    is_confident: bool,
    is_module: bool,
    has_documented_types: bool,
    template: Option<&'a TemplateNames>,
    /// Names that a template, or a function in it, declares for this place.
    own_names: FxHashSet<Name>,
}

#[derive(Clone, Copy)]
struct Child<'t> {
    field: Field,
    kind: Kind,
    node: Node<'t>,
}

/// A list of children on the stack of `Lowering`.
#[derive(Clone, Copy)]
struct Children {
    start: usize,
    end: usize,
}

impl<'t> Lowering<'_, 't> {
    /// The children of a node that mean something: named or in a field, and no comment.
    fn children_of(&mut self, node: Node<'t>) -> Children {
        let start = self.children.len();
        self.cursor.reset(node);
        if self.cursor.goto_first_child() {
            loop {
                let child = self.cursor.node();
                let field = self.vocabulary.field(self.cursor.field_id());
                let kind = if child.is_named() { self.vocabulary.kind(child) } else { Kind::Other };
                let is_comment = matches!(kind, Kind::Comment | Kind::HtmlComment);
                if !is_comment && (child.is_named() || field != Field::Other) {
                    self.children.push(Child { field, kind, node: child });
                }
                if !self.cursor.goto_next_sibling() {
                    break;
                }
            }
        }
        Children { start, end: self.children.len() }
    }

    fn release(&mut self, list: Children) {
        self.children.truncate(list.start);
    }

    fn child(&self, list: Children, at: usize) -> Child<'t> {
        self.children[list.start + at]
    }

    fn count(list: Children) -> usize {
        list.end - list.start
    }

    fn in_field(&self, list: Children, field: Field) -> Option<Child<'t>> {
        self.children[list.start..list.end].iter().copied().find(|child| child.field == field)
    }

    /// The one child of a wrapper such as parentheses.
    fn only_child(&mut self, node: Node<'t>) -> Option<Child<'t>> {
        let list = self.children_of(node);
        let first = self.children[list.start..list.end].iter().copied().find(|child| child.node.is_named());
        self.release(list);
        first
    }

    fn has_token(&mut self, node: Node<'t>, token: &str) -> bool {
        self.cursor.reset(node);
        if !self.cursor.goto_first_child() {
            return false;
        }
        loop {
            if self.cursor.node().kind() == token {
                return true;
            }
            if !self.cursor.goto_next_sibling() {
                return false;
            }
        }
    }

    fn span(&self, node: Node<'_>) -> Span {
        self.code.host(node.start_byte(), node.end_byte())
    }

    fn text(&self, node: Node<'_>) -> &str {
        self.code.text().get(node.byte_range()).unwrap_or("")
    }

    fn name(&mut self, node: Node<'_>) -> Name {
        let text = self.code.text().get(node.byte_range()).unwrap_or("");
        // A name that stands for an island is what the island says: the same island is the same unknown value.
        let text = self.island(node).unwrap_or(text);
        self.facts.names.intern(text)
    }

    fn name_expr(&mut self, node: Node<'t>) -> ExprId {
        let name = self.name(node);
        let span = self.span(node);
        self.facts.add_expr(span, ExprKind::Name(name))
    }

    fn opaque(&mut self, node: Node<'t>, parts: Vec<ExprId>) -> ExprId {
        let span = self.span(node);
        self.facts.add_expr(span, ExprKind::Opaque(parts.into()))
    }

    /// Runs `lower` one level deeper, or gives up where the code is nested too deep.
    fn deeper<T>(&mut self, lower: impl FnOnce(&mut Self) -> T) -> Option<T> {
        if self.depth >= MAX_DEPTH {
            self.is_confident = false;
            return None;
        }
        self.depth += 1;
        let result = stacker::maybe_grow(64 * 1024, 1024 * 1024, || lower(self));
        self.depth -= 1;
        Some(result)
    }

    /// The top-level statements of a part.
    fn part(&mut self, part: &'t Parsed) -> Vec<StatementId> {
        let root = part.tree.root_node();
        self.vocabulary = Vocabulary::of(part.grammar);
        self.cursor = root.walk();
        let list = self.children_of(root);
        let in_part = |child: &Child<'t>| part.span.range().contains(&child.node.start_byte());
        let statements: Vec<Child<'t>> = self.children[list.start..list.end].iter().copied().filter(in_part).collect();
        self.release(list);
        statements.into_iter().flat_map(|child| self.statement(child.kind, child.node)).collect()
    }

    fn statements_of(&mut self, node: Node<'t>) -> Vec<StatementId> {
        let list = self.children_of(node);
        let mut body = Vec::with_capacity(Self::count(list));
        for at in 0..Self::count(list) {
            let child = self.child(list, at);
            body.extend(self.statement(child.kind, child.node));
        }
        self.release(list);
        body
    }
}
