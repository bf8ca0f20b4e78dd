use super::ExprId;

/// A value for some of the expressions of a file. A list by their ids: what is asked most is found without hashing.
#[derive(Clone, Debug)]
pub struct ExprMap<T> {
    slots: Vec<Option<T>>,
    /// How many slots are filled.
    len: usize,
}

impl<T> Default for ExprMap<T> {
    fn default() -> Self {
        Self { slots: Vec::new(), len: 0 }
    }
}

impl<T> ExprMap<T> {
    /// An empty one with room for every expression of a file that has `expr_count`.
    #[must_use]
    pub fn with_room(expr_count: usize) -> Self {
        let mut slots = Vec::new();
        slots.resize_with(expr_count, || None);
        Self { slots, len: 0 }
    }

    #[must_use]
    pub fn get(&self, expr: ExprId) -> Option<&T> {
        self.slots.get(expr.index())?.as_ref()
    }

    pub fn insert(&mut self, expr: ExprId, value: T) {
        if self.slots.len() <= expr.index() {
            self.slots.resize_with(expr.index() + 1, || None);
        }
        let slot = &mut self.slots[expr.index()];
        self.len += usize::from(slot.is_none());
        *slot = Some(value);
    }

    #[must_use]
    pub fn contains(&self, expr: ExprId) -> bool {
        self.get(expr).is_some()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// By id, which is the order in which the code was lowered.
    pub fn iter(&self) -> impl Iterator<Item = (ExprId, &T)> {
        let filled = self.slots.iter().enumerate();
        filled.filter_map(|(at, slot)| Some((ExprId(u32::try_from(at).ok()?), slot.as_ref()?)))
    }

    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.slots.iter_mut().flatten()
    }
}

impl<T> FromIterator<(ExprId, T)> for ExprMap<T> {
    fn from_iter<I: IntoIterator<Item = (ExprId, T)>>(pairs: I) -> Self {
        let mut map = Self::default();
        pairs.into_iter().for_each(|(expr, value)| map.insert(expr, value));
        map
    }
}
