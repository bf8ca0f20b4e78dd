//! Tables whose rows are referred to by number.

use std::collections::HashMap;
use std::hash::Hash;

/// For a reference to nothing.
pub const NONE: u16 = u16::MAX;

/// Things that are kept once each, with their numbers.
pub struct Interned<T> {
    pub items: Vec<T>,
    numbers: HashMap<T, usize>,
}

impl<T: Clone + Eq + Hash> Interned<T> {
    pub fn new() -> Self {
        Self { items: Vec::new(), numbers: HashMap::new() }
    }

    pub fn number(&mut self, item: T) -> Result<u16, String> {
        let next = self.items.len();
        let number = *self.numbers.entry(item.clone()).or_insert(next);
        if number == next {
            self.items.push(item);
        }
        u16::try_from(number).ok().filter(|number| *number != NONE).ok_or_else(|| "a table is too long".to_owned())
    }
}

/// All items of some lists one after another, and where each list is among them.
pub fn flat<T>(lists: &[Vec<T>]) -> Result<(Vec<&T>, Vec<String>), String> {
    let mut items = Vec::new();
    let mut ranges = Vec::new();
    for list in lists {
        ranges.push(range(items.len(), items.len() + list.len())?);
        items.extend(list);
    }
    Ok((items, ranges))
}

pub fn range(start: usize, end: usize) -> Result<String, String> {
    if end > usize::from(u16::MAX) {
        return Err("a table is too long".to_owned());
    }
    Ok(format!("Range {{ start: {start}, end: {end} }}"))
}
