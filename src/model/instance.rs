use std::sync::atomic::{AtomicU32, Ordering};

use rustc_hash::FxHashMap;

use crate::facts::{ExprId, FunctionId, Name};

use super::binding::BindingId;
use super::owners::OwnerId;

/// A WebTwain instance: all values that may be the same one have the same id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct InstanceId(pub(super) u32);

impl InstanceId {
    pub(super) fn number(self) -> u32 {
        self.0
    }
}

#[derive(Clone, Debug, Default)]
pub struct Instance {
    /// Whether it is an instance for certain, and not only called like one.
    pub is_known: bool,
    /// Whether the file creates it.
    pub is_created_here: bool,
    /// The container or id that it was created for.
    pub(super) container: Option<Box<str>>,
}

/// How an instance first comes into sight.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Origin {
    /// By the container or id that the call names.
    Container(Box<str>),
    Call(ExprId),
    Binding(BindingId),
    Property(OwnerId, Name),
    /// A function is declared to return it.
    Result(FunctionId),
    /// Another file gives it, under this key.
    Outside(Box<str>),
}

/// The instances of a file, joined where values flow into one another.
#[derive(Debug, Default)]
pub struct Instances {
    by_origin: FxHashMap<Origin, InstanceId>,
    all: Vec<Instance>,
    /// Union-find: the path to the representative.
    parents: Vec<AtomicU32>,
}

impl Instances {
    pub(super) fn intern(&mut self, origin: Origin, instance: Instance) -> InstanceId {
        if let Some(&id) = self.by_origin.get(&origin) {
            let root = self.representative(id);
            self.absorb(root, &instance);
            return root;
        }
        let id = InstanceId(u32::try_from(self.all.len()).unwrap_or(u32::MAX));
        self.all.push(instance);
        self.parents.push(AtomicU32::new(id.0));
        self.by_origin.insert(origin, id);
        id
    }

    /// Makes one of two; `None` when they were created for different containers, and are two for certain.
    pub(super) fn unite(&mut self, one: InstanceId, other: InstanceId) -> Option<InstanceId> {
        let (one, other) = (self.representative(one), self.representative(other));
        if one != other {
            let absorbed = self.all[other.0 as usize].clone();
            let container = &self.all[one.0 as usize].container;
            if container.is_some() && absorbed.container.is_some() && *container != absorbed.container {
                return None;
            }
            *self.parents[other.0 as usize].get_mut() = one.0;
            self.absorb(one, &absorbed);
        }
        Some(one)
    }

    fn absorb(&mut self, into: InstanceId, other: &Instance) {
        let instance = &mut self.all[into.0 as usize];
        instance.is_known |= other.is_known;
        instance.is_created_here |= other.is_created_here;
        if instance.container.is_none() {
            instance.container.clone_from(&other.container);
        }
    }

    #[must_use]
    pub fn representative(&self, id: InstanceId) -> InstanceId {
        let parent = |at: u32| self.parents[at as usize].load(Ordering::Relaxed);
        let mut at = id.0;
        while parent(at) != at {
            // The next who asks has half the way.
            self.parents[at as usize].store(parent(parent(at)), Ordering::Relaxed);
            at = parent(at);
        }
        InstanceId(at)
    }

    #[must_use]
    pub fn get(&self, id: InstanceId) -> &Instance {
        &self.all[self.representative(id).0 as usize]
    }
}
