//! The enumerations of the SDK, from `data/api.json`.

include!(concat!(env!("OUT_DIR"), "/api.rs"));

/// An enumeration: its name without a namespace, and its members, sorted by name.
#[derive(Debug)]
pub struct Enum {
    pub name: &'static str,
    pub members: &'static [(&'static str, i64)],
}

/// The value of a member such as `EnumDWT_PixelType.TWPT_BW`.
#[must_use]
pub fn value(enumeration: &str, member: &str) -> Option<i64> {
    let at = ENUMS.binary_search_by(|known| known.name.cmp(enumeration)).ok()?;
    let members = ENUMS[at].members;
    members.binary_search_by(|(name, _)| (*name).cmp(member)).ok().map(|at| members[at].1)
}

/// The same for a pair of names.
#[must_use]
pub fn value_of((enumeration, member): (&str, &str)) -> Option<i64> {
    value(enumeration, member)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_have_the_values_of_the_types() {
        assert_eq!(value("EnumDWT_ImageType", "IT_JPG"), Some(1));
        assert_eq!(value("EnumDWT_PixelType", "TWPT_BW"), Some(0));
        assert_eq!(value("EnumDWT_PixelType", "IT_JPG"), None);
        assert_eq!(value("EnumDWT_Nothing", "TWPT_BW"), None);
    }
}
