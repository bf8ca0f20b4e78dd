use tree_sitter::Node;

use super::{Child, Field, Kind, Lowering};
use crate::facts::{
    Class, ClassId, ClassMember, ExprId, ExprKind, Function, FunctionId, FunctionKind, MemberValue, Pattern, Statement,
    StatementId, StatementKind,
};
use crate::interrupt::checkpoint;

impl<'t> Lowering<'_, 't> {
    pub(super) fn function(&mut self, kind: Kind, node: Node<'t>) -> FunctionId {
        checkpoint();
        let list = self.children_of(node);
        let name = self.in_field(list, Field::Name).filter(|name| name.kind == Kind::Identifier);
        let single = self.in_field(list, Field::Parameter);
        let several = self.in_field(list, Field::Parameters);
        let returns = self.in_field(list, Field::ReturnType);
        let body = self.in_field(list, Field::Body);
        self.release(list);
        let name = name.map(|name| self.name_expr(name.node));
        let mut parameters = Vec::new();
        parameters.extend(single.map(|single| self.pattern(single.kind, single.node)));
        let stored = several.map_or_else(Vec::new, |several| self.parameters(several.node, &mut parameters));
        let returns = self.annotation(returns);
        self.annotate_documented(&parameters, node);
        let body = match body {
            Some(body) if body.kind == Kind::StatementBlock => self.statements_of(body.node),
            Some(value) => {
                let span = self.span(value.node);
                let value = self.expr(value.kind, value.node);
                vec![self.facts.add_statement(Statement { span, kind: StatementKind::Return(Some(value)) })]
            }
            None => Vec::new(),
        };
        let body = stored.into_iter().chain(body).collect();
        let function_kind = match kind {
            Kind::ArrowFunction => FunctionKind::Arrow,
            Kind::MethodDefinition | Kind::ClassStaticBlock => FunctionKind::Method,
            _ => FunctionKind::Plain,
        };
        let is_generator = matches!(kind, Kind::GeneratorFunction | Kind::GeneratorFunctionDeclaration);
        let is_async = self.has_token(node, "async");
        let span = self.span(node);
        let kind = function_kind;
        self.facts.add_function(Function { span, name, parameters, body, kind, is_async, is_generator, returns })
    }

    /// Adds the parameters; gives the statements that store those that are fields of their class as well.
    fn parameters(&mut self, node: Node<'t>, parameters: &mut Vec<Pattern>) -> Vec<StatementId> {
        let list = self.children_of(node);
        let mut stored = Vec::new();
        for at in 0..Self::count(list) {
            let parameter = self.child(list, at);
            let target = self.pattern(parameter.kind, parameter.node);
            if let Pattern::Target(name) = target {
                if matches!(self.facts.kind(name), ExprKind::This) {
                    // Says what `this` is; no argument is given for it.
                    continue;
                }
                if self.is_field(parameter) {
                    stored.extend(self.store_parameter(name));
                }
            }
            parameters.push(target);
        }
        self.release(list);
        stored
    }

    /// Whether a parameter of a constructor is a field of the class, by a word such as `private` before it.
    fn is_field(&mut self, parameter: Child<'t>) -> bool {
        let is_typed = matches!(parameter.kind, Kind::RequiredParameter | Kind::OptionalParameter);
        is_typed
            && (self.has_token(parameter.node, "accessibility_modifier") || self.has_token(parameter.node, "readonly"))
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

    /// In TypeScript the superclass is one clause deeper, and there may be none.
    fn superclass(&mut self, heritage: Node<'t>) -> Option<ExprId> {
        let inner = self.only_child(heritage)?;
        match inner.kind {
            Kind::ExtendsClause => self.only_child(inner.node).map(|value| self.expr(value.kind, value.node)),
            Kind::ImplementsClause => None,
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
        let annotation = self.in_field(list, Field::Type);
        let value = self.in_field(list, Field::Value);
        self.release(list);
        let annotation = self.annotation(annotation).or_else(|| self.documented_type(node));
        let is_static = self.has_token(node, "static");
        let value = match kind {
            Kind::MethodDefinition => {
                let function = self.function(kind, node);
                match self.accessor(node) {
                    Some("get") => MemberValue::Getter(function),
                    Some(_) => MemberValue::Setter(function),
                    None => MemberValue::Method(function),
                }
            }
            Kind::ClassStaticBlock => MemberValue::StaticBlock(self.function(kind, node)),
            Kind::FieldDefinition | Kind::PublicFieldDefinition => {
                MemberValue::Field(value.map(|value| self.expr(value.kind, value.node)))
            }
            _ => return None,
        };
        Some(ClassMember { key, is_static, annotation, value })
    }

    /// The word `get` or `set` of an accessor.
    pub(super) fn accessor(&mut self, method: Node<'t>) -> Option<&'static str> {
        ["get", "set"].into_iter().find(|word| self.has_token(method, word))
    }
}
