use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::enumeration::{Enumeration, enumerations_in};
use super::tables::{FORMS, PARAMS, text};

/// What a type of the declarations says, read from its text once.
#[derive(Debug)]
pub(super) struct TypeFacts {
    pub enumerations: Vec<Enumeration>,
    /// Whether its values are members of enumerations, numbers, texts or nothing, or arrays of those.
    pub is_enum_or_plain: bool,
}

impl TypeFacts {
    /// Of a text by its number in the tables: one that a form or a parameter is declared as.
    pub(super) fn of(type_text: u16) -> &'static Self {
        static NONE: TypeFacts = TypeFacts { enumerations: Vec::new(), is_enum_or_plain: false };
        static ALL: LazyLock<FxHashMap<u16, TypeFacts>> = LazyLock::new(|| {
            let types = FORMS.iter().map(|row| row.type_text).chain(PARAMS.iter().map(|row| row.type_text));
            types.map(|number| (number, TypeFacts::read(text(number)))).collect()
        });
        ALL.get(&type_text).unwrap_or(&NONE)
    }

    fn read(type_text: &str) -> Self {
        let is_fine = |one: &str| {
            matches!(one, "number" | "string" | "undefined" | "null") || enumerations_in(one).next().is_some()
        };
        Self {
            enumerations: enumerations_in(type_text).collect(),
            is_enum_or_plain: union_parts(type_text).all(is_fine),
        }
    }
}

/// The members of a union; of arrays, what is in them.
pub fn union_parts(type_text: &str) -> impl Iterator<Item = &str> {
    type_text.split('|').map(|one| one.trim().trim_end_matches("[]"))
}
