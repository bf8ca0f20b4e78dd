//! Which object a property belongs to, as far as names show it.

use rustc_hash::FxHashMap;

use crate::facts::{ExprId, ExprKind, Facts, FunctionId, MemberValue, Name};

use super::binding::{BindingId, BindingKind, This};
use super::scopes::Scopes;

/// Chains such as `a.b.c.d` are followed this far.
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

/// The properties of the file's objects, and what is stored in them.
#[derive(Debug, Default)]
pub struct Owners {
    ids: std::cell::RefCell<FxHashMap<Owner, OwnerId>>,
    /// Every value stored in a property; `None` for one that is not seen.
    values: FxHashMap<(OwnerId, Name), Vec<Option<ExprId>>>,
    methods: FxHashMap<(OwnerId, Name), FunctionId>,
}

impl Owners {
    pub fn of(facts: &Facts, scopes: &Scopes) -> Self {
        let mut owners = Self::default();
        for (class, it) in facts.classes() {
            let owner = owners.id(Owner::This(This::Class(class)));
            for member in &it.members {
                let Some(key) = member.key else { continue };
                match member.value {
                    MemberValue::Method(function) => {
                        owners.methods.insert((owner, key), function);
                    }
                    MemberValue::Field(Some(value)) => owners.values.entry((owner, key)).or_default().push(Some(value)),
                    MemberValue::Field(None) | MemberValue::StaticBlock(_) => {}
                }
            }
        }
        for (expr, it) in facts.exprs() {
            let ExprKind::Object(properties) = &it.kind else { continue };
            let owner = owners.id(Owner::This(This::Object(expr)));
            for property in properties {
                let Some(key) = property.key else { continue };
                owners.values.entry((owner, key)).or_default().push(Some(property.value));
                if let ExprKind::Function(function) = facts.kind(property.value) {
                    owners.methods.insert((owner, key), *function);
                }
            }
        }
        for write in &scopes.member_writes {
            let Some(owner) = owners.owner(facts, scopes, write.object) else { continue };
            owners.values.entry((owner, write.property)).or_default().push(write.value);
        }
        owners
    }

    /// The object that an expression stands for.
    pub fn owner(&self, facts: &Facts, scopes: &Scopes, expr: ExprId) -> Option<OwnerId> {
        self.find(facts, scopes, expr, 0).map(|owner| self.id(owner))
    }

    /// What is ever stored in a property.
    pub fn values(&self, owner: OwnerId, property: Name) -> &[Option<ExprId>] {
        self.values.get(&(owner, property)).map_or(&[], Vec::as_slice)
    }

    /// The function that a property always holds.
    pub fn method(&self, facts: &Facts, owner: OwnerId, property: Name) -> Option<FunctionId> {
        match self.values(owner, property) {
            [] => self.methods.get(&(owner, property)).copied(),
            [Some(value)] => match facts.kind(*value) {
                ExprKind::Function(function) => Some(*function),
                _ => None,
            },
            _ => None,
        }
    }

    fn id(&self, owner: Owner) -> OwnerId {
        let mut ids = self.ids.borrow_mut();
        let next = OwnerId(u32::try_from(ids.len()).unwrap_or(u32::MAX));
        *ids.entry(owner).or_insert(next)
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
            ExprKind::This => Some(Owner::This(scopes.this(expr))),
            ExprKind::Object(_) => Some(Owner::This(This::Object(expr))),
            ExprKind::Member { object, property, .. } => {
                if let Some(owner) = Self::prototype(facts, scopes, *object, *property) {
                    return Some(owner);
                }
                let object = self.find(facts, scopes, *object, depth + 1)?;
                let object = self.id(object);
                match self.values(object, *property) {
                    [Some(value)] if matches!(facts.kind(*value), ExprKind::Object(_)) => {
                        Some(Owner::This(This::Object(*value)))
                    }
                    _ => Some(Owner::Property(object, *property)),
                }
            }
            _ => None,
        }
    }

    fn of_binding(&self, facts: &Facts, scopes: &Scopes, binding: BindingId, depth: usize) -> Owner {
        let whole = Owner::Binding(binding);
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

fn class_of(scopes: &Scopes, callee: ExprId) -> Option<Owner> {
    match scopes.binding(scopes.resolve(callee)?).kind {
        BindingKind::Class(class) => Some(Owner::This(This::Class(class))),
        BindingKind::Function(function) => Some(Owner::This(This::Function(function))),
        _ => None,
    }
}
