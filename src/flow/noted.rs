use std::hash::Hash;

use rustc_hash::FxHashSet;

/// A list in which each item stands once, where it was first noted.
#[derive(Debug)]
pub struct Noted<T> {
    list: Vec<T>,
    known: FxHashSet<T>,
}

impl<T: Copy + Eq + Hash> Noted<T> {
    pub fn new() -> Self {
        Self { list: Vec::new(), known: FxHashSet::default() }
    }

    pub fn note(&mut self, item: T) {
        if self.known.insert(item) {
            self.list.push(item);
        }
    }

    pub fn into_list(self) -> Vec<T> {
        self.list
    }
}
