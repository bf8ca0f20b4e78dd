use std::ops::Deref;
use std::sync::Arc;

/// A list that many states hold at once: to clone it costs nothing, and a change copies it where others hold it too.
#[derive(Debug)]
pub struct Shared<T>(Option<Arc<Vec<T>>>);

impl<T> Shared<T> {
    pub fn is_same(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

impl<T: Clone> Shared<T> {
    pub fn to_mut(&mut self) -> &mut Vec<T> {
        Arc::make_mut(self.0.get_or_insert_default())
    }

    /// As of a `Vec`; nothing is copied when everything stays.
    pub fn retain(&mut self, stays: impl Fn(&T) -> bool) {
        if !self.iter().all(&stays) {
            self.to_mut().retain(stays);
        }
    }
}

impl<T: Clone + PartialEq> Shared<T> {
    /// Those that the other has too.
    pub fn in_both(&self, other: &Self) -> Self {
        let common = self.common(other);
        let mut both = self.clone();
        if self[common..].iter().any(|one| !other.contains(one)) {
            let mut at = 0;
            both.to_mut().retain(|one| {
                at += 1;
                at <= common || other.contains(one)
            });
        }
        both
    }

    /// Its own, and those that only the other has.
    pub fn in_either(&self, other: &Self) -> Self {
        let mut either = self.clone();
        for one in &other[self.common(other)..] {
            if !self.contains(one) {
                either.to_mut().push(one.clone());
            }
        }
        either
    }

    /// How many the two begin with alike, as paths do that have parted.
    fn common(&self, other: &Self) -> usize {
        match self.is_same(other) {
            true => self.len(),
            false => self.iter().zip(other.iter()).take_while(|(one, other)| one == other).count(),
        }
    }
}

impl<T> Clone for Shared<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T> Default for Shared<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<T> Deref for Shared<T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.0.as_deref().map_or(&[], Vec::as_slice)
    }
}

impl<T: PartialEq> PartialEq for Shared<T> {
    fn eq(&self, other: &Self) -> bool {
        self.is_same(other) || **self == **other
    }
}

impl<T> FromIterator<T> for Shared<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let items: Vec<T> = items.into_iter().collect();
        Self((!items.is_empty()).then(|| Arc::new(items)))
    }
}
