use tree_sitter::Node;

use super::{Children, Field, Kind, Lowering, strings};
use crate::facts::{AssignOperator, ExprId, ExprKind, Property};
use crate::text::Span;

impl<'t> Lowering<'_, 't> {
    pub(super) fn expr(&mut self, kind: Kind, node: Node<'t>) -> ExprId {
        match self.deeper(|this| this.expr_at(kind, node)) {
            Some(expr) => expr,
            None => self.opaque(node, Vec::new()),
        }
    }

    fn expr_at(&mut self, kind: Kind, node: Node<'t>) -> ExprId {
        match kind {
            Kind::Identifier | Kind::ShorthandProperty | Kind::ShorthandPattern => self.identifier(node),
            Kind::This => self.leaf(node, ExprKind::This),
            Kind::Super => self.leaf(node, ExprKind::Super),
            Kind::Undefined => self.leaf(node, ExprKind::Undefined),
            Kind::Null => self.leaf(node, ExprKind::Null),
            Kind::True => self.leaf(node, ExprKind::Bool(true)),
            Kind::False => self.leaf(node, ExprKind::Bool(false)),
            Kind::Number => self.number(node),
            Kind::String => self.string(node),
            Kind::TemplateString => self.template(node),
            Kind::ParenthesizedExpression
            | Kind::NonNullExpression
            | Kind::InstantiationExpression
            | Kind::AsExpression
            | Kind::SatisfiesExpression
            | Kind::JsxExpression => self.wrapped(node),
            Kind::TypeAssertion => self.asserted(node),
            Kind::MemberExpression | Kind::NestedIdentifier => self.member(node),
            Kind::SubscriptExpression => self.subscript(node),
            Kind::CallExpression | Kind::NewExpression => self.call(kind, node),
            Kind::FunctionExpression | Kind::GeneratorFunction | Kind::ArrowFunction => self.function_expr(kind, node),
            Kind::Class => self.class_expr(node),
            Kind::Object => self.object(node),
            Kind::Array => self.array(node),
            Kind::AssignmentExpression => self.assignment(node),
            Kind::AugmentedAssignment => self.augmented_assignment(node),
            Kind::UpdateExpression => self.update(node),
            Kind::UnaryExpression => self.unary(node),
            Kind::BinaryExpression => self.binary_chain(node),
            Kind::TernaryExpression => self.conditional(node),
            Kind::SequenceExpression => {
                let parts = self.parts(node);
                self.leaf(node, ExprKind::Sequence(parts.into()))
            }
            Kind::AwaitExpression => self.over_operand(node, ExprKind::Await),
            Kind::SpreadElement => self.over_operand(node, ExprKind::Spread),
            Kind::JsxOpeningElement | Kind::JsxClosingElement | Kind::JsxSelfClosingElement => self.jsx_tag(kind, node),
            Kind::Regex | Kind::TypeAnnotation | Kind::TypeArguments | Kind::StringFragment => {
                self.opaque(node, Vec::new())
            }
            _ => {
                let parts = self.parts(node);
                self.opaque(node, parts)
            }
        }
    }

    pub(super) fn leaf(&mut self, node: Node<'t>, kind: ExprKind) -> ExprId {
        let span = self.span(node);
        self.facts.add_expr(span, kind)
    }

    /// Every child as an expression: what is left of a node that has no meaning of its own.
    fn parts(&mut self, node: Node<'t>) -> Vec<ExprId> {
        let list = self.children_of(node);
        let mut parts = Vec::new();
        for at in 0..Self::count(list) {
            let child = self.child(list, at);
            if child.node.is_named() && child.kind != Kind::PropertyIdentifier {
                parts.push(self.expr(child.kind, child.node));
            }
        }
        self.release(list);
        parts
    }

    fn wrapped(&mut self, node: Node<'t>) -> ExprId {
        match self.only_child(node) {
            Some(inner) => self.expr(inner.kind, inner.node),
            None => self.opaque(node, Vec::new()),
        }
    }

    /// `<WebTwain>value`
    fn asserted(&mut self, node: Node<'t>) -> ExprId {
        let list = self.children_of(node);
        let value = (0..Self::count(list)).map(|at| self.child(list, at)).find(|it| it.kind != Kind::TypeArguments);
        self.release(list);
        match value {
            Some(value) => self.expr(value.kind, value.node),
            None => self.opaque(node, Vec::new()),
        }
    }

    fn over_operand(&mut self, node: Node<'t>, make: fn(ExprId) -> ExprKind) -> ExprId {
        let operand = self.wrapped(node);
        self.leaf(node, make(operand))
    }

    pub(super) fn field_expr(&mut self, list: Children, field: Field) -> Option<ExprId> {
        self.in_field(list, field).map(|child| self.expr(child.kind, child.node))
    }

    fn number(&mut self, node: Node<'t>) -> ExprId {
        let kind = strings::number(self.text(node)).map_or(ExprKind::Opaque([].into()), ExprKind::Number);
        self.leaf(node, kind)
    }

    fn template(&mut self, node: Node<'t>) -> ExprId {
        let list = self.children_of(node);
        let mut texts = vec![String::new()];
        let mut holes = Vec::new();
        for at in 0..Self::count(list) {
            let child = self.child(list, at);
            if child.kind == Kind::TemplateSubstitution {
                holes.push(self.wrapped(child.node));
                texts.push(String::new());
                continue;
            }
            let text = strings::unescape(self.text(child.node));
            match self.around_islands(child.node, &text) {
                Some((before, hole, after)) => {
                    texts.last_mut().into_iter().for_each(|last| last.push_str(&before));
                    holes.push(hole);
                    texts.push(after);
                }
                None => texts.last_mut().into_iter().for_each(|last| last.push_str(&text)),
            }
        }
        self.release(list);
        if holes.is_empty() {
            let text = texts.pop().unwrap_or_default();
            return self.leaf(node, ExprKind::String(text.into()));
        }
        let texts = texts.into_iter().map(String::into_boxed_str).collect();
        self.leaf(node, ExprKind::Template { texts, holes: holes.into() })
    }

    fn member(&mut self, node: Node<'t>) -> ExprId {
        let list = self.children_of(node);
        let object = self.field_expr(list, Field::Object);
        let property = self.in_field(list, Field::Property);
        self.release(list);
        let (Some(object), Some(property)) = (object, property) else {
            return self.opaque(node, object.into_iter().collect());
        };
        if self.island(property.node).is_some() {
            return self.unknown_member(node, object, property.node);
        }
        let (name, property_span) = (self.name(property.node), self.span(property.node));
        self.leaf(node, ExprKind::Member { object, property: name, property_span })
    }

    fn subscript(&mut self, node: Node<'t>) -> ExprId {
        let list = self.children_of(node);
        let object = self.field_expr(list, Field::Object);
        let index = self.field_expr(list, Field::Index);
        self.release(list);
        let (Some(object), Some(index)) = (object, index) else {
            return self.opaque(node, object.into_iter().chain(index).collect());
        };
        if let ExprKind::String(text) = self.facts.kind(index) {
            let text = text.clone();
            let property_span = self.facts.span(index);
            let property = self.facts.names.intern(&text);
            return self.leaf(node, ExprKind::Member { object, property, property_span });
        }
        self.leaf(node, ExprKind::Index { object, index })
    }

    fn call(&mut self, kind: Kind, node: Node<'t>) -> ExprId {
        let list = self.children_of(node);
        let callee_field = if kind == Kind::NewExpression { Field::Constructor } else { Field::Function };
        let callee = self.field_expr(list, callee_field);
        let arguments = self.in_field(list, Field::Arguments);
        let types = self.in_field(list, Field::TypeArguments);
        self.release(list);
        let Some(callee) = callee else {
            let parts = self.parts(node);
            return self.opaque(node, parts);
        };
        let Some(arguments) = arguments else {
            let kind = if kind == Kind::NewExpression {
                ExprKind::New { callee, arguments: [].into() }
            } else {
                ExprKind::Opaque([callee].into())
            };
            return self.leaf(node, kind);
        };
        if arguments.kind == Kind::TemplateString {
            let template = self.expr(arguments.kind, arguments.node);
            return self.opaque(node, vec![callee, template]);
        }
        let arguments = self.parts(arguments.node).into_boxed_slice();
        let lowered = if kind == Kind::NewExpression {
            ExprKind::New { callee, arguments }
        } else {
            ExprKind::Call { callee, arguments }
        };
        let call = self.leaf(node, lowered);
        if let Some(of) = types.and_then(|types| self.inner_type(types.node)) {
            self.facts.call_types.insert(call, of);
        }
        call
    }

    fn object(&mut self, node: Node<'t>) -> ExprId {
        let list = self.children_of(node);
        let mut properties = Vec::with_capacity(Self::count(list));
        for at in 0..Self::count(list) {
            let child = self.child(list, at);
            let property = match child.kind {
                Kind::Pair => self.pair(child.node),
                Kind::ShorthandProperty => {
                    let value = self.identifier(child.node);
                    let key_span = self.span(child.node);
                    let key = self.key(child.kind, child.node);
                    let computed = key.is_none().then_some(value);
                    Some(Property { key, computed, key_span, value, is_getter: false })
                }
                Kind::MethodDefinition => self.method_property(child.node),
                _ => {
                    let key_span = self.span(child.node);
                    let value = self.expr(child.kind, child.node);
                    Some(Property { key: None, computed: None, key_span, value, is_getter: false })
                }
            };
            properties.extend(property);
        }
        self.release(list);
        self.leaf(node, ExprKind::Object(properties.into()))
    }

    fn pair(&mut self, node: Node<'t>) -> Option<Property> {
        let list = self.children_of(node);
        let key = self.in_field(list, Field::Key);
        let value = self.field_expr(list, Field::Value);
        self.release(list);
        let (key, value) = (key?, value?);
        let key_span = self.span(key.node);
        let computed = match key.kind {
            Kind::ComputedPropertyName => Some(self.wrapped(key.node)),
            _ if self.island(key.node).is_some() => Some(self.name_expr(key.node)),
            _ => None,
        };
        Some(Property { key: self.key(key.kind, key.node), computed, key_span, value, is_getter: false })
    }

    /// The constant name of a property key.
    pub(super) fn key(&mut self, kind: Kind, node: Node<'t>) -> Option<crate::facts::Name> {
        match kind {
            _ if self.island(node).is_some() => None,
            Kind::ShorthandProperty
            | Kind::PropertyIdentifier
            | Kind::PrivateProperty
            | Kind::Identifier
            | Kind::Number => Some(self.name(node)),
            Kind::String => {
                let text = strings::unquote(self.text(node));
                Some(self.facts.names.intern(&text))
            }
            _ => None,
        }
    }

    fn array(&mut self, node: Node<'t>) -> ExprId {
        let parts = self.parts(node);
        self.leaf(node, ExprKind::Array(parts.into()))
    }

    fn assignment(&mut self, node: Node<'t>) -> ExprId {
        let list = self.children_of(node);
        let target = self.in_field(list, Field::Left).map(|left| self.pattern(left.kind, left.node));
        let value = self.field_expr(list, Field::Right);
        self.release(list);
        let (Some(target), Some(value)) = (target, value) else {
            return self.opaque(node, value.into_iter().collect());
        };
        self.leaf(node, ExprKind::Assign { target, operator: AssignOperator::Plain, value })
    }
}

/// A span of a function or a class as an expression of its own.
impl<'t> Lowering<'_, 't> {
    fn function_expr(&mut self, kind: Kind, node: Node<'t>) -> ExprId {
        let function = self.function(kind, node);
        self.leaf(node, ExprKind::Function(function))
    }

    fn class_expr(&mut self, node: Node<'t>) -> ExprId {
        let class = self.class(node);
        self.leaf(node, ExprKind::Class(class))
    }

    fn method_property(&mut self, node: Node<'t>) -> Option<Property> {
        let list = self.children_of(node);
        let name = self.in_field(list, Field::Name);
        self.release(list);
        let name = name?;
        let (key, key_span) = (self.key(name.kind, name.node), self.span(name.node));
        let span: Span = self.span(node);
        let function = self.function(Kind::MethodDefinition, node);
        let value = self.facts.add_expr(span, ExprKind::Function(function));
        let is_getter = self.accessor(node) == Some("get");
        Some(Property { key, computed: None, key_span, value, is_getter })
    }
}
