//! Tags of JSX.

use tree_sitter::Node;

use super::{Child, Kind, Lowering};
use crate::facts::{Element, ExprId, Name};

impl<'t> Lowering<'_, 't> {
    /// A tag uses the component that it names; `<div>` is none.
    pub(super) fn jsx_tag(&mut self, kind: Kind, node: Node<'t>) -> ExprId {
        let list = self.children_of(node);
        let (mut component, mut properties, mut parts) = (None, Vec::new(), Vec::new());
        for at in 0..Self::count(list) {
            let child = self.child(list, at);
            if child.kind == Kind::JsxAttribute {
                let property = self.jsx_attribute(child.node);
                parts.extend(property.map(|(_, value)| value));
                properties.extend(property.and_then(|(name, value)| Some((name?, value))));
            } else if !self.is_element_name(child) {
                let part = self.expr(child.kind, child.node);
                let names = matches!(child.kind, Kind::Identifier | Kind::MemberExpression | Kind::NestedIdentifier);
                component = component.or(Some(part).filter(|_| names));
                parts.push(part);
            }
        }
        self.release(list);
        if let Some(component) = component.filter(|_| kind != Kind::JsxClosingElement) {
            self.facts.elements.push(Element { component, properties: properties.into() });
        }
        self.opaque(node, parts)
    }

    fn is_element_name(&self, child: Child<'t>) -> bool {
        child.kind == Kind::Identifier && self.text(child.node).starts_with(char::is_lowercase)
    }

    /// The name and the value of an attribute that has one.
    fn jsx_attribute(&mut self, node: Node<'t>) -> Option<(Option<Name>, ExprId)> {
        let list = self.children_of(node);
        let children: Vec<Child<'t>> = (0..Self::count(list)).map(|at| self.child(list, at)).collect();
        self.release(list);
        let value = children.iter().find(|child| child.kind != Kind::PropertyIdentifier)?;
        let name = children.first().filter(|child| child.kind == Kind::PropertyIdentifier);
        let name = name.map(|name| self.name(name.node));
        Some((name, self.expr(value.kind, value.node)))
    }
}
