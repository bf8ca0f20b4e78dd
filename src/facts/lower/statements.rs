use tree_sitter::Node;

use super::{Child, Field, Kind, Lowering};
use crate::facts::{Case, Declaration, DeclarationKind, ExprId, Pattern, Statement, StatementId, StatementKind};
use crate::text::Span;

impl<'t> Lowering<'_, 't> {
    /// A statement; several for some exports, none for what only types or comments are.
    pub(super) fn statement(&mut self, kind: Kind, node: Node<'t>) -> Vec<StatementId> {
        self.deeper(|this| this.statement_at(kind, node)).unwrap_or_default()
    }

    fn statement_at(&mut self, kind: Kind, node: Node<'t>) -> Vec<StatementId> {
        let lowered = match kind {
            Kind::ExpressionStatement => match self.only_child(node) {
                Some(inner) if inner.kind == Kind::InternalModule => return self.namespace(inner.node),
                Some(inner) => StatementKind::Expression(self.expr(inner.kind, inner.node)),
                None => return Vec::new(),
            },
            Kind::VariableDeclaration | Kind::LexicalDeclaration | Kind::UsingDeclaration => {
                self.declaration(kind, node)
            }
            Kind::FunctionDeclaration | Kind::GeneratorFunctionDeclaration => {
                StatementKind::Function(self.function(kind, node))
            }
            Kind::ClassDeclaration | Kind::AbstractClassDeclaration => StatementKind::Class(self.class(node)),
            Kind::StatementBlock => StatementKind::Block(self.statements_of(node).into()),
            Kind::IfStatement => self.if_statement(node),
            Kind::ForStatement => self.for_statement(node),
            Kind::ForInStatement => self.for_each(node),
            Kind::WhileStatement => self.while_statement(node),
            Kind::DoStatement => self.do_statement(node),
            Kind::SwitchStatement => self.switch(node),
            Kind::TryStatement => self.try_statement(node),
            Kind::ReturnStatement => StatementKind::Return(self.inner_expr(node)),
            Kind::ThrowStatement => match self.inner_expr(node) {
                Some(value) => StatementKind::Throw(value),
                None => return Vec::new(),
            },
            Kind::BreakStatement => StatementKind::Break(self.label(node)),
            Kind::ContinueStatement => StatementKind::Continue(self.label(node)),
            Kind::LabeledStatement => self.labeled(node),
            Kind::ImportStatement => self.import(node),
            Kind::ExportStatement => return self.export(node),
            Kind::EnumDeclaration => self.enumeration(node),
            Kind::InternalModule | Kind::Module => return self.namespace(node),
            Kind::ImportAlias => self.import_alias(node),
            Kind::AmbientDeclaration => self.ambient(node),
            Kind::EmptyStatement => StatementKind::Empty,
            Kind::WithStatement => self.with_statement(node),
            Kind::Error => return self.statements_of(node),
            Kind::Other | Kind::TypeAnnotation | Kind::StatementIdentifier | Kind::PropertyIdentifier => {
                return Vec::new();
            }
            // A bare expression, as in the wreck of code that does not parse.
            _ => StatementKind::Expression(self.expr(kind, node)),
        };
        let span = self.statement_span(node);
        vec![self.add_statement(span, lowered)]
    }

    /// Without a comment behind it. Whether a statement that ends without a semicolon has that in it depends on what the
    /// parser saw before.
    fn statement_span(&self, node: Node<'t>) -> Span {
        let mut last = node;
        if memchr::memchr(b'/', self.text(node).as_bytes()).is_some() {
            while let Some(child) = self.last_of(last) {
                last = child;
            }
        }
        self.code.host(node.start_byte(), last.end_byte())
    }

    /// The last child that is something to read.
    fn last_of(&self, node: Node<'t>) -> Option<Node<'t>> {
        let children = (0..node.child_count()).rev().filter_map(|at| node.child(at));
        let is_comment = |child: &Node<'_>| matches!(self.vocabulary.kind(*child), Kind::Comment | Kind::HtmlComment);
        children.into_iter().find(|child| !is_comment(child) && child.start_byte() < child.end_byte())
    }

    pub(super) fn add_statement(&mut self, span: Span, kind: StatementKind) -> StatementId {
        self.facts.add_statement(Statement { span, kind })
    }

    /// A statement in a place where the grammar wants exactly one.
    fn one_statement(&mut self, child: Option<Child<'t>>) -> StatementId {
        let Some(child) = child else {
            return self.add_statement(Span::default(), StatementKind::Empty);
        };
        let mut statements = self.statement(child.kind, child.node);
        if statements.len() == 1 {
            return statements.remove(0);
        }
        let span = self.span(child.node);
        self.add_statement(span, StatementKind::Block(statements.into()))
    }

    fn inner_expr(&mut self, node: Node<'t>) -> Option<ExprId> {
        self.only_child(node).map(|inner| self.expr(inner.kind, inner.node))
    }

    fn condition(&mut self, child: Option<Child<'t>>, owner: Node<'t>) -> ExprId {
        match child {
            Some(child) => self.expr(child.kind, child.node),
            None => self.opaque(owner, Vec::new()),
        }
    }

    pub(super) fn declaration(&mut self, kind: Kind, node: Node<'t>) -> StatementKind {
        let kind = match kind {
            Kind::VariableDeclaration => DeclarationKind::Var,
            Kind::LexicalDeclaration if self.has_token(node, "let") => DeclarationKind::Let,
            _ => DeclarationKind::Const,
        };
        let list = self.children_of(node);
        let mut declarations = Vec::new();
        for at in 0..Self::count(list) {
            let child = self.child(list, at);
            if child.kind != Kind::VariableDeclarator {
                continue;
            }
            let parts = self.children_of(child.node);
            let target = self.in_field(parts, Field::Name);
            let annotation = self.in_field(parts, Field::Type);
            let value = self.in_field(parts, Field::Value);
            self.release(parts);
            let Some(target) = target else { continue };
            let target = self.pattern(target.kind, target.node);
            self.annotate(&target, annotation);
            if let Pattern::Target(name) = target
                && let Some(of) = self.documented_type(child.node)
            {
                self.facts.annotations.entry(name).or_insert(of);
            }
            let value = value.map(|value| self.expr(value.kind, value.node));
            declarations.push(Declaration { target, value });
        }
        self.release(list);
        StatementKind::Declare { kind, declarations: declarations.into() }
    }

    fn if_statement(&mut self, node: Node<'t>) -> StatementKind {
        let list = self.children_of(node);
        let test = self.in_field(list, Field::Condition);
        let consequent = self.in_field(list, Field::Consequence);
        let alternate = self.in_field(list, Field::Alternative);
        self.release(list);
        let test = self.condition(test, node);
        let consequent = self.one_statement(consequent);
        let alternate = alternate.map(|clause| {
            let inner = self.only_child(clause.node);
            self.one_statement(inner)
        });
        StatementKind::If { test, consequent, alternate }
    }

    fn for_statement(&mut self, node: Node<'t>) -> StatementKind {
        let list = self.children_of(node);
        let init = self.in_field(list, Field::Initializer).filter(|init| init.node.is_named());
        let test = self.in_field(list, Field::Condition).filter(|test| test.node.is_named());
        let update = self.in_field(list, Field::Increment);
        let body = self.in_field(list, Field::Body);
        self.release(list);
        let init = init.map(|init| self.one_statement(Some(init)));
        let test = test.filter(|test| test.kind != Kind::EmptyStatement).and_then(|test| match test.kind {
            Kind::ExpressionStatement => self.inner_expr(test.node),
            kind => Some(self.expr(kind, test.node)),
        });
        let update = update.map(|update| self.expr(update.kind, update.node));
        let body = self.one_statement(body);
        StatementKind::For { init, test, update, body }
    }

    fn for_each(&mut self, node: Node<'t>) -> StatementKind {
        let list = self.children_of(node);
        let kind = self.in_field(list, Field::Kind).map(|kind| match kind.node.kind() {
            "var" => DeclarationKind::Var,
            "let" => DeclarationKind::Let,
            _ => DeclarationKind::Const,
        });
        let target = self.in_field(list, Field::Left);
        let subject = self.in_field(list, Field::Right);
        let body = self.in_field(list, Field::Body);
        self.release(list);
        let target = match target {
            Some(target) => self.pattern(target.kind, target.node),
            None => Pattern::Array([].into()),
        };
        let subject = self.condition(subject, node);
        let body = self.one_statement(body);
        StatementKind::ForEach { kind, target, subject, body }
    }

    fn while_statement(&mut self, node: Node<'t>) -> StatementKind {
        let list = self.children_of(node);
        let test = self.in_field(list, Field::Condition);
        let body = self.in_field(list, Field::Body);
        self.release(list);
        let test = self.condition(test, node);
        StatementKind::While { test, body: self.one_statement(body) }
    }

    fn do_statement(&mut self, node: Node<'t>) -> StatementKind {
        let list = self.children_of(node);
        let test = self.in_field(list, Field::Condition);
        let body = self.in_field(list, Field::Body);
        self.release(list);
        let body = self.one_statement(body);
        StatementKind::DoWhile { body, test: self.condition(test, node) }
    }

    fn with_statement(&mut self, node: Node<'t>) -> StatementKind {
        // Inside `with` a bare name may be anything.
        self.is_confident = false;
        let list = self.children_of(node);
        let subject = self.in_field(list, Field::Object);
        let body = self.in_field(list, Field::Body);
        self.release(list);
        let span = self.span(node);
        let subject = self.condition(subject, node);
        let subject = self.add_statement(span, StatementKind::Expression(subject));
        let body = self.one_statement(body);
        StatementKind::Block([subject, body].into())
    }

    fn switch(&mut self, node: Node<'t>) -> StatementKind {
        let list = self.children_of(node);
        let subject = self.in_field(list, Field::Value);
        let body = self.in_field(list, Field::Body);
        self.release(list);
        let subject = self.condition(subject, node);
        let mut cases = Vec::new();
        if let Some(body) = body {
            let list = self.children_of(body.node);
            for at in 0..Self::count(list) {
                let child = self.child(list, at);
                cases.push(self.case(child.node));
            }
            self.release(list);
        }
        StatementKind::Switch { subject, cases: cases.into() }
    }

    fn case(&mut self, node: Node<'t>) -> Case {
        let list = self.children_of(node);
        let test = self.in_field(list, Field::Value).map(|test| self.expr(test.kind, test.node));
        let mut body = Vec::new();
        for at in 0..Self::count(list) {
            let child = self.child(list, at);
            if child.field == Field::Body {
                body.extend(self.statement(child.kind, child.node));
            }
        }
        self.release(list);
        Case { test, body: body.into() }
    }

    fn try_statement(&mut self, node: Node<'t>) -> StatementKind {
        let list = self.children_of(node);
        let block = self.in_field(list, Field::Body);
        let handler = self.in_field(list, Field::Handler);
        let finalizer = self.in_field(list, Field::Finalizer);
        self.release(list);
        let block = self.one_statement(block);
        let mut parameter = None;
        let handler = handler.map(|clause| {
            let parts = self.children_of(clause.node);
            let caught = self.in_field(parts, Field::Parameter);
            let body = self.in_field(parts, Field::Body);
            self.release(parts);
            parameter = caught.map(|caught| self.pattern(caught.kind, caught.node));
            self.one_statement(body)
        });
        let finalizer = finalizer.map(|clause| {
            let parts = self.children_of(clause.node);
            let body = self.in_field(parts, Field::Body);
            self.release(parts);
            self.one_statement(body)
        });
        StatementKind::Try { block, parameter, handler, finalizer }
    }

    fn label(&mut self, node: Node<'t>) -> Option<crate::facts::Name> {
        let list = self.children_of(node);
        let label = self.in_field(list, Field::Label);
        self.release(list);
        label.map(|label| self.name(label.node))
    }

    fn labeled(&mut self, node: Node<'t>) -> StatementKind {
        let list = self.children_of(node);
        let label = self.in_field(list, Field::Label);
        let body = self.in_field(list, Field::Body);
        self.release(list);
        let Some(label) = label else { return StatementKind::Empty };
        let label = self.name(label.node);
        StatementKind::Labeled { label, body: self.one_statement(body) }
    }
}
