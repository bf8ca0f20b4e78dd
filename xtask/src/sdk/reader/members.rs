//! The members of interfaces and classes, and the types in them.

use oxc_ast::ast::{
    Class, ClassElement, FormalParameters, Function, MethodDefinitionKind, TSSignature, TSType, TSTypeAnnotation,
};
use oxc_span::{GetSpan, Span};

use super::Reader;
use crate::sdk::declared::DeclaredForm;
use crate::sdk::names::qualified;
use crate::sdk::schema::{Param, Signature};
use crate::sdk::type_text::{callback_params, clean, literal_in, type_given};

impl<'a> Reader<'_, 'a> {
    pub(super) fn members(&mut self, receiver: &str, members: &[TSSignature<'a>], start: u32) {
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

    pub(super) fn class(&mut self, class: &Class<'a>, namespace: &str) {
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

    pub(super) fn function(&mut self, receiver: &str, name: &str, function: &Function<'a>, gap: Span) {
        self.method(receiver, name, (&function.params, function.return_type.as_deref()), false, gap);
    }

    pub(super) fn property(
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
}

/// The signature of a property.
pub(super) fn property(type_text: String, gives: Option<String>, readonly: bool, optional: bool) -> Signature {
    Signature { params: None, type_text, gives, readonly, optional }
}
