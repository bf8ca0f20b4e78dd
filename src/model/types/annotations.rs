//! What the annotations of TypeScript say.

use std::sync::Arc;

use crate::facts::{Name, TypeRef};
use crate::sdk::api::{self, Given, Shape as Wrapping};

use super::super::binding::BindingKind;
use super::super::instance::{Instance, Origin};
use super::super::outside::{Shape, SharedInstance};
use super::calls::promised;
use super::objects::Object;
use super::values::is_package;
use super::{Solver, Type};

/// Generic types that hold a value in `current` (React) or in `value` (Vue).
const REFERENCES: [&str; 5] = ["MutableRefObject", "RefObject", "Ref", "ShallowRef", "InjectionKey"];

impl Solver<'_> {
    /// The value of a type that has to do with the SDK; `None` for any other. `origin` is what has this type.
    pub(super) fn annotated(&mut self, of: &TypeRef, origin: Origin) -> Option<Type> {
        let path = self.facts.names.text(of.path);
        let (first, last) = (path.split('.').next()?, path.rsplit('.').next()?);
        if let Some(module) = path.strip_prefix("import(") {
            let (module, _) = module.trim_start_matches(['"', '\'']).split_once(['"', '\''])?;
            return is_package(module).then(|| self.of_sdk(last, origin)).flatten();
        }
        if let [inner] = &of.arguments[..] {
            return self.wrapped(last, inner.as_ref()?, origin);
        }
        let is_sdk = match self.declared_type(first) {
            Declared::Sdk => true,
            Declared::Nowhere => first == "Dynamsoft" || last == "WebTwain",
            Declared::Elsewhere(shape) => return Some(self.of_shape(&shape)),
            Declared::Own => false,
        };
        if is_sdk { self.of_sdk(last, origin) } else { None }
    }

    /// The value of a type of the SDK.
    fn of_sdk(&mut self, name: &str, origin: Origin) -> Option<Type> {
        if name == "WebTwain" {
            let known = Instance { is_known: true, ..Instance::default() };
            return Some(Type::Instance(self.instances.intern(origin, known)));
        }
        let receiver = api::receiver(name)?;
        Some(Type::Object(Object { given: Given { receiver, shape: Wrapping::One }, through: None }))
    }

    /// What a value is that is declared to be one thing and seen to be another: values that are not known are what they are
    /// declared to be.
    pub(super) fn declared(&mut self, declared: Option<Type>, seen: Type) -> Type {
        match (declared, seen) {
            (None, seen) => seen,
            (Some(declared), Type::Unknown | Type::Nothing) => declared,
            (Some(declared), seen) => self.join(declared, seen),
        }
    }

    fn wrapped(&mut self, wrapper: &str, inner: &TypeRef, origin: Origin) -> Option<Type> {
        let key = format!("{origin:?}");
        let found = self.annotated(inner, origin)?;
        match (wrapper, found) {
            ("Promise", found) => Some(promised(found)),
            ("Array" | "ReadonlyArray", Type::Object(Object { given, through })) => {
                let given = Given { shape: Wrapping::Many, ..given };
                Some(Type::Object(Object { given, through }))
            }
            (wrapper, Type::Instance(_)) if REFERENCES.contains(&wrapper) => {
                let shared = SharedInstance { key: key.into(), container: None, is_known: true };
                let members = ["current", "value"].map(|name| (name.into(), Shape::Instance(shared.clone())));
                Some(Type::Shape(Shape::Object(Arc::new(members.into()))))
            }
            _ => None,
        }
    }

    fn declared_type(&self, name: &str) -> Declared {
        let Some(name) = self.facts.names.find(name) else { return Declared::Nowhere };
        let mut known = self.scopes.bindings().map(|(_, binding)| binding);
        let declares = |kind: &BindingKind| matches!(kind, BindingKind::Import { .. } | BindingKind::Class(_));
        match known.find(|binding| binding.name == name && declares(&binding.kind)).map(|binding| &binding.kind) {
            Some(BindingKind::Import { module, .. }) if is_package(module) => Declared::Sdk,
            Some(BindingKind::Import { module, imported }) => {
                let outside = self.outside;
                let exported = outside.modules.get(module).and_then(|exports| exports.get(self.exported_as(*imported)));
                match exported {
                    Some(Shape::Class(members)) => Declared::Elsewhere(Shape::Object(members.clone())),
                    _ => Declared::Own,
                }
            }
            Some(_) => Declared::Own,
            None => Declared::Nowhere,
        }
    }

    /// What a property is declared to hold, by the object's own class or one that it stands on.
    pub(super) fn declared_property(&mut self, owner: super::OwnerId, property: Name) -> Option<Type> {
        let owners = self.owners;
        let annotation = owners.annotation(owner, property)?;
        self.annotated(annotation, Origin::Property(owner, property))
    }
}

/// Where a type that an annotation names comes from.
enum Declared {
    /// Imported from the SDK's package.
    Sdk,
    /// A class of another file of the program: what it constructs.
    Elsewhere(Shape),
    /// Something else that the file declares or imports.
    Own,
    Nowhere,
}
