//! What TypeScript has besides: enumerations, namespaces, declarations of what is elsewhere.

use tree_sitter::Node;

use super::{Child, Field, Kind, Lowering};
use crate::facts::{
    AssignOperator, Declaration, DeclarationKind, ExprId, ExprKind, Pattern, Property, StatementId, StatementKind,
};
use crate::text::Span;

impl<'t> Lowering<'_, 't> {
    /// `enum A { X, Y = 5 }` is `const A = { X: 0, Y: 5 }`.
    pub(super) fn enumeration(&mut self, node: Node<'t>) -> StatementKind {
        let list = self.children_of(node);
        let name = self.in_field(list, Field::Name);
        let body = self.in_field(list, Field::Body);
        self.release(list);
        let (Some(name), Some(body)) = (name, body) else { return StatementKind::Empty };
        let list = self.children_of(body.node);
        let mut members = Vec::new();
        let mut next = Some(0.0);
        for at in 0..Self::count(list) {
            members.extend(self.enum_member(self.child(list, at), &mut next));
        }
        self.release(list);
        let span = self.span(body.node);
        let value = self.facts.add_expr(span, ExprKind::Object(members.into()));
        self.constant(name.node, value)
    }

    /// `next` is the value of a member that has none of its own.
    fn enum_member(&mut self, member: Child<'t>, next: &mut Option<f64>) -> Option<Property> {
        let (key, value) = if member.kind == Kind::EnumAssignment {
            let parts = self.children_of(member.node);
            let (key, value) = (self.in_field(parts, Field::Name), self.in_field(parts, Field::Value));
            self.release(parts);
            (key?, value)
        } else {
            (member, None)
        };
        let key_span = self.span(key.node);
        let value = match value {
            Some(value) => self.expr(value.kind, value.node),
            None => {
                let kind = next.map_or(ExprKind::Opaque([].into()), ExprKind::Number);
                self.facts.add_expr(key_span, kind)
            }
        };
        *next = match *self.facts.kind(value) {
            ExprKind::Number(number) => Some(number + 1.0),
            _ => None,
        };
        Some(Property { key: self.key(key.kind, key.node), computed: None, key_span, value })
    }

    /// The name of a namespace, and its body: what it exports is not followed.
    pub(super) fn namespace(&mut self, node: Node<'t>) -> Vec<StatementId> {
        let list = self.children_of(node);
        let name = self.in_field(list, Field::Name).filter(|name| name.kind == Kind::Identifier);
        let body = self.in_field(list, Field::Body);
        self.release(list);
        let (span, is_module) = (self.span(node), self.is_module);
        let mut statements = Vec::new();
        if let Some(name) = name {
            let value = self.opaque(name.node, Vec::new());
            let constant = self.constant(name.node, value);
            statements.push(self.add_statement(span, constant));
        }
        if let Some(body) = body {
            let inner = self.statements_of(body.node);
            let inner =
                inner.into_iter().filter(|&it| !matches!(self.facts.statement(it).kind, StatementKind::Export(_)));
            let block = StatementKind::Block(inner.collect());
            statements.push(self.add_statement(span, block));
        }
        // What it exports, the file does not.
        self.is_module = is_module;
        statements
    }

    /// `import Twain = Dynamsoft.DWT;`
    pub(super) fn import_alias(&mut self, node: Node<'t>) -> StatementKind {
        let list = self.children_of(node);
        let parts: Vec<Child<'t>> = (0..Self::count(list)).map(|at| self.child(list, at)).collect();
        self.release(list);
        let [name, value] = parts[..] else { return StatementKind::Empty };
        let value = self.expr(value.kind, value.node);
        self.constant(name.node, value)
    }

    /// `declare const scanner: WebTwain;` says of what type something is that is elsewhere. Other declarations say nothing.
    pub(super) fn ambient(&mut self, node: Node<'t>) -> StatementKind {
        let declared = self.only_child(node);
        let declared =
            declared.filter(|declared| matches!(declared.kind, Kind::VariableDeclaration | Kind::LexicalDeclaration));
        let Some(declared) = declared else { return StatementKind::Empty };
        match self.declaration(declared.kind, declared.node) {
            StatementKind::Declare { declarations, .. } => {
                StatementKind::Declare { kind: DeclarationKind::Ambient, declarations }
            }
            other => other,
        }
    }

    fn constant(&mut self, name: Node<'t>, value: ExprId) -> StatementKind {
        let target = Pattern::Target(self.name_expr(name));
        let declaration = Declaration { target, value: Some(value) };
        StatementKind::Declare { kind: DeclarationKind::Const, declarations: [declaration].into() }
    }

    /// `constructor(private dwt: WebTwain)` begins with `this.dwt = dwt`.
    pub(super) fn store_parameter(&mut self, target: ExprId) -> Option<StatementId> {
        let (ExprKind::Name(name), span) = (self.facts.kind(target).clone(), self.facts.span(target)) else {
            return None;
        };
        let object = self.facts.add_expr(span, ExprKind::This);
        let member = ExprKind::Member { object, property: name, property_span: span };
        let member = Pattern::Target(self.facts.add_expr(span, member));
        let value = self.facts.add_expr(span, ExprKind::Name(name));
        Some(self.stored(span, member, value))
    }

    fn stored(&mut self, span: Span, target: Pattern, value: ExprId) -> StatementId {
        let assign = ExprKind::Assign { target, operator: AssignOperator::Plain, value };
        let assign = self.facts.add_expr(span, assign);
        self.add_statement(span, StatementKind::Expression(assign))
    }
}
