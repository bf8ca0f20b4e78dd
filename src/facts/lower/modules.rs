use tree_sitter::Node;

use super::{Field, Kind, Lowering, strings};
use crate::facts::{Binding, ImportedName, StatementId, StatementKind};

impl<'t> Lowering<'_, 't> {
    pub(super) fn import(&mut self, node: Node<'t>) -> StatementKind {
        self.is_module = true;
        let list = self.children_of(node);
        let module = self.in_field(list, Field::Source).map(|source| strings::unquote(self.text(source.node)));
        let mut bindings = Vec::new();
        for at in 0..Self::count(list) {
            let child = self.child(list, at);
            if child.kind == Kind::ImportClause {
                self.import_clause(child.node, &mut bindings);
            }
        }
        self.release(list);
        StatementKind::Import { module: module.unwrap_or_default().into(), bindings: bindings.into() }
    }

    fn import_clause(&mut self, clause: Node<'t>, bindings: &mut Vec<Binding>) {
        let list = self.children_of(clause);
        for at in 0..Self::count(list) {
            let child = self.child(list, at);
            match child.kind {
                Kind::Identifier => {
                    let local = self.name_expr(child.node);
                    bindings.push(Binding { local, imported: ImportedName::Default });
                }
                Kind::NamespaceImport => {
                    if let Some(name) = self.only_child(child.node) {
                        let local = self.name_expr(name.node);
                        bindings.push(Binding { local, imported: ImportedName::Namespace });
                    }
                }
                Kind::NamedImports => self.named_imports(child.node, bindings),
                _ => {}
            }
        }
        self.release(list);
    }

    fn named_imports(&mut self, node: Node<'t>, bindings: &mut Vec<Binding>) {
        let list = self.children_of(node);
        for at in 0..Self::count(list) {
            let specifier = self.child(list, at);
            let parts = self.children_of(specifier.node);
            let name = self.in_field(parts, Field::Name);
            let alias = self.in_field(parts, Field::Alias);
            self.release(parts);
            let Some(name) = name else { continue };
            let imported = ImportedName::Named(self.name(name.node));
            let local = self.name_expr(alias.unwrap_or(name).node);
            bindings.push(Binding { local, imported });
        }
        self.release(list);
    }

    /// The statements that an export stands for: its declaration, or the exported value.
    pub(super) fn export(&mut self, node: Node<'t>) -> Vec<StatementId> {
        self.is_module = true;
        let list = self.children_of(node);
        let declaration = self.in_field(list, Field::Declaration);
        let value = self.in_field(list, Field::Value);
        let clause =
            (0..Self::count(list)).map(|at| self.child(list, at)).find(|child| child.kind == Kind::ExportClause);
        let is_from = self.in_field(list, Field::Source).is_some();
        self.release(list);
        if let Some(declaration) = declaration {
            return self.statement(declaration.kind, declaration.node);
        }
        let span = self.span(node);
        if let Some(value) = value {
            let value = self.expr(value.kind, value.node);
            return vec![self.add_statement(span, StatementKind::Export(Some(value)))];
        }
        let mut statements = Vec::new();
        if let Some(clause) = clause.filter(|_| !is_from) {
            let specifiers = self.children_of(clause.node);
            for at in 0..Self::count(specifiers) {
                let parts = self.children_of(self.child(specifiers, at).node);
                let name = self.in_field(parts, Field::Name);
                self.release(parts);
                if let Some(name) = name.filter(|name| name.kind == Kind::Identifier) {
                    let value = self.name_expr(name.node);
                    statements.push(self.add_statement(span, StatementKind::Export(Some(value))));
                }
            }
            self.release(specifiers);
        }
        statements
    }
}
