use crate::text::Span;

use super::symbols::Symbol;

/// Which image an index names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageIndex {
    Number(i64),
    /// `CurrentImageIndexInBuffer`
    Current,
    /// `HowManyImagesInBuffer - 1`
    Last,
    Symbol(Symbol),
}

/// What is known of an image's bit depth.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Depth {
    Unknown,
    BlackWhite,
    /// Gray or colour.
    Deeper,
    /// The code has looked at it, or changes it; what came of it is not known.
    Checked,
}

/// What is known of the images in the buffer.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Images {
    is_empty: bool,
    depths: Vec<(ImageIndex, Fact)>,
    /// Every image of the buffer.
    all: Option<Fact>,
    /// An image that no constant names was converted or looked at: it may have been any.
    is_any_checked: bool,
}

/// A bit depth, and the code that made it so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Fact {
    pub depth: Depth,
    pub because: Option<Span>,
}

impl Images {
    #[must_use]
    pub fn fact(&self, index: ImageIndex) -> Fact {
        let own = self.depths.iter().find(|(known, _)| *known == index).map(|(_, fact)| *fact);
        let otherwise = if self.is_any_checked { Depth::Checked } else { Depth::Unknown };
        own.or(self.all).unwrap_or(Fact { depth: otherwise, because: None })
    }

    #[must_use]
    pub fn depth(&self, index: ImageIndex) -> Depth {
        self.fact(index).depth
    }

    pub(super) fn set(&mut self, index: ImageIndex, depth: Depth, because: Option<Span>) {
        self.depths.retain(|(known, _)| *known != index);
        self.depths.push((index, Fact { depth, because }));
        self.is_any_checked |= !matches!(index, ImageIndex::Number(_)) && depth != Depth::BlackWhite;
    }

    pub(super) fn is_any_checked(&self) -> bool {
        self.is_any_checked
    }

    pub(super) fn set_any_checked(&mut self) {
        self.is_any_checked = true;
    }

    /// The code looks at an image's depth.
    pub(super) fn check(&mut self, index: ImageIndex) {
        if self.depth(index) == Depth::Unknown {
            self.set(index, Depth::Checked, None);
        }
    }

    pub(super) fn set_empty(&mut self) {
        *self = Self { is_empty: true, ..Self::default() };
    }

    /// Indices may mean other images now.
    pub(super) fn shift(&mut self) {
        let all = self.all.filter(|_| self.depths.is_empty());
        let is_any_checked = self.is_any_checked;
        *self = Self { all, is_any_checked, ..Self::default() };
    }

    /// New images come to the end of the buffer, the last of them current.
    pub(super) fn add(&mut self, new: Fact) {
        let is_known = new.depth != Depth::Unknown;
        self.depths.retain(|(index, _)| !matches!(index, ImageIndex::Current | ImageIndex::Last));
        self.all = if self.is_empty { is_known.then_some(new) } else { self.all.filter(|all| all.depth == new.depth) };
        self.is_empty = false;
        if is_known {
            self.depths.push((ImageIndex::Current, new));
            self.depths.push((ImageIndex::Last, new));
        }
    }

    pub(super) fn set_current_moved(&mut self) {
        self.depths.retain(|(index, _)| *index != ImageIndex::Current);
    }

    /// Nothing is known any more, and whatever was unknown may have been seen to.
    pub(super) fn blur(&mut self) {
        *self = Self { is_any_checked: true, ..Self::default() };
    }

    /// What holds whichever of the two is true.
    #[must_use]
    pub(super) fn join(&self, other: &Self) -> Self {
        let mut depths: Vec<(ImageIndex, Fact)> = Vec::new();
        for (index, _) in self.depths.iter().chain(&other.depths) {
            let joined = self.fact(*index).join(other.fact(*index));
            if depths.iter().all(|(known, _)| known != index) {
                depths.push((*index, joined));
            }
        }
        Self {
            is_empty: self.is_empty && other.is_empty,
            depths,
            all: self.all.zip(other.all).map(|(one, other)| one.join(other)),
            is_any_checked: self.is_any_checked || other.is_any_checked,
        }
    }
}

impl Fact {
    fn join(self, other: Self) -> Self {
        let depth = match (self.depth, other.depth) {
            (one, other) if one == other => one,
            (Depth::Unknown, _) | (_, Depth::Unknown) => Depth::Unknown,
            _ => Depth::Checked,
        };
        Self { depth, because: self.because.filter(|_| self.because == other.because) }
    }
}
