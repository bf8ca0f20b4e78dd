use super::form::Param;

/// What names images in the buffer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Indices {
    One,
    /// A list of them.
    Many,
}

impl Indices {
    /// What a parameter or an option key takes, by its name and its type: `index: number`, `sourceIndices: number[]`.
    #[must_use]
    pub fn of(name: &str, type_text: &str) -> Option<Self> {
        match type_text {
            "number[]" | "[]" if (name.ends_with("indices") || name.ends_with("Indices")) => Some(Self::Many),
            "number" if name.contains("index") || name.contains("Index") => Some(Self::One),
            _ => None,
        }
    }
}

impl Param {
    #[must_use]
    pub fn indices(self) -> Option<Indices> {
        Indices::of(self.name(), self.type_text())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn indices_are_known_by_name_and_type() {
        for (name, type_text, indices) in [
            ("index", "number", Some(Indices::One)),
            ("sImageIndexToBeDeleted", "number", Some(Indices::One)),
            ("indexOfIndices", "number", Some(Indices::One)),
            ("aryImageIndices", "number[]", Some(Indices::Many)),
            ("indices", "[]", Some(Indices::Many)),
            ("sourceIndices", "number[]|number", None),
            ("buffer", "number[]", None),
            ("angle", "number", None),
            ("index", "string", None),
        ] {
            assert_eq!(Indices::of(name, type_text), indices, "{name}: {type_text}");
        }
    }
}
