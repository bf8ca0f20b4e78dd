//! What a name says of the numbers beside it.

/// How near to error codes a name is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Topic {
    /// `errorCode`, `ErrorString`, `err`, `ERR_BUSY`.
    Errors,
    /// `code`, `CODES`, `resultCode`.
    Codes,
    /// `left`, `offsetTop`, `MIN_X`: a negative number is a coordinate.
    Geometry,
    Other,
}

impl Topic {
    pub fn of(name: &str) -> Self {
        let words = words(name);
        let is_any = |of: &[&str]| words.iter().any(|word| of.contains(&word.as_str()));
        let is_error = words.iter().any(|word| word.contains("error")) || is_any(&["err", "errcode", "errno"]);
        if is_error {
            Self::Errors
        } else if words.last().is_some_and(|last| last == "code" || last == "codes") {
            Self::Codes
        } else if is_any(&GEOMETRY) {
            Self::Geometry
        } else {
            Self::Other
        }
    }
}

const GEOMETRY: [&str; 23] = [
    "offset", "left", "top", "right", "bottom", "margin", "padding", "width", "height", "index", "pos", "position",
    "delta", "scroll", "angle", "rotation", "coord", "coords", "point", "points", "x", "y", "z",
];

/// The words of a name, in lower case: `errorCode` and `ERROR_CODE` are `error` and `code`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = None::<char>;
    let mut rest = name.chars().peekable();
    while let Some(character) = rest.next() {
        let follows_lower = before.is_some_and(|before| !before.is_uppercase());
        let starts_lower = rest.peek().is_some_and(|next| next.is_lowercase());
        let is_start = character.is_uppercase() && (follows_lower || starts_lower);
        if is_start || !character.is_alphanumeric() {
            words.push(String::new());
        }
        if let (true, Some(word)) = (character.is_alphanumeric(), words.last_mut()) {
            word.extend(character.to_lowercase());
        }
        before = Some(character);
    }
    words.retain(|word| !word.is_empty());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_into_words() {
        assert_eq!(words("lastHTTPErrorCode"), ["last", "http", "error", "code"]);
        assert_eq!(words("ERR_BUSY_2"), ["err", "busy", "2"]);
        assert_eq!(words("$scope.left"), ["scope", "left"]);
        assert_eq!(words("__"), [] as [&str; 0]);
    }

    #[test]
    fn whole_words_decide() {
        for (name, topic) in [
            ("errorCode", Topic::Errors),
            ("ERR_TOP", Topic::Errors),
            ("lasterror", Topic::Errors),
            ("errCode", Topic::Errors),
            ("resultCode", Topic::Codes),
            ("codes", Topic::Codes),
            ("offsetTop", Topic::Geometry),
            ("MIN_X", Topic::Geometry),
            ("POST_FAILED", Topic::Other),
            ("STOPPED", Topic::Other),
            ("merry", Topic::Other),
            ("codec", Topic::Other),
        ] {
            assert_eq!(Topic::of(name), topic, "{name}");
        }
    }
}
