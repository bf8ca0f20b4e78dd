//! Annotations of types, as far as they name one.

use tree_sitter::Node;

use super::{Child, Field, Kind, Lowering};
use crate::facts::{Name, Pattern, TypeRef};

impl<'t> Lowering<'_, 't> {
    /// The type behind the colon of an annotation.
    pub(super) fn annotation(&mut self, annotation: Option<Child<'t>>) -> Option<TypeRef> {
        let named = self.only_child(annotation?.node)?;
        self.type_ref(named)
    }

    /// Keeps the type of what a pattern declares, when that is one name.
    pub(super) fn annotate(&mut self, pattern: &Pattern, annotation: Option<Child<'t>>) {
        if let (Pattern::Target(target), Some(of)) = (pattern, self.annotation(annotation)) {
            self.facts.annotations.insert(*target, of);
        }
    }

    fn type_ref(&mut self, named: Child<'t>) -> Option<TypeRef> {
        self.deeper(|this| this.type_at(named)).flatten()
    }

    fn type_at(&mut self, Child { kind, node, .. }: Child<'t>) -> Option<TypeRef> {
        match kind {
            Kind::TypeIdentifier | Kind::NestedTypeIdentifier | Kind::PredefinedType => {
                Some(TypeRef { path: self.path(node), arguments: [].into() })
            }
            Kind::GenericType => self.generic(node),
            Kind::ArrayType => {
                let item = self.inner_type(node);
                Some(TypeRef { path: self.facts.names.intern("Array"), arguments: [item].into() })
            }
            Kind::ParenthesizedType | Kind::ReadonlyType => self.inner_type(node),
            Kind::UnionType => self.only_one_of(node),
            _ => None,
        }
    }

    pub(super) fn inner_type(&mut self, node: Node<'t>) -> Option<TypeRef> {
        let inner = self.only_child(node)?;
        self.type_ref(inner)
    }

    fn path(&mut self, node: Node<'t>) -> Name {
        let text: String = self.text(node).split_whitespace().collect();
        self.facts.names.intern(&text)
    }

    fn generic(&mut self, node: Node<'t>) -> Option<TypeRef> {
        let list = self.children_of(node);
        let name = self.in_field(list, Field::Name);
        let given = self.in_field(list, Field::TypeArguments);
        self.release(list);
        let path = self.path(name?.node);
        let list = self.children_of(given?.node);
        let arguments = (0..Self::count(list)).map(|at| self.type_ref(self.child(list, at))).collect();
        self.release(list);
        Some(TypeRef { path, arguments })
    }

    /// The type of a union that is neither `null` nor `undefined`, when there is one.
    fn only_one_of(&mut self, union: Node<'t>) -> Option<TypeRef> {
        let list = self.children_of(union);
        let parts: Vec<Child<'t>> = (0..Self::count(list)).map(|at| self.child(list, at)).collect();
        self.release(list);
        let mut kept = parts.into_iter().filter(|part| !matches!(self.text(part.node), "null" | "undefined"));
        let (first, second) = (kept.next(), kept.next());
        first.filter(|_| second.is_none()).and_then(|only| self.type_ref(only))
    }
}
