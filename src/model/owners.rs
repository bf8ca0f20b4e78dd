//! Which object a property belongs to, as far as names show it.

use std::collections::BTreeSet;

use rustc_hash::FxHashMap;

use crate::facts::{ClassId, ExprId, ExprKind, Facts, FunctionId, MemberValue, Name, TypeRef};

use super::binding::{BindingId, BindingKind, This};
use super::components::Components;
use super::scopes::Scopes;

/// Chains such as `a.b.c.d`, and classes that stand on classes, are followed this far.
const MAX_DEPTH: usize = 8;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct OwnerId(u32);

/// An object that properties are stored on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Owner {
    This(This),
    Binding(BindingId),
    Property(OwnerId, Name),
}

/// What is stored in a property.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stored {
    Value(ExprId),
    /// What this function returns.
    Getter(FunctionId),
    /// What the reference holds that this is, or this itself.
    Unwrapped(ExprId),
    /// Something that is not seen.
    Unknown,
}

/// The properties of the file's objects, and what is stored in them.
#[derive(Debug, Default)]
pub struct Owners {
    ids: std::cell::RefCell<FxHashMap<Owner, OwnerId>>,
    /// By their ids.
    all: std::cell::RefCell<Vec<Owner>>,
    /// The classes of the file, by name.
    classes: FxHashMap<Name, ClassId>,
    components: Components,
    values: FxHashMap<(OwnerId, Name), Vec<Stored>>,
    methods: FxHashMap<(OwnerId, Name), FunctionId>,
    /// The types that classes declare for their fields.
    annotations: FxHashMap<(OwnerId, Name), TypeRef>,
    /// The class that a class stands on.
    bases: FxHashMap<OwnerId, OwnerId>,
}

impl Owners {
    pub fn of(facts: &Facts, scopes: &Scopes) -> Self {
        let mut owners = Self { components: Components::of(facts, scopes), ..Self::default() };
        owners.add_classes(facts, scopes);
        owners.add_literals(facts);
        for write in &scopes.member_writes {
            let Some(owner) = owners.owner(facts, scopes, write.object) else { continue };
            owners.store(owner, write.property, write.value.map_or(Stored::Unknown, Stored::Value));
        }
        for &(call, _) in &scopes.calls {
            owners.add_extension(facts, scopes, call);
        }
        owners
    }

    fn add_classes(&mut self, facts: &Facts, scopes: &Scopes) {
        for (class, it) in facts.classes() {
            if let Some(ExprKind::Name(name)) = it.name.map(|name| facts.kind(name)) {
                self.classes.insert(*name, class);
            }
            let owner = self.id(Owner::This(This::Class(class)));
            if let Some(base) = it.superclass.and_then(|base| class_of(scopes, base)) {
                let base = self.id(base);
                self.bases.insert(owner, base);
            }
            for member in &it.members {
                let Some(key) = member.key else { continue };
                if let Some(annotation) = &member.annotation {
                    self.annotations.insert((owner, key), annotation.clone());
                }
                match member.value {
                    MemberValue::Method(function) => {
                        self.methods.insert((owner, key), function);
                    }
                    MemberValue::Getter(function) => self.store(owner, key, Stored::Getter(function)),
                    MemberValue::Field(Some(value)) => self.store(owner, key, Stored::Value(value)),
                    MemberValue::Setter(_) | MemberValue::Field(None) | MemberValue::StaticBlock(_) => {}
                }
            }
        }
    }

    fn add_literals(&mut self, facts: &Facts) {
        for (expr, it) in facts.exprs() {
            let ExprKind::Object(properties) = &it.kind else { continue };
            let owner = self.id(Owner::This(This::Object(self.components.whole(expr))));
            let holds_getters = self.components.holds_getters(expr);
            let is_set_up = self.components.is_set_up(expr);
            for property in properties {
                let Some(key) = property.key else { continue };
                match facts.kind(property.value) {
                    ExprKind::Function(function) if holds_getters || property.is_getter => {
                        self.store(owner, key, Stored::Getter(*function))
                    }
                    ExprKind::Function(function) => {
                        self.methods.insert((owner, key), *function);
                        self.store(owner, key, Stored::Value(property.value));
                    }
                    _ if is_set_up => self.store(owner, key, Stored::Unwrapped(property.value)),
                    _ => self.store(owner, key, Stored::Value(property.value)),
                }
            }
        }
    }

    /// `Object.assign(target, { ... })`, React's `component.setState({ ... })`, which adds to `component.state`, and
    /// `store.set(value)` of Svelte.
    fn add_extension(&mut self, facts: &Facts, scopes: &Scopes, call: ExprId) {
        let ExprKind::Call { callee, arguments } = facts.kind(call) else { return };
        let ExprKind::Member { object, property, .. } = facts.kind(*callee) else { return };
        let (owner, added) = match (facts.names.text(*property), &arguments[..]) {
            ("set", &[value]) if is_store(facts, scopes, *object) => {
                if let Some((owner, held)) = self.owner(facts, scopes, *object).zip(facts.names.find("value")) {
                    self.store(owner, held, Stored::Value(value));
                }
                return;
            }
            ("assign", [target, added @ ..]) => (self.owner(facts, scopes, *target), added),
            ("setState", added) => {
                let state = facts.names.find("state");
                let component = self.find(facts, scopes, *object, 0);
                (component.zip(state).map(|(of, state)| self.id(self.property(facts, scopes, of, state))), added)
            }
            _ => return,
        };
        let Some(owner) = owner else { return };
        for &literal in added {
            let ExprKind::Object(properties) = facts.kind(literal) else { continue };
            for property in properties {
                let Some(key) = property.key else { continue };
                self.store(owner, key, Stored::Value(property.value));
            }
        }
    }

    fn store(&mut self, owner: OwnerId, property: Name, value: Stored) {
        self.values.entry((owner, property)).or_default().push(value);
    }

    /// The object that an expression stands for.
    pub fn owner(&self, facts: &Facts, scopes: &Scopes, expr: ExprId) -> Option<OwnerId> {
        self.find(facts, scopes, expr, 0).map(|owner| self.id(owner))
    }

    /// What is ever stored in a property, by the object's own class and those that it stands on.
    pub fn stored(&self, owner: OwnerId, property: Name) -> impl Iterator<Item = Stored> {
        self.line(owner).flat_map(move |owner| self.values(owner, property)).copied()
    }

    /// The names of the properties of every object.
    pub fn properties(&self) -> FxHashMap<OwnerId, BTreeSet<Name>> {
        let mut names: FxHashMap<OwnerId, BTreeSet<Name>> = FxHashMap::default();
        for &(owner, name) in self.values.keys().chain(self.methods.keys()) {
            names.entry(owner).or_default().insert(name);
        }
        names
    }

    /// The one value that is ever stored in a property.
    pub fn only_value(&self, owner: OwnerId, property: Name) -> Option<ExprId> {
        let mut stored = self.stored(owner, property);
        match (stored.next(), stored.next()) {
            (Some(Stored::Value(value) | Stored::Unwrapped(value)), None) => Some(value),
            _ => None,
        }
    }

    pub fn is_this(&self, owner: OwnerId, this: This) -> bool {
        self.get(owner) == Some(Owner::This(this))
    }

    /// The variable that an object is known by.
    pub fn binding(&self, owner: OwnerId) -> Option<BindingId> {
        match self.get(owner)? {
            Owner::Binding(binding) => Some(binding),
            Owner::This(_) | Owner::Property(..) => None,
        }
    }

    /// The one expression that an object comes from.
    pub fn source(&self, scopes: &Scopes, owner: OwnerId) -> Option<ExprId> {
        match self.get(owner)? {
            Owner::Binding(binding) => scopes.binding(binding).only_value(),
            Owner::Property(object, name) => self.only_value(object, name),
            Owner::This(_) => None,
        }
    }

    /// The class whose `this.props` an object is.
    pub fn class_of_props(&self, facts: &Facts, owner: OwnerId) -> Option<ClassId> {
        let Owner::Property(object, name) = self.get(owner)? else { return None };
        match self.get(object)? {
            Owner::This(This::Class(class)) if facts.names.text(name) == "props" => Some(class),
            _ => None,
        }
    }

    fn get(&self, owner: OwnerId) -> Option<Owner> {
        self.all.borrow().get(owner.0 as usize).copied()
    }

    /// The object that a variable holds, or that its properties are stored on.
    pub fn of_global(&self, facts: &Facts, scopes: &Scopes, binding: BindingId) -> OwnerId {
        self.id(self.of_binding(facts, scopes, binding, 0))
    }

    /// What a module of the CommonJS kind exports: all that is stored on `exports` and on what `module.exports` is.
    pub fn common_exports(&self, facts: &Facts, scopes: &Scopes) -> Vec<OwnerId> {
        let mut found = Vec::new();
        for write in &scopes.member_writes {
            let text = facts.names.text(write.property);
            let is_module = is_global(facts, scopes, write.object, "module") && text == "exports";
            let owner = match write.value.filter(|_| is_module) {
                Some(value) => self.owner(facts, scopes, value),
                None if is_exports(facts, scopes, write.object) => self.owner(facts, scopes, write.object),
                None => None,
            };
            found.extend(owner.filter(|owner| !found.contains(owner)));
        }
        found
    }

    /// The type that a field is declared to have.
    pub fn annotation(&self, owner: OwnerId, property: Name) -> Option<&TypeRef> {
        self.line(owner).find_map(|class| self.annotations.get(&(class, property)))
    }

    fn values(&self, owner: OwnerId, property: Name) -> &[Stored] {
        self.values.get(&(owner, property)).map_or(&[], Vec::as_slice)
    }

    fn line(&self, owner: OwnerId) -> impl Iterator<Item = OwnerId> {
        std::iter::successors(Some(owner), |class| self.bases.get(class).copied()).take(MAX_DEPTH)
    }

    /// The function that a property always holds.
    pub fn method(&self, facts: &Facts, owner: OwnerId, property: Name) -> Option<FunctionId> {
        let mut stored = self.stored(owner, property);
        match (stored.next(), stored.next()) {
            (None, _) => self.line(owner).find_map(|class| self.methods.get(&(class, property)).copied()),
            (Some(Stored::Value(value)), None) => match facts.kind(value) {
                ExprKind::Function(function) => Some(*function),
                _ => None,
            },
            _ => None,
        }
    }

    fn id(&self, owner: Owner) -> OwnerId {
        let mut ids = self.ids.borrow_mut();
        let next = OwnerId(u32::try_from(ids.len()).unwrap_or(u32::MAX));
        *ids.entry(owner).or_insert_with(|| {
            self.all.borrow_mut().push(owner);
            next
        })
    }

    /// `Page.prototype`: its methods run on what `Page` constructs.
    fn prototype(facts: &Facts, scopes: &Scopes, object: ExprId, property: Name) -> Option<Owner> {
        if facts.names.text(property) == "prototype" { class_of(scopes, object) } else { None }
    }

    fn find(&self, facts: &Facts, scopes: &Scopes, expr: ExprId, depth: usize) -> Option<Owner> {
        if depth > MAX_DEPTH {
            return None;
        }
        if let Some(binding) = scopes.resolve(expr) {
            return Some(self.of_binding(facts, scopes, binding, depth));
        }
        match facts.kind(expr) {
            ExprKind::This => match scopes.this(expr) {
                This::Object(literal) => Some(self.literal(literal)),
                this => Some(Owner::This(this)),
            },
            ExprKind::Object(_) => Some(self.literal(expr)),
            ExprKind::New { callee, .. } => class_of(scopes, *callee),
            ExprKind::Member { object, property, .. } => {
                if let Some(owner) = Self::prototype(facts, scopes, *object, *property) {
                    return Some(owner);
                }
                let object = self.find(facts, scopes, *object, depth + 1)?;
                Some(self.property(facts, scopes, object, *property))
            }
            _ => None,
        }
    }

    /// The object that a property of another holds.
    fn property(&self, facts: &Facts, scopes: &Scopes, object: Owner, property: Name) -> Owner {
        let object = self.id(object);
        match self.values(object, property) {
            [Stored::Value(value)] if matches!(facts.kind(*value), ExprKind::Object(_)) => self.literal(*value),
            _ => self.service(facts, scopes, object, property).unwrap_or(Owner::Property(object, property)),
        }
    }

    /// What a field holds that a framework fills: one that is declared to be of a class of the file, or is given a parameter
    /// that is, or `inject(Service)`.
    fn service(&self, facts: &Facts, scopes: &Scopes, object: OwnerId, property: Name) -> Option<Owner> {
        if let Some(declared) = self.annotation(object, property) {
            return self.class_named(declared.path);
        }
        let [Stored::Value(value)] = *self.values(object, property) else { return None };
        match facts.kind(value) {
            ExprKind::Name(_) => {
                let declared = facts.annotation(scopes.annotated(scopes.resolve(value)?)?)?;
                self.class_named(declared.path)
            }
            ExprKind::Call { callee, arguments } => {
                let is_it = matches!(facts.kind(*callee), ExprKind::Name(name) if facts.names.text(*name) == "inject");
                class_of(scopes, *arguments.first().filter(|_| is_it)?)
            }
            _ => None,
        }
    }

    fn class_named(&self, name: Name) -> Option<Owner> {
        self.classes.get(&name).map(|&class| Owner::This(This::Class(class)))
    }

    fn literal(&self, expr: ExprId) -> Owner {
        Owner::This(This::Object(self.components.whole(expr)))
    }

    fn of_binding(&self, facts: &Facts, scopes: &Scopes, binding: BindingId, depth: usize) -> Owner {
        let whole = Owner::Binding(binding);
        if let BindingKind::Class(class) = scopes.binding(binding).kind {
            return Owner::This(This::Class(class));
        }
        let Some(value) = scopes.binding(binding).only_value() else { return whole };
        match facts.kind(value) {
            ExprKind::This | ExprKind::Object(_) | ExprKind::Name(_) | ExprKind::Member { .. } => {
                self.find(facts, scopes, value, depth + 1).unwrap_or(whole)
            }
            ExprKind::New { callee, .. } => class_of(scopes, *callee).unwrap_or(whole),
            _ => whole,
        }
    }
}

/// Whether a variable holds what `writable(…)` gives.
fn is_store(facts: &Facts, scopes: &Scopes, variable: ExprId) -> bool {
    let made = scopes.resolve(variable).and_then(|binding| scopes.binding(binding).only_value());
    let Some(ExprKind::Call { callee, .. }) = made.map(|made| facts.kind(made)) else { return false };
    matches!(facts.kind(*callee), ExprKind::Name(name) if facts.names.text(*name) == "writable")
}

fn class_of(scopes: &Scopes, callee: ExprId) -> Option<Owner> {
    match scopes.binding(scopes.resolve(callee)?).kind {
        BindingKind::Class(class) => Some(Owner::This(This::Class(class))),
        BindingKind::Function(function) => Some(Owner::This(This::Function(function))),
        _ => None,
    }
}

/// `exports` or `module.exports`.
fn is_exports(facts: &Facts, scopes: &Scopes, expr: ExprId) -> bool {
    is_global(facts, scopes, expr, "exports")
        || matches!(facts.kind(expr), ExprKind::Member { object, property, .. }
            if facts.names.text(*property) == "exports" && is_global(facts, scopes, *object, "module"))
}

fn is_global(facts: &Facts, scopes: &Scopes, expr: ExprId, text: &str) -> bool {
    let is_named = matches!(facts.kind(expr), ExprKind::Name(name) if facts.names.text(*name) == text);
    is_named && scopes.resolve(expr).is_none_or(|binding| scopes.binding(binding).kind == BindingKind::Undeclared)
}
