use tree_sitter::Node;

use super::{Field, Kind, Lowering};
use crate::facts::Pattern;

impl<'t> Lowering<'_, 't> {
    /// What is assigned to: a name, a member, or a destructuring.
    pub(super) fn pattern(&mut self, kind: Kind, node: Node<'t>) -> Pattern {
        match self.deeper(|this| this.pattern_at(kind, node)) {
            Some(pattern) => pattern,
            None => Pattern::Array([].into()),
        }
    }

    fn pattern_at(&mut self, kind: Kind, node: Node<'t>) -> Pattern {
        match kind {
            Kind::ObjectPattern => self.object_pattern(node),
            Kind::ArrayPattern => self.array_pattern(node),
            Kind::AssignmentPattern | Kind::ObjectAssignmentPattern => {
                self.with_default(node, Field::Left, Field::Right)
            }
            Kind::RestPattern => match self.only_child(node) {
                Some(inner) => Pattern::Rest(Box::new(self.pattern(inner.kind, inner.node))),
                None => Pattern::Array([].into()),
            },
            Kind::RequiredParameter | Kind::OptionalParameter => self.with_default(node, Field::Pattern, Field::Value),
            _ => Pattern::Target(self.expr(kind, node)),
        }
    }

    fn object_pattern(&mut self, node: Node<'t>) -> Pattern {
        let list = self.children_of(node);
        let mut parts = Vec::new();
        for at in 0..Self::count(list) {
            let child = self.child(list, at);
            let part = match child.kind {
                Kind::PairPattern => self.pair_pattern(child.node),
                Kind::ShorthandPattern => Some((Some(self.name(child.node)), self.pattern(child.kind, child.node))),
                Kind::ObjectAssignmentPattern => {
                    let key = self.shorthand_of_default(child.node);
                    Some((key, self.pattern(child.kind, child.node)))
                }
                _ => Some((None, self.pattern(child.kind, child.node))),
            };
            parts.extend(part);
        }
        self.release(list);
        Pattern::Object(parts.into())
    }

    fn shorthand_of_default(&mut self, node: Node<'t>) -> Option<crate::facts::Name> {
        let list = self.children_of(node);
        let left = self.in_field(list, Field::Left).filter(|left| left.kind == Kind::ShorthandPattern);
        self.release(list);
        left.map(|left| self.name(left.node))
    }

    fn pair_pattern(&mut self, node: Node<'t>) -> Option<(Option<crate::facts::Name>, Pattern)> {
        let list = self.children_of(node);
        let key = self.in_field(list, Field::Key);
        let value = self.in_field(list, Field::Value);
        self.release(list);
        let (key, value) = (key?, value?);
        Some((self.key(key.kind, key.node), self.pattern(value.kind, value.node)))
    }

    fn array_pattern(&mut self, node: Node<'t>) -> Pattern {
        let mut parts = Vec::new();
        let mut expects_part = true;
        let tokens: Vec<_> = {
            let mut cursor = node.walk();
            node.children(&mut cursor).collect()
        };
        for token in tokens {
            if token.is_named() && !token.is_extra() {
                let kind = self.vocabulary.kind(token);
                parts.push(Some(self.pattern(kind, token)));
                expects_part = false;
            } else if token.kind() == "," {
                if expects_part {
                    parts.push(None);
                }
                expects_part = true;
            }
        }
        Pattern::Array(parts.into())
    }

    /// A target with a default value: in `left` and `right`, or as a typed parameter in `pattern` and `value`.
    fn with_default(&mut self, node: Node<'t>, target: Field, default: Field) -> Pattern {
        let list = self.children_of(node);
        let target = self.in_field(list, target);
        let annotation = self.in_field(list, Field::Type);
        let default = self.in_field(list, default);
        self.release(list);
        let Some(target) = target else { return Pattern::Array([].into()) };
        let target = self.pattern(target.kind, target.node);
        self.annotate(&target, annotation);
        match default {
            Some(default) => Pattern::Default(Box::new(target), self.expr(default.kind, default.node)),
            None => target,
        }
    }
}
