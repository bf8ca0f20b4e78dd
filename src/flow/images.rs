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
    depths: Vec<(ImageIndex, Depth)>,
    /// Every image of the buffer.
    all: Option<Depth>,
    /// An image that no constant names was converted or looked at: it may have been any.
    is_any_checked: bool,
}

impl Images {
    #[must_use]
    pub fn depth(&self, index: ImageIndex) -> Depth {
        let own = self.depths.iter().find(|(known, _)| *known == index).map(|(_, depth)| *depth);
        match own.or(self.all) {
            Some(depth) => depth,
            None if self.is_any_checked => Depth::Checked,
            None => Depth::Unknown,
        }
    }

    pub fn set(&mut self, index: ImageIndex, depth: Depth) {
        self.depths.retain(|(known, _)| *known != index);
        self.depths.push((index, depth));
        self.is_any_checked |= !matches!(index, ImageIndex::Number(_)) && depth != Depth::BlackWhite;
    }

    /// The code looks at an image's depth.
    pub fn check(&mut self, index: ImageIndex) {
        if self.depth(index) == Depth::Unknown {
            self.set(index, Depth::Checked);
        }
    }

    pub fn set_empty(&mut self) {
        *self = Self { is_empty: true, ..Self::default() };
    }

    /// Indices may mean other images now.
    pub fn shift(&mut self) {
        let all = self.all.filter(|_| self.depths.is_empty());
        let is_any_checked = self.is_any_checked;
        *self = Self { all, is_any_checked, ..Self::default() };
    }

    /// New images come to the end of the buffer, the last of them current.
    pub fn add(&mut self, depth: Depth) {
        let is_known = !matches!(depth, Depth::Unknown);
        self.depths.retain(|(index, _)| !matches!(index, ImageIndex::Current | ImageIndex::Last));
        self.all = if self.is_empty { is_known.then_some(depth) } else { self.all.filter(|all| *all == depth) };
        self.is_empty = false;
        if is_known {
            self.depths.push((ImageIndex::Current, depth));
            self.depths.push((ImageIndex::Last, depth));
        }
    }

    pub fn set_current_moved(&mut self) {
        self.depths.retain(|(index, _)| *index != ImageIndex::Current);
    }

    /// Nothing is known any more, and whatever was unknown may have been seen to.
    pub fn blur(&mut self) {
        *self = Self { is_any_checked: true, ..Self::default() };
    }

    /// What holds whichever of the two is true.
    #[must_use]
    pub fn join(&self, other: &Self) -> Self {
        Self {
            is_empty: self.is_empty && other.is_empty,
            depths: self.depths.iter().filter(|fact| other.depths.contains(fact)).copied().collect(),
            all: self.all.filter(|_| self.all == other.all),
            is_any_checked: true,
        }
    }
}
