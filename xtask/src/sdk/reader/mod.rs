//! From the declaration files of one version to what they declare.

mod members;
#[cfg(test)]
mod tests;

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    BindingPattern, Declaration, Expression, Program, Statement, TSEnumDeclaration, TSInterfaceDeclaration,
    TSModuleDeclarationBody, VariableDeclaration,
};
use oxc_parser::Parser;
use oxc_span::{GetSpan, SourceType, Span};

use super::declared::{Declared, DeclaredForm, Note};
use super::names::{Names, declaration_of, qualified};
use super::overrides::Overrides;
use super::packages::DeclarationFile;
use super::schema::Value;
use members::property;

pub fn read(files: &[DeclarationFile], overrides: &Overrides) -> Result<Declared, String> {
    let mut names = Names::default();
    for file in files {
        with_program(file, &mut |program| {
            names.collect(&file.name, program, overrides);
            Ok(())
        })?;
    }
    let mut declared = Declared::default();
    for file in files {
        with_program(file, &mut |program| {
            let mut reader = Reader { file, program, names: &names, overrides, declared: &mut declared };
            reader.statements(&program.body, "")
        })?;
    }
    correct(&mut declared, overrides);
    Ok(declared)
}

fn with_program(file: &DeclarationFile, use_it: &mut dyn FnMut(&Program) -> Result<(), String>) -> Result<(), String> {
    let allocator = Allocator::default();
    let parsed = Parser::new(&allocator, &file.text, SourceType::d_ts()).parse();
    if !parsed.errors.is_empty() {
        let first = parsed.errors.first().map(ToString::to_string).unwrap_or_default();
        return Err(format!("{}.d.ts cannot be parsed: {first}", file.name));
    }
    use_it(&parsed.program).map_err(|problem| format!("{}.d.ts: {problem}", file.name))
}

/// Makes the corrections, in the types that this version has.
fn correct(declared: &mut Declared, overrides: &Overrides) {
    for (path, correction) in &overrides.member {
        let Some((receiver, name)) = path.rsplit_once('.') else { continue };
        let Some(found) = declared.types.get_mut(receiver) else { continue };
        if correction.drop {
            found.members.remove(name);
        }
        if let Some(twin) = correction.same_as.as_ref().and_then(|twin| found.members.get(twin)).cloned() {
            found.members.entry(name.to_owned()).or_insert(twin);
        }
        for form in found.members.get_mut(name).into_iter().flatten() {
            form.signature.readonly = correction.readonly.unwrap_or(form.signature.readonly);
            form.signature.optional = correction.optional.unwrap_or(form.signature.optional);
        }
    }
}

struct Reader<'r, 'a> {
    file: &'r DeclarationFile,
    program: &'r Program<'a>,
    names: &'r Names,
    overrides: &'r Overrides,
    declared: &'r mut Declared,
}

impl<'a> Reader<'_, 'a> {
    fn statements(&mut self, body: &[Statement<'a>], namespace: &str) -> Result<(), String> {
        let mut before = 0;
        for statement in body {
            if let Some(declaration) = declaration_of(statement) {
                self.declaration(declaration, namespace, Span::new(before, statement.span().start))?;
            }
            before = statement.span().end;
        }
        Ok(())
    }

    fn declaration(&mut self, declaration: &Declaration<'a>, namespace: &str, gap: Span) -> Result<(), String> {
        match declaration {
            Declaration::TSInterfaceDeclaration(interface) => self.interface(interface, namespace),
            Declaration::ClassDeclaration(class) => self.class(class, namespace),
            Declaration::TSEnumDeclaration(declaration) => self.enumeration(declaration, namespace)?,
            Declaration::TSModuleDeclaration(module) => {
                self.namespace(&qualified(namespace, &module.id.name()), module.body.as_ref())?;
            }
            Declaration::VariableDeclaration(variables) if !namespace.is_empty() => {
                self.variables(variables, namespace, gap);
            }
            Declaration::FunctionDeclaration(function) if !namespace.is_empty() => {
                let receiver = self.overrides.receiver(&self.file.name, namespace);
                let name = function.id.as_ref().map(|id| id.name.to_string()).unwrap_or_default();
                self.function(&receiver, &name, function, gap);
            }
            _ => {}
        }
        Ok(())
    }

    /// A namespace is a property of the one around it.
    fn namespace(&mut self, path: &str, body: Option<&TSModuleDeclarationBody<'a>>) -> Result<(), String> {
        let own = self.overrides.receiver(&self.file.name, path);
        match body {
            Some(TSModuleDeclarationBody::TSModuleBlock(block)) => self.statements(&block.body, path)?,
            Some(TSModuleDeclarationBody::TSModuleDeclaration(inner)) => {
                self.namespace(&qualified(path, &inner.id.name()), inner.body.as_ref())?;
            }
            None => {}
        }
        let has_members = self.declared.types.contains_key(&own);
        if let Some((parent, name)) = path.rsplit_once('.')
            && has_members
        {
            let parent = self.overrides.receiver(&self.file.name, parent);
            let signature = property(own.clone(), Some(own), true, false);
            self.declared.add(&parent, name, DeclaredForm { signature, note: None });
        }
        Ok(())
    }

    fn variables(&mut self, variables: &VariableDeclaration<'a>, namespace: &str, gap: Span) {
        let receiver = self.overrides.receiver(&self.file.name, namespace);
        for variable in &variables.declarations {
            if let BindingPattern::BindingIdentifier(id) = &variable.id {
                let annotation = variable.type_annotation.as_deref();
                let is_const = variables.kind.is_const();
                self.property(&receiver, &id.name, annotation, (is_const, false), gap);
            }
        }
    }

    fn interface(&mut self, interface: &TSInterfaceDeclaration<'a>, namespace: &str) {
        let receiver = self.overrides.receiver(&self.file.name, &qualified(namespace, &interface.id.name));
        self.declared.types.entry(receiver.clone()).or_default();
        for base in &interface.extends {
            let Expression::Identifier(name) = &base.expression else { continue };
            self.extend(&receiver, &name.name);
        }
        self.members(&receiver, &interface.body.body, interface.body.span.start);
    }

    fn extend(&mut self, receiver: &str, base: &str) {
        let base = self.names.resolve(&self.file.name, base).map(str::to_owned);
        let declared = self.declared.types.entry(receiver.to_owned()).or_default();
        match base {
            Some(base) if base == receiver => {}
            Some(base) => declared.extends = Some(base),
            None => declared.open = true,
        }
    }

    fn enumeration(&mut self, declaration: &TSEnumDeclaration<'a>, namespace: &str) -> Result<(), String> {
        let name = declaration.id.name.to_string();
        let path = qualified(&self.overrides.receiver(&self.file.name, namespace), &name);
        let mut members = Vec::new();
        let mut before = declaration.body.span.start;
        let mut next = 0;
        for member in &declaration.body.members {
            let value = match &member.initializer {
                Some(Expression::StringLiteral(text)) => Value::Text(text.value.to_string()),
                Some(value) => integer(self.source(value.span()))
                    .map(Value::Number)
                    .ok_or_else(|| format!("{name}.{} is no plain value", member.id.static_name()))?,
                None => Value::Number(next),
            };
            if let Value::Number(number) = value {
                next = number + 1;
            }
            let note = self.note(Span::new(before, member.span.start));
            members.push((member.id.static_name().to_string(), (value, note)));
            before = member.span.end;
        }
        let declared = self.declared.enums.entry(name).or_default();
        if !declared.paths.contains(&path) {
            declared.paths.push(path);
        }
        declared.members.extend(members);
        Ok(())
    }

    /// What the comments in a gap say about what follows: also those that are no documentation comments.
    fn note(&self, gap: Span) -> Option<Note> {
        let comments = self.program.comments.iter();
        let inside = comments.filter(|comment| comment.span.start >= gap.start && comment.span.end <= gap.end);
        let texts: Vec<&str> = inside.map(|comment| self.source(comment.span)).collect();
        texts.iter().rev().find_map(|text| Note::read(text))
    }

    fn source(&self, span: Span) -> &str {
        self.file.text.get(span.start as usize..span.end as usize).unwrap_or_default()
    }
}

/// A literal such as `-1`, `0x8001` or `- 5`.
fn integer(text: &str) -> Option<i64> {
    let text = text.trim();
    let (text, sign) = text.strip_prefix('-').map_or((text, 1), |rest| (rest.trim(), -1));
    let value = match text.strip_prefix("0x").or(text.strip_prefix("0X")) {
        Some(digits) => i64::from_str_radix(digits, 16).ok()?,
        None => text.parse().ok()?,
    };
    Some(sign * value)
}
