//! Values that come from other files, and those that go to them.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::facts::{Element, ExprId, ExprKind, FunctionId, ImportedName, Name};

use super::super::binding::BindingKind;
use super::super::instance::{Instance, InstanceId, Origin};
use super::super::outside::{Offer, Passed, Shape, Shapes, SharedInstance};
use super::super::owners::OwnerId;
use super::objects::method_of;
use super::{Solver, Type};

/// Objects in objects are described this far.
const MAX_DEPTH: usize = 6;

impl Solver<'_> {
    pub(super) fn of_shape(&mut self, shape: &Shape) -> Type {
        match shape {
            Shape::Instance(shared) => Type::Instance(self.shared(shared)),
            Shape::Promise(shared) => Type::Promise(self.shared(shared)),
            Shape::Path(path) => Type::Path(path.clone()),
            other => Type::Shape(other.clone()),
        }
    }

    fn shared(&mut self, shared: &SharedInstance) -> InstanceId {
        let container = shared.container.clone();
        let origin = container.clone().map_or_else(|| Origin::Outside(shared.key.clone()), Origin::Container);
        let instance = Instance { is_known: shared.is_known, is_created_here: false, container };
        self.instances.intern(origin, instance)
    }

    /// What another module of the program exports.
    pub(super) fn imported(&mut self, module: &str, imported: ImportedName) -> Option<Type> {
        let outside = self.outside;
        let exports = outside.modules.get(module)?;
        if imported == ImportedName::Namespace {
            return Some(Type::Shape(Shape::Object(exports.clone())));
        }
        exports.get(self.exported_as(imported)).map(|shape| self.of_shape(shape))
    }

    /// The name under which a module exports what is imported so.
    pub(super) fn exported_as(&self, imported: ImportedName) -> &str {
        match imported {
            ImportedName::Named(name) => self.facts.names.text(name),
            ImportedName::Default | ImportedName::Namespace => "default",
        }
    }

    pub(super) fn member_of_shape(&mut self, shape: &Shape, property: Name) -> Type {
        let text = self.facts.names.text(property);
        match shape {
            Shape::Object(members) | Shape::Class(members) => {
                match members.get(text).or_else(|| members.get("default")) {
                    Some(found) if members.contains_key(text) => self.of_shape(&found.clone()),
                    Some(Shape::Object(inner)) => {
                        inner.get(text).cloned().map_or(Type::Unknown, |it| self.of_shape(&it))
                    }
                    _ => Type::Unknown,
                }
            }
            _ => Type::Unknown,
        }
    }

    /// What other files give to a function at a position, where they know it by a name.
    pub(super) fn given_from_outside(&mut self, function: FunctionId, index: usize) -> Type {
        let outside = self.outside;
        if outside.given.is_empty() {
            return Type::Nothing;
        }
        let mut found = Type::Nothing;
        for name in self.public_names(function) {
            for (position, shape) in outside.given.get(&name).map_or(&[][..], Vec::as_slice) {
                if *position == index {
                    let given = self.of_shape(shape);
                    found = self.join(found, given);
                }
            }
        }
        found
    }

    /// The same of a property of the object that they give.
    pub(super) fn property_given_from_outside(&mut self, function: FunctionId, index: usize, name: Name) -> Type {
        let outside = self.outside;
        if outside.given.is_empty() {
            return Type::Nothing;
        }
        let mut found = Type::Nothing;
        for public in self.public_names(function) {
            for (position, shape) in outside.given.get(&public).map_or(&[][..], Vec::as_slice) {
                if *position == index {
                    let given = self.member_of_shape(shape, name);
                    found = self.join(found, given);
                }
            }
        }
        found
    }

    /// What the tags of a component in other files give to one of its properties.
    pub(super) fn given_by_parents(&mut self, property: Name) -> Type {
        let outside = self.outside;
        let mut found = Type::Nothing;
        for (_, shape) in outside.given.get("default").map_or(&[][..], Vec::as_slice) {
            let given = self.member_of_shape(shape, property);
            found = self.join(found, given);
        }
        found
    }

    fn public_names(&self, function: FunctionId) -> Vec<Box<str>> {
        let scopes = self.scopes;
        let is_it = |expr: ExprId| self.functions.target(expr) == Some(function);
        let exported = scopes.exports.iter().filter(|exported| is_it(exported.value)).map(|exported| exported.name);
        let own = self.facts.function(function).name.and_then(|name| scopes.resolve(name));
        let own = own.map(|binding| scopes.binding(binding)).filter(|binding| binding.owner.is_none());
        let names = exported.chain(own.map(|binding| binding.name));
        names.map(|name| self.facts.names.text(name).into()).collect()
    }

    /// What this file gives others.
    pub(super) fn offer(&mut self, file: &str) -> Offer {
        let scopes = self.scopes;
        let mut describer = Describer { file, properties: None };
        let mut offer = Offer::default();
        for exported in &scopes.exports {
            if let Some(shape) = describer.of_expr(self, exported.value, MAX_DEPTH) {
                offer.exports.insert(self.facts.names.text(exported.name).into(), shape);
            }
        }
        for owner in self.owners.common_exports(self.facts, scopes) {
            let members = describer.members(self, owner, MAX_DEPTH);
            offer.exports.extend(members.iter().map(|(name, shape)| (name.clone(), shape.clone())));
        }
        if self.facts.units.iter().any(|unit| !unit.is_module) {
            for (id, binding) in scopes.bindings().filter(|(_, binding)| binding.owner.is_none()) {
                let is_global = match binding.kind {
                    BindingKind::Variable | BindingKind::Function(_) | BindingKind::Class(_) => true,
                    BindingKind::Undeclared => !binding.writes.is_empty(),
                    _ => false,
                };
                if let Some(shape) = is_global.then(|| describer.of_binding(self, id, MAX_DEPTH)).flatten() {
                    offer.globals.insert(self.facts.names.text(binding.name).into(), shape);
                }
            }
        }
        for &(call, _) in &scopes.calls {
            self.note_passed(&mut describer, call, &mut offer.passed);
        }
        for element in &self.facts.elements {
            self.note_attributes(&mut describer, element, &mut offer.passed);
        }
        offer
    }

    /// What a component of another file is given: one object.
    fn note_attributes(&mut self, describer: &mut Describer<'_>, element: &Element, passed: &mut Vec<Passed>) {
        let Some((module, function)) = self.foreign_function(element.component) else { return };
        let mut members = BTreeMap::new();
        for &(name, value) in &element.properties {
            let shape = describer.of_value(self, value);
            members.extend(shape.map(|shape| (self.facts.names.text(name).into(), shape)));
        }
        if !members.is_empty() {
            passed.push(Passed { module, function, index: 0, shape: Shape::Object(Arc::new(members)) });
        }
    }

    fn note_passed(&mut self, describer: &mut Describer<'_>, call: ExprId, passed: &mut Vec<Passed>) {
        let ExprKind::Call { callee, arguments } = self.facts.kind(call) else { return };
        let Some((module, function)) = self.foreign_function(*callee) else { return };
        for (index, &argument) in arguments.iter().enumerate() {
            if let Some(shape) = describer.of_value(self, argument) {
                passed.push(Passed { module: module.clone(), function: function.clone(), index, shape });
            }
        }
    }

    /// The module and name of a function that another file has.
    fn foreign_function(&self, callee: ExprId) -> Option<(Option<Box<str>>, Box<str>)> {
        let text = |name: Name| Box::from(self.facts.names.text(name));
        if let Some(binding) = self.scopes.resolve(callee) {
            let binding = self.scopes.binding(binding);
            return match &binding.kind {
                BindingKind::Import { module, imported } => match imported {
                    ImportedName::Named(name) => Some((Some(module.clone()), text(*name))),
                    ImportedName::Default => Some((Some(module.clone()), "default".into())),
                    ImportedName::Namespace => None,
                },
                BindingKind::Undeclared => Some((None, text(binding.name))),
                _ => None,
            };
        }
        let (object, method) = method_of(self.facts.kind(callee))?;
        match &self.scopes.binding(self.scopes.resolve(object)?).kind {
            BindingKind::Import { module, imported: ImportedName::Namespace } => {
                Some((Some(module.clone()), text(method)))
            }
            _ => None,
        }
    }
}

/// Turns what is known of a value into what other files need.
struct Describer<'a> {
    file: &'a str,
    /// The names of the properties of each object; made when first needed.
    properties: Option<FxHashMap<OwnerId, BTreeSet<Name>>>,
}

impl Describer<'_> {
    fn of_type(&self, solver: &Solver<'_>, found: Type) -> Option<Shape> {
        let shared = |instance: InstanceId| {
            let known = solver.instances.get(instance);
            let number = solver.instances.representative(instance).number();
            let key = format!("{}#{number}", self.file).into();
            SharedInstance { key, container: known.container.clone(), is_known: known.is_known }
        };
        match found {
            Type::Instance(instance) => Some(Shape::Instance(shared(instance))),
            Type::Promise(instance) => Some(Shape::Promise(shared(instance))),
            Type::Path(path) => Some(Shape::Path(path)),
            Type::Shape(shape) => Some(shape),
            _ => None,
        }
    }

    fn of_value(&self, solver: &mut Solver<'_>, expr: ExprId) -> Option<Shape> {
        let found = solver.expr(expr);
        self.of_type(solver, found).filter(|shape| !matches!(shape, Shape::Path(_)))
    }

    fn of_expr(&mut self, solver: &mut Solver<'_>, expr: ExprId, depth: usize) -> Option<Shape> {
        let found = solver.expr(expr);
        if let Some(shape) = self.of_type(solver, found) {
            return Some(shape);
        }
        let depth = depth.checked_sub(1)?;
        if let Some(function) = solver.functions.target(expr) {
            return self.of_function(solver, function, depth);
        }
        let binding = solver.scopes.resolve(expr).map(|binding| &solver.scopes.binding(binding).kind);
        let is_class =
            matches!(binding, Some(BindingKind::Class(_))) || matches!(solver.facts.kind(expr), ExprKind::Class(_));
        let owner = solver.owners.owner(solver.facts, solver.scopes, expr)?;
        let members = self.members(solver, owner, depth);
        match members.is_empty() {
            true => None,
            false if is_class => Some(Shape::Class(members)),
            false => Some(Shape::Object(members)),
        }
    }

    fn of_binding(&mut self, solver: &mut Solver<'_>, binding: super::BindingId, depth: usize) -> Option<Shape> {
        let found = solver.binding(binding);
        if let Some(shape) = self.of_type(solver, found) {
            return Some(shape);
        }
        let known = solver.scopes.binding(binding);
        match known.kind {
            BindingKind::Function(function) if known.writes.is_empty() => self.of_function(solver, function, depth),
            BindingKind::Class(_) => {
                let owner = solver.owners.of_global(solver.facts, solver.scopes, binding);
                let members = self.members(solver, owner, depth);
                (!members.is_empty()).then_some(Shape::Class(members))
            }
            _ => match known.only_value() {
                Some(value) => self.of_expr(solver, value, depth),
                None => {
                    let owner = solver.owners.of_global(solver.facts, solver.scopes, binding);
                    let members = self.members(solver, owner, depth);
                    (!members.is_empty()).then_some(Shape::Object(members))
                }
            },
        }
    }

    fn of_function(&mut self, solver: &mut Solver<'_>, function: FunctionId, depth: usize) -> Option<Shape> {
        let found = solver.result(function);
        if let Some(shape) = self.of_type(solver, found) {
            return Some(Shape::Function(Box::new(shape)));
        }
        let scopes = solver.scopes;
        let [only] = scopes.returns.get(&function)?[..] else { return None };
        let is_object = matches!(solver.facts.kind(only), ExprKind::Object(_) | ExprKind::Name(_));
        let given = is_object.then(|| self.of_expr(solver, only, depth)).flatten()?;
        Some(Shape::Function(Box::new(given)))
    }

    fn members(&mut self, solver: &mut Solver<'_>, owner: OwnerId, depth: usize) -> Shapes {
        let Some(depth) = depth.checked_sub(1) else { return Shapes::default() };
        let properties = self.properties.get_or_insert_with(|| solver.owners.properties());
        let names: Vec<Name> = properties.get(&owner).into_iter().flatten().copied().collect();
        let mut members = BTreeMap::new();
        for name in names {
            let found = solver.property(owner, name);
            let shape = match self.of_type(solver, found) {
                Some(shape) => Some(shape),
                None => match solver.owners.method(solver.facts, owner, name) {
                    Some(method) => self.of_function(solver, method, depth),
                    None => solver.owners.only_value(owner, name).and_then(|value| self.of_expr(solver, value, depth)),
                },
            };
            members.extend(shape.map(|shape| (solver.facts.names.text(name).into(), shape)));
        }
        Arc::new(members)
    }
}
