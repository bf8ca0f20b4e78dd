//! The numbers of enumerations, for code that is not of a certain version of the SDK. All else is in [`super::api`].

use super::api::{self, Value};

/// The value of a member such as `EnumDWT_PixelType.TWPT_BW`: the newest, where versions differ.
#[must_use]
pub fn value(enumeration: &str, member: &str) -> Option<i64> {
    match api::enumeration(enumeration)?.member(member)?.newest_value() {
        Value::Number(number) => Some(number),
        Value::Text(_) => None,
    }
}

/// The same for a pair of names.
#[must_use]
pub fn value_of((enumeration, member): (&str, &str)) -> Option<i64> {
    value(enumeration, member)
}

/// Whether there is an enumeration of this name, without a namespace.
#[must_use]
pub fn is_enum(name: &str) -> bool {
    api::enumeration(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn members_have_the_values_of_the_types() {
        assert_eq!(value("EnumDWT_ImageType", "IT_JPG"), Some(1));
        assert_eq!(value("EnumDWT_PixelType", "TWPT_BW"), Some(0));
        assert_eq!(value_of(("EnumDWT_PixelType", "IT_JPG")), None);
        assert_eq!(value("EnumDWT_Nothing", "TWPT_BW"), None);
        assert_eq!(value("EnumDWT_OCRLanguage", "OCRL_ENG"), None, "it is a text");
        assert!(is_enum("EnumDWT_OCRLanguage") && !is_enum("EnumDWT_Nothing"));
    }
}
