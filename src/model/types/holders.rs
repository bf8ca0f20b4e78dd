//! What libraries hold for the file: references of React and Vue, contexts, the attributes that a component is given.

use crate::facts::{ClassId, ExprId, ExprKind, Name};

use super::super::binding::BindingKind;
use super::super::components;
use super::super::functions::FunctionUse;
use super::super::instance::Origin;
use super::super::owners::OwnerId;
use super::{Solver, Type};

/// Functions that give an object with the value in `current` or in `value`; stores of Svelte are read as having it there.
const REFERENCES: [&str; 8] =
    ["useRef", "createRef", "ref", "shallowRef", "computed", "customRef", "writable", "readable"];

impl<'a> Solver<'a> {
    /// The name and the arguments of a call of a library's function.
    fn library_call(&self, call: ExprId) -> Option<(&'a str, &'a [ExprId])> {
        let ExprKind::Call { callee, arguments } = self.facts.kind(call) else { return None };
        let name = match self.facts.kind(*callee) {
            ExprKind::Name(name) | ExprKind::Member { property: name, .. } => self.facts.names.text(*name),
            _ => return None,
        };
        self.functions.target(*callee).is_none().then_some((name, arguments))
    }

    fn is_reference(&self, call: ExprId) -> bool {
        self.library_call(call).is_some_and(|(name, _)| REFERENCES.contains(&name))
    }

    /// What such a call gives. A reference is none of the SDK's values; what it holds is asked of its property.
    pub(super) fn held_by_library(&mut self, call: ExprId) -> Option<Type> {
        match self.library_call(call)? {
            ("useContext", &[context, ..]) => {
                let declared = self.declared_in_context(context);
                let mut found = declared.unwrap_or(Type::Nothing);
                for value in self.provided(context) {
                    let value = self.expr(value);
                    found = self.join(found, value);
                }
                Some(if found == Type::Nothing { Type::Unknown } else { found })
            }
            (name, _) if REFERENCES.contains(&name) => Some(Type::Other),
            _ => None,
        }
    }

    /// What a property of an object holds besides what the file stores in it.
    pub(super) fn held(&mut self, owner: OwnerId, property: Name) -> Type {
        let by_call = self.owners.source(self.scopes, owner).map(|call| self.held_by_call(call, owner, property));
        let as_attribute = match self.owners.class_of_props(self.facts, owner) {
            Some(class) => Some(self.attributes_of_class(class, property)),
            None => self.owners.binding(owner).map(|binding| self.attributes_of(binding, property)),
        };
        let found = self.join(by_call.unwrap_or(Type::Nothing), as_attribute.unwrap_or(Type::Nothing));
        let is_component = self.facts.is_component() && self.owners.is_this(owner, components::exported(self.facts));
        let by_parents = if is_component { self.given_by_parents(property) } else { Type::Nothing };
        self.join(found, by_parents)
    }

    fn held_by_call(&mut self, call: ExprId, owner: OwnerId, property: Name) -> Type {
        match self.library_call(call) {
            Some(("useContext", &[context, ..])) => self.provided_property(context, property),
            Some((name, arguments)) if REFERENCES.contains(&name) => {
                if !matches!(self.facts.names.text(property), "current" | "value") {
                    return Type::Nothing;
                }
                let first = arguments.first().map_or(Type::Nothing, |&first| self.first_value(first));
                let declared = self.facts.call_type(call);
                let declared = declared.and_then(|of| self.annotated(of, Origin::Property(owner, property)));
                self.declared(declared, first)
            }
            Some(("defineProps", _)) => self.given_by_parents(property),
            _ => Type::Nothing,
        }
    }

    /// Whether a call gives what the parents of a component of Vue give to it.
    pub(super) fn gives_properties(&self, call: ExprId) -> bool {
        self.facts.is_component() && self.library_call(call).is_some_and(|(name, _)| name == "defineProps")
    }

    /// What a reference holds first, or what the function computes that it is made with.
    fn first_value(&mut self, argument: ExprId) -> Type {
        match self.functions.target(argument) {
            Some(function) => self.result(function),
            None => self.expr(argument),
        }
    }

    /// What a reference holds, and any other value itself.
    pub(super) fn unwrapped(&mut self, value: ExprId) -> Type {
        let owner = self.owners.owner(self.facts, self.scopes, value);
        let reference = owner.filter(|&owner| {
            let source = self.owners.source(self.scopes, owner);
            source.is_some_and(|source| self.is_reference(source))
        });
        match reference.zip(self.facts.names.find("value")) {
            Some((owner, property)) => self.property(owner, property),
            None => self.expr(value),
        }
    }

    /// A property of what a context gives.
    pub(super) fn provided_property(&mut self, context: ExprId, property: Name) -> Type {
        let mut found = Type::Nothing;
        for value in self.provided(context) {
            let value = self.member(value, property);
            found = self.join(found, value);
        }
        found
    }

    /// The context that a call takes its value from.
    pub(super) fn context_of(&self, call: ExprId) -> Option<ExprId> {
        match self.library_call(call) {
            Some(("useContext", &[context, ..])) => Some(context),
            _ => None,
        }
    }

    /// The values of the tags that provide a context: `<Context.Provider value={scanner}>` and `<Context value={scanner}>`.
    fn provided(&self, context: ExprId) -> Vec<ExprId> {
        let (facts, scopes) = (self.facts, self.scopes);
        let (Some(context), Some(name)) = (scopes.resolve(context), facts.names.find("value")) else {
            return Vec::new();
        };
        let provides = |component: ExprId| match facts.kind(component) {
            ExprKind::Member { object, property, .. } => {
                facts.names.text(*property) == "Provider" && scopes.resolve(*object) == Some(context)
            }
            _ => scopes.resolve(component) == Some(context),
        };
        let elements = facts.elements.iter().filter(|element| provides(element.component));
        elements.filter_map(|element| element.property(name)).collect()
    }

    /// The type that `createContext<WebTwain | null>(null)` declares.
    fn declared_in_context(&mut self, context: ExprId) -> Option<Type> {
        let binding = self.scopes.resolve(context)?;
        let made = self.scopes.binding(binding).only_value()?;
        let of = self.facts.call_type(made)?;
        self.annotated(of, Origin::Binding(binding))
    }

    /// What a component finds in a property of its first parameter.
    fn attributes_of(&mut self, binding: super::BindingId, property: Name) -> Type {
        let BindingKind::Parameter { function, index: 0 } = self.scopes.binding(binding).kind else {
            return Type::Nothing;
        };
        let mut found = Type::Nothing;
        for how in self.functions.uses(function).to_vec() {
            if let FunctionUse::Rendered { element } = how {
                let given = self.attribute(element, property);
                found = self.join(found, given);
            }
        }
        found
    }

    /// What a component that is a class finds in a property of `this.props`.
    fn attributes_of_class(&mut self, class: ClassId, property: Name) -> Type {
        let (facts, scopes) = (self.facts, self.scopes);
        let is_it = |component: ExprId| {
            let binding = scopes.resolve(component).map(|binding| &scopes.binding(binding).kind);
            binding == Some(&BindingKind::Class(class))
        };
        let mut found = Type::Nothing;
        for element in facts.elements.iter().filter(|element| is_it(element.component)) {
            let given = element.property(property).map_or(Type::Nothing, |value| self.expr(value));
            found = self.join(found, given);
        }
        found
    }

    /// The value of an attribute of a tag of JSX.
    pub(super) fn attribute(&mut self, element: usize, name: Name) -> Type {
        let value = self.facts.elements.get(element).and_then(|element| element.property(name));
        value.map_or(Type::Nothing, |value| self.expr(value))
    }
}
