use tree_sitter::Node;

use super::{Child, Field, Kind, Lowering, strings};
use crate::facts::{Binding, Exported, ExprId, ExprKind, ImportedName, Renamed, StatementId, StatementKind};

impl<'t> Lowering<'_, 't> {
    pub(super) fn import(&mut self, node: Node<'t>) -> StatementKind {
        self.is_module = true;
        let list = self.children_of(node);
        let module = self.in_field(list, Field::Source).map(|source| strings::unquote(self.text(source.node)));
        let clause = (0..Self::count(list)).map(|at| self.child(list, at)).find(|child| child.node.is_named());
        self.release(list);
        let is_type = self.has_token(node, "type");
        let mut bindings = Vec::new();
        match clause {
            Some(Child { kind: Kind::ImportClause, node, .. }) => self.import_clause(node, is_type, &mut bindings),
            Some(Child { kind: Kind::ImportRequireClause, node, .. }) => return self.import_require(node),
            _ => {}
        }
        StatementKind::Import { module: module.unwrap_or_default().into(), bindings: bindings.into() }
    }

    /// `import Dynamsoft = require("dwt");`
    fn import_require(&mut self, clause: Node<'t>) -> StatementKind {
        let list = self.children_of(clause);
        let module = self.in_field(list, Field::Source).map(|source| strings::unquote(self.text(source.node)));
        let local = (0..Self::count(list)).map(|at| self.child(list, at)).find(|it| it.kind == Kind::Identifier);
        self.release(list);
        let binding = local.map(|local| Binding {
            local: self.name_expr(local.node),
            imported: ImportedName::Namespace,
            is_type: false,
        });
        StatementKind::Import { module: module.unwrap_or_default().into(), bindings: binding.into_iter().collect() }
    }

    fn import_clause(&mut self, clause: Node<'t>, is_type: bool, bindings: &mut Vec<Binding>) {
        let list = self.children_of(clause);
        for at in 0..Self::count(list) {
            let child = self.child(list, at);
            match child.kind {
                Kind::Identifier => {
                    let local = self.name_expr(child.node);
                    bindings.push(Binding { local, imported: ImportedName::Default, is_type });
                }
                Kind::NamespaceImport => {
                    if let Some(name) = self.only_child(child.node) {
                        let local = self.name_expr(name.node);
                        bindings.push(Binding { local, imported: ImportedName::Namespace, is_type });
                    }
                }
                Kind::NamedImports => self.named_imports(child.node, is_type, bindings),
                _ => {}
            }
        }
        self.release(list);
    }

    fn named_imports(&mut self, node: Node<'t>, is_type: bool, bindings: &mut Vec<Binding>) {
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
            let is_type = is_type || self.has_token(specifier.node, "type");
            bindings.push(Binding { local, imported, is_type });
        }
        self.release(list);
    }

    /// The statements that an export stands for: its declaration, and what is exported.
    pub(super) fn export(&mut self, node: Node<'t>) -> Vec<StatementId> {
        self.is_module = true;
        let list = self.children_of(node);
        let in_field = |this: &Self, field| this.in_field(list, field);
        let (declaration, value) = (in_field(self, Field::Declaration), in_field(self, Field::Value));
        let module = in_field(self, Field::Source).map(|source| strings::unquote(self.text(source.node)));
        let clause =
            (0..Self::count(list)).map(|at| self.child(list, at)).find(|child| child.kind == Kind::ExportClause);
        let assigned = (0..Self::count(list)).map(|at| self.child(list, at)).find(|child| child.node.is_named());
        let is_namespace = (0..Self::count(list)).any(|at| self.child(list, at).node.kind() == "namespace_export");
        self.release(list);
        let span = self.span(node);
        let is_default = self.has_token(node, "default");
        if clause.is_some() && self.has_token(node, "type") {
            return Vec::new();
        }
        if let Some(declaration) = declaration {
            let mut statements = self.statement(declaration.kind, declaration.node);
            let exported = self.declared(&statements, is_default);
            if !exported.is_empty() {
                statements.push(self.add_statement(span, StatementKind::Export(exported.into())));
            }
            return statements;
        }
        // `export = value`
        let value = value.or(assigned.filter(|_| self.has_token(node, "=")));
        let statement = match (value, clause, module) {
            (Some(value), ..) => {
                let value = self.expr(value.kind, value.node);
                let name = self.facts.names.intern("default");
                StatementKind::Export(Box::new([Exported { name, value }]))
            }
            (_, Some(clause), Some(module)) => {
                let names = self.specifiers(clause.node).into_iter();
                let names = names.map(|(there, here)| Renamed { there: self.name(there), here: self.name(here) });
                StatementKind::Reexport { module: module.into(), names: Some(names.collect()) }
            }
            (_, Some(clause), None) => StatementKind::Export(self.exported(clause.node)),
            (_, None, Some(module)) if !is_namespace => StatementKind::Reexport { module: module.into(), names: None },
            _ => StatementKind::Empty,
        };
        vec![self.add_statement(span, statement)]
    }

    /// The names that declarations declare, as names of their own.
    fn declared(&mut self, statements: &[StatementId], is_default: bool) -> Vec<Exported> {
        let mut names: Vec<ExprId> = Vec::new();
        for &statement in statements {
            match &self.facts.statement(statement).kind {
                StatementKind::Declare { declarations, .. } => {
                    declarations.iter().for_each(|it| it.target.each_target(&mut |target| names.push(target)));
                }
                StatementKind::Function(function) => names.extend(self.facts.function(*function).name),
                StatementKind::Class(class) => names.extend(self.facts.class(*class).name),
                _ => {}
            }
        }
        let default = self.facts.names.intern("default");
        let mut exported = Vec::new();
        for target in names {
            if let ExprKind::Name(name) = *self.facts.kind(target) {
                let value = self.facts.add_expr(self.facts.span(target), ExprKind::Name(name));
                exported.push(Exported { name: if is_default { default } else { name }, value });
            }
        }
        exported
    }

    fn exported(&mut self, clause: Node<'t>) -> Box<[Exported]> {
        let named = self.specifiers(clause).into_iter().filter(|(name, _)| name.kind() == "identifier");
        named.map(|(there, here)| Exported { value: self.name_expr(there), name: self.name(here) }).collect()
    }

    /// Each `name as alias` of an export; the name twice, where there is no alias.
    fn specifiers(&mut self, clause: Node<'t>) -> Vec<(Node<'t>, Node<'t>)> {
        let specifiers = self.children_of(clause);
        let mut found = Vec::new();
        for at in 0..Self::count(specifiers) {
            let parts = self.children_of(self.child(specifiers, at).node);
            let (name, alias) = (self.in_field(parts, Field::Name), self.in_field(parts, Field::Alias));
            self.release(parts);
            found.extend(name.map(|name| (name.node, alias.unwrap_or(name).node)));
        }
        self.release(specifiers);
        found
    }
}
