//! What names, members and operators give.

use crate::facts::{ExprId, ExprKind, ImportedName, Name};

use super::super::binding::{BindingId, BindingKind, Write};
use super::super::instance::{Instance, Origin};
use super::super::owners::{OwnerId, Stored};
use super::{Question, Solver, Type};

/// The npm package of the SDK.
pub(super) const PACKAGE: &str = "dwt";

impl Solver<'_> {
    pub(super) fn expr_at(&mut self, expr: ExprId) -> Type {
        if let Some(binding) = self.scopes.resolve(expr) {
            return self.binding(binding);
        }
        match self.facts.kind(expr) {
            ExprKind::Null | ExprKind::Undefined => Type::Nothing,
            ExprKind::Member { object, property, .. } => self.member(*object, *property),
            ExprKind::Call { callee, arguments } => self.call(expr, *callee, arguments),
            ExprKind::New { callee, arguments } => self.new_object(expr, *callee, arguments),
            ExprKind::Await(inner) => {
                let found = self.expr(*inner);
                self.awaited(found)
            }
            ExprKind::Index { object, .. } => {
                let list = self.expr(*object);
                self.element(list)
            }
            ExprKind::Assign { value, .. } => self.expr(*value),
            ExprKind::Logical { left, right, .. } => {
                let (left, right) = (self.expr(*left), self.expr(*right));
                self.join(left, right)
            }
            ExprKind::Conditional { consequent, alternate, .. } => {
                let (one, other) = (self.expr(*consequent), self.expr(*alternate));
                self.join(one, other)
            }
            ExprKind::Sequence(parts) => parts.last().map_or(Type::Nothing, |&last| self.expr(last)),
            ExprKind::This | ExprKind::Super | ExprKind::Opaque(_) | ExprKind::Spread(_) => Type::Unknown,
            ExprKind::Name(_)
            | ExprKind::Bool(_)
            | ExprKind::Number(_)
            | ExprKind::String(_)
            | ExprKind::Template { .. }
            | ExprKind::Function(_)
            | ExprKind::Class(_)
            | ExprKind::Object(_)
            | ExprKind::Array(_)
            | ExprKind::Update { .. }
            | ExprKind::Unary { .. }
            | ExprKind::Binary { .. } => Type::Other,
        }
    }

    pub(super) fn binding(&mut self, id: BindingId) -> Type {
        self.ask(Question::Binding(id), |this| {
            let found = this.binding_at(id);
            this.or_named(found, this.scopes.binding(id).name, Origin::Binding(id))
        })
    }

    fn binding_at(&mut self, id: BindingId) -> Type {
        let binding = self.scopes.binding(id);
        let mut found = match &binding.kind {
            BindingKind::Import { module, imported } => self.import(module, *imported),
            BindingKind::Parameter { function, index } => self.parameter(*function, *index),
            BindingKind::Undeclared => self.global(self.facts.names.text(binding.name)),
            BindingKind::Variable => Type::Nothing,
            BindingKind::Function(_) | BindingKind::Class(_) => Type::Other,
            BindingKind::Caught => Type::Unknown,
        };
        for write in &binding.writes {
            let value = self.written(*write);
            found = self.join(found, value);
        }
        let declared = self.scopes.annotated(id).and_then(|target| self.facts.annotation(target));
        let declared = declared.and_then(|declared| self.annotated(declared, Origin::Binding(id)));
        self.declared(declared, found)
    }

    fn written(&mut self, write: Write) -> Type {
        match write {
            Write::Value(value) => self.expr(value),
            Write::Property { of, name } => self.member(of, name),
            Write::Item { of, index } => self.item(of, index),
            Write::ParameterProperty { function, index, name } => self.parameter_property(function, index, name),
            Write::Unknown => Type::Unknown,
        }
    }

    /// What a destructured list holds at `index`.
    pub(super) fn item(&mut self, of: ExprId, index: usize) -> Type {
        match self.facts.kind(of) {
            ExprKind::Array(items) => items.get(index).map_or(Type::Nothing, |&item| self.expr(item)),
            ExprKind::Call { callee, arguments } if self.is_state_hook(*callee) => match index {
                0 => self.kept_state(of, arguments),
                _ => Type::Unknown,
            },
            ExprKind::Await(promise) if self.all_of(*promise).is_some() => {
                let promises = self.all_of(*promise).unwrap_or_default();
                let Some(&one) = promises.get(index) else { return Type::Unknown };
                let found = self.expr(one);
                self.awaited(found)
            }
            _ => {
                let list = self.expr(of);
                self.element(list)
            }
        }
    }

    /// A value that is not known, under a name that code commonly gives an instance.
    fn or_named(&mut self, found: Type, name: Name, origin: Origin) -> Type {
        if matches!(found, Type::Nothing | Type::Unknown | Type::Several) && self.instance_names.contains(&name) {
            return Type::Instance(self.instances.intern(origin, Instance::default()));
        }
        found
    }

    /// What another script of the page, or the library's own, declares.
    fn global(&mut self, name: &str) -> Type {
        let outside = self.outside;
        outside.globals.get(name).map_or_else(|| library_global(name), |shape| self.of_shape(shape))
    }

    fn import(&mut self, module: &str, imported: ImportedName) -> Type {
        if let Some(found) = self.imported(module, imported) {
            return found;
        }
        if !is_package(module) {
            return Type::Unknown;
        }
        match imported {
            ImportedName::Default | ImportedName::Namespace => Type::Path("Dynamsoft".into()),
            ImportedName::Named(name) => Type::Path(self.facts.names.text(name).into()),
        }
    }

    pub(super) fn member(&mut self, object: ExprId, property: Name) -> Type {
        match self.expr(object) {
            Type::Path(path) => {
                let text = self.facts.names.text(property);
                Type::Path(if text == "default" { path } else { format!("{path}.{text}").into() })
            }
            Type::Shape(shape) => self.member_of_shape(&shape, property),
            Type::Instance(_) | Type::Object(_) => self.sdk_property(object, property).unwrap_or(Type::Unknown),
            _ => match (self.owners.owner(self.facts, self.scopes, object), self.context_of(object)) {
                (Some(owner), _) => self.property(owner, property),
                (None, Some(context)) => self.provided_property(context, property),
                (None, None) if self.gives_properties(object) => self.given_by_parents(property),
                (None, None) => Type::Unknown,
            },
        }
    }

    pub(super) fn property(&mut self, owner: OwnerId, property: Name) -> Type {
        self.ask(Question::Property(owner, property), |this| {
            let owners = this.owners;
            let mut stored = owners.stored(owner, property).peekable();
            let held = this.held(owner, property);
            let is_unseen = stored.peek().is_none() && held == Type::Nothing;
            let mut found = if is_unseen { Type::Unknown } else { held };
            for value in stored {
                let value = match value {
                    Stored::Value(value) => this.expr(value),
                    Stored::Getter(function) => this.result(function),
                    Stored::Unwrapped(value) => this.unwrapped(value),
                    Stored::Unknown => Type::Unknown,
                };
                found = this.join(found, value);
            }
            let declared = this.declared_property(owner, property);
            let found = this.declared(declared, found);
            this.or_named(found, property, Origin::Property(owner, property))
        })
    }
}

/// Whether a module is the SDK's package, or a file of it.
pub(super) fn is_package(module: &str) -> bool {
    module == PACKAGE || module.strip_prefix(PACKAGE).is_some_and(|rest| rest.starts_with('/'))
}

/// What the library's own script declares.
fn library_global(name: &str) -> Type {
    if name == "Dynamsoft" || name.starts_with("EnumDWT_") { Type::Path(name.into()) } else { Type::Nothing }
}
