//! From the declaration files of one version to what they declare.

use oxc_allocator::Allocator;
use oxc_ast::ast::{
    BindingPattern, Class, ClassElement, Declaration, Expression, FormalParameters, Function, MethodDefinitionKind,
    Program, Statement, TSEnumDeclaration, TSInterfaceDeclaration, TSModuleDeclarationBody, TSSignature, TSType,
    TSTypeAnnotation, VariableDeclaration,
};
use oxc_parser::Parser;
use oxc_span::{GetSpan, SourceType, Span};

use super::declared::{Declared, DeclaredForm, Note};
use super::names::{Names, declaration_of, qualified};
use super::overrides::Overrides;
use super::packages::DeclarationFile;
use super::schema::{Param, Signature, Value};
use super::type_text::{callback_params, clean, literal_in, type_given};

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
    if parsed.panicked {
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

    fn members(&mut self, receiver: &str, members: &[TSSignature<'a>], start: u32) {
        let mut before = start;
        for member in members {
            let span = member.span();
            let gap = Span::new(before, span.start);
            match member {
                TSSignature::TSPropertySignature(member) => {
                    let Some(name) = member.key.static_name() else { continue };
                    let annotation = member.type_annotation.as_deref();
                    self.property(receiver, &name, annotation, (member.readonly, member.optional), gap);
                }
                TSSignature::TSMethodSignature(member) => {
                    let Some(name) = member.key.static_name() else { continue };
                    let returned = member.return_type.as_deref();
                    self.method(receiver, &name, (&member.params, returned), member.optional, gap);
                }
                TSSignature::TSIndexSignature(_) => {
                    self.declared.types.entry(receiver.to_owned()).or_default().open = true;
                }
                TSSignature::TSCallSignatureDeclaration(_) | TSSignature::TSConstructSignatureDeclaration(_) => {}
            }
            before = span.end;
        }
    }

    fn class(&mut self, class: &Class<'a>, namespace: &str) {
        let Some(id) = &class.id else { return };
        let receiver = self.overrides.receiver(&self.file.name, &qualified(namespace, &id.name));
        let mut before = class.body.span.start;
        for element in &class.body.body {
            let gap = Span::new(before, element.span().start);
            match element {
                ClassElement::MethodDefinition(method) if method.kind == MethodDefinitionKind::Method => {
                    let Some(name) = method.key.static_name() else { continue };
                    self.function(&receiver, &name, &method.value, gap);
                }
                ClassElement::PropertyDefinition(member) => {
                    let Some(name) = member.key.static_name() else { continue };
                    let annotation = member.type_annotation.as_deref();
                    self.property(&receiver, &name, annotation, (member.readonly, member.optional), gap);
                }
                _ => {}
            }
            before = element.span().end;
        }
    }

    fn function(&mut self, receiver: &str, name: &str, function: &Function<'a>, gap: Span) {
        self.method(receiver, name, (&function.params, function.return_type.as_deref()), false, gap);
    }

    fn property(
        &mut self,
        receiver: &str,
        name: &str,
        annotation: Option<&TSTypeAnnotation<'a>>,
        (readonly, optional): (bool, bool),
        gap: Span,
    ) {
        let (text, gives) = self.type_of(annotation, &format!("{receiver}.{name}"));
        let signature = property(text, gives, readonly, optional);
        self.declared.add(receiver, name, DeclaredForm { signature, note: self.note(gap) });
    }

    fn method(
        &mut self,
        receiver: &str,
        name: &str,
        (params, returned): (&FormalParameters<'a>, Option<&TSTypeAnnotation<'a>>),
        optional: bool,
        gap: Span,
    ) {
        let own = format!("{receiver}.{name}");
        let params = self.params(params, &own);
        let (type_text, gives) = self.type_of(returned, &format!("{own}()"));
        let signature = Signature { params: Some(params), type_text, gives, readonly: false, optional };
        self.declared.add(receiver, name, DeclaredForm { signature, note: self.note(gap) });
    }

    fn params(&mut self, params: &FormalParameters<'a>, member: &str) -> Vec<Param> {
        let mut read = Vec::new();
        for param in &params.items {
            let name = clean(self.source(param.pattern.span()), &[]);
            read.push(self.param(name, param.type_annotation.as_deref(), (param.optional, false), member));
        }
        if let Some(rest) = &params.rest {
            let name = clean(self.source(rest.rest.argument.span()), &[]);
            read.push(self.param(name, rest.type_annotation.as_deref(), (false, true), member));
        }
        read
    }

    fn param(
        &mut self,
        name: String,
        annotation: Option<&TSTypeAnnotation<'a>>,
        (optional, rest): (bool, bool),
        member: &str,
    ) -> Param {
        let (type_text, gives) = self.type_of(annotation, &format!("{member}({name})"));
        let callback = annotation.and_then(|annotation| callback_params(&annotation.type_annotation, &self.file.text));
        Param { name, type_text, gives, callback, optional, rest }
    }

    /// The text of a type and the one of ours that it gives. An object type without a name becomes a type of the given
    /// name.
    fn type_of(&mut self, annotation: Option<&TSTypeAnnotation<'a>>, name: &str) -> (String, Option<String>) {
        let Some(annotation) = annotation else { return ("any".to_owned(), None) };
        let given = &annotation.type_annotation;
        let namespaces = self.overrides.enum_namespaces();
        let Some(literal) = literal_in(given) else {
            let text = clean(self.source(given.span()), &namespaces);
            return (text, self.given(given));
        };
        self.members(name, &literal.members, literal.span.start);
        let before = self.source(Span::new(given.span().start, literal.span.start));
        let after = self.source(Span::new(literal.span.end, given.span().end));
        (clean(&format!("{before}{name}{after}"), &namespaces), Some(name.to_owned()))
    }

    fn given(&self, given: &TSType<'a>) -> Option<String> {
        type_given(given, &|name| self.names.resolve(&self.file.name, name).map(str::to_owned))
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

fn property(type_text: String, gives: Option<String>, readonly: bool, optional: bool) -> Signature {
    Signature { params: None, type_text, gives, readonly, optional }
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

#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;
