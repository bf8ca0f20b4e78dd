//! How one version names its types: from a name in a file to the name that the documentation uses.

use std::collections::{BTreeMap, BTreeSet};

use oxc_ast::ast::{Declaration, ImportDeclarationSpecifier, Program, Statement, TSModuleDeclarationBody};

use super::overrides::Overrides;

/// The declared types of one version.
#[derive(Default)]
pub struct Names {
    /// By file and by the name with its namespaces.
    declared: BTreeMap<(String, String), String>,
    /// What a file imports; files without imports and exports see everything.
    imported: BTreeMap<String, BTreeSet<String>>,
}

impl Names {
    /// Adds what a file declares and imports.
    pub fn collect(&mut self, file: &str, program: &Program, overrides: &Overrides) {
        self.collect_statements(file, &program.body, "", overrides);
    }

    fn collect_statements(&mut self, file: &str, body: &[Statement], namespace: &str, overrides: &Overrides) {
        for statement in body {
            if let Statement::ImportDeclaration(import) = statement {
                let names = self.imported.entry(file.to_owned()).or_default();
                let specifiers = import.specifiers.iter().flatten();
                names.extend(specifiers.map(ImportDeclarationSpecifier::name).map(|name| name.to_string()));
            }
            match declaration_of(statement) {
                Some(Declaration::TSInterfaceDeclaration(interface)) => {
                    self.declare(file, namespace, &interface.id.name, overrides);
                }
                Some(Declaration::ClassDeclaration(class)) => {
                    let Some(id) = &class.id else { continue };
                    self.declare(file, namespace, &id.name, overrides);
                }
                Some(Declaration::TSModuleDeclaration(module)) => {
                    let inner = qualified(namespace, &module.id.name());
                    self.collect_module(file, module.body.as_ref(), &inner, overrides);
                }
                _ => {}
            }
            if is_export(statement) {
                self.imported.entry(file.to_owned()).or_default();
            }
        }
    }

    fn collect_module(
        &mut self,
        file: &str,
        body: Option<&TSModuleDeclarationBody>,
        namespace: &str,
        overrides: &Overrides,
    ) {
        match body {
            Some(TSModuleDeclarationBody::TSModuleBlock(block)) => {
                self.collect_statements(file, &block.body, namespace, overrides);
            }
            Some(TSModuleDeclarationBody::TSModuleDeclaration(module)) => {
                let inner = qualified(namespace, &module.id.name());
                self.collect_module(file, module.body.as_ref(), &inner, overrides);
            }
            None => {}
        }
    }

    fn declare(&mut self, file: &str, namespace: &str, name: &str, overrides: &Overrides) {
        let raw = qualified(namespace, name);
        let canonical = overrides.receiver(file, &raw);
        self.declared.insert((file.to_owned(), raw), canonical);
    }

    /// The type that a name means in a file, when it is one of the SDK's.
    pub fn resolve(&self, file: &str, name: &str) -> Option<&str> {
        let own = self.declared.iter().find(|((at, raw), _)| at == file && last_part(raw) == name);
        if let Some((_, canonical)) = own {
            return Some(canonical);
        }
        if self.imported.get(file).is_some_and(|imported| !imported.contains(name)) {
            return None;
        }
        let elsewhere: BTreeSet<&String> =
            self.declared.iter().filter(|((_, raw), _)| raw == name).map(|(_, canonical)| canonical).collect();
        match elsewhere.len() {
            1 => elsewhere.first().map(|name| name.as_str()),
            _ => None,
        }
    }
}

/// What a statement declares, exported or not.
pub fn declaration_of<'a, 'b>(statement: &'b Statement<'a>) -> Option<&'b Declaration<'a>> {
    match statement {
        Statement::ExportNamedDeclaration(export) => export.declaration.as_ref(),
        other => other.as_declaration(),
    }
}

fn is_export(statement: &Statement) -> bool {
    matches!(statement, Statement::ExportNamedDeclaration(_) | Statement::ExportDefaultDeclaration(_))
}

pub fn qualified(namespace: &str, name: &str) -> String {
    if namespace.is_empty() { name.to_owned() } else { format!("{namespace}.{name}") }
}

fn last_part(name: &str) -> &str {
    name.rsplit('.').next().unwrap_or(name)
}
