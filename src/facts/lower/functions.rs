use tree_sitter::Node;

use super::{Field, Kind, Lowering};
use crate::facts::{
    Class, ClassId, ClassMember, Function, FunctionId, FunctionKind, MemberValue, Statement, StatementKind,
};

impl<'t> Lowering<'_, 't> {
    pub(super) fn function(&mut self, kind: Kind, node: Node<'t>) -> FunctionId {
        let list = self.children_of(node);
        let name = self.in_field(list, Field::Name).filter(|name| name.kind == Kind::Identifier);
        let name = name.map(|name| self.name_expr(name.node));
        let mut parameters = Vec::new();
        if let Some(single) = self.in_field(list, Field::Parameter) {
            parameters.push(self.pattern(single.kind, single.node));
        }
        if let Some(several) = self.in_field(list, Field::Parameters) {
            let inner = self.children_of(several.node);
            for at in 0..Self::count(inner) {
                let parameter = self.child(inner, at);
                parameters.push(self.pattern(parameter.kind, parameter.node));
            }
            self.release(inner);
        }
        let body = self.in_field(list, Field::Body);
        self.release(list);
        let body = match body {
            Some(body) if body.kind == Kind::StatementBlock => self.statements_of(body.node),
            Some(value) => {
                let span = self.span(value.node);
                let value = self.expr(value.kind, value.node);
                vec![self.facts.add_statement(Statement { span, kind: StatementKind::Return(Some(value)) })]
            }
            None => Vec::new(),
        };
        let function_kind = match kind {
            Kind::ArrowFunction => FunctionKind::Arrow,
            Kind::MethodDefinition | Kind::ClassStaticBlock => FunctionKind::Method,
            _ => FunctionKind::Plain,
        };
        let is_generator = matches!(kind, Kind::GeneratorFunction | Kind::GeneratorFunctionDeclaration);
        let is_async = self.has_token(node, "async");
        let span = self.span(node);
        self.facts.add_function(Function { span, name, parameters, body, kind: function_kind, is_async, is_generator })
    }

    pub(super) fn class(&mut self, node: Node<'t>) -> ClassId {
        let list = self.children_of(node);
        let mut class = Class { name: None, superclass: None, members: Vec::new() };
        for at in 0..Self::count(list) {
            let child = self.child(list, at);
            match (child.field, child.kind) {
                (Field::Name, _) => class.name = Some(self.name_expr(child.node)),
                (_, Kind::ClassHeritage | Kind::ExtendsClause) => class.superclass = self.superclass(child.node),
                (Field::Body, _) => class.members = self.members(child.node),
                _ => {}
            }
        }
        self.release(list);
        self.facts.add_class(class)
    }

    /// In TypeScript the superclass is one clause deeper.
    fn superclass(&mut self, heritage: Node<'t>) -> Option<crate::facts::ExprId> {
        let inner = self.only_child(heritage)?;
        match inner.kind {
            Kind::ExtendsClause => self.only_child(inner.node).map(|value| self.expr(value.kind, value.node)),
            kind => Some(self.expr(kind, inner.node)),
        }
    }

    fn members(&mut self, body: Node<'t>) -> Vec<ClassMember> {
        let list = self.children_of(body);
        let mut members = Vec::new();
        for at in 0..Self::count(list) {
            let child = self.child(list, at);
            members.extend(self.member_of_class(child.kind, child.node));
        }
        self.release(list);
        members
    }

    fn member_of_class(&mut self, kind: Kind, node: Node<'t>) -> Option<ClassMember> {
        let list = self.children_of(node);
        let key_field = if kind == Kind::FieldDefinition { Field::Property } else { Field::Name };
        let key = self.in_field(list, key_field).and_then(|key| self.key(key.kind, key.node));
        let value = self.in_field(list, Field::Value);
        self.release(list);
        let is_static = self.has_token(node, "static");
        let value = match kind {
            Kind::MethodDefinition => MemberValue::Method(self.function(kind, node)),
            Kind::ClassStaticBlock => MemberValue::StaticBlock(self.function(kind, node)),
            Kind::FieldDefinition | Kind::PublicFieldDefinition => {
                MemberValue::Field(value.map(|value| self.expr(value.kind, value.node)))
            }
            _ => return None,
        };
        Some(ClassMember { key, is_static, value })
    }
}
